#include "ratelimiter.h"

#include <algorithm>

namespace tc {

namespace {

constexpr qint64 windowSeconds = 60;
constexpr int maximumFailures = 20;
/// Bounds the memory that requests from ever new addresses can take.
constexpr qsizetype maximumAddresses = 4096;

/// Whether \a instant lies within the \a seconds before \a now, both in milliseconds since the epoch; a clock
/// that was set back counts as no.
bool isWithinWindow(qint64 instant, qint64 now, qint64 seconds = windowSeconds)
{
    return instant <= now && now < instant + seconds * 1000;
}

bool isWithinWindow(const QDateTime &instant, const QDateTime &now, qint64 seconds)
{
    return isWithinWindow(instant.toMSecsSinceEpoch(), now.toMSecsSinceEpoch(), seconds);
}

} // namespace

std::optional<RateState> RateLimiter::count(const QString &tokenId)
{
    if (m_limit <= 0)
        return std::nullopt;
    Window window = current(tokenId);
    const bool exceeded = window.used >= m_limit;
    if (!exceeded)
        ++window.used;
    if (m_windows.size() >= m_sweepAt) {
        m_windows.removeIf([this, now = m_clock.now()](const auto &entry) {
            return !isWithinWindow(entry.value().start, now, m_seconds);
        });
        m_sweepAt = qMax<qsizetype>(m_sweepAt, 2 * m_windows.size());
    }
    m_windows.insert(tokenId, window);
    RateState result = state(window);
    result.exceeded = exceeded;
    return result;
}

std::optional<RateState> RateLimiter::peek(const QString &tokenId) const
{
    if (m_limit <= 0)
        return std::nullopt;
    return state(current(tokenId));
}

RateLimiter::Window RateLimiter::current(const QString &tokenId) const
{
    const QDateTime now = m_clock.now();
    const auto known = m_windows.constFind(tokenId);
    if (known != m_windows.constEnd() && isWithinWindow(known->start, now, m_seconds))
        return *known;
    return {now, 0};
}

RateState RateLimiter::state(const Window &window) const
{
    return {m_limit, m_limit - window.used, window.start.addSecs(m_seconds), false};
}

void FailureGuard::recordFailure(std::uint32_t address)
{
    const qint64 now = m_clock.now().toMSecsSinceEpoch();
    if (!m_failures.contains(address))
        makeRoom(now);
    QList<qint64> &failures = m_failures[address];
    failures.append(now);
    if (failures.size() > maximumFailures)
        failures.removeFirst();
}

std::optional<QDateTime> FailureGuard::shutOutUntil(std::uint32_t address) const
{
    const auto known = m_failures.constFind(address);
    if (known == m_failures.constEnd() || known->size() < maximumFailures)
        return std::nullopt;
    if (!isWithinWindow(known->first(), m_clock.now().toMSecsSinceEpoch()))
        return std::nullopt;
    return QDateTime::fromMSecsSinceEpoch(known->first(), Qt::UTC).addSecs(windowSeconds);
}

void FailureGuard::makeRoom(qint64 now)
{
    if (m_failures.size() < maximumAddresses)
        return;
    m_failures.removeIf([now](const auto &entry) { return !isWithinWindow(entry.value().last(), now); });
    if (m_failures.size() < maximumAddresses)
        return;
    const auto oldest = std::min_element(m_failures.cbegin(), m_failures.cend(),
                                         [](const auto &a, const auto &b) { return a.last() < b.last(); });
    m_failures.erase(oldest);
}

} // namespace tc
