#pragma once

#include "secret.h"
#include "store.h"
#include "tokensecret.h"

#include <optional>

namespace tc {

/// What a token to be made is like.
struct NewToken
{
    QString name;
    AllowedIps allowedIps;
    Expiry expiry;
    TokenAccess access = TokenAccess::Integration;
    TokenOwner owner;
    qint64 number = 0; ///< where tenants number their tokens
    QStringList scopes;
};

/// A token just made, with its secret, this once.
struct IssuedToken
{
    StoredToken token;
    Secret secret;
};

/// Makes a token with a fresh secret, without storing it.
[[nodiscard]] IssuedToken makeToken(const NewToken &wanted, const SecretFormat &format, const QDateTime &now);

/// Makes a token with a fresh secret and stores it, \a record with it.
[[nodiscard]] StoreResult<IssuedToken> issueToken(Store &store, const NewToken &wanted,
                                                  const SecretFormat &format, const QDateTime &now,
                                                  const std::optional<IdempotencyRecord> &record = {});

} // namespace tc
