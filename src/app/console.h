#pragma once

#include "clipboardguard.h"
#include "clock.h"
#include "colorscheme.h"
#include "commandline.h"
#include "connectioncontroller.h"
#include "httptransport.h"
#include "keychainstore.h"
#include "languageswitcher.h"
#include "localbackend.h"
#include "lockcontroller.h"
#include "mainwindow.h"
#include "owncertificates.h"
#include "serviceload.h"
#include "sessionend.h"
#include "settings.h"
#include "supportlogsaver.h"
#include "terminationsignals.h"

#include <QObject>

#include <memory>
#include <vector>

namespace tc {

/// What the process was started with, after every secret was taken out of its arguments and environment.
struct ConsoleStart
{
    CommandLineOptions options;
    std::optional<Secret> tokenOption;
    VariableSecrets variables;
    QList<std::shared_ptr<const ServiceDescription>> services;
    ServiceProblems serviceProblems;
    /// The desktop's session bus answers nobody, and so neither does the keychain.
    bool sessionBusHangs = false;
};

/// The composition root: makes the services of the console, hands them to one another, and remembers its
/// looks.
class Console final : public QObject
{
    Q_OBJECT

public:
    /// \a log must outlive the console.
    Console(ConsoleStart start, const SupportLog &log);
    ~Console() override;

    /// Shows the window, then connects.
    void show();

private:
    void startConnecting();
    void connectToLocal(const std::shared_ptr<const ServiceDescription> &service);
    [[nodiscard]] LocalBackend &backendFor(const std::shared_ptr<const ServiceDescription> &service);
    void connectToRemote(const std::shared_ptr<const ServiceDescription> &service);
    [[nodiscard]] std::shared_ptr<const ServiceDescription> serviceById(const QString &id) const;
    [[nodiscard]] std::optional<ConnectionProfile>
    profileOf(const Settings::SavedConnection &connection) const;
    void listConnections();
    [[nodiscard]] QList<ConnectionProfile> savedProfiles();
    void remember(const ConnectionProfile &profile);
    void forget(const ConnectionProfile &profile);
    [[nodiscard]] QString inventoryPath(const CredentialKey &key) const;
    [[nodiscard]] TokenIdIndex tokenIdIndex(Settings::TokenList list, const CredentialKey &key);
    void showServiceProblems();
    void showHangingBus();
    void showPreferences();
    /// What --token or the service's variable gave, as a copy.
    [[nodiscard]] std::optional<ResolvedCredential> given(const ServiceDescription &service) const;

    ConsoleStart m_start;
    SystemClock m_clock;
    Settings m_settings;
    LanguageSwitcher m_languages;
    ColorScheme m_colorScheme;
    HttpTransport m_transport;
    OwnCertificates m_certificates;
    KeychainStore m_store;
    ClipboardGuard m_clipboard;
    MainWindow m_window;
    LockController m_lock;
    SupportLogSaver m_logSaver;
    TerminationSignals m_termination;
    SessionEnd m_sessionEnd;
    std::vector<std::unique_ptr<LocalBackend>> m_backends; ///< with --local, one for each service
    ConnectionController m_connections;
};

} // namespace tc
