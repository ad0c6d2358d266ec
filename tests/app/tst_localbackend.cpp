#include "localbackend.h"
#include "outcome.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace tc;
using namespace std::chrono_literals;

namespace {

const QByteArray instance
    = "{\"url\":\"http://127.0.0.1:9\",\"instance\":\"0b6c8f36-6a0e-4c6c-9a55-0d3f4a1b2c3d\","
      "\"services\":{\"optimus\":\"http://127.0.0.1:9/\"}}";
const QByteArray ready = "echo '" + instance + "'\n";
const QByteArray running = "echo '{\"running\":" + instance + "}'\n";

bool isAlive(qint64 pid)
{
    return ::kill(static_cast<pid_t>(pid), 0) == 0;
}

} // namespace

/// Programs that misbehave, as shell scripts; the real one is under test in tst_embeddedbackend.
class LocalBackendTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void startsOnceHoweverOftenAsked();
    void attachesToTheRunningOne();
    void becomesTheOwnerWhenStartedAgain();
    void failuresToStart_data();
    void failuresToStart();
    void startsAgainAfterAFailure();
    void tokensComeInOrder();
    void badAnswersToATokenRequest_data();
    void badAnswersToATokenRequest();
    void noTokenWithoutAChild();
    void saysThatTheChildEnded();
    void aDestroyedCallIsNotTold();
    void destructionEndsTheChildWithoutWaiting_data();
    void destructionEndsTheChildWithoutWaiting();
    void mayBeDestroyedByTheOutcome();

private:
    /// A program that runs \a script (of sh).
    [[nodiscard]] QString program(const QByteArray &script);
    [[nodiscard]] QString path(const char *name) const { return m_directory->filePath(QLatin1String(name)); }
    /// What a script wrote to \a name; 0 before.
    [[nodiscard]] qint64 number(const char *name) const;

    std::unique_ptr<QTemporaryDir> m_directory;
};

void LocalBackendTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_directory = std::make_unique<QTemporaryDir>();
}

QString LocalBackendTest::program(const QByteArray &script)
{
    QFile file(path("program"));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return {};
    file.write("#!/bin/sh\ncd " + QFile::encodeName(m_directory->path()) + "\necho $$ >pid\n" + script);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return file.fileName();
}

qint64 LocalBackendTest::number(const char *name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong() : 0;
}

void LocalBackendTest::startsOnceHoweverOftenAsked()
{
    LocalBackend backend(program("echo start >>starts\n" + ready + "cat >/dev/null\n"), path("database"));
    auto first = backend.start();
    const auto second = outcomeOf(backend.start());
    const auto third = outcomeOf(backend.start());
    QVERIFY(second && *second && third && *third);
    QCOMPARE(**second, **third);
    QVERIFY(!(*second)->attached);
    QFile starts(path("starts"));
    QVERIFY(starts.open(QIODevice::ReadOnly));
    QCOMPARE(starts.readAll(), QByteArray("start\n"));
}

void LocalBackendTest::attachesToTheRunningOne()
{
    LocalBackend backend(program(running + "exit 3\n"), path("database"));
    QSignalSpy ended(&backend, &LocalBackend::ended);
    const auto outcome = outcomeOf(backend.start());
    QVERIFY(outcome && *outcome);
    QVERIFY((*outcome)->attached);
    QCOMPARE(ended.size(), 0);

    const auto token = outcomeOf(backend.issueManagementToken());
    QVERIFY(token && !*token);
    QCOMPARE(token->error().kind, ErrorKind::NoSuchOperation);
}

void LocalBackendTest::becomesTheOwnerWhenStartedAgain()
{
    const QByteArray script
        = "if [ -e free ]; then\n" + ready + "exec cat >/dev/null\nfi\n" + running + "exit 3\n";
    LocalBackend backend(program(script), path("database"));
    auto outcome = outcomeOf(backend.start());
    QVERIFY(outcome && *outcome && (*outcome)->attached);
    outcome = outcomeOf(backend.start());
    QVERIFY(outcome && *outcome && (*outcome)->attached);

    QFile(path("free")).open(QIODevice::WriteOnly);
    outcome = outcomeOf(backend.start());
    QVERIFY(outcome && *outcome);
    QVERIFY(!(*outcome)->attached);
}

void LocalBackendTest::failuresToStart_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("reason");
    const auto text = [](const char *each) {
        return QString::fromUtf8(each);
    };
    const QString unreadable = text("The embedded backend’s answer cannot be read.");
    const QString early = text("The embedded backend ended before it was ready.");

    QTest::newRow("says nonsense") << QByteArray("echo hello\ncat >/dev/null\n") << ErrorKind::Protocol
                                   << unreadable;
    QTest::newRow("floods without a line")
        << QByteArray("exec tr '\\0' x </dev/zero\n") << ErrorKind::Protocol << unreadable;
    QTest::newRow("floods with one long line")
        << QByteArray("head -c 100000 /dev/zero | tr '\\0' x\necho\ncat >/dev/null\n") << ErrorKind::Protocol
        << unreadable;
    QTest::newRow("ends at once") << QByteArray("exit 0\n") << ErrorKind::Transport << early;
    QTest::newRow("is killed") << QByteArray("kill -9 $$\n") << ErrorKind::Transport << early;
    QTest::newRow("in use, but by whom") << QByteArray("exit 3\n") << ErrorKind::Transport << early;
    QTest::newRow("locked by whoever")
        << QByteArray("exit 4\n") << ErrorKind::Transport
        << text("Another program holds the embedded backend’s database and does not say where it answers.");
    QTest::newRow("running, but another exit code") << running + "exit 1\n" << ErrorKind::Transport << early;
    QTest::newRow("never ready") << QByteArray("cat >/dev/null\n") << ErrorKind::Deadline
                                 << text("The embedded backend was not ready in time.");
}

void LocalBackendTest::failuresToStart()
{
    QFETCH(QByteArray, script);
    // Only the last is to meet its deadline.
    const auto deadline = QByteArray(QTest::currentDataTag()) == "never ready" ? 300ms : 20'000ms;
    LocalBackend backend(program(script), path("database"), deadline);
    QSignalSpy ended(&backend, &LocalBackend::ended);
    const auto outcome = outcomeOf(backend.start());
    QVERIFY(outcome && !*outcome);
    QTEST(outcome->error().kind, "kind");
    QTEST(outcome->error().reason, "reason");
    QCOMPARE(ended.size(), 0);
    QTRY_VERIFY(!isAlive(number("pid")));
}

void LocalBackendTest::startsAgainAfterAFailure()
{
    LocalBackend missing(path("nowhere"), path("database"));
    auto outcome = outcomeOf(missing.start());
    QVERIFY(outcome && !*outcome);
    QCOMPARE(outcome->error().kind, ErrorKind::Transport);
    QVERIFY(outcome->error().reason.contains(QStringLiteral("missing")));

    QFile plain(path("plain"));
    QVERIFY(plain.open(QIODevice::WriteOnly));
    plain.close();
    LocalBackend notExecutable(plain.fileName(), path("database"));
    outcome = outcomeOf(notExecutable.start());
    QVERIFY(outcome && !*outcome);
    QVERIFY(outcome->error().reason.contains(QStringLiteral("cannot be started")));

    LocalBackend backend(program("exit 1\n"), path("database"));
    outcome = outcomeOf(backend.start());
    QVERIFY(outcome && !*outcome);
    QVERIFY(!program(ready + "cat >/dev/null\n").isEmpty());
    outcome = outcomeOf(backend.start());
    QVERIFY(outcome && *outcome);
}

void LocalBackendTest::tokensComeInOrder()
{
    LocalBackend backend(program(ready
                                 + "n=0\nwhile read -r line; do n=$((n+1)); echo \"$line\" >>asked\n"
                                   "echo \"{\\\"managementToken\\\":\\\"t$n\\\"}\"; done\n"),
                         path("database"));
    auto outcome = outcomeOf(backend.start());
    QVERIFY(outcome && *outcome);
    const auto bytes = [](QByteArrayView view) {
        return view.toByteArray();
    };
    auto first = backend.issueManagementToken();
    std::optional<QByteArray> firstToken;
    first->onFinished(
        [&](Result<Secret> token) { firstToken = token ? token->reveal(bytes) : QByteArray(); });
    auto dropped = backend.issueManagementToken();
    dropped.reset(); // its answer must not reach the third
    const auto third = outcomeOf(backend.issueManagementToken());
    QVERIFY(third && *third);
    QCOMPARE(firstToken, QByteArray("t1"));
    QCOMPARE((*third)->reveal(bytes), QByteArray("t3"));

    QFile asked(path("asked"));
    QVERIFY(asked.open(QIODevice::ReadOnly));
    QCOMPARE(asked.readLine(), QByteArray("issue-management-token\n"));
}

void LocalBackendTest::badAnswersToATokenRequest_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<int>("deadline");
    QTest::newRow("nonsense") << QByteArray("read -r line; echo no; cat >/dev/null\n") << ErrorKind::Protocol
                              << 20'000;
    QTest::newRow("silence") << QByteArray("cat >/dev/null\n") << ErrorKind::Deadline << 300;
    QTest::newRow("end") << QByteArray("read -r line\n") << ErrorKind::Transport << 20'000;
    QTest::newRow("flood") << QByteArray("read -r line; exec tr '\\0' x </dev/zero\n") << ErrorKind::Protocol
                           << 20'000;
}

void LocalBackendTest::badAnswersToATokenRequest()
{
    QFETCH(QByteArray, script);
    QFETCH(int, deadline);
    LocalBackend backend(program(ready + script), path("database"), std::chrono::milliseconds(deadline));
    auto outcome = outcomeOf(backend.start());
    QVERIFY(outcome && *outcome);
    const auto token = outcomeOf(backend.issueManagementToken());
    QVERIFY(token && !*token);
    QTEST(token->error().kind, "kind");
    QVERIFY(!token->error().reason.isEmpty());
}

void LocalBackendTest::noTokenWithoutAChild()
{
    LocalBackend backend(program("exit 1\n"), path("database"));
    const auto token = outcomeOf(backend.issueManagementToken());
    QVERIFY(token && !*token);
    QCOMPARE(token->error().kind, ErrorKind::Transport);
}

void LocalBackendTest::saysThatTheChildEnded()
{
    LocalBackend backend(program(ready + "exec cat >/dev/null\n"), path("database"));
    QSignalSpy ended(&backend, &LocalBackend::ended);
    auto outcome = outcomeOf(backend.start());
    QVERIFY(outcome && *outcome);
    auto token = backend.issueManagementToken();
    std::optional<ErrorKind> kind;
    token->onFinished([&](Result<Secret> result) { kind = result.error().kind; });
    QCOMPARE(::kill(static_cast<pid_t>(number("pid")), SIGKILL), 0);
    QVERIFY(ended.wait());
    QCOMPARE(ended.size(), 1);
    QCOMPARE(kind, ErrorKind::Transport);

    outcome = outcomeOf(backend.start());
    QVERIFY(outcome && *outcome);
}

void LocalBackendTest::aDestroyedCallIsNotTold()
{
    LocalBackend backend(program(ready + "exec cat >/dev/null\n"), path("database"));
    bool told = false;
    auto dropped = backend.start();
    dropped->onFinished([&told](const Result<LocalInstance> &) { told = true; });
    dropped.reset();
    const auto outcome = outcomeOf(backend.start());
    QVERIFY(outcome && *outcome);
    QVERIFY(!told);
}

void LocalBackendTest::destructionEndsTheChildWithoutWaiting_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::newRow("a child that heeds its input") << ready + "exec cat >/dev/null\n";
    QTest::newRow("a child that does not") << ready + "exec sleep 1000\n";
}

void LocalBackendTest::destructionEndsTheChildWithoutWaiting()
{
    QFETCH(QByteArray, script);
    auto backend = std::make_unique<LocalBackend>(program(script), path("database"));
    const auto outcome = outcomeOf(backend->start());
    QVERIFY(outcome && *outcome);
    const qint64 pid = number("pid");
    QVERIFY(isAlive(pid));
    QElapsedTimer timer;
    timer.start();
    backend.reset();
    QVERIFY(timer.elapsed() < 500);
    QTRY_VERIFY_WITH_TIMEOUT(!isAlive(pid), 10'000);
}

void LocalBackendTest::mayBeDestroyedByTheOutcome()
{
    auto backend = std::make_unique<LocalBackend>(program(ready + "exec cat >/dev/null\n"), path("database"));
    auto call = backend->start();
    bool finished = false;
    call->onFinished([&](const Result<LocalInstance> &) {
        backend.reset();
        call.reset();
        finished = true;
    });
    QTRY_VERIFY(finished);
    QTRY_VERIFY(!isAlive(number("pid")));
}

QTEST_GUILESS_MAIN(LocalBackendTest)
#include "tst_localbackend.moc"
