#include "conversion.h"

#include <algorithm>
#include <cmath>

namespace tc {

namespace {

constexpr qint64 secondMs = 1000;
constexpr qint64 minuteMs = 60 * secondMs;
constexpr qint64 dayMs = 24 * 60 * minuteMs;
constexpr qint64 earliestMs = -62135596800000; // 0001-01-01T00:00:00Z
constexpr qint64 latestMs = 253402300799999; // 9999-12-31T23:59:59.999Z

/// Reads ASCII digits and fixed characters from the front of a text.
class Cursor
{
public:
    explicit Cursor(QStringView text)
        : m_text(text)
    {
    }

    [[nodiscard]] bool atEnd() const { return m_text.isEmpty(); }

    bool take(QStringView oneOf)
    {
        if (m_text.isEmpty() || !oneOf.contains(m_text.front()))
            return false;
        m_text = m_text.sliced(1);
        return true;
    }

    bool digits(int count, int &value)
    {
        value = 0;
        for (int i = 0; i < count; ++i) {
            if (!digit(value))
                return false;
        }
        return true;
    }

    /// One or more digits of a fraction, as milliseconds; further digits are dropped.
    bool fraction(int &milliseconds)
    {
        int count = 0;
        milliseconds = 0;
        int ignored = 0;
        while (digit(count < 3 ? milliseconds : ignored)) {
            ignored = 0;
            ++count;
        }
        for (int i = count; i < 3; ++i)
            milliseconds *= 10;
        return count > 0;
    }

private:
    bool digit(int &value)
    {
        if (m_text.isEmpty() || m_text.front() < u'0' || m_text.front() > u'9')
            return false;
        value = value * 10 + (m_text.front().unicode() - u'0');
        m_text = m_text.sliced(1);
        return true;
    }

    QStringView m_text;
};

std::optional<QDate> parseDate(Cursor &cursor)
{
    int year = 0, month = 0, day = 0;
    if (!cursor.digits(4, year) || !cursor.take(u"-") || !cursor.digits(2, month) || !cursor.take(u"-")
        || !cursor.digits(2, day))
        return std::nullopt;
    const QDate date(year, month, day);
    return date.isValid() ? std::optional(date) : std::nullopt;
}

/// \a instant, or the nearest that a year of four digits can say: services write "never" as the last or first
/// instant that they know, in a time zone of theirs.
QDateTime sayable(const QDateTime &instant)
{
    return QDateTime::fromMSecsSinceEpoch(std::clamp(instant.toMSecsSinceEpoch(), earliestMs, latestMs),
                                          Qt::UTC);
}

std::optional<QDateTime> instantOf(double milliseconds)
{
    if (!std::isfinite(milliseconds) || milliseconds < 0 || milliseconds > double(latestMs))
        return std::nullopt;
    return QDateTime::fromMSecsSinceEpoch(qint64(milliseconds), Qt::UTC);
}

std::optional<double> numberIn(const QJsonValue &value, bool asText)
{
    if (!asText)
        return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
    const QString text = value.toString();
    const bool digits = !text.isEmpty() && text.size() <= 15
        && std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    return digits ? std::optional(double(text.toLongLong())) : std::nullopt;
}

/// Milliseconds that one unit of a number stands for.
qint64 unitOf(Conversion::Kind kind)
{
    switch (kind) {
    case Conversion::Kind::EpochSeconds:
    case Conversion::Kind::DurationSeconds:
        return secondMs;
    case Conversion::Kind::DurationMinutes:
        return minuteMs;
    case Conversion::Kind::DurationDays:
        return dayMs;
    default:
        return 1;
    }
}

} // namespace

std::optional<QDateTime> parseRfc3339(QStringView text)
{
    Cursor cursor(text);
    const std::optional<QDate> date = parseDate(cursor);
    int hour = 0, minute = 0, second = 0, millisecond = 0;
    if (!date || !cursor.take(u"Tt ") || !cursor.digits(2, hour) || !cursor.take(u":")
        || !cursor.digits(2, minute) || !cursor.take(u":") || !cursor.digits(2, second))
        return std::nullopt;
    if (cursor.take(u".") && !cursor.fraction(millisecond))
        return std::nullopt;

    qint64 offset = 0;
    if (!cursor.take(u"Zz")) {
        const bool east = cursor.take(u"+");
        int offsetHour = 0, offsetMinute = 0;
        if ((!east && !cursor.take(u"-")) || !cursor.digits(2, offsetHour) || !cursor.take(u":")
            || !cursor.digits(2, offsetMinute) || offsetHour > 23 || offsetMinute > 59)
            return std::nullopt;
        offset = (offsetHour * 60 + offsetMinute) * 60 * (east ? 1 : -1);
    }
    const bool leap = second == 60; // the next second's start is the nearest instant that exists
    const QTime time(hour, minute, leap ? 59 : second, millisecond);
    if (!cursor.atEnd() || !time.isValid())
        return std::nullopt;
    return sayable(QDateTime(*date, time, Qt::UTC).addSecs((leap ? 1 : 0) - offset));
}

QString formatRfc3339(const QDateTime &instant)
{
    const QDateTime utc = instant.toUTC();
    return utc.toString(utc.time().msec() == 0 ? Qt::ISODate : Qt::ISODateWithMs);
}

std::optional<QString> Conversion::readText(const QJsonValue &value) const
{
    switch (kind) {
    case Kind::None:
        return value.isString() ? std::optional(value.toString()) : std::nullopt;
    case Kind::NumberAsText: {
        const qint64 number = value.toInteger(-1);
        return value.isDouble() && (number != -1 || value.toDouble() == -1.0)
            ? std::optional(QString::number(number))
            : std::nullopt;
    }
    case Kind::Enumeration:
        for (const auto &[theirs, ours] : words) {
            if (theirs == value)
                return ours;
        }
        return std::nullopt;
    default:
        return std::nullopt;
    }
}

std::optional<QDateTime> Conversion::readTime(const QJsonValue &value, const QDateTime &start) const
{
    switch (kind) {
    case Kind::None:
    case Kind::Rfc3339:
        return value.isString() ? parseRfc3339(value.toString()) : std::nullopt;
    case Kind::Date: {
        const QString text = value.toString();
        Cursor cursor(text);
        const std::optional<QDate> date = parseDate(cursor);
        if (!date || !cursor.atEnd())
            return std::nullopt;
        return sayable(QDateTime(endOfDay ? date->addDays(1) : *date, QTime(0, 0), Qt::UTC));
    }
    case Kind::EpochSeconds:
    case Kind::EpochMilliseconds:
    case Kind::DurationSeconds:
    case Kind::DurationMilliseconds:
    case Kind::DurationMinutes:
    case Kind::DurationDays: {
        const std::optional<double> number = numberIn(value, asText);
        if (!number || (isDuration() && !start.isValid()))
            return std::nullopt;
        const double base = isDuration() ? double(start.toMSecsSinceEpoch()) : 0.0;
        return instantOf(std::round(base + *number * double(unitOf(kind))));
    }
    case Kind::NumberAsText:
    case Kind::Enumeration:
        break;
    }
    return std::nullopt;
}

std::optional<QJsonValue> Conversion::writeText(const QString &text) const
{
    switch (kind) {
    case Kind::None:
        return QJsonValue(text);
    case Kind::NumberAsText: {
        bool ok = false;
        const qint64 number = text.toLongLong(&ok);
        // Only what reads back as the same text is that number.
        return ok && QString::number(number) == text ? std::optional(QJsonValue(number)) : std::nullopt;
    }
    case Kind::Enumeration:
        for (const auto &[theirs, ours] : words) {
            if (ours == text)
                return theirs;
        }
        return std::nullopt;
    default:
        return std::nullopt;
    }
}

std::optional<QJsonValue> Conversion::writeTime(const QDateTime &instant, const QDateTime &now) const
{
    switch (kind) {
    case Kind::None:
    case Kind::Rfc3339:
        return QJsonValue(formatRfc3339(instant));
    case Kind::Date:
        // Never a later end than was asked for.
        return QJsonValue(instant.toUTC().addDays(endOfDay ? -1 : 0).date().toString(Qt::ISODate));
    case Kind::EpochSeconds:
    case Kind::EpochMilliseconds:
    case Kind::DurationSeconds:
    case Kind::DurationMilliseconds:
    case Kind::DurationMinutes:
    case Kind::DurationDays: {
        if (isDuration() && !now.isValid())
            return std::nullopt;
        qint64 milliseconds = instant.toMSecsSinceEpoch() - (isDuration() ? now.toMSecsSinceEpoch() : 0);
        if (milliseconds < 0)
            return std::nullopt;
        if (isDuration() && roundToSeconds > 0) {
            const qint64 step = roundToSeconds * secondMs;
            milliseconds = (milliseconds + step / 2) / step * step;
        }
        const qint64 number = milliseconds / unitOf(kind);
        return asText ? QJsonValue(QString::number(number)) : QJsonValue(number);
    }
    case Kind::NumberAsText:
    case Kind::Enumeration:
        break;
    }
    return std::nullopt;
}

} // namespace tc
