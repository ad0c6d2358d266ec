#include "backendprocess.h"
#include "privatefile.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace tc::test;

namespace {

const QByteArray current("/api/v1/tokens/current");

QJsonValue at(const QJsonObject &object, const char *member)
{
    return object.value(QLatin1String(member));
}

/// Whether no process holds the database any more.
bool isReleased(const QString &database)
{
    qint64 pid = 0;
    return tc::FileLock::tryLock(database + QLatin1String(".lock"), &pid) != nullptr;
}

/// Starts a backend as the console does, says both process ids, and waits to be killed. With a second
/// argument a third process holds the pipe open.
const char starter[] = R"(
import subprocess, sys, signal
backend = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
holder = 0
if sys.argv[1] == "hold":
    fd = backend.stdin.fileno()
    holder = subprocess.Popen(["sleep", "600"], pass_fds=[fd], stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).pid
sys.stdout.buffer.write(backend.stdout.readline())
print(holder, flush=True)
signal.pause()
)";

} // namespace

/// How the program starts, ends, and what outlives it.
class TestLifetime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void givesItsTokenOverThePipe()
    {
        QTemporaryDir directory;
        const QString database = directory.filePath(QStringLiteral("tokens.sqlite"));
        QProcess process;
        process.start(backendProgram(),
                      {QStringLiteral("--attached"), QStringLiteral("--database"), database});
        const QJsonObject ready = QJsonDocument::fromJson(readLine(process)).object();
        const auto port = static_cast<quint16>(QUrl(at(ready, "url").toString()).port());
        QVERIFY(port != 0);
        process.write("issue-management-token\n");
        const QJsonObject answer = QJsonDocument::fromJson(readLine(process)).object();
        const QByteArray secret = at(answer, "managementToken").toString().toLatin1();
        HttpClient http(port);
        const auto shown = http.send("GET", current, bearer(secret));
        QVERIFY(shown);
        QCOMPARE(shown->status, 200);
        QCOMPARE(at(shown->json(), "access").toString(), QStringLiteral("management"));

        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
        QVERIFY(!QFile::exists(database + QLatin1String(".running")));
    }

    void endsWithItsStarter_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::newRow("the pipe ends") << QStringLiteral("plain");
        QTest::newRow("a third process holds the pipe") << QStringLiteral("hold");
    }

    void endsWithItsStarter()
    {
        QFETCH(QString, mode);
        QTemporaryDir directory;
        const QString database = directory.filePath(QStringLiteral("tokens.sqlite"));
        QProcess console;
        console.start(QStringLiteral("python3"),
                      {QStringLiteral("-c"), QString::fromLatin1(starter), mode, backendProgram(),
                       QStringLiteral("--attached"), QStringLiteral("--database"), database});
        QVERIFY(QJsonDocument::fromJson(readLine(console)).object().contains(QLatin1String("url")));
        const auto holder = readLine(console).trimmed().toLongLong();
        QVERIFY(!isReleased(database));
        console.kill();
        QVERIFY(console.waitForFinished(30'000));
        QTRY_VERIFY_WITH_TIMEOUT(isReleased(database), 10'000);
        if (holder > 0)
            ::kill(static_cast<pid_t>(holder), SIGKILL);
    }

    void pointsASecondOneToTheFirst()
    {
        BackendProcess backend;
        QVERIFY(backend.start());
        const QString untouched = backend.directory() + QLatin1String("/other-token");
        const Ended second = runToEnd({QStringLiteral("--database"), backend.database(),
                                       QStringLiteral("--issue-management-token"), untouched});
        QCOMPARE(second.exitCode, 3);
        QCOMPARE(second.output.count('\n'), 1);
        QCOMPARE(QJsonDocument::fromJson(second.output).object(),
                 (QJsonObject {{QStringLiteral("running"), backend.ready()}}));
        QVERIFY(!QFile::exists(untouched));
        const QString link = backend.directory() + QLatin1String("/link.sqlite");
        QVERIFY(QFile::link(backend.database(), link));
        QCOMPARE(runToEnd({QStringLiteral("--database"), link}).exitCode, 3);
        QCOMPARE(backend.terminate(), 0);
        QVERIFY(!QFile::exists(backend.database() + QLatin1String(".running")));
    }

    void saysThatItCannotHaveTheLock()
    {
        const QTemporaryDir directory;
        const QString database = directory.filePath(QStringLiteral("backend.sqlite3"));
        qint64 pid = 0;
        // Held by this test, which leaves no note of where it would answer.
        const auto lock = tc::FileLock::tryLock(database + QLatin1String(".lock"), &pid);
        QVERIFY(lock);
        QElapsedTimer waited;
        waited.start();
        const Ended ended = runToEnd({QStringLiteral("--database"), database});
        QCOMPARE(ended.exitCode, 4);
        QVERIFY(ended.errors.contains("cannot be locked"));
        // The console gives up after 10 seconds, and then could not say why.
        QVERIFY2(waited.elapsed() < 9'000, qPrintable(QString::number(waited.elapsed())));
    }

    void isNotMisledByWhatAKilledOneLeft()
    {
        BackendProcess backend;
        QVERIFY(backend.start());
        const QJsonObject before = backend.ready();
        backend.kill();
        QVERIFY(QFile::exists(backend.database() + QLatin1String(".running")));
        QVERIFY(backend.start());
        QCOMPARE(at(backend.ready(), "instance"), at(before, "instance"));
        const Ended second = runToEnd({QStringLiteral("--database"), backend.database()});
        QCOMPARE(second.exitCode, 3);
        QCOMPARE(at(QJsonDocument::fromJson(second.output).object(), "running").toObject(), backend.ready());
    }

    void endsCleanlyOnSignals_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }

    void endsCleanlyOnSignals()
    {
        QFETCH(int, number);
        BackendProcess backend;
        QVERIFY(backend.start());
        QByteArray secret;
        const QJsonObject token = backend.create({{QStringLiteral("name"), QStringLiteral("used")}}, &secret);
        HttpClient idle = backend.client(5);
        QCOMPARE(idle.send("GET", current, bearer(secret))->status, 200);
        QElapsedTimer timer;
        timer.start();
        ::kill(static_cast<pid_t>(backend.process().processId()), number);
        QVERIFY(backend.process().waitForFinished(30'000));
        QCOMPARE(backend.process().exitStatus(), QProcess::NormalExit);
        QCOMPARE(backend.process().exitCode(), 0);
        QVERIFY(timer.elapsed() < 5'000);
        // Used less than a second before the end, and yet kept.
        QVERIFY(backend.start());
        QCOMPARE(lastAddress(backend, token), QStringLiteral("127.0.0.5"));
    }

    void writesLastUseWithinASecondOrSo()
    {
        BackendProcess backend;
        QVERIFY(backend.start());
        QByteArray secret;
        const QJsonObject token = backend.create({{QStringLiteral("name"), QStringLiteral("used")}}, &secret);
        HttpClient http = backend.client(6);
        QCOMPARE(http.send("GET", current, bearer(secret))->status, 200);
        // The row in the write-ahead log is the sign that it was written.
        QTRY_VERIFY_WITH_TIMEOUT(
            [&backend] {
                QFile log(backend.database() + QLatin1String("-wal"));
                return log.open(QIODevice::ReadOnly) && log.readAll().contains("127.0.0.6");
            }(),
            5'000);
        backend.kill();
        QVERIFY(backend.start());
        QCOMPARE(lastAddress(backend, token), QStringLiteral("127.0.0.6"));
    }

    void keepsNoSecretOnDisk()
    {
        BackendProcess backend;
        QVERIFY(backend.start());
        QByteArrayList secrets {backend.managementSecret()};
        for (int i = 0; i < 20; ++i) {
            QByteArray secret;
            backend.create({{QStringLiteral("name"), QStringLiteral("token %1").arg(i)}}, &secret);
            QCOMPARE(secret.size(), 52);
            secrets.append(secret);
        }
        HttpClient http = backend.client();
        QCOMPARE(http.send("GET", current, bearer(secrets.last()))->status, 200);
        QVERIFY(QFile::remove(backend.directory() + QLatin1String("/management-token")));

        const auto scan = [&] {
            int files = 0;
            QDirIterator iterator(backend.directory(), QDir::Files | QDir::Hidden);
            while (iterator.hasNext()) {
                QFile file(iterator.next());
                if (!file.open(QIODevice::ReadOnly))
                    return -1;
                const QByteArray content = file.readAll();
                for (const QByteArray &secret : secrets) {
                    // The prefix is shown; what follows it is not.
                    if (content.contains(secret.sliced(18)))
                        return -1;
                }
                ++files;
            }
            return files;
        };
        QVERIFY(scan() >= 3);
        QCOMPARE(backend.terminate(), 0);
        QVERIFY(scan() >= 1);
    }

    void saysNoSecret()
    {
        QTemporaryDir directory;
        const QString database = directory.filePath(QStringLiteral("tokens.sqlite"));
        const QByteArray canary = QByteArray("tok_optimus_") + QByteArray(40, 'c');
        qputenv("OPTIMUS_TOKEN", canary);
        QProcess process;
        process.start(backendProgram(),
                      {QStringLiteral("--attached"), QStringLiteral("--database"), database});
        qunsetenv("OPTIMUS_TOKEN");
        const QByteArray readyLine = readLine(process);
        const auto port = static_cast<quint16>(
            QUrl(at(QJsonDocument::fromJson(readyLine).object(), "url").toString()).port());
        QVERIFY(port != 0);
        QVERIFY(contentOf(process, "environ").contains(canary)); // so that there is something to let out
        process.write("issue-management-token\n");
        const QByteArray issued = at(QJsonDocument::fromJson(readLine(process)).object(), "managementToken")
                                      .toString()
                                      .toLatin1();
        QCOMPARE(issued.size(), 52);

        // Wherever a caller may put a credential, also while the database cannot be used.
        QVERIFY(runSql(database, QStringLiteral("UPDATE token SET allowed_ips = 'nonsense'")));
        HttpClient http(port);
        QCOMPARE(http.send("GET", current, bearer(issued))->status, 503);
        QVERIFY(runSql(database, QStringLiteral("UPDATE token SET allowed_ips = ''")));
        for (const QByteArray &secret : {canary, issued}) {
            QVERIFY(http.send("GET", current, bearer(secret)));
            QVERIFY(http.send("GET", current, {{"Authorization", secret}}));
            QVERIFY(http.send("GET", current + "?token=" + secret, {{"X-Token", secret}}));
            QVERIFY(http.send("GET", "/api/v1/tokens/" + secret, bearer(issued)));
            QVERIFY(http.send("GET", '/' + secret, bearer(issued)));
            QVERIFY(http.send("POST", "/api/v1/tokens", bearer(issued), "{\"" + secret + "\": 1}"));
            QVERIFY(http.send("POST", "/api/v1/tokens", bearer(issued), secret));
            HttpClient broken(port);
            QVERIFY(broken.sendRaw("GET / HTTP/1.1\r\nHost: x\r\n" + secret + "\r\n\r\n"));
        }
        process.write(canary + '\n');
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(30'000));

        const QByteArray errors = process.readAllStandardError();
        QVERIFY(errors.contains("database") && errors.contains("not known")); // it did have something to say
        for (const QByteArray &secret : {canary, issued}) {
            // The prefix is shown; what follows it is not.
            QVERIFY2(!errors.contains(secret.sliced(18)), errors.constData());
            QVERIFY(!readyLine.contains(secret.sliced(18)));
        }
        QVERIFY(process.readAllStandardOutput().isEmpty());
    }

    void replacesTheConsolesToken()
    {
        BackendProcess backend;
        QVERIFY(backend.start({QStringLiteral("--attached")}));
        const auto issue = [&backend] {
            backend.process().write("issue-management-token\n");
            return at(QJsonDocument::fromJson(readLine(backend.process())).object(), "managementToken")
                .toString()
                .toLatin1();
        };
        HttpClient http = backend.client();
        QByteArray before;
        for (int i = 0; i < 3; ++i) {
            const QByteArray secret = issue();
            QCOMPARE(http.send("GET", current, bearer(secret))->status, 200);
            if (!before.isEmpty()) {
                const auto old = http.send("GET", current, bearer(before));
                QCOMPARE(old->status, 401);
                QCOMPARE(old->code(), QStringLiteral("TOKEN_REVOKED"));
            }
            before = secret;
        }
        // No other management token is concerned.
        QCOMPARE(http.send("GET", current, bearer(backend.managementSecret()))->status, 200);
    }

private:
    static QByteArray contentOf(const QProcess &process, const char *name)
    {
        QFile file(QStringLiteral("/proc/%1/%2").arg(process.processId()).arg(QLatin1String(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// Asked with the management token, since asking is a use.
    static QString lastAddress(const BackendProcess &backend, const QJsonObject &token)
    {
        HttpClient http = backend.client();
        const auto shown = http.send("GET", "/api/v1/tokens/" + at(token, "id").toString().toLatin1(),
                                     bearer(backend.managementSecret()));
        return shown ? at(shown->json(), "lastUsedIp").toString() : QString();
    }
};

QTEST_GUILESS_MAIN(TestLifetime)
#include "tst_lifetime.moc"
