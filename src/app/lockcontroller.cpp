#include "lockcontroller.h"

#include "clipboardguard.h"
#include "mainwindow.h"

#include <QEvent>

namespace tc {

LockController::LockController(MainWindow &window, ClipboardGuard &clipboard,
                               std::chrono::milliseconds idleLimit)
    : m_lock(window)
    , m_idle(idleLimit)
{
    connect(&m_lock, &WindowLock::locked, &clipboard, &ClipboardGuard::clearNow);
    connect(&m_lock, &WindowLock::locked, &window, &MainWindow::dropCopy);
    // Unlocked with the desktop, nobody need have used the console itself.
    connect(&m_lock, &WindowLock::unlocked, &m_idle, &IdleWatch::restart);
    connect(&m_idle, &IdleWatch::idle, &m_lock, &WindowLock::lock);
    connect(&m_desktop, &SessionLock::locked, &m_lock, &WindowLock::lock);
    connect(&m_desktop, &SessionLock::unlocked, &m_lock, &WindowLock::unlock);
    connect(&window, &MainWindow::lockRequested, &m_lock, &WindowLock::lock);
    window.installEventFilter(this);
}

bool LockController::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Close)
        m_lock.unlock();
    return QObject::eventFilter(watched, event);
}

} // namespace tc
