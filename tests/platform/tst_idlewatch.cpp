#include "idlewatch.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QWindow>

using namespace tc;

class IdleWatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void tellsOnceWhenNobodyUsesIt()
    {
        IdleWatch watch(std::chrono::milliseconds(50));
        QSignalSpy idle(&watch, &IdleWatch::idle);
        QTRY_COMPARE(idle.size(), 1);
        QVERIFY(!idle.wait(200));
    }

    void everyUseCountsAnew()
    {
        QWindow window;
        window.resize(200, 100);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        IdleWatch watch(std::chrono::milliseconds(400));
        QSignalSpy idle(&watch, &IdleWatch::idle);
        QElapsedTimer running;
        running.start();
        while (running.elapsed() < 1'000) {
            QTest::keyClick(&window, Qt::Key_Shift);
            QTest::mouseMove(&window, QPoint(running.elapsed() % 50, 5));
            QVERIFY(!idle.wait(20));
        }
        QTRY_COMPARE(idle.size(), 1);
        QTest::keyClick(&window, Qt::Key_Shift);
        QTRY_COMPARE(idle.size(), 2);
    }

    void zeroNeverTells()
    {
        IdleWatch watch(std::chrono::milliseconds(20));
        watch.setLimit(std::chrono::milliseconds(0));
        QSignalSpy idle(&watch, &IdleWatch::idle);
        QWindow window;
        window.resize(200, 100);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QTest::keyClick(&window, Qt::Key_Shift);
        QVERIFY(!idle.wait(200));
        watch.setLimit(std::chrono::milliseconds(20));
        QTRY_COMPARE(idle.size(), 1);
    }
};

QTEST_MAIN(IdleWatchTest)
#include "tst_idlewatch.moc"
