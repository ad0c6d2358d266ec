#include "clipboardguard.h"
#include "lockcontroller.h"
#include "mainwindow.h"
#include "onscreen.h"
#include "statepage.h"

#include <QClipboard>
#include <QSignalSpy>
#include <QTest>

using namespace tc;
using namespace tc::test;

class LockControllerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void idlenessLocksAndClearsTheClipboard()
    {
        ClipboardGuard clipboard;
        MainWindow window(clipboard);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        LockController lock(window, clipboard, std::chrono::milliseconds(200));
        clipboard.copy(Secret::copyOf("not a real one"));
        QTRY_VERIFY(isLocked(window));
        QCOMPARE(clipboard.remainingSeconds(), 0);
        QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
        QVERIFY(click(window, QStringLiteral("Unlock")));
        QVERIFY(!isLocked(window));
    }

    void idlenessLocksAgainAfterAnUnlockByTheDesktop()
    {
        ClipboardGuard clipboard;
        MainWindow window(clipboard);
        window.show();
        LockController lock(window, clipboard, std::chrono::milliseconds(200));
        QTRY_VERIFY(isLocked(window));
        // Nobody touches the console when its desktop is unlocked.
        button(window, QStringLiteral("Unlock"))->click(); // no key, no mouse
        QVERIFY(!isLocked(window));
        QTRY_VERIFY(isLocked(window));
    }

    void neverMeansNever()
    {
        ClipboardGuard clipboard;
        MainWindow window(clipboard);
        window.show();
        LockController lock(window, clipboard, std::chrono::milliseconds(20));
        lock.setIdleLimit(std::chrono::milliseconds(0));
        QSignalSpy forEver(&window, &MainWindow::lockRequested);
        QVERIFY(!forEver.wait(200));
        QVERIFY(!isLocked(window));
        QVERIFY(trigger(window, QStringLiteral("Lock")));
        QVERIFY(isLocked(window));
    }

    void aClosedWindowUnlocksFirst()
    {
        ClipboardGuard clipboard;
        MainWindow window(clipboard);
        window.show();
        LockController lock(window, clipboard, std::chrono::milliseconds(0));
        QVERIFY(trigger(window, QStringLiteral("Lock")));
        QVERIFY(window.close());
        QVERIFY(!isLocked(window));
    }

private:
    static bool isLocked(const MainWindow &window)
    {
        const auto *page = qobject_cast<StatePage *>(window.centralWidget());
        return page && page->headline() == QLatin1String("Locked");
    }
};

QTEST_MAIN(LockControllerTest)
#include "tst_lockcontroller.moc"
