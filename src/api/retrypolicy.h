#pragma once

#include <chrono>

namespace tc {

/// How often, and after what waits, a read is tried again that failed for a reason that may pass. What a
/// server asks for with `Retry-After` comes before these waits.
struct RetryPolicy
{
    int attempts = 3; ///< the first one included
    std::chrono::milliseconds base {400}; ///< the longest wait after the first attempt; it doubles with each
    std::chrono::milliseconds ceiling {2000}; ///< no wait is longer
    /// From the start on, as long as a server is tried again that no connection could be made to: who is
    /// offline has to learn it soon.
    std::chrono::milliseconds unreachable {2000};

    /// The wait after attempt \a attempt (from 1), where \a chance, in [0, 1), says how much of its second
    /// half: many consoles that failed together do not come back together.
    [[nodiscard]] std::chrono::milliseconds waitAfter(int attempt, double chance) const;
};

} // namespace tc
