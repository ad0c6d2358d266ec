#include "apilog.h"

#include "credentialecho.h"

#include <QLoggingCategory>

namespace tc {

namespace {

Q_LOGGING_CATEGORY(apiLog, "tc.api")

QLatin1String nameOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Transport:
        return QLatin1String("transport");
    case ErrorKind::Deadline:
        return QLatin1String("deadline");
    case ErrorKind::Tls:
        return QLatin1String("TLS");
    case ErrorKind::Redirect:
        return QLatin1String("redirect");
    case ErrorKind::Protocol:
        return QLatin1String("protocol");
    case ErrorKind::Unauthorized:
        return QLatin1String("unauthorized");
    case ErrorKind::Forbidden:
        return QLatin1String("forbidden");
    case ErrorKind::NotFound:
        return QLatin1String("not found");
    case ErrorKind::Conflict:
        return QLatin1String("conflict");
    case ErrorKind::Stale:
        return QLatin1String("stale");
    case ErrorKind::InvalidInput:
        return QLatin1String("invalid input");
    case ErrorKind::RateLimited:
        return QLatin1String("rate limited");
    case ErrorKind::Quota:
        return QLatin1String("quota");
    case ErrorKind::Server:
        return QLatin1String("server");
    case ErrorKind::OutcomeUnknown:
        return QLatin1String("outcome unknown");
    case ErrorKind::NoSuchOperation:
        return QLatin1String("no such operation");
    case ErrorKind::StorageUnavailable:
        return QLatin1String("storage unavailable");
    case ErrorKind::FileUnavailable:
        return QLatin1String("file unavailable");
    case ErrorKind::Cancelled:
        return QLatin1String("cancelled");
    }
    return {};
}

} // namespace

RequestLine::RequestLine(const QByteArray &method, const QString &path, QByteArrayView credential)
    : m_request(QString::fromLatin1(method) + u' ' + withoutEcho(path, credential, shortestEcho))
{
    m_elapsed.start();
}

RequestLine::~RequestLine()
{
    if (!m_written)
        write(QStringLiteral("given up"));
}

void RequestLine::write(const Result<HttpReplyData> &outcome)
{
    if (outcome)
        return write(QString::number(outcome->status));
    const ApiError &error = outcome.error();
    write(error.status > 0 ? QStringLiteral("%1 (%2)").arg(error.status).arg(nameOf(error.kind))
                           : QString(nameOf(error.kind)));
}

void RequestLine::write(const QString &outcome)
{
    m_written = true;
    qCInfo(apiLog).noquote().nospace()
        << m_request << ' ' << outcome << " in " << m_elapsed.elapsed() << " ms";
}

void logRetry(std::chrono::milliseconds wait)
{
    qCInfo(apiLog).noquote().nospace() << "Tried again in " << wait.count() << " ms";
}

void logRefusal(const ApiError &error)
{
    const QString code = error.vendorCode.isEmpty() ? QString() : u' ' + error.vendorCode;
    qCInfo(apiLog).noquote().nospace() << "The reply means: " << nameOf(error.kind) << code;
}

} // namespace tc
