#include "localconnection.h"

#include "localbackend.h"
#include "tokensession.h"

namespace tc {

namespace {

ConnectionProfile profileOf(std::shared_ptr<const ServiceDescription> service)
{
    ConnectionProfile profile;
    profile.service = std::move(service);
    return profile;
}

} // namespace

LocalConnection::LocalConnection(const ConnectionContext &context,
                                 std::shared_ptr<const ServiceDescription> service, LocalBackend &backend)
    : Connection(context, profileOf(std::move(service)))
    , m_backend(backend)
{
    connect(&m_backend, &LocalBackend::ended, this, &LocalConnection::noteBackendEnded);
}

ConnectPrompt::Start LocalConnection::promptStart() const
{
    ConnectPrompt::Start start = Connection::promptStart();
    start.issuesTokens = m_profile.isLocal() && m_instance && !m_instance->attached;
    return start;
}

void LocalConnection::connectAgain()
{
    if (m_starting)
        return;
    if (!session())
        setConnecting([] { return ErrorText {tr("Starting the embedded backend…"), {}}; });
    m_starting = m_backend.start();
    m_starting->onFinished([this](Result<LocalInstance> instance) {
        const auto ended = std::exchange(m_starting, nullptr);
        if (instance)
            takeInstance(*instance);
        else
            loseInstance(instance.error());
    });
}

void LocalConnection::takeInstance(const LocalInstance &instance)
{
    m_instance = instance;
    const QUrl baseUrl = instance.services.value(m_profile.service->id);
    if (!baseUrl.isValid()) {
        close();
        setClosed([service = m_profile.service] {
            return ErrorText {tr("The embedded backend does not serve %1.").arg(service->name.text()),
                              tr("Start the console with another --service.")};
        });
        return;
    }
    const bool sameDatabase = m_profile.localInstance == instance.instanceId;
    m_profile.baseUrl = baseUrl;
    m_profile.localInstance = instance.instanceId;
    if (session() && sameDatabase) {
        if (session()->profile().baseUrl != baseUrl)
            session()->moveTo(baseUrl);
        return;
    }
    close();
    if (m_given)
        openGiven(std::exchange(m_given, nullptr));
    else
        readKeychain();
}

void LocalConnection::loseInstance(const ApiError &error)
{
    m_instance.reset();
    if (session()) {
        Q_EMIT noticed(MessageBanner::Severity::Warning, phrasing(error), {});
        return;
    }
    close();
    Q_EMIT serverLost();
    m_profile.localInstance.clear();
    setClosed(phrasing(error));
}

void LocalConnection::noteBackendEnded()
{
    if (session()) {
        connectAgain();
    } else {
        ApiError error {.kind = ErrorKind::Transport};
        error.reason = tr("The embedded backend ended.");
        loseInstance(error);
    }
}

void LocalConnection::noteNoEntry()
{
    if (m_instance && !m_instance->attached)
        issueToken();
    else
        wantCredential([] {
            return ErrorText {
                tr("Another console runs the embedded backend and keeps its token to itself."),
                tr("Save the token in the keychain there, or close that console and start again.")};
        });
}

void LocalConnection::issueToken()
{
    m_issuing = m_backend.issueManagementToken();
    m_issuing->onFinished([this, profile = m_profile](Result<Secret> secret) {
        if (!secret) {
            wantCredential(phrasing(secret.error()));
            return;
        }
        // A keychain may ask its user first, for as long as that takes: the list does not wait for it.
        open(profile, std::make_shared<const Secret>(*std::move(secret)), false);
        storeCredential(Success::Unsaid);
    });
}

void LocalConnection::noteUnreachable()
{
    connectAgain(); // its owner may have ended: find it where it is now, or become the owner
}

void LocalConnection::close()
{
    m_issuing.reset();
    Connection::close();
}

void LocalConnection::cancel()
{
    m_starting.reset();
    m_given.reset();
    Connection::cancel();
}

} // namespace tc
