#include "iprange.h"

#include <QRegularExpression>
#include <QTest>

#include <arpa/inet.h>

#include <array>
#include <random>

using namespace tc;
using Kind = IpRangeError::Kind;

Q_DECLARE_METATYPE(tc::IpRangeError::Kind)

namespace {

constexpr std::uint64_t documentation = 0x20010db800000000;

IpRange range(QStringView text)
{
    return IpRange::parse(text).value();
}

} // namespace

class TestIpv6Range : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void takes_data();
    void takes();
    void refuses_data();
    void refuses();
    void offersTheNetwork();
    void equalsHoweverItIsWritten();
    void knowsItsSize();
    void printsAsRfc5952Recommends_data();
    void printsAsRfc5952Recommends();
    void everyPrefixLengthRoundTrips();
    void keepsFamiliesApart();
    void ordersByFamilyAndAddress();
    void mappedIsIpv6();
    void mappedIsRefusedWhereItIsTyped();
    void agreesWithInetPton();
    void blocksAreWithinEachOtherOrApart();
};

void TestIpv6Range::takes_data()
{
    QTest::addColumn<quint64>("high");
    QTest::addColumn<quint64>("low");
    QTest::addColumn<int>("prefixLength");
    const auto row = [](const char *text, quint64 high, quint64 low, int prefixLength = 128) {
        QTest::newRow(text) << high << low << prefixLength;
    };
    // The examples of RFC 4291 2.2 and 2.3.
    row("ABCD:EF01:2345:6789:ABCD:EF01:2345:6789", 0xabcdef0123456789, 0xabcdef0123456789);
    row("2001:DB8:0:0:8:800:200C:417A", documentation, 0x00080800200c417a);
    row("2001:DB8::8:800:200C:417A", documentation, 0x00080800200c417a);
    row("FF01::101", 0xff01000000000000, 0x101);
    row("::1", 0, 1);
    row("::", 0, 0);
    row("0:0:0:0:0:0:13.1.68.3", 0, 0x0d014403);
    row("::13.1.68.3", 0, 0x0d014403);
    row("::FFFF:129.144.52.38", 0, 0xffff81903426);
    row("0:0:0:0:0:FFFF:129.144.52.38", 0, 0xffff81903426);
    row("2001:0DB8:0000:CD30:0000:0000:0000:0000/60", 0x20010db80000cd30, 0, 60);
    row("2001:0DB8::CD30:0:0:0:0/60", 0x20010db80000cd30, 0, 60);
    row("2001:0DB8:0:CD30::/60", 0x20010db80000cd30, 0, 60);
    row("2001:db8::/32", documentation, 0, 32);
    row("  2001:db8::/32\n", documentation, 0, 32);
    row("::/0", 0, 0, 0);
    row("::1/128", 0, 1, 128);
    row("64:ff9b::192.0.2.0/120", 0x0064ff9b00000000, 0xc0000200, 120);
    // `::` for one group only, at every place where it may stand.
    row("::2:3:4:5:6:7:8", 0x0000000200030004, 0x0005000600070008);
    row("1:2:3:4::6:7:8", 0x0001000200030004, 0x0000000600070008);
    row("1:2:3:4:5:6:7::", 0x0001000200030004, 0x0005000600070000);
    row("1::3:4:5:6:1.2.3.4", 0x0001000000030004, 0x0005000601020304);
    row("1:2:3:4:5::1.2.3.4", 0x0001000200030004, 0x0005000001020304);
}

void TestIpv6Range::takes()
{
    QFETCH(quint64, high);
    QFETCH(quint64, low);
    const QString text = QString::fromLatin1(QTest::currentDataTag());
    const auto read = IpRange::parse(text);
    QVERIFY(read);
    QVERIFY(read->isV6());
    QCOMPARE(read->first(), IpAddress::v6(high, low));
    QTEST(read->prefixLength(), "prefixLength");
    QCOMPARE(read->toString(), text.trimmed());
}

void TestIpv6Range::refuses_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *text, Kind kind, const char *part = "") {
        QTest::newRow(text) << kind << QString::fromLatin1(part);
    };
    for (const char *text :
         {"1:2:3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", ":::", "1:::2", ":1::2",
          "1::2:", ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8",
          "1:2:3:4::5:6:7:8", "1:2:3:4:5:6:7:1.2.3.4", "1:2:3:4:5:6::1.2.3.4", "1:2:3:4:5:1.2.3.4"})
        row(text, Kind::NotEightGroups);
    row("2001:db8::12345", Kind::NotAGroup, "12345");
    row("2001:db8::00001", Kind::NotAGroup, "00001");
    row("2001:xyz::", Kind::NotAGroup, "xyz");
    row("1.2.3.4::", Kind::NotAGroup, "1.2.3.4");
    row("::1.2.3.4:1", Kind::NotAGroup, "1.2.3.4");
    row("::1.2.3", Kind::BadIpv4Tail, "1.2.3");
    row("::1.2.3.04", Kind::BadIpv4Tail, "1.2.3.04");
    row("::1.2.3.256", Kind::BadIpv4Tail, "1.2.3.256");
    row("::ffff:.2.3.4", Kind::BadIpv4Tail, ".2.3.4");
    row("fe80::1%eth0", Kind::Zone, "%eth0");
    row("fe80::1%25en-0/64", Kind::Zone, "%25en-0");
    row("fe80::%", Kind::Zone, "%");
    row("2001:db8::/", Kind::PrefixMissing);
    row("2001:db8::/129", Kind::PrefixTooLarge, "129");
    row("2001:db8::/18446744073709551648", Kind::PrefixTooLarge, "18446744073709551648");
    row("2001:db8::/032", Kind::PrefixLeadingZero, "032");
    row("2001:db8::/-1", Kind::PrefixNotDecimal, "-1");
    row("2001:db8::/%", Kind::PrefixNotDecimal, "%");
    row("2001:db8::/ffff::", Kind::PrefixNotDecimal, "ffff::");
    row("2001:db8::1/64", Kind::HostBitsSet, "64");
    row("2001:db8::1/127", Kind::HostBitsSet, "127");
    row("::1/0", Kind::HostBitsSet, "0");
    row("[::1]", Kind::NotAnAddress);
    row("2001:db8", Kind::NotAnAddress);
    row("abc", Kind::NotAnAddress);
    row("/64", Kind::NotAnAddress);
    row("10.1", Kind::NotFourOctets);
}

void TestIpv6Range::refuses()
{
    const QString text = QString::fromLatin1(QTest::currentDataTag());
    const auto read = IpRange::parse(text);
    QVERIFY(!read);
    QTEST(read.error().kind, "kind");
    QTEST(read.error().part, "part");
    QCOMPARE(read.error().entry, text);
}

void TestIpv6Range::offersTheNetwork()
{
    const auto read = IpRange::parse(u"2001:0DB8:0:1::7/64");
    QVERIFY(!read);
    QCOMPARE(read.error().suggestion->toString(), QStringLiteral("2001:db8:0:1::/64"));
}

void TestIpv6Range::equalsHoweverItIsWritten()
{
    QCOMPARE(range(u"2001:db8::/32"), range(u"2001:0DB8:0::/32"));
    QCOMPARE(range(u"::1"), range(u"0:0:0:0:0:0:0:1/128"));
    QCOMPARE(range(u"::192.0.2.1"), range(u"::c000:201"));
    QVERIFY(range(u"2001:db8::/32") != range(u"2001:db8::/33"));
    QVERIFY(range(u"::/0") != range(u"0.0.0.0/0"));
    QVERIFY(range(u"::1.2.3.4") != range(u"1.2.3.4"));
}

void TestIpv6Range::knowsItsSize()
{
    QCOMPARE(range(u"::/0").hostBits(), 128);
    QVERIFY(range(u"::/0").isEveryAddress());
    QVERIFY(!range(u"::/0").size());
    QVERIFY(!range(u"2001:db8::/64").size());
    QCOMPARE(range(u"2001:db8::/65").size(), std::optional(std::uint64_t {1} << 63));
    QCOMPARE(range(u"2001:db8::/112").size(), std::optional(std::uint64_t {65536}));
    QCOMPARE(range(u"::1").size(), std::optional(std::uint64_t {1}));
    QVERIFY(range(u"::1").isOneAddress() && !range(u"::").isEveryAddress());
    QCOMPARE(range(u"::/0").last(), IpAddress::v6(~quint64 {0}, ~quint64 {0}));
    QCOMPARE(range(u"2001:db8::/32").last(), IpAddress::v6(0x20010db8ffffffff, ~quint64 {0}));
    QCOMPARE(range(u"2001:db8::/100").last(), IpAddress::v6(documentation, 0xfffffff));
}

void TestIpv6Range::printsAsRfc5952Recommends_data()
{
    QTest::addColumn<QString>("printed");
    const auto row = [](const char *text, const char *printed) {
        QTest::newRow(text) << QString::fromLatin1(printed);
    };
    row("2001:DB8::1", "2001:db8::1"); // 4.3
    row("2001:0db8::0001", "2001:db8::1"); // 4.1
    row("2001:db8:0:0:0:0:2:1", "2001:db8::2:1"); // 4.2.1
    row("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"); // 4.2.2
    row("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"); // 4.2.3
    row("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1");
    row("0:0:0:0:0:0:0:0", "::");
    row("1:0:0:0:0:0:0:0", "1::");
    row("0:0:0:0:0:0:0:1", "::1");
    row("::ffff:c000:201", "::ffff:192.0.2.1"); // 5
}

void TestIpv6Range::printsAsRfc5952Recommends()
{
    const IpRange read = range(QString::fromLatin1(QTest::currentDataTag()));
    QTEST(read.first().toString(), "printed");
    QTEST(IpRange::address(read.first()).toString(), "printed");
}

void TestIpv6Range::everyPrefixLengthRoundTrips()
{
    const IpAddress last = IpAddress::v6(~quint64 {0}, ~quint64 {0});
    for (int prefixLength = 0; prefixLength <= 128; ++prefixLength) {
        const IpRange block = IpRange::network(last, prefixLength);
        const auto read = IpRange::parse(block.toString());
        QVERIFY2(read, qPrintable(block.toString()));
        QCOMPARE(*read, block);
        QCOMPARE(read->last(), last);
        QCOMPARE(read->hostBits(), 128 - prefixLength);
    }
}

void TestIpv6Range::keepsFamiliesApart()
{
    for (const char16_t *v4 : {u"0.0.0.0/0", u"0.0.0.0", u"255.255.255.255", u"192.0.2.0/24"}) {
        for (const char16_t *v6 : {u"::/0", u"::", u"::ffff:0.0.0.0/96", u"::192.0.2.0/120"}) {
            QVERIFY(!range(v4).contains(range(v6)) && !range(v6).contains(range(v4)));
            QVERIFY(!range(v4).overlaps(range(v6)) && !range(v6).overlaps(range(v4)));
            QVERIFY(!range(v4).contains(range(v6).first()) && !range(v6).contains(range(v4).first()));
        }
    }
}

void TestIpv6Range::ordersByFamilyAndAddress()
{
    QVERIFY(range(u"255.255.255.255") < range(u"::"));
    QVERIFY(range(u"::1") < range(u"::2"));
    QVERIFY(range(u"::ffff:ffff:ffff:ffff") < range(u"0:0:0:1::"));
    QVERIFY(range(u"2001:db8::/32") < range(u"2001:db8::/48"));
}

/// It is a value of its own: nothing is rewritten unseen.
void TestIpv6Range::mappedIsIpv6()
{
    const IpRange mapped = range(u"::ffff:1.2.3.4");
    QVERIFY(mapped.isV6());
    QCOMPARE(mapped.toString(), QStringLiteral("::ffff:1.2.3.4"));
    QVERIFY(!mapped.contains(range(u"1.2.3.4")));
    QCOMPARE(mapped.first().mappedIpv4(), std::optional(IpAddress(0x01020304)));
    QVERIFY(!range(u"::1.2.3.4").first().mappedIpv4());
    QVERIFY(!range(u"1:0:0:0:0:ffff:102:304").first().mappedIpv4());
    QVERIFY(!range(u"1.2.3.4").first().mappedIpv4());
}

void TestIpv6Range::mappedIsRefusedWhereItIsTyped()
{
    const auto suggested = [](QStringView text) {
        const auto read = parseTyped(text, IpVersions::V4AndV6);
        return read || read.error().kind != Kind::MappedIpv4 ? QString()
                                                             : read.error().suggestion->toString();
    };
    QCOMPARE(suggested(u" ::ffff:1.2.3.4 "), QStringLiteral("1.2.3.4"));
    QCOMPARE(suggested(u"::FFFF:102:304/128"), QStringLiteral("1.2.3.4"));
    QCOMPARE(suggested(u"::ffff:10.0.0.0/104"), QStringLiteral("10.0.0.0/8"));
    QCOMPARE(suggested(u"::ffff:0:0/96"), QStringLiteral("0.0.0.0/0"));
    QVERIFY(parseTyped(u"::/0", IpVersions::V4AndV6));
    QVERIFY(parseTyped(u"::ffff:0:0:0/80", IpVersions::V4AndV6));
    QVERIFY(parseTyped(u"192.0.2.1", IpVersions::V4AndV6));
    QCOMPARE(parseTyped(u"::ffff:1.2.3.4", IpVersions::V4).error().kind, Kind::Ipv6);
}

void TestIpv6Range::agreesWithInetPton()
{
    std::mt19937 random(7);
    const QString alphabet = QStringLiteral("0123456789abcdefF::::::::....::/g");
    const std::array<QString, 8> stems {QStringLiteral("::"),
                                        QStringLiteral("2001:db8::"),
                                        QStringLiteral("1:2:3:4:5:6:7:8"),
                                        QStringLiteral("::ffff:1.2.3.4"),
                                        QStringLiteral("fe80::1:2"),
                                        QStringLiteral("1:2:3:4:5:6:1.2.3.4"),
                                        QString(),
                                        QStringLiteral("0:0:0:0:0:0:0:0")};
    int taken = 0;
    for (int i = 0; i < 300'000; ++i) {
        QString text = stems[random() % stems.size()];
        for (unsigned edits = random() % 4; edits > 0; --edits) {
            const auto at = static_cast<qsizetype>(random() % static_cast<unsigned>(text.size() + 1));
            if (random() % 3 == 0)
                text.remove(at, 1 + random() % 3);
            else
                text.insert(at, alphabet[static_cast<qsizetype>(random() % 33)]);
        }
        in6_addr address {};
        if (text.contains(u'/') || !text.contains(u':'))
            continue;
        const bool isAddress = inet_pton(AF_INET6, text.toLatin1().constData(), &address) == 1;
        const auto read = IpRange::parse(text);
        QVERIFY2(read.has_value() == isAddress, qPrintable(text));
        if (!read)
            continue;
        ++taken;
        std::array<std::uint64_t, 2> halves {};
        for (std::size_t byte = 0; byte < 16; ++byte)
            halves[byte / 8] = halves[byte / 8] << 8 | address.s6_addr[byte];
        QCOMPARE(read->first(), IpAddress::v6(halves[0], halves[1]));
        QCOMPARE(read->toString(), text);
        const QString printed = read->first().toString();
        QCOMPARE(IpRange::parse(printed)->first(), read->first());
    }
    QVERIFY(taken > 30'000);
}

void TestIpv6Range::blocksAreWithinEachOtherOrApart()
{
    std::mt19937_64 random(11);
    const auto block = [&random] {
        // Few different bits, so that blocks meet.
        const IpAddress address = IpAddress::v6(random() & 0x8000000000000003, random() & 0xc000000000000001);
        return IpRange::network(address, static_cast<int>(random() % 129));
    };
    int met = 0;
    for (int i = 0; i < 20'000; ++i) {
        const IpRange one = block();
        const IpRange other = block();
        QCOMPARE(one.overlaps(other), other.overlaps(one));
        QCOMPARE(one.overlaps(other), one.contains(other) || other.contains(one));
        QCOMPARE(one.contains(other), one.contains(other.first()) && one.contains(other.last()));
        QCOMPARE(one.contains(other) && other.contains(one), one == other);
        met += one.overlaps(other) ? 1 : 0;
    }
    QVERIFY(met > 1'000 && met < 19'000);
}

QTEST_GUILESS_MAIN(TestIpv6Range)
#include "tst_ipv6range.moc"
