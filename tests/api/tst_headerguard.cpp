#include "headerguard.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QTest>

#include <sys/mman.h>

#include <cstring>
#include <vector>

using namespace tc;

class TestHeaderGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    /// Fault 13: what grows within one wait, and only that, ends it.
    void tellsOnceThatTheProcessGrew()
    {
        const std::vector<char> before(48 * 1024 * 1024, 'x'); // in use before the wait
        int quietCalls = 0;
        int calls = 0;
        int stoppedCalls = 0;
        HeaderGuard stopped([&stoppedCalls] { ++stoppedCalls; });
        HeaderGuard guard([&calls] { ++calls; });
        QElapsedTimer timer;
        timer.start();
        {
            const std::vector<char> small(8 * 1024 * 1024, 'x');
            constexpr std::size_t pictureSize = 48 * 1024 * 1024;
            void *picture
                = ::mmap(nullptr, pictureSize, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
            QVERIFY(picture != MAP_FAILED);
            const auto unmap = qScopeGuard([&] { ::munmap(picture, pictureSize); });
            std::memset(picture, 'x', pictureSize);
            QVERIFY(QTest::qWaitFor([&timer] { return timer.hasExpired(2'600); }));
            QCOMPARE(calls, 0);
        }
        stopped.stop();
        const std::vector<char> large(48 * 1024 * 1024, 'x');
        HeaderGuard quiet([&quietCalls] { ++quietCalls; });
        QTRY_COMPARE(calls, 1);
        timer.restart();
        QVERIFY(QTest::qWaitFor([&timer] { return timer.hasExpired(2'600); }));
        QCOMPARE(calls, 1);
        QCOMPARE(quietCalls, 0);
        QCOMPARE(stoppedCalls, 0);
        QCOMPARE(before.back() + large.back(), 2 * 'x');
    }
};

QTEST_GUILESS_MAIN(TestHeaderGuard)
#include "tst_headerguard.moc"
