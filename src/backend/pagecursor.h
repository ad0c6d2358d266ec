#pragma once

#include "store.h"

#include <optional>

namespace tc {

/// The cursor of the page that comes after \a position. Callers take it as opaque.
[[nodiscard]] QString cursorAfter(const TokenPosition &position);

/// Where \a cursor points; nothing for a text that is no cursor.
[[nodiscard]] std::optional<TokenPosition> positionOf(const QString &cursor);

} // namespace tc
