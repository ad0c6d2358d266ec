#include "store.h"

#include "schema.h"

#include <limits>

namespace tc {

namespace {

// The columns of readToken(), in its order.
#define TC_TOKEN_COLUMNS                                                                                     \
    "id, name, prefix, secret_hash, access, created_at, expires_at, revoked_at, last_used_at, last_used_ip," \
    " allowed_ips, version, for_console, tenant, owner, number, scopes"

// What a TokenFilter lets through; its values are filterValues().
#define TC_TOKEN_FILTER "tenant = ? AND owner = ? AND (? OR revoked_at IS NULL) AND (? = '' OR access = ?)"

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
        const auto range = IpRange::parse(entry, IpVersions::V4);
        if (!range)
            return std::nullopt;
        ranges.add(*range);
    }
    return ranges;
}

/// \a text, which would be stored as NULL where it is a null string: these columns do not take that.
QString notNull(const QString &text)
{
    return text.isNull() ? QStringLiteral("") : text;
}

QString rangesText(const AllowedIps &ranges)
{
    return notNull(ranges.toStringList().join(u' '));
}

QVariantList filterValues(const TokenFilter &filter)
{
    const QString access = filter.access ? accessName(*filter.access) : QStringLiteral("");
    return {notNull(filter.owner.tenant), filter.owner.person, filter.revokedToo ? 1 : 0, access, access};
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
    token.owner = {rows.value(13).toString(), rows.value(14).toLongLong()};
    token.number = rows.value(15).toLongLong();
    token.scopes = rows.value(16).toString().split(u' ', Qt::SkipEmptyParts);
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

StoreResult<std::unique_ptr<Store>> Store::open(const QString &file, const QDateTime &now,
                                                const QString &system)
{
    auto database = Database::open(file);
    if (!database)
        return tl::unexpected(database.error());
    // A newer program's database is refused before its journal is touched.
    if (auto known = checkVersion(**database); !known)
        return tl::unexpected(known.error());
    if (auto logged = (*database)->useWriteAheadLog(); !logged)
        return tl::unexpected(logged.error());
    if (auto migrated = migrate(**database, now, system); !migrated)
        return tl::unexpected(migrated.error());
    QString instance;
    {
        auto rows = (*database)->run(QStringLiteral("SELECT id, system FROM instance"));
        if (!rows)
            return tl::unexpected(rows.error());
        if (!rows->next())
            return tl::unexpected(StoreError {QStringLiteral("the database has no instance id")});
        instance = rows->value(0).toString();
        if (rows->value(1).toString() != system)
            return tl::unexpected(StoreError {
                QStringLiteral("the database is one of the system “%1”").arg(rows->value(1).toString())});
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

StoreResult<std::optional<StoredToken>> Store::findByNumber(const QString &tenant, qint64 number)
{
    return readOne(m_database->run(QStringLiteral("SELECT " TC_TOKEN_COLUMNS
                                                  " FROM token WHERE tenant = ? AND number = ?"
                                                  " AND number > 0"),
                                   {notNull(tenant), number}));
}

StoreResult<QList<StoredToken>> Store::list(int limit, const std::optional<TokenPosition> &after,
                                            const TokenFilter &filter)
{
    const TokenPosition from = after.value_or(TokenPosition {std::numeric_limits<qint64>::min(), {}});
    auto rows
        = m_database->run(QStringLiteral("SELECT " TC_TOKEN_COLUMNS " FROM token WHERE " TC_TOKEN_FILTER
                                         " AND (created_at, id) > (?, ?)"
                                         " ORDER BY created_at, id LIMIT ?"),
                          filterValues(filter) + QVariantList {from.createdAt, notNull(from.id), limit});
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

StoreResult<int> Store::count(const TokenFilter &filter)
{
    auto rows = m_database->run(QStringLiteral("SELECT count(*) FROM token WHERE " TC_TOKEN_FILTER),
                                filterValues(filter));
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->next() ? rows->value(0).toInt() : 0;
}

StoreResult<qint64> Store::nextNumber(const QString &tenant)
{
    auto rows = m_database->run(
        QStringLiteral("SELECT coalesce(max(number), 0) + 1 FROM token WHERE tenant = ?"), {notNull(tenant)});
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->next() ? rows->value(0).toLongLong() : 1;
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

StoreResult<bool> Store::addOnlyOne(const StoredToken &token, const QDateTime &now)
{
    return m_database->inTransaction([&]() -> StoreResult<bool> {
        {
            auto others = m_database->run(
                QStringLiteral("SELECT 1 FROM token WHERE tenant = ? AND owner = ? AND access = ?"
                               " AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)"),
                {notNull(token.owner.tenant), token.owner.person, accessName(token.access),
                 milliseconds(now)});
            if (!others)
                return tl::unexpected(others.error());
            if (others->next())
                return false;
        }
        return insert(token);
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
                       " allowed_ips, for_console, tenant, owner, number, scopes)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {token.id, notNull(token.name), token.prefix, token.secretHash, accessName(token.access),
         milliseconds(token.createdAt), milliseconds(token.expiry.instant()), rangesText(token.allowedIps),
         token.forConsole ? 1 : 0, notNull(token.owner.tenant), token.owner.person, token.number,
         notNull(token.scopes.join(u' '))});
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

StoreResult<int> Store::revokeAll(const TokenOwner &owner, const QDateTime &at)
{
    auto rows = m_database->run(QStringLiteral("UPDATE token SET revoked_at = ?, version = version + 1"
                                               " WHERE tenant = ? AND owner = ? AND revoked_at IS NULL"),
                                {milliseconds(at), notNull(owner.tenant), owner.person});
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->changed();
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

#undef TC_TOKEN_FILTER
#undef TC_TOKEN_COLUMNS

} // namespace tc
