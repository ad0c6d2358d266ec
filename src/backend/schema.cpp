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

/// Makes room for other systems. A database is one system's; those of before are Optimus'.
QStringList toVersion3()
{
    return {
        QStringLiteral("ALTER TABLE instance ADD COLUMN system TEXT NOT NULL DEFAULT 'optimus'"),
        QStringLiteral("ALTER TABLE token ADD COLUMN tenant TEXT NOT NULL DEFAULT ''"),
        QStringLiteral("ALTER TABLE token ADD COLUMN owner INTEGER NOT NULL DEFAULT 0"),
        // A token's id where it is a number that each tenant counts by itself; else 0.
        QStringLiteral("ALTER TABLE token ADD COLUMN number INTEGER NOT NULL DEFAULT 0"),
        QStringLiteral("ALTER TABLE token ADD COLUMN scopes TEXT NOT NULL DEFAULT ''"), // as allowed_ips
        QStringLiteral("DROP INDEX token_by_age"),
        QStringLiteral("CREATE INDEX token_by_age ON token (tenant, owner, created_at, id)"),
        QStringLiteral("CREATE UNIQUE INDEX token_by_number ON token (tenant, number) WHERE number > 0"),
        QStringLiteral("CREATE TABLE tenant ("
                       " id TEXT PRIMARY KEY,"
                       " name TEXT NOT NULL,"
                       " active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT, WITHOUT ROWID"),
        QStringLiteral("CREATE TABLE workspace ("
                       " tenant TEXT NOT NULL REFERENCES tenant (id),"
                       " id INTEGER NOT NULL,"
                       " name TEXT NOT NULL,"
                       " PRIMARY KEY (tenant, id)) STRICT, WITHOUT ROWID"),
        QStringLiteral("CREATE TABLE person ("
                       " tenant TEXT NOT NULL REFERENCES tenant (id),"
                       " id INTEGER NOT NULL,"
                       " name TEXT NOT NULL,"
                       " email TEXT NOT NULL,"
                       " permissions TEXT NOT NULL," // separated by blanks
                       " current_workspace INTEGER," // NULL: none chosen
                       " PRIMARY KEY (tenant, id)) STRICT, WITHOUT ROWID"),
        QStringLiteral("CREATE TABLE member ("
                       " tenant TEXT NOT NULL,"
                       " person INTEGER NOT NULL,"
                       " workspace INTEGER NOT NULL,"
                       " PRIMARY KEY (tenant, person, workspace),"
                       " FOREIGN KEY (tenant, person) REFERENCES person (tenant, id),"
                       " FOREIGN KEY (tenant, workspace) REFERENCES workspace (tenant, id))"
                       " STRICT, WITHOUT ROWID"),
    };
}

using Migration = QStringList (*)();
constexpr std::array<Migration, schemaVersion> migrations {toVersion1, toVersion2, toVersion3};

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

StoreResult<int> migrate(Database &database, const QDateTime &now, const QString &system)
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
            auto named = database.run(
                QStringLiteral("INSERT INTO instance (only, id, created_at, system) VALUES (1, ?, ?, ?)"),
                {QUuid::createUuid().toString(QUuid::WithoutBraces), now.toMSecsSinceEpoch(), system});
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
