#pragma once

#include "connection.h"
#include "credentialresolution.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace tc {

class LocalBackend;
class LocalConnection;
class MainWindow;

/// The console's connections, one of which the window shows. It brings what they tell to the window, and what
/// the user wants to them.
class ConnectionController final : public QObject
{
    Q_OBJECT

public:
    /// \a window must outlive the controller.
    ConnectionController(MainWindow &window, ConnectionContext context);
    ~ConnectionController() override;

    /// Lists \a profile, to which nothing is connected before the user chooses it.
    void list(const ConnectionProfile &profile);
    /// What Connect starts with where there was nothing to connect to, and why that is.
    void startWith(const ConnectionProfile &profile, const Phrasing &why = {});
    /// Connects to \a profile's server with \a given (for this session only), else with the keychain's entry,
    /// else by asking; and shows it.
    void connectTo(const ConnectionProfile &profile, std::optional<ResolvedCredential> given);
    /// Lists \a service on \a backend, which must outlive the controller, likewise.
    void listLocal(const std::shared_ptr<const ServiceDescription> &service, LocalBackend &backend);
    /// Connects to \a service on \a backend with \a given, else as above.
    void connectToLocal(const std::shared_ptr<const ServiceDescription> &service, LocalBackend &backend,
                        std::optional<ResolvedCredential> given);

private:
    Connection &add(std::unique_ptr<Connection> connection);
    LocalConnection &addLocal(const std::shared_ptr<const ServiceDescription> &service,
                              LocalBackend &backend);
    /// The connection that goes where \a profile does, a new one where there is none.
    [[nodiscard]] Connection &connectionTo(const ConnectionProfile &profile);
    [[nodiscard]] Connection *findConnectionTo(const ConnectionProfile &profile) const;
    /// Whether there is a connection other than \a connection to take a credential that is for \a profile.
    Connection::HandedOver handOver(const Connection &connection, const ConnectionProfile &profile,
                                    const std::shared_ptr<const Secret> &credential);
    void followWindow();
    void followPrompt();
    void follow(Connection &connection);
    void choose(int row);
    /// Whether the window may show something else; where not, it says so.
    bool mayLeave();
    void makeCurrent(Connection &connection);
    /// Makes it the one that is shown, and connects to it where nobody has tried to.
    void show(Connection &connection);
    void showState();
    void publish();
    void noteNotice(const Connection &connection, MessageBanner::Severity severity, const Phrasing &text,
                    const QList<QAction *> &actions);
    [[nodiscard]] Connection::Sharing sharingOf(const Connection &connection) const;
    /// Ends the session that is shown by \a note, once who asked for it is done.
    void endLater(const std::function<void(Connection &)> &note);
    /// Every session that had the same token as the one shown goes on with \a credential.
    void noteOwnTokenRotated(const std::shared_ptr<const Secret> &credential);
    void noteDisconnected(Connection &connection, bool forGood);
    void remove(const Connection &connection);
    /// Those that were only on the way to another one.
    void removeUnused();
    void showConnectDialog(const Phrasing &why = {});
    [[nodiscard]] bool isCurrent(const Connection &connection) const { return &connection == m_current; }

    MainWindow &m_window;
    const ConnectionContext m_context;
    std::vector<std::unique_ptr<Connection>> m_connections; ///< in the order of the list
    Connection *m_current = nullptr;
    ConnectPrompt m_prompt;
};

} // namespace tc
