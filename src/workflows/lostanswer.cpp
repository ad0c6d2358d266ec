#include "lostanswer.h"

#include "servicedescription.h"
#include "servicerules.h"
#include "tokensession.h"

#include <QPointer>

#include <algorithm>

namespace tc {

namespace {

using Verdict = Finding::Verdict;
using Doubt = Finding::Doubt;

constexpr int notImplemented = 501;

Finding unreadable(const ApiError &error)
{
    return {.verdict = Verdict::Unknown, .doubt = Doubt::Unreadable, .error = error};
}

/// Whether \a createdAt, which the service may write without fractions or as a date, is before \a notBefore.
bool isBefore(const QDateTime &createdAt, const QDateTime &notBefore)
{
    const QTime time = createdAt.time();
    if (time == QTime(0, 0))
        return createdAt.date() < notBefore.date();
    if (time.msec() == 0)
        return createdAt.toSecsSinceEpoch() < notBefore.toSecsSinceEpoch();
    return createdAt < notBefore;
}

/// Whether a 401 to the list can only be about the credential: where the list asks for something, it was read
/// without.
bool isListOpenToCredential(const TokenSession &session)
{
    return session.service().listAsks.isEmpty();
}

/// Services that take a lifetime or a date round the end that was asked for.
bool isSameExpiry(const Expiry &one, const Expiry &other)
{
    constexpr qint64 secondsPerDay = 24 * 60 * 60;
    if (one.isNever() || other.isNever())
        return one.isNever() == other.isNever();
    return qAbs(one.instant().secsTo(other.instant())) <= secondsPerDay;
}

bool isAsAskedFor(const Token &token, const TokenDraft &draft, const TokenFeatures &features)
{
    const auto sorted = [](QStringList list) {
        list.sort();
        return list;
    };
    return (!features.allowedIps
            || (isSameSet(token.allowedIps, draft.allowedIps) && token.foreignRanges.isEmpty()))
        && (!features.deniedIps
            || (isSameSet(token.deniedIps, draft.deniedIps) && token.foreignDenied.isEmpty()))
        && (!features.expiry || isSameExpiry(token.expiry, draft.expiry))
        && (features.types.size() < 2 || token.type == draft.type)
        && (features.scopes.isEmpty() || sorted(token.scopes) == sorted(draft.scopes));
}

} // namespace

bool mayHaveBeenDone(const ApiError &error)
{
    return error.kind == ErrorKind::OutcomeUnknown || (error.status >= 500 && error.status != notImplemented);
}

CreateAttempt startAttempt(const TokenSession &session, const TokenDraft &draft)
{
    CreateAttempt attempt {draft, newIdempotencyKey(), listedIds(session), {}};
    attempt.since.start();
    return attempt;
}

std::optional<QSet<QString>> listedIds(const TokenSession &session)
{
    if (!session.updatedAt().isValid())
        return std::nullopt;
    QSet<QString> ids;
    for (const Token &token : session.tokens())
        ids.insert(token.id);
    return ids;
}

Finding judgeCreated(const CreateAttempt &attempt, const QList<Token> &listed, const QDateTime &notBefore,
                     const TokenFeatures &features, bool known)
{
    QList<Token> asAskedFor;
    qsizetype similar = 0;
    bool isTold = true;
    for (const Token &token : listed) {
        if (features.names && token.name != attempt.draft.name)
            continue;
        // An older list tells what is new; clocks, which may differ and do not run in a sleeping computer,
        // only where there is none.
        const bool isOld = attempt.idsBefore
            ? attempt.idsBefore->contains(token.id)
            : token.createdAt.isValid() && isBefore(token.createdAt, notBefore);
        if (isOld)
            continue;
        isTold = isTold && (attempt.idsBefore || token.createdAt.isValid());
        if (isAsAskedFor(token, attempt.draft, features))
            asAskedFor.append(token);
        else
            ++similar;
    }
    // Without an older list and a time of creation, an old token looks like the new one.
    if (asAskedFor.size() > 1 || !isTold)
        return {.verdict = Verdict::Unknown, .doubt = Doubt::Several};
    if (!asAskedFor.isEmpty())
        return {.verdict = Verdict::DoneWithoutSecret, .token = asAskedFor.constFirst()};
    if (similar > 0)
        return {.verdict = Verdict::Unknown, .doubt = Doubt::Similar};
    return known ? Finding {.verdict = Verdict::Unknown, .doubt = Doubt::NotListed}
                 : Finding {.verdict = Verdict::NotDone};
}

Finding judgeEdited(const Token &base, const TokenEdit &edit, const Token &now)
{
    const auto isAs = [&](const QString &name, const IpRanges &allowed, const IpRanges &denied) {
        return (!edit.name || now.name == name) && (!edit.allowedIps || isSameSet(now.allowedIps, allowed))
            && (!edit.deniedIps || isSameSet(now.deniedIps, denied));
    };
    const auto verdict = [&] {
        if (isAs(edit.name.value_or(QString()), edit.allowedIps.value_or(AllowedIps()),
                 edit.deniedIps.value_or(IpRanges())))
            return Verdict::Done;
        if (now.revoked)
            return Verdict::Gone;
        return isAs(base.name, base.allowedIps, base.deniedIps) ? Verdict::NotDone : Verdict::ChangedByOthers;
    };
    return {.verdict = verdict(), .token = now};
}

Finding judgeRotated(const Token &old, const std::optional<QSet<QString>> &idsBefore,
                     const QList<Token> &listed)
{
    QList<Token> successors;
    for (const Token &token : listed) {
        if (token.revoked)
            continue;
        if (token.id == old.id)
            return {.verdict = Verdict::Unknown, .doubt = Doubt::SameToken, .token = token};
        if (idsBefore && !idsBefore->contains(token.id) && token.name == old.name)
            successors.append(token);
    }
    if (successors.size() > 1)
        return {.verdict = Verdict::Gone, .doubt = Doubt::Several, .token = old};
    return successors.isEmpty()
        ? Finding {.verdict = Verdict::Gone, .token = old}
        : Finding {.verdict = Verdict::DoneWithoutSecret, .token = successors.constFirst()};
}

bool lacksTheSecret(const ApiError &error)
{
    // A refusal in a reply of that status, as some services write it, comes without a reason.
    return error.kind == ErrorKind::Protocol && error.status >= 200 && error.status < 300
        && !error.reason.isEmpty();
}

CallPtr<Finding> checkRotated(TokenSession &session, const Token &old,
                              const std::optional<QSet<QString>> &idsBefore, const ApiError &cause)
{
    const bool isOwn = session.ownToken() && session.ownToken()->id == old.id;
    const auto judge = [old, idsBefore, isOwn, isTold = isListOpenToCredential(session),
                        isAnswered = lacksTheSecret(cause)](Result<QList<Token>> listed) -> Result<Finding> {
        if (listed) {
            const Finding found = judgeRotated(old, idsBefore, *listed);
            // The old secret was taken to read this, and a rotation would have ended it.
            if (found.doubt == Doubt::SameToken && isOwn)
                return Finding {.verdict = Verdict::NotDone, .token = found.token};
            if (found.doubt == Doubt::SameToken && isAnswered)
                return Finding {.verdict = Verdict::DoneWithoutSecret, .token = found.token};
            return found;
        }
        // Whoever has rotated the token that they ask with is not answered any more.
        if (isOwn && isTold && listed.error().kind == ErrorKind::Unauthorized)
            return Finding {.verdict = Verdict::Gone, .token = old};
        return unreadable(listed.error());
    };
    return mapCall<Finding, QList<Token>>(session.readAll(), judge);
}

CallPtr<Finding> checkCreated(TokenSession &session, const CreateAttempt &attempt, const ApiError &cause)
{
    const auto judge = [self = QPointer(&session), attempt, known = cause.kind == ErrorKind::Conflict](
                           Result<QList<Token>> listed) -> Result<Finding> {
        if (!listed)
            return unreadable(listed.error());
        if (!self)
            return unreadable({.kind = ErrorKind::Cancelled});
        // The reply has just told the server's time; how long ago the attempt began, no clock set meanwhile
        // can change.
        const QDateTime notBefore = self->clock().now().addMSecs(-attempt.since.elapsed());
        return judgeCreated(attempt, *listed, notBefore, self->service().features, known);
    };
    return mapCall<Finding, QList<Token>>(session.readAll(), judge);
}

CallPtr<Finding> checkEdited(TokenSession &session, const Token &base, const TokenEdit &edit)
{
    return mapCall<Finding, Token>(session.read(base.id), [base, edit](Result<Token> now) -> Result<Finding> {
        if (now)
            return judgeEdited(base, edit, *now);
        if (now.error().kind == ErrorKind::NotFound)
            return Finding {.verdict = Verdict::Gone, .token = base};
        return unreadable(now.error());
    });
}

CallPtr<Finding> checkAllRevoked(TokenSession &session)
{
    const auto judge = [self = QPointer(&session), isTold = isListOpenToCredential(session)](
                           Result<QList<Token>> listed) -> Result<Finding> {
        if (listed) {
            // An empty list proves nothing: the token that asks has just been answered.
            const bool isDone = !listed->isEmpty()
                && std::all_of(listed->cbegin(), listed->cend(),
                               [](const Token &token) { return token.revoked; });
            return Finding {.verdict = isDone ? Verdict::Done : Verdict::NotDone};
        }
        // The token that asks is one of them, and worked before.
        if (listed.error().kind != ErrorKind::Unauthorized || !isTold)
            return unreadable(listed.error());
        if (self)
            self->noteAllRevoked();
        return Finding {.verdict = Verdict::Done};
    };
    return mapCall<Finding, QList<Token>>(session.readAll(), judge);
}

CallPtr<Finding> checkRevoked(TokenSession &session, const Token &token)
{
    const bool isOwn = session.ownToken() && session.ownToken()->id == token.id
        && (session.service().rules->operation(Operation::Read) || isListOpenToCredential(session));
    const auto judge = [self = QPointer(&session), token, isOwn](Result<Token> now) -> Result<Finding> {
        if (now && !now->revoked)
            return Finding {.verdict = Verdict::NotDone, .token = *now};
        // Whoever has revoked the token that they ask with is not answered any more.
        const bool isRefused = !now && now.error().kind == ErrorKind::Unauthorized && isOwn;
        if (now || now.error().kind == ErrorKind::NotFound || isRefused) {
            if (self && !now)
                self->noteRevoked(token);
            return Finding {.verdict = Verdict::Done, .token = now ? *now : token};
        }
        return unreadable(now.error());
    };
    return mapCall<Finding, Token>(session.read(token.id), judge);
}

} // namespace tc
