#include "connectioncontroller.h"

#include "applog.h"
#include "httptransport.h"
#include "inventory.h"
#include "localbackend.h"
#include "mainwindow.h"
#include "origin.h"
#include "owncertificates.h"
#include "recognitiontexts.h"
#include "serviceload.h"
#include "tokensession.h"

#include <QAction>

namespace tc {

namespace {

void logConnection(const char *what, const ConnectionProfile &profile)
{
    qCInfo(connectionLog).noquote().nospace()
        << what << ": service " << profile.service->id << ", environment "
        << (profile.environmentId.isEmpty() ? QStringLiteral("none") : profile.environmentId) << ", "
        << Origin(profile.baseUrl).toString();
}

} // namespace

ConnectionController::ConnectionController(Context context)
    : m_context(std::move(context))
    , m_prompt(m_context.window,
               {m_context.services, m_context.transport, m_context.certificates, m_context.store,
                m_context.clock, false, m_context.servesAssumed})
    , m_storeAgain(new QAction(this))
    , m_removeAgain(new QAction(this))
{
    connect(&m_context.window, &MainWindow::connectRequested, this, [this] {
        if (m_backend && !m_instance)
            startLocalBackend();
        else
            showConnectDialog();
    });
    connect(&m_context.window, &MainWindow::connectingCancelled, this,
            &ConnectionController::cancelConnecting);
    connect(&m_context.window, &MainWindow::disconnectRequested, this, &ConnectionController::disconnect);
    connect(&m_context.window, &MainWindow::storeCredentialRequested, this,
            [this] { storeCredential(Success::Said); });
    // Queued: it comes out of a dialog of the session that is closed by it.
    connect(&m_context.window, &MainWindow::ownTokenRevoked, this, &ConnectionController::noteOwnTokenRevoked,
            Qt::QueuedConnection);
    connect(&m_prompt, &ConnectPrompt::connected, this,
            [this](const ConnectionProfile &profile, const std::shared_ptr<const Secret> &credential,
                   bool stored) {
                if (profile.servesAssumed)
                    m_context.rememberServesAssumed(profile, true);
                open(profile, credential, stored);
            });
    connect(&m_prompt, &ConnectPrompt::newLocalTokenRequested, this, &ConnectionController::issueLocalToken);
    connect(m_storeAgain, &QAction::triggered, this, [this] { storeCredential(Success::Said); });
    connect(m_removeAgain, &QAction::triggered, this, [this] {
        if (m_unremoved)
            removeEntry(*m_unremoved);
    });
    connect(&m_context.window, &MainWindow::assumedServed, this, [this] {
        m_context.rememberServesAssumed(m_profile, true);
        if (m_credential)
            open(m_profile, m_credential, m_stored);
        else
            connectTo(m_profile, {});
    });
    connect(&m_context.window, &MainWindow::assumedTakenBack, this, [this] {
        m_profile.servesAssumed = false;
        m_context.rememberServesAssumed(m_profile, false);
        open(m_profile, m_credential, m_stored); // where nothing may be sent any more
    });
    connect(&m_prompt, &ConnectPrompt::guideRequested, this, [this](const ConnectionProfile &profile) {
        close();
        guide(profile);
        m_context.remember(m_profile);
    });
}

ConnectionController::~ConnectionController()
{
    close();
}

void ConnectionController::startWith(const ConnectionProfile &profile)
{
    m_profile = profile;
}

void ConnectionController::connectTo(const ConnectionProfile &profile,
                                     std::optional<ResolvedCredential> given)
{
    m_profile = profile;
    m_profile.servesAssumed = m_profile.servesAssumed || m_context.servesAssumed(profile);
    if (given) {
        openGiven(profile, std::make_shared<const Secret>(std::move(given->secret)));
    } else {
        close();
        if (m_profile.mayManage())
            readKeychain();
        else
            guide(m_profile);
    }
}

void ConnectionController::guide(const ConnectionProfile &profile)
{
    m_profile = profile;
    m_inventory = std::make_unique<Inventory>(m_context.inventoryPath(profile.credentialKey()),
                                              Redactor(secretPrefixes(m_context.services)));
    // Tokens are verified there, but no request goes out without the certificates that are remembered.
    const auto ready = m_context.certificates.useRemembered(profile.baseUrl);
    m_context.window.showGuide(profile, *m_inventory, ready ? &m_context.transport : nullptr);
    if (!ready)
        m_context.window.showNotice(MessageBanner::Severity::Warning,
                                    [text = ready.error().text] { return text; });
}

void ConnectionController::connectToLocal(std::shared_ptr<const ServiceDescription> service,
                                          LocalBackend &backend, std::optional<ResolvedCredential> given)
{
    m_profile.service = std::move(service);
    m_backend = &backend;
    if (given)
        m_given = std::make_shared<const Secret>(std::move(given->secret));
    connect(m_backend, &LocalBackend::ended, this, &ConnectionController::noteLocalBackendEnded);
    startLocalBackend();
}

void ConnectionController::startLocalBackend()
{
    if (m_startingBackend)
        return;
    m_context.window.showConnecting([] { return ErrorText {tr("Starting the embedded backend…"), {}}; });
    m_startingBackend = m_backend->start();
    m_startingBackend->onFinished([this](Result<LocalInstance> instance) {
        const auto ended = std::exchange(m_startingBackend, nullptr);
        if (instance)
            takeLocalInstance(*instance);
        else
            loseLocalInstance(instance.error());
    });
}

void ConnectionController::takeLocalInstance(const LocalInstance &instance)
{
    m_instance = instance;
    const QUrl baseUrl = instance.services.value(m_profile.service->id);
    if (!baseUrl.isValid()) {
        m_context.window.showDisconnected([service = m_profile.service] {
            return ErrorText {tr("The embedded backend does not serve %1.").arg(service->name.text()),
                              tr("Start the console with another --service.")};
        });
        return;
    }
    const bool sameDatabase = m_profile.localInstance == instance.instanceId;
    m_profile.baseUrl = baseUrl;
    m_profile.localInstance = instance.instanceId;
    if (m_session && sameDatabase) {
        if (m_session->profile().baseUrl != baseUrl)
            m_session->moveTo(baseUrl);
        return;
    }
    close();
    if (m_given)
        openGiven(m_profile, std::exchange(m_given, nullptr));
    else
        readKeychain();
}

void ConnectionController::loseLocalInstance(const ApiError &error)
{
    m_instance.reset();
    if (m_session) {
        m_context.window.showNotice(MessageBanner::Severity::Warning, phrasing(error));
        return;
    }
    close();
    m_prompt.drop(); // it is for an instance that is no more
    m_profile.localInstance.clear();
    m_context.window.showDisconnected(phrasing(error));
}

void ConnectionController::noteLocalBackendEnded()
{
    if (m_session) {
        startLocalBackend();
    } else {
        ApiError error {.kind = ErrorKind::Transport};
        error.reason = tr("The embedded backend ended.");
        loseLocalInstance(error);
    }
}

void ConnectionController::readKeychain()
{
    m_context.window.showConnecting([] {
        return ErrorText {tr("Looking for your token in the keychain…"), {}};
    });
    m_reading = m_context.store.read(m_profile.credentialKey());
    m_reading->onFinished([this, profile = m_profile](Result<std::optional<Secret>> entry) {
        if (!entry) {
            showConnectDialog([error = entry.error()] {
                return ErrorText {describe(error).sentence,
                                  tr("Check that it is running and unlocked; or enter your token here, and "
                                     "keep it for this session only.")};
            });
        } else if (*entry) {
            open(profile, std::make_shared<const Secret>(**std::move(entry)), true);
        } else if (m_instance && !m_instance->attached) {
            issueLocalToken();
        } else if (m_instance) {
            showConnectDialog([] {
                return ErrorText {
                    tr("Another console runs the embedded backend and keeps its token to itself."),
                    tr("Save the token in the keychain there, or close that console and start again.")};
            });
        } else {
            showConnectDialog([service = profile.service] {
                return ErrorText {service->missingTokenMessage.text(), {}};
            });
        }
    });
}

void ConnectionController::issueLocalToken()
{
    m_issuing = m_backend->issueManagementToken();
    m_issuing->onFinished([this, profile = m_profile](Result<Secret> secret) {
        if (!secret) {
            showConnectDialog(phrasing(secret.error()));
            return;
        }
        // A keychain may ask its user first, for as long as that takes: the list does not wait for it.
        open(profile, std::make_shared<const Secret>(*std::move(secret)), false);
        storeCredential(Success::Unsaid);
    });
}

void ConnectionController::openGiven(const ConnectionProfile &profile,
                                     std::shared_ptr<const Secret> credential)
{
    const auto mismatch = mismatchOf(*credential, profile, m_context.services);
    if (!mismatch) {
        open(profile, std::move(credential), false);
        return;
    }
    close();
    m_credential = std::move(credential);
    m_context.window.setCredentialHeld(true);
    showConnectDialog([mismatch = *mismatch, profile] {
        return ErrorText {mismatchText(mismatch, profile).sentence,
                          tr("Nothing was sent. Check where to connect, and with which token.")};
    });
}

void ConnectionController::open(ConnectionProfile profile, std::shared_ptr<const Secret> credential,
                                bool stored)
{
    close();
    profile.environmentId = environmentOf(*credential, profile);
    profile.servesAssumed = profile.servesAssumed || m_context.servesAssumed(profile);
    m_profile = std::move(profile);
    m_credential = std::move(credential);
    m_stored = stored;
    logConnection(m_profile.mayManage() ? "Opened" : "Not opened, as its operations are assumed", m_profile);
    if (!m_profile.mayManage()) {
        guide(m_profile);
        m_context.window.setCredentialHeld(true);
        return;
    }
    if (const auto ready = m_context.certificates.useRemembered(m_profile.baseUrl); !ready) {
        askForCertificates(ready.error());
        return;
    }
    const CredentialKey key = m_profile.credentialKey();
    m_savedSecrets = std::make_unique<SavedSecrets>(m_context.store, key, m_context.savedTokenIndex(key));
    m_session = std::make_unique<TokenSession>(m_profile, m_credential, m_context.transport, m_context.clock);
    UnconfirmedSecrets &unconfirmed = unconfirmedSecrets(key);
    unconfirmed.follow(*m_session);
    m_context.window.setSession(m_session.get(), {m_savedSecrets.get(), &unconfirmed});
    m_context.window.setCredentialStored(stored);
    connect(m_session.get(), &TokenSession::refreshFinished, this,
            &ConnectionController::noteRefreshFinished);
    m_session->refresh();
}

UnconfirmedSecrets &ConnectionController::unconfirmedSecrets(const CredentialKey &key)
{
    std::unique_ptr<UnconfirmedSecrets> &unconfirmed = m_unconfirmed[key.toString()];
    if (!unconfirmed)
        unconfirmed = std::make_unique<UnconfirmedSecrets>(m_context.unconfirmedTokenIndex(key));
    return *unconfirmed;
}

void ConnectionController::close()
{
    if (m_session)
        logConnection("Closed", m_session->profile());
    // What was under way was for this connection: its late answer must not reach the next one.
    m_reading.reset();
    m_issuing.reset();
    m_storing.reset();
    m_credential.reset();
    m_certificatesFault.reset();
    m_stored = false;
    m_mayBeStored = false;
    m_context.window.setCredentialHeld(false);
    m_context.window.setSession(nullptr, {});
    m_inventory.reset(); // after the window has left it
    m_session.reset();
    m_context.transport.forgetConnections();
    m_savedSecrets.reset();
}

void ConnectionController::noteRefreshFinished()
{
    const std::optional<ApiError> &error = m_session->error();
    if (!error)
        m_context.remember(m_profile);
    else if (error->kind == ErrorKind::Transport && m_profile.isLocal())
        startLocalBackend(); // its owner may have ended: find it where it is now, or become the owner
}

void ConnectionController::showConnectDialog(const Phrasing &why)
{
    if (m_context.services.isEmpty())
        return;
    const auto text = [why] {
        ErrorText reason = why ? why() : ErrorText();
        if (reason.sentence.isEmpty())
            reason.sentence = tr("Not connected.");
        if (reason.nextStep.isEmpty())
            reason.nextStep = tr("Connect with a token that may manage tokens.");
        return reason;
    };
    if (!m_session && !m_inventory)
        m_context.window.showDisconnected(text);
    ConnectPrompt::Start start {m_profile};
    start.issuesTokens = m_profile.isLocal() && m_instance && !m_instance->attached;
    if (!m_session) {
        start.credential = m_credential;
        start.isStored = m_stored;
        start.certificatesFault = m_certificatesFault;
    }
    start.hasTlsFault = m_session && m_session->error() && m_session->error()->kind == ErrorKind::Tls;
    m_prompt.show(start, why);
}

void ConnectionController::askForCertificates(const TlsFilesError &error)
{
    m_certificatesFault = error;
    m_context.window.setCredentialHeld(true);
    showConnectDialog([error] { return error.text; });
}

void ConnectionController::showStorageProblem(const ApiError &error, QAction *again)
{
    const auto text = [this, error, again] {
        again->setText(tr("Try again"));
        ErrorText problem = describe(error);
        problem.nextStep = again == m_storeAgain ? tr("The token is kept for this session only.")
                                                 : tr("Your token is still in this computer’s keychain.");
        return problem;
    };
    m_context.window.showNotice(MessageBanner::Severity::Warning, text, {again});
}

void ConnectionController::storeCredential(Success success)
{
    if (!m_session)
        return;
    // Until it is removed: a keychain that ran out of time may take it later.
    m_mayBeStored = true;
    m_storing = m_context.store.write(m_profile.credentialKey(), *m_credential);
    m_storing->onFinished([this, success](Result<Done> result) {
        m_stored = result.has_value();
        m_context.window.setCredentialStored(m_stored);
        if (result && success == Success::Said)
            m_context.window.showNotice(MessageBanner::Severity::Success, [] {
                return ErrorText {tr("Your token is in the keychain now, for this server only."), {}};
            });
        else if (!result)
            showStorageProblem(result.error(), m_storeAgain);
    });
}

void ConnectionController::disconnect()
{
    if (m_session && (m_stored || m_mayBeStored))
        removeEntry(m_profile.credentialKey());
    else if (m_session || m_credential)
        finishDisconnecting(false);
}

void ConnectionController::removeEntry(const CredentialKey &key)
{
    m_removing = m_context.store.remove(key);
    m_removing->onFinished([this, key, session = QPointer(m_session.get())](Result<Done> result) {
        // By now there may be another session, which this is not about.
        const bool isCurrent = session && session == m_session.get() && key == m_profile.credentialKey();
        if (!result && isCurrent && !m_stored) {
            finishDisconnecting(false); // nothing was known to be there
            return;
        }
        if (!result) {
            m_unremoved = key;
            showStorageProblem(result.error(), m_removeAgain);
            return;
        }
        const bool again = std::exchange(m_unremoved, std::nullopt).has_value();
        if (isCurrent)
            finishDisconnecting(true);
        else if (again)
            m_context.window.showNotice(MessageBanner::Severity::Success, [] {
                return ErrorText {tr("Your token is no longer in this computer’s keychain."), {}};
            });
    });
}

void ConnectionController::finishDisconnecting(bool removed)
{
    close();
    m_context.certificates.letGo(m_profile.baseUrl);
    m_context.window.showDisconnected([removed] {
        return ErrorText {tr("Disconnected."),
                          removed ? tr("Your token is no longer in this computer’s keychain.")
                                  : tr("Connect with a token that may manage tokens.")};
    });
}

void ConnectionController::cancelConnecting()
{
    m_startingBackend.reset();
    m_given.reset();
    close();
    m_context.window.showDisconnected([] {
        return ErrorText {tr("Not connected."), tr("Connect with a token that may manage tokens.")};
    });
}

void ConnectionController::noteOwnTokenRevoked()
{
    const bool wasStored = m_stored;
    close();
    if (wasStored)
        removeEntry(m_profile.credentialKey());
    showConnectDialog([] {
        return ErrorText {tr("Your own token was revoked."), tr("Connect with another one.")};
    });
}

} // namespace tc
