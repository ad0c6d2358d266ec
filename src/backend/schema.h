#pragma once

#include "database.h"

namespace tc {

/// The version of the newest schema, kept in SQLite's `user_version`.
inline constexpr int schemaVersion = 1;

/// Brings \a database to the newest schema, one version after the other, all in one transaction. A database
/// that a newer program made is refused untouched.
[[nodiscard]] StoreResult<int> migrate(Database &database, const QDateTime &now);

} // namespace tc
