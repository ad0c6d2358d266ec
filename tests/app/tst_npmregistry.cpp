#include "../catalog/catalogfixture.h"
#include "catalog.h"
#include "connectdialog.h"
#include "connectioncontroller.h"
#include "createtokendialog.h"
#include "cuttingrelay.h"
#include "desk.h"
#include "iprangeedit.h"
#include "mainwindow.h"
#include "messagebanner.h"
#include "npmregistry.h"
#include "onscreen.h"
#include "origin.h"
#include "revokedialog.h"
#include "settings.h"
#include "signindialog.h"
#include "tokensecretdialog.h"
#include "tokentablemodel.h"

#include <QClipboard>
#include <QComboBox>
#include <QDirIterator>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace tc;
using namespace tc::test;

namespace {

constexpr int patience = 30'000;

const QString signInText = QStringLiteral("Sign in");

/// A keychain that tells what it was given.
class NotingStore final : public CredentialStore
{
public:
    [[nodiscard]] CallPtr<std::optional<Secret>> read(const CredentialKey &key) override
    {
        return m_store.read(key);
    }
    [[nodiscard]] CallPtr<Done> write(const CredentialKey &key, const Secret &secret) override
    {
        secret.reveal([this](QByteArrayView bytes) { written.append(bytes.toByteArray()); });
        return m_store.write(key, secret);
    }
    [[nodiscard]] CallPtr<Done> remove(const CredentialKey &key) override { return m_store.remove(key); }

    QByteArrayList written;

private:
    SessionStore m_store;
};

/// What lives from the start of a console to its end, with its files in \a directory.
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
        , controller(
              window,
              {services, transport, certificates, store, clock,
               [](const CredentialKey &) { return memoryIndex(); },
               [](const CredentialKey &) { return memoryIndex(); },
               [this](const ConnectionProfile &profile) {
                   settings.setLastConnection({profile.service->id, profile.baseUrl, profile.workspace});
               },
               [](const ConnectionProfile &) { return false; },
               [](const ConnectionProfile &, bool) {
               }})
    {
        window.show();
    }

    Settings settings;
    HttpTransport transport;
    OwnCertificates certificates;
    SystemClock clock;
    ClipboardGuard clipboard;
    MainWindow window;
    ConnectionController controller;
};

/// Every file below \a directory.
QByteArray everythingIn(const QString &directory)
{
    QByteArray all;
    QDirIterator files(directory, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            all += file.readAll();
    }
    return all;
}

} // namespace

/// A service that is signed in to, in the console's windows: a real npm registry, with npm itself as witness.
class NpmRegistryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void aTokensWholeLife();
    void aWrongPasswordIsAskedForAgain();
    void aLostSecretIsReplacedWithThePasswordAgain();
    void aSessionIsForItsServerOnly();
    void cancelEndsSigningIn();

private:
    [[nodiscard]] ConnectionProfile profile() const;
    [[nodiscard]] ConnectDialog *connectDialog() const { return openDialog<ConnectDialog>(m_start->window); }
    [[nodiscard]] QTableView &table() const { return *part<QTableView>(m_start->window, "table"); }
    void enterBaseUrl(const QUrl &url) const;
    /// Opens *Sign in* from *Connect*.
    void openSignIn(SignInDialog **dialog);
    static void type(const QWidget &dialog, const char *field, const QByteArray &text)
    {
        QTest::keyClicks(part<QLineEdit>(dialog, field), QString::fromUtf8(text));
    }
    static void fillIn(const SignInDialog &dialog, const QByteArray &password = NpmRegistry::password());
    void signIn();
    /// Signs in and connects; \a session becomes what the keychain has then.
    void connectSignedIn(QByteArray *session);
    [[nodiscard]] QJsonArray listedByNpm(const QByteArray &session) const;

    std::unique_ptr<NpmRegistry> m_registry;
    QList<std::shared_ptr<const ServiceDescription>> m_services;
    std::unique_ptr<NotingStore> m_store;
    std::unique_ptr<QTemporaryDir> m_directory; ///< the console's own
    std::unique_ptr<Start> m_start;
};

void NpmRegistryTest::initTestCase()
{
    const Catalog catalog(
        {{QStringLiteral("npm.json"), shipped(QStringLiteral("npm.json")), DescriptionFile::Origin::Shipped},
         {QStringLiteral("optimus.json"), shipped(QStringLiteral("optimus.json")),
          DescriptionFile::Origin::Shipped}},
        serviceSchema());
    m_services = catalog.services();
    QCOMPARE(m_services.size(), 2);
}

void NpmRegistryTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_registry = std::make_unique<NpmRegistry>();
    QVERIFY2(m_registry->start(), m_registry->log().constData());
    m_store = std::make_unique<NotingStore>();
    m_directory = std::make_unique<QTemporaryDir>();
    m_start = std::make_unique<Start>(m_services, *m_store, m_directory->path());
    m_start->controller.startWith(profile());
    QVERIFY(trigger(m_start->window, QStringLiteral("Connect…")));
    QTRY_VERIFY(connectDialog());
}

void NpmRegistryTest::cleanup()
{
    m_start.reset();
    m_registry.reset();
}

ConnectionProfile NpmRegistryTest::profile() const
{
    ConnectionProfile profile;
    for (const auto &service : m_services) {
        if (service->id == QLatin1String("npm"))
            profile.service = service;
    }
    profile.baseUrl = m_registry->url();
    return profile;
}

void NpmRegistryTest::enterBaseUrl(const QUrl &url) const
{
    auto *baseUrl = part<QLineEdit>(*connectDialog(), "baseUrlEdit");
    baseUrl->selectAll();
    QTest::keyClicks(baseUrl, url.toString());
}

void NpmRegistryTest::openSignIn(SignInDialog **dialog)
{
    QVERIFY(click(*connectDialog(), QStringLiteral("Sign in…")));
    QTRY_VERIFY(openDialog<SignInDialog>(*connectDialog()));
    *dialog = openDialog<SignInDialog>(*connectDialog());
}

void NpmRegistryTest::fillIn(const SignInDialog &dialog, const QByteArray &password)
{
    type(dialog, "asked.username", NpmRegistry::userName());
    type(dialog, "asked.password", password);
}

void NpmRegistryTest::signIn()
{
    SignInDialog *dialog = nullptr;
    openSignIn(&dialog);
    QVERIFY(!button(*dialog, signInText)->isEnabled());
    fillIn(*dialog);
    QTest::keyClick(part<QLineEdit>(*dialog, "asked.password"), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!openDialog<SignInDialog>(*connectDialog()), patience);
}

void NpmRegistryTest::connectSignedIn(QByteArray *session)
{
    QVERIFY(!button(*connectDialog(), QStringLiteral("Connect"))->isEnabled());
    signIn();
    QVERIFY(m_store->written.isEmpty());
    QVERIFY(part<QLineEdit>(*connectDialog(), "tokenEdit")->text().isEmpty());
    QVERIFY(part<QLabel>(*connectDialog(), "tokenHint")->text().contains(QLatin1String("signed in")));

    QVERIFY(click(*connectDialog(), QStringLiteral("Test connection")));
    auto *banner = part<MessageBanner>(*connectDialog(), "banner");
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), patience);
    QVERIFY2(banner->sentence().startsWith(QLatin1String("The connection works")),
             qPrintable(banner->sentence()));
    QVERIFY(click(*connectDialog(), QStringLiteral("Connect")));
    QTRY_VERIFY_WITH_TIMEOUT(!connectDialog(), patience);
    QCOMPARE(m_store->written.size(), 1);
    *session = m_store->written.constFirst();
    QTRY_VERIFY(action(m_start->window, QStringLiteral("Create Token"))->isEnabled());
}

QJsonArray NpmRegistryTest::listedByNpm(const QByteArray &session) const
{
    return m_registry->npm({QStringLiteral("token"), QStringLiteral("list")}, session).array();
}

void NpmRegistryTest::aTokensWholeLife()
{
    QByteArray session;
    connectSignedIn(&session);
    QVERIFY(!session.isEmpty());

    QVERIFY(click(m_start->window, QStringLiteral("Create Token")));
    QTRY_VERIFY(openDialog<CreateTokenDialog>(m_start->window));
    auto *create = openDialog<CreateTokenDialog>(m_start->window);
    QVERIFY(!part<QWidget>(*create, "nameEdit")->isVisible());
    auto *ranges = part<IpRangeEdit>(*create, "rangesEdit");
    QTest::keyClicks(ranges->findChild<QLineEdit *>(), QStringLiteral("203.0.113.0/24,198.51.100.7/32,"));
    QCOMPARE(part<QComboBox>(*create, "typeCombo")->currentText(), QStringLiteral("Read-only"));
    const QString createText = QStringLiteral("Create Token");
    QVERIFY(!button(*create, createText)->isEnabled());

    // What is wrong is asked for again; what else was filled in stays.
    auto *password = part<QLineEdit>(*create, "asked.password");
    QCOMPARE(password->echoMode(), QLineEdit::Password);
    type(*create, "asked.password", "wrong");
    QVERIFY(click(*create, createText));
    QVERIFY(password->text().isEmpty());
    auto *banner = part<MessageBanner>(*create, "banner");
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible() && !create->isBusy(), patience);
    QVERIFY2(banner->sentence().contains(QLatin1String("password is wrong")), qPrintable(banner->sentence()));
    QTRY_VERIFY(password->hasFocus());
    QCOMPARE(ranges->ranges().size(), 2);
    QCOMPARE(listedByNpm(session).size(), 0);

    type(*create, "asked.password", NpmRegistry::password());
    QVERIFY(click(*create, createText));
    QTRY_VERIFY_WITH_TIMEOUT(openDialog<TokenSecretDialog>(m_start->window), patience);
    auto *shown = openDialog<TokenSecretDialog>(m_start->window);
    QVERIFY(click(*shown, QStringLiteral("Copy")));
    const QByteArray secret = QGuiApplication::clipboard()->text().toLatin1();
    QVERIFY(!secret.isEmpty());
    QVERIFY(click(*shown, QStringLiteral("I have stored this token")));
    QVERIFY(click(*shown, QStringLiteral("Done")));
    QTRY_VERIFY(!openDialog<TokenSecretDialog>(m_start->window));

    QCOMPARE(columnTexts(table(), TokenTableModel::Mask).size(), 1);
    const QJsonArray listed = listedByNpm(session);
    QCOMPARE(listed.size(), 1);
    const QJsonObject theirs = listed.first().toObject();
    QCOMPARE(theirs[u"readonly"], QJsonValue(true));
    QCOMPARE(theirs[u"cidr"],
             QJsonValue(QJsonArray {QStringLiteral("203.0.113.0/24"), QStringLiteral("198.51.100.7/32")}));
    QVERIFY(trigger(m_start->window, QStringLiteral("Refresh")));
    QTRY_VERIFY_WITH_TIMEOUT(!action(m_start->window, QStringLiteral("Cancel"))->isEnabled(), patience);
    QCOMPARE(columnTexts(table(), TokenTableModel::Mask), QStringList {theirs[u"token"].toString()});
    QCOMPARE(columnTexts(table(), TokenTableModel::AllowedIpRanges).size(), 1);

    QVERIFY(selectRow(table(), theirs[u"token"].toString()));
    QVERIFY(!action(m_start->window, QStringLiteral("Edit IP ranges"))->isEnabled());
    QVERIFY(click(m_start->window, QStringLiteral("Revoke")));
    QTRY_VERIFY(openDialog<RevokeDialog>(m_start->window));
    auto *revoke = openDialog<RevokeDialog>(m_start->window);
    QVERIFY(part<QLabel>(*revoke, "questionLabel")->text().contains(theirs[u"token"].toString()));
    QVERIFY(part<QLineEdit>(*revoke, "asked.otp")->isVisible());
    QVERIFY(click(*revoke, QStringLiteral("Revoke")));
    QTRY_VERIFY_WITH_TIMEOUT(!openDialog<RevokeDialog>(m_start->window), patience);
    QCOMPARE(listedByNpm(session).size(), 0);

    // Neither the password nor a secret is anywhere but where the user wanted the session.
    QCOMPARE(m_store->written, QByteArrayList {session});
    QVERIFY(!session.contains(NpmRegistry::password()));
    m_start.reset();
    const QByteArray kept = everythingIn(m_directory->path());
    QVERIFY(kept.contains("npm"));
    for (const QByteArray &each : {QByteArray("correct"), QByteArray("staple"), session, secret,
                                   NpmRegistry::password().toBase64().chopped(4)})
        QVERIFY2(!kept.contains(each), kept.constData());
}

void NpmRegistryTest::aWrongPasswordIsAskedForAgain()
{
    SignInDialog *dialog = nullptr;
    openSignIn(&dialog);
    fillIn(*dialog, "wrong");
    auto *password = part<QLineEdit>(*dialog, "asked.password");
    QCOMPARE(password->echoMode(), QLineEdit::Password);
    QVERIFY(click(*dialog, signInText));
    QVERIFY(password->text().isEmpty());
    auto *banner = part<MessageBanner>(*dialog, "banner");
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible() && !dialog->isBusy(), patience);
    QVERIFY2(banner->sentence().contains(QLatin1String("password is wrong")), qPrintable(banner->sentence()));
    QVERIFY(password->text().isEmpty());
    QTRY_VERIFY(password->hasFocus());
    QCOMPARE(part<QLineEdit>(*dialog, "asked.username")->text(), QString::fromUtf8(NpmRegistry::userName()));
    QVERIFY(!button(*connectDialog(), QStringLiteral("Connect"))->isEnabled());

    type(*dialog, "asked.password", NpmRegistry::password());
    QVERIFY(click(*dialog, signInText));
    QTRY_VERIFY_WITH_TIMEOUT(!openDialog<SignInDialog>(*connectDialog()), patience);
    QVERIFY(button(*connectDialog(), QStringLiteral("Connect"))->isEnabled());
}

/// The token without a secret is revoked only once there is what creating another one takes.
void NpmRegistryTest::aLostSecretIsReplacedWithThePasswordAgain()
{
    CuttingRelay relay(static_cast<quint16>(m_registry->url().port()));
    enterBaseUrl(relay.through(m_registry->url()));
    QByteArray session;
    connectSignedIn(&session);
    QTRY_VERIFY_WITH_TIMEOUT(!action(m_start->window, QStringLiteral("Cancel"))->isEnabled(), patience);

    relay.setFate("POST", CuttingRelay::Fate::LostAfter);
    QVERIFY(click(m_start->window, QStringLiteral("Create Token")));
    QTRY_VERIFY(openDialog<CreateTokenDialog>(m_start->window));
    auto *create = openDialog<CreateTokenDialog>(m_start->window);
    type(*create, "asked.password", NpmRegistry::password());
    QVERIFY(click(*create, QStringLiteral("Create Token")));
    const QString again = QStringLiteral("Revoke it and create it again");
    QTRY_VERIFY_WITH_TIMEOUT(button(*create, again) && !create->isBusy(), patience);
    const QJsonArray lost = listedByNpm(session);
    QCOMPARE(lost.size(), 1);

    auto *password = part<QLineEdit>(*create, "asked.password");
    QVERIFY(password->text().isEmpty());
    QVERIFY(click(*create, again));
    QVERIFY(!create->isBusy());
    QTRY_VERIFY(password->hasFocus());
    QCOMPARE(listedByNpm(session), lost);

    type(*create, "asked.password", NpmRegistry::password());
    QVERIFY(click(*create, again));
    QVERIFY(password->text().isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(openDialog<TokenSecretDialog>(m_start->window), patience);
    const QJsonArray replaced = listedByNpm(session);
    QCOMPARE(replaced.size(), 1);
    QVERIFY(replaced != lost);
}

void NpmRegistryTest::aSessionIsForItsServerOnly()
{
    signIn();
    // Which needs a token or a session, where Connect may only be about to guide.
    QAbstractButton *test = button(*connectDialog(), QStringLiteral("Test connection"));
    QVERIFY(test->isEnabled());
    enterBaseUrl(QUrl(QStringLiteral("https://registry.invalid/")));
    QVERIFY(!test->isEnabled());
    auto *service = part<QComboBox>(*connectDialog(), "serviceCombo");
    service->setCurrentIndex(1 - service->currentIndex());
    QVERIFY(!test->isEnabled());
    QVERIFY(!button(*connectDialog(), QStringLiteral("Sign in…")));
}

void NpmRegistryTest::cancelEndsSigningIn()
{
    SignInDialog *dialog = nullptr;
    openSignIn(&dialog);
    fillIn(*dialog);
    QVERIFY(click(*dialog, signInText));
    QVERIFY(dialog->isBusy());
    QVERIFY(click(*dialog, QStringLiteral("Cancel")));
    QVERIFY(!dialog->isBusy());
    QVERIFY(dialog->isVisible());
    QVERIFY(part<QLineEdit>(*dialog, "asked.password")->text().isEmpty());
    QVERIFY(click(*dialog, QStringLiteral("Cancel")));
    QTRY_VERIFY(!openDialog<SignInDialog>(*connectDialog()));
    QVERIFY(!button(*connectDialog(), QStringLiteral("Connect"))->isEnabled());
}

QTEST_MAIN(NpmRegistryTest)
#include "tst_npmregistry.moc"
