#pragma once

#include <QDateTime>

#include <optional>

namespace tc {

/// When a token ends: never, or at an instant.
class Expiry
{
public:
    /// Never.
    Expiry() = default;

    [[nodiscard]] static Expiry never() { return {}; }
    /// At \a instant, which is kept in UTC.
    [[nodiscard]] static Expiry at(const QDateTime &instant);
    /// \a days after \a now: a lifetime, which a service that takes one gets as exactly that, however much
    /// later.
    [[nodiscard]] static Expiry after(int days, const QDateTime &now);

    [[nodiscard]] bool isNever() const { return !m_instant.isValid(); }
    /// In UTC; invalid for never.
    [[nodiscard]] QDateTime instant() const { return m_instant; }

    /// What the lifetime counts from, in UTC; invalid where there is none, as the end itself was chosen.
    [[nodiscard]] QDateTime countedFrom() const
    {
        return m_lifetime > 0 ? m_instant.addMSecs(-m_lifetime) : QDateTime();
    }

    [[nodiscard]] bool hasPassed(const QDateTime &now) const;
    /// Whether it passes within \a days of \a now, and has not passed yet.
    [[nodiscard]] bool isWithin(int days, const QDateTime &now) const;

    /// Whether both end at the same instant.
    friend bool operator==(const Expiry &one, const Expiry &other)
    {
        return one.m_instant == other.m_instant;
    }

private:
    QDateTime m_instant;
    qint64 m_lifetime = 0; ///< milliseconds; 0 where the end itself was chosen
};

} // namespace tc
