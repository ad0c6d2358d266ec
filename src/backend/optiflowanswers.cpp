#include "optiflowanswers.h"

#include "answerparts.h"

#include <QJsonArray>
#include <QLoggingCategory>

namespace tc {

Q_LOGGING_CATEGORY(optiflowLog, "tc.backend.optiflow")

ServerResponse optiflowError(int status, const QString &message)
{
    return jsonResponse(status, {{QStringLiteral("message"), message}});
}

ServerResponse optiflowUnauthenticated()
{
    return optiflowError(401, QStringLiteral("Unauthenticated."));
}

ServerResponse optiflowUnauthorized()
{
    return optiflowError(403, QStringLiteral("This action is unauthorized."));
}

ServerResponse optiflowNotFound()
{
    return optiflowError(404, QStringLiteral("Not Found"));
}

ServerResponse optiflowInvalid(const QList<FieldError> &errors)
{
    QJsonObject fields;
    for (const FieldError &error : errors) {
        const QString field = QString(error.pointer.mid(1)).replace(u'/', u'.');
        QJsonArray messages = fields.value(field).toArray();
        messages.append(error.message);
        fields.insert(field, messages);
    }
    QString message = errors.constFirst().message;
    const qsizetype more = errors.size() - 1;
    if (more > 0)
        message += QStringLiteral(" (and %1 more %2)")
                       .arg(more)
                       .arg(more == 1 ? QLatin1String("error") : QLatin1String("errors"));
    return jsonResponse(422, {{QStringLiteral("message"), message}, {QStringLiteral("errors"), fields}});
}

ServerResponse optiflowRateLimited(const QDateTime &until, const QDateTime &now)
{
    ServerResponse response = optiflowError(429, QStringLiteral("Too Many Attempts."));
    response.setHeader("Retry-After", QByteArray::number(secondsUntil(until, now)));
    return response;
}

ServerResponse optiflowUnavailable(const StoreError &error)
{
    qCWarning(optiflowLog).noquote() << "The database cannot be used:" << error.reason;
    return optiflowError(500, QStringLiteral("Server Error"));
}

ServerResponse optiflowRefusal(const BearerVerdict &verdict, const QDateTime &now)
{
    switch (*verdict.refusal) {
    case BearerRefusal::TooManyFailures:
        return optiflowRateLimited(verdict.retryAt, now);
    case BearerRefusal::StoreUnavailable:
        return optiflowUnavailable({verdict.storeError});
    default:
        return optiflowUnauthenticated();
    }
}

} // namespace tc
