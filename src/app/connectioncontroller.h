#pragma once

#include "call.h"
#include "clock.h"
#include "connectionprofile.h"
#include "credentialresolution.h"
#include "localbackendprotocol.h"
#include "savedsecrets.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QAction;
QT_END_NAMESPACE

namespace tc {

class ConnectDialog;
class HttpTransport;
class LocalBackend;
class MainWindow;
class TokenSession;

/// Brings the window a session: starts the embedded backend, finds the credential, asks for it where there is
/// none, keeps it in the keychain, and lets go of it again.
class ConnectionController final : public QObject
{
    Q_OBJECT

public:
    /// What the controller works with; all of it must outlive the controller.
    struct Context
    {
        MainWindow &window;
        const QList<std::shared_ptr<const ServiceDescription>> &services;
        HttpTransport &transport;
        CredentialStore &store;
        const Clock &clock;
        /// Where a connection's saved token ids are remembered.
        std::function<SavedTokenIndex(const CredentialKey &)> savedTokenIndex;
        /// Told of every connection that was made, to start with it next time.
        std::function<void(const ConnectionProfile &)> remember;
    };

    explicit ConnectionController(Context context);
    ~ConnectionController() override;

    /// Connects to \a profile's server with \a given (for this session only), else with the keychain's entry,
    /// else by asking.
    void connectTo(const ConnectionProfile &profile, std::optional<ResolvedCredential> given);
    /// Connects to \a service on \a backend, which must outlive the controller.
    void connectToLocal(std::shared_ptr<const ServiceDescription> service, LocalBackend &backend);

private:
    void startLocalBackend();
    void takeLocalInstance(const LocalInstance &instance);
    void followLocalBackend();
    void readKeychain();
    void issueLocalToken();
    void storeAndOpen(std::shared_ptr<const Secret> credential);
    void open(std::shared_ptr<const Secret> credential, bool stored);
    void close();
    void noteRefreshFinished();
    void showConnectDialog(const QString &sentence, const QString &nextStep = {});
    void showStorageProblem(const ApiError &error, QAction *again);
    void storeCredential();
    void disconnect();
    void finishDisconnecting();
    void noteOwnTokenRevoked();

    Context m_context;
    ConnectionProfile m_profile;
    LocalBackend *m_backend = nullptr;
    std::optional<LocalInstance> m_instance;
    std::shared_ptr<const Secret> m_credential;
    bool m_stored = false;
    std::unique_ptr<SavedSecrets> m_savedSecrets;
    std::unique_ptr<TokenSession> m_session;
    QPointer<ConnectDialog> m_dialog;
    QAction *m_storeAgain;
    QAction *m_removeAgain;

    CallPtr<LocalInstance> m_startingBackend;
    CallPtr<Secret> m_issuing;
    CallPtr<std::optional<Secret>> m_reading;
    CallPtr<Done> m_storing;
    CallPtr<Done> m_removing;
};

} // namespace tc
