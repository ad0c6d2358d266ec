#pragma once

#include <QByteArrayView>
#include <QJsonObject>
#include <QString>

#include <tl/expected.hpp>

namespace tc {

/// Why a body is not taken.
struct JsonBodyError
{
    enum class Kind {
        Malformed, ///< no JSON, no UTF-8, too deep, with too many values, or with a member named twice
        NotAnObject,
    };
    Kind kind = Kind::Malformed;
    QString message; ///< in English
};

/// Reads \a body as a JSON object (RFC 8259). Depth and number of values are counted before it is parsed,
/// since QJsonDocument takes some fifty bytes of memory for each byte of `[[0],[0],…`.
[[nodiscard]] tl::expected<QJsonObject, JsonBodyError> parseJsonObject(QByteArrayView body);

} // namespace tc
