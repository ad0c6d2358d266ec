#include "token.h"

namespace tc {

TokenStatus Token::statusAt(const QDateTime &now) const
{
    if (revoked)
        return TokenStatus::Revoked;
    if (expiry.hasPassed(now))
        return TokenStatus::Expired;
    if (!statusKnown)
        return TokenStatus::Unknown;
    return expiry.isWithin(expiringDays, now) ? TokenStatus::Expiring : TokenStatus::Active;
}

QString maskOf(QStringView prefix, QStringView lastCharacters)
{
    constexpr int dots = 8;
    return prefix.toString() + QString(dots, u'•') + lastCharacters.toString();
}

bool operator==(const TokenDraft &one, const TokenDraft &other)
{
    return one.name == other.name && one.allowedIps.toStringList() == other.allowedIps.toStringList()
        && one.deniedIps.toStringList() == other.deniedIps.toStringList() && one.expiry == other.expiry
        && one.type == other.type && one.scopes == other.scopes;
}

} // namespace tc
