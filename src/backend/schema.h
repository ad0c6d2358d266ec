#pragma once

#include "database.h"

namespace tc {

/// The version of the newest schema, kept in SQLite's `user_version`.
inline constexpr int schemaVersion = 3;

/// The version that \a database has, 0 where it is empty. A database that a newer program made is an error.
[[nodiscard]] StoreResult<int> checkVersion(Database &database);

/// Brings \a database to the newest schema, one version after the other, all in one transaction. A database
/// that a newer program made is refused untouched. An empty one becomes \a system's.
[[nodiscard]] StoreResult<int> migrate(Database &database, const QDateTime &now, const QString &system);

} // namespace tc
