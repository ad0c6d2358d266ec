#pragma once

#include "tokeninput.h"

namespace tc {

/// The ability that stands for all of them.
inline constexpr QLatin1String optiflowAnyAbility("*");

/// Reads the body of a create: `name`, and optionally `abilities` (all where it is not there) and
/// `expires_in`, a lifetime in minutes that counts from \a now on. Owner and number are the caller's to set.
[[nodiscard]] InputResult<NewToken> readOptiflowToken(const QJsonObject &body, const QDateTime &now);

} // namespace tc
