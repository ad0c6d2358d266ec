#include "clock.h"

namespace tc {

QDateTime SystemClock::now() const
{
    return QDateTime::currentDateTimeUtc();
}

void ServerClock::learn(const QDateTime &serverNow)
{
    // `Date` has whole seconds: within one, the local clock is the better one.
    constexpr qint64 resolution = 1000;
    if (!serverNow.isValid())
        return;
    const qint64 ahead = m_local.now().msecsTo(serverNow);
    m_aheadMilliseconds = qAbs(ahead) <= resolution ? 0 : ahead;
}

QDateTime ServerClock::now() const
{
    return m_local.now().addMSecs(m_aheadMilliseconds);
}

} // namespace tc
