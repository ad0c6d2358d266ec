#include "catalog.h"
#include "certificatesmemory.h"
#include "clipboardguard.h"
#include "colorscheme.h"
#include "connectdialog.h"
#include "connectioncontroller.h"
#include "hangingbus.h"
#include "httptransport.h"
#include "keychainstore.h"
#include "lockcontroller.h"
#include "mainwindow.h"
#include "onscreen.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace tc;
using namespace tc::test;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// How long the event loop stood still at most.
class Heartbeat
{
public:
    Heartbeat()
    {
        m_timer.callOnTimeout(&m_timer, [this] { m_longest = std::max(m_longest, m_sinceBeat.restart()); });
        m_sinceBeat.start();
        m_timer.start(10);
    }
    qint64 takeLongest() { return std::max(std::exchange(m_longest, 0), m_sinceBeat.elapsed()); }

private:
    QTimer m_timer;
    QElapsedTimer m_sinceBeat;
    qint64 m_longest = 0;
};

/// The child: the window with all that it asks of the session bus, until it has said what is wrong with the
/// keychain.
int runChild(int argc, char **argv)
{
    QElapsedTimer starting;
    starting.start();
    const bool letGo = letGoOfHangingBuses(); // as main() does
    QApplication application(argc, argv);
    const Catalog catalog(
        {{QStringLiteral("optimus.json"), contentOf(QStringLiteral(":/services/optimus.json")),
          DescriptionFile::Origin::Shipped}},
        contentOf(QStringLiteral(":/services/service.schema.json")));
    const QList<std::shared_ptr<const ServiceDescription>> services = catalog.services();
    ConnectionProfile profile;
    profile.service = services.constFirst();
    profile.baseUrl = QUrl(QStringLiteral("http://127.0.0.1:9/"));
    profile.servesAssumed = true;

    SystemClock clock;
    HttpTransport transport;
    OwnCertificates certificates(transport, certificatesMemory());
    KeychainStore store({std::chrono::milliseconds(1'000), std::chrono::milliseconds(1'000)});
    ClipboardGuard clipboard;
    ColorScheme colors;
    MainWindow window(clipboard);
    LockController lock(window, clipboard, std::chrono::minutes(5));
    const auto noTokens = [](const CredentialKey &) {
        return TokenIdIndex {[] { return QSet<QString>(); },
                             [](const QString &, bool) {
                             }};
    };
    ConnectionController controller(window,
                                    {services, transport, certificates, store, clock, noTokens, noTokens,
                                     [](const ConnectionProfile &) {},
                                     [](const ConnectionProfile &) { return true; },
                                     [](const ConnectionProfile &, bool) {
                                     }});
    window.show();
    (void)QTest::qWaitForWindowExposed(&window);
    const qint64 exposed = starting.elapsed();

    Heartbeat heartbeat;
    QElapsedTimer idling;
    idling.start();
    (void)QTest::qWaitFor([&idling] { return idling.hasExpired(500); });
    const qint64 idle = heartbeat.takeLongest();
    colors.follow();
    lock.watchDesktop();
    controller.connectTo(profile, std::nullopt);
    const bool asked
        = QTest::qWaitFor([&window] { return openDialog<ConnectDialog>(window) != nullptr; }, 10'000);
    const qint64 longest = heartbeat.takeLongest();
    const QJsonObject outcome {{QStringLiteral("asked"), asked},
                               {QStringLiteral("letGo"), letGo},
                               {QStringLiteral("exposed"), exposed},
                               {QStringLiteral("idle"), idle},
                               {QStringLiteral("longest"), longest}};
    std::puts(QJsonDocument(outcome).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
    std::_Exit(0); // libdbus would wait for the bus
}

} // namespace

/// A session bus that takes connections and says nothing.
class HangingBusTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Fault 35.
    void theWindowAnswersThroughout()
    {
        const QTemporaryDir directory;
        const QByteArray path = directory.filePath(QStringLiteral("bus")).toLocal8Bit();
        const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_un address {};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, path.constData(), sizeof address.sun_path);
        QCOMPARE(::bind(listener, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        QCOMPARE(::listen(listener, 5), 0);

        QProcess child;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        const QString bus = QStringLiteral("unix:path=") + QString::fromLocal8Bit(path);
        environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), bus);
        environment.insert(QStringLiteral("DBUS_SYSTEM_BUS_ADDRESS"), bus);
        child.setProcessEnvironment(environment);
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--child")});
        QVERIFY(child.waitForFinished(30'000));
        ::close(listener);
        const QJsonObject outcome = QJsonDocument::fromJson(child.readAllStandardOutput()).object();
        QVERIFY(outcome.value(QLatin1String("asked")).toBool());
        QVERIFY(outcome.value(QLatin1String("letGo")).toBool());
        // A second for each of the two buses, and the start itself.
        const qint64 exposed = outcome.value(QLatin1String("exposed")).toInteger();
        QVERIFY2(exposed < 5'000, qPrintable(QString::number(exposed)));
        const qint64 idle = outcome.value(QLatin1String("idle")).toInteger();
        const qint64 longest = outcome.value(QLatin1String("longest")).toInteger();
        QVERIFY2(longest > 0 && longest <= idle + 100,
                 qPrintable(QStringLiteral("%1 ms, idle %2 ms").arg(longest).arg(idle)));
        qInfo("The window stood still for %lld ms at most, idle for %lld ms.", longest, idle);
    }
};

int main(int argc, char **argv)
{
    if (argc > 1 && std::strcmp(argv[1], "--child") == 0)
        return runChild(argc, argv);
    QCoreApplication application(argc, argv);
    HangingBusTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_hangingbus.moc"
