#include "keychainstate.h"

#include <QDBusConnection>
#include <QDBusError>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusVariant>
#include <QThread>
#include <QTimer>

namespace tc {

namespace {

/// Opens the session bus off the window's thread: libdbus greets the bus synchronously, for up to 25 seconds
/// on one that hangs. The thread owns itself, so that nobody ever waits for it.
template <typename Then>
void openSessionBus(QObject *context, Then then)
{
    QThread *opener = QThread::create([] { (void)QDBusConnection::sessionBus(); });
    QObject::connect(opener, &QThread::finished, context, std::move(then));
    QObject::connect(opener, &QThread::finished, opener, &QObject::deleteLater);
    opener->start();
}

/// QtKeychain looks for KWallet 5 first there, with a synchronous call.
bool isPlasma5()
{
    return qgetenv("KDE_SESSION_VERSION") == "5";
}

KeychainState stateOf(const QDBusError &error)
{
    switch (error.type()) {
    case QDBusError::NoReply:
    case QDBusError::Timeout:
    case QDBusError::TimedOut:
        return KeychainState::NotAnswering;
    case QDBusError::ServiceUnknown:
    case QDBusError::NoServer:
    case QDBusError::NoNetwork:
    case QDBusError::Disconnected:
    case QDBusError::BadAddress:
        return KeychainState::Missing;
    default:
        // What starts a service on demand has error names of its own.
        return error.name().startsWith(QLatin1String("org.freedesktop.DBus.Error.Spawn"))
                || error.name() == QLatin1String("org.freedesktop.DBus.Error.NameHasNoOwner")
            ? KeychainState::Missing
            : KeychainState::Refusing;
    }
}

const QString secretService = QStringLiteral("org.freedesktop.secrets");
const QString walletService = QStringLiteral("org.kde.kwalletd5");

class StateQuery final : public Call<KeychainState>
{
public:
    explicit StateQuery(std::chrono::milliseconds limit)
        : m_limit(limit)
    {
        m_timer.setSingleShot(true);
        m_timer.callOnTimeout(&m_context, [this] { conclude(KeychainState::NotAnswering); });
        m_timer.start(limit);
        openSessionBus(&m_context, [this] {
            if (!QDBusConnection::sessionBus().isConnected())
                conclude(KeychainState::Missing);
            else if (isPlasma5())
                askForWallet();
            else
                askForCollection();
        });
    }

private:
    using Taker = void (StateQuery::*)(const QVariant &);

    void askForCollection()
    {
        QDBusMessage message = QDBusMessage::createMethodCall(
            secretService, QStringLiteral("/org/freedesktop/secrets"),
            QStringLiteral("org.freedesktop.Secret.Service"), QStringLiteral("ReadAlias"));
        message << QStringLiteral("default");
        send(message, &StateQuery::takeCollection);
    }

    void takeCollection(const QVariant &reply)
    {
        const QString path = reply.value<QDBusObjectPath>().path();
        // No default collection yet: there is nothing in it, and the first write makes one.
        if (path == QLatin1String("/"))
            return conclude(KeychainState::Open);
        if (path.isEmpty())
            return conclude(KeychainState::Refusing);
        QDBusMessage message = QDBusMessage::createMethodCall(
            secretService, path, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
        message << QStringLiteral("org.freedesktop.Secret.Collection") << QStringLiteral("Locked");
        send(message, &StateQuery::takeLocked);
    }

    void takeLocked(const QVariant &reply)
    {
        const QVariant locked = reply.value<QDBusVariant>().variant();
        if (locked.typeId() != QMetaType::Bool)
            return conclude(KeychainState::Refusing);
        conclude(locked.toBool() ? KeychainState::Locked : KeychainState::Open);
    }

    void askForWallet()
    {
        m_asksWallet = true;
        send(walletCall(QStringLiteral("networkWallet")), &StateQuery::takeWallet);
    }

    void takeWallet(const QVariant &reply)
    {
        send(walletCall(QStringLiteral("isOpen")) << reply.toString(), &StateQuery::takeWalletOpen);
    }

    void takeWalletOpen(const QVariant &reply)
    {
        conclude(reply.toBool() ? KeychainState::Open : KeychainState::Locked);
    }

    static QDBusMessage walletCall(const QString &method)
    {
        return QDBusMessage::createMethodCall(walletService, QStringLiteral("/modules/kwalletd5"),
                                              QStringLiteral("org.kde.KWallet"), method);
    }

    void send(const QDBusMessage &message, Taker taker)
    {
        const QDBusPendingCall pending
            = QDBusConnection::sessionBus().asyncCall(message, static_cast<int>(m_limit.count()));
        auto *watcher = new QDBusPendingCallWatcher(pending);
        QObject::connect(watcher, &QDBusPendingCallWatcher::finished, watcher, &QObject::deleteLater);
        QObject::connect(watcher, &QDBusPendingCallWatcher::finished, &m_context,
                         [this, taker](QDBusPendingCallWatcher *done) {
                             if (done->isError())
                                 return takeError(done->error());
                             (this->*taker)(done->reply().arguments().value(0));
                         });
    }

    void takeError(const QDBusError &error)
    {
        const KeychainState state = stateOf(error);
        if (m_asksWallet && state == KeychainState::Missing) {
            m_asksWallet = false;
            return askForCollection();
        }
        conclude(state);
    }

    void conclude(KeychainState state)
    {
        m_timer.stop();
        finish(state);
    }

    std::chrono::milliseconds m_limit;
    bool m_asksWallet = false;
    QTimer m_timer;
    QObject m_context;
};

} // namespace

CallPtr<KeychainState> queryKeychainState(std::chrono::milliseconds limit)
{
    return std::make_unique<StateQuery>(limit);
}

} // namespace tc
