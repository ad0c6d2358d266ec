#include "badge.h"
#include "contrast.h"
#include "testpalettes.h"

#include <QAccessible>
#include <QRegularExpression>
#include <QTest>

using namespace tc;

class TestBadge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void isReadable_data();
    void isReadable();
    void showsProductionUnlikeAllOthers();
    void tellsItsText();
    void hasRoomForItsText();
};

void TestBadge::isReadable_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << lightPalette();
    QTest::newRow("dark") << darkPalette();
    QTest::newRow("high contrast") << highContrastPalette();
}

void TestBadge::isReadable()
{
    QFETCH(QPalette, palette);
    for (const Badge::Role role :
         {Badge::Role::Neutral, Badge::Role::Production, Badge::Role::Test, Badge::Role::Local,
          Badge::Role::Good, Badge::Role::Attention, Badge::Role::Bad}) {
        const BadgeColors colors = badgeColors(role, palette);
        QVERIFY(contrastRatio(colors.text, colors.fill) >= 4.5);
        QVERIFY(contrastRatio(colors.border, palette.color(QPalette::Window)) >= 3);
    }
}

void TestBadge::showsProductionUnlikeAllOthers()
{
    for (const QPalette &palette : {lightPalette(), darkPalette(), highContrastPalette()}) {
        const QColor production = badgeColors(Badge::Role::Production, palette).fill;
        for (const Badge::Role role : {Badge::Role::Test, Badge::Role::Local, Badge::Role::Bad}) {
            const QColor other = badgeColors(role, palette).fill;
            const int distance = qAbs(production.red() - other.red())
                + qAbs(production.green() - other.green()) + qAbs(production.blue() - other.blue());
            QVERIFY2(distance > 150,
                     qPrintable(QStringLiteral("%1 %2").arg(production.name(), other.name())));
        }
    }
}

void TestBadge::tellsItsText()
{
    Badge badge;
    badge.setRole(Badge::Role::Production);
    badge.setText(QStringLiteral("Production"));
    QCOMPARE(QAccessible::queryAccessibleInterface(&badge)->text(QAccessible::Name),
             QStringLiteral("Production"));
    QCOMPARE(badge.role(), Badge::Role::Production);
}

void TestBadge::hasRoomForItsText()
{
    Badge badge;
    badge.setText(QStringLiteral("Test"));
    badge.adjustSize();
    const int before = badge.width();
    badge.setText(QStringLiteral("Production"));
    badge.adjustSize();
    QVERIFY(badge.width() > before);
    QVERIFY(badge.width()
            > badge.fontMetrics().horizontalAdvance(badge.text()) + badge.fontMetrics().height());
    QCOMPARE(badge.grab().size(), badge.size() * badge.devicePixelRatio());
}

QTEST_MAIN(TestBadge)
#include "tst_badge.moc"
