#pragma once

#include "bodytemplate.h"
#include "conversion.h"
#include "errorcatalogue.h"
#include "httpmessage.h"
#include "jsonpointer.h"
#include "pagination.h"
#include "redactor.h"
#include "servicemapping.h"
#include "uritemplate.h"
#include "verification.h"

#include <QHash>

#include <array>
#include <optional>

namespace tc {

/// Where a value stands and how it is written.
struct FieldRule
{
    JsonPointer pointer;
    Conversion conversion;
    bool optional = false; ///< it may be missing; otherwise a reply without it is not what was described
};

/// Where the scopes of a token stand: an array of them, or of objects that hold them.
struct ScopesRule
{
    FieldRule field; ///< the array
    QList<JsonPointer>
        items; ///< applied one after another in every item; arrays on the way are walked through
    std::optional<JsonPointer> where; ///< other items of the array are passed over …
    QJsonValue equals; ///< … than those with this value there
};

/// How a service writes a token. The pointers start at the token's object.
struct TokenRules
{
    std::optional<FieldRule> id, name, createdAt, lastUsedAt, lastUsedAddress, expiresAt, revokedAt;
    std::optional<FieldRule> allowedIps, deniedIps, type, workspace;
    std::optional<ScopesRule> scopes;
    std::optional<FieldRule> status; ///< its words are ours: active, revoked, expired, unknown
    std::optional<JsonPointer> maskPrefix, maskLast, maskWhole;
    QString knownPrefix; ///< the mask's prefix where the reply gives none
    QStringList secretPrefixes;
    Redactor redactor; ///< what a reply says of a token passes it
};

/// One piece of a secret that is put together.
struct SecretPart
{
    JsonPointer pointer;
    QByteArray text; ///< instead of a pointer
    bool isText = false;
    bool isPublic = false; ///< it is no secret by itself and is read elsewhere too (an identifier)
};

enum class EditKind {
    Patch, ///< only what changes is sent
    Put, ///< everything is sent, out of the token last read
    Merge, ///< what changes is merged (RFC 7396) into the object just read, which is sent back whole
};

/// One header field of an operation: fixed, or what the user was asked for.
struct HeaderRule
{
    QByteArray name;
    QByteArray text;
    std::optional<Placeholder> asked;
};

/// What the user is asked for along with an operation, and what is never kept.
struct AskedRule
{
    QString id;
    bool required = true;
};

struct OperationRules
{
    QString id; ///< "list"
    QByteArray method;
    UriTemplate target;
    QList<HeaderRule> headers;
    QByteArray contentType;
    std::optional<BodyTemplate> body;
    QList<int> success; ///< empty for every 2xx
    bool documented = false;
    bool reads = false; ///< it changes nothing, whatever its method is
    bool idempotent = false;
    QByteArray idempotencyHeader;
    bool ifMatch = false;
    JsonPointer items; ///< of a list: the array
    bool idsOnly = false; ///< of a list: the items are ids, each token has to be read
    std::optional<JsonPointer> token; ///< the token's object in a reply (of a list: in an item)
    QList<SecretPart> secret;
    EditKind editKind = EditKind::Patch;
    QStringList omit; ///< members of the object just read that are not sent back
    Pagination pagination;
    QList<AskedRule> asks;
    std::optional<FieldRule> workspaceId; ///< of `workspaces`: in each item
    std::optional<JsonPointer> workspaceName;
};

/// How a session begins where a service takes no token at first.
struct SignInRules
{
    OperationRules request; ///< its secret is the session's credential
    QString basicUser; ///< id of the answer that RFC 7617 has as user; "" where that is not used
    QString basicPassword;
};

/// Which header fields tell how many requests are left.
struct RateLimitRules
{
    QByteArray limit;
    QByteArray remaining;
    QByteArray reset;
    bool resetIsEpoch = true; ///< else seconds from now
};

/// How the credential travels.
struct CredentialRules
{
    QByteArray header;
    QByteArray before;
    QByteArray after;
    bool base64 = false;
};

/// A description, read once and ready to be applied.
struct ServiceRules
{
    CredentialRules credential;
    HttpHeaders headers;
    TokenRules token;
    ErrorCatalogue errors;
    RateLimitRules rateLimit;
    std::array<std::optional<OperationRules>, 10> operations; ///< by Operation
    std::optional<SignInRules> signIn;
    std::optional<VerificationRules> verification;

    [[nodiscard]] const OperationRules *operation(Operation which) const
    {
        const auto &rules = operations.at(static_cast<std::size_t>(which));
        return rules ? &*rules : nullptr;
    }
};

} // namespace tc
