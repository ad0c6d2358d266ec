#include "clipboardguard.h"

#include "clipboardhints.h"
#include "clipboardresidue.h"
#include "systemclipboard.h"

#include <QDeadlineTimer>
#include <QGuiApplication>
#include <QLoggingCategory>
#include <QMimeData>
#include <QTimer>
#include <QUuid>

namespace tc {

namespace {

Q_LOGGING_CATEGORY(clipboardLog, "tc.clipboard")

const QString textFormat = QStringLiteral("text/plain");

/// Makes the text only when somebody asks for it, from bytes that are wiped with this object.
class SecretMimeData final : public QMimeData
{
public:
    SecretMimeData(const Secret &secret, const QByteArray &marker)
        : m_secret(secret.duplicate())
    {
        for (const auto &[format, data] : clipboardHints())
            setData(format, data);
        setData(SystemClipboard::markerFormat(), marker);
    }

    QStringList formats() const override { return QStringList(textFormat) + QMimeData::formats(); }

    bool hasFormat(const QString &format) const override
    {
        return format == textFormat || QMimeData::hasFormat(format);
    }

protected:
    QVariant retrieveData(const QString &format, QMetaType type) const override
    {
        if (format != textFormat)
            return QMimeData::retrieveData(format, type);
        return m_secret.reveal([](QByteArrayView bytes) { return QString::fromUtf8(bytes); });
    }

private:
    Secret m_secret;
};

} // namespace

class ClipboardGuard::Private
{
public:
    Private(ClipboardGuard &guard, std::unique_ptr<SystemClipboard> systemClipboard,
            std::chrono::seconds span)
        : q(guard)
        , clipboard(std::move(systemClipboard))
        , lifetime(span)
    {
        ticks.setTimerType(Qt::PreciseTimer);
        ticks.callOnTimeout(&q, [this] { tick(); });
    }

    [[nodiscard]] bool isOurs() const { return !marker.isEmpty() && clipboard->holds(marker); }

    void tick()
    {
        if (!isOurs())
            lose();
        else if (deadline.hasExpired())
            q.clearNow();
        else
            report();
    }

    void report()
    {
        const int seconds = q.remainingSeconds();
        if (seconds == reported)
            return;
        reported = seconds;
        Q_EMIT q.remainingChanged(seconds);
    }

    void lose()
    {
        qCInfo(clipboardLog) << "Something else took the secret's place on the clipboard.";
        forget();
    }

    void forget()
    {
        ticks.stop();
        marker.clear();
        stuck = false;
        wipeClipboardResidue();
        report();
    }

    ClipboardGuard &q;
    std::unique_ptr<SystemClipboard> clipboard;
    std::chrono::seconds lifetime;
    QByteArray marker; ///< of the copy that is counting down or stuck, empty when there is none
    QDeadlineTimer deadline;
    QTimer ticks;
    int reported = 0;
    bool stuck = false;
    bool clearing = false; ///< what changes now is our doing
};

ClipboardGuard::ClipboardGuard(std::chrono::seconds lifetime, QObject *parent)
    : ClipboardGuard(std::make_unique<SystemClipboard>(), lifetime, parent)
{
}

ClipboardGuard::ClipboardGuard(std::unique_ptr<SystemClipboard> clipboard, std::chrono::seconds lifetime,
                               QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, std::move(clipboard), lifetime))
{
    // On X11 a clipboard manager may take over what is left when the application ends.
    connect(qGuiApp, &QCoreApplication::aboutToQuit, this, &ClipboardGuard::clearNow);
    connect(d->clipboard.get(), &SystemClipboard::changed, this, [this] {
        if (!d->clearing && !d->marker.isEmpty() && !d->isOurs())
            d->lose();
    });
}

ClipboardGuard::~ClipboardGuard()
{
    if (qGuiApp && d->isOurs())
        d->clipboard->clear(d->marker);
}

void ClipboardGuard::setLifetime(std::chrono::seconds lifetime)
{
    d->lifetime = lifetime;
}

void ClipboardGuard::copy(const Secret &secret)
{
    // The old marker goes first, so that replacing the old copy does not look like someone else's doing.
    d->marker.clear();
    d->stuck = false;
    const QByteArray marker = QUuid::createUuid().toByteArray(QUuid::Id128);
    d->clipboard->put(std::make_unique<SecretMimeData>(secret, marker));
    addNativeClipboardHints();
    d->marker = marker;
    d->deadline.setRemainingTime(d->lifetime, Qt::PreciseTimer);
    d->reported = 0;
    qCInfo(clipboardLog) << "A secret was copied, for" << d->lifetime.count() << "seconds.";
    d->ticks.start(std::chrono::seconds(1));
    d->report();
}

void ClipboardGuard::clearNow()
{
    if (d->marker.isEmpty())
        return;
    if (d->isOurs()) {
        d->clearing = true;
        d->clipboard->clear(d->marker);
        d->clearing = false;
    }
    if (!d->isOurs()) {
        qCInfo(clipboardLog) << "The clipboard holds no secret of ours any more.";
        d->forget();
        return;
    }
    d->deadline.setRemainingTime(0); // its time is over, whoever asked for the clear
    if (!std::exchange(d->stuck, true)) {
        qCInfo(clipboardLog) << "The clipboard could not be cleared; trying again every second.";
        Q_EMIT clearingFailed();
    }
}

int ClipboardGuard::remainingSeconds() const
{
    if (d->marker.isEmpty() || d->stuck)
        return 0;
    // Rounded to the nearest second, since ticks come a few milliseconds late, and 0 only when it is cleared.
    return std::max(1, static_cast<int>((d->deadline.remainingTime() + 500) / 1000));
}

bool ClipboardGuard::isStuck() const
{
    return d->stuck;
}

} // namespace tc
