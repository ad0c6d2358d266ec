#pragma once

#include "ratelimiter.h"
#include "secret.h"
#include "servermessage.h"

#include <QJsonValue>

#include <functional>
#include <optional>

namespace tc {

// What the answers of several systems are made of.

/// \a instant in RFC 3339 with milliseconds and `Z`; null where it is not valid.
[[nodiscard]] QJsonValue instantJson(const QDateTime &instant);
/// \a text, or null where it is empty.
[[nodiscard]] QJsonValue textOrNull(const QString &text);

/// The JSON object that \a make makes of a text that stands in for \a secret. The secret itself is put in by
/// hand, so that it is in no other buffer; its characters must need no escaping.
[[nodiscard]] QByteArray bodyWithSecret(const Secret &secret,
                                        const std::function<QJsonObject(const QString &placeholder)> &make);

/// Whole seconds from \a now until \a until, rounded up, at least 1.
[[nodiscard]] qint64 secondsUntil(const QDateTime &until, const QDateTime &now);

/// Adds `X-RateLimit-Limit`, `-Remaining` and `-Reset` (seconds since the epoch) where there is a limit.
void addRateHeaders(ServerResponse &response, const std::optional<RateState> &state);

/// The number that \a text is, in decimal digits alone and from \a minimum to \a maximum; nothing for others.
[[nodiscard]] std::optional<int> decimalNumber(const QString &text, int minimum, int maximum);

} // namespace tc
