#include "../api/certificates.h"
#include "../api/misbehavingserver.h"
#include "connectdialog.h"
#include "connectioncontroller.h"
#include "desk.h"
#include "mainwindow.h"
#include "messagebanner.h"
#include "onscreen.h"
#include "origin.h"
#include "settings.h"
#include "statepage.h"

#include <QFile>
#include <QLineEdit>
#include <QMessageBox>
#include <QRegularExpression>
#include <QSet>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace tc;
using namespace tc::test;

namespace {

constexpr const char *passphrase = "open sesame";

const QByteArray emptyList
    = httpReply("200 OK", "Content-Type: application/json\r\n", R"({"items":[],"nextCursor":null})");

/// What lives from the start of a console to its end.
struct Start
{
    Start(const QList<std::shared_ptr<const ServiceDescription>> &services, CredentialStore &store,
          const QString &directory)
        : settings(directory)
        , certificates(transport,
                       {[this](const Origin &origin) { return settings.tlsFiles(origin.toString()); },
                        [this](const Origin &origin, const TlsFiles &files) {
                            settings.setTlsFiles(origin.toString(), files);
                        }})
        , window(clipboard)
        , controller(window,
                     {services, transport, certificates, store, clock,
                      [](const CredentialKey &) { return memoryIndex(); },
                      [](const CredentialKey &) { return memoryIndex(); }, [](const ConnectionProfile &) {},
                      [](const ConnectionProfile &) { return false; },
                      [](const ConnectionProfile &, bool) {
                      }})
    {
        window.show();
    }

    [[nodiscard]] QString headline() const
    {
        return window.findChild<StatePage *>(QStringLiteral("statePage"))->headline();
    }

    Settings settings;
    HttpTransport transport;
    OwnCertificates certificates;
    SystemClock clock;
    ClipboardGuard clipboard;
    MainWindow window;
    ConnectionController controller;
};

QLineEdit &pathIn(const ConnectDialog &dialog, const char *field)
{
    return *part<QWidget>(dialog, field)->findChild<QLineEdit *>();
}

} // namespace

/// Where certificates are is remembered from one start of the console to the next, and they are used from the
/// first request on.
class RememberedCertificatesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void theNextStartUsesThem();
    void aLockedKeyLeadsToConnect();
    void aFileThatIsGoneLeadsToConnect();
    void aRefusedCertificateUnfoldsThem();

private:
    [[nodiscard]] ConnectionProfile profile() const;
    void start() { m_start = std::make_unique<Start>(m_services, m_store, m_directory->path()); }
    /// The keychain has a token for the server.
    void storeToken();
    [[nodiscard]] ConnectDialog *dialog() const { return openDialog<ConnectDialog>(m_start->window); }

    TestAuthority m_authority;
    QList<std::shared_ptr<const ServiceDescription>> m_services;
    SessionStore m_store;
    std::unique_ptr<QTemporaryDir> m_directory; ///< the console's own
    std::unique_ptr<MisbehavingServer> m_server;
    QSet<QByteArray> m_clients; ///< who, by their certificates, sent requests
    std::unique_ptr<Start> m_start;
};

void RememberedCertificatesTest::initTestCase()
{
    QVERIFY(m_authority.issue("server", "IP:127.0.0.1"));
    QVERIFY(m_authority.issue("client", "email:admin@example.com"));
    QVERIFY(m_authority.run({"rsa", "-in", "client.key", "-aes256", "-passout",
                             QByteArray("pass:") + passphrase, "-out", "locked.key"}));
    Desk desk;
    QVERIFY(desk.start());
    m_services = desk.services;
}

void RememberedCertificatesTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_directory = std::make_unique<QTemporaryDir>();
    m_clients.clear();
    m_server = std::make_unique<MisbehavingServer>([this](QTcpSocket &socket, const QByteArray &) {
        const QSslCertificate peer = static_cast<QSslSocket &>(socket).peerCertificate();
        m_clients.insert(peer.isNull() ? QByteArray("none")
                                       : peer.subjectInfo(QSslCertificate::CommonName).value(0).toLatin1());
        socket.write(emptyList);
    });
    m_server->setTls(m_authority.certificate("server"), m_authority.key("server"));
    m_server->askForCertificate(m_authority.certificate("ca"));
    start();
}

void RememberedCertificatesTest::cleanup()
{
    m_start.reset();
    m_server.reset();
}

ConnectionProfile RememberedCertificatesTest::profile() const
{
    ConnectionProfile profile;
    profile.service = m_services.constFirst();
    profile.baseUrl = m_server->url(QStringLiteral("/"));
    return profile;
}

void RememberedCertificatesTest::storeToken()
{
    bool stored = false;
    const auto writing = m_store.write(profile().credentialKey(), Secret::copyOf("kept"));
    writing->onFinished([&stored](Result<Done> result) { stored = result.has_value(); });
    QTRY_VERIFY(stored);
}

void RememberedCertificatesTest::theNextStartUsesThem()
{
    m_start->controller.startWith(profile());
    QVERIFY(trigger(m_start->window, QString::fromUtf8("Connect…")));
    QVERIFY(dialog());
    QVERIFY(click(*dialog(), QStringLiteral("Certificates")));
    pathIn(*dialog(), "authoritiesField").setText(m_authority.path("ca.pem"));
    pathIn(*dialog(), "certificateField").setText(m_authority.path("client.pem"));
    pathIn(*dialog(), "keyField").setText(m_authority.path("client.key"));
    QTest::keyClicks(part<QLineEdit>(*dialog(), "tokenEdit"), QStringLiteral("typed"));
    QVERIFY(click(*dialog(), QStringLiteral("Connect")));
    QTRY_VERIFY(!dialog());
    QTRY_VERIFY(action(m_start->window, QString::fromUtf8("Disconnect…"))->isEnabled());

    m_start.reset();
    m_clients.clear();
    start();
    m_start->controller.connectTo(profile(), std::nullopt);
    QTRY_COMPARE(m_clients, QSet<QByteArray> {"client"});
    QVERIFY(!dialog());
}

void RememberedCertificatesTest::aLockedKeyLeadsToConnect()
{
    storeToken();
    m_start->settings.setTlsFiles(
        Origin(profile().baseUrl).toString(),
        {m_authority.path("ca.pem"), m_authority.path("client.pem"), m_authority.path("locked.key")});
    m_start->controller.connectTo(profile(), std::nullopt);
    QTRY_VERIFY(dialog());
    const QString reason = QString::fromUtf8("The client certificate’s key is protected by a passphrase.");
    QCOMPARE(m_start->headline(), reason);
    QCOMPARE(part<MessageBanner>(*dialog(), "banner")->sentence(), reason);
    QCOMPARE(m_server->connectionCount(), 0);

    // Put off, it is asked for again.
    QVERIFY(click(*dialog(), QStringLiteral("Cancel")));
    QTRY_VERIFY(!dialog());
    QCOMPARE(m_start->headline(), reason);
    QVERIFY(click(m_start->window, QString::fromUtf8("Connect…")));
    QTRY_VERIFY(dialog());
    auto *edit = part<QLineEdit>(*dialog(), "passphraseEdit");
    QVERIFY(edit->isVisible());
    QTest::keyClicks(edit, QLatin1String(passphrase));
    // The token is the keychain's: nobody has to have it at hand.
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_VERIFY(!dialog());
    QTRY_COMPARE(m_clients, QSet<QByteArray> {"client"});
    for (const QByteArray &request : m_server->requests())
        QVERIFY(request.contains("Authorization: Bearer kept\r\n"));

    QFile file(m_start->settings.fileName());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("sesame"));

    // With the token the unlocked key goes too.
    QVERIFY(
        m_start->certificates.isOpened(profile().baseUrl, m_start->certificates.filesAt(profile().baseUrl)));
    QVERIFY(trigger(m_start->window, QString::fromUtf8("Disconnect…")));
    QVERIFY(click(*openDialog<QMessageBox>(m_start->window), QStringLiteral("Disconnect")));
    QTRY_COMPARE(m_start->headline(), QStringLiteral("Disconnected."));
    QVERIFY(
        !m_start->certificates.isOpened(profile().baseUrl, m_start->certificates.filesAt(profile().baseUrl)));
}

void RememberedCertificatesTest::aFileThatIsGoneLeadsToConnect()
{
    storeToken();
    m_start->settings.setTlsFiles(Origin(profile().baseUrl).toString(),
                                  {m_authority.path("gone.pem"), {}, {}});
    m_start->controller.connectTo(profile(), std::nullopt);
    QTRY_VERIFY(dialog());
    QVERIFY2(m_start->headline().endsWith(QLatin1String("gone.pem cannot be read.")),
             qPrintable(m_start->headline()));
    QLineEdit &path = pathIn(*dialog(), "authoritiesField");
    QVERIFY(path.isVisible());
    QTRY_VERIFY(path.hasFocus());
    QCOMPARE(m_server->connectionCount(), 0);
    path.setText(m_authority.path("ca.pem"));
    QVERIFY(click(*dialog(), QStringLiteral("Connect")));
    QTRY_COMPARE(m_clients, QSet<QByteArray> {"none"});
}

void RememberedCertificatesTest::aRefusedCertificateUnfoldsThem()
{
    storeToken();
    m_start->controller.connectTo(profile(), std::nullopt);
    QTRY_COMPARE(m_start->headline(),
                 QString::fromUtf8("The server’s certificate is not from an authority "
                                   "that is trusted here."));
    QVERIFY(!dialog());
    QVERIFY(trigger(m_start->window, QString::fromUtf8("Connect…")));
    QTRY_VERIFY(dialog());
    QVERIFY(pathIn(*dialog(), "authoritiesField").isVisible());
}

QTEST_MAIN(RememberedCertificatesTest)
#include "tst_rememberedcertificates.moc"
