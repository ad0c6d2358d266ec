#include "../core/freewatch.h"
#include "wipedgrowth.h"

#include <QRegularExpression>
#include <QTest>

using namespace tc;

class TestWipedGrowth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(watchFrees()); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void wipesTheBlockItLeaves()
    {
        const QByteArray canary("canary-0123456789-canary");
        QByteArray bytes = canary;
        bytes.detach();
        startWatch(bytes.constData(), bytes.size());
        growWiped(bytes, 4096);
        QVERIFY(watch.freed);
        QVERIFY(watch.wiped);
        QCOMPARE(bytes, canary);
        QVERIFY(bytes.capacity() >= 4096);
    }

    void staysWhereThereIsRoom()
    {
        QByteArray bytes;
        growWiped(bytes, 100);
        const char *const before = bytes.constData();
        bytes.resize(100);
        growWiped(bytes, 100);
        QCOMPARE(static_cast<const void *>(bytes.constData()), static_cast<const void *>(before));
    }
};

QTEST_GUILESS_MAIN(TestWipedGrowth)
#include "tst_wipedgrowth.moc"
