#include "answerparts.h"

#include <QJsonDocument>
#include <QUuid>

#include <algorithm>

namespace tc {

QJsonValue instantJson(const QDateTime &instant)
{
    return instant.isValid() ? QJsonValue(instant.toUTC().toString(Qt::ISODateWithMs))
                             : QJsonValue(QJsonValue::Null);
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QByteArray bodyWithSecret(const Secret &secret,
                          const std::function<QJsonObject(const QString &placeholder)> &make)
{
    const QString placeholder = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QByteArray text = QJsonDocument(make(placeholder)).toJson(QJsonDocument::Compact);
    const qsizetype at = text.indexOf(placeholder.toLatin1());
    Q_ASSERT(at >= 0);
    QByteArray body;
    body.reserve(text.size() + secret.size());
    body.append(text.constData(), at);
    secret.reveal([&body](QByteArrayView bytes) { body.append(bytes); });
    body.append(QByteArrayView(text).sliced(at + placeholder.size()));
    return body;
}

qint64 secondsUntil(const QDateTime &until, const QDateTime &now)
{
    return qMax<qint64>(1, (now.msecsTo(until) + 999) / 1000);
}

void addRateHeaders(ServerResponse &response, const std::optional<RateState> &state)
{
    if (!state)
        return;
    response.setHeader("X-RateLimit-Limit", QByteArray::number(state->limit));
    response.setHeader("X-RateLimit-Remaining", QByteArray::number(state->remaining));
    // In seconds since the epoch, rounded up.
    response.setHeader("X-RateLimit-Reset",
                       QByteArray::number((state->resetAt.toMSecsSinceEpoch() + 999) / 1000));
}

std::optional<int> decimalNumber(const QString &text, int minimum, int maximum)
{
    const bool isNumber = !text.isEmpty() && text.size() <= 9
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    const int number = isNumber ? text.toInt() : -1;
    return number >= minimum && number <= maximum ? std::optional(number) : std::nullopt;
}

} // namespace tc
