#include "errorcatalogue.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>

namespace tc {

namespace {

constexpr qsizetype mostFields = 100;
constexpr qsizetype longestMessage = 500;
/// Of a message, before it is redacted, which makes it shorter as a rule.
constexpr qsizetype longestRead = 8 * longestMessage;
constexpr qsizetype longestCode = 64;
constexpr qint64 longestWait = 24 * 60 * 60;
/// What a server may ask for itself.
constexpr qint64 longestRetryAfter = 60 * 60;

/// \a value as a machine code, "" where it is none: codes reach comparisons and logs, so nothing else may.
QString machineCode(const QJsonValue &value, const Redactor &redactor)
{
    const QString code = value.isDouble() ? QString::number(value.toInteger()) : value.toString();
    const bool plain
        = code.size() <= longestCode && std::all_of(code.cbegin(), code.cend(), [](QChar c) {
              return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u'.');
          });
    return plain && redactor.redact(code) == code ? code : QString();
}

QDateTime httpDate(QByteArrayView value)
{
    // IMF-fixdate (RFC 9110 5.6.7) is what servers must send.
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(value).trimmed(),
                                             QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    date.setTimeSpec(Qt::UTC);
    return date;
}

/// A field's name as it is, or a path to it that is an array of names.
QString fieldName(const QJsonValue &value)
{
    QString path;
    for (const QJsonValue step : value.toArray())
        path += u'/' + (step.isDouble() ? QString::number(step.toInteger()) : step.toString());
    return value.isArray() ? path : value.toString();
}

} // namespace

ErrorKind kindOfStatus(int status)
{
    switch (status) {
    case 400:
    case 422:
        return ErrorKind::InvalidInput;
    case 401:
        return ErrorKind::Unauthorized;
    case 402:
        return ErrorKind::Quota;
    case 403:
        return ErrorKind::Forbidden;
    case 404:
    case 410:
        return ErrorKind::NotFound;
    case 405:
        return ErrorKind::NoSuchOperation;
    case 409:
        return ErrorKind::Conflict;
    case 412:
    case 428:
        return ErrorKind::Stale;
    case 429:
        return ErrorKind::RateLimited;
    default:
        if (status >= 500)
            return ErrorKind::Server;
        return status >= 300 && status < 400 ? ErrorKind::Redirect : ErrorKind::Protocol;
    }
}

QDateTime dateOf(const HttpReplyData &reply)
{
    return httpDate(headerValue(reply.headers, "Date"));
}

QDateTime instantOfHeader(QByteArrayView value, bool epoch, const QDateTime &from)
{
    const QByteArrayView text = value.trimmed();
    if (text.isEmpty())
        return {};
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!isNumber && !digits) {
        const QDateTime date = httpDate(text);
        return date.isValid() && from.isValid() ? std::clamp(date, from, from.addSecs(longestWait)) : date;
    }
    // A number too large for 64 bits is a long wait, too.
    const qint64 seconds = isNumber ? number : longestWait;
    if (!from.isValid())
        return {};
    // Clamped before anything is computed: the difference of a hostile number may not fit 64 bits.
    const qint64 start = epoch && isNumber ? from.toSecsSinceEpoch() : 0;
    return from.addSecs(std::clamp(seconds, start, start + longestWait) - start);
}

QDateTime retryAfter(const HttpReplyData &reply, const QDateTime &now)
{
    const QDateTime at = instantOfHeader(headerValue(reply.headers, "Retry-After"), false, now);
    return at.isValid() && now.isValid() ? std::min(at, now.addSecs(longestRetryAfter)) : at;
}

bool ErrorCatalogue::saysFailure(const QJsonValue &body) const
{
    return failurePointer && failurePointer->in(body) == failureValue;
}

ApiError ErrorCatalogue::errorOf(const HttpReplyData &reply, const QJsonValue &body,
                                 QStringView operation) const
{
    ApiError error;
    error.status = reply.status;
    error.kind = kindOfStatus(reply.status);
    for (const JsonPointer &pointer : code) {
        error.vendorCode = machineCode(pointer.in(body), redactor);
        if (!error.vendorCode.isEmpty())
            break;
    }
    if (const Entry *const entry = find(reply.status, error.vendorCode, operation)) {
        error.kind = entry->kind.value_or(error.kind);
        error.meaning = entry->meaning;
        error.fix = entry->fix;
    }
    if (error.kind == ErrorKind::InvalidInput)
        error.fields = fieldErrors(body);
    if (error.kind == ErrorKind::RateLimited)
        error.retryAt = retryAt(reply, body);
    return error;
}

const ErrorCatalogue::Entry *ErrorCatalogue::find(int status, const QString &vendorCode,
                                                  QStringView operation) const
{
    const Entry *best = nullptr;
    int bestRank = -1;
    for (const Entry &entry : entries) {
        const bool operationFits = entry.operations.isEmpty() || entry.operations.contains(operation);
        const bool codeFits = entry.code.isEmpty() || entry.code == vendorCode;
        if (entry.status != status || !operationFits || !codeFits)
            continue;
        const int rank = (entry.code.isEmpty() ? 0 : 2) + (entry.operations.isEmpty() ? 0 : 1);
        if (rank > bestRank) {
            best = &entry;
            bestRank = rank;
        }
    }
    return best;
}

QList<FieldError> ErrorCatalogue::fieldErrors(const QJsonValue &body) const
{
    QList<FieldError> errors;
    if (!fields)
        return errors;
    const auto shown = [this](const QString &text) {
        return redactor.redact(text.left(longestRead)).left(longestMessage);
    };
    const auto add = [&](QString field, const QString &message) {
        if (fieldForm == FieldForm::Dotted && !field.isEmpty())
            field = u'/' + field.replace(u'.', u'/');
        if (errors.size() < mostFields && (!message.isEmpty() || !field.isEmpty()))
            errors.append({shown(field), shown(message)});
    };
    const QJsonValue value = fields->in(body);
    for (const QJsonValue item : value.toArray())
        add(fieldName(fieldPointer.in(item)), fieldMessage.in(item).toString());
    const QJsonObject byName = value.toObject();
    for (auto field = byName.begin(); field != byName.end(); ++field) {
        const QJsonArray messages = field->isArray() ? field->toArray() : QJsonArray {*field};
        for (const QJsonValue message : messages)
            add(field.key(), message.toString());
    }
    return errors;
}

QDateTime ErrorCatalogue::retryAt(const HttpReplyData &reply, const QJsonValue &body) const
{
    const QDateTime now = dateOf(reply);
    if (const QDateTime at = tc::retryAfter(reply, now); at.isValid())
        return at;
    if (retryAfter && now.isValid()) {
        const QJsonValue seconds = retryAfter->in(body);
        if (seconds.isDouble())
            return now.addSecs(
                static_cast<qint64>(std::clamp(seconds.toDouble(), 0.0, double(longestRetryAfter))));
    }
    if (resetHeader.isEmpty())
        return {};
    return instantOfHeader(headerValue(reply.headers, resetHeader), resetIsEpoch, now);
}

} // namespace tc
