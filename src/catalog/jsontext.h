#pragma once

#include "jsonpointer.h"

#include <QByteArray>
#include <QJsonValue>
#include <QList>

#include <optional>

namespace tc {

/// What Qt's parser passes over in front of JSON text.
inline constexpr QByteArrayView byteOrderMark("\xef\xbb\xbf");

/// Where a value stands in JSON text, end excluded.
struct JsonSpan
{
    qsizetype begin = 0;
    qsizetype end = 0;

    [[nodiscard]] qsizetype size() const { return end - begin; }
};

/// Duplicate members make several values of one pointer.
struct JsonSpans
{
    QList<JsonSpan> all; ///< in order
    qsizetype counting = -1; ///< the index of the one that a parser keeps; -1: it keeps none
};

/// Where the values at \a pointer stand in \a json, without building it. Text that is no JSON ends the
/// search; the parser that reads the text afterwards refuses it.
[[nodiscard]] JsonSpans findInJson(QByteArrayView json, const JsonPointer &pointer);

/// The values of an array, as their texts.
struct JsonItems
{
    QByteArray text; ///< UTF-8; what `items` view
    QList<QByteArrayView> items; ///< in order; what looks like a value may still be none
};

/// Takes the values of the array that a parser finds at \a pointer out of \a json, which keeps an empty array
/// there, and 0 for what a duplicate member replaces. Nothing, and no change, where there is no such array.
/// Both together take at most half as much memory again as \a json did.
[[nodiscard]] std::optional<JsonItems> takeJsonItems(QByteArray &json, const JsonPointer &pointer);

/// What \a text, of one value, means; undefined where it is no value.
[[nodiscard]] QJsonValue jsonValueOf(QByteArrayView text);

/// The UTF-8 of a JSON string without its quotes, as Qt's parser reads it: what that one takes for a name or
/// a secret has to be found here, too. Nothing where it has lone surrogates. Its buffer
/// never moves, so it leaves no copies.
[[nodiscard]] std::optional<QByteArray> unescapedJson(QByteArrayView text);

} // namespace tc
