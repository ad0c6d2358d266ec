#include "privatebus.h"

#include <QDirIterator>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <functional>
#include <memory>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace tc::test;

namespace {

const QString secretService = QStringLiteral("org.freedesktop.secrets");
const QString wallet = QStringLiteral("org.kde.kwalletd5");
const QString locked = QStringLiteral("it is locked, or unlocking it was declined.");
const QString missing = QStringLiteral("there is no keychain service in this session.");
const QString late = QStringLiteral("it did not answer in time.");
const QString failed = QStringLiteral("the keychain service reported an error.");

struct Outcome
{
    QString text;
    QString first;
    bool mayHappenLater = false;
    qint64 total = 0;
    qint64 longestGap = 0;
    qint64 idleGap = 0;
    int exitCode = -1;

    /// Whether a window would have answered within 100 ms, beyond what this machine takes anyhow.
    [[nodiscard]] bool staysAlive() const { return longestGap <= idleGap + 100; }
    [[nodiscard]] QByteArray gaps() const
    {
        return QByteArray::number(longestGap) + " ms, idle " + QByteArray::number(idleGap) + " ms";
    }
};

/// A store in a process of its own on the bus at \a address; 500 ms to answer, 800 ms to prompt.
/// \a afterwards runs when the outcome is known and before the process has ended.
Outcome probe(const QString &operation, const QString &address, const QProcessEnvironment &extra = {},
              const std::function<void()> &afterwards = {})
{
    QProcess process;
    QProcessEnvironment environment = PrivateBus::environmentFor(address);
    environment.remove(QStringLiteral("KDE_SESSION_VERSION"));
    environment.insert(extra);
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QStringLiteral(KEYCHAIN_PROBE), {operation, QStringLiteral("500"), QStringLiteral("800")});
    while (!process.canReadLine() && process.waitForReadyRead(30000)) { }
    const QJsonObject line = QJsonDocument::fromJson(process.readLine()).object();
    if (afterwards)
        afterwards();
    process.waitForFinished(30000);
    Outcome outcome;
    outcome.text = line.value(QLatin1String("outcome")).toString();
    outcome.first = line.value(QLatin1String("first")).toString();
    outcome.mayHappenLater = line.value(QLatin1String("mayHappenLater")).toBool();
    outcome.total = line.value(QLatin1String("total")).toInteger();
    outcome.longestGap = line.value(QLatin1String("gap")).toInteger();
    outcome.idleGap = line.value(QLatin1String("idleGap")).toInteger();
    outcome.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return outcome;
}

} // namespace

/// Keychains that are missing, locked, refuse, hang or lie, each on a bus of its own.
class KeychainFaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void everyFaultIsSaid_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QString>("outcome");
        const auto rows = [](const char *mode, const QHash<QString, QString> &outcomes) {
            for (auto it = outcomes.begin(); it != outcomes.end(); ++it)
                QTest::addRow("%s: %s", mode, qPrintable(it.key()))
                    << QString::fromLatin1(mode) << it.key() << it.value();
        };
        const QString state = QStringLiteral("state");
        const QString read = QStringLiteral("read");
        const QString write = QStringLiteral("write");
        const QString remove = QStringLiteral("remove");
        const QString lost = QStringLiteral("it did not keep what was written.");
        rows("", {{state, QStringLiteral("missing")}, {read, missing}, {write, missing}, {remove, missing}});
        // A dismissed prompt is never "no entry".
        rows("locked",
             {{state, QStringLiteral("locked")}, {read, locked}, {write, locked}, {remove, locked}});
        rows("unasked",
             {{state, QStringLiteral("locked")}, {read, locked}, {write, locked}, {remove, locked}});
        rows("refusing",
             {{state, QStringLiteral("refusing")}, {read, failed}, {write, failed}, {remove, failed}});
        rows("stalling", {{state, QStringLiteral("open")}, {read, late}, {write, late}, {remove, late}});
        rows("prompting", {{state, QStringLiteral("locked")}, {read, late}, {write, late}, {remove, late}});
        rows("hanging", {{read, late}, {write, late}, {remove, late}});
        rows("forgetful", {{read, QStringLiteral("none")}, {write, lost}, {remove, QStringLiteral("done")}});
        rows("stubborn", {{write, lost}, {remove, QStringLiteral("the entry could not be removed.")}});
    }

    /// Fault 36.
    void everyFaultIsSaid()
    {
        QFETCH(QString, mode);
        QFETCH(QString, operation);
        PrivateBus bus;
        QVERIFY(bus.isRunning());
        std::unique_ptr<ReadyProcess> service;
        if (!mode.isEmpty()) {
            service = serviceOn(bus, mode);
            QVERIFY(service->isReady());
        }
        const Outcome outcome = probe(operation, bus.address());
        QTEST(outcome.text, "outcome");
        if (operation == QLatin1String("write"))
            QCOMPARE(outcome.mayHappenLater, outcome.text == late && mode != QLatin1String("hanging"));
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY2(outcome.staysAlive(), outcome.gaps().constData());
    }

    /// Fault 34.
    void withoutABusThereIsNoKeychain()
    {
        const QString nowhere = QStringLiteral("unix:path=/nonexistent");
        QCOMPARE(probe(QStringLiteral("state"), nowhere).text, QStringLiteral("missing"));
        QCOMPARE(probe(QStringLiteral("read"), nowhere).text, missing);
        QCOMPARE(probe(QStringLiteral("write"), nowhere).text, missing);
        QCOMPARE(probe(QStringLiteral("remove"), nowhere).text, missing);
    }

    /// QtKeychain's insecureFallback would write it to a settings file.
    void nothingIsWrittenElsewhere_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<bool>("plasma");
        for (const char *mode : {"", "locked", "refusing", "forgetful"})
            QTest::addRow("%s", *mode ? mode : "no keychain") << QString::fromLatin1(mode) << false;
        // QtKeychain has a way of its own to KWallet, and a fallback there of its own.
        QTest::newRow("a wallet that does not open") << QStringLiteral("closed") << true;
    }

    void nothingIsWrittenElsewhere()
    {
        QFETCH(QString, mode);
        QFETCH(bool, plasma);
        PrivateBus bus;
        std::unique_ptr<ReadyProcess> service;
        if (!mode.isEmpty())
            service = serviceOn(bus, mode, plasma ? wallet : secretService);
        QTemporaryDir home;
        QProcessEnvironment variables = plasma ? plasmaSession() : QProcessEnvironment();
        for (const char *name :
             {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"})
            variables.insert(QLatin1String(name), home.path());
        const Outcome outcome = probe(QStringLiteral("write"), bus.address(), variables);
        QVERIFY(!outcome.text.isEmpty() && outcome.text != QLatin1String("done"));
        if (plasma) {
            service->process().waitForReadyRead(0);
            QVERIFY(service->process().readAllStandardError().contains("/modules/kwalletd5 open\n"));
        }

        QDirIterator files(home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            for (const QByteArray &form :
                 {QByteArray("scripted"), QByteArray("scripted").toBase64(), QByteArray("scripted").toHex()})
                QVERIFY2(!bytes.contains(form), qPrintable(file.fileName()));
        }
    }

    void aPromptHasMoreTime()
    {
        PrivateBus bus;
        const auto service = serviceOn(bus, QStringLiteral("prompting"));
        const Outcome outcome = probe(QStringLiteral("read"), bus.address());
        QCOMPARE(outcome.text, late);
        QVERIFY2(outcome.total >= 700, qPrintable(QString::number(outcome.total)));
    }

    void aStuckJobIsSaidToTheNext()
    {
        PrivateBus bus;
        const auto service = serviceOn(bus, QStringLiteral("stalling"));
        const Outcome outcome = probe(QStringLiteral("write-twice"), bus.address());
        QCOMPARE(outcome.first, late);
        QCOMPARE(outcome.text, QStringLiteral("an earlier request to it is still unanswered."));
    }

    /// Whoever takes a late write for one that failed leaves an entry that nobody knows of.
    void aLateWriteIsSaidToBePossible()
    {
        PrivateBus bus;
        const auto service = serviceOn(bus, QStringLiteral("tardy"));
        const Outcome outcome = probe(QStringLiteral("write-read"), bus.address());
        QCOMPARE(outcome.first, late);
        QVERIFY(outcome.mayHappenLater);
        QCOMPARE(outcome.text, QStringLiteral("secret"));
    }

    void quittingOrDroppingDuringAJobIsSafe_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<QString>("operation");
        for (const char *mode : {"stalling", "prompting"}) {
            for (const char *operation : {"quit", "drop"})
                QTest::addRow("%s, %s", mode, operation)
                    << QString::fromLatin1(mode) << QString::fromLatin1(operation);
        }
    }

    /// Fault 37.
    void quittingOrDroppingDuringAJobIsSafe()
    {
        QFETCH(QString, mode);
        QFETCH(QString, operation);
        PrivateBus bus;
        const auto service = serviceOn(bus, mode);
        const Outcome outcome = probe(operation, bus.address());
        QCOMPARE(outcome.text, operation == QLatin1String("quit") ? QStringLiteral("quit") : late);
        QCOMPARE(outcome.exitCode, 0);
    }

    /// QtKeychain itself would freeze the thread in a synchronous call there.
    void aHangingWalletInPlasmaDoesNotFreeze()
    {
        PrivateBus bus;
        const auto service = serviceOn(bus, QStringLiteral("hanging"), wallet);
        QVERIFY(service->isReady());
        const Outcome outcome = probe(QStringLiteral("read"), bus.address(), plasmaSession());
        QCOMPARE(outcome.text, late);
        QVERIFY2(outcome.staysAlive(), outcome.gaps().constData());
    }

    /// The bus takes connections and says nothing: libdbus waits 25 s for it, the event loop does not.
    /// Fault 35.
    void aHangingBusDoesNotFreeze()
    {
        QTemporaryDir dir;
        const QByteArray path = dir.filePath(QStringLiteral("bus")).toLocal8Bit();
        const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_un address {};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, path.constData(), sizeof address.sun_path);
        QCOMPARE(::bind(listener, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        QCOMPARE(::listen(listener, 5), 0);
        // Qt joins its D-Bus thread at exit, and that one waits for the bus: let the bus go then.
        const Outcome outcome
            = probe(QStringLiteral("read"), QStringLiteral("unix:path=") + QString::fromLocal8Bit(path), {},
                    [listener] { ::close(listener); });
        QCOMPARE(outcome.text, late);
        QVERIFY2(outcome.total < 2000, qPrintable(QString::number(outcome.total)));
        QVERIFY2(outcome.staysAlive(), outcome.gaps().constData());
    }

private:
    static std::unique_ptr<ReadyProcess> serviceOn(const PrivateBus &bus, const QString &mode,
                                                   const QString &name = secretService)
    {
        return std::make_unique<ReadyProcess>(QStringLiteral(SCRIPTED_SECRETS), QStringList {mode, name},
                                              PrivateBus::environmentFor(bus.address()));
    }

    static QProcessEnvironment plasmaSession()
    {
        QProcessEnvironment variables;
        variables.insert(QStringLiteral("KDE_FULL_SESSION"), QStringLiteral("true"));
        variables.insert(QStringLiteral("KDE_SESSION_VERSION"), QStringLiteral("5"));
        variables.insert(QStringLiteral("XDG_CURRENT_DESKTOP"), QStringLiteral("KDE"));
        return variables;
    }
};

QTEST_GUILESS_MAIN(KeychainFaultsTest)
#include "tst_keychainfaults.moc"
