#include "clipboardguard.h"

#include "clipboardhints.h"
#include "clipboardresidue.h"

#include <QClipboard>
#include <QDeadlineTimer>
#include <QGuiApplication>
#include <QMimeData>
#include <QTimer>
#include <QUuid>

namespace tc {

namespace {

const QString markerFormat = QStringLiteral("application/x-token-console-copy");
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
        setData(markerFormat, marker);
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
    Private(ClipboardGuard &guard, std::chrono::seconds span)
        : q(guard)
        , lifetime(span)
    {
        ticks.setTimerType(Qt::PreciseTimer);
        ticks.callOnTimeout(&q, [this] { tick(); });
    }

    /// Only where this application owns the clipboard is the content looked at: reading another's would wait
    /// for that one. Owning it is not enough, for the user may have copied something else here.
    bool isOurs() const
    {
        const QClipboard *clipboard = QGuiApplication::clipboard();
        if (marker.isEmpty() || !clipboard->ownsClipboard())
            return false;
        const QMimeData *content = clipboard->mimeData(QClipboard::Clipboard);
        return content && content->data(markerFormat) == marker;
    }

    void tick()
    {
        if (!isOurs())
            return forget();
        if (deadline.hasExpired())
            return q.clearNow();
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

    void forget()
    {
        ticks.stop();
        marker.clear();
        wipeClipboardResidue();
        report();
    }

    ClipboardGuard &q;
    std::chrono::seconds lifetime;
    QByteArray marker; ///< of the copy that is counting down, empty when there is none
    QDeadlineTimer deadline;
    QTimer ticks;
    int reported = 0;
};

ClipboardGuard::ClipboardGuard(std::chrono::seconds lifetime, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, lifetime))
{
    // On X11 a clipboard manager may take over what is left when the application ends.
    connect(qGuiApp, &QCoreApplication::aboutToQuit, this, &ClipboardGuard::clearNow);
    connect(QGuiApplication::clipboard(), &QClipboard::changed, this, [this](QClipboard::Mode mode) {
        if (mode == QClipboard::Clipboard && !d->marker.isEmpty() && !d->isOurs())
            d->forget();
    });
}

ClipboardGuard::~ClipboardGuard()
{
    if (qGuiApp && d->isOurs())
        QGuiApplication::clipboard()->clear(QClipboard::Clipboard);
}

void ClipboardGuard::copy(const Secret &secret)
{
    // The old marker goes first, so that replacing the old copy does not look like someone else's doing.
    d->marker.clear();
    const QByteArray marker = QUuid::createUuid().toByteArray(QUuid::Id128);
    QGuiApplication::clipboard()->setMimeData(new SecretMimeData(secret, marker), QClipboard::Clipboard);
    addNativeClipboardHints();
    d->marker = marker;
    d->deadline.setRemainingTime(d->lifetime, Qt::PreciseTimer);
    d->reported = 0;
    d->ticks.start(std::chrono::seconds(1));
    d->report();
}

void ClipboardGuard::clearNow()
{
    if (d->marker.isEmpty())
        return;
    const bool ours = d->isOurs();
    d->marker.clear();
    if (ours)
        QGuiApplication::clipboard()->clear(QClipboard::Clipboard);
    d->forget();
}

int ClipboardGuard::remainingSeconds() const
{
    if (d->marker.isEmpty())
        return 0;
    // Rounded to the nearest second, since ticks come a few milliseconds late, and 0 only when it is cleared.
    return std::max(1, static_cast<int>((d->deadline.remainingTime() + 500) / 1000));
}

} // namespace tc
