#include "optimusanswers.h"

#include "answerparts.h"
#include "problem.h"

#include <QLoggingCategory>

namespace tc {

Q_LOGGING_CATEGORY(optimusLog, "tc.backend.optimus")

namespace {

const QLatin1String invalidInput("INVALID_INPUT");

/// A 401 with the challenge of RFC 6750, which names no error where no credential was sent.
ServerResponse unauthorized(QLatin1String code, const QString &detail, bool credentialSent)
{
    ServerResponse response = problem(401, code, detail);
    response.setHeader("WWW-Authenticate",
                       credentialSent ? "Bearer realm=\"optimus\", error=\"invalid_token\""
                                      : "Bearer realm=\"optimus\"");
    return response;
}

} // namespace

ServerResponse storeUnavailable(const StoreError &error)
{
    qCWarning(optimusLog).noquote() << "The database cannot be used:" << error.reason;
    return problem(503, QLatin1String("STORE_UNAVAILABLE"),
                   QStringLiteral("The database cannot be used at the moment."));
}

ServerResponse invalid(const QList<FieldError> &errors)
{
    return problem(422, invalidInput, QStringLiteral("The input is not valid."), errors);
}

ServerResponse invalidParameter(const QString &message)
{
    return problem(422, invalidInput, message, {{QString(), message}});
}

ServerResponse notFound()
{
    return problem(404, QLatin1String("NOT_FOUND"), QStringLiteral("There is no such token."));
}

ServerResponse bodyError(const JsonBodyError &error)
{
    if (error.kind == JsonBodyError::Kind::NotAnObject)
        return problem(422, invalidInput, error.message, {{QString(), error.message}});
    return problem(400, QLatin1String("MALFORMED_JSON"), error.message);
}

ServerResponse rateLimited(const QDateTime &until, const QDateTime &now, const QString &detail)
{
    ServerResponse response = problem(429, QLatin1String("RATE_LIMITED"), detail);
    response.setHeader("Retry-After", QByteArray::number(secondsUntil(until, now)));
    return response;
}

ServerResponse refusal(const BearerVerdict &verdict, const QDateTime &now)
{
    switch (*verdict.refusal) {
    case BearerRefusal::Missing:
        return unauthorized(QLatin1String("TOKEN_MISSING"),
                            QStringLiteral("The request has no bearer token."), false);
    case BearerRefusal::Unknown:
        return unauthorized(QLatin1String("TOKEN_INVALID"), QStringLiteral("The token is unknown."), true);
    case BearerRefusal::Revoked:
        return unauthorized(QLatin1String("TOKEN_REVOKED"), QStringLiteral("The token has been revoked."),
                            true);
    case BearerRefusal::Expired:
        return unauthorized(QLatin1String("TOKEN_EXPIRED"), QStringLiteral("The token has expired."), true);
    case BearerRefusal::AddressNotAllowed:
        return problem(403, QLatin1String("IP_NOT_ALLOWED"),
                       QStringLiteral("The token may not be used from this address."));
    case BearerRefusal::TooManyFailures:
        return rateLimited(verdict.retryAt, now,
                           QStringLiteral("Too many failed authentications from this address."));
    case BearerRefusal::StoreUnavailable:
        return storeUnavailable({verdict.storeError});
    }
    Q_UNREACHABLE();
}

} // namespace tc
