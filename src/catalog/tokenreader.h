#pragma once

#include "result.h"
#include "servicerules.h"
#include "token.h"

#include <QJsonValue>

namespace tc {

/// The token that \a json (a service's token object) is. ErrorKind::Protocol where a member is missing that
/// the rules do not call optional, or does not have the form they say: a made-up "any address" or "never
/// expires" would be worse than no answer.
[[nodiscard]] Result<Token> readTokenObject(const TokenRules &rules, const QJsonValue &json);

/// The same of a token just made as \a asked: what \a json lacks besides the id is as was asked for. Replies
/// to a creation are often shorter than a list's objects.
[[nodiscard]] Result<Token> readMadeToken(const TokenRules &rules, const QJsonValue &json,
                                          const Token &asked);

/// The token of which \a json is the id, and nothing else is known.
[[nodiscard]] Result<Token> readTokenId(const TokenRules &rules, const QJsonValue &json);

/// ErrorKind::Protocol with what the reply lacks as its reason.
[[nodiscard]] ApiError protocolError(int status, const JsonPointer &missing);

} // namespace tc
