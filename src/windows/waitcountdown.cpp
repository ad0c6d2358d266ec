#include "waitcountdown.h"

#include "tokensession.h"

#include <chrono>

namespace tc {

WaitCountdown::WaitCountdown(QObject *parent)
    : QObject(parent)
{
    m_second.setInterval(std::chrono::seconds(1));
    m_second.setTimerType(Qt::PreciseTimer); // so that no second is left out or stays for two
    connect(&m_second, &QTimer::timeout, this, [this] { Q_EMIT ticked(m_voice.isDue(left())); });
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
    m_voice.start(left());
    if (wait)
        m_second.start();
    else
        m_second.stop();
    if (wasRunning || isRunning())
        Q_EMIT changed();
}

std::chrono::seconds WaitCountdown::left() const
{
    return std::chrono::seconds((qMax<qint64>(0, m_until.remainingTime()) + 500) / 1000);
}

ErrorText WaitCountdown::text() const
{
    return {tr("The server asks to wait."), tr("Next try in %1 minutes.").arg(minutesAndSeconds(left()))};
}

} // namespace tc
