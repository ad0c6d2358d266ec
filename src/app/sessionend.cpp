#include "sessionend.h"

#include "mainwindow.h"

#include <QEvent>
#include <QGuiApplication>
#include <QSessionManager>

namespace tc {

SessionEnd::SessionEnd(MainWindow &window, QObject *parent)
    : QObject(parent)
    , m_window(window)
{
    // Direct: the manager may be asked only meanwhile.
    connect(qApp, &QGuiApplication::commitDataRequest, this, &SessionEnd::answer, Qt::DirectConnection);
    qApp->installEventFilter(this);
}

void SessionEnd::answer(QSessionManager &manager)
{
    const bool showsSecret = m_window.showsSecret();
    const bool mayAsk = showsSecret && manager.allowsInteraction();
    m_mayNotAsk = showsSecret && !mayAsk;
    if (!mayAsk)
        return;
    manager.cancel();
    m_window.close(); // which asks about the secret instead
}

bool SessionEnd::eventFilter(QObject *watched, QEvent *event)
{
    // Qt would ask the windows, and one with a secret its user.
    if (event->type() == QEvent::Quit && watched == qApp && m_mayNotAsk) {
        QCoreApplication::exit(0);
        return true;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace tc
