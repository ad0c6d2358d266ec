#include "allowedips.h"

#include <QRegularExpression>
#include <QTest>

using namespace tc;
using Kind = AllowedIps::Relation::Kind;

namespace {

IpRange range(QStringView text)
{
    return IpRange::parse(text).value();
}

AllowedIps ranges(const QStringList &texts)
{
    AllowedIps ips;
    for (const QString &text : texts)
        ips.add(range(text));
    return ips;
}

} // namespace

class TestAllowedIps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void noneMeansAnyAddress();
    void keepsOrder();
    void refusesDuplicates();
    void tellsCoveredRanges();
    void tellsCoveringRanges();
    void disjointRangesAreNew();
    void addsCoveredRanges();
    void allowsByRange();
    void allowsMappedAddressesWhereIpv4Is();
    void keepsFamiliesApart();
    void coversTogether();
    void mergesDeniedRanges();
    void removes();
    void comparesAsSets();
    void merges_data();
    void merges();
    void splitsPastedText_data();
    void splitsPastedText();
    void splitsTwoHundredMixedLines();
};

void TestAllowedIps::noneMeansAnyAddress()
{
    const AllowedIps none;
    QVERIFY(none.isEmpty());
    QVERIFY(none.allows(0));
    QVERIFY(none.allows(0xffffffff));
    QCOMPARE(none.toStringList(), QStringList());
}

void TestAllowedIps::keepsOrder()
{
    const QStringList texts {QStringLiteral("203.0.113.0/24"), QStringLiteral("10.0.0.0/8"),
                             QStringLiteral("192.0.2.1")};
    QCOMPARE(ranges(texts).toStringList(), texts);
}

void TestAllowedIps::refusesDuplicates()
{
    AllowedIps ips = ranges({QStringLiteral("203.0.113.10"), QStringLiteral("10.0.0.0/8")});
    const auto relation = ips.relationOf(range(u"203.0.113.10/32"));
    QCOMPARE(relation.kind, Kind::Duplicate);
    QCOMPARE(relation.others, QList<IpRange> {range(u"203.0.113.10")});
    QVERIFY(!ips.add(range(u"203.0.113.10/32")));
    QVERIFY(!ips.add(range(u"10.0.0.0/8")));
    QCOMPARE(ips.size(), 2);
}

void TestAllowedIps::tellsCoveredRanges()
{
    const auto relation = ranges({QStringLiteral("192.0.2.0/24"), QStringLiteral("10.0.0.0/8")})
                              .relationOf(range(u"10.1.0.0/16"));
    QCOMPARE(relation.kind, Kind::CoveredBy);
    QCOMPARE(relation.others, QList<IpRange> {range(u"10.0.0.0/8")});
}

void TestAllowedIps::tellsCoveringRanges()
{
    const auto relation
        = ranges({QStringLiteral("10.1.0.0/16"), QStringLiteral("192.0.2.0/24"), QStringLiteral("10.2.3.4")})
              .relationOf(range(u"10.0.0.0/8"));
    QCOMPARE(relation.kind, Kind::Covers);
    QCOMPARE(relation.others, (QList<IpRange> {range(u"10.1.0.0/16"), range(u"10.2.3.4")}));
}

void TestAllowedIps::disjointRangesAreNew()
{
    const auto relation = ranges({QStringLiteral("10.0.0.0/9")}).relationOf(range(u"10.128.0.0/9"));
    QCOMPARE(relation.kind, Kind::New);
    QVERIFY(relation.others.isEmpty());
}

void TestAllowedIps::addsCoveredRanges()
{
    AllowedIps ips = ranges({QStringLiteral("10.0.0.0/8")});
    QVERIFY(ips.add(range(u"10.1.0.0/16")));
    QCOMPARE(ips.size(), 2);
}

void TestAllowedIps::allowsByRange()
{
    const AllowedIps ips = ranges({QStringLiteral("127.0.0.2"), QStringLiteral("10.0.0.0/8")});
    QVERIFY(ips.allows(0x7f000002));
    QVERIFY(!ips.allows(0x7f000003));
    QVERIFY(ips.allows(0x0affffff));
    QVERIFY(!ips.allows(0x0b000000));
    QVERIFY(ranges({QStringLiteral("0.0.0.0/0")}).allows(0xffffffff));
}

void TestAllowedIps::allowsMappedAddressesWhereIpv4Is()
{
    const IpAddress client = IpRange::parse(u"::ffff:10.1.2.3")->first();
    QVERIFY(ranges({QStringLiteral("10.0.0.0/8")}).allows(client));
    QVERIFY(ranges({QStringLiteral("::ffff:10.0.0.0/104")}).allows(client));
    QVERIFY(!ranges({QStringLiteral("192.0.2.0/24")}).allows(client));
    QVERIFY(!ranges({QStringLiteral("::ffff:10.0.0.0/104")}).allows(0x0a010203));
}

void TestAllowedIps::keepsFamiliesApart()
{
    AllowedIps ips = ranges({QStringLiteral("0.0.0.0/0")});
    QCOMPARE(ips.relationOf(range(u"::/0")).kind, Kind::New);
    QCOMPARE(ips.relationOf(range(u"::ffff:192.0.2.1")).kind, Kind::New);
    QVERIFY(!ips.allows(IpAddress::v6(0x20010db800000000, 1)));
    QVERIFY(ips.add(range(u"2001:db8::/32")));
    QVERIFY(!ips.add(range(u"2001:0DB8:0::/32")));
    QVERIFY(ips.allows(IpAddress::v6(0x20010db800000000, 1)));
    QCOMPARE(ips.relationOf(range(u"2001:db8:5::1")).kind, Kind::CoveredBy);
    QCOMPARE(ips.relationOf(range(u"2001::/16")).kind, Kind::Covers);
    QCOMPARE(ips.toStringList().join(u' '), QStringLiteral("0.0.0.0/0 2001:db8::/32"));
}

void TestAllowedIps::coversTogether()
{
    const AllowedIps halves = ranges({QStringLiteral("10.0.0.0/9"), QStringLiteral("10.128.0.0/10"),
                                      QStringLiteral("10.192.0.0/10"), QStringLiteral("2001:db8::/33"),
                                      QStringLiteral("2001:db8:8000::/33")});
    QVERIFY(halves.cover(range(u"10.0.0.0/8")));
    QVERIFY(halves.cover(range(u"10.200.0.0/16")));
    QVERIFY(!halves.cover(range(u"10.0.0.0/7")));
    QVERIFY(halves.cover(range(u"2001:db8::/32")));
    QVERIFY(!halves.cover(range(u"2001:db8::/31")));
    QVERIFY(!halves.cover(range(u"::/0")));
    QVERIFY(!IpRanges().cover(range(u"::1")));
    QVERIFY(!ranges({QStringLiteral("::/1"), QStringLiteral("8000::/2")}).cover(range(u"::/0")));
    QVERIFY(ranges({QStringLiteral("::/1"), QStringLiteral("8000::/1")}).cover(range(u"::/0")));
}

/// Unlike allowed ones, denied ranges may all go.
void TestAllowedIps::mergesDeniedRanges()
{
    const QString a = QStringLiteral("203.0.113.7");
    const QString b = QStringLiteral("2001:db8::7");
    const QString c = QStringLiteral("192.0.2.1");
    QCOMPARE(mergedList(ranges({a}), ranges({a, b}), ranges({a, c})).toStringList(), QStringList({a, c, b}));
    QCOMPARE(mergedList(ranges({a, b}), ranges({a}), ranges({b})).toStringList(), QStringList());
    QCOMPARE(mergedList(ranges({a}), {}, ranges({a})).toStringList(), QStringList());
    QCOMPARE(mergedList(ranges({b}), {}, ranges({QStringLiteral("2001:0db8:0::7"), c})).toStringList(),
             QStringList({c}));
}

void TestAllowedIps::removes()
{
    AllowedIps ips = ranges({QStringLiteral("10.0.0.0/8"), QStringLiteral("192.0.2.1")});
    ips.removeAt(0);
    QCOMPARE(ips, ranges({QStringLiteral("192.0.2.1")}));
    QVERIFY(ips.add(range(u"10.0.0.0/8")));
}

void TestAllowedIps::comparesAsSets()
{
    const AllowedIps one = ranges({QStringLiteral("203.0.113.0/24"), QStringLiteral("192.0.2.1")});
    QVERIFY(isSameSet(one, ranges({QStringLiteral("192.0.2.1/32"), QStringLiteral("203.0.113.0/24")})));
    QVERIFY(isSameSet({}, {}));
    QVERIFY(!isSameSet(one, {}));
    QVERIFY(!isSameSet(one, ranges({QStringLiteral("203.0.113.0/24")})));
    QVERIFY(!isSameSet(one, ranges({QStringLiteral("203.0.113.0/25"), QStringLiteral("192.0.2.1")})));
}

void TestAllowedIps::merges_data()
{
    QTest::addColumn<QStringList>("base");
    QTest::addColumn<QStringList>("mine");
    QTest::addColumn<QStringList>("theirs");
    QTest::addColumn<QStringList>("merged"); // empty for none
    const QString a = QStringLiteral("203.0.113.0/24");
    const QString b = QStringLiteral("198.51.100.0/24");
    const QString c = QStringLiteral("192.0.2.1");
    const QStringList any;
    QTest::newRow("both add") << QStringList {a} << QStringList {a, b} << QStringList {a, c}
                              << QStringList {a, c, b};
    QTest::newRow("both add the same")
        << QStringList {a} << QStringList {a, c} << QStringList {QStringLiteral("192.0.2.1/32"), a}
        << QStringList {QStringLiteral("192.0.2.1/32"), a};
    QTest::newRow("one adds, one removes")
        << QStringList {a, b} << QStringList {a, b, c} << QStringList {b} << QStringList {b, c};
    QTest::newRow("removed here, kept there")
        << QStringList {a, b} << QStringList {a} << QStringList {a, b, c} << QStringList {a, c};
    QTest::newRow("from any address") << any << QStringList {a} << QStringList {b} << QStringList {b, a};
    QTest::newRow("to any address here") << QStringList {a} << any << QStringList {a, b} << any;
    QTest::newRow("to any address there") << QStringList {a} << QStringList {a, b} << any << any;
    // Each side removes what the other keeps: nothing left would mean any address.
    QTest::newRow("nothing remains") << QStringList {a, b} << QStringList {a} << QStringList {b} << any;
}

void TestAllowedIps::merges()
{
    QFETCH(QStringList, base);
    QFETCH(QStringList, mine);
    QFETCH(QStringList, theirs);
    QFETCH(QStringList, merged);
    const std::optional<AllowedIps> result = mergedRanges(ranges(base), ranges(mine), ranges(theirs));
    QCOMPARE(result.has_value(), !merged.isEmpty());
    QCOMPARE(result.value_or(AllowedIps()).toStringList(), merged);
}

void TestAllowedIps::splitsPastedText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("entries");
    const QStringList two {QStringLiteral("10.0.0.1"), QStringLiteral("10.0.0.2")};
    QTest::newRow("empty") << QString() << QStringList();
    QTest::newRow("only separators") << QStringLiteral(" ,;\n\t,") << QStringList();
    QTest::newRow("one") << QStringLiteral("10.0.0.1") << QStringList {QStringLiteral("10.0.0.1")};
    QTest::newRow("comma") << QStringLiteral("10.0.0.1,10.0.0.2") << two;
    QTest::newRow("comma and blank") << QStringLiteral("10.0.0.1, 10.0.0.2 ,") << two;
    QTest::newRow("semicolon") << QStringLiteral("10.0.0.1;10.0.0.2") << two;
    QTest::newRow("lines") << QStringLiteral("10.0.0.1\n10.0.0.2\n") << two;
    QTest::newRow("Windows lines") << QStringLiteral("\r\n10.0.0.1\r\n10.0.0.2\r\n") << two;
    QTest::newRow("tab") << QStringLiteral("10.0.0.1\t10.0.0.2") << two;
    QTest::newRow("line separator") << QStringLiteral("10.0.0.1\u202810.0.0.2") << two;
    QTest::newRow("wrong ones stay") << QStringLiteral("abc, 10.1")
                                     << QStringList {QStringLiteral("abc"), QStringLiteral("10.1")};
}

void TestAllowedIps::splitsPastedText()
{
    QFETCH(QString, text);
    QTEST(splitPastedRanges(text), "entries");
}

void TestAllowedIps::splitsTwoHundredMixedLines()
{
    QString text;
    for (int i = 0; i < 200; ++i)
        text += QStringLiteral("10.0.%1.0/24").arg(i) + (i % 3 ? QStringLiteral("\n") : QStringLiteral(", "));
    const QStringList entries = splitPastedRanges(text);
    QCOMPARE(entries.size(), 200);
    QCOMPARE(entries.last(), QStringLiteral("10.0.199.0/24"));
}

QTEST_GUILESS_MAIN(TestAllowedIps)
#include "tst_allowedips.moc"
