#include "sessionlock.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QThread>
#include <QVariantMap>

namespace tc {

namespace {

const QString logind = QStringLiteral("org.freedesktop.login1");
const QString logindManager = QStringLiteral("org.freedesktop.login1.Manager");
const QString logindSession = QStringLiteral("org.freedesktop.login1.Session");
const QString properties = QStringLiteral("org.freedesktop.DBus.Properties");

} // namespace

class SessionLock::Private : public QObject
{
    Q_OBJECT

public:
    explicit Private(SessionLock &lock)
        : q(lock)
    {
    }

    void watchScreenSavers()
    {
        QDBusConnection bus = QDBusConnection::sessionBus();
        if (!bus.isConnected())
            return;
        // No service name and no path: desktops differ in both, and matching a name waits for the bus.
        for (const char *interface : {"org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver",
                                      "org.cinnamon.ScreenSaver", "org.mate.ScreenSaver"})
            bus.connect(QString(), QString(), QLatin1String(interface), QStringLiteral("ActiveChanged"), this,
                        SLOT(takeActive(bool)));
    }

    void askForSession()
    {
        const QDBusConnection bus = QDBusConnection::systemBus();
        if (!bus.isConnected())
            return;
        const QString id = qEnvironmentVariable("XDG_SESSION_ID");
        QDBusMessage message = QDBusMessage::createMethodCall(
            logind, QStringLiteral("/org/freedesktop/login1"), logindManager,
            id.isEmpty() ? QStringLiteral("GetSessionByPID") : QStringLiteral("GetSession"));
        message << (id.isEmpty() ? QVariant(0U) : QVariant(id)); // 0: the caller's own
        auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(message), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
            watcher->deleteLater();
            const QString path = watcher->reply().arguments().value(0).value<QDBusObjectPath>().path();
            if (!watcher->isError() && !path.isEmpty())
                watchSession(path);
        });
    }

private Q_SLOTS:
    void takeActive(bool active) { tell(active); }
    void takeLock() { tell(true); }
    void takeUnlock() { tell(false); }
    void takeProperties(const QString &interface, const QVariantMap &changed, const QStringList &)
    {
        const QVariant hint = changed.value(QStringLiteral("LockedHint"));
        if (interface == logindSession && hint.typeId() == QMetaType::Bool)
            tell(hint.toBool());
    }

private:
    void watchSession(const QString &path)
    {
        QDBusConnection bus = QDBusConnection::systemBus();
        bus.connect(QString(), path, logindSession, QStringLiteral("Lock"), this, SLOT(takeLock()));
        bus.connect(QString(), path, logindSession, QStringLiteral("Unlock"), this, SLOT(takeUnlock()));
        bus.connect(QString(), path, properties, QStringLiteral("PropertiesChanged"), this,
                    SLOT(takeProperties(QString, QVariantMap, QStringList)));
    }

    void tell(bool isLocked)
    {
        if (isLocked)
            Q_EMIT q.locked();
        else
            Q_EMIT q.unlocked();
    }

    SessionLock &q;
};

SessionLock::SessionLock(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this))
{
}

SessionLock::~SessionLock() = default;

void SessionLock::watch()
{
    // Opening a bus waits for it, on one that hangs for 25 seconds: not in the window's thread, and one not
    // behind the other.
    const auto open = [this](auto connectTo, void (Private::*then)()) {
        QThread *opener = QThread::create(connectTo);
        connect(opener, &QThread::finished, d.get(), then);
        connect(opener, &QThread::finished, opener, &QObject::deleteLater);
        opener->start();
    };
    open([] { (void)QDBusConnection::sessionBus(); }, &Private::watchScreenSavers);
    open([] { (void)QDBusConnection::systemBus(); }, &Private::askForSession);
}

} // namespace tc

#include "sessionlock_dbus.moc"
