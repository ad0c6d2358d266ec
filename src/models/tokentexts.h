#pragma once

#include "token.h"

#include <QString>

namespace tc {

// What users read about a token, in the console's language, locale (QLocale's default) and local time zone.
// Texts from outside have passed escapeUntrusted(); show them as plain text all the same.

/// "Active", "Expiring", "Expired", "Revoked" or "Unknown".
[[nodiscard]] QString statusText(TokenStatus status);

/// \a instant in local time, in the locale's short format; "" where it is null.
[[nodiscard]] QString dateTimeText(const QDateTime &instant);
/// \a instant in UTC as ISO 8601 writes it, such as `2026-11-23T09:17:32Z`; "" where it is null.
[[nodiscard]] QString utcText(const QDateTime &instant);

/// The name as it may be shown.
[[nodiscard]] QString nameText(const Token &token);
/// What a sentence calls the token: its name, shortened, or its mask where it has no name.
[[nodiscard]] QString calledText(const Token &token);
/// The local time of the last use, or "Never".
[[nodiscard]] QString lastUsedText(const Token &token);
/// The local time of the end, with the days left while it is near at \a now; or "Never".
[[nodiscard]] QString expiresText(const Token &token, const QDateTime &now);

/// Every range, those that the console cannot read last.
[[nodiscard]] QStringList rangeList(const AllowedIps &ranges, const QStringList &foreign);
/// "Any IP address", or the first \a most ranges, one a line, and how many follow.
[[nodiscard]] QString rangeLines(const AllowedIps &ranges, const QStringList &foreign, qsizetype most);
/// "Any IP address", or the first few ranges "+3 more".
[[nodiscard]] QString rangesText(const AllowedIps &ranges, const QStringList &foreign);

/// \a plain as a tool tip. Qt guesses whether a tool tip is HTML; this makes sure that it is shown as it is.
[[nodiscard]] QString toolTipText(const QString &plain);

/// Its type, by its label in \a typeLabels, and its scopes; untrusted text escaped.
[[nodiscard]] QString scopesText(const Token &token, const QHash<QString, QString> &typeLabels,
                                 const QString &separator);

} // namespace tc
