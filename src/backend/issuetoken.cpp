#include "issuetoken.h"

#include <QUuid>

namespace tc {

IssuedToken makeToken(const NewToken &wanted, const SecretFormat &format, const QDateTime &now)
{
    IssuedToken issued;
    issued.secret = generateSecret(format, wanted.number);
    StoredToken &token = issued.token;
    token.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    token.name = wanted.name;
    token.prefix = shownPrefix(issued.secret, format);
    token.secretHash = issued.secret.reveal([](QByteArrayView bytes) { return secretHash(bytes); });
    token.access = wanted.access;
    token.owner = wanted.owner;
    token.number = wanted.number;
    token.scopes = wanted.scopes;
    token.createdAt = now;
    token.expiry = wanted.expiry;
    token.allowedIps = wanted.allowedIps;
    return issued;
}

StoreResult<IssuedToken> issueToken(Store &store, const NewToken &wanted, const SecretFormat &format,
                                    const QDateTime &now, const std::optional<IdempotencyRecord> &record)
{
    IssuedToken issued = makeToken(wanted, format, now);
    if (auto added = store.add(issued.token, record); !added)
        return tl::unexpected(added.error());
    return issued;
}

} // namespace tc
