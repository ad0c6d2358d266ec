#include "countdown.h"

namespace tc {

namespace {

using std::chrono::seconds;

/// The next that is said after \a left, 0 where none is.
seconds nextSaid(seconds left)
{
    constexpr seconds minute {60};
    if (left > minute)
        return (left - seconds(1)) / minute * minute;
    for (const seconds said : {seconds(30), seconds(10)}) {
        if (left > said)
            return said;
    }
    return seconds(0);
}

} // namespace

bool CountdownVoice::isDue(seconds left)
{
    const seconds next = nextSaid(m_last);
    const bool isReached = left <= next && left > seconds(0);
    m_last = left;
    return isReached;
}

QString minutesAndSeconds(seconds time)
{
    const auto count = time.count();
    return QStringLiteral("%1:%2").arg(count / 60).arg(count % 60, 2, 10, QLatin1Char('0'));
}

} // namespace tc
