#include "preferencesdialog.h"
#include "statepage.h"
#include "windowlock.h"

#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenuBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStatusBar>
#include <QTest>
#include <QVBoxLayout>
#include <QWindow>

using namespace tc;

namespace {

struct Desk
{
    Desk()
    {
        window.setCentralWidget(content);
        QMenu *menu = window.menuBar()->addMenu(QStringLiteral("Token"));
        action = menu->addAction(QStringLiteral("Create"));
        action->setShortcut(QKeySequence::New);
        window.statusBar()->showMessage(QStringLiteral("Updated"));
        window.resize(500, 300);
        window.show();
    }

    QDialog *openDialog(QWidget *parent)
    {
        auto *dialog = new QDialog(parent);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        auto *layout = new QVBoxLayout(dialog);
        auto *name = new QLineEdit(dialog);
        name->setObjectName(QStringLiteral("name"));
        auto *password = new QLineEdit(dialog);
        password->setObjectName(QStringLiteral("password"));
        password->setEchoMode(QLineEdit::Password);
        layout->addWidget(name);
        layout->addWidget(password);
        dialog->open();
        return dialog;
    }

    QMainWindow window;
    QLabel *content = new QLabel(QStringLiteral("tokens"));
    QAction *action = nullptr;
};

} // namespace

class WindowLockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void hidesAndShowsTheContent()
    {
        Desk desk;
        desk.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&desk.window));
        WindowLock lock(desk.window);
        QSignalSpy locked(&lock, &WindowLock::locked);
        QSignalSpy unlocked(&lock, &WindowLock::unlocked);
        lock.lock();
        lock.lock();
        QCOMPARE(locked.size(), 1);
        QVERIFY(!desk.content->isVisible());
        QVERIFY(!desk.window.statusBar()->isVisible());
        auto *page = qobject_cast<StatePage *>(desk.window.centralWidget());
        QVERIFY(page && page->isVisible());
        QCOMPARE(page->headline(), QStringLiteral("Locked"));

        QSignalSpy triggered(desk.action, &QAction::triggered);
        QTest::keySequence(&desk.window, QKeySequence::New);
        QCOMPARE(triggered.size(), 0);

        auto *button = page->findChild<QPushButton *>();
        QVERIFY(button && button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(unlocked.size(), 1);
        QCOMPARE(desk.window.centralWidget(), desk.content);
        QVERIFY(desk.content->isVisible());
        QVERIFY(desk.window.statusBar()->isVisible());
        QTest::keySequence(&desk.window, QKeySequence::New);
        QCOMPARE(triggered.size(), 1);
    }

    void dialogsComeBackAsTheyWereButForPasswords()
    {
        Desk desk;
        WindowLock lock(desk.window);
        QDialog *below = desk.openDialog(&desk.window);
        QDialog *above = desk.openDialog(below);
        QVERIFY(QTest::qWaitForWindowExposed(above));
        auto *name = below->findChild<QLineEdit *>(QStringLiteral("name"), Qt::FindDirectChildrenOnly);
        auto *password
            = below->findChild<QLineEdit *>(QStringLiteral("password"), Qt::FindDirectChildrenOnly);
        name->setText(QStringLiteral("typed"));
        password->setText(QStringLiteral("not a real one"));

        lock.lock();
        QVERIFY(!below->isVisible());
        QVERIFY(!above->isVisible());
        QVERIFY(password->text().isEmpty());

        lock.unlock();
        QVERIFY(below->isVisible());
        QVERIFY(above->isVisible());
        QVERIFY(QTest::qWaitForWindowExposed(above));
        QCOMPARE(QApplication::activeModalWidget(), above);
        QCOMPARE(name->text(), QStringLiteral("typed"));
    }

    void whatOpensMeanwhileIsSeenAfterwards()
    {
        Desk desk;
        WindowLock lock(desk.window);
        lock.lock();
        QDialog *dialog = desk.openDialog(&desk.window);
        QTRY_VERIFY(!dialog->isVisible());
        QVERIFY(!dialog->windowHandle() || !dialog->windowHandle()->isExposed());
        lock.unlock();
        QVERIFY(dialog->isVisible());
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
    }

    void whatOpensJustBeforeTheUnlockIsSeen()
    {
        Desk desk;
        WindowLock lock(desk.window);
        lock.lock();
        QDialog *dialog = desk.openDialog(&desk.window);
        lock.unlock();
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        QCOMPARE(QApplication::activeModalWidget(), dialog);
    }

    void whatEndsMeanwhileStaysAway()
    {
        Desk desk;
        WindowLock lock(desk.window);
        QDialog *dialog = desk.openDialog(&desk.window);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        QPointer<QDialog> deleted = desk.openDialog(&desk.window);
        lock.lock();
        dialog->accept();
        deleted->accept();
        QTRY_VERIFY(!deleted);
        lock.unlock();
        QVERIFY(!dialog->isVisible());
        delete dialog;
    }

    void mayEndWhileLocked()
    {
        Desk desk;
        QPointer<QWidget> content = desk.content;
        {
            WindowLock lock(desk.window);
            lock.lock();
        }
        QVERIFY(!content);
    }

    void preferencesKeepTheirLimits()
    {
        PreferencesDialog dialog({std::chrono::seconds(45), std::chrono::minutes(0)});
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        auto *clipboard = dialog.findChild<QSpinBox *>(QStringLiteral("clipboardSpin"));
        auto *idle = dialog.findChild<QSpinBox *>(QStringLiteral("idleSpin"));
        QCOMPARE(dialog.preferences(), (Preferences {std::chrono::seconds(45), std::chrono::minutes(0)}));
        auto *deadline = dialog.findChild<QSpinBox *>(QStringLiteral("deadlineSpin"));
        QCOMPARE(deadline->value(), 30);
        QCOMPARE(idle->text(), QStringLiteral("Never"));
        clipboard->setValue(1);
        QCOMPARE(dialog.preferences().clipboardLifetime, std::chrono::seconds(10));
        clipboard->setValue(1'000);
        QCOMPARE(dialog.preferences().clipboardLifetime, std::chrono::seconds(120));
        idle->setValue(1'000);
        QCOMPARE(dialog.preferences().idleLimit, std::chrono::minutes(120));
        deadline->setValue(1);
        QCOMPARE(dialog.preferences().deadline, std::chrono::seconds(5));
        deadline->setValue(1'000);
        QCOMPARE(dialog.preferences().deadline, std::chrono::seconds(300));
    }
};

QTEST_MAIN(WindowLockTest)
#include "tst_windowlock.moc"
