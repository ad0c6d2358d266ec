#include "idlewatch.h"

#include <QCoreApplication>
#include <QEvent>

namespace tc {

IdleWatch::IdleWatch(std::chrono::milliseconds limit, QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.callOnTimeout(this, &IdleWatch::idle);
    setLimit(limit);
    qApp->installEventFilter(this);
}

void IdleWatch::setLimit(std::chrono::milliseconds limit)
{
    m_timer.stop();
    m_timer.setInterval(limit);
    restart();
}

void IdleWatch::restart()
{
    if (m_timer.interval() > 0)
        m_timer.start();
}

bool IdleWatch::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TabletPress:
    case QEvent::InputMethod:
        // Only what came from the window system is somebody's doing.
        if (event->spontaneous())
            restart();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace tc
