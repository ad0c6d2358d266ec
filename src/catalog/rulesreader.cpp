#include "rulesreader.h"

#include "operationreader.h"
#include "origin.h"
#include "replyrulesreader.h"
#include "secretformsreader.h"
#include "section.h"
#include "servicerules.h"
#include "signinreader.h"
#include "verificationreader.h"

#include <QRegularExpression>
#include <QSet>

namespace tc {

namespace {

using L = QLatin1String;

constexpr std::array<Operation, 10> allOperations {
    Operation::List,   Operation::Read,   Operation::Current, Operation::Create,    Operation::Edit,
    Operation::Rotate, Operation::Revoke, Operation::Try,     Operation::RevokeAll, Operation::Workspaces};

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
    use.ownCredential = workspace.flag(L("ownCredential"));
    use.label = workspace.localized(L("label"));
    use.help = workspace.localized(L("help"));
    if (use.kind == Kind::None)
        workspace.complain(L("in"), DescriptionError::tr("A workspace is in “header”, “path” or “host”."));
    if ((use.kind == Kind::Header) == use.header.isEmpty())
        workspace.complain(L("header"),
                           DescriptionError::tr("A workspace needs “header” where it travels in one, only."));
    if (use.serverDefault && use.kind != Kind::Header)
        workspace.complain(L("serverDefault"),
                           DescriptionError::tr("Only a workspace in a header can be left to the server."));
    if (use.ownCredential && use.serverDefault)
        workspace.complain(
            L("ownCredential"),
            DescriptionError::tr("A workspace with a credential of its own cannot be left to the server."));
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

void readScopes(const Section &section, TokenFeatures &features)
{
    QSet<QString> groups;
    for (const Section &item : section.sections(L("scopeGroups"))) {
        checkUnique(item, groups);
        features.scopeGroups.append(
            {item.text(L("id")), item.localized(L("label")), item.localized(L("help"))});
    }
    features.scopesRequired = section.flag(L("scopesRequired"));
    if (features.scopesRequired && !section.has(L("scopes")))
        section.complain(L("scopesRequired"), DescriptionError::tr("There are no scopes to choose from."));
    QSet<QString> scopes;
    QSet<QString> used;
    for (const Section &item : section.sections(L("scopes"))) {
        checkUnique(item, scopes);
        const QString group = item.text(L("group"));
        // One without a group would have no place among the others.
        if (item.has(L("group")) ? !groups.contains(group) : !groups.isEmpty())
            item.complain(L("group"),
                          DescriptionError::tr("“group” must be the id of one of the scope groups."));
        used.insert(group);
        features.scopes.append(
            {item.text(L("id")), item.localized(L("help")), item.localized(L("label")), group});
    }
    for (const Section &item : section.sections(L("scopeGroups"))) {
        if (!used.contains(item.text(L("id"))))
            item.complain(DescriptionError::tr("No scope belongs to this group."));
    }
}

void readFeatures(const Section &section, ServiceDescription &description)
{
    TokenFeatures &features = description.features;
    features.allowedIps = section.flag(L("allowedIps"));
    features.ipVersions = section.flag(L("ipv6")) ? IpVersions::V4AndV6 : IpVersions::V4;
    features.deniedIps = section.flag(L("deniedIps"));
    for (const L member : {L("ipv6"), L("deniedIps")}) {
        if (section.flag(member) && !features.allowedIps)
            section.complain(member, DescriptionError::tr("“%1” needs “allowedIps”.").arg(member));
    }
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
    readScopes(section, features);
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

ServiceGuide readGuide(const Section &section)
{
    return {section.localizedTexts(L("create")), section.localizedTexts(L("editIpRanges")),
            section.localizedTexts(L("rotate")), section.localizedTexts(L("revoke"))};
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

QList<AskedField> readAskedFields(const Section &operation)
{
    QList<AskedField> fields;
    for (const Section &item : operation.sections(L("asks")))
        fields.append({item.text(L("id")), item.localized(L("label")), item.flag(L("secret"), true),
                       !item.flag(L("optional"))});
    return fields;
}

/// Denied ranges that a user enters and that are not sent would be lost unseen.
void checkDenied(const Section &operations, const ServiceDescription &description, const ServiceRules &rules)
{
    if (!description.features.deniedIps)
        return;
    for (const Operation operation : {Operation::Create, Operation::Edit}) {
        const OperationRules *const written = rules.operation(operation);
        if (!written || !written->body)
            continue;
        const QList<Placeholder> all = written->body->placeholders();
        if (std::none_of(all.cbegin(), all.cend(),
                         [](const Placeholder &placeholder) { return placeholder.name == L("deniedIps"); }))
            operations.section(nameOf(operation))
                .complain(L("body"),
                          DescriptionError::tr("The feature “deniedIps” needs a “{deniedIps}” here."));
    }
    if (!rules.token.deniedIps)
        operations.complain(
            DescriptionError::tr("The feature “deniedIps” needs a “deniedIps” in “token”, to read them."));
}

void readOperations(const Section &root, ServiceDescription &description, ServiceRules &rules)
{
    const Section section = root.section(L("operations"));
    OperationContext context;
    context.workspaceInPath = description.workspace.kind == WorkspaceUse::Kind::Path;
    bool workspaceUsed = false;
    for (const Operation operation : allOperations) {
        const L name = nameOf(operation);
        if (!section.has(name))
            continue;
        OperationRules read = readOperation(operation, section.section(name), context);
        workspaceUsed = workspaceUsed || read.target.variables().contains(L("workspace"));
        // Managing goes without these: where they are assumed, only they are held back.
        const bool isExtra = operation == Operation::Try || operation == Operation::RevokeAll
            || operation == Operation::Workspaces;
        description.assumed = description.assumed || (!isExtra && !read.documented);
        rules.operations.at(static_cast<std::size_t>(operation)) = std::move(read);
    }
    if (root.has(signInName())) {
        const Section signIn = root.section(signInName());
        rules.signIn = readSignIn(signIn, context);
        workspaceUsed = workspaceUsed || rules.signIn->request.target.variables().contains(L("workspace"));
        description.assumed = description.assumed || !rules.signIn->request.documented;
        description.signInAsks = readAskedFields(signIn);
    }
    description.listAsks = readAskedFields(section.section(L("list")));
    description.revokeAsks = readAskedFields(section.section(L("revoke")));
    description.createAsks = readAskedFields(section.section(L("create")));
    description.rotateAsks = readAskedFields(section.section(L("rotate")));

    checkDenied(section, description, rules);
    const OperationRules *const edit = rules.operation(Operation::Edit);
    const bool needsRead = edit && (edit->editKind == EditKind::Merge || edit->ifMatch);
    if (needsRead && !rules.operation(Operation::Read))
        section.complain(L("edit"),
                         DescriptionError::tr("This edit needs “read”: for the version or to merge into."));
    const OperationRules *const list = rules.operation(Operation::List);
    if (list && list->idsOnly && !rules.operation(Operation::Read))
        section.complain(L("list"), DescriptionError::tr("A list of ids needs “read”."));
    if (rules.operation(Operation::Workspaces) && description.workspace.kind == WorkspaceUse::Kind::None)
        section.complain(L("workspaces"), DescriptionError::tr("This service has no workspaces."));
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
    description->preferred = root.flag(L("preferred"));
    description->tested = root.flag(L("tested"), true);
    description->embedded = root.flag(L("embedded"));
    const Section links = root.section(L("links"));
    description->webAppUrl = readLink(links, L("webApp"));
    description->documentationUrl = readLink(links, L("documentation"));
    readWorkspace(root, *description);
    readEnvironments(root, *description);
    const Section variables = root.section(L("variables"));
    description->variables
        = {variables.text(L("token")), variables.text(L("baseUrl")), variables.text(L("environment"))};
    description->missingTokenMessage = root.localized(L("missingTokenMessage"));
    readSecretForms(root, *description);
    readFeatures(root.section(L("features")), *description);
    description->guide = readGuide(root.section(L("guide")));
    readReadyMadeLines(root, *description);

    rules->credential = readCredential(root.section(L("authentication")));
    description->credentialIsPair = rules->credential.base64;
    const QJsonObject headers = root.value(L("headers")).toObject();
    for (auto header = headers.begin(); header != headers.end(); ++header)
        rules->headers.append({header.key().toLatin1(), header->toString().toLatin1()});
    rules->token = readTokenRules(root.section(L("token")));
    // Where the service masks tokens itself, some may be of another form.
    if (description->secretPrefixes.size() == 1 && !rules->token.maskWhole)
        rules->token.knownPrefix = description->secretPrefixes.first();
    rules->errors = readErrors(root.section(L("errors")));
    rules->token.secretPrefixes = description->secretPrefixes;
    rules->token.redactor = Redactor(description->redactedPrefixes());
    rules->errors.redactor = rules->token.redactor;
    readRateLimit(root.section(L("rateLimit")), *rules);
    readOperations(root, *description, *rules);
    rules->verification = readVerification(root, *rules);

    description->json = json;
    description->rules = std::move(rules);
    return description;
}

} // namespace tc
