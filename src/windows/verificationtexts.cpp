#include "verificationtexts.h"

#include "ratelimitlabel.h"
#include "tokentexts.h"
#include "untrustedtext.h"

#include <QCoreApplication>

namespace tc {

namespace {

struct VerificationTexts
{
    Q_DECLARE_TR_FUNCTIONS(VerificationTexts)
};

/// Whether the general sentence of \a error's kind would speak of a token in the list, or of a change.
bool isAboutOtherThings(const ApiError &error)
{
    switch (error.kind) {
    case ErrorKind::Unauthorized:
    case ErrorKind::Forbidden:
    case ErrorKind::NotFound:
    case ErrorKind::Conflict:
    case ErrorKind::Stale:
    case ErrorKind::Quota:
    case ErrorKind::NoSuchOperation:
        return true;
    case ErrorKind::InvalidInput:
        return error.status > 0;
    default:
        return false;
    }
}

/// Why an answer says nothing.
ErrorText reasonOf(const ApiError &said)
{
    if (said.meaning.isEmpty() && isAboutOtherThings(said))
        return {VerificationTexts::tr("HTTP status %1 does not tell.").arg(said.status),
                VerificationTexts::tr("Check the base URL.")};
    return describe(said);
}

ErrorText doubtText(const Verification &verification)
{
    const QString cannotTell = VerificationTexts::tr("Whether this token works cannot be told.") + u' ';
    const QString notSent = VerificationTexts::tr("The token was not sent.");
    switch (verification.doubt) {
    case Verification::Doubt::ControlAccepted:
        return {cannotTell
                    + VerificationTexts::tr("The server accepts a made-up token, too, so its answer proves "
                                            "nothing."),
                notSent + u' ' + VerificationTexts::tr("Check the base URL.")};
    case Verification::Doubt::ControlNotRefused: {
        const ErrorText reason = reasonOf(verification.control->said);
        return {cannotTell
                    + VerificationTexts::tr("The server did not refuse a made-up token as it should: %1")
                          .arg(reason.sentence),
                notSent + u' ' + reason.nextStep};
    }
    default: {
        const ErrorText reason = reasonOf(verification.token->said);
        return {cannotTell + reason.sentence, reason.nextStep};
    }
    }
}

QString verdictSentence(TokenVerdict verdict)
{
    switch (verdict) {
    case TokenVerdict::Valid:
        return VerificationTexts::tr("This token is valid.");
    case TokenVerdict::LackingScope:
        return VerificationTexts::tr("This token is valid, but it lacks the permission for this call.");
    case TokenVerdict::AddressRefused:
        return VerificationTexts::tr("This token is genuine, but refused from this IP address.");
    case TokenVerdict::Expired:
        return VerificationTexts::tr("This token has expired.");
    case TokenVerdict::Unknown:
        return VerificationTexts::tr("This token is revoked or unknown.");
    case TokenVerdict::CannotTell:
        return VerificationTexts::tr("Whether this token works cannot be told.");
    }
    Q_UNREACHABLE();
}

/// "404 NOT_FOUND, at 27.11.26 23:40 (2026-11-27T22:40:12Z)"
QString answerText(const VerificationEvidence &evidence)
{
    QString answer = evidence.said.status > 0
        ? VerificationTexts::tr("HTTP status %1").arg(evidence.said.status)
        : describe(evidence.said).sentence;
    if (!evidence.said.vendorCode.isEmpty())
        answer += u' ' + escapeUntrusted(evidence.said.vendorCode, 64);
    return VerificationTexts::tr("%1, at %2 (%3)")
        .arg(answer, dateTimeText(evidence.at), utcText(evidence.at));
}

} // namespace

ErrorText verdictText(const Verification &verification)
{
    if (verification.verdict == TokenVerdict::CannotTell)
        return doubtText(verification);
    return {verdictSentence(verification.verdict), verification.token->said.fix.text()};
}

MessageBanner::Severity severityOf(TokenVerdict verdict)
{
    switch (verdict) {
    case TokenVerdict::Valid:
        return MessageBanner::Severity::Success;
    case TokenVerdict::Expired:
    case TokenVerdict::Unknown:
        return MessageBanner::Severity::Error;
    default:
        return MessageBanner::Severity::Warning;
    }
}

QString evidenceText(const Verification &verification, const ConnectionProfile &profile)
{
    const ServiceEnvironment *const environment = profile.service->environment(profile.environmentId);
    const QString service = profile.service->name.text();
    const QUrl base = verification.baseUrl;
    const QString url = base.toString(QUrl::FullyEncoded)
        + (base.path().endsWith(u'/') ? QString() : QStringLiteral("/")) + verification.call.path;
    QStringList lines {VerificationTexts::tr("Verdict: %1").arg(verdictSentence(verification.verdict)),
                       VerificationTexts::tr("Service: %1")
                           .arg(environment
                                    ? VerificationTexts::tr("%1 (%2)").arg(service, environment->label.text())
                                    : service),
                       VerificationTexts::tr("Asked: %1 %2")
                           .arg(QString::fromLatin1(verification.call.method), escapeUntrusted(url, 500))};
    if (verification.token)
        lines.append(VerificationTexts::tr("Answer to the token: %1").arg(answerText(*verification.token)));
    else
        lines.append(VerificationTexts::tr("The token was not sent."));
    if (verification.control) {
        const QString answer = answerText(*verification.control);
        lines.append(
            verification.isControlRemembered
                ? VerificationTexts::tr("Negative control (a made-up token), remembered: %1").arg(answer)
                : VerificationTexts::tr("Negative control (a made-up token): %1").arg(answer));
    }
    if (verification.token && !verification.token->said.meaning.isEmpty())
        lines.append(VerificationTexts::tr("Meaning: %1").arg(verification.token->said.meaning.text()));
    if (const QString left = verification.token ? rateLimitText(verification.token->rateLimit) : QString();
        !left.isEmpty())
        lines.append(left);
    if (verification.token && !verification.token->said.fix.isEmpty())
        lines.append(
            VerificationTexts::tr("What the vendor advises: %1").arg(verification.token->said.fix.text()));
    return lines.join(u'\n');
}

} // namespace tc
