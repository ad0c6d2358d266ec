#pragma once

#include "result.h"
#include "servicemapping.h"
#include "servicerules.h"

#include <QByteArray>
#include <QJsonValue>

namespace tc {

struct ServiceDescription;

/// An error of which nothing but its \a kind is known.
[[nodiscard]] tl::unexpected<ApiError> failure(ErrorKind kind);

/// The object or array that \a body is, undefined for anything else.
[[nodiscard]] QJsonValue parsed(const QByteArray &body);

/// Whether \a status is one of success for \a operation.
[[nodiscard]] bool isSuccess(const OperationRules &operation, int status);

/// The JSON of a reply that means success, else the reply's meaning (see ServiceMapping for writes).
[[nodiscard]] Result<QJsonValue> bodyOf(const ServiceRules &rules, const OperationRules &operation,
                                        const HttpReplyData &reply);

/// The token in \a body, where \a operation says, with the version that \a reply gives it; see
/// readMadeToken() for \a asked.
[[nodiscard]] Result<Token> tokenAt(const ServiceRules &rules, const OperationRules &operation,
                                    const QJsonValue &body, const HttpReplyData &reply,
                                    const Token *asked = nullptr);

/// Reads a reply that holds a secret and nothing else of use; its bytes are wiped. ErrorKind::Protocol where
/// it holds none.
[[nodiscard]] Result<Secret> readSecret(const ServiceRules &rules, const OperationRules &operation,
                                        HttpReplyData &&received);

/// Reads a reply that holds a new token and its secret; \a before is the token as it was where the secret
/// was replaced (and is where the reply holds none), \a asked a new one as was asked for. Both may be null.
[[nodiscard]] Result<CreatedToken> readNew(const ServiceDescription &description,
                                           const OperationRules &operation, HttpReplyData &&received,
                                           const Token *before, const Token *asked = nullptr);

} // namespace tc
