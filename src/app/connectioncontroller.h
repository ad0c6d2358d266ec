#pragma once

#include "call.h"
#include "clock.h"
#include "connectionprofile.h"
#include "connectprompt.h"
#include "credentialresolution.h"
#include "localbackendprotocol.h"
#include "phrasing.h"
#include "savedsecrets.h"
#include "unconfirmedsecrets.h"

#include <QObject>

#include <functional>
#include <map>
#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QAction;
QT_END_NAMESPACE

namespace tc {

class HttpTransport;
class Inventory;
class LocalBackend;
class MainWindow;
class OwnCertificates;
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
        OwnCertificates &certificates; ///< of the same transport
        CredentialStore &store;
        const Clock &clock;
        /// Where it is remembered which tokens' secrets a connection saved.
        std::function<TokenIdIndex(const CredentialKey &)> savedTokenIndex;
        /// Where it is remembered which tokens' secrets nobody confirmed as stored.
        std::function<TokenIdIndex(const CredentialKey &)> unconfirmedTokenIndex;
        /// Told of every connection that was made, to start with it next time.
        std::function<void(const ConnectionProfile &)> remember;
        /// Whether the user said before that this server serves what the vendor does not document.
        std::function<bool(const ConnectionProfile &)> servesAssumed;
        /// Told when the user says so, or takes it back.
        std::function<void(const ConnectionProfile &, bool serves)> rememberServesAssumed;
        /// The file of the inventory that the user keeps of a connection's tokens.
        std::function<QString(const CredentialKey &)> inventoryPath;
    };

    explicit ConnectionController(Context context);
    ~ConnectionController() override;

    /// What Connect starts with where there was nothing to connect to.
    void startWith(const ConnectionProfile &profile);
    /// Connects to \a profile's server with \a given (for this session only), else with the keychain's entry,
    /// else by asking.
    void connectTo(const ConnectionProfile &profile, std::optional<ResolvedCredential> given);
    /// Connects to \a service on \a backend, which must outlive the controller, with \a given, else as above.
    void connectToLocal(std::shared_ptr<const ServiceDescription> service, LocalBackend &backend,
                        std::optional<ResolvedCredential> given);

private:
    /// Starts or finds the embedded backend and goes on there, with the session where there is one.
    void startLocalBackend();
    void takeLocalInstance(const LocalInstance &instance);
    void loseLocalInstance(const ApiError &error);
    void noteLocalBackendEnded();
    void readKeychain();
    void issueLocalToken();
    /// Where nothing may be sent: the vendor's own steps and the user's inventory.
    void guide(const ConnectionProfile &profile);
    /// Opens it with a credential that was given at the start, or asks where it does not look like one for
    /// that server.
    void openGiven(const ConnectionProfile &profile, std::shared_ptr<const Secret> credential);
    void open(ConnectionProfile profile, std::shared_ptr<const Secret> credential, bool stored);
    [[nodiscard]] UnconfirmedSecrets &unconfirmedSecrets(const CredentialKey &key);
    void close();
    void noteRefreshFinished();
    void showConnectDialog(const Phrasing &why = {});
    /// Where \a profile's certificates cannot be used as they are remembered: no request goes out without
    /// them.
    void askForCertificates(const TlsFilesError &error);
    void showStorageProblem(const ApiError &error, QAction *again);
    /// Whether the user asked for it, and so is told when it is done.
    enum class Success { Said, Unsaid };
    void storeCredential(Success success);
    void disconnect();
    void removeEntry(const CredentialKey &key);
    /// \a removed: the keychain had the token and has it no more.
    void finishDisconnecting(bool removed);
    void cancelConnecting();
    void noteOwnTokenRevoked();

    Context m_context;
    ConnectionProfile m_profile; ///< of the session; without one, what Connect starts with
    LocalBackend *m_backend = nullptr;
    std::optional<LocalInstance> m_instance;
    std::shared_ptr<const Secret> m_given; ///< by --token, until the embedded backend is there to take it
    std::shared_ptr<const Secret> m_credential; ///< of the session, or of the one that has to be asked for
    bool m_mayBeStored = false; ///< a write was begun for this session, and nothing removed since
    bool m_stored = false; ///< whether the keychain holds just that one
    std::optional<CredentialKey> m_unremoved; ///< the entry that could not be removed
    std::unique_ptr<Inventory> m_inventory; ///< while the guide is shown
    std::unique_ptr<SavedSecrets> m_savedSecrets;
    /// By connection, for as long as the controller: the dialog of a secret may outlive its session.
    std::map<QString, std::unique_ptr<UnconfirmedSecrets>> m_unconfirmed;
    std::unique_ptr<TokenSession> m_session;
    std::optional<TlsFilesError> m_certificatesFault; ///< why there is no session
    ConnectPrompt m_prompt;
    QAction *m_storeAgain;
    QAction *m_removeAgain;

    CallPtr<LocalInstance> m_startingBackend;
    CallPtr<Secret> m_issuing;
    CallPtr<std::optional<Secret>> m_reading;
    CallPtr<Done> m_storing;
    CallPtr<Done> m_removing;
};

} // namespace tc
