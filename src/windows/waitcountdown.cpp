#include "waitcountdown.h"

#include "tokensession.h"

#include <chrono>

namespace tc {

WaitCountdown::WaitCountdown(QObject *parent)
    : QObject(parent)
{
    m_second.setInterval(std::chrono::seconds(1));
    m_second.setTimerType(Qt::PreciseTimer); // so that no second is left out or stays for two
    connect(&m_second, &QTimer::timeout, this, &WaitCountdown::ticked);
}

void WaitCountdown::setSession(TokenSession *session)
{
    m_session = session;
    if (session)
        connect(session, &TokenSession::serverWaitChanged, this, &WaitCountdown::follow);
    follow();
}

void WaitCountdown::follow()
{
    const bool wasRunning = isRunning();
    if (m_session && m_session->serverWait())
        m_second.start();
    else
        m_second.stop();
    if (wasRunning || isRunning())
        Q_EMIT changed();
}

ErrorText WaitCountdown::text() const
{
    const qint64 left
        = m_session && m_session->serverWait() ? m_session->serverWait()->until.remainingTime() : 0;
    const qint64 seconds = (qMax<qint64>(0, left) + 500) / 1000;
    const QString shown
        = QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return {tr("The server asks to wait."), tr("Next try in %1.").arg(shown)};
}

} // namespace tc
