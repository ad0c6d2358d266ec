#include "optiflowinput.h"

#include "optiflowtenants.h"

#include <QJsonArray>

namespace tc {

namespace {

/// The abilities that \a given asks for, each once, all where it is not there; complains into \a errors.
QStringList readAbilities(const QJsonValue &given, QList<FieldError> &errors)
{
    if (given.isUndefined())
        return {optiflowAnyAbility};
    QStringList abilities;
    const QJsonArray entries = given.toArray();
    if (entries.isEmpty())
        errors.append({QStringLiteral("/abilities"), QStringLiteral("The abilities field is required.")});
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const QString ability = entries[i].toString();
        if (ability != optiflowAnyAbility && !optiflowPermissions().contains(ability))
            errors.append({QStringLiteral("/abilities/%1").arg(i),
                           QStringLiteral("The selected abilities.%1 is invalid.").arg(i)});
        else if (!abilities.contains(ability))
            abilities.append(ability);
    }
    return abilities;
}

/// The end that \a given, a lifetime in minutes or null, means from \a now on; complains into \a errors.
Expiry readLifetime(const QJsonValue &given, const QDateTime &now, QList<FieldError> &errors)
{
    constexpr int longest = 60 * 24 * 366 * 10;
    if (given.isNull() || given.isUndefined())
        return Expiry::never();
    const int minutes = given.toInt();
    if (minutes < 1 || minutes > longest || given.toDouble() != minutes) {
        errors.append(
            {QStringLiteral("/expires_in"),
             QStringLiteral("The expires in field must be an integer between 1 and %1.").arg(longest)});
        return Expiry::never();
    }
    return Expiry::at(now.addSecs(qint64(minutes) * 60));
}

} // namespace

InputResult<NewToken> readOptiflowToken(const QJsonObject &body, const QDateTime &now)
{
    QList<FieldError> errors;
    NewToken wanted;
    if (!body.contains(QLatin1String("name")))
        errors.append({QStringLiteral("/name"), QStringLiteral("The name field is required.")});
    else if (const auto name = readTokenName(body.value(QLatin1String("name"))))
        wanted.name = *name;
    else
        errors.append({QStringLiteral("/name"), name.error()});
    wanted.scopes = readAbilities(body.value(QLatin1String("abilities")), errors);
    wanted.expiry = readLifetime(body.value(QLatin1String("expires_in")), now, errors);
    if (!errors.isEmpty())
        return tl::unexpected(errors);
    return wanted;
}

} // namespace tc
