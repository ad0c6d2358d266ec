#pragma once

#include "apierror.h"
#include "issuetoken.h"

#include <QJsonObject>
#include <QList>

#include <tl/expected.hpp>

namespace tc {

/// Everything that is wrong with an input, each with its pointer (RFC 6901) and an English message.
template <typename T>
using InputResult = tl::expected<T, QList<FieldError>>;

/// What \a given says as a token's name, without blanks around it, or what is wrong with it.
[[nodiscard]] tl::expected<QString, QString> readTokenName(const QJsonValue &given);
/// What \a given (null, RFC 3339 or nothing) says as an expiry after \a now, or what is wrong with it.
[[nodiscard]] tl::expected<Expiry, QString> readTokenExpiry(const QJsonValue &given, const QDateTime &now);

/// Reads the body of a create: `name`, and optionally `allowedIps`, `expiresAt`, `access`. Duplicate ranges
/// are taken once. Expiry has to lie after \a now.
[[nodiscard]] InputResult<NewToken> readNewToken(const QJsonObject &body, const QDateTime &now);

/// Reads the body of an edit: `name`, `allowedIps`, both optional.
[[nodiscard]] InputResult<TokenChange> readTokenChange(const QJsonObject &body);

} // namespace tc
