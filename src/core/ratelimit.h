#pragma once

#include <QDateTime>

#include <optional>

namespace tc {

/// How many requests a server still takes, as the header fields say that its description names.
struct RateLimit
{
    std::optional<int> limit; ///< requests that it takes in one window of time
    std::optional<int> remaining; ///< of these, those that are left
    QDateTime resetsAt; ///< UTC, by the server's clock: when they are all there again; null where not known

    friend bool operator==(const RateLimit &, const RateLimit &) = default;
};

} // namespace tc
