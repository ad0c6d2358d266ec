#pragma once

#include "allowedips.h"
#include "expiry.h"
#include "secret.h"

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <optional>

namespace tc {

enum class TokenStatus {
    Active,
    Expiring, ///< active, and expires within 14 days
    Expired,
    Revoked,
    Unknown, ///< the service does not say
};

/// How long before its end a token counts as expiring, in days.
inline constexpr int expiringDays = 14;

/// What a service tells about one token. It never holds the secret.
struct Token
{
    QString id; ///< the service's handle, opaque
    QString name; ///< untrusted
    QString
        mask; ///< prefix, dots of a fixed number, last characters where the service gives them; see maskOf()
    QDateTime createdAt; ///< UTC; null where not known
    QDateTime lastUsedAt; ///< UTC; null for never, or where not known
    QString lastUsedAddress; ///< "" where not known; untrusted
    Expiry expiry;
    QDateTime revokedAt; ///< UTC; null where not revoked, or the instant is not known
    bool revoked = false;
    bool statusKnown = true; ///< false where the service's answer does not tell whether the token works
    AllowedIps allowedIps;
    QStringList foreignRanges; ///< ranges as the service wrote them that this console cannot read; untrusted
    IpRanges deniedIps; ///< where it does not work although it is allowed
    QStringList foreignDenied; ///< of those, what this console cannot read, as foreignRanges
    QStringList scopes;
    QString type; ///< id of one of the description's token types, "" where it has none
    QString workspace;
    QByteArray version; ///< ETag (RFC 9110) of the state read, "" where none was given

    /// Judged at \a now, which should be the server's time.
    [[nodiscard]] TokenStatus statusAt(const QDateTime &now) const;

    friend bool operator==(const Token &, const Token &) = default;
};

/// \a prefix and \a lastCharacters around dots whose number does not tell the secret's length.
[[nodiscard]] QString maskOf(QStringView prefix, QStringView lastCharacters = {});

/// What a user asks for in *Create Token*.
struct TokenDraft
{
    QString name;
    AllowedIps allowedIps;
    IpRanges deniedIps; ///< where the service has them
    Expiry expiry;
    QString type; ///< id of one of the description's token types, "" where it has none
    QStringList scopes;

    /// Whether both ask for the same in the same words: ranges that are written in another way are equal, and
    /// still make another request.
    friend bool operator==(const TokenDraft &one, const TokenDraft &other);
};

/// A change to a token: only what is set is sent, so that a rename cannot wipe ranges.
struct TokenEdit
{
    std::optional<QString> name;
    std::optional<AllowedIps> allowedIps;
    std::optional<IpRanges> deniedIps;
};

/// A token just made, with its secret, this once. Where nothing but the secret could be read of the answer,
/// `token` is as it was asked for, and its id is "".
struct CreatedToken
{
    Token token;
    Secret secret;
};

} // namespace tc

Q_DECLARE_METATYPE(tc::Token)
