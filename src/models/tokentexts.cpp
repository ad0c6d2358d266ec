#include "tokentexts.h"

#include "untrustedtext.h"

#include <QCoreApplication>
#include <QLocale>

namespace tc {

namespace {

struct TokenTexts
{
    Q_DECLARE_TR_FUNCTIONS(TokenTexts)
};

} // namespace

QString statusText(TokenStatus status)
{
    switch (status) {
    case TokenStatus::Active:
        return TokenTexts::tr("Active");
    case TokenStatus::Expiring:
        return TokenTexts::tr("Expiring");
    case TokenStatus::Expired:
        return TokenTexts::tr("Expired");
    case TokenStatus::Revoked:
        return TokenTexts::tr("Revoked");
    case TokenStatus::Unknown:
        return TokenTexts::tr("Unknown");
    }
    Q_UNREACHABLE();
}

QString dateTimeText(const QDateTime &instant)
{
    return instant.isValid() ? QLocale().toString(instant.toLocalTime(), QLocale::ShortFormat) : QString();
}

QString utcText(const QDateTime &instant)
{
    return instant.isValid() ? instant.toUTC().toString(Qt::ISODate) : QString();
}

QString nameText(const Token &token, qsizetype maximumLength)
{
    return escapeUntrusted(token.name.isEmpty() ? token.mask : token.name, maximumLength);
}

QString lastUsedText(const Token &token)
{
    return token.lastUsedAt.isValid() ? dateTimeText(token.lastUsedAt)
                                      : TokenTexts::tr("Never", "last use of a token");
}

QString expiresText(const Token &token, const QDateTime &now)
{
    if (token.expiry.isNever())
        return TokenTexts::tr("Never", "end of a token");
    const QString end = dateTimeText(token.expiry.instant());
    if (token.statusAt(now) != TokenStatus::Expiring)
        return end;
    const int days = static_cast<int>(now.daysTo(token.expiry.instant()));
    return days < 1 ? TokenTexts::tr("%1 (within a day)").arg(end)
                    : TokenTexts::tr("%1 (days left: %2)").arg(end, QLocale().toString(days));
}

QStringList rangeList(const IpRanges &ranges, const QStringList &foreign)
{
    QStringList list = ranges.toStringList();
    for (const QString &range : foreign)
        list.append(escapeUntrusted(range, 60));
    return list;
}

namespace {

constexpr qsizetype shownInLine = 3;

QString firstOf(const QStringList &list, qsizetype most, QLatin1String separator)
{
    const QString first = list.first(qMin(most, list.size())).join(separator);
    if (list.size() <= most)
        return first;
    return TokenTexts::tr("%1 +%n more", "the first ranges, and how many follow",
                          static_cast<int>(list.size() - most))
        .arg(first);
}

QString firstRanges(const QStringList &list, qsizetype most, QLatin1String separator)
{
    return list.isEmpty() ? TokenTexts::tr("Any IP address") : firstOf(list, most, separator);
}

} // namespace

QString rangeLines(const AllowedIps &ranges, const QStringList &foreign, qsizetype most)
{
    return firstRanges(rangeList(ranges, foreign), most, QLatin1String("\n"));
}

QString rangesText(const AllowedIps &ranges, const QStringList &foreign)
{
    return firstRanges(rangeList(ranges, foreign), shownInLine, QLatin1String(", "));
}

QString deniedLines(const IpRanges &ranges, const QStringList &foreign, qsizetype most)
{
    const QStringList list = rangeList(ranges, foreign);
    return list.isEmpty() ? TokenTexts::tr("None", "denied IP ranges")
                          : firstOf(list, most, QLatin1String("\n"));
}

QString deniedText(const Token &token)
{
    return firstOf(rangeList(token.deniedIps, token.foreignDenied), shownInLine, QLatin1String(", "));
}

QString accessRangesText(const AllowedIps &allowed, const QStringList &foreign, const IpRanges &denied,
                         const QStringList &foreignDenied)
{
    const QString works = rangesText(allowed, foreign);
    const QStringList except = rangeList(denied, foreignDenied);
    return except.isEmpty() ? works
                            : TokenTexts::tr("%1, except %2", "IP ranges")
                                  .arg(works, firstOf(except, shownInLine, QLatin1String(", ")));
}

QString accessRangesText(const Token &token)
{
    return accessRangesText(token.allowedIps, token.foreignRanges, token.deniedIps, token.foreignDenied);
}

QString toolTipText(const QString &plain)
{
    if (!plain.contains(u'<'))
        return plain;
    return QLatin1String("<p style=\"white-space:pre\">")
        + plain.toHtmlEscaped().replace(u'\n', QLatin1String("<br>")) + QLatin1String("</p>");
}

QStringList accessTexts(const Token &token, const AccessLabels &labels)
{
    QStringList texts;
    if (!token.type.isEmpty())
        texts.append(escapeUntrusted(labels.types.value(token.type, token.type)));
    for (const QString &scope : token.scopes)
        texts.append(escapeUntrusted(labels.scopes.value(scope, scope)));
    return texts;
}

QStringList scopeTexts(const Token &token, const AccessLabels &labels)
{
    QStringList texts;
    for (const QString &scope : token.scopes) {
        const QString label = labels.scopes.value(scope, scope);
        texts.append(label == scope ? escapeUntrusted(scope)
                                    : QStringLiteral("%1 (%2)").arg(label, escapeUntrusted(scope)));
    }
    return texts;
}

} // namespace tc
