// What tells of a locked session, on whichever bus the environment names: a screen saver on the session bus
// (`saver 1`, `saver 0`) and logind on the system bus (`lock`, `unlock`, `hint 1`, `hint 0`, and `other` for
// another session's lock), as told on standard input, a line each.

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QSocketNotifier>
#include <QVariantMap>

#include <cstdio>
#include <iostream>
#include <string>

namespace {

const QString sessionPath = QStringLiteral("/org/freedesktop/login1/session/own");
const QString sessionInterface = QStringLiteral("org.freedesktop.login1.Session");

} // namespace

class Manager : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")

public Q_SLOTS:
    QDBusObjectPath GetSession(const QString &) { return asked(); }
    QDBusObjectPath GetSessionByPID(uint) { return asked(); }

private:
    QDBusObjectPath asked() { return QDBusObjectPath(sessionPath); }
};

namespace {

void obey(const QStringList &words)
{
    QDBusMessage signal;
    if (words.value(0) == QLatin1String("saver")) {
        signal = QDBusMessage::createSignal(QStringLiteral("/org/gnome/ScreenSaver"),
                                            QStringLiteral("org.gnome.ScreenSaver"),
                                            QStringLiteral("ActiveChanged"));
        signal << (words.value(1) == QLatin1String("1"));
        QDBusConnection::sessionBus().send(signal);
        return;
    }
    if (words.value(0) == QLatin1String("hint")) {
        signal = QDBusMessage::createSignal(sessionPath, QStringLiteral("org.freedesktop.DBus.Properties"),
                                            QStringLiteral("PropertiesChanged"));
        signal << sessionInterface
               << QVariantMap {{QStringLiteral("LockedHint"), words.value(1) == QLatin1String("1")}}
               << QStringList();
    } else if (words.value(0) == QLatin1String("other")) {
        signal = QDBusMessage::createSignal(QStringLiteral("/org/freedesktop/login1/session/other"),
                                            sessionInterface, QStringLiteral("Lock"));
    } else {
        signal = QDBusMessage::createSignal(
            sessionPath, sessionInterface,
            words.value(0) == QLatin1String("lock") ? QStringLiteral("Lock") : QStringLiteral("Unlock"));
    }
    QDBusConnection::systemBus().send(signal);
}

} // namespace

int main(int argc, char **argv)
{
    std::ios::sync_with_stdio(false);
    QCoreApplication app(argc, argv);
    Manager manager;
    QDBusConnection system = QDBusConnection::systemBus();
    if (!QDBusConnection::sessionBus().isConnected()
        || !system.registerObject(QStringLiteral("/org/freedesktop/login1"), &manager,
                                  QDBusConnection::ExportAllSlots)
        || !system.registerService(QStringLiteral("org.freedesktop.login1")))
        return 1;
    QSocketNotifier input(fileno(stdin), QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &manager, [] {
        // Several lines may have come at once.
        do {
            std::string line;
            if (!std::getline(std::cin, line))
                return QCoreApplication::exit(0);
            obey(QString::fromStdString(line).split(u' '));
        } while (std::cin.rdbuf()->in_avail() > 0);
    });
    std::puts("ready");
    std::fflush(stdout);
    return QCoreApplication::exec();
}

#include "scriptedlock.moc"
