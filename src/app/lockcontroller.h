#pragma once

#include "idlewatch.h"
#include "sessionlock.h"
#include "windowlock.h"

#include <QObject>

#include <chrono>

namespace tc {

class ClipboardGuard;
class MainWindow;

/// Locks the console with the desktop, when nobody has used it for a while, and when the user asks; then the
/// clipboard is cleared too. It unlocks with the desktop, and when the user asks.
class LockController final : public QObject
{
    Q_OBJECT

public:
    /// \a window and \a clipboard must outlive the controller. 0 for \a idleLimit: never for idleness.
    LockController(MainWindow &window, ClipboardGuard &clipboard, std::chrono::milliseconds idleLimit);

    void setIdleLimit(std::chrono::milliseconds limit) { m_idle.setLimit(limit); }
    /// Begins to listen to the desktop.
    void watchDesktop() { m_desktop.watch(); }

protected:
    /// A window that is closed while it is locked may have a secret to ask about.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    WindowLock m_lock;
    IdleWatch m_idle;
    SessionLock m_desktop;
};

} // namespace tc
