#pragma once

#include <QString>

#include <chrono>

namespace tc {

/// Which of the seconds that are shown are said aloud, too: the full minutes, thirty and ten. A screen reader
/// that said each would say nothing else.
class CountdownVoice
{
public:
    /// \a left was said: the countdown begins there.
    void start(std::chrono::seconds left) { m_last = left; }
    /// Whether one of them was reached or passed since the call before.
    [[nodiscard]] bool isDue(std::chrono::seconds left);

private:
    std::chrono::seconds m_last {0};
};

/// \a time in minutes and seconds, "2:59".
[[nodiscard]] QString minutesAndSeconds(std::chrono::seconds time);

} // namespace tc
