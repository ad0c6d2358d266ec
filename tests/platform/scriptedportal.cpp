// A settings portal (org.freedesktop.portal.Settings) that answers Read with the number given, and changes as
// told on standard input, a line each: `NAMESPACE KEY NUMBER`. With a further argument it refuses that many
// questions first, as xdg-desktop-portal does those of a program that it cannot look into.

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QSocketNotifier>

#include <cstdio>
#include <iostream>
#include <string>

class Portal : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    Portal(uint preference, int refusals)
        : m_preference(preference)
        , m_refusals(refusals)
    {
    }

public Q_SLOTS:
    QDBusVariant Read(const QString &, const QString &)
    {
        if (m_refusals > 0) {
            --m_refusals;
            sendErrorReply(QDBusError::AccessDenied, QStringLiteral("Portal operation not allowed"));
            return {};
        }
        // The portal's Read wraps the value twice.
        return QDBusVariant(QVariant::fromValue(QDBusVariant(m_preference)));
    }

Q_SIGNALS:
    void SettingChanged(const QString &nameSpace, const QString &key, const QDBusVariant &value);

private:
    uint m_preference;
    int m_refusals;
};

int main(int argc, char **argv)
{
    std::ios::sync_with_stdio(false);
    QCoreApplication app(argc, argv);
    // Qt registers it with the first call only, and a signal may come before.
    qRegisterMetaType<QDBusVariant>();
    Portal portal(app.arguments().value(1).toUInt(), app.arguments().value(2).toInt());
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), &portal,
                            QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals)
        || !bus.registerService(QStringLiteral("org.freedesktop.portal.Desktop")))
        return 1;
    QSocketNotifier input(fileno(stdin), QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &portal, [&portal] {
        // Several lines may have come at once.
        do {
            std::string line;
            if (!std::getline(std::cin, line))
                return QCoreApplication::exit(0);
            const QStringList words = QString::fromStdString(line).split(u' ');
            Q_EMIT portal.SettingChanged(words.value(0), words.value(1),
                                         QDBusVariant(words.value(2).toUInt()));
        } while (std::cin.rdbuf()->in_avail() > 0);
    });
    std::puts("ready");
    std::fflush(stdout);
    return QCoreApplication::exec();
}

#include "scriptedportal.moc"
