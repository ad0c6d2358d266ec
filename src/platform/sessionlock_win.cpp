#include "sessionlock.h"

#include <QAbstractNativeEventFilter>
#include <QGuiApplication>
#include <QWindow>

#include <windows.h>
#include <wtsapi32.h>

namespace tc {

/// https://learn.microsoft.com/windows/win32/termserv/wm-wtssession-change
class SessionLock::Private : public QAbstractNativeEventFilter
{
public:
    explicit Private(SessionLock &lock)
        : q(lock)
    {
    }

    ~Private() override
    {
        if (window)
            WTSUnRegisterSessionNotification(reinterpret_cast<HWND>(window->winId()));
    }

    bool nativeEventFilter(const QByteArray &, void *message, qintptr *) override
    {
        const auto *msg = static_cast<const MSG *>(message);
        if (msg->message == WM_WTSSESSION_CHANGE && msg->wParam == WTS_SESSION_LOCK)
            Q_EMIT q.locked();
        else if (msg->message == WM_WTSSESSION_CHANGE && msg->wParam == WTS_SESSION_UNLOCK)
            Q_EMIT q.unlocked();
        return false;
    }

    SessionLock &q;
    std::unique_ptr<QWindow> window; ///< never shown: it only hears
};

SessionLock::SessionLock(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this))
{
}

SessionLock::~SessionLock() = default;

void SessionLock::watch()
{
    d->window = std::make_unique<QWindow>();
    d->window->create();
    WTSRegisterSessionNotification(reinterpret_cast<HWND>(d->window->winId()), NOTIFY_FOR_THIS_SESSION);
    qGuiApp->installNativeEventFilter(d.get());
}

} // namespace tc
