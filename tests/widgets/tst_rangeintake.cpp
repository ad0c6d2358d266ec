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
};

void TestRangeIntake::takesInAMixedList()
{
    AllowedIps ranges;
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
    AllowedIps ranges;
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
    AllowedIps ranges;
    ranges.add(*IpRange::parse(u"203.0.113.0/24"));
    const QString said = liveHelp(text, ranges);
    QVERIFY2(said.contains(help), qPrintable(said));
    QCOMPARE(said.isEmpty(), help.isEmpty());
}

QTEST_GUILESS_MAIN(TestRangeIntake)
#include "tst_rangeintake.moc"
