#pragma once

#include <QJsonValue>

namespace tc {

/// \a target with the JSON Merge Patch \a patch applied (RFC 7396).
[[nodiscard]] QJsonValue mergePatch(const QJsonValue &target, const QJsonValue &patch);

} // namespace tc
