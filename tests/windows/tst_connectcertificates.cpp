#include "../api/certificates.h"
#include "../api/misbehavingserver.h"
#include "connectdialog.h"
#include "desk.h"
#include "messagebanner.h"
#include "onscreen.h"

#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QRegularExpression>
#include <QTest>
#include <QToolButton>

#include <vector>

using namespace tc;
using namespace tc::test;

namespace {

constexpr const char *passphrase = "open sesame";

} // namespace

/// *Connect* to a server whose certificate, and that of whose clients, is from an authority that no computer
/// knows: the real backend behind TLS.
class ConnectCertificatesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void theUsersAuthorityIsTrusted();
    void theClientCertificateIsShown_data();
    void theClientCertificateIsShown();
    void whatIsTriedReachesNoOtherRequest();
    void aFileThatDoesNotFitIsSaidAtItsField_data();
    void aFileThatDoesNotFitIsSaidAtItsField();
    void aWrongPassphraseIsSaid();
    void whatWasChosenIsThereAgain();
    void theFieldsFollowTheServerUntilTheyAreEdited();
    void chosenAndClearedByMouse();

private:
    [[nodiscard]] ConnectionProfile profile() const;
    void open(const ConnectionProfile &profile);
    [[nodiscard]] QLineEdit &edit(const char *name) const { return *part<QLineEdit>(*m_dialog, name); }
    [[nodiscard]] QLineEdit &path(const QByteArray &field) const
    {
        return *part<QWidget>(*m_dialog, field.constData())->findChild<QLineEdit *>();
    }
    [[nodiscard]] QString errorAt(const QByteArray &field) const;
    void enter(const char *field, const QByteArray &file) const;
    void typeToken() const { QTest::keyClicks(&edit("tokenEdit"), m_token); }
    [[nodiscard]] bool isUnfolded() const
    {
        return part<QWidget>(*m_dialog, "authoritiesField")->isVisible();
    }
    [[nodiscard]] MessageBanner &banner() const { return *part<MessageBanner>(*m_dialog, "banner"); }

    TestAuthority m_authority;
    Desk m_desk; ///< one for all: what belongs to an origin is another server's in every test
    QString m_token;
    std::unique_ptr<MisbehavingServer> m_server; ///< the backend's TLS front
    std::vector<std::unique_ptr<MisbehavingServer>> m_pastServers; ///< so that no port comes again
    QPointer<ConnectDialog> m_dialog;
    std::optional<ConnectionProfile> m_connected;
    bool m_stored = false;
};

void ConnectCertificatesTest::initTestCase()
{
    QVERIFY(m_authority.issue("server", "IP:127.0.0.1"));
    QVERIFY(m_authority.issue("client", "email:admin@example.com"));
    QVERIFY(m_authority.run({"rsa", "-in", "client.key", "-aes256", "-passout",
                             QByteArray("pass:") + passphrase, "-out", "locked.key"}));
    QVERIFY(m_authority.run({"pkcs12", "-export", "-in", "client.pem", "-inkey", "client.key", "-passout",
                             QByteArray("pass:") + passphrase, "-out", "client.p12"}));
    QVERIFY(m_authority.write("junk", "no certificate"));
    QVERIFY(m_desk.start());
    m_desk.transport.setRetryPolicy({.attempts = 1});
    m_token = QString::fromLatin1(m_desk.backend.managementSecret());
}

void ConnectCertificatesTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    const auto port = static_cast<quint16>(m_desk.profile().baseUrl.port());
    m_server = std::make_unique<MisbehavingServer>([port](QTcpSocket &socket, const QByteArray &request) {
        auto *behind = new QTcpSocket(&socket);
        connect(behind, &QTcpSocket::readyRead, &socket,
                [&socket, behind] { socket.write(behind->readAll()); });
        behind->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        behind->write(request);
    });
    m_server->setTls(m_authority.certificate("server"), m_authority.key("server"));
    m_connected.reset();
    m_stored = false;
}

void ConnectCertificatesTest::cleanup()
{
    delete m_dialog;
    m_pastServers.push_back(std::move(m_server));
}

ConnectionProfile ConnectCertificatesTest::profile() const
{
    ConnectionProfile profile = m_desk.profile();
    profile.baseUrl = m_server->url(profile.baseUrl.path());
    return profile;
}

void ConnectCertificatesTest::open(const ConnectionProfile &profile)
{
    m_dialog = new ConnectDialog(
        {m_desk.services, m_desk.transport, m_desk.certificates, m_desk.store, m_desk.clock}, profile);
    connect(m_dialog, &ConnectDialog::connected, this,
            [this](const ConnectionProfile &connected, const std::shared_ptr<const Secret> &, bool stored) {
                m_connected = connected;
                m_stored = stored;
            });
    m_dialog->show();
    // Fields take what was typed when the keyboard leaves them, which an inactive window does not have.
    QVERIFY(QTest::qWaitForWindowActive(m_dialog));
}

QString ConnectCertificatesTest::errorAt(const QByteArray &field) const
{
    const QLabel *label = field == "passphraseEdit"
        ? part<QLabel>(*m_dialog, "passphraseError")
        : part<QWidget>(*m_dialog, field.constData())->findChild<QLabel *>();
    return label->isVisible() ? label->text() : QString();
}

void ConnectCertificatesTest::enter(const char *field, const QByteArray &file) const
{
    QTest::mouseClick(&path(field), Qt::LeftButton);
    path(field).selectAll();
    QTest::keyClicks(&path(field), m_authority.path(file));
    QTest::keyClick(&path(field), Qt::Key_Tab);
}

void ConnectCertificatesTest::theUsersAuthorityIsTrusted()
{
    open(profile());
    QVERIFY(!isUnfolded());
    typeToken();
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QTRY_COMPARE(banner().sentence(),
                 QString::fromUtf8("The server’s certificate is not from an authority "
                                   "that is trusted here."));
    QVERIFY2(banner().nextStep().contains(QString::fromUtf8("“Certificates” in Connect")),
             qPrintable(banner().nextStep()));
    QVERIFY(isUnfolded());
    QCOMPARE(edit("tokenEdit").text(), m_token);
    QCOMPARE(m_server->receivedBytes(), 0);

    enter("authoritiesField", "ca.pem");
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QTRY_VERIFY(m_connected);
    QVERIFY(m_stored);
    QCOMPARE(m_desk.certificates.filesAt(m_connected->baseUrl),
             (TlsFiles {m_authority.path("ca.pem"), {}, {}}));
    // The session's own transport has them now.
    TokenSession session(*m_connected, std::make_shared<const Secret>(Secret::copyOf(m_token.toUtf8())),
                         m_desk.transport, m_desk.clock);
    session.refresh();
    QTRY_VERIFY(!session.tokens().isEmpty());
}

void ConnectCertificatesTest::theClientCertificateIsShown_data()
{
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<bool>("isLocked");
    QTest::newRow("PEM") << QByteArray("client.pem") << QByteArray("client.key") << false;
    QTest::newRow("PEM, locked") << QByteArray("client.pem") << QByteArray("locked.key") << true;
    QTest::newRow("PKCS#12") << QByteArray("client.p12") << QByteArray() << true;
}

void ConnectCertificatesTest::theClientCertificateIsShown()
{
    QFETCH(QByteArray, certificate);
    QFETCH(QByteArray, key);
    QFETCH(bool, isLocked);
    m_server->requireCertificate(m_authority.certificate("ca"));
    open(profile());
    QVERIFY(click(*m_dialog, QStringLiteral("Certificates")));
    enter("authoritiesField", "ca.pem");
    typeToken();
    QVERIFY(click(*m_dialog, QStringLiteral("Test connection")));
    QTRY_VERIFY(!m_dialog->isBusy());
    QVERIFY2(!banner().sentence().startsWith(QLatin1String("The connection works")),
             qPrintable(banner().sentence()));
    QCOMPARE(edit("tokenEdit").text(), m_token);

    if (key.isEmpty())
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("^Unable to .* PKCS#12")));
    enter("certificateField", certificate);
    if (!key.isEmpty())
        enter("keyField", key);
    QCOMPARE(edit("passphraseEdit").isVisible(), isLocked);
    if (isLocked)
        QTest::keyClicks(&edit("passphraseEdit"), QLatin1String(passphrase));
    QVERIFY(click(*m_dialog, QStringLiteral("Test connection")));
    QTRY_VERIFY(!m_dialog->isBusy());
    QVERIFY2(banner().sentence().startsWith(QLatin1String("The connection works")),
             qPrintable(banner().sentence()));
    QVERIFY(!m_connected);
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QTRY_VERIFY(m_connected);
    QCOMPARE(m_desk.certificates.filesAt(m_connected->baseUrl).clientCertificate,
             m_authority.path(certificate));
}

void ConnectCertificatesTest::whatIsTriedReachesNoOtherRequest()
{
    open(profile());
    QVERIFY(click(*m_dialog, QStringLiteral("Certificates")));
    enter("authoritiesField", "ca.pem");
    typeToken();
    QVERIFY(click(*m_dialog, QStringLiteral("Test connection")));
    QTRY_VERIFY(banner().sentence().startsWith(QLatin1String("The connection works")));
    QVERIFY(click(*m_dialog, QStringLiteral("Cancel")));
    QTRY_VERIFY(!m_dialog);
    QCOMPARE(m_desk.certificates.filesAt(profile().baseUrl), TlsFiles());
    TokenSession session(profile(), std::make_shared<const Secret>(Secret::copyOf(m_token.toUtf8())),
                         m_desk.transport, m_desk.clock);
    session.refresh();
    QTRY_VERIFY(session.error());
    QCOMPARE(session.error()->kind, ErrorKind::Tls);
}

void ConnectCertificatesTest::aFileThatDoesNotFitIsSaidAtItsField_data()
{
    QTest::addColumn<QByteArray>("authorities");
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QString>("said");
    const QByteArray none;
    const QByteArray authorities("authoritiesField");
    const QByteArray certificate("certificateField");
    const QByteArray key("keyField");
    const QString holdsNone = QStringLiteral("holds no certificate. Choose");
    const QString unreadable = QStringLiteral("cannot be read. Choose");
    QTest::newRow("no authority") << QByteArray("junk") << none << none << authorities << holdsNone;
    QTest::newRow("a missing authority")
        << QByteArray("missing") << none << none << authorities << unreadable;
    QTest::newRow("a folder") << QByteArray(".") << none << none << authorities << unreadable;
    QTest::newRow("no certificate") << none << QByteArray("junk") << none << certificate << holdsNone;
    QTest::newRow("a key alone") << none << none << QByteArray("client.key") << certificate
                                 << QStringLiteral("no client certificate. Choose");
    QTest::newRow("no key") << none << QByteArray("client.pem") << none << key << unreadable;
    QTest::newRow("another's key") << none << QByteArray("client.pem") << QByteArray("server.key") << key
                                   << QString::fromUtf8("not the client certificate’s. Choose");
}

void ConnectCertificatesTest::aFileThatDoesNotFitIsSaidAtItsField()
{
    QFETCH(QByteArray, authorities);
    QFETCH(QByteArray, certificate);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, field);
    QFETCH(QString, said);
    open(profile());
    QVERIFY(click(*m_dialog, QStringLiteral("Certificates")));
    const QList<std::pair<const char *, QByteArray>> entered {
        {"authoritiesField", authorities}, {"certificateField", certificate}, {"keyField", key}};
    for (const auto &[name, file] : entered) {
        if (!file.isEmpty())
            enter(name, file);
    }
    typeToken();
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QVERIFY(!m_dialog->isBusy());
    for (const auto &[name, file] : entered) {
        QCOMPARE(!errorAt(name).isEmpty(), name == field);
        QCOMPARE(path(name).text(), file.isEmpty() ? QString() : m_authority.path(file));
    }
    QVERIFY2(errorAt(field).contains(said), qPrintable(errorAt(field)));
    QTRY_VERIFY(path(field).hasFocus());
    QCOMPARE(edit("tokenEdit").text(), m_token);
    QCOMPARE(m_server->connectionCount(), 0);

    // Mended, it is no longer said.
    QTest::keyClicks(&path(field), QStringLiteral("x"));
    QCOMPARE(errorAt(field), QString());
}

void ConnectCertificatesTest::aWrongPassphraseIsSaid()
{
    open(profile());
    QVERIFY(click(*m_dialog, QStringLiteral("Certificates")));
    QVERIFY(!edit("passphraseEdit").isVisible());
    enter("authoritiesField", "ca.pem");
    enter("certificateField", "client.pem");
    enter("keyField", "locked.key");
    QVERIFY(edit("passphraseEdit").isVisible());
    QCOMPARE(edit("passphraseEdit").echoMode(), QLineEdit::Password);
    typeToken();
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QVERIFY2(errorAt("passphraseEdit").contains(QLatin1String("protected by a passphrase. Enter")),
             qPrintable(errorAt("passphraseEdit")));
    QTest::keyClicks(&edit("passphraseEdit"), QStringLiteral("sesame"));
    QCOMPARE(errorAt("passphraseEdit"), QString());
    QTest::keyClick(&edit("passphraseEdit"), Qt::Key_Return);
    QVERIFY2(errorAt("passphraseEdit").contains(QLatin1String("does not open")),
             qPrintable(errorAt("passphraseEdit")));
    QCOMPARE(edit("passphraseEdit").text(), QStringLiteral("sesame"));
    QCOMPARE(m_server->connectionCount(), 0);

    QTest::keyClicks(&edit("passphraseEdit"), QLatin1String(passphrase)); // over what is selected
    QTest::keyClick(&edit("passphraseEdit"), Qt::Key_Return);
    QTRY_VERIFY(m_connected);
}

/// Opened again, the dialog shows what was chosen, and asks for no passphrase that it was given.
void ConnectCertificatesTest::whatWasChosenIsThereAgain()
{
    m_server->requireCertificate(m_authority.certificate("ca"));
    const TlsFiles files {m_authority.path("ca.pem"), m_authority.path("client.pem"),
                          m_authority.path("locked.key")};
    const auto settings = loadTls(files, Secret::copyOf(passphrase));
    QVERIFY(settings.has_value());
    m_desk.certificates.use(profile().baseUrl, files, *settings);
    open(profile());
    QVERIFY(isUnfolded());
    QCOMPARE(path("authoritiesField").text(), files.authorities);
    QCOMPARE(path("certificateField").text(), files.clientCertificate);
    QCOMPARE(path("keyField").text(), files.clientKey);
    QVERIFY(edit("passphraseEdit").isVisible());
    QCOMPARE(edit("passphraseEdit").placeholderText(), QStringLiteral("Already entered for this session"));
    typeToken();
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QTRY_VERIFY(m_connected);

    m_desk.certificates.letGo(profile().baseUrl);
    QTRY_VERIFY(!m_dialog);
    open(profile());
    QCOMPARE(edit("passphraseEdit").placeholderText(), QString());
    typeToken();
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QVERIFY(!errorAt("passphraseEdit").isEmpty());
}

void ConnectCertificatesTest::theFieldsFollowTheServerUntilTheyAreEdited()
{
    const TlsFiles files {m_authority.path("ca.pem"), {}, {}};
    const auto settings = loadTls(files, Secret());
    QVERIFY(settings.has_value());
    m_desk.certificates.use(profile().baseUrl, files, *settings);
    open(profile());
    QVERIFY(!path("authoritiesField").text().isEmpty());
    const auto enterUrl = [this](const QString &url) {
        edit("baseUrlEdit").selectAll();
        QTest::keyClicks(&edit("baseUrlEdit"), url);
    };
    enterUrl(QStringLiteral("https://other.invalid/"));
    QCOMPARE(path("authoritiesField").text(), QString());
    enterUrl(profile().baseUrl.toString());
    QCOMPARE(path("authoritiesField").text(), files.authorities);
    enter("keyField", "client.key");
    enterUrl(QStringLiteral("https://other.invalid/"));
    QCOMPARE(path("authoritiesField").text(), files.authorities);
    QCOMPARE(path("keyField").text(), m_authority.path("client.key"));
}

void ConnectCertificatesTest::chosenAndClearedByMouse()
{
    open(profile());
    QVERIFY(click(*m_dialog, QStringLiteral("Certificates")));
    auto *field = part<QWidget>(*m_dialog, "authoritiesField");
    QVERIFY(!button(*field, QStringLiteral("Clear"))->isEnabled());
    QVERIFY(click(*field, QString::fromUtf8("Choose…")));
    QTRY_VERIFY(openDialog<QFileDialog>(*m_dialog));
    auto *dialog = openDialog<QFileDialog>(*m_dialog);
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    QCOMPARE(dialog->windowTitle(), QStringLiteral("Own certificate authority (PEM)"));
    QTest::keyClicks(part<QLineEdit>(*dialog, "fileNameEdit"), m_authority.path("ca.pem"));
    QTest::keyClick(part<QLineEdit>(*dialog, "fileNameEdit"), Qt::Key_Return);
    QTRY_COMPARE(path("authoritiesField").text(), m_authority.path("ca.pem"));
    QTRY_VERIFY(!openDialog<QFileDialog>(*m_dialog));
    QVERIFY(click(*field, QStringLiteral("Clear")));
    QCOMPARE(path("authoritiesField").text(), QString());
    QVERIFY(click(*m_dialog, QStringLiteral("Certificates")));
    QVERIFY(!isUnfolded());
}

QTEST_MAIN(ConnectCertificatesTest)
#include "tst_connectcertificates.moc"
