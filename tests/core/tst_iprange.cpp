#include "iprange.h"

#include <QRegularExpression>
#include <QTest>

#include <random>

using namespace tc;
using Kind = IpRangeError::Kind;

Q_DECLARE_METATYPE(tc::IpRangeError::Kind)

class TestIpRange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void takes_data();
    void takes();
    void refuses_data();
    void refuses();
    void offersTheNetwork();
    void hasNoSuggestionElsewhere();
    void knowsItsSize();
    void everyPrefixLengthRoundTrips();
    void containsAndOverlaps();
    void networkMasksHostBits();
    void tellsAddressFromSlash32();
    void survivesAnyUtf16();
};

void TestIpRange::takes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<quint32>("first");
    QTest::addColumn<int>("prefixLength");
    QTest::addRow("address") << QStringLiteral("203.0.113.10") << 0xcb00710au << 32;
    QTest::addRow("range") << QStringLiteral("203.0.113.0/24") << 0xcb007100u << 24;
    QTest::addRow("blanks around") << QStringLiteral("  203.0.113.10\t") << 0xcb00710au << 32;
    QTest::addRow("trailing newline") << QStringLiteral("203.0.113.0/24\n") << 0xcb007100u << 24;
    QTest::addRow("trailing CR LF") << QStringLiteral("203.0.113.0/24\r\n") << 0xcb007100u << 24;
    QTest::addRow("no-break spaces around")
        << QStringLiteral("\u00a0203.0.113.10\u00a0") << 0xcb00710au << 32;
    QTest::addRow("everything") << QStringLiteral("0.0.0.0/0") << 0u << 0;
    QTest::addRow("zero") << QStringLiteral("0.0.0.0") << 0u << 32;
    QTest::addRow("last") << QStringLiteral("255.255.255.255") << 0xffffffffu << 32;
    QTest::addRow("one address as a range") << QStringLiteral("203.0.113.10/32") << 0xcb00710au << 32;
    QTest::addRow("half of all") << QStringLiteral("128.0.0.0/1") << 0x80000000u << 1;
}

void TestIpRange::takes()
{
    QFETCH(QString, text);
    const auto range = IpRange::parse(text);
    QVERIFY(range);
    QFETCH(quint32, first);
    QCOMPARE(range->first(), IpAddress(first));
    QTEST(range->prefixLength(), "prefixLength");
    QCOMPARE(range->toString(), text.trimmed());
}

void TestIpRange::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("part");
    const auto row = [](const QString &text, Kind kind, const QString &part = {}) {
        QTest::newRow(qPrintable(text.isEmpty() ? QStringLiteral("(empty)") : text)) << text << kind << part;
    };
    row(QString(), Kind::Empty);
    row(QStringLiteral(" \t\n"), Kind::Empty);
    row(QStringLiteral("010.8.8.8"), Kind::LeadingZero, QStringLiteral("010"));
    row(QStringLiteral("8.8.8.00"), Kind::LeadingZero, QStringLiteral("00"));
    row(QStringLiteral("0x7f.1"), Kind::NotFourOctets);
    row(QStringLiteral("0x7f.0.0.1"), Kind::NotADecimalOctet, QStringLiteral("0x7f"));
    row(QStringLiteral("10.1"), Kind::NotFourOctets);
    row(QStringLiteral("2130706433"), Kind::NotFourOctets);
    row(QStringLiteral("/8"), Kind::NotFourOctets);
    row(QStringLiteral("/"), Kind::NotFourOctets);
    row(QStringLiteral("1.2.3.4.5"), Kind::NotFourOctets);
    row(QStringLiteral("1..3.4"), Kind::NotFourOctets);
    row(QStringLiteral("1.2.3."), Kind::NotFourOctets);
    row(QStringLiteral("localhost"), Kind::NotFourOctets);
    row(QStringLiteral("256.1.1.1"), Kind::OctetTooLarge, QStringLiteral("256"));
    row(QStringLiteral("1.1.1.4294967296"), Kind::OctetTooLarge, QStringLiteral("4294967296"));
    row(QStringLiteral("1.1.1.18446744073709551616"), Kind::OctetTooLarge,
        QStringLiteral("18446744073709551616"));
    row(QStringLiteral("1.2.3.-4"), Kind::NotADecimalOctet, QStringLiteral("-4"));
    row(QStringLiteral("1.2.3.+4"), Kind::NotADecimalOctet, QStringLiteral("+4"));
    row(QStringLiteral("1. 2.3.4"), Kind::NotADecimalOctet, QStringLiteral(" 2"));
    row(QStringLiteral("1.2.3.4 /8"), Kind::NotADecimalOctet, QStringLiteral("4 "));
    row(QStringLiteral("203.0.113.10:443"), Kind::NotADecimalOctet, QStringLiteral("10:443"));
    row(QStringLiteral("1.2.3.4/33"), Kind::PrefixTooLarge, QStringLiteral("33"));
    row(QStringLiteral("1.2.3.4/4294967296"), Kind::PrefixTooLarge, QStringLiteral("4294967296"));
    row(QStringLiteral("1.2.3.4/08"), Kind::PrefixLeadingZero, QStringLiteral("08"));
    row(QStringLiteral("0.0.0.0/00"), Kind::PrefixLeadingZero, QStringLiteral("00"));
    row(QStringLiteral("1.2.3.4/"), Kind::PrefixMissing);
    row(QStringLiteral("1.2.3.4/-1"), Kind::PrefixNotDecimal, QStringLiteral("-1"));
    row(QStringLiteral("1.2.3.4/+8"), Kind::PrefixNotDecimal, QStringLiteral("+8"));
    row(QStringLiteral("1.2.3.4/8/8"), Kind::PrefixNotDecimal, QStringLiteral("8/8"));
    row(QStringLiteral("10.0.0.0/255.0.0.0"), Kind::PrefixNotDecimal, QStringLiteral("255.0.0.0"));
    row(QStringLiteral("203.0.113.7/24"), Kind::HostBitsSet, QStringLiteral("24"));
    row(QStringLiteral("1.0.0.0/0"), Kind::HostBitsSet, QStringLiteral("0"));
    row(QStringLiteral("::1"), Kind::Ipv6);
    row(QStringLiteral("2001:db8::/32"), Kind::Ipv6);
    row(QStringLiteral("::ffff:203.0.113.10"), Kind::Ipv6);
    row(QStringLiteral("fe80::1%eth0"), Kind::Ipv6);
    row(QStringLiteral("fe80::1%wlan-0"), Kind::Ipv6);
    // 203.0.113.10 in Arabic-Indic digits, which QChar::isDigit() takes, and in fullwidth ones.
    row(QStringLiteral("\u0662\u0660\u0663.\u0660.\u0661\u0661\u0663.\u0661\u0660"), Kind::NotADecimalOctet,
        QStringLiteral("\u0662\u0660\u0663"));
    row(QStringLiteral("203.0.113.1\uff10"), Kind::NotADecimalOctet, QStringLiteral("1\uff10"));
    row(QStringLiteral("203.0.113.0/2\u0664"), Kind::PrefixNotDecimal, QStringLiteral("2\u0664"));
    row(QStringLiteral("203.0.113.10\u200b"), Kind::NotADecimalOctet, QStringLiteral("10\u200b"));
}

/// Faults 29 and 31.
void TestIpRange::refuses()
{
    QFETCH(QString, text);
    const auto range = IpRange::parse(text, IpVersions::V4);
    QVERIFY(!range);
    QTEST(range.error().kind, "kind");
    QTEST(range.error().part, "part");
    QCOMPARE(range.error().entry, text.trimmed());
}

/// Fault 30.
void TestIpRange::offersTheNetwork()
{
    const auto range = IpRange::parse(u"203.0.113.7/24");
    QVERIFY(!range);
    QVERIFY(range.error().suggestion);
    QCOMPARE(range.error().suggestion->toString(), QStringLiteral("203.0.113.0/24"));
    QVERIFY(IpRange::parse(range.error().suggestion->toString()));
}

void TestIpRange::hasNoSuggestionElsewhere()
{
    for (const char16_t *text : {u"1.2.3.4/33", u"010.8.8.8", u"::1", u"10.1"})
        QVERIFY(!IpRange::parse(text, IpVersions::V4).error().suggestion);
}

void TestIpRange::knowsItsSize()
{
    QCOMPARE(IpRange::parse(u"0.0.0.0/0")->size(), std::optional(std::uint64_t {1} << 32));
    QVERIFY(IpRange::parse(u"0.0.0.0/0")->isEveryAddress());
    QCOMPARE(IpRange::parse(u"0.0.0.0/0")->last(), IpAddress(0xffffffffu));
    QCOMPARE(IpRange::parse(u"203.0.113.0/24")->size(), std::optional(std::uint64_t {256}));
    QCOMPARE(IpRange::parse(u"203.0.113.0/24")->last(), IpAddress(0xcb0071ffu));
    QCOMPARE(IpRange::parse(u"203.0.113.10")->size(), std::optional(std::uint64_t {1}));
    QCOMPARE(IpRange::parse(u"203.0.113.10")->last(), IpAddress(0xcb00710au));
    QVERIFY(!IpRange::parse(u"0.0.0.0")->isEveryAddress());
}

void TestIpRange::everyPrefixLengthRoundTrips()
{
    for (int prefixLength = 0; prefixLength <= 32; ++prefixLength) {
        const IpRange range = IpRange::network(0xffffffff, prefixLength);
        const auto read = IpRange::parse(range.toString());
        QVERIFY2(read, qPrintable(range.toString()));
        QCOMPARE(*read, range);
        QCOMPARE(read->last(), IpAddress(0xffffffffu));
        QCOMPARE(read->size(), std::optional(read->last().low() - read->first().low() + 1));
    }
}

void TestIpRange::containsAndOverlaps()
{
    const IpRange outer = *IpRange::parse(u"203.0.113.0/24");
    const IpRange inner = *IpRange::parse(u"203.0.113.128/25");
    const IpRange beside = *IpRange::parse(u"203.0.114.0/24");
    QVERIFY(outer.contains(inner));
    QVERIFY(!inner.contains(outer));
    QVERIFY(outer.contains(outer));
    QVERIFY(outer.overlaps(inner));
    QVERIFY(inner.overlaps(outer));
    QVERIFY(!outer.overlaps(beside));
    QVERIFY(!beside.overlaps(outer));
    QVERIFY(outer.contains(0xcb007100u));
    QVERIFY(outer.contains(0xcb0071ffu));
    QVERIFY(!outer.contains(0xcb007200u));
    QVERIFY(!outer.contains(0xcb0070ffu));
}

void TestIpRange::networkMasksHostBits()
{
    QCOMPARE(IpRange::network(0xcb007107u, 24).toString(), QStringLiteral("203.0.113.0/24"));
    QCOMPARE(IpRange::network(0xcb007107u, 0).toString(), QStringLiteral("0.0.0.0/0"));
    QCOMPARE(IpRange::network(0xcb007107u, 32).toString(), QStringLiteral("203.0.113.7/32"));
}

void TestIpRange::tellsAddressFromSlash32()
{
    const IpRange address = IpRange::address(0xcb00710au);
    QCOMPARE(address.toString(), QStringLiteral("203.0.113.10"));
    QCOMPARE(IpRange::parse(u"203.0.113.10/32")->toString(), QStringLiteral("203.0.113.10/32"));
    QCOMPARE(address, *IpRange::parse(u"203.0.113.10/32")); // the same addresses
    QVERIFY(address.contains(*IpRange::parse(u"203.0.113.10/32")));
}

void TestIpRange::survivesAnyUtf16()
{
    std::mt19937 random(1);
    int taken = 0;
    for (int i = 0; i < 100'000; ++i) {
        QString text;
        for (unsigned length = random() % 12; length > 0; --length)
            text += random() % 2 ? QChar(char16_t(random())) : QChar(u"0123456789./:"[random() % 13]);
        const auto range = IpRange::parse(text);
        if (range) {
            ++taken;
            QCOMPARE(range->toString(), text.trimmed());
        } else {
            QCOMPARE(range.error().entry, text.trimmed());
        }
    }
    QVERIFY(taken < 100'000);
}

QTEST_GUILESS_MAIN(TestIpRange)
#include "tst_iprange.moc"
