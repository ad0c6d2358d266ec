#include "rangeintake.h"

#include <QRegularExpression>
#include <QTest>

using namespace tc;

class TestRangeIntake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void takesInAMixedList();
    void keepsSentencesFew();
    void helpsWhileTyping_data();
    void helpsWhileTyping();
    void takesInIpv6();
    void takesIpv4OnlyUnlessTold();
    void helpsWhileIpv6IsTyped_data();
    void helpsWhileIpv6IsTyped();
};

void TestRangeIntake::takesInAMixedList()
{
    IpRanges ranges;
    ranges.add(*IpRange::parse(u"203.0.113.0/24"));
    const RangeIntake intake = takeIn(
        splitPastedRanges(u"203.0.113.10, 203.0.113.0/24\n203.0.113.7/24;0.0.0.0/0 nonsense\t0.0.0.0/0\n"
                          u"203.0.0.0/16"),
        ranges);
    QCOMPARE(ranges.toStringList().join(u' '), QStringLiteral("203.0.113.0/24 203.0.113.10 203.0.0.0/16"));
    QCOMPARE(intake.added.size(), 2);
    QCOMPARE(intake.duplicates.size(), 1);
    QCOMPARE(intake.covered.size(), 1);
    QCOMPARE(intake.covering.size(), 1);
    QCOMPARE(intake.covering.first().others.size(), 2);
    QCOMPARE(intake.refused.size(), 2);
    QCOMPARE(intake.everyAddress.size(), 2);
    QCOMPARE(intake.remaining.join(u' '), QStringLiteral("203.0.113.7/24 0.0.0.0/0 nonsense"));

    const RangeIntake allowed = takeIn(intake.remaining, ranges, EveryAddress::Allow);
    QCOMPARE(allowed.remaining.join(u' '), QStringLiteral("203.0.113.7/24 nonsense"));
    QVERIFY(ranges.ranges().last().isEveryAddress());
}

void TestRangeIntake::keepsSentencesFew()
{
    QStringList entries;
    for (int i = 0; i < 100; ++i)
        entries.append(QStringLiteral("wrong%1").arg(i));
    IpRanges ranges;
    const RangeIntake intake = takeIn(entries, ranges);
    QCOMPARE(intake.remaining, entries);
    const QStringList sentences = refusals(intake);
    QCOMPARE(sentences.size(), 6);
    QVERIFY(sentences.first().contains(QStringLiteral("wrong0")));
    QVERIFY(sentences.last().contains(QStringLiteral("95")));
}

void TestRangeIntake::helpsWhileTyping_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("help");
    QTest::newRow("nothing") << ""
                             << "";
    QTest::newRow("a beginning is no error") << "203.0"
                                             << "Four numbers";
    QTest::newRow("a beginning with a dot") << "203."
                                            << "Four numbers";
    QTest::newRow("a slash to go on from") << "203.0.113.0/"
                                           << "Four numbers";
    QTest::newRow("address") << "198.51.100.1"
                             << "1 address";
    QTest::newRow("range") << "198.51.100.0/24"
                           << "256 addresses: 198.51.100.0 to 198.51.100.255";
    QTest::newRow("covered") << "203.0.113.10"
                             << "203.0.113.10 is already covered by 203.0.113.0/24.";
    QTest::newRow("covers") << "203.0.0.0/16"
                            << "203.0.0.0/16 also covers 203.0.113.0/24.";
    QTest::newRow("duplicate") << "203.0.113.0/24"
                               << "203.0.113.0/24 is in the list already.";
    QTest::newRow("host bits") << "198.51.100.7/24"
                               << "198.51.100.0/24";
    QTest::newRow("letters") << "198.51.100.x"
                             << "“x”";
    QTest::newRow("IPv6") << "::1"
                          << "IPv6";
    QTest::newRow("several") << "198.51.100.1 198.51.100.2"
                             << "2 entries";
    QTest::newRow("several, one wrong") << "198.51.100.1 198.51"
                                        << "“198.51”";
}

void TestRangeIntake::helpsWhileTyping()
{
    QFETCH(QString, text);
    QFETCH(QString, help);
    IpRanges ranges;
    ranges.add(*IpRange::parse(u"203.0.113.0/24"));
    const QString said = liveHelp(text, ranges);
    QVERIFY2(said.contains(help), qPrintable(said));
    QCOMPARE(said.isEmpty(), help.isEmpty());
}

void TestRangeIntake::takesInIpv6()
{
    IpRanges ranges;
    const RangeIntake intake
        = takeIn(splitPastedRanges(u"2001:db8::/32, 2001:0DB8:0::/32; 2001:db8::1\n2001::/16 ::/0 0.0.0.0/0 "
                                   u"::0/0 ::ffff:192.0.2.1 2001:db8::1/64 fe80::1%eth0 203.0.113.1"),
                 ranges, EveryAddress::Ask, IpVersions::V4AndV6);
    QCOMPARE(ranges.toStringList().join(u' '),
             QStringLiteral("2001:db8::/32 2001:db8::1 2001::/16 203.0.113.1"));
    QCOMPARE(intake.duplicates.size(), 1);
    QCOMPARE(intake.everyAddress.size(), 3);
    QCOMPARE(intake.refused.size(), 3);
    QCOMPARE(intake.remaining.join(u' '),
             QStringLiteral("::/0 0.0.0.0/0 ::ffff:192.0.2.1 2001:db8::1/64 fe80::1%eth0"));
    QVERIFY(takeIn(intake.remaining, ranges, EveryAddress::Allow, IpVersions::V4AndV6).added.size() == 2);
}

void TestRangeIntake::takesIpv4OnlyUnlessTold()
{
    IpRanges ranges;
    const RangeIntake intake = takeIn(splitPastedRanges(u"2001:db8::/32 10.0.0.1 ::ffff:10.0.0.2"), ranges);
    QCOMPARE(ranges.toStringList().join(u' '), QStringLiteral("10.0.0.1"));
    QCOMPARE(intake.remaining.join(u' '), QStringLiteral("2001:db8::/32 ::ffff:10.0.0.2"));
    QVERIFY(refusals(intake).first().endsWith(QStringLiteral("this service takes IPv4 only.")));
}

void TestRangeIntake::helpsWhileIpv6IsTyped_data()
{
    QTest::addColumn<QString>("help");
    QTest::newRow("2") << "An IPv4 or IPv6 address";
    QTest::newRow("2001") << "An IPv4 or IPv6 address";
    QTest::newRow("fe8") << "An IPv4 or IPv6 address";
    QTest::newRow("203.0") << "Four numbers";
    for (const char *beginning : {":", "2001:", "2001:d", "2001:db8:", "2001:db8:0:1:2:3:4",
                                  "1:2:3:4:5:6:", "::ffff:192.", "1:2:3:4:5:6:192.0.2", "2001:db8::/", "::/"})
        QTest::newRow(beginning) << "Groups of up to four hexadecimal digits";
    QTest::newRow("::") << "1 address";
    QTest::newRow("2001:db8::") << "1 address";
    QTest::newRow("2001:db8::/6") << "Did you mean 2000::/6?";
    QTest::newRow("2001:db8::/64") << "one subnet: 2001:db8:: to";
    QTest::newRow("2001:db9:::") << "not an IPv6 address";
    QTest::newRow("2001:db8:x") << "not an IPv6 address";
    QTest::newRow("20012") << "An IPv4 or IPv6 address";
    QTest::newRow("20012:1:") << "“20012” is not a group";
    QTest::newRow("fe80::1%") << "names a zone";
    QTest::newRow("::ffff:10.0.0.1") << "Did you mean 10.0.0.1?";
    QTest::newRow("2001:DB8:1::5") << "already covered by 2001:db8:1::/48";
    QTest::newRow("2001:0db8:1::/48") << "2001:0db8:1::/48 is in the list already.";
    QTest::newRow("host") << "not an IP address";
}

void TestRangeIntake::helpsWhileIpv6IsTyped()
{
    QFETCH(QString, help);
    IpRanges ranges;
    ranges.add(*IpRange::parse(u"2001:db8:1::/48"));
    const QString said = liveHelp(QString::fromLatin1(QTest::currentDataTag()), ranges, IpVersions::V4AndV6);
    QVERIFY2(said.contains(help), qPrintable(said));
}

QTEST_GUILESS_MAIN(TestRangeIntake)
#include "tst_rangeintake.moc"
