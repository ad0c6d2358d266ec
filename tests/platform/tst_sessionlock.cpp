#include "privatebus.h"
#include "sessionlock.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

using namespace tc;
using namespace tc::test;

/// With a screen saver and a logind of our own on private buses. A process has one bus of each kind for life,
/// so all is one test.
class SessionLockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hearsEveryWayOfLocking();
};

void SessionLockTest::hearsEveryWayOfLocking()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    PrivateBus session;
    PrivateBus system;
    QVERIFY(session.isRunning() && system.isRunning());
    qputenv("DBUS_SESSION_BUS_ADDRESS", session.address().toUtf8());
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", system.address().toUtf8());
    qunsetenv("XDG_SESSION_ID");
    ReadyProcess desktop(QStringLiteral(SCRIPTED_LOCK), {}, QProcessEnvironment::systemEnvironment());
    QVERIFY(desktop.isReady());

    SessionLock lock;
    QSignalSpy locked(&lock, &SessionLock::locked);
    QSignalSpy unlocked(&lock, &SessionLock::unlocked);
    lock.watch();

    // Nothing tells when it listens, so the first of each kind is said until it is heard.
    const auto say = [&desktop](const char *line) {
        desktop.process().write(line);
        desktop.process().write("\n");
    };
    const auto sayUntilHeard = [&](const char *line, const QSignalSpy &spy) {
        return QTest::qWaitFor(
            [&] {
                say(line);
                return !spy.isEmpty();
            },
            10'000);
    };
    QVERIFY(sayUntilHeard("saver 1", locked));
    QVERIFY(sayUntilHeard("saver 0", unlocked));
    locked.clear();
    QVERIFY(sayUntilHeard("lock", locked));
    // What was said more often than needed has come by the time the last is answered.
    say("unlock");
    unlocked.clear();
    QTRY_VERIFY(!unlocked.isEmpty());

    say("hint 1");
    locked.clear();
    QTRY_VERIFY(!locked.isEmpty());
    say("hint 0");
    unlocked.clear();
    QTRY_VERIFY(!unlocked.isEmpty());

    // Another user's session is none of ours: of two, only the second is heard.
    locked.clear();
    unlocked.clear();
    say("other");
    say("unlock");
    QTRY_COMPARE(unlocked.size(), 1);
    QCOMPARE(locked.size(), 0);
}

QTEST_GUILESS_MAIN(SessionLockTest)
#include "tst_sessionlock.moc"
