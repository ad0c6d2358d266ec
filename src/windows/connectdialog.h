#pragma once

#include "actiondialog.h"
#include "assumedapi.h"
#include "clock.h"
#include "connectionprofile.h"
#include "credentialinput.h"
#include "secretmismatch.h"
#include "tlssettings.h"

#include <QList>

#include <functional>
#include <optional>

QT_BEGIN_NAMESPACE
class QAction;
class QPushButton;
QT_END_NAMESPACE

namespace Ui {
class ConnectDialog;
}

namespace tc {

class HttpTransport;
class OwnCertificates;

/// *Connect*: service, environment, base URL, workspace, the user's token and certificates. Where the token
/// does not look like one for that server, it asks before it sends it. It tests them before it takes them,
/// and stores the token in the keychain where the user wants that; where the keychain refuses, it says so and
/// offers to go on for this session only.
class ConnectDialog final : public ActionDialog
{
    Q_OBJECT

public:
    /// What the dialog works with; all of it must outlive the dialog.
    struct Context
    {
        const QList<std::shared_ptr<const ServiceDescription>> &services;
        const HttpTransport &transport; ///< whose limits hold for the test
        OwnCertificates &certificates;
        CredentialStore &store;
        const Clock &clock;
        bool issuesTokens = false; ///< whether the embedded backend can be asked for a new token
        /// Whether the user said before that this server serves what the vendor does not document.
        std::function<bool(const ConnectionProfile &)> servesAssumed = {};
        /// The workspaces that the user worked in at this server before, the latest first.
        std::function<QStringList(const ConnectionProfile &)> usedWorkspaces = {};
    };

    /// Starts with \a profile. For the embedded backend everything but the token is fixed.
    ConnectDialog(const Context &context, const ConnectionProfile &profile, QWidget *parent = nullptr);
    ~ConnectDialog() override;

    /// Says \a sentence on top: why there is something to connect.
    void explain(const QString &sentence, const QString &nextStep = {});
    /// Goes on with \a credential where the user enters none and stays with the server that the dialog
    /// started with; \a stored: the keychain has it.
    void holdCredential(std::shared_ptr<const Secret> credential, bool stored);
    /// Unfolds *Certificates*, and says there what is wrong with them where \a error does.
    void showCertificates(const std::optional<TlsFilesError> &error = {});

Q_SIGNALS:
    /// The credential was accepted; \a stored says whether the keychain holds it now.
    void connected(const tc::ConnectionProfile &profile, std::shared_ptr<const tc::Secret> credential,
                   bool stored);
    /// The user wants \a profile's tokens managed by hand; the dialog has closed.
    void guideRequested(const tc::ConnectionProfile &profile);
    /// The user wants the embedded backend to issue a new management token.
    void newLocalTokenRequested();

protected:
    void retranslate() override;
    void showError(const ApiError &error) override;
    [[nodiscard]] ApiError cancelledError() const override { return ApiError {.kind = ErrorKind::Cancelled}; }
    void busyChanged() override { updateParts(); }

private:
    enum class Purpose { Test, Connect, SignIn, FetchWorkspaces };
    /// What was entered, read and checked.
    struct Entered
    {
        ConnectionProfile profile;
        std::shared_ptr<const Secret> credential;
        bool isStored = false; ///< the keychain has that credential already
        TlsFiles tlsFiles;
        TlsSettings tls;
    };

    enum class Mismatch { AskedAbout, Accepted };

    void fillServices();
    void fillEnvironments();
    void chooseEnvironment();
    void noteBaseUrl();
    void showWorkspace();
    /// Those used before at the server that is entered.
    void offerWorkspaces();
    void updateParts();
    /// Opens *Sign in* for the server that is entered; where nothing may be sent there, it says so instead.
    void openSignIn();
    /// Goes on with \a session at the server of \a key where the user enters no token.
    void takeSession(std::shared_ptr<const Secret> session, const CredentialKey &key);
    void offerCertificates();
    [[nodiscard]] std::shared_ptr<const ServiceDescription> service() const;
    [[nodiscard]] QUrl enteredUrl() const;
    /// Whether the held credential is the one to go on with, as long as none is entered.
    [[nodiscard]] bool isHeldFor(const CredentialKey &key) const;
    /// The server that is entered, whether or not it can be one.
    [[nodiscard]] ConnectionProfile enteredServer() const;
    /// The same, checked; nothing, said at the input that is to blame, where something does not fit.
    [[nodiscard]] std::optional<ConnectionProfile> enteredProfile();
    /// Whether \a profile has the workspace that its requests need; says so where not.
    [[nodiscard]] bool hasWorkspace(const ConnectionProfile &profile);
    [[nodiscard]] std::shared_ptr<const Secret> enteredCredential();
    /// Nothing, said at the input that is to blame, where something does not fit.
    [[nodiscard]] std::optional<Entered> entered();
    /// Loads the certificates that are entered; false, said at their inputs, where they do not fit.
    [[nodiscard]] bool loadCertificates(Entered &entered);
    void start(Purpose purpose, Mismatch mismatch = Mismatch::AskedAbout);
    /// Whether what is typed looks like a token of the service.
    [[nodiscard]] QList<RecognisedSecret> typedLooks() const;
    /// Asks whether to use a token that does not look like one for that server.
    void ask(const SecretMismatch &mismatch, const ConnectionProfile &profile);
    /// What was asked and answered was about something else than what is entered now.
    void forgetMismatch();
    /// Whether nothing may be sent to the entered server, as its operations are assumed.
    [[nodiscard]] bool isGuided() const;
    /// Says so of \a profile, and what to do instead.
    void offerGuide(const ConnectionProfile &profile);
    /// The environment at \a url; the chosen one where more than one is there.
    [[nodiscard]] const ServiceEnvironment *environmentAt(const QUrl &url) const;
    /// Has the chooser offer those that the service lists.
    void fetchWorkspaces(const Entered &entered);
    /// Stores it where the user wants that, and finishes.
    void take(const Entered &accepted);
    void store(const Entered &accepted);
    void finish(const Entered &accepted, bool stored);

    const Context m_context;
    const ConnectionProfile m_start;
    std::unique_ptr<Ui::ConnectDialog> m_ui;
    QPushButton *m_testButton;
    QPushButton *m_connectButton;
    QPushButton *m_newTokenButton = nullptr;
    QAction *m_sessionOnly;
    QAction *m_storeAgain;
    QAction *m_useAnyway;
    QAction *m_connectUntested; ///< where the test's list was refused, maybe for what it asks for besides
    bool m_skipsTest = false; ///< the user wants it so
    bool m_asksAboutMismatch = false; ///< in the banner
    bool m_isMismatchAccepted = false; ///< of what is entered
    AssumedApiChoice *m_assumedApi;
    QString m_offeredOrigin; ///< whose certificates were offered last
    std::optional<QString> m_offeredWorkspaces; ///< the place whose used ones were offered last
    Purpose m_purpose = Purpose::Test; ///< of what was begun last
    bool m_offersGuide = false; ///< in the banner
    std::optional<CredentialKey> m_servesAssumed; ///< the server of which the user says so
    std::shared_ptr<const Secret> m_held; ///< to go on with, if none is entered
    CredentialKey m_heldFor; ///< the server that m_held is for
    bool m_isSession = false; ///< m_held came from *Sign in*
    bool m_heldIsStored = false;
    std::optional<Entered> m_accepted; ///< by the server, while the keychain does not take it
};

} // namespace tc
