#include "denial.h"

#include <QLocale>
#include <QRegularExpression>
#include <QTest>

using namespace tc;

namespace {

AllowedIps ranges(const QString &texts)
{
    AllowedIps all;
    for (const QString &text : splitPastedRanges(texts))
        all.add(IpRange::parse(text).value());
    return all;
}

} // namespace

class TestDenial : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void tellsWhetherAnythingIsLeft_data();
    void tellsWhetherAnythingIsLeft();
    void explains_data();
    void explains();
    void keepsSentencesFew();
};

void TestDenial::tellsWhetherAnythingIsLeft_data()
{
    QTest::addColumn<QString>("allowed");
    QTest::addColumn<QString>("denied");
    QTest::addColumn<bool>("nothingLeft");
    const auto row = [](const char *allowed, const char *denied, bool nothingLeft) {
        QTest::addRow("%s but %s", allowed, denied)
            << QString::fromLatin1(allowed) << QString::fromLatin1(denied) << nothingLeft;
    };
    row("203.0.113.0/24", "", false);
    row("203.0.113.0/24", "203.0.113.7", false);
    row("203.0.113.0/24", "203.0.113.0/24", true);
    row("203.0.113.0/24", "203.0.0.0/16", true);
    row("203.0.113.0/24", "203.0.113.0/25 203.0.113.128/25", true);
    row("203.0.113.0/24 192.0.2.1", "203.0.113.0/24", false);
    row("203.0.113.0/24 192.0.2.1", "192.0.2.0/24 203.0.113.0/24", true);
    row("2001:db8::/32", "0.0.0.0/0", false);
    row("2001:db8::/32", "2001:db8::/33 2001:db8:8000::/33", true);
    row("", "0.0.0.0/0", false);
    row("", "0.0.0.0/0 ::/1", false);
    row("", "0.0.0.0/1 128.0.0.0/1 ::/0", true);
}

void TestDenial::tellsWhetherAnythingIsLeft()
{
    QFETCH(QString, allowed);
    QFETCH(QString, denied);
    QFETCH(bool, nothingLeft);
    QCOMPARE(deniesEverything(ranges(allowed), ranges(denied), IpVersions::V4AndV6), nothingLeft);
    const DenialText text = explainDenial(ranges(allowed), ranges(denied), IpVersions::V4AndV6);
    QCOMPARE(text.isWarning, nothingLeft);
    QCOMPARE(text.sentences.isEmpty(), denied.isEmpty());
    // Where a service has no IPv6, IPv4 is everything.
    QVERIFY(deniesEverything({}, ranges(QStringLiteral("0.0.0.0/0")), IpVersions::V4));
}

void TestDenial::explains_data()
{
    QTest::addColumn<QString>("allowed");
    QTest::addColumn<QString>("denied");
    QTest::addColumn<QString>("said");
    QTest::newRow("nothing denied") << QStringLiteral("203.0.113.0/24") << QString() << QString();
    QTest::newRow("cut") << QStringLiteral("203.0.113.0/24") << QStringLiteral("203.0.113.7 203.0.113.8")
                         << QStringLiteral(
                                "From 203.0.113.0/24 it works, except for 203.0.113.7, 203.0.113.8.");
    QTest::newRow("many cuts")
        << QStringLiteral("10.0.0.0/8") << QStringLiteral("10.1.1.1 10.1.1.2 10.1.1.3 10.1.1.4 10.1.1.5")
        << QStringLiteral("From 10.0.0.0/8 it works, except for 10.1.1.1, 10.1.1.2, 10.1.1.3 and 2 more.");
    QTest::newRow("one wholly denied")
        << QStringLiteral("203.0.113.0/24 192.0.2.1") << QStringLiteral("192.0.2.0/24")
        << QStringLiteral("192.0.2.1 is allowed and denied (192.0.2.0/24): denied counts.");
    QTest::newRow("beside") << QStringLiteral("2001:db8::/32") << QStringLiteral("192.0.2.1")
                            << QStringLiteral("192.0.2.1 is not allowed anyway.");
    QTest::newRow("any address") << QString() << QStringLiteral("192.0.2.1")
                                 << QStringLiteral("It works from every address but the denied ones.");
    QTest::newRow("nothing left")
        << QStringLiteral("192.0.2.1") << QStringLiteral("192.0.2.1/32")
        << QStringLiteral("Every allowed address is denied as well: no application can use this token.");
}

void TestDenial::explains()
{
    QFETCH(QString, allowed);
    QFETCH(QString, denied);
    QTEST(explainDenial(ranges(allowed), ranges(denied), IpVersions::V4AndV6).sentences.join(u'\n'), "said");
}

void TestDenial::keepsSentencesFew()
{
    QString denied;
    for (int i = 0; i < 100; ++i)
        denied += QStringLiteral("10.0.0.%1 ").arg(i);
    const QStringList sentences
        = explainDenial(ranges(QStringLiteral("192.0.2.1")), ranges(denied), IpVersions::V4).sentences;
    QCOMPARE(sentences.size(), 5);
    QCOMPARE(sentences.last(), QStringLiteral("… and 96 more."));
}

QTEST_GUILESS_MAIN(TestDenial)
#include "tst_denial.moc"
