#pragma once

#include <QDateTime>

namespace tc {

/// Where the console gets its time from; tests hand in their own.
class Clock
{
public:
    virtual ~Clock() = default;

    /// The current instant, in UTC.
    [[nodiscard]] virtual QDateTime now() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override;
};

/// A server's clock, learnt from the `Date` header of its replies (RFC 9110): expiry is judged by it, since
/// the user's own clock may be a day off.
class ServerClock final : public Clock
{
public:
    /// \a local must outlive this clock.
    explicit ServerClock(const Clock &local)
        : m_local(local)
    {
    }

    /// Takes the instant (UTC) that the server said it was, just now. Invalid instants are ignored.
    void learn(const QDateTime &serverNow);

    [[nodiscard]] QDateTime now() const override;

private:
    const Clock &m_local;
    qint64 m_aheadMilliseconds = 0;
};

} // namespace tc
