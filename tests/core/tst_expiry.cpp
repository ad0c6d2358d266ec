#include "expiry.h"

#include <QRegularExpression>
#include <QTest>
#include <QTimeZone>

using namespace tc;

namespace {

const QDateTime now(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);

} // namespace

class TestExpiry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void neverPassesNever();
    void keepsUtc();
    void passesAtTheInstant();
    void countsDaysInUtc();
    void isWithinUntilItPassed();
    void comparesInstants();
};

void TestExpiry::neverPassesNever()
{
    QVERIFY(Expiry().isNever());
    QCOMPARE(Expiry::never(), Expiry());
    QVERIFY(!Expiry().instant().isValid());
    QVERIFY(!Expiry().hasPassed(now.addYears(1000)));
    QVERIFY(!Expiry().isWithin(100'000, now));
    QVERIFY(Expiry::at(QDateTime()).isNever());
}

void TestExpiry::keepsUtc()
{
    const QDateTime local(QDate(2026, 3, 1), QTime(14, 0), Qt::OffsetFromUTC, 2 * 60 * 60);
    const Expiry expiry = Expiry::at(local);
    QCOMPARE(expiry.instant().timeSpec(), Qt::UTC);
    QCOMPARE(expiry.instant(), now);
}

void TestExpiry::passesAtTheInstant()
{
    const Expiry expiry = Expiry::at(now);
    QVERIFY(!expiry.hasPassed(now.addMSecs(-1)));
    QVERIFY(expiry.hasPassed(now));
    QVERIFY(expiry.hasPassed(now.addMSecs(1)));
    QVERIFY(expiry.hasPassed(now.toOffsetFromUtc(-3600)));
}

void TestExpiry::countsDaysInUtc()
{
    // The clocks of Berlin went forward between the two: 30 days are 30 times 24 hours all the same.
    const QTimeZone berlin("Europe/Berlin");
    QVERIFY(berlin.isValid());
    const QDateTime start(QDate(2026, 3, 15), QTime(12, 0), berlin);
    QCOMPARE(start.msecsTo(Expiry::after(30, start).instant()), qint64 {30} * 24 * 60 * 60 * 1000);
    QCOMPARE(Expiry::after(30, start).countedFrom(), start.toUTC());
    QVERIFY(!Expiry::at(start).countedFrom().isValid());
}

void TestExpiry::isWithinUntilItPassed()
{
    const Expiry expiry = Expiry::after(14, now);
    QVERIFY(expiry.isWithin(14, now));
    QVERIFY(!expiry.isWithin(14, now.addMSecs(-1)));
    QVERIFY(expiry.isWithin(14, expiry.instant().addMSecs(-1)));
    QVERIFY(!expiry.isWithin(14, expiry.instant()));
}

void TestExpiry::comparesInstants()
{
    QCOMPARE(Expiry::at(now), Expiry::at(now.toOffsetFromUtc(3600)));
    QVERIFY(Expiry::at(now) != Expiry::at(now.addMSecs(1)));
    QVERIFY(Expiry::at(now) != Expiry::never());
    QCOMPARE(Expiry::after(7, now), Expiry::at(now.addDays(7)));
}

QTEST_GUILESS_MAIN(TestExpiry)
#include "tst_expiry.moc"
