#pragma once

#include <QDateTime>
#include <QJsonValue>
#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace tc {

/// How a service writes a value, out of a closed list; both ways. Nothing comes back for a value that does
/// not fit.
struct Conversion
{
    enum class Kind {
        None, ///< a JSON string as it is; a time as RFC 3339
        Rfc3339, ///< "2026-12-24T15:00:00Z"
        Date, ///< "2026-12-24", in UTC
        EpochSeconds, ///< seconds since 1970-01-01T00:00:00Z
        EpochMilliseconds,
        DurationSeconds, ///< from now, or when reading from the token's creation
        DurationMilliseconds,
        DurationMinutes,
        DurationDays,
        NumberAsText, ///< a JSON integer that is a text here
        Enumeration, ///< words (any JSON) of the service that stand for words of ours
    };

    Kind kind = Kind::None;
    bool asText = false; ///< numbers travel as JSON strings
    /// For Date: whether the date is the last one the token works on; else it ends as the date begins.
    bool endOfDay = false;
    qint64 roundToSeconds = 0; ///< for durations: to the nearest multiple, for services that take only some
    QList<std::pair<QJsonValue, QString>> words; ///< for Enumeration: theirs, ours

    [[nodiscard]] std::optional<QString> readText(const QJsonValue &value) const;
    /// In UTC. \a start is what a duration counts from.
    [[nodiscard]] std::optional<QDateTime> readTime(const QJsonValue &value,
                                                    const QDateTime &start = {}) const;

    [[nodiscard]] std::optional<QJsonValue> writeText(const QString &text) const;
    /// \a now is what a duration counts from.
    [[nodiscard]] std::optional<QJsonValue> writeTime(const QDateTime &instant,
                                                      const QDateTime &now = {}) const;

    [[nodiscard]] bool isTime() const { return kind >= Kind::Rfc3339 && kind <= Kind::DurationDays; }
    [[nodiscard]] bool isDuration() const
    {
        return kind >= Kind::DurationSeconds && kind <= Kind::DurationDays;
    }
};

/// The instant that RFC 3339 \a text names, in UTC and to the millisecond; nothing for any other text. Where
/// the time zone makes it one outside the years 1 to 9999, the nearest within.
[[nodiscard]] std::optional<QDateTime> parseRfc3339(QStringView text);
/// \a instant as RFC 3339 with `Z`, milliseconds only where there are some.
[[nodiscard]] QString formatRfc3339(const QDateTime &instant);

} // namespace tc
