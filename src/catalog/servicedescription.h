#pragma once

#include "iprange.h"
#include "localizedtext.h"
#include "secretforms.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <memory>
#include <optional>

namespace tc {

struct ServiceRules;

/// One server (or tenant pattern) that a service runs.
struct ServiceEnvironment
{
    QString id; ///< "prod", "test"
    LocalizedText label;
    QUrl baseUrl; ///< with a trailing slash; empty where the workspace is part of the host
    QString baseUrlPattern; ///< then "https://{workspace}.example.com/", else ""
    bool production = false;

    /// The base URL for \a workspace: baseUrl, or the pattern with \a workspace as a host label; empty where
    /// it is none (letters, digits and inner hyphens; RFC 1123).
    [[nodiscard]] QUrl urlFor(const QString &workspace) const;
    /// Whether it is at \a url's origin, for whatever workspace.
    [[nodiscard]] bool runsAt(const QUrl &url) const;
};

/// How a service tells workspaces (tenants) apart.
struct WorkspaceUse
{
    enum class Kind { None, Header, Path, Host };
    Kind kind = Kind::None;
    QByteArray header; ///< for Header
    bool serverDefault = false; ///< whether the server picks one where none is named
    bool ownCredential = false; ///< whether a credential belongs to one of them, and not to all
    LocalizedText label; ///< what the vendor calls it
    LocalizedText help; ///< what the server does with it, and without it; empty where nothing is said

    /// Whether a request cannot do without one.
    [[nodiscard]] bool isNeeded() const
    {
        return kind == Kind::Path || (kind == Kind::Header && !serverDefault);
    }
};

/// Something that an operation needs from the user each time, and that is never kept (a password, a one-time
/// code).
struct AskedField
{
    QString id;
    LocalizedText label;
    bool secret = true;
    bool required = true;
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
    LocalizedText label; ///< empty where the scope is called by its id
    QString group; ///< id of its ScopeGroup; "" where there are none
};

/// Scopes that belong together.
struct ScopeGroup
{
    QString id;
    LocalizedText label;
    LocalizedText help; ///< which of them suffice for what
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
    IpVersions ipVersions = IpVersions::V4; ///< what its IP ranges may be of
    bool deniedIps = false; ///< whether tokens can be denied IP ranges, too
    bool names = true; ///< whether a token has a name
    bool rename = false;
    bool lastUsed = false;
    bool expiry = false;
    bool neverExpires = true; ///< whether a token may be made without expiry
    bool freeExpiry = true; ///< whether any end may be asked for, besides the presets
    QList<int> expiryPresetDays;
    bool singlePerOwner = false; ///< an owner has at most one token at a time
    int maximumNameLength = 0; ///< in characters; 0 for no limit known
    QList<TokenType> types; ///< empty where there is only one kind
    QString defaultType;
    QList<ScopeDescription> scopes; ///< empty where there are none
    bool scopesRequired = false; ///< whether a token needs at least one
    QList<ScopeGroup> scopeGroups; ///< in the order to show them; each has scopes; empty where there are none
    QString rotation; ///< "create-then-revoke", "operation", "delete-then-create"
};

/// How tokens are managed in the vendor's own web app, step by step, with the exact names of its buttons.
struct ServiceGuide
{
    QList<LocalizedText> create;
    QList<LocalizedText> editIpRanges;
    QList<LocalizedText> rotate;
    QList<LocalizedText> revoke;

    [[nodiscard]] bool isEmpty() const
    {
        return create.isEmpty() && editIpRanges.isEmpty() && rotate.isEmpty() && revoke.isEmpty();
    }
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
    WorkspaceUse workspace;
    bool credentialIsPair = false; ///< it is `user:password`, for HTTP Basic (RFC 7617)
    QList<SecretPrefix> prefixes; ///< all that are known, supported or not
    QStringList secretPrefixes; ///< of the tokens that are supported
    QHash<QString, QString>
        prefixEnvironments; ///< prefix → id of the environment it means, where it means one
    SecretForm secretForm = SecretForm::Any;
    SecretChecksum secretChecksum = SecretChecksum::None;
    TokenFeatures features;
    ServiceGuide guide;
    QList<ReadyMadeLine> readyMadeLines;
    QList<AskedField> signInAsks; ///< asked for to sign in; empty where that is not needed
    QList<AskedField> createAsks; ///< asked for at each creation
    QList<AskedField> rotateAsks;
    QList<AskedField> revokeAsks;
    QList<AskedField> listAsks; ///< all optional
    bool embedded = false; ///< the console's embedded backend serves it
    bool assumed = false; ///< an operation that managing needs (not `try`, `workspaces`, `revokeAll`) is
                          ///< assumed, not documented by the vendor
    bool preferred = false; ///< of what ships: offered before the others
    bool tested = true; ///< whether it was run against the vendor's server, as far as its author says
    QJsonObject json; ///< the checked document
    std::shared_ptr<const ServiceRules> rules; ///< the document as ServiceMapping applies it

    [[nodiscard]] const ServiceEnvironment *environment(QStringView environmentId) const;
    /// What Redactor takes, of all tokens that are known.
    [[nodiscard]] QStringList redactedPrefixes() const;
    /// The environment that runs at \a url's origin, nullptr where none does.
    [[nodiscard]] const ServiceEnvironment *environmentAt(const QUrl &url) const;
};

} // namespace tc
