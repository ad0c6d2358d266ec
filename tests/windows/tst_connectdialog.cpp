#include "connectdialog.h"
#include "credentialinput.h"
#include "desk.h"
#include "messagebanner.h"
#include "onscreen.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QProgressBar>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace tc;
using namespace tc::test;

class ConnectDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void testButtonTestsOnly();
    void storesWhatWorks();
    void withoutKeychainNothingIsStored();
    void wrongToken();
    void refusedBaseUrls_data();
    void refusedBaseUrls();
    void lineBreakInToken();
    void surroundingBlanksAreLeftOut();
    void refusingStoreOffersTheSession();
    void cancelStaysOpen();
    void assumedOperationsAreAskedFor();
    void managesByHandWithoutAToken();
    void workspaceWhereTheServiceHasThem();
    void theHeldTokenNeedsNoTyping();
    void saysWhatWasNeverRunAgainstTheVendor();
    void takesAUserNameAndAPasswordWhereTheServiceDoes();
    void asksBeforeATokenOfAnotherEnvironmentIsUsed_data();
    void asksBeforeATokenOfAnotherEnvironmentIsUsed();
    void theQuestionIsAboutWhatIsEntered();
    void asksBeforeAnotherServicesTokenIsUsed();
    void theChosenEnvironmentCountsWhereTwoAreAtOneServer();
    void theTokensEnvironmentIsWhereItIsStored();
    void warnsOfAChecksumThatDoesNotFit();

private:
    /// The service with two environments, \a here at the desk's backend, and with tokens for \a meant.
    [[nodiscard]] std::shared_ptr<const ServiceDescription> withEnvironments(const QString &here,
                                                                             const QString &meant) const;
    void open(CredentialStore &store);
    void type(const QByteArray &token) const;
    [[nodiscard]] QLineEdit &tokenEdit() const { return *part<QLineEdit>(*m_dialog, "tokenEdit"); }
    [[nodiscard]] MessageBanner &banner() const { return *part<MessageBanner>(*m_dialog, "banner"); }
    [[nodiscard]] bool isStored();

    std::unique_ptr<Desk> m_desk;
    RefusingStore m_refusingStore;
    QPointer<ConnectDialog> m_dialog;
    std::shared_ptr<const Secret> m_credential; ///< what connected() brought
    bool m_stored = false;
};

void ConnectDialogTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_desk = std::make_unique<Desk>();
    QVERIFY(m_desk->start());
    m_credential.reset();
    m_stored = false;
}

void ConnectDialogTest::cleanup()
{
    delete m_dialog;
    m_desk.reset();
}

void ConnectDialogTest::open(CredentialStore &store)
{
    m_dialog = new ConnectDialog(
        {m_desk->services, m_desk->transport, m_desk->certificates, store, m_desk->clock}, m_desk->profile());
    connect(m_dialog, &ConnectDialog::connected, this,
            [this](const ConnectionProfile &, const std::shared_ptr<const Secret> &credential, bool stored) {
                m_credential = credential;
                m_stored = stored;
            });
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
    QVERIFY(!button(*m_dialog, QStringLiteral("Connect"))->isEnabled());
}

void ConnectDialogTest::type(const QByteArray &token) const
{
    QTest::keyClicks(&tokenEdit(), QString::fromLatin1(token));
}

bool ConnectDialogTest::isStored()
{
    std::optional<bool> found;
    const auto reading = m_desk->store.read(m_desk->profile().credentialKey());
    reading->onFinished(
        [&found](Result<std::optional<Secret>> entry) { found = entry && entry->has_value(); });
    return QTest::qWaitFor([&found] { return found.has_value(); }) && *found;
}

void ConnectDialogTest::testButtonTestsOnly()
{
    open(m_desk->store);
    type(m_desk->backend.managementSecret());
    QVERIFY(click(*m_dialog, QStringLiteral("Test connection")));
    QTRY_VERIFY(banner().isVisible());
    QVERIFY(banner().sentence().startsWith(QLatin1String("The connection works")));
    QVERIFY(m_dialog->isVisible());
    QVERIFY(!m_credential);
    QVERIFY(!isStored());
}

void ConnectDialogTest::storesWhatWorks()
{
    open(m_desk->store);
    type(m_desk->backend.managementSecret());
    QTest::keyClick(&tokenEdit(), Qt::Key_Return);
    QTRY_VERIFY(!m_dialog);
    QVERIFY(m_credential);
    QVERIFY(m_credential->equals(Secret::copyOf(m_desk->backend.managementSecret())));
    QVERIFY(m_stored);
    QVERIFY(isStored());
}

/// Fault 34.
void ConnectDialogTest::withoutKeychainNothingIsStored()
{
    open(m_desk->store);
    type(m_desk->backend.managementSecret());
    QVERIFY(click(*m_dialog, QStringLiteral("Store the token in the keychain")));
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QTRY_VERIFY(!m_dialog);
    QVERIFY(m_credential);
    QVERIFY(!m_stored);
    QVERIFY(!isStored());
}

void ConnectDialogTest::wrongToken()
{
    open(m_desk->store);
    const QByteArray wrong = "tok_optimus_" + QByteArray(20, 'x');
    type(wrong);
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QTRY_VERIFY(banner().isVisible());
    QCOMPARE(banner().sentence(), QStringLiteral("The server does not know this token."));
    QVERIFY(!banner().nextStep().isEmpty());
    QCOMPARE(tokenEdit().text(), QString::fromLatin1(wrong));
    QVERIFY(tokenEdit().isEnabled());
    QVERIFY(!m_credential);
    QVERIFY(!isStored());
}

void ConnectDialogTest::refusedBaseUrls_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("sentence");
    const QString absolute = QStringLiteral("absolute URL");
    const QString https = QStringLiteral("only sent over https");
    QTest::newRow("relative") << QStringLiteral("/api/optimus") << absolute;
    QTest::newRow("host only") << QStringLiteral("app.example.com") << absolute;
    QTest::newRow("empty") << QString() << absolute;
    QTest::newRow("another scheme") << QStringLiteral("ftp://app.example.com/") << absolute;
    QTest::newRow("http elsewhere") << QStringLiteral("http://app.example.com/") << https;
    QTest::newRow("http to a name") << QStringLiteral("http://localhost:8080/") << https;
    QTest::newRow("query") << QStringLiteral("https://app.example.com/?a=b") << QStringLiteral("no query");
    QTest::newRow("fragment") << QStringLiteral("https://app.example.com/#a") << QStringLiteral("no query");
    QTest::newRow("user name") << QStringLiteral("https://admin@app.example.com/") << https;
}

void ConnectDialogTest::refusedBaseUrls()
{
    QFETCH(QString, url);
    QFETCH(QString, sentence);
    open(m_desk->store);
    auto *baseUrl = part<QLineEdit>(*m_dialog, "baseUrlEdit");
    baseUrl->selectAll();
    QTest::keyClick(baseUrl, Qt::Key_Delete);
    QTest::keyClicks(baseUrl, url);
    type(m_desk->backend.managementSecret());
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QVERIFY(!m_dialog->isBusy());
    QVERIFY(banner().isVisible());
    QVERIFY2(banner().sentence().contains(sentence), qPrintable(banner().sentence()));
    QVERIFY(!banner().nextStep().isEmpty());
    QCOMPARE(baseUrl->text(), url);
    QVERIFY(!tokenEdit().text().isEmpty());
}

/// Fault 25.
void ConnectDialogTest::lineBreakInToken()
{
    open(m_desk->store);
    const QByteArray &secret = m_desk->backend.managementSecret();
    tokenEdit().setText(QString::fromLatin1(secret.first(20) + "\r\n" + secret.sliced(20)));
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QVERIFY(!m_dialog->isBusy());
    QVERIFY(banner().isVisible());
    QVERIFY(banner().sentence().contains(QStringLiteral("line break")));
    QVERIFY(!m_credential);
}

/// Fault 26.
void ConnectDialogTest::surroundingBlanksAreLeftOut()
{
    open(m_desk->store);
    tokenEdit().setText(QString::fromLatin1("  " + m_desk->backend.managementSecret() + "\r\n"));
    QCOMPARE(part<QLabel>(*m_dialog, "tokenHint")->text(),
             QStringLiteral("Surrounding white space is left out."));
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QTRY_VERIFY(!m_dialog);
    QVERIFY(m_credential);
    QVERIFY(m_credential->equals(Secret::copyOf(m_desk->backend.managementSecret())));
}

/// Fault 34.
void ConnectDialogTest::refusingStoreOffersTheSession()
{
    open(m_refusingStore);
    type(m_desk->backend.managementSecret());
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QTRY_VERIFY(banner().isVisible());
    QVERIFY(!m_credential);
    QVERIFY(button(banner(), QStringLiteral("Try again")));
    QVERIFY(click(banner(), QStringLiteral("Try again")));
    QTRY_VERIFY(banner().isVisible());
    QVERIFY(click(banner(), QStringLiteral("Keep for this session only")));
    QTRY_VERIFY(!m_dialog);
    QVERIFY(m_credential);
    QVERIFY(!m_stored);
}

void ConnectDialogTest::cancelStaysOpen()
{
    open(m_desk->store);
    type(m_desk->backend.managementSecret());
    m_desk->freeze();
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QVERIFY(m_dialog->isBusy());
    QVERIFY(part<QProgressBar>(*m_dialog, "busyBar")->isVisible());
    QVERIFY(click(*m_dialog, QStringLiteral("Cancel")));
    QVERIFY(!m_dialog->isBusy());
    QVERIFY(m_dialog->isVisible());
    QVERIFY(!tokenEdit().text().isEmpty());
    m_desk->thaw();
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QTRY_VERIFY(m_stored);
}

/// The choice itself is the vendor's host's; that it lets the request go is seen at a name that resolves
/// nowhere.
void ConnectDialogTest::assumedOperationsAreAskedFor()
{
    auto vendors = std::make_shared<ServiceDescription>(*m_desk->services.constFirst());
    vendors->environments
        = {{QStringLiteral("prod"), {}, QUrl(QStringLiteral("https://vendor.invalid/")), {}, true}};
    m_desk->services = {vendors};
    ConnectionProfile profile;
    profile.service = vendors;
    profile.baseUrl = vendors->environments.constFirst().baseUrl;
    profile.environmentId = QStringLiteral("prod");
    m_dialog = new ConnectDialog(
        {m_desk->services, m_desk->transport, m_desk->certificates, m_desk->store, m_desk->clock}, profile);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
    type("given");
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QVERIFY(banner().sentence().endsWith(QLatin1String("so nothing was sent.")));
    QVERIFY(button(*m_dialog, QStringLiteral("Open the web app")));
    QVERIFY(!m_dialog->isBusy());

    QVERIFY(click(*m_dialog, QStringLiteral("This server serves the API…")));
    QVERIFY(!m_dialog->isBusy());
    QVERIFY(click(*openDialog<QMessageBox>(*m_dialog), QStringLiteral("Send it there")));
    QTRY_VERIFY(!m_dialog->isBusy());
    QTRY_COMPARE(banner().sentence(), QString::fromUtf8("The server’s name is not known."));
    // Said of one server, it holds for no other, and is not asked of one while another is entered.
    vendors->environments.append(
        {QStringLiteral("test"), {}, QUrl(QStringLiteral("https://other.invalid/")), {}, false});
    auto *baseUrl = part<QLineEdit>(*m_dialog, "baseUrlEdit");
    baseUrl->selectAll();
    QTest::keyClicks(baseUrl, QStringLiteral("https://other.invalid/"));
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QVERIFY(banner().sentence().endsWith(QLatin1String("so nothing was sent.")));
    QTest::keyClicks(baseUrl, QStringLiteral("x"));
    QVERIFY(!banner().isVisible());
}

/// No token is needed to manage by hand.
void ConnectDialogTest::managesByHandWithoutAToken()
{
    ConnectionProfile profile;
    profile.service = m_desk->services.constFirst();
    profile.baseUrl = profile.service->environments.constFirst().baseUrl;
    profile.environmentId = profile.service->environments.constFirst().id;
    m_dialog = new ConnectDialog(
        {m_desk->services, m_desk->transport, m_desk->certificates, m_desk->store, m_desk->clock}, profile);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
    std::optional<ConnectionProfile> guided;
    connect(m_dialog, &ConnectDialog::guideRequested, this,
            [&guided](const ConnectionProfile &asked) { guided = asked; });
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QVERIFY(click(*m_dialog, QStringLiteral("Manage by hand")));
    QTRY_VERIFY(!m_dialog);
    QVERIFY(guided);
    QCOMPARE(guided->baseUrl, profile.baseUrl);
    QVERIFY(!guided->mayManage());
}

void ConnectDialogTest::workspaceWhereTheServiceHasThem()
{
    open(m_desk->store);
    QVERIFY(!part<QComboBox>(*m_dialog, "workspaceCombo")->isVisible());
    QVERIFY(!part<QLabel>(*m_dialog, "workspaceLabel")->isVisible());
    delete m_dialog;

    ServiceDescription description = *m_desk->services.constFirst();
    description.workspace.kind = WorkspaceUse::Kind::Header;
    description.workspace.label = LocalizedText({{QStringLiteral("en"), QStringLiteral("Tenant")}});
    m_desk->services = {std::make_shared<const ServiceDescription>(description)};
    open(m_desk->store);
    QVERIFY(part<QComboBox>(*m_dialog, "workspaceCombo")->isVisible());
    QVERIFY(part<QComboBox>(*m_dialog, "workspaceCombo")->isEnabled());
    QCOMPARE(part<QLabel>(*m_dialog, "workspaceLabel")->text(), QStringLiteral("Tenant"));
    delete m_dialog;

    ConnectionProfile local = m_desk->profile();
    local.localInstance = QStringLiteral("instance");
    ConnectDialog dialog(
        {m_desk->services, m_desk->transport, m_desk->certificates, m_desk->store, m_desk->clock}, local);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QVERIFY(!part<QComboBox>(dialog, "workspaceCombo")->isEnabled());
}

void ConnectDialogTest::saysWhatWasNeverRunAgainstTheVendor()
{
    ServiceDescription tested = *m_desk->services.constFirst();
    QVERIFY(!tested.tested);
    tested.tested = true;
    m_desk->services.append(std::make_shared<const ServiceDescription>(tested));
    open(m_desk->store);
    const auto *services = part<QComboBox>(*m_dialog, "serviceCombo");
    QCOMPARE(services->count(), 2);
    QCOMPARE(services->itemText(0), QStringLiteral("Optimus (untested)"));
    QCOMPARE(services->itemText(1), QStringLiteral("Optimus"));
    delete m_dialog;

    // With the embedded backend it was.
    ConnectionProfile local = m_desk->profile();
    local.localInstance = QStringLiteral("instance");
    ConnectDialog dialog(
        {m_desk->services, m_desk->transport, m_desk->certificates, m_desk->store, m_desk->clock}, local);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    services = part<QComboBox>(dialog, "serviceCombo");
    QCOMPARE(services->itemText(0), QStringLiteral("Optimus"));
}

void ConnectDialogTest::takesAUserNameAndAPasswordWhereTheServiceDoes()
{
    const auto read = [](const char *text, CredentialForm form) {
        return readCredential(QString::fromUtf8(text), form);
    };
    const auto pair = read(" jo:pässword with: blanks ", CredentialForm::UserAndPassword);
    QVERIFY(pair && pair->trimmed);
    QVERIFY(pair->secret.equals(Secret::copyOf("jo:pässword with: blanks")));
    for (const char *text : {"jo", ":password", "jo:", ":"})
        QCOMPARE(read(text, CredentialForm::UserAndPassword).error(), CredentialInputError::NoColon);
    QCOMPARE(read("jo:a\nb", CredentialForm::UserAndPassword).error(),
             CredentialInputError::ForbiddenCharacter);
    QCOMPARE(read("jo:password", CredentialForm::Token).error(), CredentialInputError::ForbiddenCharacter);

    ServiceDescription description = *m_desk->services.constFirst();
    description.credentialIsPair = true;
    m_desk->services = {std::make_shared<const ServiceDescription>(description)};
    open(m_desk->store);
    QVERIFY(part<QLabel>(*m_dialog, "tokenHint")->text().contains(QStringLiteral("user:password")));
    tokenEdit().setText(QStringLiteral("password"));
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QVERIFY(!m_dialog->isBusy());
    QVERIFY(banner().nextStep().contains(QStringLiteral("user:password")));
    QVERIFY(!m_credential);
}

/// It belongs to one server; what the keychain has is not written again, and what it has not is not written
/// unasked.
void ConnectDialogTest::theHeldTokenNeedsNoTyping()
{
    open(m_refusingStore);
    const auto held = std::make_shared<const Secret>(Secret::copyOf(m_desk->backend.managementSecret()));
    m_dialog->holdCredential(held, true);
    QVERIFY(button(*m_dialog, QStringLiteral("Connect"))->isEnabled());
    auto *baseUrl = part<QLineEdit>(*m_dialog, "baseUrlEdit");
    const QString url = baseUrl->text();
    baseUrl->selectAll();
    QTest::keyClicks(baseUrl, QStringLiteral("https://other.invalid/"));
    QVERIFY(!button(*m_dialog, QStringLiteral("Connect"))->isEnabled());
    baseUrl->selectAll();
    QTest::keyClicks(baseUrl, url);
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QTRY_VERIFY(!m_dialog);
    QCOMPARE(m_credential, held);
    QVERIFY(m_stored);

    open(m_desk->store);
    m_dialog->holdCredential(held, false);
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QTRY_VERIFY(!m_dialog);
    QVERIFY(!m_stored);
    QVERIFY(!isStored());
}

std::shared_ptr<const ServiceDescription> ConnectDialogTest::withEnvironments(const QString &here,
                                                                              const QString &meant) const
{
    auto service = std::make_shared<ServiceDescription>(*m_desk->services.constFirst());
    service->environments.clear();
    for (const char *id : {"prod", "test"}) {
        ServiceEnvironment environment;
        environment.id = QLatin1String(id);
        environment.label
            = LocalizedText({{QStringLiteral("en"),
                              QLatin1String(id) == QLatin1String("prod") ? QStringLiteral("Production")
                                                                         : QStringLiteral("Test")}});
        environment.production = environment.id == QLatin1String("prod");
        environment.baseUrl = environment.id == here ? m_desk->profile().baseUrl
                                                     : QUrl(QStringLiteral("https://vendor.invalid/"));
        service->environments.append(environment);
    }
    service->prefixes = {{QStringLiteral("tok_optimus_"), meant, {}}};
    return service;
}

void ConnectDialogTest::asksBeforeATokenOfAnotherEnvironmentIsUsed_data()
{
    QTest::addColumn<QString>("here");
    QTest::addColumn<QString>("meant");
    QTest::addColumn<QString>("question"); // "" where there is none
    const QString prod = QStringLiteral("prod");
    const QString test = QStringLiteral("test");
    QTest::newRow("production in test")
        << test << prod
        << QString::fromUtf8("This token is for “Production”, but the connection is to “Test”.");
    QTest::newRow("test in production")
        << prod << test
        << QString::fromUtf8("This token is for “Test”, but the connection is to “Production”.");
    QTest::newRow("test in test") << test << test << QString();
    QTest::newRow("production in production") << prod << prod << QString();
    QTest::newRow("prefix of no environment") << test << QString() << QString();
}

void ConnectDialogTest::asksBeforeATokenOfAnotherEnvironmentIsUsed()
{
    QFETCH(QString, here);
    QFETCH(QString, meant);
    QFETCH(QString, question);
    m_desk->services = {withEnvironments(here, meant)};
    QByteArray secret;
    m_desk->backend.create({{QStringLiteral("name"), QStringLiteral("Pasted")},
                            {QStringLiteral("access"), QStringLiteral("management")}},
                           &secret);
    const auto wasUsed = [this] {
        return m_desk->tokenNamed(QStringLiteral("Pasted")).value(QLatin1String("lastUsedAt")).isString();
    };
    open(m_desk->store);
    type(secret);
    QVERIFY(!wasUsed());
    for (const char *press : {"Test connection", "Connect"}) {
        QVERIFY(click(*m_dialog, QLatin1String(press)));
        if (!question.isEmpty() && !wasUsed()) {
            QVERIFY(!m_dialog->isBusy());
            QCOMPARE(banner().sentence(), question);
            QVERIFY(click(*m_dialog, QStringLiteral("Use it anyway")));
        }
        // What was answered once is not asked again.
        QTRY_VERIFY(!m_dialog || !m_dialog->isBusy());
        QVERIFY(wasUsed());
    }
    QTRY_VERIFY(!m_dialog);
    QVERIFY(m_credential && m_stored);
}

void ConnectDialogTest::theQuestionIsAboutWhatIsEntered()
{
    m_desk->services = {withEnvironments(QStringLiteral("test"), QStringLiteral("prod"))};
    open(m_desk->store);
    type("tok_optimus_x");
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QVERIFY(button(*m_dialog, QStringLiteral("Use it anyway")));
    type("y");
    QVERIFY(!banner().isVisible());
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QVERIFY(click(*m_dialog, QStringLiteral("Use it anyway")));
    QTRY_VERIFY(!m_dialog->isBusy());
    QVERIFY(!button(*m_dialog, QStringLiteral("Use it anyway")));
    // Accepted was that one.
    type("z");
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QVERIFY(button(*m_dialog, QStringLiteral("Use it anyway")));
    // Nor does a held one pass unasked.
    delete m_dialog;
    open(m_desk->store);
    m_dialog->holdCredential(std::make_shared<const Secret>(Secret::copyOf("tok_optimus_held")), false);
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QVERIFY(button(*m_dialog, QStringLiteral("Use it anyway")));
    QVERIFY(!m_dialog->isBusy());
}

void ConnectDialogTest::asksBeforeAnotherServicesTokenIsUsed()
{
    auto other = std::make_shared<ServiceDescription>();
    other->id = QStringLiteral("other");
    other->name = LocalizedText({{QStringLiteral("en"), QStringLiteral("Other")}});
    other->prefixes = {{QStringLiteral("oth_"), {}, {}}};
    m_desk->services.append(other);
    open(m_desk->store);
    type("oth_x");
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QVERIFY(!m_dialog->isBusy());
    QCOMPARE(banner().sentence(),
             QStringLiteral("This looks like a token for Other, but the connection is to Optimus."));
}

void ConnectDialogTest::theChosenEnvironmentCountsWhereTwoAreAtOneServer()
{
    auto service = std::make_shared<ServiceDescription>(
        *withEnvironments(QStringLiteral("test"), QStringLiteral("prod")));
    for (ServiceEnvironment &environment : service->environments)
        environment.baseUrl = m_desk->profile().baseUrl;
    m_desk->services = {service};
    open(m_desk->store);
    auto *environments = part<QComboBox>(*m_dialog, "environmentCombo");
    type("tok_optimus_x");
    environments->setCurrentIndex(environments->findData(QStringLiteral("test")));
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QVERIFY(button(*m_dialog, QStringLiteral("Use it anyway")));
    environments->setCurrentIndex(environments->findData(QStringLiteral("prod")));
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QVERIFY(m_dialog->isBusy());
    QTRY_VERIFY(!m_dialog->isBusy());
}

/// Whichever was chosen: where it is looked for is the entry of the environment that the token is for.
void ConnectDialogTest::theTokensEnvironmentIsWhereItIsStored()
{
    auto service = std::make_shared<ServiceDescription>(
        *withEnvironments(QStringLiteral("prod"), QStringLiteral("test")));
    for (ServiceEnvironment &environment : service->environments)
        environment.baseUrl = m_desk->profile().baseUrl;
    m_desk->services = {service};
    std::optional<ConnectionProfile> made;
    open(m_desk->store);
    connect(m_dialog, &ConnectDialog::connected, this,
            [&made](const ConnectionProfile &profile) { made = profile; });
    QCOMPARE(part<QComboBox>(*m_dialog, "environmentCombo")->currentData().toString(),
             QStringLiteral("prod"));
    type(m_desk->backend.managementSecret());
    QVERIFY(click(*m_dialog, QStringLiteral("Connect")));
    QVERIFY(click(*m_dialog, QStringLiteral("Use it anyway")));
    QTRY_VERIFY(!m_dialog);
    QVERIFY(m_stored && made);
    QCOMPARE(made->environmentId, QStringLiteral("test"));
    QVERIFY(made->credentialKey().toString().endsWith(QLatin1String("/environment/test")));
    for (const char *environment : {"prod", "test"}) {
        made->environmentId = QLatin1String(environment);
        std::optional<bool> found;
        const auto reading = m_desk->store.read(made->credentialKey());
        reading->onFinished(
            [&found](Result<std::optional<Secret>> entry) { found = entry && entry->has_value(); });
        QTRY_COMPARE(found, std::optional(QLatin1String(environment) == QLatin1String("test")));
    }
}

/// A warning and no more: servers may have tokens without one.
void ConnectDialogTest::warnsOfAChecksumThatDoesNotFit()
{
    auto service = std::make_shared<ServiceDescription>(*m_desk->services.constFirst());
    service->secretForm = SecretForm::IdAndSecret;
    service->secretChecksum = SecretChecksum::Crc32Hex;
    m_desk->services = {service};
    open(m_desk->store);
    const auto *hint = part<QLabel>(*m_dialog, "tokenHint");
    const QByteArray token = "7|" + QByteArray(40, 'A') + "2ae98c30";
    type(token.chopped(1));
    QVERIFY(hint->text().endsWith(QLatin1String("it may be mistyped or cut off.")));
    type(token.last(1));
    QVERIFY(!hint->text().contains(QLatin1String("mistyped")));
    type("x");
    QVERIFY(hint->text().endsWith(QLatin1String("it may be mistyped or cut off.")));
    QVERIFY(button(*m_dialog, QStringLiteral("Connect"))->isEnabled());
}

QTEST_MAIN(ConnectDialogTest)
#include "tst_connectdialog.moc"
