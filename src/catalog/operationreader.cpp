#include "operationreader.h"

#include "requestreader.h"

#include <array>

namespace tc {

namespace {

constexpr std::array<QLatin1String, 10> names {
    QLatin1String("list"),      QLatin1String("read"),      QLatin1String("current"), QLatin1String("create"),
    QLatin1String("edit"),      QLatin1String("rotate"),    QLatin1String("revoke"),  QLatin1String("try"),
    QLatin1String("revokeAll"), QLatin1String("workspaces")};

QStringList pathNames(Operation operation)
{
    switch (operation) {
    case Operation::Read:
    case Operation::Edit:
    case Operation::Rotate:
    case Operation::Revoke:
        return {QStringLiteral("id")};
    case Operation::Try:
        return {QStringLiteral("uuid")};
    default:
        return {};
    }
}

QStringList bodyNames(Operation operation)
{
    const auto list = [](std::initializer_list<const char *> all) {
        QStringList texts;
        for (const char *name : all)
            texts.append(QLatin1String(name));
        return texts;
    };
    switch (operation) {
    case Operation::Create:
        return list({"name", "allowedIps", "deniedIps", "expiresAt", "type", "scopes"});
    case Operation::Edit:
        return list({"id", "name", "allowedIps", "deniedIps", "expiresAt", "type", "scopes"});
    case Operation::Rotate:
        return list({"id", "name", "expiresAt"});
    case Operation::Read:
    case Operation::Revoke:
        return list({"id"});
    default:
        return {};
    }
}

UriTemplate readTarget(Operation operation, const Section &section, const Pagination &pagination,
                       const OperationContext &context)
{
    QStringList known = pathNames(operation);
    // What asks for them names none.
    if (context.workspaceInPath && operation != Operation::Workspaces)
        known.append(QStringLiteral("workspace"));
    const bool isPaged = (operation == Operation::List || operation == Operation::Workspaces)
        && !pagination.variable.isEmpty();
    if (isPaged)
        known.append(pagination.variable);
    const UriTemplate target = readPath(section, known);
    const QLatin1String member("path");
    if (isPaged && !target.variables().contains(pagination.variable))
        section.complain(member,
                         DescriptionError::tr("The path does not use the pagination’s variable “%1”.")
                             .arg(pagination.variable));
    if (isPaged && target.pathVariables().contains(pagination.variable))
        section.complain(member, DescriptionError::tr("The pagination’s variable belongs into the query."));
    return target;
}

Pagination readPagination(const Section &section)
{
    static const QHash<QString, Pagination::Kind> kinds {
        {QStringLiteral("cursor"), Pagination::Kind::Cursor},
        {QStringLiteral("page"), Pagination::Kind::Page},
        {QStringLiteral("offset"), Pagination::Kind::Offset},
        {QStringLiteral("link"), Pagination::Kind::Link},
    };
    Pagination pagination;
    const auto kind = kinds.constFind(section.text(QLatin1String("kind")));
    if (kind == kinds.cend()) {
        section.complain(QLatin1String("kind"), DescriptionError::tr("There is no such kind of pagination."));
        return pagination;
    }
    pagination.kind = *kind;
    pagination.variable = section.text(QLatin1String("variable"));
    pagination.next = section.pointer(QLatin1String("next"));
    pagination.nextHeader = section.text(QLatin1String("nextHeader")).toLatin1();
    pagination.current = section.pointer(QLatin1String("current"));
    pagination.more = section.pointer(QLatin1String("more"));
    pagination.pages = section.pointer(QLatin1String("pages"));
    pagination.total = section.pointer(QLatin1String("total"));
    pagination.first = section.value(QLatin1String("first")).toInteger(1);

    using Kind = Pagination::Kind;
    const bool told = pagination.next || !pagination.nextHeader.isEmpty();
    if (pagination.kind == Kind::Link ? !pagination.variable.isEmpty() : pagination.variable.isEmpty())
        section.complain(QLatin1String("variable"),
                         DescriptionError::tr("Every kind of pagination but “link” needs a variable."));
    if (pagination.kind == Kind::Cursor && !told)
        section.complain(DescriptionError::tr("A cursor needs “next” or “nextHeader”."));
    if (pagination.next && !pagination.nextHeader.isEmpty())
        section.complain(DescriptionError::tr("“next” and “nextHeader” exclude each other."));
    const auto only = [&](bool fits, QLatin1String member) {
        if (section.has(member) && !fits)
            section.complain(
                member,
                DescriptionError::tr("“%1” has no meaning with this kind of pagination.").arg(member));
    };
    const bool counts = pagination.kind == Kind::Page || pagination.kind == Kind::Offset;
    only(counts && !told, QLatin1String("current"));
    only(pagination.kind == Kind::Page && !told, QLatin1String("pages"));
    only(pagination.kind == Kind::Page && !told, QLatin1String("first"));
    only(pagination.kind == Kind::Offset && !told, QLatin1String("total"));
    only(pagination.kind != Kind::Link, QLatin1String("nextHeader"));
    return pagination;
}

QList<SecretPart> readSecret(const Section &section)
{
    const QLatin1String member("secret");
    QList<SecretPart> parts;
    if (section.value(member).isString()) {
        parts.append({section.pointer(member).value_or(JsonPointer()), {}, false, false});
        return parts;
    }
    for (const Section &item : section.sections(member)) {
        SecretPart part;
        part.isText = item.has(QLatin1String("text"));
        part.text = item.text(QLatin1String("text")).toUtf8();
        part.pointer = item.pointer(QLatin1String("pointer")).value_or(JsonPointer());
        part.isPublic = item.flag(QLatin1String("public"));
        parts.append(part);
    }
    if (section.has(member) && std::none_of(parts.cbegin(), parts.cend(), [](const SecretPart &part) {
            return !part.isText && !part.isPublic;
        }))
        section.complain(member, DescriptionError::tr("At least one part of the secret has to be secret."));
    return parts;
}

/// Checks what only some placeholders may be in \a operation's body.
void checkBody(Operation operation, const Section &section, const OperationRules &rules)
{
    const QLatin1String body("body");
    const bool sendsChanges = operation == Operation::Edit && rules.editKind != EditKind::Put;
    static const QStringList editable {QStringLiteral("id"), QStringLiteral("name"),
                                       QStringLiteral("allowedIps"), QStringLiteral("deniedIps")};
    for (const Placeholder &placeholder : rules.body ? rules.body->placeholders() : QList<Placeholder>()) {
        const QString &name = placeholder.name;
        const bool time = name == QLatin1String("expiresAt");
        if (placeholder.conversion.kind != Conversion::Kind::None && placeholder.conversion.isTime() != time)
            section.complain(body, DescriptionError::tr("The conversion does not fit “{%1}”.").arg(name));
        if (sendsChanges && !placeholder.optional && name != QLatin1String("id"))
            section.complain(
                body,
                DescriptionError::tr("“{%1}” must be “{%1?}” here, so that only what changes is sent.")
                    .arg(name));
        if (sendsChanges && !editable.contains(name))
            section.complain(body, DescriptionError::tr("“{%1}” cannot be changed by an edit.").arg(name));
    }
}

void readEditKind(const Section &section, OperationRules &rules)
{
    const QString kind = section.text(QLatin1String("kind"));
    if (kind == QLatin1String("put"))
        rules.editKind = EditKind::Put;
    else if (kind == QLatin1String("merge"))
        rules.editKind = EditKind::Merge;
    else if (kind != QLatin1String("patch"))
        section.complain(QLatin1String("kind"),
                         DescriptionError::tr("An edit is “patch”, “put” or “merge”."));
    rules.omit = section.texts(QLatin1String("omit"));
    if (!rules.omit.isEmpty() && rules.editKind != EditKind::Merge)
        section.complain(QLatin1String("omit"), DescriptionError::tr("Only a merge leaves members out."));
    if (!rules.body)
        section.complain(DescriptionError::tr("An edit needs a body."));
}

void readWorkspaceFields(const Section &section, OperationRules &rules)
{
    const QLatin1String id("id");
    rules.workspaceId = section.field(id);
    rules.workspaceName = section.pointer(QLatin1String("name"));
    if (!rules.workspaceId)
        section.complain(DescriptionError::tr("“id” is missing: it is what requests name a workspace by."));
    else if (rules.workspaceId->conversion.isTime())
        section.complain(id, DescriptionError::tr("This conversion gives no text."));
}

/// A member that only some operations have must not stand silently in another.
void checkMembers(Operation operation, const Section &section)
{
    const auto only = [&](std::initializer_list<Operation> operations,
                          std::initializer_list<const char *> all) {
        for (const char *name : all) {
            const QLatin1String member(name);
            if (section.has(member)
                && std::find(operations.begin(), operations.end(), operation) == operations.end())
                section.complain(
                    member,
                    DescriptionError::tr("“%1” has no meaning in “%2”.").arg(member, nameOf(operation)));
        }
    };
    using Op = Operation;
    only({Op::List, Op::Workspaces}, {"items"});
    only({Op::List}, {"idsOnly"});
    only({Op::List, Op::Workspaces}, {"pagination"});
    only({Op::Workspaces}, {"id", "name"});
    only({Op::Create, Op::Rotate}, {"secret"});
    only({Op::List, Op::Create, Op::Rotate, Op::Revoke}, {"asks"});
    only({Op::Create}, {"idempotencyHeader"});
    only({Op::Edit}, {"kind", "omit"});
    only({Op::Edit, Op::Revoke, Op::Rotate}, {"ifMatch"});
    only({Op::Read, Op::Create, Op::Edit, Op::Rotate, Op::Revoke}, {"body", "contentType"});
    only({Op::List, Op::Read, Op::Current, Op::Create, Op::Edit, Op::Rotate}, {"token"});
}

} // namespace

QLatin1String nameOf(Operation operation)
{
    return names.at(static_cast<std::size_t>(operation));
}

QLatin1String signInName()
{
    return QLatin1String("signIn");
}

OperationRules readOperation(Operation operation, const Section &section, const OperationContext &context)
{
    OperationRules rules;
    rules.id = nameOf(operation);
    checkMembers(operation, section);
    rules.method = section.text(QLatin1String("method")).toLatin1();
    if (section.has(QLatin1String("pagination")))
        rules.pagination = readPagination(section.section(QLatin1String("pagination")));
    rules.target = readTarget(operation, section, rules.pagination, context);
    rules.body = readBody(section);
    rules.contentType = section.text(QLatin1String("contentType")).toLatin1();
    if (rules.contentType.isEmpty())
        rules.contentType = "application/json";
    for (const QJsonValue status : section.value(QLatin1String("success")).toArray())
        rules.success.append(status.toInt());
    rules.documented = section.flag(QLatin1String("documented"));
    rules.reads = operation == Operation::List || operation == Operation::Read
        || operation == Operation::Current || operation == Operation::Try
        || operation == Operation::Workspaces;
    const bool idempotentMethod
        = QList<QByteArray> {"GET", "HEAD", "PUT", "DELETE"}.contains(rules.method); // RFC 9110 9.2.2
    rules.idempotent = section.flag(QLatin1String("idempotent"), idempotentMethod);
    rules.idempotencyHeader = section.text(QLatin1String("idempotencyHeader")).toLatin1();
    rules.ifMatch = section.flag(QLatin1String("ifMatch"));
    rules.items = section.pointer(QLatin1String("items")).value_or(JsonPointer());
    rules.idsOnly = section.flag(QLatin1String("idsOnly"));
    rules.token = section.pointer(QLatin1String("token"));
    rules.secret = readSecret(section);
    if (operation == Operation::Edit)
        readEditKind(section, rules);
    rules.asks = readAsks(section);
    rules.headers = readHeaders(section);
    checkBody(operation, section, rules);
    // It is refreshed without anybody being there to answer.
    if (operation == Operation::List
        && std::any_of(rules.asks.cbegin(), rules.asks.cend(),
                       [](const AskedRule &asked) { return asked.required; }))
        section.complain(QLatin1String("asks"),
                         DescriptionError::tr("What a list asks for must be optional."));
    checkPlaceholders(section, rules, bodyNames(operation));
    if (operation == Operation::Workspaces)
        readWorkspaceFields(section, rules);

    if ((operation == Operation::Create || operation == Operation::Rotate) && rules.secret.isEmpty())
        section.complain(DescriptionError::tr("“secret” is missing: without it the new token is lost."));
    if (operation == Operation::Create && !rules.token)
        section.complain(DescriptionError::tr("“token” is missing: it points to the token in the reply."));
    return rules;
}

} // namespace tc
