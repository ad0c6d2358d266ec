#pragma once

#include <QByteArrayView>

namespace tc {

/// How many JSON values (RFC 8259: objects, arrays, strings, numbers, literals; not the names of members)
/// \a json holds, in one pass without allocating. What is no JSON gives some number.
///
/// QJsonDocument needs up to 45 times the text's size for `[[0],[0],…`, so values are counted before it sees
/// them.
[[nodiscard]] qsizetype countJsonValues(QByteArrayView json);

/// Whether \a json ends within a string, an array or an object that it began.
[[nodiscard]] bool isJsonCutShort(QByteArrayView json);

} // namespace tc
