#include "clock.h"

#include <QRegularExpression>
#include <QTest>

using namespace tc;

namespace {

class SetClock final : public Clock
{
public:
    QDateTime instant {QDate(2026, 3, 1), QTime(12, 0), Qt::UTC};
    [[nodiscard]] QDateTime now() const override { return instant; }
};

} // namespace

class TestClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void systemClockIsUtcAndNow();
    void serverClockStartsAsTheLocalOne();
    void serverClockRunsWithItsDistance_data();
    void serverClockRunsWithItsDistance();
    void ignoresWhatIsNoInstant();
    void learnsAgain();
};

void TestClock::systemClockIsUtcAndNow()
{
    const QDateTime before = QDateTime::currentDateTimeUtc();
    const QDateTime now = SystemClock().now();
    QCOMPARE(now.timeSpec(), Qt::UTC);
    QVERIFY(before <= now && now <= QDateTime::currentDateTimeUtc());
}

void TestClock::serverClockStartsAsTheLocalOne()
{
    const SetClock local;
    QCOMPARE(ServerClock(local).now(), local.instant);
}

void TestClock::serverClockRunsWithItsDistance_data()
{
    QTest::addColumn<qint64>("ahead"); // in ms, as the server says
    QTest::addColumn<qint64>("taken");
    QTest::newRow("a day ahead") << qint64 {86'400'000} << qint64 {86'400'000};
    QTest::newRow("a day behind") << qint64 {-86'400'000} << qint64 {-86'400'000};
    QTest::newRow("within the header's second") << qint64 {-999} << qint64 {0};
    QTest::newRow("a second") << qint64 {1000} << qint64 {0};
    QTest::newRow("just over a second") << qint64 {-1001} << qint64 {-1001};
}

void TestClock::serverClockRunsWithItsDistance()
{
    QFETCH(qint64, ahead);
    QFETCH(qint64, taken);
    SetClock local;
    ServerClock server(local);
    server.learn(local.instant.addMSecs(ahead));
    QCOMPARE(server.now(), local.instant.addMSecs(taken));
    local.instant = local.instant.addSecs(3600);
    QCOMPARE(server.now(), local.instant.addMSecs(taken));
}

void TestClock::ignoresWhatIsNoInstant()
{
    const SetClock local;
    ServerClock server(local);
    server.learn(local.instant.addDays(1));
    server.learn(QDateTime());
    QCOMPARE(server.now(), local.instant.addDays(1));
}

void TestClock::learnsAgain()
{
    const SetClock local;
    ServerClock server(local);
    server.learn(local.instant.addDays(1));
    server.learn(local.instant);
    QCOMPARE(server.now(), local.instant);
}

QTEST_GUILESS_MAIN(TestClock)
#include "tst_clock.moc"
