#pragma once

#include "localizedtext.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace tc {

/// One server (or tenant pattern) that a service runs.
struct ServiceEnvironment
{
    QString id; ///< "prod", "test"
    LocalizedText label;
    QUrl baseUrl;
    bool production = false;
};

/// One of the kinds of token that a service makes ("integration", "management").
struct TokenType
{
    QString id;
    LocalizedText label;
    LocalizedText help;
};

struct ScopeDescription
{
    QString id;
    LocalizedText help;
};

/// A line that shows how to use a token, without holding one.
struct ReadyMadeLine
{
    QString id; ///< "shell", "powershell", "curl"
    LocalizedText label;
    QString text; ///< may hold {baseUrl}
};

/// Which environment variables (or none) name credential and server, in the manner of the vendor's own tools.
struct ServiceVariables
{
    QString token;
    QString baseUrl;
    QString environment;
};

/// What tokens have in this service.
struct TokenFeatures
{
    bool allowedIps = false;
    bool rename = false;
    bool lastUsed = false;
    bool expiry = false;
    bool neverExpires = true; ///< whether a token may be made without expiry
    QList<int> expiryPresetDays;
    int maximumNameLength = 0; ///< in characters; 0 for no limit known
    QList<TokenType> types; ///< empty where there is only one kind
    QString defaultType;
    QList<ScopeDescription> scopes; ///< empty where there are none
    QString rotation; ///< "create-then-revoke", "operation", "delete-then-create"
};

/// A vendor's token API as its JSON file states it (resources/services/service.schema.json says what each
/// means).
struct ServiceDescription
{
    QString id;
    LocalizedText name;
    QUrl webAppUrl;
    QUrl documentationUrl;
    QList<ServiceEnvironment> environments;
    ServiceVariables variables;
    LocalizedText missingTokenMessage; ///< the vendor's own words for "no token configured"
    QStringList secretPrefixes;
    TokenFeatures features;
    QList<ReadyMadeLine> readyMadeLines;
    bool assumed = false; ///< the operations are assumed, not documented by the vendor
    QJsonObject json; ///< the checked document, for the parts that only the mapping reads

    [[nodiscard]] const ServiceEnvironment *environment(QStringView environmentId) const;
    /// The environment that runs at \a url's origin, nullptr where none does.
    [[nodiscard]] const ServiceEnvironment *environmentAt(const QUrl &url) const;
};

} // namespace tc
