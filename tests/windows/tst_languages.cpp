#include "../catalog/catalogfixture.h"
#include "catalog.h"
#include "connectdialog.h"
#include "createtokendialog.h"
#include "cuttingrelay.h"
#include "desk.h"
#include "editiprangesdialog.h"
#include "iprangeedit.h"
#include "languageswitcher.h"
#include "listanswersdialog.h"
#include "mainwindow.h"
#include "onscreen.h"
#include "renamedialog.h"
#include "revokealldialog.h"
#include "revokedialog.h"
#include "rotatedialog.h"
#include "secretrotationdialog.h"
#include "signindialog.h"
#include "tokensecretdialog.h"
#include "verifytokendialog.h"

#include <QAccessible>
#include <QCheckBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>
#include <QToolButton>

#include <functional>

using namespace tc;
using namespace tc::test;

namespace {

using Maker = std::function<std::unique_ptr<QWidget>()>;

/// Every text of \a root, with digits and masks evened out: times go on while the test runs, and tokens made
/// meanwhile have their own.
QStringList steadyTexts(const QWidget &root)
{
    static const QRegularExpression digits(QStringLiteral("[0-9]+"));
    static const QRegularExpression masks(QStringLiteral("tok_optimus_[A-Za-z0-9]+"));
    QStringList texts = everyText(root);
    // The document inside a selectable label follows the label's text only once it is laid out.
    erase_if(texts, [](const QString &text) { return text.startsWith(QLatin1String("<!DOCTYPE")); });
    for (QString &text : texts)
        text.replace(masks, QStringLiteral("tok_optimus_x")).replace(digits, QStringLiteral("0"));
    texts.removeAll(QString());
    texts.removeDuplicates();
    texts.sort();
    return texts;
}

/// The visible labels, buttons and titles below \a root that are smaller than their text, as a line each.
QStringList cutOff(const QWidget &root)
{
    QStringList found;
    const auto add = [&found](const QWidget &widget, const char *what, int wanted, int given) {
        if (widget.isVisible() && wanted > given)
            found.append(QStringLiteral("%1: %2 %3 of %4")
                             .arg(widget.objectName(), QLatin1String(what), QString::number(given),
                                  QString::number(wanted)));
    };
    for (const QWidget *widget : root.findChildren<QWidget *>()) {
        const auto *label = qobject_cast<const QLabel *>(widget);
        if (label && label->wordWrap() && !label->text().isEmpty())
            add(*widget, "height", widget->heightForWidth(widget->width()), widget->height());
        else if (label || qobject_cast<const QPushButton *>(widget) || qobject_cast<const QCheckBox *>(widget)
                 || qobject_cast<const QToolButton *>(widget))
            add(*widget, "width", widget->sizeHint().width(), widget->width());
        else if (const auto *box = qobject_cast<const QGroupBox *>(widget))
            add(*widget, "width", box->fontMetrics().horizontalAdvance(box->title()), box->width());
    }
    return found;
}

} // namespace

class LanguagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();

    void switchesEveryText_data();
    void switchesEveryText();
    void nothingIsCutOff_data() { switchesEveryText_data(); }
    void nothingIsCutOff();
    void labelsAreReadAsTheyAre_data() { switchesEveryText_data(); }
    void labelsAreReadAsTheyAre();

private:
    [[nodiscard]] std::unique_ptr<QWidget> show(const QString &name) const;
    /// The dialogs of a service that is signed in to.
    void addSigningIn();
    /// *Create Token* where a service has IPv6 and denied ranges.
    void addDeniedRanges();
    /// What a list asks for.
    void addListAnswers();
    /// *Create Token* after its answer met \a fate, and the reading afterwards \a reading.
    [[nodiscard]] std::unique_ptr<QWidget> lostCreation(CuttingRelay::Fate fate, CuttingRelay::Fate reading);
    /// Someone else's change to m_token.
    [[nodiscard]] bool changeBeside(const QByteArray &json) const;
    /// *Edit IP ranges* and *Rename* after someone else changed that, too.
    [[nodiscard]] std::unique_ptr<QWidget> rangesConflict();
    [[nodiscard]] std::unique_ptr<QWidget> nameConflict();
    /// *Verify token* after it was asked about \a token.
    [[nodiscard]] std::unique_ptr<QWidget> verified(TokenSession &session, const QByteArray &token);
    /// *Connect* that asks about a token.
    [[nodiscard]] std::unique_ptr<QWidget> connectQuestion();
    void switchTo(const char *language);
    void addOtherSystems();

    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<TokenSession> m_session;
    Desk m_scopesDesk; ///< of a system with scopes
    std::unique_ptr<TokenSession> m_scopesSession;
    Desk m_singleDesk; ///< of a system with one token, without a name, at a time
    std::unique_ptr<TokenSession> m_singleSession;
    Desk m_workspacesDesk; ///< of a system with workspaces
    std::unique_ptr<TokenSession> m_workspacesSession;
    Desk m_failedDesk; ///< its backend has ended
    std::unique_ptr<TokenSession> m_offlineSession; ///< never read a list
    std::unique_ptr<TokenSession> m_failedSession; ///< read one before
    std::unique_ptr<CuttingRelay> m_relay;
    std::unique_ptr<TokenSession> m_relayedSession; ///< to m_desk's backend through m_relay
    QList<std::shared_ptr<const ServiceDescription>> m_signedInTo;
    std::unique_ptr<TokenSession> m_signedInSession; ///< nothing is sent
    std::unique_ptr<TokenSession> m_deniedSession; ///< likewise
    std::unique_ptr<TokenSession> m_answeredSession; ///< likewise
    std::unique_ptr<SavedSecrets> m_savedSecrets;
    LanguageSwitcher m_switcher {QLocale(QStringLiteral("en_US"))};
    std::unique_ptr<TokenSession> m_astraySession; ///< to where something else is served
    std::unique_ptr<VerificationMemory> m_verifications;
    QList<std::shared_ptr<const ServiceDescription>> m_otherServices; ///< with one of other tokens
    QMap<QString, Maker> m_makers;
    Token m_token;
};

void LanguagesTest::initTestCase()
{
    m_desk = std::make_unique<Desk>();
    QVERIFY(m_desk->start());
    m_desk->backend.create({{QStringLiteral("name"), QStringLiteral("Shop")},
                            {QStringLiteral("allowedIps"), QJsonArray {QStringLiteral("203.0.113.0/24")}}});
    m_session = m_desk->managementSession();
    m_savedSecrets = m_desk->savedSecrets(m_desk->store);
    m_session->refresh();
    QTRY_COMPARE(m_session->tokens().size(), 2);
    QTRY_VERIFY(m_session->ownToken());
    m_token = m_session->tokens().last();

    m_makers.insert(QStringLiteral("main window"), [this] {
        auto window = std::make_unique<MainWindow>(m_desk->clipboard);
        window->setSession(m_session.get(), {m_savedSecrets.get(), &m_desk->unconfirmed()});
        return window;
    });
    m_offlineSession = m_failedDesk.start() ? m_failedDesk.managementSession() : nullptr;
    QVERIFY(m_offlineSession);
    m_failedSession = m_failedDesk.managementSession();
    m_failedSession->refresh();
    QTRY_COMPARE(m_failedSession->tokens().size(), 1);
    QTRY_VERIFY(m_failedSession->ownToken());
    QCOMPARE(m_failedDesk.backend.terminate(), 0);
    for (TokenSession *session : {m_offlineSession.get(), m_failedSession.get()}) {
        session->refresh();
        QTRY_VERIFY(session->error());
    }
    m_makers.insert(QStringLiteral("without a session"), [this] {
        auto window = std::make_unique<MainWindow>(m_desk->clipboard);
        window->showDisconnected([] { return describe(ApiError {.kind = ErrorKind::Tls}); });
        return window;
    });
    m_makers.insert(QStringLiteral("offline"), [this] {
        auto window = std::make_unique<MainWindow>(m_desk->clipboard);
        window->setSession(m_offlineSession.get(), {m_savedSecrets.get(), &m_desk->unconfirmed()});
        return window;
    });
    m_makers.insert(QStringLiteral("failed refresh"), [this] {
        auto window = std::make_unique<MainWindow>(m_desk->clipboard);
        window->setSession(m_failedSession.get(), {m_savedSecrets.get(), &m_desk->unconfirmed()});
        Q_EMIT m_failedSession->refreshFinished();
        return window;
    });
    m_makers.insert(QStringLiteral("connect"), [this] {
        const ConnectDialog::Context context {m_desk->services, m_desk->transport, m_desk->certificates,
                                              m_desk->store, m_desk->clock};
        return std::make_unique<ConnectDialog>(context, m_desk->profile());
    });
    m_makers.insert(QStringLiteral("connect with certificates"), [this] {
        const ConnectDialog::Context context {m_desk->services, m_desk->transport, m_desk->certificates,
                                              m_desk->store, m_desk->clock};
        auto dialog = std::make_unique<ConnectDialog>(context, m_desk->profile());
        dialog->showCertificates();
        return dialog;
    });
    m_makers.insert(QStringLiteral("create"),
                    [this] { return std::make_unique<CreateTokenDialog>(*m_session); });
    addOtherSystems();
    m_makers.insert(QStringLiteral("rename"),
                    [this] { return std::make_unique<RenameDialog>(*m_session, m_token); });
    m_makers.insert(QStringLiteral("rotate"),
                    [this] { return std::make_unique<RotateDialog>(*m_session, m_token); });
    m_makers.insert(QStringLiteral("rotate by the service"),
                    [this] { return std::make_unique<SecretRotationDialog>(*m_session, m_token); });
    m_makers.insert(QStringLiteral("rotate the own by the service"), [this] {
        return std::make_unique<SecretRotationDialog>(*m_session, *m_session->ownToken());
    });
    m_makers.insert(QStringLiteral("edit IP ranges"),
                    [this] { return std::make_unique<EditIpRangesDialog>(*m_session, m_token); });
    m_makers.insert(QStringLiteral("revoke"), [this] {
        return std::make_unique<RevokeDialog>(*m_session, m_token, RevokeDialog::Occasion::Asked);
    });
    m_makers.insert(QStringLiteral("revoke the own after rotation"), [this] {
        auto dialog = std::make_unique<RevokeDialog>(*m_session, *m_session->ownToken(),
                                                     RevokeDialog::Occasion::AfterRotation);
        dialog->guideTo(m_token, true, true);
        return dialog;
    });
    m_makers.insert(QStringLiteral("revoke after rotation"), [this] {
        auto dialog
            = std::make_unique<RevokeDialog>(*m_session, m_token, RevokeDialog::Occasion::AfterRotation);
        dialog->guideTo(m_token, true, true);
        return dialog;
    });
    m_relay = std::make_unique<CuttingRelay>(m_desk->backend.port());
    ConnectionProfile relayed = m_desk->profile();
    relayed.baseUrl = m_relay->through(relayed.baseUrl);
    m_relayedSession = std::make_unique<TokenSession>(
        relayed, std::make_shared<const Secret>(Secret::copyOf(m_desk->backend.managementSecret())),
        m_desk->transport, m_desk->clock);
    using Fate = CuttingRelay::Fate;
    m_makers.insert(QStringLiteral("lost secret"),
                    [this] { return lostCreation(Fate::LostAfter, Fate::Pass); });
    m_makers.insert(QStringLiteral("not created"),
                    [this] { return lostCreation(Fate::LostBefore, Fate::Pass); });
    m_makers.insert(QStringLiteral("not known whether created"),
                    [this] { return lostCreation(Fate::LostAfter, Fate::Refused); });
    m_makers.insert(QStringLiteral("ranges conflict"), [this] { return rangesConflict(); });
    m_makers.insert(QStringLiteral("name conflict"), [this] { return nameConflict(); });
    // Its control is made here, so that every dialog remembers it.
    m_verifications = std::make_unique<VerificationMemory>(m_desk->clock);
    QVERIFY(verified(*m_session, m_desk->backend.managementSecret()));
    ConnectionProfile astray = m_desk->profile();
    astray.baseUrl.setPath(QStringLiteral("/nowhere/"));
    m_astraySession = std::make_unique<TokenSession>(
        astray, std::make_shared<const Secret>(Secret::copyOf(m_desk->backend.managementSecret())),
        m_desk->transport, m_desk->clock);
    m_makers.insert(QStringLiteral("verify"), [this] {
        return std::make_unique<VerifyTokenDialog>(VerifyTokenDialog::Context {
            m_session->profile(), m_desk->transport, m_desk->services, *m_verifications});
    });
    m_makers.insert(QStringLiteral("valid"),
                    [this] { return verified(*m_session, m_desk->backend.managementSecret()); });
    m_makers.insert(QStringLiteral("unknown"), [this] { return verified(*m_session, "tok_optimus_x"); });
    m_makers.insert(QStringLiteral("cannot tell"),
                    [this] { return verified(*m_astraySession, "tok_optimus_x"); });
    auto other = std::make_shared<ServiceDescription>();
    other->id = QStringLiteral("other");
    other->name = LocalizedText({{QStringLiteral("en"), QStringLiteral("Other")}});
    other->prefixes.append({QStringLiteral("oth_"), {}, {}});
    m_otherServices = {m_desk->services.constFirst(), other};
    m_makers.insert(QStringLiteral("connect question"), [this] { return connectQuestion(); });
    m_makers.insert(QStringLiteral("secret"), [this] {
        return std::make_unique<TokenSecretDialog>(
            m_desk->profile(), m_token, Secret::copyOf("tok_optimus_" + QByteArray(43, 'x')),
            TokenSecretDialog::Occasion::Created, m_desk->clipboard, m_savedSecrets.get());
    });
    m_makers.insert(QStringLiteral("secret of the own after rotation"), [this] {
        Token unread = m_token;
        unread.id.clear();
        return std::make_unique<TokenSecretDialog>(
            m_desk->profile(), unread, Secret::copyOf("tok_optimus_" + QByteArray(43, 'x')),
            TokenSecretDialog::Occasion::OwnRotated, m_desk->clipboard, m_savedSecrets.get());
    });
    addSigningIn();
    addDeniedRanges();
    addListAnswers();
}

void LanguagesTest::addSigningIn()
{
    const Catalog catalog(
        {{QStringLiteral("npm.json"), shipped(QStringLiteral("npm.json")), DescriptionFile::Origin::Shipped}},
        serviceSchema());
    m_signedInTo = catalog.services();
    QCOMPARE(m_signedInTo.size(), 1);
    ConnectionProfile profile;
    profile.service = m_signedInTo.constFirst();
    profile.baseUrl = QUrl(QStringLiteral("https://registry.invalid/"));
    m_signedInSession = std::make_unique<TokenSession>(
        profile, std::make_shared<const Secret>(Secret::copyOf("session")), m_desk->transport, m_desk->clock);
    Token token;
    token.id = QStringLiteral("f8a2");
    token.mask = QStringLiteral("npm_aB…");
    token.type = QStringLiteral("readonly");
    m_makers.insert(QStringLiteral("connect by signing in"), [this, profile] {
        const ConnectDialog::Context context {m_signedInTo, m_desk->transport, m_desk->certificates,
                                              m_desk->store, m_desk->clock};
        return std::make_unique<ConnectDialog>(context, profile);
    });
    m_makers.insert(QStringLiteral("sign in"), [profile] {
        return std::make_unique<SignInDialog>(
            profile.service, profile.baseUrl,
            [](const std::map<QString, Secret> &) { return CallPtr<Secret>(); });
    });
    m_makers.insert(QStringLiteral("create with a password"),
                    [this] { return std::make_unique<CreateTokenDialog>(*m_signedInSession); });
    m_makers.insert(QStringLiteral("rotate with a password"),
                    [this, token] { return std::make_unique<RotateDialog>(*m_signedInSession, token); });
    m_makers.insert(QStringLiteral("revoke with a code"), [this, token] {
        return std::make_unique<RevokeDialog>(*m_signedInSession, token, RevokeDialog::Occasion::Asked);
    });
}

void LanguagesTest::addDeniedRanges()
{
    const Catalog catalog({{QStringLiteral("cloudflare.json"), shipped(QStringLiteral("cloudflare.json")),
                            DescriptionFile::Origin::Shipped}},
                          serviceSchema());
    ConnectionProfile profile;
    profile.service = catalog.service(u"cloudflare");
    QVERIFY(profile.service);
    profile.baseUrl = QUrl(QStringLiteral("https://service.invalid/"));
    m_deniedSession = std::make_unique<TokenSession>(
        profile, std::make_shared<const Secret>(Secret::copyOf("made-up")), m_desk->transport, m_desk->clock);
    const auto filled = [this](const QString &denied) {
        auto dialog = std::make_unique<CreateTokenDialog>(*m_deniedSession);
        const auto set = [&dialog](const char *name, const QString &texts) {
            IpRanges ranges;
            for (const QString &text : splitPastedRanges(texts))
                ranges.add(*IpRange::parse(text));
            part<IpRangeEdit>(*dialog, name)->setRanges(ranges);
        };
        set("rangesEdit", QStringLiteral("2001:db8:1:2:3:4:5:6 203.0.113.0/24"));
        set("deniedEdit", denied);
        part<QLineEdit>(*dialog, "nameEdit")->setText(QStringLiteral("Shop"));
        return dialog;
    };
    m_makers.insert(QStringLiteral("create with denied ranges"), [filled] {
        return filled(QStringLiteral("203.0.113.7,2001:db8:1:2:3:4:5:0/112,192.0.2.1,2001:db8::/48"));
    });
    m_makers.insert(QStringLiteral("create with all denied"),
                    [filled] { return filled(QStringLiteral("203.0.0.0/16,2001:db8::/32,::/0")); });
}

void LanguagesTest::addListAnswers()
{
    const Catalog catalog({{QStringLiteral("gitea.json"), shipped(QStringLiteral("gitea.json")),
                            DescriptionFile::Origin::Shipped}},
                          serviceSchema());
    ConnectionProfile profile;
    profile.service = catalog.service(u"gitea");
    QVERIFY(profile.service);
    profile.baseUrl = QUrl(QStringLiteral("https://service.invalid/"));
    m_answeredSession = std::make_unique<TokenSession>(
        profile, std::make_shared<const Secret>(Secret::copyOf("jo:made-up")), m_desk->transport,
        m_desk->clock);
    m_makers.insert(QStringLiteral("list answers"),
                    [this] { return std::make_unique<ListAnswersDialog>(*m_answeredSession); });
}

void LanguagesTest::addOtherSystems()
{
    QVERIFY(m_scopesDesk.startSystem(QStringLiteral("optimaite")));
    m_scopesSession = m_scopesDesk.managementSession();
    m_makers.insert(QStringLiteral("create with scopes"),
                    [this] { return std::make_unique<CreateTokenDialog>(*m_scopesSession); });
    QVERIFY(m_singleDesk.startSystem(QStringLiteral("optiverse")));
    HttpClient http = m_singleDesk.backend.client();
    QCOMPARE(http.send("POST", "/optiverse/external-api/v1/api-keys",
                       bearer(m_singleDesk.backend.managementSecret()), "{}")
                 ->status,
             201);
    m_singleSession = m_singleDesk.managementSession();
    m_singleSession->refresh();
    QTRY_COMPARE(m_singleSession->tokens().size(), 1);
    m_makers.insert(QStringLiteral("create a second token"),
                    [this] { return std::make_unique<CreateTokenDialog>(*m_singleSession); });
    QVERIFY(m_workspacesDesk.startSystem(QStringLiteral("optiflow")));
    m_workspacesSession = m_workspacesDesk.managementSession();
    m_workspacesSession->refresh();
    QTRY_VERIFY(m_workspacesSession->updatedAt().isValid() && m_workspacesSession->ownToken());
    m_makers.insert(QStringLiteral("connect to a workspace"), [this] {
        const ConnectDialog::Context context {m_workspacesDesk.services, m_workspacesDesk.transport,
                                              m_workspacesDesk.certificates, m_workspacesDesk.store,
                                              m_workspacesDesk.clock};
        return std::make_unique<ConnectDialog>(context, m_workspacesDesk.profile());
    });
    m_makers.insert(QStringLiteral("revoke all"),
                    [this] { return std::make_unique<RevokeAllDialog>(*m_workspacesSession); });
    m_makers.insert(QStringLiteral("rotate by deletion"), [this] {
        return std::make_unique<RotateDialog>(*m_singleSession, m_singleSession->tokens().constFirst());
    });
}

void LanguagesTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    switchTo("en");
}

void LanguagesTest::cleanupTestCase()
{
    m_savedSecrets.reset();
    m_signedInSession.reset();
    m_deniedSession.reset();
    m_answeredSession.reset();
    m_relayedSession.reset();
    m_relay.reset();
    m_astraySession.reset();
    m_singleSession.reset();
    m_workspacesSession.reset();
    m_scopesSession.reset();
    m_failedSession.reset();
    m_offlineSession.reset();
    m_session.reset();
    m_desk.reset();
}

void LanguagesTest::switchTo(const char *language)
{
    m_switcher.switchTo(QString::fromLatin1(language));
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LanguageChange);
}

std::unique_ptr<QWidget> LanguagesTest::lostCreation(CuttingRelay::Fate fate, CuttingRelay::Fate reading)
{
    auto dialog = std::make_unique<CreateTokenDialog>(*m_relayedSession);
    dialog->show();
    auto *name = part<QLineEdit>(*dialog, "nameEdit");
    name->setText(QStringLiteral("Warehouse handheld scanners"));
    m_relay->setFate("POST", fate);
    m_relay->setFate("GET", reading);
    QTest::keyClick(name, Qt::Key_Return);
    return QTest::qWaitFor([&dialog] { return !dialog->isBusy(); }) ? std::move(dialog) : nullptr;
}

bool LanguagesTest::changeBeside(const QByteArray &json) const
{
    const CurlAnswer answer = curl("PATCH", m_desk->url(QStringLiteral("api/v1/tokens/") + m_token.id),
                                   m_desk->backend.managementSecret(), 1,
                                   {"Content-Type: application/merge-patch+json", "If-Match: *"}, json);
    return answer.status == 200;
}

std::unique_ptr<QWidget> LanguagesTest::rangesConflict()
{
    if (!changeBeside(R"({"allowedIps": ["203.0.113.0/24"]})"))
        return nullptr;
    auto dialog = std::make_unique<EditIpRangesDialog>(*m_relayedSession, m_token);
    dialog->show();
    const auto isCalm = [&dialog] {
        return !dialog->isBusy();
    };
    if (!QTest::qWaitFor(isCalm) || !changeBeside(R"({"allowedIps": ["203.0.113.0/24", "192.0.2.1"]})"))
        return nullptr;
    auto *ranges = part<IpRangeEdit>(*dialog, "rangesEdit");
    IpRanges mine = ranges->ranges();
    mine.add(*IpRange::parse(u"198.51.100.0/24"));
    ranges->setRanges(mine);
    dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
    return QTest::qWaitFor(isCalm) ? std::move(dialog) : nullptr;
}

std::unique_ptr<QWidget> LanguagesTest::nameConflict()
{
    auto dialog = std::make_unique<RenameDialog>(*m_relayedSession, m_token);
    dialog->show();
    auto *name = part<QLineEdit>(*dialog, "nameEdit");
    name->setText(QStringLiteral("Web shop"));
    if (!changeBeside(R"({"name": "Store"})"))
        return nullptr;
    QTest::keyClick(name, Qt::Key_Return);
    return QTest::qWaitFor([&dialog] { return !dialog->isBusy(); }) ? std::move(dialog) : nullptr;
}

std::unique_ptr<QWidget> LanguagesTest::verified(TokenSession &session, const QByteArray &token)
{
    auto dialog = std::make_unique<VerifyTokenDialog>(VerifyTokenDialog::Context {
        session.profile(), m_desk->transport, m_desk->services, *m_verifications});
    dialog->show();
    auto *edit = part<QLineEdit>(*dialog, "tokenEdit");
    edit->setText(QString::fromLatin1(token));
    QTest::keyClick(edit, Qt::Key_Return);
    return QTest::qWaitFor([&dialog] { return !dialog->isBusy(); }, 20'000) ? std::move(dialog) : nullptr;
}

std::unique_ptr<QWidget> LanguagesTest::connectQuestion()
{
    auto dialog = std::make_unique<ConnectDialog>(ConnectDialog::Context {m_otherServices, m_desk->transport,
                                                                          m_desk->certificates, m_desk->store,
                                                                          m_desk->clock},
                                                  m_desk->profile());
    dialog->show();
    auto *edit = part<QLineEdit>(*dialog, "tokenEdit");
    edit->setText(QStringLiteral("oth_x"));
    QTest::keyClick(edit, Qt::Key_Return);
    return dialog->isBusy() ? nullptr : std::move(dialog);
}

std::unique_ptr<QWidget> LanguagesTest::show(const QString &name) const
{
    std::unique_ptr<QWidget> widget = m_makers.value(name)();
    widget->setAttribute(Qt::WA_DeleteOnClose, false);
    widget->show();
    const auto isCalm = [&widget] {
        const auto *dialog = qobject_cast<const ActionDialog *>(widget.get());
        return !dialog || !dialog->isBusy();
    };
    return QTest::qWaitForWindowExposed(widget.get()) && QTest::qWaitFor(isCalm) ? std::move(widget)
                                                                                 : nullptr;
}

void LanguagesTest::switchesEveryText_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : m_makers.keys())
        QTest::newRow(qPrintable(name)) << name;
}

/// What was switched must read like what was made in that language, and like before after switching back.
void LanguagesTest::switchesEveryText()
{
    QFETCH(QString, name);
    const std::unique_ptr<QWidget> switched = show(name);
    QVERIFY(switched);
    const QStringList english = steadyTexts(*switched);
    switchTo("de");
    const std::unique_ptr<QWidget> madeInGerman = show(name);
    QVERIFY(madeInGerman);
    const QStringList german = steadyTexts(*switched);
    QCOMPARE(german, steadyTexts(*madeInGerman));
    qsizetype same = 0;
    for (const QString &text : english)
        same += german.contains(text) ? 1 : 0;
    QVERIFY(english.size() - same >= 4);
    switchTo("en");
    QCOMPARE(steadyTexts(*switched), english);
    QCOMPARE(steadyTexts(*madeInGerman), english);
}

void LanguagesTest::nothingIsCutOff()
{
    QFETCH(QString, name);
    const std::unique_ptr<QWidget> widget = show(name);
    QVERIFY(widget);
    for (const char *language : {"en", "de", "en"}) {
        switchTo(language);
        // The layout follows from the event loop.
        if (!QTest::qWaitFor([&widget] { return cutOff(*widget).isEmpty(); }))
            QFAIL(qPrintable(QLatin1String(language) + QLatin1String(": ")
                             + cutOff(*widget).join(QLatin1String("; "))));
    }
}

/// A fixed accessible name in a label's place would keep its value from those who cannot see it.
void LanguagesTest::labelsAreReadAsTheyAre()
{
    QFETCH(QString, name);
    const std::unique_ptr<QWidget> widget = show(name);
    QVERIFY(widget);
    int labels = 0;
    for (QLabel *label : widget->findChildren<QLabel *>()) {
        if (label->text().isEmpty() || !label->isVisible())
            continue;
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(label);
        QVERIFY(interface);
        QString read = interface->text(QAccessible::Name);
        QVERIFY2(read.remove(u'&') == QString(label->text()).remove(u'&'), qPrintable(label->objectName()));
        ++labels;
        // A value is read with the caption that it belongs to.
        if (label->objectName().endsWith(QLatin1String("Text")))
            QVERIFY2(!interface->relations(QAccessible::Label).isEmpty(), qPrintable(label->objectName()));
    }
    QVERIFY(labels > 0);
}

QTEST_MAIN(LanguagesTest)
#include "tst_languages.moc"
