#include "store.h"

#include "schema.h"

namespace tc {

namespace {

// The columns of readToken(), in its order.
#define TC_TOKEN_COLUMNS                                                                                     \
    "id, name, prefix, secret_hash, access, created_at, expires_at, revoked_at, last_used_at, last_used_ip," \
    " allowed_ips, version, for_console"

QDateTime instant(const QVariant &milliseconds)
{
    return milliseconds.isNull() ? QDateTime()
                                 : QDateTime::fromMSecsSinceEpoch(milliseconds.toLongLong(), Qt::UTC);
}

QVariant milliseconds(const QDateTime &instant)
{
    return instant.isValid() ? QVariant(instant.toMSecsSinceEpoch()) : QVariant();
}

/// Nothing where \a text is not what rangesText() wrote: an empty list would allow every address.
std::optional<AllowedIps> rangesFrom(const QString &text)
{
    AllowedIps ranges;
    if (text.isEmpty())
        return ranges;
    for (const QString &entry : text.split(u' ')) {
        const auto range = IpRange::parse(entry);
        if (!range)
            return std::nullopt;
        ranges.add(*range);
    }
    return ranges;
}

QString rangesText(const AllowedIps &ranges)
{
    const QString text = ranges.toStringList().join(u' ');
    // A null string would be stored as NULL, which the column does not take.
    return text.isNull() ? QStringLiteral("") : text;
}

StoreResult<StoredToken> readToken(const Rows &rows)
{
    const std::optional<AllowedIps> ranges = rangesFrom(rows.value(10).toString());
    if (!ranges)
        return tl::unexpected(StoreError {QStringLiteral("a token's allowed ranges cannot be read")});
    StoredToken token;
    token.id = rows.value(0).toString();
    token.name = rows.value(1).toString();
    token.prefix = rows.value(2).toString();
    token.secretHash = rows.value(3).toByteArray();
    token.access = accessNamed(rows.value(4).toString()).value_or(TokenAccess::Integration);
    token.createdAt = instant(rows.value(5));
    if (const QDateTime expiresAt = instant(rows.value(6)); expiresAt.isValid())
        token.expiry = Expiry::at(expiresAt);
    token.revokedAt = instant(rows.value(7));
    token.lastUsedAt = instant(rows.value(8));
    token.lastUsedIp = rows.value(9).toString();
    token.allowedIps = *ranges;
    token.version = rows.value(11).toLongLong();
    token.forConsole = rows.value(12).toBool();
    return token;
}

StoreResult<std::optional<StoredToken>> readOne(StoreResult<Rows> rows)
{
    if (!rows)
        return tl::unexpected(rows.error());
    if (!rows->next())
        return std::optional<StoredToken>();
    return readToken(*rows).map([](StoredToken &&token) { return std::optional(std::move(token)); });
}

} // namespace

QString accessName(TokenAccess access)
{
    return access == TokenAccess::Management ? QStringLiteral("management") : QStringLiteral("integration");
}

std::optional<TokenAccess> accessNamed(QStringView name)
{
    if (name == u"integration")
        return TokenAccess::Integration;
    if (name == u"management")
        return TokenAccess::Management;
    return std::nullopt;
}

StoreResult<std::unique_ptr<Store>> Store::open(const QString &file, const QDateTime &now)
{
    auto database = Database::open(file);
    if (!database)
        return tl::unexpected(database.error());
    // A newer program's database is refused before its journal is touched.
    if (auto known = checkVersion(**database); !known)
        return tl::unexpected(known.error());
    if (auto logged = (*database)->useWriteAheadLog(); !logged)
        return tl::unexpected(logged.error());
    if (auto migrated = migrate(**database, now); !migrated)
        return tl::unexpected(migrated.error());
    QString instance;
    {
        auto rows = (*database)->run(QStringLiteral("SELECT id FROM instance"));
        if (!rows)
            return tl::unexpected(rows.error());
        if (!rows->next())
            return tl::unexpected(StoreError {QStringLiteral("the database has no instance id")});
        instance = rows->value(0).toString();
    }
    return std::unique_ptr<Store>(new Store(std::move(*database), instance));
}

StoreResult<std::optional<StoredToken>> Store::find(const QString &id)
{
    return readOne(
        m_database->run(QStringLiteral("SELECT " TC_TOKEN_COLUMNS " FROM token WHERE id = ?"), {id}));
}

StoreResult<std::optional<StoredToken>> Store::findByHash(const QByteArray &secretHash)
{
    return readOne(m_database->run(
        QStringLiteral("SELECT " TC_TOKEN_COLUMNS " FROM token WHERE secret_hash = ?"), {secretHash}));
}

StoreResult<QList<StoredToken>> Store::list(int limit, const std::optional<TokenPosition> &after)
{
    auto rows = after ? m_database->run(QStringLiteral("SELECT " TC_TOKEN_COLUMNS
                                                       " FROM token WHERE (created_at, id) > (?, ?)"
                                                       " ORDER BY created_at, id LIMIT ?"),
                                        {after->createdAt, after->id, limit})
                      : m_database->run(QStringLiteral("SELECT " TC_TOKEN_COLUMNS
                                                       " FROM token ORDER BY created_at, id LIMIT ?"),
                                        {limit});
    if (!rows)
        return tl::unexpected(rows.error());
    QList<StoredToken> tokens;
    while (rows->next()) {
        StoreResult<StoredToken> token = readToken(*rows);
        if (!token)
            return tl::unexpected(token.error());
        tokens.append(*std::move(token));
    }
    return tokens;
}

StoreResult<bool> Store::add(const StoredToken &token, const std::optional<IdempotencyRecord> &record)
{
    return m_database->inTransaction([&]() -> StoreResult<bool> {
        auto added = insert(token);
        if (!added || !record)
            return added;
        auto kept = m_database->run(
            QStringLiteral("INSERT INTO idempotency_key (key, body_hash, token_id) VALUES (?, ?, ?)"),
            {record->key, record->bodyHash, token.id});
        if (!kept)
            return tl::unexpected(kept.error());
        return true;
    });
}

StoreResult<bool> Store::addForConsole(StoredToken token)
{
    token.forConsole = true;
    return m_database->inTransaction([&]() -> StoreResult<bool> {
        auto revoked = m_database->run(QStringLiteral("UPDATE token SET revoked_at = ?, version = version + 1"
                                                      " WHERE for_console = 1 AND revoked_at IS NULL"),
                                       {milliseconds(token.createdAt)});
        if (!revoked)
            return tl::unexpected(revoked.error());
        return insert(token);
    });
}

StoreResult<bool> Store::insert(const StoredToken &token)
{
    auto added = m_database->run(
        QStringLiteral("INSERT INTO token (id, name, prefix, secret_hash, access, created_at, expires_at,"
                       " allowed_ips, for_console) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {token.id, token.name, token.prefix, token.secretHash, accessName(token.access),
         milliseconds(token.createdAt), milliseconds(token.expiry.instant()), rangesText(token.allowedIps),
         token.forConsole ? 1 : 0});
    if (!added)
        return tl::unexpected(added.error());
    return true;
}

StoreResult<std::optional<IdempotencyRecord>> Store::findIdempotencyKey(const QString &key)
{
    auto rows = m_database->run(
        QStringLiteral("SELECT key, body_hash, token_id FROM idempotency_key WHERE key = ?"), {key});
    if (!rows)
        return tl::unexpected(rows.error());
    if (!rows->next())
        return std::optional<IdempotencyRecord>();
    return std::optional<IdempotencyRecord>(
        {rows->value(0).toString(), rows->value(1).toByteArray(), rows->value(2).toString()});
}

StoreResult<bool> Store::change(const QString &id, qint64 version, const TokenChange &change)
{
    auto rows = m_database->run(
        QStringLiteral("UPDATE token SET name = coalesce(?, name), allowed_ips = coalesce(?, allowed_ips),"
                       " version = version + 1 WHERE id = ? AND version = ? AND revoked_at IS NULL"),
        {change.name ? QVariant(*change.name) : QVariant(),
         change.allowedIps ? QVariant(rangesText(*change.allowedIps)) : QVariant(), id, version});
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->changed() == 1;
}

StoreResult<bool> Store::revoke(const QString &id, const QDateTime &at)
{
    auto rows = m_database->run(QStringLiteral("UPDATE token SET revoked_at = ?, version = version + 1"
                                               " WHERE id = ? AND revoked_at IS NULL"),
                                {milliseconds(at), id});
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->changed() == 1;
}

StoreResult<bool> Store::writeLastUses(const QHash<QString, LastUse> &uses)
{
    return m_database->inTransaction([&]() -> StoreResult<bool> {
        for (auto use = uses.cbegin(); use != uses.cend(); ++use) {
            auto written = m_database->run(
                QStringLiteral("UPDATE token SET last_used_at = ?, last_used_ip = ? WHERE id = ?"),
                {milliseconds(use->at), use->ip, use.key()});
            if (!written)
                return tl::unexpected(written.error());
        }
        return true;
    });
}

StoreResult<bool> Store::setQuota(const QString &service, std::optional<int> remaining)
{
    auto set = m_database->run(QStringLiteral("UPDATE quota SET remaining = ? WHERE service = ?"),
                               {remaining ? QVariant(*remaining) : QVariant(), service});
    if (!set)
        return tl::unexpected(set.error());
    return set->changed() == 1;
}

StoreResult<bool> Store::spendQuota(const QString &service)
{
    {
        auto rows
            = m_database->run(QStringLiteral("SELECT remaining FROM quota WHERE service = ?"), {service});
        if (!rows)
            return tl::unexpected(rows.error());
        if (!rows->next() || rows->value(0).isNull())
            return true;
    }
    auto spent = m_database->run(
        QStringLiteral("UPDATE quota SET remaining = remaining - 1 WHERE service = ? AND remaining > 0"),
        {service});
    if (!spent)
        return tl::unexpected(spent.error());
    return spent->changed() == 1;
}

#undef TC_TOKEN_COLUMNS

} // namespace tc
