#include "schema.h"

#include <QDateTime>
#include <QStringList>
#include <QUuid>

#include <array>

namespace tc {

namespace {

/// Instants are milliseconds since the epoch, UTC. Secrets are not here: only their SHA-256.
QStringList toVersion1()
{
    return {
        QStringLiteral("CREATE TABLE instance ("
                       " only INTEGER PRIMARY KEY CHECK (only = 1),"
                       " id TEXT NOT NULL,"
                       " created_at INTEGER NOT NULL) STRICT"),
        QStringLiteral("CREATE TABLE token ("
                       " id TEXT PRIMARY KEY,"
                       " name TEXT NOT NULL,"
                       " prefix TEXT NOT NULL,"
                       " secret_hash BLOB NOT NULL UNIQUE CHECK (length(secret_hash) = 32),"
                       " access TEXT NOT NULL CHECK (access IN ('integration', 'management')),"
                       " created_at INTEGER NOT NULL,"
                       " expires_at INTEGER,"
                       " revoked_at INTEGER,"
                       " last_used_at INTEGER,"
                       " last_used_ip TEXT,"
                       " allowed_ips TEXT NOT NULL," // separated by blanks, in order
                       " version INTEGER NOT NULL DEFAULT 1) STRICT"),
        QStringLiteral("CREATE INDEX token_by_age ON token (created_at, id)"),
        QStringLiteral("CREATE TABLE idempotency_key ("
                       " key TEXT PRIMARY KEY,"
                       " body_hash BLOB NOT NULL,"
                       " token_id TEXT NOT NULL REFERENCES token (id)) STRICT, WITHOUT ROWID"),
        // NULL: without limit.
        QStringLiteral("CREATE TABLE quota ("
                       " service TEXT PRIMARY KEY,"
                       " remaining INTEGER CHECK (remaining >= 0)) STRICT"),
        QStringLiteral("INSERT INTO quota (service, remaining) VALUES ('optimus', NULL)"),
    };
}

/// Marks the tokens that were issued to the console. Those of version 1 cannot be told from others.
QStringList toVersion2()
{
    return {QStringLiteral("ALTER TABLE token ADD COLUMN for_console INTEGER NOT NULL DEFAULT 0"
                           " CHECK (for_console IN (0, 1))")};
}

using Migration = QStringList (*)();
constexpr std::array<Migration, schemaVersion> migrations {toVersion1, toVersion2};

} // namespace

StoreResult<int> checkVersion(Database &database)
{
    auto rows = database.run(QStringLiteral("PRAGMA user_version"));
    if (!rows)
        return tl::unexpected(rows.error());
    const int version = rows->next() ? rows->value(0).toInt() : 0;
    if (version > schemaVersion)
        return tl::unexpected(StoreError {
            QStringLiteral("the database has schema version %1, made by a newer program").arg(version)});
    return version;
}

StoreResult<int> migrate(Database &database, const QDateTime &now)
{
    return database.inTransaction([&]() -> StoreResult<int> {
        const StoreResult<int> found = checkVersion(database);
        if (!found)
            return found;
        for (int version = *found; version < schemaVersion; ++version) {
            for (const QString &statement : migrations[static_cast<std::size_t>(version)]()) {
                if (auto done = database.run(statement); !done)
                    return tl::unexpected(done.error());
            }
        }
        if (*found == 0) {
            auto named
                = database.run(QStringLiteral("INSERT INTO instance (only, id, created_at) VALUES (1, ?, ?)"),
                               {QUuid::createUuid().toString(QUuid::WithoutBraces), now.toMSecsSinceEpoch()});
            if (!named)
                return tl::unexpected(named.error());
        }
        if (auto marked = database.run(QStringLiteral("PRAGMA user_version = %1").arg(schemaVersion));
            !marked)
            return tl::unexpected(marked.error());
        return schemaVersion;
    });
}

} // namespace tc
