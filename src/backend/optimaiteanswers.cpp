#include "optimaiteanswers.h"

#include "answerparts.h"

#include <QJsonArray>
#include <QLoggingCategory>

namespace tc {

Q_LOGGING_CATEGORY(optimaiteLog, "tc.backend.optimaite")

namespace {

ServerResponse envelope(int status, QLatin1String code, const QString &message, QJsonObject more = {})
{
    more.insert(QStringLiteral("code"), code);
    more.insert(QStringLiteral("message"), message);
    return jsonResponse(status, {{QStringLiteral("error"), more}});
}

} // namespace

ServerResponse optimaiteError(int status, QLatin1String code, const QString &message)
{
    return envelope(status, code, message);
}

ServerResponse optimaiteInvalid(const QList<FieldError> &errors)
{
    QJsonArray fields;
    for (const FieldError &error : errors)
        fields.append(QJsonObject {
            {QStringLiteral("field"), QString(error.pointer.mid(1)).replace(u'/', u'.')},
            {QStringLiteral("message"), error.message},
        });
    return envelope(422, QLatin1String("VALIDATION_ERROR"), QStringLiteral("The input is not valid."),
                    {{QStringLiteral("fields"), fields}});
}

ServerResponse optimaiteRateLimited(const QDateTime &until, const QDateTime &now)
{
    return envelope(429, QLatin1String("RATE_LIMIT_EXCEEDED"), QStringLiteral("Rate limit exceeded."),
                    {{QStringLiteral("retry_after"), secondsUntil(until, now)}});
}

ServerResponse optimaiteUnavailable(const StoreError &error)
{
    qCWarning(optimaiteLog).noquote() << "The database cannot be used:" << error.reason;
    return envelope(500, QLatin1String("INTERNAL_ERROR"), QStringLiteral("An internal error occurred."));
}

ServerResponse optimaiteRefusal(const BearerVerdict &verdict, const QDateTime &now)
{
    switch (*verdict.refusal) {
    case BearerRefusal::Missing:
    case BearerRefusal::Unknown:
    case BearerRefusal::Revoked:
    case BearerRefusal::AddressNotAllowed: // no key has ranges here
        return envelope(401, QLatin1String("AUTH_INVALID_KEY"),
                        QStringLiteral("API key is missing, malformed, or revoked."));
    case BearerRefusal::Expired:
        return envelope(401, QLatin1String("AUTH_EXPIRED_KEY"), QStringLiteral("API key has expired."));
    case BearerRefusal::TooManyFailures:
        return optimaiteRateLimited(verdict.retryAt, now);
    case BearerRefusal::StoreUnavailable:
        return optimaiteUnavailable({verdict.storeError});
    }
    Q_UNREACHABLE();
}

} // namespace tc
