#include "connectdialog.h"

#include "connectiontest.h"
#include "errortext.h"
#include "messagebanner.h"
#include "origin.h"
#include "owncertificates.h"
#include "recognitiontexts.h"
#include "ui_connectdialog.h"
#include "workspacelookup.h"

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
    , m_connectUntested(new QAction(this))
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
    for (QWidget *fixed : std::initializer_list<QWidget *> {m_ui->serviceCombo, m_ui->environmentCombo,
                                                            m_ui->baseUrlEdit, m_ui->workspaceField})
        fixed->setEnabled(!m_start.isLocal());
    m_ui->certificates->setVisible(!m_start.isLocal());
    retranslate();
    offerWorkspaces();
    m_ui->workspaceField->setWorkspace(m_start.workspace);
    m_ui->tokenEdit->setFocus();

    connect(m_ui->serviceCombo, &QComboBox::currentIndexChanged, this, [this] {
        fillEnvironments();
        chooseEnvironment();
        m_ui->workspaceField->setWorkspace(service() == m_start.service ? m_start.workspace : QString());
        showWorkspace();
        updateParts();
    });
    connect(m_ui->workspaceField, &WorkspaceField::fetchRequested, this,
            [this] { start(Purpose::FetchWorkspaces); });
    connect(m_ui->workspaceField, &WorkspaceField::changed, this, &ConnectDialog::updateParts);
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
    connect(m_connectUntested, &QAction::triggered, this, [this] {
        m_skipsTest = true;
        start(Purpose::Connect);
        m_skipsTest = false;
    });
    connect(m_storeAgain, &QAction::triggered, this, [this] { store(Entered(*m_accepted)); });
    connect(m_assumedApi, &AssumedApiChoice::byHand, this, [this](const ConnectionProfile &asked) {
        m_offersGuide = false;
        m_ui->tokenEdit->clear();
        m_ui->certificates->clearPassphrase();
        accept();
        Q_EMIT guideRequested(asked);
    });
    connect(m_assumedApi, &AssumedApiChoice::served, this, [this](const ConnectionProfile &asked) {
        m_servesAssumed = asked.serverKey();
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
        // The embedded backend is what every description of its own was run against.
        m_ui->serviceCombo->addItem(description->tested || m_start.isLocal()
                                        ? description->name.text()
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
    offerWorkspaces();
    updateParts();
}

void ConnectDialog::noteBaseUrl()
{
    const ServiceEnvironment *environment = environmentAt(enteredUrl());
    const QSignalBlocker blocker(m_ui->environmentCombo);
    m_ui->environmentCombo->setCurrentIndex(
        m_ui->environmentCombo->findData(environment ? environment->id : QString()));
    offerCertificates();
    offerWorkspaces();
    updateParts();
}

void ConnectDialog::showWorkspace()
{
    const WorkspaceUse &use = service()->workspace;
    const QString label = use.label.isEmpty() ? tr("Workspace") : use.label.text();
    m_ui->workspaceLabel->setText(label);
    m_ui->workspaceField->setName(label);
    m_ui->workspaceField->retranslate();
    m_ui->workspaceLabel->setVisible(use.kind != WorkspaceUse::Kind::None);
    m_ui->workspaceField->setVisible(use.kind != WorkspaceUse::Kind::None);
    m_ui->workspaceField->setFetchable(!m_start.isLocal()
                                       && ServiceMapping(service()).has(Operation::Workspaces));
}

void ConnectDialog::offerWorkspaces()
{
    const ConnectionProfile profile = enteredServer();
    const QString place = profile.service->id + u' ' + profile.serverKey().toString();
    if (m_offeredWorkspaces == place)
        return;
    m_offeredWorkspaces = place;
    m_ui->workspaceField->setUse(
        service()->workspace, m_context.usedWorkspaces ? m_context.usedWorkspaces(profile) : QStringList());
    showWorkspace();
}

QList<RecognisedSecret> ConnectDialog::typedLooks() const
{
    const auto input = readCredential(m_ui->tokenEdit->text());
    return input ? recognise(input->secret, {service()}) : QList<RecognisedSecret>();
}

void ConnectDialog::updateParts()
{
    const bool isHeld = isHeldFor(enteredServer().credentialKey());
    const QString typed = m_ui->tokenEdit->text();
    m_ui->signInButton->setVisible(!m_start.isLocal() && !service()->signInAsks.isEmpty());
    m_testButton->setEnabled(!isBusy() && (isHeld || !typed.isEmpty()));
    m_ui->workspaceField->setFetchEnabled(isHeld || !typed.isEmpty());
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
    const ConnectionProfile profile = enteredServer();
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
    const bool isFetch = purpose == Purpose::FetchWorkspaces;
    if (isFetch ? !profile->maySend(Operation::Workspaces) : !profile->mayManage()) {
        offerGuide(*profile);
        return;
    }
    if (!isFetch && !hasWorkspace(*profile))
        return;
    std::optional<Entered> entered = this->entered();
    if (!entered)
        return;
    m_isMismatchAccepted = m_isMismatchAccepted || mismatch == Mismatch::Accepted;
    const auto found = mismatchOf(*entered->credential, entered->profile, m_context.services);
    if (found && !m_isMismatchAccepted) {
        ask(*found, entered->profile);
        return;
    }
    m_asksAboutMismatch = false;
    // Whatever was chosen, its keychain entry is that of the environment that it is for.
    entered->profile.environmentId = environmentOf(*entered->credential, entered->profile);
    if (isFetch) {
        fetchWorkspaces(*entered);
        return;
    }
    if (m_skipsTest && !service()->listAsks.isEmpty()) {
        take(*entered);
        return;
    }
    CallPtr<Done> test = std::make_unique<ConnectionTest>(entered->profile, entered->credential, entered->tls,
                                                          m_context.transport.limits(), m_context.clock);
    run<Done>(std::move(test), [this, purpose, entered = *entered](Done) {
        if (purpose == Purpose::Test)
            banner().showMessage(MessageBanner::Severity::Success,
                                 tr("The connection works: this token may manage tokens here."));
        else
            take(entered);
    });
}

void ConnectDialog::take(const Entered &accepted)
{
    if (m_ui->rememberCheck->isChecked() && !accepted.isStored)
        store(accepted);
    else
        finish(accepted, accepted.isStored);
}

void ConnectDialog::fetchWorkspaces(const Entered &entered)
{
    CallPtr<QList<NamedWorkspace>> reading = std::make_unique<WorkspaceLookup>(
        entered.profile, entered.credential, entered.tls, m_context.transport.limits(), m_context.clock);
    run<QList<NamedWorkspace>>(std::move(reading), [this](const QList<NamedWorkspace> &listed) {
        m_ui->workspaceField->offer(listed);
        const auto found = static_cast<int>(listed.size());
        say(MessageBanner::Severity::Success, [found] {
            return found == 0
                ? ErrorText {tr("The server lists no workspace for this token’s user."), {}}
                : ErrorText {tr("The server lists %n workspace(s) for this token’s user.", nullptr, found),
                             tr("Choose one.")};
        });
        m_ui->workspaceField->setFocus();
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
    // The test reads the list, and asks for nothing more.
    const bool isOfTest = m_purpose == Purpose::Test || m_purpose == Purpose::Connect;
    if (isOfTest && error.kind == ErrorKind::Unauthorized && !service()->listAsks.isEmpty()) {
        const auto text = [error] {
            return ErrorText {describe(error).sentence,
                              tr("If your account needs it, connect all the same and give it then; otherwise "
                                 "correct what you entered.")};
        };
        say(MessageBanner::Severity::Error, text, {m_connectUntested});
        return;
    }
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
    m_connectUntested->setText(tr("Connect all the same"));
    updateParts();
}

} // namespace tc
