#pragma once

#include "clock.h"
#include "token.h"

/// A clock that stands where a test puts it.
class FixedClock final : public tc::Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return instant; }

    QDateTime instant = QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
};

[[nodiscard]] inline tc::AllowedIps allowed(const QStringList &texts)
{
    tc::AllowedIps ranges;
    for (const QString &text : texts)
        ranges.add(tc::IpRange::parse(text).value());
    return ranges;
}

[[nodiscard]] inline tc::Token tokenOf(const QString &id, const QString &name = {})
{
    tc::Token token;
    token.id = id;
    token.name = name.isEmpty() ? QStringLiteral("Token ") + id : name;
    token.mask = tc::maskOf(QString(QStringLiteral("tok_") + id));
    token.createdAt = QDateTime(QDate(2026, 1, 1), QTime(8, 0), Qt::UTC);
    return token;
}

[[nodiscard]] inline QList<tc::Token> tokensOf(const QStringList &ids)
{
    QList<tc::Token> tokens;
    for (const QString &id : ids)
        tokens.append(tokenOf(id));
    return tokens;
}
