#pragma once

#include "call.h"
#include "token.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QSet>

#include <optional>

namespace tc {

struct TokenFeatures;
class TokenSession;

/// What became of a write whose answer was lost, as far as reading again can tell.
struct Finding
{
    enum class Verdict {
        Done, ///< it was done; `token` is what the server has now, as far as it still has it
        DoneWithoutSecret, ///< `token` was created, and its secret was lost with the answer
        NotDone, ///< it was not done when the server was asked; it may still arrive there
        ChangedByOthers, ///< what was to be changed is neither as before nor as wanted, but as in `token`
        Gone, ///< the token that was to be changed is revoked, or no more
        Unknown, ///< see `doubt`
    };
    /// Why it cannot be known.
    enum class Doubt {
        None,
        Unreadable, ///< reading again failed with `error`
        Several, ///< more than one new token could be it
        Similar, ///< there is a new token of that name, but not with what was asked for
        NotListed, ///< the server said that it knows the request, and lists no such token
        SameToken, ///< the token is listed, and nothing listed tells whether its secret is another one
    };

    Verdict verdict = Verdict::Unknown;
    Doubt doubt = Doubt::None;
    Token token;
    ApiError error;
};

/// Whether a write that failed with \a error may have been done all the same: its answer was lost, or it
/// ended in a server's or a gateway's own error (5xx, RFC 9110 15.6).
[[nodiscard]] bool mayHaveBeenDone(const ApiError &error);

/// One token that a user wants created, over every repeat of the request.
struct CreateAttempt
{
    TokenDraft draft;
    QByteArray idempotencyKey; ///< the same for every repeat
    std::optional<QSet<QString>> idsBefore; ///< tokens that were there before; none where no list was read
    QElapsedTimer since; ///< the first request, or shortly before
};

/// An attempt to create \a draft that begins now, with a key of its own.
[[nodiscard]] CreateAttempt startAttempt(const TokenSession &session, const TokenDraft &draft);

/// The tokens of \a session's list; none where it was never read in full.
[[nodiscard]] std::optional<QSet<QString>> listedIds(const TokenSession &session);

/// Finds out whether \a attempt made a token, by reading \a session's list again. \a cause is what it failed
/// with: after ErrorKind::Conflict the server is taken to know the request. The call always succeeds; it
/// fails to find out with Verdict::Unknown.
[[nodiscard]] CallPtr<Finding> checkCreated(TokenSession &session, const CreateAttempt &attempt,
                                            const ApiError &cause);
/// The same for \a edit of \a base, by reading the token again. Done also where someone else made the very
/// same change.
[[nodiscard]] CallPtr<Finding> checkEdited(TokenSession &session, const Token &base, const TokenEdit &edit);
/// The same for revoking \a token.
[[nodiscard]] CallPtr<Finding> checkRevoked(TokenSession &session, const Token &token);
/// The same for revoking all tokens, by reading the list again.
[[nodiscard]] CallPtr<Finding> checkAllRevoked(TokenSession &session);

/// Whether \a error, of a rotation, is an answer that says that it was done, and holds no secret.
[[nodiscard]] bool lacksTheSecret(const ApiError &error);
/// The same for the service's own rotation of \a old, which failed with \a cause; \a idsBefore are the tokens
/// that were there before, as in CreateAttempt. Gone where \a old is no more and not one token alone could be
/// its successor; NotDone where the session's own token, with its old secret, is still answered.
[[nodiscard]] CallPtr<Finding> checkRotated(TokenSession &session, const Token &old,
                                            const std::optional<QSet<QString>> &idsBefore,
                                            const ApiError &cause);

/// What \a listed, the whole list read after the rotation of \a old, tells of it.
[[nodiscard]] Finding judgeRotated(const Token &old, const std::optional<QSet<QString>> &idsBefore,
                                   const QList<Token> &listed);
/// What \a listed, the whole list read after \a attempt, tells of it. Tokens created before \a notBefore (the
/// attempt's begin by the server's clock) are others'. What the service's tokens do not have, as \a features
/// says, is not compared. \a known: the server said that it knows the request.
[[nodiscard]] Finding judgeCreated(const CreateAttempt &attempt, const QList<Token> &listed,
                                   const QDateTime &notBefore, const TokenFeatures &features, bool known);
/// What \a now, the token read after \a edit of \a base, tells of it.
[[nodiscard]] Finding judgeEdited(const Token &base, const TokenEdit &edit, const Token &now);

} // namespace tc
