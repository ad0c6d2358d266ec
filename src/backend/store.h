#pragma once

#include "allowedips.h"
#include "database.h"
#include "directory.h"
#include "expiry.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QList>
#include <QStringList>

#include <optional>

namespace tc {

enum class TokenAccess {
    Integration, ///< may call a service's working operations
    Management, ///< those, and may manage tokens
};

/// Whose a token is.
struct TokenOwner
{
    QString tenant; ///< "" in a system without tenants
    qint64 person = 0; ///< 0 where the tenant itself owns its tokens

    friend bool operator==(const TokenOwner &, const TokenOwner &) = default;
};

/// A token as it is stored.
struct StoredToken
{
    QString id; ///< a UUID
    TokenOwner owner;
    qint64 number = 0; ///< the id that callers see, in a system whose tenants number their tokens; else 0
    QString name;
    QString prefix;
    QByteArray secretHash; ///< SHA-256, 32 bytes
    TokenAccess access = TokenAccess::Integration;
    QDateTime createdAt; ///< UTC, as are all instants here
    QDateTime lastUsedAt; ///< null: never
    QString lastUsedIp;
    Expiry expiry;
    QDateTime revokedAt; ///< null: not revoked
    AllowedIps allowedIps;
    QStringList scopes;
    qint64 version = 1; ///< counts edits; last use is none
    bool forConsole = false; ///< issued to the console that started this backend; at most one works
};

/// When and from where a token was used last.
struct LastUse
{
    QDateTime at;
    QString ip;
};

/// What a create with an Idempotency-Key has left behind. It is kept as long as its token, of which there is
/// one to each: a replay, however late, creates nothing.
struct IdempotencyRecord
{
    QString key;
    QByteArray bodyHash;
    QString tokenId;
};

/// Where a page of the list starts: after this token.
struct TokenPosition
{
    qint64 createdAt = 0; ///< milliseconds since the epoch
    QString id;
};

/// Which tokens a list is to hold.
struct TokenFilter
{
    TokenOwner owner;
    bool revokedToo = true;
    std::optional<TokenAccess> access; ///< nothing: any
};

/// A change to a token; what is not set stays.
struct TokenChange
{
    std::optional<QString> name;
    std::optional<AllowedIps> allowedIps;
};

/// Tokens in one SQLite file. Every write is one transaction that is on disk when the call returns. A token
/// whose ranges cannot be read is a StoreError, never a token without ranges.
class Store
{
public:
    /// Opens \a file and brings its schema up to date. A database that holds another system's tokens than
    /// \a system's is an error.
    [[nodiscard]] static StoreResult<std::unique_ptr<Store>>
    open(const QString &file, const QDateTime &now, const QString &system = QStringLiteral("optimus"));

    /// The UUID that this database was given when it was made.
    [[nodiscard]] QString instance() const { return m_instance; }

    [[nodiscard]] StoreResult<std::optional<StoredToken>> find(const QString &id);
    [[nodiscard]] StoreResult<std::optional<StoredToken>> findByHash(const QByteArray &secretHash);
    [[nodiscard]] StoreResult<std::optional<StoredToken>> findByNumber(const QString &tenant, qint64 number);
    /// Up to \a limit tokens by age, then id, that come after \a after.
    [[nodiscard]] StoreResult<QList<StoredToken>> list(int limit, const std::optional<TokenPosition> &after,
                                                       const TokenFilter &filter = {});
    /// How many tokens \a filter lets through.
    [[nodiscard]] StoreResult<int> count(const TokenFilter &filter);
    /// The number after the highest that a token of \a tenant has or had.
    [[nodiscard]] StoreResult<qint64> nextNumber(const QString &tenant);

    /// Adds \a token and, in the same transaction, \a record.
    [[nodiscard]] StoreResult<bool> add(const StoredToken &token,
                                        const std::optional<IdempotencyRecord> &record);
    /// Adds \a token, unless its owner has another one of the same access that works at \a now: then false.
    [[nodiscard]] StoreResult<bool> addOnlyOne(const StoredToken &token, const QDateTime &now);
    /// Adds \a token as the console's own and, in the same transaction, revokes the ones before it.
    [[nodiscard]] StoreResult<bool> addForConsole(StoredToken token);
    [[nodiscard]] StoreResult<std::optional<IdempotencyRecord>> findIdempotencyKey(const QString &key);

    /// Changes the token where it still has \a version and is not revoked; false where not.
    [[nodiscard]] StoreResult<bool> change(const QString &id, qint64 version, const TokenChange &change);
    /// Revokes the token; false where it is revoked already, or not there.
    [[nodiscard]] StoreResult<bool> revoke(const QString &id, const QDateTime &at);
    /// Revokes all tokens of \a owner; gives how many those were.
    [[nodiscard]] StoreResult<int> revokeAll(const TokenOwner &owner, const QDateTime &at);
    /// Writes last uses, all in one transaction.
    [[nodiscard]] StoreResult<bool> writeLastUses(const QHash<QString, LastUse> &uses);

    /// Tenants and people, of the same database.
    [[nodiscard]] Directory directory() { return Directory(*m_database); }

    /// Gives \a service \a remaining to spend; nothing: without limit.
    [[nodiscard]] StoreResult<bool> setQuota(const QString &service, std::optional<int> remaining);
    /// Takes one from what is left of \a service's quota; false where nothing is left.
    [[nodiscard]] StoreResult<bool> spendQuota(const QString &service);

private:
    Store(std::unique_ptr<Database> database, QString instance)
        : m_database(std::move(database))
        , m_instance(std::move(instance))
    {
    }

    [[nodiscard]] StoreResult<bool> insert(const StoredToken &token);

    std::unique_ptr<Database> m_database;
    QString m_instance;
};

[[nodiscard]] QString accessName(TokenAccess access);
/// Nothing for another text than "integration" or "management".
[[nodiscard]] std::optional<TokenAccess> accessNamed(QStringView name);

} // namespace tc
