#pragma once

#include "clock.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QString>

#include <cstdint>
#include <optional>

namespace tc {

/// Where a token stands in its current window.
struct RateState
{
    int limit = 0;
    int remaining = 0;
    QDateTime resetAt; ///< UTC: when a new window begins
    bool exceeded = false; ///< this request is one too many
};

/// Counts a token's requests in windows, as a rule minutes, that begin with its first request.
class RateLimiter
{
public:
    static constexpr qint64 minute = 60; ///< in seconds

    /// \a requests in a window of \a seconds; 0 for no limit. \a clock must outlive this.
    RateLimiter(int requests, const Clock &clock, qint64 seconds = minute)
        : m_limit(requests)
        , m_seconds(seconds)
        , m_clock(clock)
    {
    }

    /// Counts one request of \a tokenId; nothing where there is no limit.
    [[nodiscard]] std::optional<RateState> count(const QString &tokenId);
    /// The same without counting.
    [[nodiscard]] std::optional<RateState> peek(const QString &tokenId) const;

private:
    struct Window
    {
        QDateTime start;
        int used = 0;
    };
    [[nodiscard]] Window current(const QString &tokenId) const;
    [[nodiscard]] RateState state(const Window &window) const;

    int m_limit;
    qint64 m_seconds;
    const Clock &m_clock;
    QHash<QString, Window> m_windows;
    qsizetype m_sweepAt = 1024; ///< at this size, windows that are over are dropped
};

/// Shuts out addresses that keep failing to authenticate: 20 failures within a minute. It remembers a bounded
/// number of addresses, those that failed last.
class FailureGuard
{
public:
    explicit FailureGuard(const Clock &clock)
        : m_clock(clock)
    {
    }

    void recordFailure(std::uint32_t address);
    /// Until when (UTC) \a address is shut out; nothing where it is not.
    [[nodiscard]] std::optional<QDateTime> shutOutUntil(std::uint32_t address) const;

private:
    void makeRoom(qint64 now);

    const Clock &m_clock;
    /// The last ones of each address, oldest first, in milliseconds since the epoch.
    QHash<std::uint32_t, QList<qint64>> m_failures;
};

} // namespace tc
