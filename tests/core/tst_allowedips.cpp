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
