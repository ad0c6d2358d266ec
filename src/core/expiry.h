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
    /// \a days after \a now.
    [[nodiscard]] static Expiry after(int days, const QDateTime &now);

    [[nodiscard]] bool isNever() const { return !m_instant.isValid(); }
    /// In UTC; invalid for never.
    [[nodiscard]] QDateTime instant() const { return m_instant; }

    [[nodiscard]] bool hasPassed(const QDateTime &now) const;
    /// Whether it passes within \a days of \a now, and has not passed yet.
    [[nodiscard]] bool isWithin(int days, const QDateTime &now) const;

    friend bool operator==(const Expiry &, const Expiry &) = default;

private:
    QDateTime m_instant;
};

} // namespace tc
