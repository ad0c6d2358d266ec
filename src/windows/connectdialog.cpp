#include "connectdialog.h"

#include "connectiontest.h"
#include "errortext.h"
#include "messagebanner.h"
#include "origin.h"
#include "owncertificates.h"
#include "recognitiontexts.h"
#include "ui_connectdialog.h"

#include <QAction>
#include <QPushButton>

#include <utility>

namespace tc {

ConnectDialog::ConnectDialog(const Context &context, const ConnectionProfile &profile, QWidget *parent)
    : ActionDialog(parent)
    , m_context(context)
    , m_start(profile)
    , m_ui(std::make_unique<Ui::ConnectDialog>())
    , m_sessionOnly(new QAction(this))
    , m_storeAgain(new QAction(this))
    , m_useAnyway(new QAction(this))
    , m_assumedApi(new AssumedApiChoice(*this))
    , m_heldFor(profile.credentialKey())
{
    m_ui->setupUi(this);
    setParts({m_ui->inputs, m_ui->banner, m_ui->busyBar, m_ui->buttons});
    m_testButton = m_ui->buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    m_connectButton = m_ui->buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    m_connectButton->setDefault(true);
    if (m_context.issuesTokens)
        m_newTokenButton = m_ui->buttons->addButton(QString(), QDialogButtonBox::ActionRole);

    fillServices();
    fillEnvironments();
    m_ui->baseUrlEdit->setText(m_start.baseUrl.toString());
    m_ui->workspaceEdit->setText(m_start.workspace);
    for (QWidget *fixed : std::initializer_list<QWidget *> {m_ui->serviceCombo, m_ui->environmentCombo,
                                                            m_ui->baseUrlEdit, m_ui->workspaceEdit})
        fixed->setEnabled(!m_start.isLocal());
    m_ui->certificates->setVisible(!m_start.isLocal());
    retranslate();
    m_ui->tokenEdit->setFocus();

    connect(m_ui->serviceCombo, &QComboBox::currentIndexChanged, this, [this] {
        fillEnvironments();
        chooseEnvironment();
        showWorkspace();
        updateParts();
    });
    connect(m_ui->environmentCombo, &QComboBox::currentIndexChanged, this, &ConnectDialog::chooseEnvironment);
    connect(m_ui->baseUrlEdit, &QLineEdit::textEdited, this, &ConnectDialog::noteBaseUrl);
    connect(m_ui->tokenEdit, &QLineEdit::textChanged, this, &ConnectDialog::updateParts);
    connect(m_ui->tokenEdit, &QLineEdit::textChanged, this, &ConnectDialog::forgetMismatch);
    connect(m_ui->baseUrlEdit, &QLineEdit::textChanged, this, &ConnectDialog::forgetMismatch);
    connect(m_ui->serviceCombo, &QComboBox::currentIndexChanged, this, &ConnectDialog::forgetMismatch);
    connect(m_ui->environmentCombo, &QComboBox::currentIndexChanged, this, &ConnectDialog::forgetMismatch);
    connect(m_ui->signInButton, &QPushButton::clicked, this, &ConnectDialog::openSignIn);
    connect(m_testButton, &QPushButton::clicked, this, [this] { start(Purpose::Test); });
    connect(m_connectButton, &QPushButton::clicked, this, [this] { start(Purpose::Connect); });
    if (m_newTokenButton)
        connect(m_newTokenButton, &QPushButton::clicked, this, &ConnectDialog::newLocalTokenRequested);
    connect(m_sessionOnly, &QAction::triggered, this, [this] { finish(Entered(*m_accepted), false); });
    connect(m_useAnyway, &QAction::triggered, this, [this] { start(m_purpose, Mismatch::Accepted); });
    connect(m_storeAgain, &QAction::triggered, this, [this] { store(Entered(*m_accepted)); });
    connect(m_assumedApi, &AssumedApiChoice::byHand, this, [this](const ConnectionProfile &asked) {
        m_offersGuide = false;
        m_ui->tokenEdit->clear();
        m_ui->certificates->clearPassphrase();
        accept();
        Q_EMIT guideRequested(asked);
    });
    connect(m_assumedApi, &AssumedApiChoice::served, this, [this](const ConnectionProfile &asked) {
        m_servesAssumed = asked.credentialKey();
        m_offersGuide = false;
        banner().dismiss();
        if (m_purpose == Purpose::SignIn)
            openSignIn();
        else
            start(m_purpose);
    });
}

ConnectDialog::~ConnectDialog() = default;

void ConnectDialog::explain(const QString &sentence, const QString &nextStep)
{
    banner().showMessage(MessageBanner::Severity::Information, sentence, nextStep);
}

void ConnectDialog::holdCredential(std::shared_ptr<const Secret> credential, bool stored)
{
    m_held = std::move(credential);
    m_heldFor = m_start.credentialKey();
    m_heldIsStored = stored;
    m_isSession = false;
    // What was given for this session is stored only if the user asks.
    if (m_held && !stored)
        m_ui->rememberCheck->setChecked(false);
    updateParts();
}

void ConnectDialog::showCertificates(const std::optional<TlsFilesError> &error)
{
    m_ui->certificates->unfold();
    if (error)
        m_ui->certificates->showError(*error);
}

std::shared_ptr<const ServiceDescription> ConnectDialog::service() const
{
    return m_context.services.value(m_ui->serviceCombo->currentIndex(), m_start.service);
}

void ConnectDialog::fillServices()
{
    const QSignalBlocker blocker(m_ui->serviceCombo);
    const int chosen = m_ui->serviceCombo->currentIndex();
    m_ui->serviceCombo->clear();
    for (const auto &description : m_context.services)
        m_ui->serviceCombo->addItem(description->tested ? description->name.text()
                                                        : tr("%1 (untested)").arg(description->name.text()));
    m_ui->serviceCombo->setCurrentIndex(
        chosen >= 0 ? chosen : qMax(0, static_cast<int>(m_context.services.indexOf(m_start.service))));
}

void ConnectDialog::fillEnvironments()
{
    const QSignalBlocker blocker(m_ui->environmentCombo);
    m_ui->environmentCombo->clear();
    for (const ServiceEnvironment &environment : service()->environments)
        m_ui->environmentCombo->addItem(environment.label.text(), environment.id);
    m_ui->environmentCombo->addItem(
        m_start.isLocal() ? tr("This computer (embedded backend)") : tr("Other server"), QString());
    const bool sameService = service() == m_start.service;
    const int chosen = m_ui->environmentCombo->findData(sameService ? m_start.environmentId : QString());
    m_ui->environmentCombo->setCurrentIndex(sameService ? chosen : 0);
}

void ConnectDialog::chooseEnvironment()
{
    if (const ServiceEnvironment *environment
        = service()->environment(m_ui->environmentCombo->currentData().toString()))
        m_ui->baseUrlEdit->setText(environment->baseUrl.toString());
    offerCertificates();
    updateParts();
}

QUrl ConnectDialog::enteredUrl() const
{
    return QUrl(m_ui->baseUrlEdit->text().trimmed(), QUrl::StrictMode);
}

const ServiceEnvironment *ConnectDialog::environmentAt(const QUrl &url) const
{
    const ServiceEnvironment *const chosen
        = service()->environment(m_ui->environmentCombo->currentData().toString());
    return chosen && chosen->runsAt(url) ? chosen : service()->environmentAt(url);
}

void ConnectDialog::noteBaseUrl()
{
    const ServiceEnvironment *environment = environmentAt(enteredUrl());
    const QSignalBlocker blocker(m_ui->environmentCombo);
    m_ui->environmentCombo->setCurrentIndex(
        m_ui->environmentCombo->findData(environment ? environment->id : QString()));
    offerCertificates();
    updateParts();
}

void ConnectDialog::showWorkspace()
{
    const WorkspaceUse &use = service()->workspace;
    const QString label = use.label.isEmpty() ? tr("Workspace") : use.label.text();
    m_ui->workspaceLabel->setText(label);
    m_ui->workspaceEdit->setAccessibleName(label);
    m_ui->workspaceEdit->setPlaceholderText(use.serverDefault ? tr("Server default") : QString());
    m_ui->workspaceLabel->setVisible(use.kind != WorkspaceUse::Kind::None);
    m_ui->workspaceEdit->setVisible(use.kind != WorkspaceUse::Kind::None);
}

QList<RecognisedSecret> ConnectDialog::typedLooks() const
{
    const auto input = readCredential(m_ui->tokenEdit->text());
    return input ? recognise(input->secret, {service()}) : QList<RecognisedSecret>();
}

void ConnectDialog::updateParts()
{
    const bool isHeld = isHeldFor(m_start.isLocal() ? m_start.credentialKey()
                                                    : CredentialKey::forOrigin(service()->id, enteredUrl()));
    const QString typed = m_ui->tokenEdit->text();
    m_ui->signInButton->setVisible(!m_start.isLocal() && !service()->signInAsks.isEmpty());
    m_testButton->setEnabled(!isBusy() && (isHeld || !typed.isEmpty()));
    // Where nothing may be sent, no token is needed to be told so, and to manage by hand.
    m_connectButton->setEnabled(!isBusy() && (isHeld || !typed.isEmpty() || isGuided()));
    const QList<RecognisedSecret> looks = typedLooks();
    if (!looks.isEmpty() && looks.constFirst().failsChecksum)
        m_ui->tokenHint->setText(recognitionText(looks));
    else if (typed != typed.trimmed())
        m_ui->tokenHint->setText(tr("Surrounding white space is left out."));
    else if (isHeld && m_isSession)
        m_ui->tokenHint->setText(tr("You are signed in: leave it empty to go on with that session."));
    else if (isHeld)
        m_ui->tokenHint->setText(tr("Leave it empty to go on with the token that you have for this server."));
    else if (service()->credentialIsPair)
        m_ui->tokenHint->setText(
            tr("User name and password, as in user:password. They travel to this server only."));
    else if (!service()->signInAsks.isEmpty())
        m_ui->tokenHint->setText(
            tr("Sign in, or enter a token that may manage tokens. It travels to this server only."));
    else
        m_ui->tokenHint->setText(tr("A token that may manage tokens. It travels to this server only."));
}

void ConnectDialog::offerCertificates()
{
    const QUrl url = enteredUrl();
    const QString origin = Origin(url).toString();
    if (m_start.isLocal() || std::exchange(m_offeredOrigin, origin) == origin)
        return;
    const TlsFiles files = m_context.certificates.filesAt(url);
    m_ui->certificates->offer(files, m_context.certificates.isOpened(url, files));
}

bool ConnectDialog::isHeldFor(const CredentialKey &key) const
{
    return m_held && key == m_heldFor;
}

std::optional<ConnectionProfile> ConnectDialog::enteredProfile()
{
    if (m_start.isLocal())
        return m_start;
    ConnectionProfile profile;
    profile.service = service();
    profile.baseUrl = enteredUrl();
    if (profile.service->workspace.kind != WorkspaceUse::Kind::None)
        profile.workspace = m_ui->workspaceEdit->text().trimmed();
    if (!isAbsoluteHttpUrl(profile.baseUrl)) {
        banner().showMessage(MessageBanner::Severity::Error, tr("The base URL must be an absolute URL."),
                             tr("Enter it with https:// and the host name."));
        m_ui->baseUrlEdit->setFocus();
        return std::nullopt;
    }
    if (profile.baseUrl.hasQuery() || profile.baseUrl.hasFragment()) {
        banner().showMessage(MessageBanner::Severity::Error,
                             tr("The base URL must hold no query and no fragment."),
                             tr("Leave out what follows ? or #."));
        m_ui->baseUrlEdit->setFocus();
        return std::nullopt;
    }
    if (!mayCarryCredential(profile.baseUrl)) {
        banner().showMessage(
            MessageBanner::Severity::Error,
            tr("A token is only sent over https, or to this computer itself, and to a URL without "
               "user name and password."),
            tr("Correct the base URL."));
        m_ui->baseUrlEdit->setFocus();
        return std::nullopt;
    }
    if (const ServiceEnvironment *environment = environmentAt(profile.baseUrl))
        profile.environmentId = environment->id;
    profile.servesAssumed = m_servesAssumed == profile.credentialKey()
        || (m_context.servesAssumed && m_context.servesAssumed(profile));
    return profile;
}

std::shared_ptr<const Secret> ConnectDialog::enteredCredential()
{
    const bool isPair = service()->credentialIsPair;
    auto input = readCredential(m_ui->tokenEdit->text(),
                                isPair ? CredentialForm::UserAndPassword : CredentialForm::Token);
    if (!input && isPair) {
        banner().showMessage(MessageBanner::Severity::Error,
                             tr("This service takes a user name and a password."),
                             tr("Enter both with a colon between them, as in user:password."));
        m_ui->tokenEdit->setFocus();
        return nullptr;
    }
    if (!input) {
        banner().showMessage(
            MessageBanner::Severity::Error,
            input.error() == CredentialInputError::Empty
                ? tr("Enter a token.")
                : tr("The token has a character that no token has, such as a line break or a blank."),
            tr("Copy the token again and paste it here."));
        m_ui->tokenEdit->setFocus();
        return nullptr;
    }
    return std::make_shared<const Secret>(std::move(input->secret));
}

std::optional<ConnectDialog::Entered> ConnectDialog::entered()
{
    std::optional<ConnectionProfile> profile = enteredProfile();
    if (!profile)
        return std::nullopt;
    Entered entered;
    entered.profile = *std::move(profile);
    if (m_ui->tokenEdit->text().isEmpty() && isHeldFor(entered.profile.credentialKey())) {
        entered.credential = m_held;
        entered.isStored = m_heldIsStored;
    } else {
        entered.credential = enteredCredential();
    }
    if (!entered.credential || !loadCertificates(entered))
        return std::nullopt;
    return entered;
}

bool ConnectDialog::loadCertificates(Entered &entered)
{
    if (m_start.isLocal())
        return true;
    m_ui->certificates->clearErrors();
    entered.tlsFiles = m_ui->certificates->files();
    auto tls = m_context.certificates.load(entered.profile.baseUrl, entered.tlsFiles,
                                           m_ui->certificates->passphrase());
    if (!tls) {
        banner().dismiss();
        m_ui->certificates->showError(tls.error());
        return false;
    }
    entered.tls = *std::move(tls);
    return true;
}

void ConnectDialog::ask(const SecretMismatch &mismatch, const ConnectionProfile &profile)
{
    say(MessageBanner::Severity::Warning, [mismatch, profile] { return mismatchText(mismatch, profile); },
        {m_useAnyway});
    m_asksAboutMismatch = true;
}

void ConnectDialog::forgetMismatch()
{
    m_isMismatchAccepted = false;
    const bool asked = std::exchange(m_asksAboutMismatch, false);
    if (std::exchange(m_offersGuide, false) || asked)
        banner().dismiss();
}

bool ConnectDialog::isGuided() const
{
    ConnectionProfile profile;
    profile.service = service();
    profile.baseUrl = enteredUrl();
    profile.servesAssumed = m_servesAssumed == profile.credentialKey()
        || (m_context.servesAssumed && m_context.servesAssumed(profile));
    return !m_start.isLocal() && isAbsoluteHttpUrl(profile.baseUrl) && !profile.mayManage();
}

void ConnectDialog::offerGuide(const ConnectionProfile &profile)
{
    m_offersGuide = true;
    m_assumedApi->setProfile(profile);
    say(
        MessageBanner::Severity::Information, [this] { return m_assumedApi->phrase(); },
        m_assumedApi->actions());
}

void ConnectDialog::start(Purpose purpose, Mismatch mismatch)
{
    if (isBusy())
        return;
    m_purpose = purpose;
    const std::optional<ConnectionProfile> profile = enteredProfile();
    if (!profile)
        return;
    if (!profile->mayManage()) {
        offerGuide(*profile);
        return;
    }
    const std::optional<Entered> entered = this->entered();
    if (!entered)
        return;
    m_isMismatchAccepted = m_isMismatchAccepted || mismatch == Mismatch::Accepted;
    const auto found = mismatchOf(*entered->credential, entered->profile, m_context.services);
    if (found && !m_isMismatchAccepted) {
        ask(*found, entered->profile);
        return;
    }
    m_asksAboutMismatch = false;
    CallPtr<Done> test = std::make_unique<ConnectionTest>(entered->profile, entered->credential, entered->tls,
                                                          m_context.transport.limits(), m_context.clock);
    run<Done>(std::move(test), [this, purpose, entered = *entered](Done) {
        if (purpose == Purpose::Test)
            banner().showMessage(MessageBanner::Severity::Success,
                                 tr("The connection works: this token may manage tokens here."));
        else if (m_ui->rememberCheck->isChecked() && !entered.isStored)
            store(entered);
        else
            finish(entered, entered.isStored);
    });
}

void ConnectDialog::store(const Entered &accepted)
{
    m_accepted = accepted;
    run<Done>(m_context.store.write(accepted.profile.credentialKey(), *accepted.credential),
              [this, accepted](Done) { finish(accepted, true); });
}

void ConnectDialog::finish(const Entered &accepted, bool stored)
{
    m_ui->tokenEdit->clear();
    m_ui->certificates->clearPassphrase();
    if (!m_start.isLocal())
        m_context.certificates.use(accepted.profile.baseUrl, accepted.tlsFiles, accepted.tls);
    Q_EMIT connected(accepted.profile, accepted.credential, stored);
    accept();
}

void ConnectDialog::showError(const ApiError &error)
{
    if (error.kind != ErrorKind::StorageUnavailable) {
        ActionDialog::showError(error);
        if (error.kind == ErrorKind::Tls && !m_start.isLocal())
            showCertificates();
        return;
    }
    const ErrorText text = describe(error);
    banner().showMessage(
        MessageBanner::Severity::Warning, text.sentence,
        tr("Check that it is running and unlocked, then try again; or keep the token for this session only."),
        {m_storeAgain, m_sessionOnly});
}

void ConnectDialog::retranslate()
{
    m_ui->retranslateUi(this);
    fillServices();
    fillEnvironments();
    showWorkspace();
    if (!m_start.isLocal())
        noteBaseUrl();
    m_testButton->setText(tr("Test connection"));
    m_connectButton->setText(tr("Connect"));
    if (m_newTokenButton)
        m_newTokenButton->setText(tr("Issue a new token"));
    m_ui->buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    m_sessionOnly->setText(tr("Keep for this session only"));
    m_storeAgain->setText(tr("Try again"));
    m_useAnyway->setText(tr("Use it anyway"));
    updateParts();
}

} // namespace tc
