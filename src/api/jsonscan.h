#pragma once

#include <QByteArrayView>

namespace tc {

/// Scans JSON (RFC 8259) as it arrives, piece by piece, without allocating: a whole reply at once would hold
/// the event loop up.
///
/// QJsonDocument needs up to 45 times the text's size for `[[0],[0],…`, so values are counted before it sees
/// them. What is no JSON gives some number.
class JsonScan
{
public:
    /// What follows what was taken before.
    void take(QByteArrayView text);

    /// How many values (objects, arrays, strings, numbers, literals; not the names of members) have begun.
    [[nodiscard]] qsizetype values() const { return m_values; }
    /// Whether a string, an array or an object has begun and not ended.
    [[nodiscard]] bool isCutShort() const
    {
        return m_depth > 0 || m_place == Place::String || m_place == Place::Escape;
    }

private:
    enum class Place {
        Between,
        String,
        Escape, ///< in a string, behind a backslash
        Scalar, ///< in a number or a literal
    };

    void takeOutsideStrings(char character);

    Place m_place = Place::Between;
    bool m_isBehindString = false;
    qsizetype m_values = 0;
    qsizetype m_depth = 0;
};

/// JsonScan::values() of all of \a json.
[[nodiscard]] qsizetype countJsonValues(QByteArrayView json);

/// JsonScan::isCutShort() of all of \a json.
[[nodiscard]] bool isJsonCutShort(QByteArrayView json);

} // namespace tc
