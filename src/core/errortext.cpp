#include "errortext.h"

#include "untrustedtext.h"

#include <QCoreApplication>
#include <QLocale>

namespace tc {

namespace {

struct ApiErrorText
{
    Q_DECLARE_TR_FUNCTIONS(ApiErrorText)
};

QString fieldMessages(const ApiError &error)
{
    QStringList messages;
    for (const FieldError &field : error.fields) {
        if (!field.message.isEmpty())
            messages.append(escapeUntrusted(field.message));
    }
    return messages.join(u' ');
}

/// What fits where \a error's own reason is the sentence; "" where the general step fits too.
QString nextStepAfterReason(const ApiError &error)
{
    constexpr int proxyAuthenticationRequired = 407;
    switch (error.kind) {
    case ErrorKind::Transport:
        if (error.status == proxyAuthenticationRequired)
            return ApiErrorText::tr("Sign in to the proxy, or ask whoever runs the network, then try again.");
        return ApiErrorText::tr(
            "Check the network connection, the proxy settings and the base URL, then try again.");
    case ErrorKind::Protocol:
        return ApiErrorText::tr("Check the base URL; if it is right, tell the server’s operator.");
    default:
        return {};
    }
}

/// Puts \a error's reason, a sentence that says more than its kind, into \a text.
void useReason(const ApiError &error, ErrorText &text)
{
    switch (error.kind) {
    case ErrorKind::StorageUnavailable: // its sentence holds the reason already
    case ErrorKind::Cancelled:
        return;
    case ErrorKind::OutcomeUnknown:
        text.sentence = error.reason + u' ' + ApiErrorText::tr("The change may or may not have been made.");
        return;
    default:
        text.sentence = error.reason;
    }
    if (const QString nextStep = nextStepAfterReason(error); !nextStep.isEmpty())
        text.nextStep = nextStep;
    if (!error.advice.isEmpty())
        text.nextStep = error.advice;
}

QString tryAgainAt(const QDateTime &when)
{
    return ApiErrorText::tr("Try again at %1.")
        .arg(QLocale().toString(when.toLocalTime().time(), QLocale::ShortFormat));
}

ErrorText generalText(const ApiError &error)
{
    switch (error.kind) {
    case ErrorKind::Transport:
        return {ApiErrorText::tr("The server could not be reached."),
                ApiErrorText::tr("Check the network connection and the base URL, then try again.")};
    case ErrorKind::Deadline:
        return {ApiErrorText::tr("The server did not answer in time."),
                ApiErrorText::tr("Try again in a moment.")};
    case ErrorKind::Tls:
        return {ApiErrorText::tr("The server could not prove its identity, so nothing was sent."),
                ApiErrorText::tr("Check the base URL, this computer’s clock, and the server’s certificate.")};
    case ErrorKind::Redirect:
        return {
            ApiErrorText::tr("The server redirected the request elsewhere. It was not followed, so the token "
                             "stayed here."),
            ApiErrorText::tr("Check the base URL.")};
    case ErrorKind::Protocol:
        return {ApiErrorText::tr("The server’s answer is not what this service answers."),
                ApiErrorText::tr("Check the base URL; a proxy or sign-in page may be in between.")};
    case ErrorKind::Unauthorized:
        return {ApiErrorText::tr("The server does not accept this token."),
                ApiErrorText::tr("Connect with another token.")};
    case ErrorKind::Forbidden:
        return {ApiErrorText::tr("This token is not allowed to do that, or not from this address."),
                ApiErrorText::tr("Check the token’s permissions and its allowed IP ranges.")};
    case ErrorKind::NotFound:
        return {ApiErrorText::tr("The server does not know this token any more."),
                ApiErrorText::tr("Refresh the list.")};
    case ErrorKind::Conflict:
        return {ApiErrorText::tr("The request conflicts with what is on the server."),
                ApiErrorText::tr("Refresh the list and try again.")};
    case ErrorKind::Stale:
        return {ApiErrorText::tr("The token was changed by someone else in the meantime."),
                ApiErrorText::tr("Look at its current state and make the change again.")};
    case ErrorKind::InvalidInput:
        return {fieldMessages(error).isEmpty()
                    ? ApiErrorText::tr("The server refused what was entered.")
                    : ApiErrorText::tr("The server refused what was entered: %1").arg(fieldMessages(error)),
                ApiErrorText::tr("Correct it and try again.")};
    case ErrorKind::RateLimited:
        return {ApiErrorText::tr("Too many requests in a short time."),
                error.retryAt.isValid() ? tryAgainAt(error.retryAt)
                                        : ApiErrorText::tr("Wait a moment and try again.")};
    case ErrorKind::Quota:
        return {ApiErrorText::tr("The account’s quota is used up."),
                ApiErrorText::tr("Check the license and quota.")};
    case ErrorKind::Server:
        return {ApiErrorText::tr("The server reported an internal error (%1).").arg(error.status),
                ApiErrorText::tr("Try again later; if it stays, tell the server’s operator.")};
    case ErrorKind::OutcomeUnknown:
        return {ApiErrorText::tr("The answer was lost: the change may or may not have been made."),
                ApiErrorText::tr("Refresh the list to see which.")};
    case ErrorKind::NoSuchOperation:
        return {ApiErrorText::tr("This service has no such operation."),
                ApiErrorText::tr("Use the service’s web app.")};
    case ErrorKind::StorageUnavailable:
        return {error.reason.isEmpty()
                    ? ApiErrorText::tr("The keychain is not available.")
                    : ApiErrorText::tr("The keychain is not available: %1").arg(error.reason),
                ApiErrorText::tr("Check that it is running and unlocked, then try again.")};
    case ErrorKind::FileUnavailable:
        return {ApiErrorText::tr("A file could not be read or written."),
                ApiErrorText::tr("Check the file and its directory, then try again.")};
    case ErrorKind::Cancelled:
        return {ApiErrorText::tr("Cancelled."), QString()};
    }
    Q_UNREACHABLE();
}

} // namespace

ErrorText describe(const ApiError &error)
{
    ErrorText text = generalText(error);
    const bool saysFields = !fieldMessages(error).isEmpty();
    if (!error.meaning.isEmpty() && !saysFields)
        text.sentence = error.meaning.text();
    else if (!error.reason.isEmpty() && !saysFields)
        useReason(error, text);
    if (!error.fix.isEmpty()) {
        text.nextStep = error.fix.text();
        // What the service's description cannot know.
        if (error.kind == ErrorKind::RateLimited && error.retryAt.isValid())
            text.nextStep += u' ' + tryAgainAt(error.retryAt);
    }
    return text;
}

} // namespace tc
