#include "icons.h"
#include "testpalettes.h"

#include <QApplication>
#include <QImage>
#include <QPixmap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace tc;

namespace {

const QList<Glyph> &everyGlyph()
{
    static const QList<Glyph> glyphs = [] {
        QList<Glyph> list;
        for (int glyph = 0; glyph <= int(Glyph::Question); ++glyph)
            list.append(static_cast<Glyph>(glyph));
        return list;
    }();
    return glyphs;
}

/// The colour of the most opaque pixel.
QColor inkOf(const QIcon &icon, QIcon::Mode mode = QIcon::Normal)
{
    const QImage image = icon.pixmap(QSize(48, 48), 1.0, mode).toImage();
    QColor ink = Qt::transparent;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (const QColor pixel = image.pixelColor(x, y); pixel.alpha() > ink.alpha())
                ink = pixel;
        }
    }
    return ink;
}

} // namespace

class TestIcons : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void haveNamesAndDifferentShapes();
    void followThePalette();
    void showStatusesByShapeToo();
    void drawTheApplicationIcon();
};

void TestIcons::haveNamesAndDifferentShapes()
{
    QSet<QString> names;
    QList<QImage> shapes;
    for (const Glyph glyph : everyGlyph()) {
        names.insert(icon(glyph).name());
        const QImage shape = icon(glyph).pixmap(QSize(24, 24), 1.0).toImage();
        QVERIFY(!shapes.contains(shape));
        shapes.append(shape);
    }
    QCOMPARE(names.size(), everyGlyph().size());
    QVERIFY(!names.contains(QString()));
}

void TestIcons::followThePalette()
{
    const QPalette before = QApplication::palette();
    const QIcon plain = icon(Glyph::Create);
    const QIcon bad = icon(Glyph::Revoke, Tone::Bad);
    for (const QPalette &palette : {lightPalette(), darkPalette(), highContrastPalette()}) {
        QApplication::setPalette(palette);
        QCOMPARE(inkOf(plain).name(), palette.color(QPalette::WindowText).name());
        QCOMPARE(inkOf(plain, QIcon::Selected).name(), palette.color(QPalette::HighlightedText).name());
        QVERIFY(contrastRatio(inkOf(bad), palette.color(QPalette::Base)) >= 4.4);
    }
    QApplication::setPalette(before);
}

void TestIcons::showStatusesByShapeToo()
{
    QSet<QString> names;
    for (const TokenStatus status : {TokenStatus::Active, TokenStatus::Expiring, TokenStatus::Expired,
                                     TokenStatus::Revoked, TokenStatus::Unknown})
        names.insert(statusIcon(status).name());
    QCOMPARE(names.size(), 5);
}

void TestIcons::drawTheApplicationIcon()
{
    const QIcon icon = applicationIcon();
    QVERIFY(icon.availableSizes().contains(QSize(256, 256)));
    const QImage image = icon.pixmap(QSize(64, 64), 1.0).toImage();
    QCOMPARE(image.size(), QSize(64, 64));
    QVERIFY(image.pixelColor(32, 4).alpha() == 255);
    QVERIFY(image.pixelColor(0, 0).alpha() < 128);
}

QTEST_MAIN(TestIcons)
#include "tst_icons.moc"
