#include "optiverseanswers.h"

#include "answerparts.h"

#include <QLoggingCategory>

namespace tc {

Q_LOGGING_CATEGORY(optiverseLog, "tc.backend.optiverse")

namespace {

ServerResponse failure(int status, const char *code, const QString &message)
{
    QJsonObject error {{QStringLiteral("message"), message}};
    if (code)
        error.insert(QStringLiteral("code"), QLatin1String(code));
    return jsonResponse(status, {{QStringLiteral("success"), false}, {QStringLiteral("error"), error}});
}

} // namespace

ServerResponse optiverseMissingHeader()
{
    return failure(401, "AUTH001", QStringLiteral("Missing Authorization header"));
}

ServerResponse optiverseInvalidKey()
{
    return failure(401, "AUTH002", QStringLiteral("Invalid API key (wrong format, expired, or not found)"));
}

ServerResponse optiverseHasKey()
{
    return failure(409, "KEY001", QStringLiteral("User already has an active API key"));
}

ServerResponse optiverseInvalid(const QString &message)
{
    return failure(400, "VAL001", message);
}

ServerResponse optiverseNotFound()
{
    return failure(404, "PERM001", QStringLiteral("Resource not found or access denied"));
}

ServerResponse optiverseUnavailable(const StoreError &error)
{
    qCWarning(optiverseLog).noquote() << "The database cannot be used:" << error.reason;
    return failure(500, "SRV500", QStringLiteral("Internal server error"));
}

ServerResponse optiverseRateLimited(const QDateTime &until, const QDateTime &now, const QString &message)
{
    ServerResponse response = failure(429, nullptr, message);
    response.setHeader("Retry-After", QByteArray::number(secondsUntil(until, now)));
    return response;
}

ServerResponse optiverseFailure(int status, const QString &message)
{
    return failure(status, nullptr, message);
}

} // namespace tc
