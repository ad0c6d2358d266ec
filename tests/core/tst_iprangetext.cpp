#include "iprangetext.h"

#include <QLocale>
#include <QRegularExpression>
#include <QTest>

using namespace tc;

class TestIpRangeText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void namesTheEntryAndTheFault_data();
    void namesTheEntryAndTheFault();
    void emptyAsksForAnEntry();
    void offersTheNetwork();
    void escapesWhatWasTyped();
    void keepsPlaceholdersOfTheEntry();
    void cutsLongEntries();
    void saysWhatARangeCovers();
    void saysWhatAnIpv6RangeCovers_data();
    void saysWhatAnIpv6RangeCovers();
    void saysThatAServiceTakesIpv4Only();
    void offersTheIpv4AddressOfAMappedOne();
};

void TestIpRangeText::namesTheEntryAndTheFault_data()
{
    QTest::addColumn<QString>("fault");
    QTest::newRow("010.8.8.8") << QStringLiteral("“010”");
    QTest::newRow("0x7f.1") << QStringLiteral("four numbers");
    QTest::newRow("10.1") << QStringLiteral("four numbers");
    QTest::newRow("/8") << QStringLiteral("four numbers");
    QTest::newRow("1.2.3.4/33") << QStringLiteral("“/33” is larger than /32");
    QTest::newRow("1.2.3.4/08") << QStringLiteral("“08” without leading zeros");
    QTest::newRow("256.1.1.1") << QStringLiteral("“256” is larger than 255");
    QTest::newRow("\u0662.\u0660.\u0661.\u0661") << QStringLiteral("“\u0662” is not a number");
    QTest::newRow("10.0.0.0/") << QStringLiteral("lacks the prefix length");
    QTest::newRow("10.0.0.0/255.0.0.0") << QStringLiteral("not “/255.0.0.0”");
    QTest::newRow("203.0.113.7/24") << QStringLiteral("Did you mean 203.0.113.0/24?");
    QTest::newRow("203.0.113.10:443") << QStringLiteral("“10:443”");
    QTest::newRow("abc") << QStringLiteral("not an IP address");
    QTest::newRow("2001:db8:1") << QStringLiteral("eight groups");
    QTest::newRow("1::2::3") << QStringLiteral("once");
    QTest::newRow("2001:db8::xyz") << QStringLiteral("“xyz” is not a group");
    QTest::newRow("::1.2.3") << QStringLiteral("“1.2.3” at its end");
    QTest::newRow("fe80::1%eth0") << QStringLiteral("zone: “%eth0”");
    QTest::newRow("2001:db8::/129") << QStringLiteral("“/129” is larger than /128");
    QTest::newRow("2001:db8::/") << QStringLiteral("(/0 to /128)");
    QTest::newRow("2001:db8::/+1") << QStringLiteral("from /0 to /128 after the address, not “/+1”");
    QTest::newRow("2001:db8::1/32") << QStringLiteral("Did you mean 2001:db8::/32?");
}

void TestIpRangeText::namesTheEntryAndTheFault()
{
    QFETCH(QString, fault);
    const QString entry = QString::fromUtf8(QTest::currentDataTag());
    const auto range = IpRange::parse(entry);
    QVERIFY(!range);
    const QString sentence = explain(range.error());
    QVERIFY2(sentence.startsWith(u'“' + entry + u'”'), qPrintable(sentence));
    QVERIFY2(sentence.contains(fault), qPrintable(sentence));
    QVERIFY2(!sentence.contains(u"%1") && !sentence.contains(u"%2"), qPrintable(sentence));
}

void TestIpRangeText::emptyAsksForAnEntry()
{
    QVERIFY(explain(IpRange::parse(u" ").error()).contains(u"203.0.113.0/24"));
}

void TestIpRangeText::offersTheNetwork()
{
    QVERIFY(explain(IpRange::parse(u"10.1.2.3/8").error()).endsWith(u"Did you mean 10.0.0.0/8?"));
}

void TestIpRangeText::escapesWhatWasTyped()
{
    const QString sentence = explain(IpRange::parse(u"1.2.3.\u202e4").error());
    QVERIFY2(sentence.contains(u"\\u{202E}"), qPrintable(sentence));
    QVERIFY(!sentence.contains(QChar(u'\u202e')));
}

void TestIpRangeText::keepsPlaceholdersOfTheEntry()
{
    QVERIFY(explain(IpRange::parse(u"1.2.3.%2").error()).startsWith(u"“1.2.3.%2”"));
}

void TestIpRangeText::cutsLongEntries()
{
    QVERIFY(explain(IpRange::parse(QString(100'000, u'1')).error()).size() < 200);
}

void TestIpRangeText::saysWhatARangeCovers()
{
    QCOMPARE(coverage(*IpRange::parse(u"203.0.113.10")), QStringLiteral("1 address"));
    QCOMPARE(coverage(*IpRange::parse(u"203.0.113.10/32")), QStringLiteral("1 address"));
    QCOMPARE(coverage(*IpRange::parse(u"203.0.113.0/24")),
             QStringLiteral("256 addresses: 203.0.113.0 to 203.0.113.255"));
    QCOMPARE(coverage(*IpRange::parse(u"128.0.0.0/1")),
             QStringLiteral("2,147,483,648 addresses: 128.0.0.0 to 255.255.255.255"));
    QCOMPARE(coverage(*IpRange::parse(u"0.0.0.0/0")), QStringLiteral("every IPv4 address"));
}

void TestIpRangeText::saysWhatAnIpv6RangeCovers_data()
{
    QTest::addColumn<QString>("covers");
    QTest::newRow("2001:db8::1") << QStringLiteral("1 address");
    QTest::newRow("2001:db8::1/128") << QStringLiteral("1 address");
    QTest::newRow("2001:db8::/112") << QStringLiteral("65,536 addresses: 2001:db8:: to 2001:db8::ffff");
    QTest::newRow("2001:db8::/96") << QStringLiteral("4,294,967,296 addresses: 2001:db8:: to "
                                                     "2001:db8::ffff:ffff");
    QTest::newRow("2001:db8::/95") << QStringLiteral("2^33 addresses: 2001:db8:: to 2001:db8::1:ffff:ffff");
    QTest::newRow("2001:db8::/65") << QStringLiteral(
        "2^63 addresses: 2001:db8:: to 2001:db8::7fff:ffff:ffff:ffff");
    QTest::newRow("2001:db8::/64") << QStringLiteral(
        "one subnet: 2001:db8:: to 2001:db8::ffff:ffff:ffff:ffff");
    QTest::newRow("2001:db8::/48") << QStringLiteral("65,536 subnets (/64): 2001:db8:: to "
                                                     "2001:db8:0:ffff:ffff:ffff:ffff:ffff");
    QTest::newRow("2001:db8::/32") << QStringLiteral("4,294,967,296 subnets (/64): 2001:db8:: to "
                                                     "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff");
    QTest::newRow("2000::/3") << QStringLiteral("2^61 subnets (/64): 2000:: to "
                                                "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
    QTest::newRow("::/0") << QStringLiteral("every IPv6 address");
}

void TestIpRangeText::saysWhatAnIpv6RangeCovers()
{
    QTEST(coverage(*IpRange::parse(QString::fromLatin1(QTest::currentDataTag()))), "covers");
}

void TestIpRangeText::saysThatAServiceTakesIpv4Only()
{
    const QString sentence = explain(IpRange::parse(u"2001:db8::/32", IpVersions::V4).error());
    QCOMPARE(sentence, QStringLiteral("“2001:db8::/32” is an IPv6 address; this service takes IPv4 only."));
}

void TestIpRangeText::offersTheIpv4AddressOfAMappedOne()
{
    const QString sentence = explain(parseTyped(u"::ffff:192.0.2.1", IpVersions::V4AndV6).error());
    QVERIFY2(sentence.endsWith(QStringLiteral("Did you mean 192.0.2.1?")), qPrintable(sentence));
}

QTEST_GUILESS_MAIN(TestIpRangeText)
#include "tst_iprangetext.moc"
