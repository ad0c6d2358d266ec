#pragma once

#include "jsonpointer.h"

#include <QByteArray>
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

/// The texts of the values of \a array, itself the text of an array, in order; nothing where it is none. What
/// looks like a value may still be none: whoever reads it finds out.
[[nodiscard]] std::optional<QList<QByteArrayView>> jsonArrayItems(QByteArrayView array);

/// The UTF-8 of a JSON string without its quotes, as Qt's parser reads it: what that one takes for a name or
/// a secret has to be found here, too. Nothing where it has lone surrogates. It never grows past its
/// reservation, so it leaves no copies.
[[nodiscard]] std::optional<QByteArray> unescapedJson(QByteArrayView text);

} // namespace tc
