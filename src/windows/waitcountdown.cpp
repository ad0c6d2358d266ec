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

void WaitCountdown::follow(TokenSession *session)
{
    disconnect(m_following);
    if (session)
        m_following = connect(session, &TokenSession::serverWaitChanged, this,
                              [this, session] { setWait(session->serverWait()); });
    setWait(session ? session->serverWait() : std::nullopt);
}

void WaitCountdown::setWait(const std::optional<ServerWait> &wait)
{
    const bool wasRunning = isRunning();
    m_until = wait ? wait->until : QDeadlineTimer();
    if (wait)
        m_second.start();
    else
        m_second.stop();
    if (wasRunning || isRunning())
        Q_EMIT changed();
}

ErrorText WaitCountdown::text() const
{
    const qint64 left = m_until.remainingTime();
    const qint64 seconds = (qMax<qint64>(0, left) + 500) / 1000;
    const QString shown
        = QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return {tr("The server asks to wait."), tr("Next try in %1.").arg(shown)};
}

} // namespace tc
