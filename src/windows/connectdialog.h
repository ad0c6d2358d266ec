#pragma once

#include "actiondialog.h"
#include "assumedapi.h"
#include "clock.h"
#include "connectionprofile.h"
#include "credentialinput.h"

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

/// *Connect*: service, environment, base URL, workspace and the user's token. It tests the token before it
/// takes it, and stores it in the keychain where the user wants that; where the keychain refuses, it says so
/// and offers to go on for this session only.
class ConnectDialog final : public ActionDialog
{
    Q_OBJECT

public:
    /// What the dialog works with; all of it must outlive the dialog.
    struct Context
    {
        const QList<std::shared_ptr<const ServiceDescription>> &services;
        HttpTransport &transport;
        CredentialStore &store;
        const Clock &clock;
        bool issuesTokens = false; ///< whether the embedded backend can be asked for a new token
        /// Whether the user said before that this server serves what the vendor does not document.
        std::function<bool(const ConnectionProfile &)> servesAssumed = {};
    };

    /// Starts with \a profile. For the embedded backend everything but the token is fixed.
    ConnectDialog(const Context &context, const ConnectionProfile &profile, QWidget *parent = nullptr);
    ~ConnectDialog() override;

    /// Says \a sentence on top: why there is something to connect.
    void explain(const QString &sentence, const QString &nextStep = {});

Q_SIGNALS:
    /// The credential was accepted; \a stored says whether the keychain holds it now.
    void connected(const tc::ConnectionProfile &profile, std::shared_ptr<const tc::Secret> credential,
                   bool stored);
    /// The user wants the embedded backend to issue a new management token.
    void newLocalTokenRequested();

protected:
    void retranslate() override;
    void showError(const ApiError &error) override;
    [[nodiscard]] ApiError cancelledError() const override { return ApiError {.kind = ErrorKind::Cancelled}; }
    void busyChanged() override { updateParts(); }

private:
    enum class Purpose { Test, Connect };

    void fillServices();
    void fillEnvironments();
    void chooseEnvironment();
    void noteBaseUrl();
    void showWorkspace();
    void updateParts();
    [[nodiscard]] std::shared_ptr<const ServiceDescription> service() const;
    [[nodiscard]] std::optional<ConnectionProfile> enteredProfile();
    [[nodiscard]] std::shared_ptr<const Secret> enteredCredential();
    void start(Purpose purpose);
    void store(const ConnectionProfile &profile, const std::shared_ptr<const Secret> &credential);
    void finish(const ConnectionProfile &profile, const std::shared_ptr<const Secret> &credential,
                bool stored);

    const Context m_context;
    const ConnectionProfile m_start;
    std::unique_ptr<Ui::ConnectDialog> m_ui;
    QPushButton *m_testButton;
    QPushButton *m_connectButton;
    QPushButton *m_newTokenButton = nullptr;
    QAction *m_sessionOnly;
    QAction *m_storeAgain;
    AssumedApiChoice m_assumedApi;
    Purpose m_purpose = Purpose::Test; ///< of the test last run
    std::optional<CredentialKey> m_servesAssumed; ///< the server of which the user says so
    std::optional<ConnectionProfile> m_acceptedProfile;
    std::shared_ptr<const Secret> m_acceptedCredential;
};

} // namespace tc
