#pragma once

#include "clipboardguard.h"
#include "connectioncontroller.h"
#include "cuttingrelay.h"
#include "desk.h"
#include "httptransport.h"
#include "mainwindow.h"
#include "owncertificates.h"
#include "settings.h"

#include <QListView>

#include <memory>
#include <vector>

namespace tc::test {

/// A system with tokens that are named after it, and a relay before it that notes what it is asked.
struct System
{
    static constexpr int tokenCount = 12;

    System(const QString &id, const QString &itsMark);

    /// At the relay, in the environment `environment` where there is one.
    [[nodiscard]] ConnectionProfile profile() const;
    [[nodiscard]] QByteArray token() const { return desk.backend.managementSecret(); }

    QString mark;
    Desk desk;
    std::unique_ptr<CuttingRelay> relay; ///< nullptr where the system did not start
    std::shared_ptr<const ServiceDescription> service;
    QString environment;

private:
    [[nodiscard]] bool makeTokens();
};

using Systems = std::vector<std::unique_ptr<System>>;

/// Four of them, the first and the last of the same service.
[[nodiscard]] Systems fourSystems();

/// Makes the first one its service's production and the last one its test environment, and the second one
/// production of its service; the third stays a server that its service does not name.
void nameEnvironments(const Systems &systems);

/// Their services, each once.
[[nodiscard]] QList<std::shared_ptr<const ServiceDescription>> servicesOf(const Systems &systems);

/// What lives from the start of a console to its end.
struct Start
{
    Start(const QList<std::shared_ptr<const ServiceDescription>> &services, CredentialStore &store,
          const QString &directory);

    /// Those of the tokens whose secrets are saved for the server \a key.
    [[nodiscard]] TokenIdIndex savedTokens(const CredentialKey &key);

    QStringList forgotten; ///< servers, by their key
    QList<ConnectionProfile> othersSaved; ///< by another console
    Settings settings;
    HttpTransport transport;
    OwnCertificates certificates;
    SystemClock clock;
    ClipboardGuard clipboard;
    MainWindow window;
    ConnectionController controller;
};

/// The window's list of connections, whose rows are the systems in their order, and what it shows of the one
/// chosen.
class ShownConnections
{
public:
    ShownConnections(MainWindow &window, const Systems &systems);

    [[nodiscard]] QListView &list() const;
    /// With a click on its row; false where it is not listed.
    [[nodiscard]] bool choose(int row) const;
    /// Whether the table has all tokens of \a row's system.
    [[nodiscard]] bool shows(int row) const;
    /// A token in the table that is another system's than \a row's, "" where there is none.
    [[nodiscard]] QString strangerBeside(int row) const;
    /// The connection that the window names above the table.
    [[nodiscard]] QString label() const;
    /// Of the tokens in the table.
    [[nodiscard]] QStringList names() const;

private:
    MainWindow &m_window;
    const Systems &m_systems;
};

} // namespace tc::test
