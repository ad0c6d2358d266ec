#include "rulesreader.h"

#include "operationreader.h"
#include "origin.h"
#include "section.h"
#include "servicerules.h"

#include <QRegularExpression>
#include <QSet>

namespace tc {

namespace {

using L = QLatin1String;

constexpr std::array<Operation, 8> allOperations {Operation::List,   Operation::Read, Operation::Current,
                                                  Operation::Create, Operation::Edit, Operation::Rotate,
                                                  Operation::Revoke, Operation::Try};

/// An id that stands a second time among \a seen.
void checkUnique(const Section &section, QSet<QString> &seen)
{
    const QString id = section.text(L("id"));
    if (seen.contains(id))
        section.complain(L("id"), DescriptionError::tr("“%1” is there twice.").arg(id));
    seen.insert(id);
}

QUrl readLink(const Section &section, L member)
{
    const QUrl url(section.text(member), QUrl::StrictMode);
    if (section.has(member) && (!isAbsoluteHttpUrl(url) || url.scheme() != L("https")))
        section.complain(member, DescriptionError::tr("A link must be an absolute https URL."));
    return url;
}

void readWorkspace(const Section &section, ServiceDescription &description)
{
    if (!section.has(L("workspace")))
        return;
    using Kind = WorkspaceUse::Kind;
    static const QHash<QString, Kind> kinds {{QStringLiteral("header"), Kind::Header},
                                             {QStringLiteral("path"), Kind::Path},
                                             {QStringLiteral("host"), Kind::Host}};
    const Section workspace = section.section(L("workspace"));
    WorkspaceUse &use = description.workspace;
    use.kind = kinds.value(workspace.text(L("in")), Kind::None);
    use.header = workspace.text(L("header")).toLatin1();
    use.serverDefault = workspace.flag(L("serverDefault"));
    use.label = workspace.localized(L("label"));
    if (use.kind == Kind::None)
        workspace.complain(L("in"), DescriptionError::tr("A workspace is in “header”, “path” or “host”."));
    if ((use.kind == Kind::Header) == use.header.isEmpty())
        workspace.complain(L("header"),
                           DescriptionError::tr("A workspace needs “header” where it travels in one, only."));
    if (use.serverDefault && use.kind != Kind::Header)
        workspace.complain(L("serverDefault"),
                           DescriptionError::tr("Only a workspace in a header can be left to the server."));
}

void readEnvironments(const Section &section, ServiceDescription &description)
{
    const bool inHost = description.workspace.kind == WorkspaceUse::Kind::Host;
    QSet<QString> ids;
    for (const Section &item : section.sections(L("environments"))) {
        checkUnique(item, ids);
        ServiceEnvironment environment;
        environment.id = item.text(L("id"));
        environment.label = item.localized(L("label"));
        environment.production = item.flag(L("production"));
        const QString text = item.text(L("baseUrl"));
        static const QRegularExpression hostPattern(QStringLiteral("^https?://\\{workspace\\}\\.[^{}?#]+$"));
        QUrl url;
        if (inHost && hostPattern.match(text).hasMatch()) {
            environment.baseUrlPattern = text;
            url = environment.urlFor(QStringLiteral("a"));
        } else if (!inHost) {
            environment.baseUrl = url = QUrl(text, QUrl::StrictMode);
        }
        if (!mayCarryCredential(url) || url.hasQuery() || url.hasFragment())
            item.complain(
                L("baseUrl"),
                DescriptionError::tr("A base URL must be https, or http to a loopback address, without "
                                     "user, query and fragment%1.")
                    .arg(inHost ? DescriptionError::tr(", with {workspace} as its first host label")
                                : QString()));
        else if (!url.path().endsWith(u'/'))
            item.complain(L("baseUrl"), DescriptionError::tr("A base URL must end with a slash."));
        description.environments.append(environment);
    }
}

void readSecretPrefixes(const Section &section, ServiceDescription &description)
{
    for (const Section &item : section.sections(L("secretPrefixes"))) {
        const QString prefix = item.text(L("prefix"));
        const QString environment = item.text(L("environment"));
        if (description.secretPrefixes.contains(prefix))
            item.complain(L("prefix"), DescriptionError::tr("“%1” is there twice.").arg(prefix));
        description.secretPrefixes.append(prefix);
        if (environment.isEmpty())
            continue;
        if (!description.environment(environment))
            item.complain(L("environment"),
                          DescriptionError::tr("There is no environment “%1”.").arg(environment));
        description.prefixEnvironments.insert(prefix, environment);
    }
}

void readFeatures(const Section &section, ServiceDescription &description)
{
    TokenFeatures &features = description.features;
    features.allowedIps = section.flag(L("allowedIps"));
    features.names = section.flag(L("names"), true);
    features.rename = section.flag(L("rename"));
    features.lastUsed = section.flag(L("lastUsed"));
    features.singlePerOwner = section.flag(L("singlePerOwner"));
    features.maximumNameLength = section.value(L("maximumNameLength")).toInt();
    features.rotation = section.text(L("rotation"));
    features.defaultType = section.text(L("defaultType"));
    features.expiry = section.has(L("expiry"));
    if (features.expiry) {
        const Section expiry = section.section(L("expiry"));
        features.neverExpires = expiry.flag(L("never"), true);
        features.freeExpiry = expiry.flag(L("free"), true);
        for (const QJsonValue days : expiry.value(L("presetDays")).toArray())
            features.expiryPresetDays.append(days.toInt());
        if (!features.neverExpires && !features.freeExpiry && features.expiryPresetDays.isEmpty())
            expiry.complain(DescriptionError::tr("This leaves no expiry to choose."));
    }
    QSet<QString> types;
    for (const Section &item : section.sections(L("types"))) {
        checkUnique(item, types);
        features.types.append({item.text(L("id")), item.localized(L("label")), item.localized(L("help"))});
    }
    QSet<QString> scopes;
    for (const Section &item : section.sections(L("scopes"))) {
        checkUnique(item, scopes);
        features.scopes.append({item.text(L("id")), item.localized(L("help"))});
    }
    if ((features.types.isEmpty() != features.defaultType.isEmpty())
        || (!features.types.isEmpty() && !types.contains(features.defaultType)))
        section.complain(L("defaultType"),
                         DescriptionError::tr("“defaultType” must be the id of one of the types."));
}

void readReadyMadeLines(const Section &section, ServiceDescription &description)
{
    QList<QRegularExpression> secrets;
    for (const QString &prefix : std::as_const(description.secretPrefixes))
        secrets.append(QRegularExpression(QRegularExpression::escape(prefix) + L("[A-Za-z0-9]{4}")));
    QSet<QString> ids;
    for (const Section &item : section.sections(L("readyMadeLines"))) {
        checkUnique(item, ids);
        const QString text = item.text(L("text"));
        for (const QRegularExpression &secret : std::as_const(secrets)) {
            if (secret.match(text).hasMatch())
                item.complain(L("text"), DescriptionError::tr("A ready-made line must not hold a secret."));
        }
        description.readyMadeLines.append({item.text(L("id")), item.localized(L("label")), text});
    }
}

CredentialRules readCredential(const Section &section)
{
    const QString text = section.text(L("template"));
    const L placeholder("{credential}");
    const qsizetype at = text.indexOf(placeholder);
    if (at < 0 || text.count(placeholder) != 1)
        section.complain(L("template"), DescriptionError::tr("The template must hold {credential} once."));
    CredentialRules rules;
    rules.header = section.text(L("header")).toLatin1();
    rules.before = text.left(at).toLatin1();
    rules.after = text.mid(at + placeholder.size()).toLatin1();
    rules.base64 = section.flag(L("base64"));
    return rules;
}

TokenRules readTokenRules(const Section &section)
{
    TokenRules rules;
    rules.id = section.field(L("id"));
    rules.name = section.field(L("name"));
    rules.createdAt = section.field(L("createdAt"));
    rules.lastUsedAt = section.field(L("lastUsedAt"));
    rules.lastUsedAddress = section.field(L("lastUsedAddress"));
    rules.expiresAt = section.field(L("expiresAt"));
    rules.revokedAt = section.field(L("revokedAt"));
    rules.allowedIps = section.field(L("allowedIps"));
    rules.scopes = section.field(L("scopes"));
    rules.type = section.field(L("type"));
    rules.workspace = section.field(L("workspace"));
    rules.status = section.field(L("status"));
    const Section mask = section.section(L("mask"));
    rules.maskPrefix = mask.pointer(L("prefix"));
    rules.maskLast = mask.pointer(L("last"));
    rules.maskWhole = mask.pointer(L("whole"));
    if (!rules.id)
        section.complain(L("id"),
                         DescriptionError::tr("Without the token’s id nothing can be done with it."));
    if (rules.maskWhole && (rules.maskPrefix || rules.maskLast))
        mask.complain(DescriptionError::tr("“whole” excludes “prefix” and “last”."));

    const auto checkTime = [&](const std::optional<FieldRule> &rule, L member, bool durations) {
        if (rule && rule->conversion.kind != Conversion::Kind::None
            && (!rule->conversion.isTime() || (rule->conversion.isDuration() && !durations)))
            section.complain(member, DescriptionError::tr("This conversion gives no time."));
    };
    checkTime(rules.createdAt, L("createdAt"), false);
    checkTime(rules.lastUsedAt, L("lastUsedAt"), false);
    checkTime(rules.revokedAt, L("revokedAt"), false);
    checkTime(rules.expiresAt, L("expiresAt"), true);
    const auto checkText = [&](const std::optional<FieldRule> &rule, L member) {
        if (rule && rule->conversion.isTime())
            section.complain(member, DescriptionError::tr("This conversion gives no text."));
    };
    checkText(rules.id, L("id"));
    checkText(rules.name, L("name"));
    checkText(rules.lastUsedAddress, L("lastUsedAddress"));
    checkText(rules.scopes, L("scopes"));
    checkText(rules.type, L("type"));
    checkText(rules.workspace, L("workspace"));
    if (rules.allowedIps && rules.allowedIps->conversion.kind != Conversion::Kind::None)
        section.complain(L("allowedIps"),
                         DescriptionError::tr("IP ranges are texts and take no conversion."));
    if (rules.status) {
        const QStringList words {QStringLiteral("active"), QStringLiteral("revoked"),
                                 QStringLiteral("expired"), QStringLiteral("unknown")};
        bool fits = rules.status->conversion.kind == Conversion::Kind::Enumeration;
        for (const auto &[theirs, ours] : rules.status->conversion.words)
            fits = fits && words.contains(ours);
        if (!fits)
            section.complain(L("status"),
                             DescriptionError::tr("A status is an enumeration of the console’s words active, "
                                                  "revoked, expired and unknown."));
    }
    return rules;
}

ErrorCatalogue readErrors(const Section &section)
{
    static const QHash<QString, ErrorKind> kinds {
        {QStringLiteral("unauthorized"), ErrorKind::Unauthorized},
        {QStringLiteral("forbidden"), ErrorKind::Forbidden},
        {QStringLiteral("not-found"), ErrorKind::NotFound},
        {QStringLiteral("conflict"), ErrorKind::Conflict},
        {QStringLiteral("stale"), ErrorKind::Stale},
        {QStringLiteral("invalid-input"), ErrorKind::InvalidInput},
        {QStringLiteral("rate-limited"), ErrorKind::RateLimited},
        {QStringLiteral("quota"), ErrorKind::Quota},
        {QStringLiteral("server"), ErrorKind::Server},
        {QStringLiteral("no-such-operation"), ErrorKind::NoSuchOperation},
    };
    ErrorCatalogue catalogue;
    const QJsonArray codes = section.value(L("code")).toArray();
    for (qsizetype i = 0; i < codes.size(); ++i) {
        if (const auto pointer = JsonPointer::parse(codes.at(i).toString()))
            catalogue.code.append(*pointer);
        else
            section.complain(
                L("code"),
                DescriptionError::tr("“%1” is no JSON pointer (RFC 6901).").arg(codes.at(i).toString()));
    }
    catalogue.retryAfter = section.pointer(L("retryAfter"));
    if (section.has(L("failure"))) {
        const Section failure = section.section(L("failure"));
        catalogue.failurePointer = failure.pointer(L("pointer"));
        catalogue.failureValue = failure.value(L("equals"));
    }
    if (section.has(L("fields"))) {
        const Section fields = section.section(L("fields"));
        catalogue.fields = fields.pointer(L("items"));
        catalogue.fieldPointer = fields.pointer(L("field")).value_or(JsonPointer());
        catalogue.fieldMessage = fields.pointer(L("message")).value_or(JsonPointer());
        catalogue.fieldForm = fields.text(L("form")) == L("dotted") ? ErrorCatalogue::FieldForm::Dotted
                                                                    : ErrorCatalogue::FieldForm::Pointer;
    }
    QSet<QString> seen;
    for (const Section &item : section.sections(L("catalogue"))) {
        ErrorCatalogue::Entry entry;
        entry.status = item.value(L("status")).toInt();
        entry.code = item.text(L("code"));
        entry.operations = item.texts(L("operations"));
        entry.meaning = item.localized(L("meaning"));
        entry.fix = item.localized(L("fix"));
        if (item.has(L("kind"))) {
            const auto kind = kinds.constFind(item.text(L("kind")));
            if (kind == kinds.cend())
                item.complain(L("kind"), DescriptionError::tr("There is no such kind of error."));
            else
                entry.kind = *kind;
        }
        const QString key
            = QString::number(entry.status) + u' ' + entry.code + u' ' + entry.operations.join(u' ');
        if (seen.contains(key))
            item.complain(DescriptionError::tr("This status and code are there twice."));
        seen.insert(key);
        catalogue.entries.append(entry);
    }
    return catalogue;
}

QList<AskedField> readAskedFields(const Section &operation)
{
    QList<AskedField> fields;
    for (const Section &item : operation.sections(L("asks")))
        fields.append({item.text(L("id")), item.localized(L("label")), item.flag(L("secret"), true),
                       !item.flag(L("optional"))});
    return fields;
}

void readOperations(const Section &section, ServiceDescription &description, ServiceRules &rules)
{
    OperationContext context;
    context.workspaceInPath = description.workspace.kind == WorkspaceUse::Kind::Path;
    bool workspaceUsed = false;
    for (const Operation operation : allOperations) {
        const L name = nameOf(operation);
        if (!section.has(name))
            continue;
        OperationRules read = readOperation(operation, section.section(name), context);
        workspaceUsed = workspaceUsed || read.target.variables().contains(L("workspace"));
        description.assumed = description.assumed || (operation != Operation::Try && !read.documented);
        rules.operations.at(static_cast<std::size_t>(operation)) = std::move(read);
    }
    description.createAsks = readAskedFields(section.section(L("create")));
    description.rotateAsks = readAskedFields(section.section(L("rotate")));

    const OperationRules *const edit = rules.operation(Operation::Edit);
    const bool needsRead = edit && (edit->editKind == EditKind::Merge || edit->ifMatch);
    if (needsRead && !rules.operation(Operation::Read))
        section.complain(L("edit"),
                         DescriptionError::tr("This edit needs “read”: for the version or to merge into."));
    if (context.workspaceInPath && !workspaceUsed)
        section.complain(DescriptionError::tr("No path uses {workspace}."));
    const QString rotation = description.features.rotation;
    if ((rotation == L("operation")) != (rules.operation(Operation::Rotate) != nullptr))
        section.complain(
            DescriptionError::tr("“rotate” and the feature “rotation”: \"operation\" belong together."));
}

void readRateLimit(const Section &section, ServiceRules &rules)
{
    RateLimitRules &limit = rules.rateLimit;
    limit.limit = section.text(L("limit")).toLatin1();
    limit.remaining = section.text(L("remaining")).toLatin1();
    const Section reset = section.section(L("reset"));
    limit.reset = reset.text(L("header")).toLatin1();
    limit.resetIsEpoch = reset.text(L("as")) != L("seconds");
    rules.errors.resetHeader = limit.reset;
    rules.errors.resetIsEpoch = limit.resetIsEpoch;
}

} // namespace

std::shared_ptr<const ServiceDescription> readDescription(const QJsonObject &json,
                                                          QList<DescriptionError> &errors)
{
    const Section root(json, JsonPointer(), errors);
    auto description = std::make_shared<ServiceDescription>();
    auto rules = std::make_shared<ServiceRules>();

    description->id = root.text(L("id"));
    static const QRegularExpression idForm(QStringLiteral("^[a-z0-9][a-z0-9-]{0,39}$"));
    if (!idForm.match(description->id).hasMatch())
        root.complain(L("id"),
                      DescriptionError::tr("An id is up to 40 lower-case letters, digits and hyphens."));
    description->name = root.localized(L("name"));
    if (description->name.isEmpty())
        root.complain(L("name"), DescriptionError::tr("A service needs a name."));
    const Section links = root.section(L("links"));
    description->webAppUrl = readLink(links, L("webApp"));
    description->documentationUrl = readLink(links, L("documentation"));
    readWorkspace(root, *description);
    readEnvironments(root, *description);
    const Section variables = root.section(L("variables"));
    description->variables
        = {variables.text(L("token")), variables.text(L("baseUrl")), variables.text(L("environment"))};
    description->missingTokenMessage = root.localized(L("missingTokenMessage"));
    readSecretPrefixes(root, *description);
    readFeatures(root.section(L("features")), *description);
    readReadyMadeLines(root, *description);

    rules->credential = readCredential(root.section(L("authentication")));
    const QJsonObject headers = root.value(L("headers")).toObject();
    for (auto header = headers.begin(); header != headers.end(); ++header)
        rules->headers.append({header.key().toLatin1(), header->toString().toLatin1()});
    rules->token = readTokenRules(root.section(L("token")));
    if (description->secretPrefixes.size() == 1)
        rules->token.knownPrefix = description->secretPrefixes.first();
    rules->errors = readErrors(root.section(L("errors")));
    rules->token.secretPrefixes = description->secretPrefixes;
    rules->token.redactor = Redactor(description->secretPrefixes);
    rules->errors.redactor = rules->token.redactor;
    readRateLimit(root.section(L("rateLimit")), *rules);
    readOperations(root.section(L("operations")), *description, *rules);

    description->json = json;
    description->rules = std::move(rules);
    return description;
}

} // namespace tc
