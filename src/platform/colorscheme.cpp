#include "colorscheme.h"

#include "colorschemequery.h"
#include "schemepalette.h"

#include <QDBusConnection>
#include <QDBusError>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QGuiApplication>
#include <QProcess>
#include <QThread>

namespace tc {

namespace {

const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
const QString interface = QStringLiteral("org.freedesktop.portal.Settings");
const QString appearance = QStringLiteral("org.freedesktop.appearance");
const QString colorSchemeKey = QStringLiteral("color-scheme");

} // namespace

class ColorScheme::Private : public QObject
{
    Q_OBJECT

public:
    explicit Private(ColorScheme &scheme)
        : q(scheme)
    {
    }

    void subscribe()
    {
        QDBusConnection bus = QDBusConnection::sessionBus();
        if (!bus.isConnected())
            return;
        // No service name: matching one makes Qt ask the bus for its owner, and wait for the answer.
        bus.connect(QString(), path, interface, QStringLiteral("SettingChanged"), {appearance}, QString(),
                    this, SLOT(takeChange(QDBusMessage)));
        auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(colorSchemeQuery()), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
            watcher->deleteLater();
            if (!watcher->isError())
                apply(watcher->reply().arguments().value(0));
            else if (watcher->error().type() == QDBusError::AccessDenied)
                askByProgram();
        });
    }

    /// \a value: 1 prefers dark, 2 prefers light, 0 and everything else has no preference.
    void apply(const QVariant &value)
    {
        const std::optional<uint> preference = colorSchemePreference(value);
        if (!preference)
            return;
        const Scheme before = current();
        if (*preference == (before == Scheme::Dark ? 1U : 2U))
            return;
        // The platform's own palette serves wherever it fits: it may be a high-contrast one.
        QGuiApplication::setPalette(QPalette());
        if (*preference == 1 && current() != Scheme::Dark)
            QGuiApplication::setPalette(schemePalette(Scheme::Dark));
        else if (*preference == 2 && current() != Scheme::Light)
            QGuiApplication::setPalette(schemePalette(Scheme::Light));
        if (current() != before)
            Q_EMIT q.changed();
    }

    bool follows = false;

private Q_SLOTS:
    void takeChange(const QDBusMessage &message)
    {
        const QVariantList values = message.arguments();
        if (values.size() == 3 && values.at(0) == appearance && values.at(1) == colorSchemeKey)
            apply(values.at(2));
    }

private:
    void askByProgram()
    {
        auto *program = new QProcess(this);
        connect(program, &QProcess::finished, this, [this, program] {
            program->deleteLater();
            apply(QString::fromLatin1(program->readAllStandardOutput()).trimmed());
        });
        program->start(QCoreApplication::applicationDirPath() + u'/' + QLatin1String(colorSchemeProgram), {});
    }

    ColorScheme &q;
};

ColorScheme::ColorScheme(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this))
{
}

ColorScheme::~ColorScheme() = default;

void ColorScheme::follow()
{
    if (std::exchange(d->follows, true))
        return;
    // Opening the bus waits for it, on one that hangs for 25 seconds: not in the window's thread.
    QThread *opener = QThread::create([] { (void)QDBusConnection::sessionBus(); });
    connect(opener, &QThread::finished, d.get(), &Private::subscribe);
    connect(opener, &QThread::finished, opener, &QObject::deleteLater);
    opener->start();
}

ColorScheme::Scheme ColorScheme::current()
{
    return schemeOf(QGuiApplication::palette());
}

} // namespace tc

#include "colorscheme.moc"
