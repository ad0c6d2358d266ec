#include "connectioncontroller.h"

#include "connectdialog.h"
#include "errortext.h"
#include "localbackend.h"
#include "mainwindow.h"
#include "tokensession.h"

#include <QAction>

namespace tc {

ConnectionController::ConnectionController(Context context)
    : m_context(std::move(context))
    , m_storeAgain(new QAction(this))
    , m_removeAgain(new QAction(this))
{
    connect(&m_context.window, &MainWindow::connectRequested, this, [this] {
        if (m_backend && !m_instance)
            startLocalBackend();
        else
            showConnectDialog({});
    });
    connect(&m_context.window, &MainWindow::disconnectRequested, this, &ConnectionController::disconnect);
    connect(&m_context.window, &MainWindow::storeCredentialRequested, this,
            &ConnectionController::storeCredential);
    // Queued: it comes out of a dialog of the session that is closed by it.
    connect(&m_context.window, &MainWindow::ownTokenRevoked, this, &ConnectionController::noteOwnTokenRevoked,
            Qt::QueuedConnection);
    connect(m_storeAgain, &QAction::triggered, this, &ConnectionController::storeCredential);
    connect(m_removeAgain, &QAction::triggered, this, &ConnectionController::disconnect);
}

ConnectionController::~ConnectionController()
{
    close();
}

void ConnectionController::connectTo(const ConnectionProfile &profile,
                                     std::optional<ResolvedCredential> given)
{
    m_profile = profile;
    if (given)
        open(std::make_shared<const Secret>(std::move(given->secret)), false);
    else
        readKeychain();
}

void ConnectionController::connectToLocal(std::shared_ptr<const ServiceDescription> service,
                                          LocalBackend &backend)
{
    m_profile.service = std::move(service);
    m_backend = &backend;
    connect(m_backend, &LocalBackend::ended, this, &ConnectionController::followLocalBackend);
    startLocalBackend();
}

void ConnectionController::startLocalBackend()
{
    m_context.window.showConnecting(tr("Starting the embedded backend…"));
    m_startingBackend = m_backend->start();
    m_startingBackend->onFinished([this](Result<LocalInstance> instance) {
        if (instance) {
            takeLocalInstance(*instance);
        } else {
            const ErrorText text = describe(instance.error());
            m_context.window.showDisconnected(
                instance.error().reason.isEmpty() ? text.sentence : instance.error().reason, text.nextStep);
        }
    });
}

void ConnectionController::takeLocalInstance(const LocalInstance &instance)
{
    m_instance = instance;
    m_profile.baseUrl = instance.services.value(m_profile.service->id);
    m_profile.localInstance = instance.instanceId;
    if (!m_profile.baseUrl.isValid())
        m_context.window.showDisconnected(
            tr("The embedded backend does not serve %1.").arg(m_profile.service->name.text()),
            tr("Start the console with another --service."));
    else
        readKeychain();
}

void ConnectionController::followLocalBackend()
{
    // The backend ended, or the console that owned it: start (or find) one and go on with the same
    // credential.
    if (m_startingBackend && !m_session)
        return;
    m_startingBackend = m_backend->start();
    m_startingBackend->onFinished([this](Result<LocalInstance> instance) {
        if (!instance || !m_credential
            || instance->services.value(m_profile.service->id) == m_profile.baseUrl)
            return;
        m_instance = *instance;
        m_profile.baseUrl = instance->services.value(m_profile.service->id);
        open(m_credential, m_stored);
    });
}

void ConnectionController::readKeychain()
{
    m_context.window.showConnecting(tr("Looking for your token in the keychain…"));
    m_reading = m_context.store.read(m_profile.credentialKey());
    m_reading->onFinished([this](Result<std::optional<Secret>> entry) {
        if (!entry) {
            const ErrorText text = describe(entry.error());
            showConnectDialog(text.sentence, text.nextStep);
        } else if (*entry) {
            open(std::make_shared<const Secret>(**std::move(entry)), true);
        } else if (m_instance && !m_instance->attached) {
            issueLocalToken();
        } else if (m_instance) {
            showConnectDialog(
                tr("Another console runs the embedded backend and keeps its token to itself."),
                tr("Save the token in the keychain there, or close that console and start again."));
        } else {
            showConnectDialog(m_profile.service->missingTokenMessage.text());
        }
    });
}

void ConnectionController::issueLocalToken()
{
    m_issuing = m_backend->issueManagementToken();
    m_issuing->onFinished([this](Result<Secret> secret) {
        if (secret) {
            storeAndOpen(std::make_shared<const Secret>(*std::move(secret)));
        } else {
            const ErrorText text = describe(secret.error());
            showConnectDialog(text.sentence, text.nextStep);
        }
    });
}

void ConnectionController::storeAndOpen(std::shared_ptr<const Secret> credential)
{
    m_storing = m_context.store.write(m_profile.credentialKey(), *credential);
    m_storing->onFinished([this, credential](Result<Done> result) {
        open(credential, result.has_value());
        if (!result)
            showStorageProblem(result.error(), m_storeAgain);
    });
}

void ConnectionController::open(std::shared_ptr<const Secret> credential, bool stored)
{
    close();
    m_credential = std::move(credential);
    m_stored = stored;
    const CredentialKey key = m_profile.credentialKey();
    m_savedSecrets = std::make_unique<SavedSecrets>(m_context.store, key, m_context.savedTokenIndex(key));
    m_session = std::make_unique<TokenSession>(m_profile, m_credential, m_context.transport, m_context.clock);
    m_context.window.setSession(m_session.get(), m_savedSecrets.get());
    m_context.window.setCredentialStored(stored);
    connect(m_session.get(), &TokenSession::refreshFinished, this,
            &ConnectionController::noteRefreshFinished);
    m_session->refresh();
}

void ConnectionController::close()
{
    m_context.window.setSession(nullptr, nullptr);
    m_session.reset();
    m_savedSecrets.reset();
}

void ConnectionController::noteRefreshFinished()
{
    const std::optional<ApiError> &error = m_session->error();
    if (!error)
        m_context.remember(m_profile);
    else if (error->kind == ErrorKind::Transport && m_backend)
        followLocalBackend();
}

void ConnectionController::showConnectDialog(const QString &sentence, const QString &nextStep)
{
    if (!m_session)
        m_context.window.showDisconnected(
            sentence.isEmpty() ? tr("Not connected.") : sentence,
            nextStep.isEmpty() ? tr("Connect with a token that may manage tokens.") : nextStep);
    if (m_dialog) {
        m_dialog->raise();
        return;
    }
    m_dialog = new ConnectDialog({m_context.services, m_context.transport, m_context.store, m_context.clock},
                                 m_profile, &m_context.window);
    connect(m_dialog, &ConnectDialog::connected, this,
            [this](const ConnectionProfile &profile, const std::shared_ptr<const Secret> &credential,
                   bool stored) {
                m_profile = profile;
                open(credential, stored);
            });
    connect(m_dialog, &ConnectDialog::newLocalTokenRequested, this, [this] {
        m_dialog->close();
        issueLocalToken();
    });
    m_dialog->open();
    if (!sentence.isEmpty())
        m_dialog->explain(sentence, nextStep);
}

void ConnectionController::showStorageProblem(const ApiError &error, QAction *again)
{
    again->setText(tr("Try again"));
    const ErrorText text = describe(error);
    m_context.window.showNotice(
        MessageBanner::Severity::Warning, text.sentence,
        again == m_storeAgain ? tr("The token is kept for this session only.") : text.nextStep, {again});
}

void ConnectionController::storeCredential()
{
    if (!m_credential)
        return;
    m_storing = m_context.store.write(m_profile.credentialKey(), *m_credential);
    m_storing->onFinished([this](Result<Done> result) {
        m_stored = result.has_value();
        m_context.window.setCredentialStored(m_stored);
        if (result)
            m_context.window.showNotice(MessageBanner::Severity::Success,
                                        tr("Your token is in the keychain now, for this server only."));
        else
            showStorageProblem(result.error(), m_storeAgain);
    });
}

void ConnectionController::disconnect()
{
    m_removing = m_context.store.remove(m_profile.credentialKey());
    m_removing->onFinished([this](Result<Done> result) {
        const bool wasStored = m_stored;
        if (result || !wasStored) {
            finishDisconnecting();
            return;
        }
        showStorageProblem(result.error(), m_removeAgain);
    });
}

void ConnectionController::finishDisconnecting()
{
    close();
    m_credential.reset();
    m_stored = false;
    m_context.window.showDisconnected(tr("Disconnected."),
                                      tr("Your token is no longer in this computer’s keychain."));
}

void ConnectionController::noteOwnTokenRevoked()
{
    close();
    m_credential.reset();
    m_removing = m_context.store.remove(m_profile.credentialKey());
    m_removing->onFinished([this](Result<Done>) { m_stored = false; });
    showConnectDialog(tr("Your own token was revoked."), tr("Connect with another one."));
}

} // namespace tc
