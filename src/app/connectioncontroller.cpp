#include "connectioncontroller.h"

#include "connectionactions.h"
#include "connectionmark.h"
#include "connectionviews.h"
#include "localconnection.h"
#include "mainwindow.h"
#include "origin.h"
#include "owncertificates.h"
#include "secretmismatch.h"
#include "tokensession.h"

#include <QPointer>

#include <algorithm>

namespace tc {

namespace {

ConnectionEntry::State stateOf(const Connection &connection)
{
    using State = ConnectionEntry::State;
    switch (connection.state()) {
    case Connection::State::Closed:
        return State::NotConnected;
    case Connection::State::Connecting:
        return State::Connecting;
    case Connection::State::Guided:
        return State::ByHand;
    case Connection::State::Open:
        return connection.session()->error() ? State::Failed : State::Connected;
    }
    Q_UNREACHABLE();
}

bool isAtServerOf(const Connection &connection, const ConnectionProfile &profile)
{
    return Origin(connection.profile().baseUrl) == Origin(profile.baseUrl);
}

} // namespace

ConnectionController::ConnectionController(MainWindow &window, ConnectionContext context)
    : m_window(window)
    , m_context(std::move(context))
    , m_prompt(window,
               {m_context.services, m_context.transport, m_context.certificates, m_context.store,
                m_context.clock, false, m_context.servesAssumed, m_context.usedWorkspaces})
{
    followWindow();
    followPrompt();
}

ConnectionController::~ConnectionController()
{
    for (const auto &connection : m_connections)
        connection->disconnect(this);
    m_window.setSession(nullptr, {}); // before what it shows ends
}

void ConnectionController::followWindow()
{
    connect(&m_window, &MainWindow::connectRequested, this, [this] {
        if (m_current && !m_current->mayAsk())
            m_current->connectAgain();
        else if (mayLeave())
            showConnectDialog();
    });
    connect(&m_window, &MainWindow::connectionChosen, this, &ConnectionController::choose);
    const auto onCurrent = [this](auto signal, auto action) {
        connect(&m_window, signal, this, [this, action] {
            if (m_current)
                action(*m_current);
        });
    };
    onCurrent(&MainWindow::connectingCancelled, [](Connection &connection) { connection.cancel(); });
    onCurrent(&MainWindow::disconnectRequested,
              [](Connection &connection) { connection.disconnectFromServer(); });
    onCurrent(&MainWindow::storeCredentialRequested, [](Connection &connection) { connection.store(); });
    onCurrent(&MainWindow::assumedServed, [](Connection &connection) { connection.noteServesAssumed(); });
    onCurrent(&MainWindow::assumedTakenBack,
              [](Connection &connection) { connection.takeServesAssumedBack(); });
    connect(&m_window, &MainWindow::removalAsked, this, [this] {
        if (!m_current)
            return;
        const Connection::Sharing sharing = sharingOf(*m_current);
        m_window.connectionActions().askBeforeRemoving(
            {.mayHaveToken = m_current->mayHaveEntry(),
             .keepsToken = sharing.entry,
             .savedSecrets = static_cast<int>(m_current->savedTokenIds().size()),
             .keepsSecrets = sharing.server,
             .hasInventory = m_current->inventory() != nullptr});
    });
    connect(&m_window, &MainWindow::removalRequested, this, [this] {
        if (m_current && !m_current->isEmbedded())
            m_current->removeForGood(sharingOf(*m_current));
    });
    connect(&m_window, &MainWindow::ownTokenRotated, this, &ConnectionController::noteOwnTokenRotated);
    // Queued: these come out of a dialog of the session that is closed by them.
    connect(&m_window, &MainWindow::ownTokenRevoked, this,
            [this] { endLater([](Connection &connection) { connection.noteOwnTokenRevoked(); }); });
    connect(&m_window, &MainWindow::ownSecretLost, this,
            [this] { endLater([](Connection &connection) { connection.noteOwnSecretLost(); }); });
}

void ConnectionController::endLater(const std::function<void(Connection &)> &note)
{
    const auto endSession = [note, connection = QPointer(m_current)] {
        if (connection && connection->session())
            note(*connection);
    };
    QMetaObject::invokeMethod(this, endSession, Qt::QueuedConnection);
}

void ConnectionController::followPrompt()
{
    connect(&m_prompt, &ConnectPrompt::connected, this,
            [this](ConnectionProfile profile, const std::shared_ptr<const Secret> &credential, bool stored) {
                // First of all: where environments share a server, each has an entry and a consent of its
                // own.
                profile.environmentId = environmentOf(*credential, profile);
                if (profile.servesAssumed)
                    m_context.rememberServesAssumed(profile, true);
                makeCurrent(connectionTo(profile));
                m_current->open(profile, credential, stored);
                m_context.remember(m_current->profile());
                removeUnused();
            });
    connect(&m_prompt, &ConnectPrompt::newLocalTokenRequested, this, [this] {
        if (auto *local = qobject_cast<LocalConnection *>(m_current))
            local->issueToken();
    });
    connect(&m_prompt, &ConnectPrompt::guideRequested, this, [this](const ConnectionProfile &profile) {
        makeCurrent(connectionTo(profile));
        m_current->guide(profile);
        m_context.remember(profile);
        removeUnused();
    });
}

void ConnectionController::list(const ConnectionProfile &profile)
{
    connectionTo(profile).noteListed();
    publish();
}

void ConnectionController::startWith(const ConnectionProfile &profile, const Phrasing &why)
{
    makeCurrent(connectionTo(profile));
    if (why)
        m_current->stayClosed(why);
}

void ConnectionController::connectTo(const ConnectionProfile &profile,
                                     std::optional<ResolvedCredential> given)
{
    makeCurrent(connectionTo(profile));
    if (!m_current->isEmbedded())
        m_current->setProfile(profile);
    if (given)
        m_current->openGiven(std::make_shared<const Secret>(std::move(given->secret)));
    else
        m_current->connectAgain();
}

LocalConnection &ConnectionController::addLocal(const std::shared_ptr<const ServiceDescription> &service,
                                                LocalBackend &backend)
{
    auto local = std::make_unique<LocalConnection>(m_context, service, backend);
    LocalConnection &added = *local;
    add(std::move(local));
    return added;
}

void ConnectionController::listLocal(const std::shared_ptr<const ServiceDescription> &service,
                                     LocalBackend &backend)
{
    addLocal(service, backend);
    publish();
}

void ConnectionController::connectToLocal(const std::shared_ptr<const ServiceDescription> &service,
                                          LocalBackend &backend, std::optional<ResolvedCredential> given)
{
    LocalConnection &local = addLocal(service, backend);
    if (given)
        local.setGiven(std::make_shared<const Secret>(std::move(given->secret)));
    makeCurrent(local);
    local.connectAgain();
}

Connection &ConnectionController::add(std::unique_ptr<Connection> connection)
{
    m_connections.push_back(std::move(connection));
    follow(*m_connections.back());
    return *m_connections.back();
}

Connection *ConnectionController::findConnectionTo(const ConnectionProfile &profile) const
{
    const auto found
        = std::find_if(m_connections.cbegin(), m_connections.cend(), [&profile](const auto &connection) {
              return connection->isEmbedded() == profile.isLocal()
                  && connection->profile().isSameConnectionAs(profile);
          });
    return found != m_connections.cend() ? found->get() : nullptr;
}

Connection &ConnectionController::connectionTo(const ConnectionProfile &profile)
{
    Connection *const found = findConnectionTo(profile);
    return found ? *found : add(std::make_unique<Connection>(m_context, profile));
}

Connection::HandedOver ConnectionController::handOver(const Connection &connection,
                                                      const ConnectionProfile &profile,
                                                      const std::shared_ptr<const Secret> &credential)
{
    Connection *const other = findConnectionTo(profile);
    if (!other || other == &connection)
        return Connection::HandedOver::No;
    if (isCurrent(connection))
        makeCurrent(*other);
    const bool isNeeded = !other->session(); // else it goes on with its own
    if (isNeeded)
        other->open(profile, credential, false);
    // Queued: the one that handed it over may be one of them.
    QMetaObject::invokeMethod(this, &ConnectionController::removeUnused, Qt::QueuedConnection);
    return isNeeded ? Connection::HandedOver::Taken : Connection::HandedOver::NotNeeded;
}

void ConnectionController::follow(Connection &connection)
{
    connection.setHandOver([this, &connection](const auto &profile, const auto &credential) {
        return handOver(connection, profile, credential);
    });
    connect(&connection, &Connection::changed, this, [this, &connection] {
        if (isCurrent(connection))
            showState();
        publish();
        if (TokenSession *session = connection.session())
            connect(session, &TokenSession::refreshFinished, this, &ConnectionController::publish,
                    Qt::UniqueConnection);
    });
    connect(&connection, &Connection::storedChanged, this, [this, &connection] {
        if (isCurrent(connection))
            m_window.setCredential(connection.holdsCredential(), connection.isStored());
    });
    connect(&connection, &Connection::noticed, this,
            [this, &connection](auto severity, const Phrasing &text, const QList<QAction *> &actions) {
                noteNotice(connection, severity, text, actions);
            });
    connect(&connection, &Connection::credentialWanted, this, [this, &connection](const Phrasing &why) {
        if (isCurrent(connection)) // else its page says it once it is chosen
            showConnectDialog(why);
    });
    connect(&connection, &Connection::serverLost, this, [this, &connection] {
        if (isCurrent(connection))
            m_prompt.drop();
    });
    connect(&connection, &Connection::refreshed, this, [this, &connection] {
        if (isCurrent(connection))
            m_context.remember(connection.profile());
    });
    connect(&connection, &Connection::disconnected, this,
            [this, &connection](bool forGood) { noteDisconnected(connection, forGood); });
    connect(&connection, &Connection::consentTakenBack, this,
            [this, &connection](const CredentialKey &server) {
                for (const auto &other : m_connections) {
                    if (other.get() != &connection && other->profile().serverKey() == server)
                        other->loseConsent();
                }
            });
    connect(&connection, &Connection::entryRemoved, this, [this, &connection](const CredentialKey &key) {
        for (const auto &other : m_connections) {
            if (other.get() != &connection && other->profile().credentialKey() == key)
                other->noteEntryRemoved();
        }
    });
}

void ConnectionController::noteNotice(const Connection &connection, MessageBanner::Severity severity,
                                      const Phrasing &text, const QList<QAction *> &actions)
{
    const auto named = [text, profile = connection.profile()] {
        ErrorText what = text();
        what.sentence = connectionText(profile) + QLatin1String(": ") + what.sentence;
        return what;
    };
    m_window.views().say(&connection, {severity, text, actions}, named);
}

Connection::Sharing ConnectionController::sharingOf(const Connection &connection) const
{
    const ConnectionProfile &profile = connection.profile();
    QList<ConnectionProfile> others = m_context.saved ? m_context.saved() : QList<ConnectionProfile>();
    for (const auto &other : m_connections) {
        if (other.get() != &connection)
            others.append(other->profile());
    }
    Connection::Sharing sharing;
    for (const ConnectionProfile &other : others) {
        if (other.isSameConnectionAs(profile))
            continue;
        sharing.entry = sharing.entry || other.credentialKey() == profile.credentialKey();
        sharing.server = sharing.server || other.serverKey() == profile.serverKey();
    }
    return sharing;
}

void ConnectionController::noteOwnTokenRotated(const std::shared_ptr<const Secret> &credential)
{
    if (!m_current || !m_current->session())
        return;
    const Secret old = m_current->session()->credential().duplicate();
    const CredentialKey server = m_current->profile().serverKey();
    for (const auto &connection : m_connections) {
        const TokenSession *const session = connection->session();
        if (session && connection->profile().serverKey() == server && session->credential().equals(old))
            connection->noteOwnTokenRotated(credential);
    }
}

void ConnectionController::noteDisconnected(Connection &connection, bool forGood)
{
    const bool isInUse = std::any_of(m_connections.cbegin(), m_connections.cend(), [&](const auto &other) {
        return (other->session() || other->inventory()) && isAtServerOf(*other, connection.profile());
    });
    if (!isInUse)
        m_context.certificates.letGo(connection.profile().baseUrl);
    if (!forGood)
        return;
    // Queued: the connection is still telling.
    const auto removeIt = [this, leaving = QPointer(&connection)] {
        if (leaving)
            remove(*leaving);
    };
    QMetaObject::invokeMethod(this, removeIt, Qt::QueuedConnection);
}

void ConnectionController::remove(const Connection &connection)
{
    const auto found = std::find_if(m_connections.begin(), m_connections.end(),
                                    [&](const auto &each) { return each.get() == &connection; });
    if (found == m_connections.end())
        return;
    const ConnectionProfile profile = connection.profile();
    const bool wasCurrent = isCurrent(connection);
    m_window.views().forget(&connection);
    const auto row = static_cast<int>(found - m_connections.begin());
    const auto removed = std::move(*found);
    m_connections.erase(found);
    if (m_context.forget)
        m_context.forget(profile);
    if (m_context.forgetServer && !sharingOf(connection).server)
        m_context.forgetServer(profile);
    const auto isThere = [&](const auto &other) {
        return isAtServerOf(*other, profile);
    };
    if (std::none_of(m_connections.cbegin(), m_connections.cend(), isThere))
        m_context.certificates.forget(profile.baseUrl);
    if (wasCurrent) {
        m_prompt.drop(); // it is about what is no more
        m_current = nullptr;
        m_window.setSession(nullptr, {});
        if (!m_connections.empty())
            show(*m_connections.at(size_t(qMin(row, static_cast<int>(m_connections.size()) - 1))));
    }
    publish();
    m_window.showNotice(MessageBanner::Severity::Success, [profile] {
        return ErrorText {tr("Removed: %1.").arg(connectionText(profile)), {}};
    });
}

void ConnectionController::removeUnused()
{
    const auto isUnused = [this](const auto &connection) {
        return connection.get() != m_current && !connection->isEmbedded() && !connection->isListed();
    };
    std::erase_if(m_connections, [&](const auto &connection) {
        if (!isUnused(connection))
            return false;
        m_window.views().forget(connection.get());
        return true;
    });
    publish();
}

void ConnectionController::choose(int row)
{
    if (row >= 0 && row < std::ssize(m_connections) && mayLeave())
        show(*m_connections.at(size_t(row)));
}

bool ConnectionController::mayLeave()
{
    // A secret that is shown, or what is under way, is not left for another connection.
    const bool may = m_window.maySwitch();
    if (!may)
        m_window.sayWhyNotToSwitch();
    return may;
}

void ConnectionController::show(Connection &connection)
{
    makeCurrent(connection);
    if (connection.isUntried())
        connection.connectAgain();
    if (connection.isListed())
        m_context.remember(connection.profile());
}

void ConnectionController::makeCurrent(Connection &connection)
{
    if (isCurrent(connection))
        return;
    m_window.views().leave();
    m_current = &connection;
    showState();
    m_window.views().enter(m_current);
    publish();
}

void ConnectionController::showState()
{
    const Connection &shown = *m_current;
    m_window.setSession(shown.session(), shown.records());
    m_window.setCredential(shown.holdsCredential(), shown.isStored());
    switch (shown.state()) {
    case Connection::State::Closed:
        m_window.showDisconnected(shown.text());
        break;
    case Connection::State::Connecting:
        m_window.showConnecting(shown.text());
        break;
    case Connection::State::Guided:
        m_window.showGuide(shown.profile(), *shown.inventory(),
                           shown.mayVerify() ? &m_context.transport : nullptr);
        break;
    case Connection::State::Open:
        break;
    }
}

void ConnectionController::publish()
{
    QList<ConnectionEntry> entries;
    int current = -1;
    for (const auto &connection : m_connections) {
        if (isCurrent(*connection))
            current = static_cast<int>(entries.size());
        entries.append(
            {connection.get(), connection->profile(), stateOf(*connection), connection->isEmbedded()});
    }
    m_window.setConnections(entries, current);
}

void ConnectionController::showConnectDialog(const Phrasing &why)
{
    if (!m_context.services.isEmpty() && m_current)
        m_prompt.show(m_current->promptStart(), why);
}

} // namespace tc
