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
    for (const FieldError &field : error.fields)
        messages.append(escapeUntrusted(field.message));
    return messages.join(u' ');
}

ErrorText generalText(const ApiError &error)
{
    using Text = ApiErrorText;
    switch (error.kind) {
    case ErrorKind::Transport:
        return {Text::tr("The server could not be reached."),
                Text::tr("Check the network connection and the base URL, then try again.")};
    case ErrorKind::Deadline:
        return {Text::tr("The server did not answer in time."), Text::tr("Try again in a moment.")};
    case ErrorKind::Tls:
        return {Text::tr("The server could not prove its identity, so nothing was sent."),
                Text::tr("Check the base URL, this computer’s clock, and the server’s certificate.")};
    case ErrorKind::Redirect:
        return {Text::tr("The server redirected the request elsewhere. It was not followed, so the token "
                         "stayed here."),
                Text::tr("Check the base URL.")};
    case ErrorKind::Protocol:
        return {Text::tr("The server’s answer is not what this service answers."),
                Text::tr("Check the base URL; a proxy or sign-in page may be in between.")};
    case ErrorKind::Unauthorized:
        return {Text::tr("The server does not accept this token."), Text::tr("Connect with another token.")};
    case ErrorKind::Forbidden:
        return {Text::tr("This token is not allowed to do that, or not from this address."),
                Text::tr("Check the token’s permissions and its allowed IP ranges.")};
    case ErrorKind::NotFound:
        return {Text::tr("The server does not know this token any more."), Text::tr("Refresh the list.")};
    case ErrorKind::Conflict:
        return {Text::tr("The request conflicts with what is on the server."),
                Text::tr("Refresh the list and try again.")};
    case ErrorKind::Stale:
        return {Text::tr("The token was changed by someone else in the meantime."),
                Text::tr("Look at its current state and make the change again.")};
    case ErrorKind::InvalidInput:
        return {error.fields.isEmpty()
                    ? Text::tr("The server refused what was entered.")
                    : Text::tr("The server refused what was entered: %1").arg(fieldMessages(error)),
                Text::tr("Correct it and try again.")};
    case ErrorKind::RateLimited:
        return {Text::tr("Too many requests in a short time."),
                error.retryAt.isValid()
                    ? Text::tr("Try again at %1.")
                          .arg(QLocale().toString(error.retryAt.toLocalTime().time(), QLocale::ShortFormat))
                    : Text::tr("Wait a moment and try again.")};
    case ErrorKind::Quota:
        return {Text::tr("The account’s quota is used up."), Text::tr("Check the license and quota.")};
    case ErrorKind::Server:
        return {Text::tr("The server reported an internal error (%1).").arg(error.status),
                Text::tr("Try again later; if it stays, tell the server’s operator.")};
    case ErrorKind::OutcomeUnknown:
        return {Text::tr("The answer was lost: the change may or may not have been made."),
                Text::tr("Refresh the list to see which.")};
    case ErrorKind::NoSuchOperation:
        return {Text::tr("This service has no such operation."), Text::tr("Use the service’s web app.")};
    case ErrorKind::StorageUnavailable:
        return {error.reason.isEmpty() ? Text::tr("The keychain is not available.")
                                       : Text::tr("The keychain is not available: %1").arg(error.reason),
                Text::tr("Unlock it and try again, or keep the token for this session only.")};
    case ErrorKind::Cancelled:
        return {Text::tr("Cancelled."), QString()};
    }
    Q_UNREACHABLE();
}

} // namespace

ErrorText describe(const ApiError &error)
{
    ErrorText text = generalText(error);
    if (!error.meaning.isEmpty() && error.fields.isEmpty())
        text.sentence = error.meaning.text();
    if (!error.fix.isEmpty())
        text.nextStep = error.fix.text();
    return text;
}

} // namespace tc
