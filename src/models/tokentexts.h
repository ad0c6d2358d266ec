#pragma once

#include "token.h"

#include <QHash>
#include <QString>
#include <QStringList>

namespace tc {

// What users read about a token, in the console's language, locale (QLocale's default) and local time zone.
// Texts from outside have passed escapeUntrusted(); show them as plain text all the same.

/// "Active", "Expiring", "Expired", "Revoked" or "Unknown".
[[nodiscard]] QString statusText(TokenStatus status);

/// \a instant in local time, in the locale's short format; "" where it is null.
[[nodiscard]] QString dateTimeText(const QDateTime &instant);
/// \a instant in UTC as ISO 8601 writes it, such as `2026-11-23T09:17:32Z`; "" where it is null.
[[nodiscard]] QString utcText(const QDateTime &instant);

/// What the token is called, cut after \a maximumLength characters: its name, or its mask where it has none.
[[nodiscard]] QString nameText(const Token &token, qsizetype maximumLength = 200);
/// The local time of the last use, or "Never".
[[nodiscard]] QString lastUsedText(const Token &token);
/// The local time of the end, with the days left while it is near at \a now; or "Never".
[[nodiscard]] QString expiresText(const Token &token, const QDateTime &now);

/// Every range, those that the console cannot read last.
[[nodiscard]] QStringList rangeList(const IpRanges &ranges, const QStringList &foreign);
/// "Any IP address", or the first \a most ranges, one a line, and how many follow.
[[nodiscard]] QString rangeLines(const AllowedIps &ranges, const QStringList &foreign, qsizetype most);
/// "Any IP address", or the first few ranges "+3 more".
[[nodiscard]] QString rangesText(const AllowedIps &ranges, const QStringList &foreign);
/// "None", or the first \a most denied ranges, one a line, and how many follow.
[[nodiscard]] QString deniedLines(const IpRanges &ranges, const QStringList &foreign, qsizetype most);
/// The first few denied ranges of \a token "+3 more".
[[nodiscard]] QString deniedText(const Token &token);
/// Where the token works: rangesText(), and in the same line "except 203.0.113.7" where ranges are denied.
[[nodiscard]] QString accessRangesText(const AllowedIps &allowed, const QStringList &foreign,
                                       const IpRanges &denied, const QStringList &foreignDenied);
/// The same of \a token, as it is now.
[[nodiscard]] QString accessRangesText(const Token &token);

/// \a plain as a tool tip. Qt guesses whether a tool tip is HTML; this makes sure that it is shown as it is.
[[nodiscard]] QString toolTipText(const QString &plain);

/// What a service calls its types of tokens and its scopes: labels in the console's language, by id.
struct AccessLabels
{
    QHash<QString, QString> types;
    QHash<QString, QString> scopes;

    friend bool operator==(const AccessLabels &, const AccessLabels &) = default;
};

/// Its type and its scopes, by their labels, or ids where \a labels has none; untrusted text escaped.
[[nodiscard]] QStringList accessTexts(const Token &token, const AccessLabels &labels);
/// Its scopes alone, by label and id: "Read cases (cases:read)".
[[nodiscard]] QStringList scopeTexts(const Token &token, const AccessLabels &labels);

} // namespace tc
