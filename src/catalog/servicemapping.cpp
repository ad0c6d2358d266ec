#include "servicemapping.h"

#include "jsonstring.h"
#include "mergepatch.h"
#include "servicedescription.h"
#include "servicerules.h"
#include "tokenreader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>

namespace tc {

namespace {

tl::unexpected<ApiError> failure(ErrorKind kind)
{
    ApiError error;
    error.kind = kind;
    return tl::unexpected(std::move(error));
}

tl::unexpected<ApiError> invalidField(const QString &pointer)
{
    ApiError error;
    error.kind = ErrorKind::InvalidInput;
    error.fields.append({pointer, {}});
    return tl::unexpected(std::move(error));
}

/// What RFC 9110 5.5 lets a field value be, in ASCII: nothing that could end the field.
bool isHeaderValue(QByteArrayView value)
{
    return std::all_of(value.begin(), value.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

QJsonValue parsed(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (document.isObject())
        return document.object();
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(QJsonValue::Undefined);
}

bool succeeded(const OperationRules &operation, int status)
{
    return operation.success.isEmpty() ? status >= 200 && status < 300 : operation.success.contains(status);
}

/// The JSON of a reply that means success, else the reply's meaning.
Result<QJsonValue> bodyOf(const ServiceRules &rules, const OperationRules &operation,
                          const HttpReplyData &reply)
{
    QJsonValue body = parsed(reply.body);
    if (!succeeded(operation, reply.status) || rules.errors.saysFailure(body))
        return tl::unexpected(rules.errors.errorOf(reply, body, operation.id));
    return body;
}

Result<Token> tokenAt(const ServiceRules &rules, const JsonPointer &pointer, const QJsonValue &body,
                      const HttpReplyData &reply)
{
    const QJsonValue object = pointer.in(body);
    if (object.isUndefined() || object.isNull())
        return tl::unexpected(protocolError(reply.status, pointer));
    Result<Token> token = readTokenObject(rules.token, object);
    if (!token) {
        token.error().status = reply.status;
        return token;
    }
    token->version = headerValue(reply.headers, "ETag");
    return token;
}

/// A request of one operation while it is put together.
class RequestMaker
{
public:
    RequestMaker(const ServiceDescription &description, const OperationRules &operation,
                 const QString &workspace)
        : m_description(description)
        , m_operation(operation)
        , m_workspace(workspace)
    {
    }

    RequestMaker &with(const QString &variable, const QString &value)
    {
        m_variables.insert(variable, value);
        return *this;
    }

    /// \a target replaces the operation's own.
    Result<HttpRequestData> make(QByteArray target = {})
    {
        const WorkspaceUse &use = m_description.workspace;
        const bool inPath = use.kind == WorkspaceUse::Kind::Path;
        if (m_workspace.isEmpty() && inPath)
            return invalidField(QStringLiteral("/workspace"));
        if (inPath)
            m_variables.insert(QStringLiteral("workspace"), m_workspace);
        // A value that is a whole segment must not vanish or climb; one that is no UTF-16 would become
        // another.
        for (auto variable = m_variables.cbegin(); variable != m_variables.cend(); ++variable) {
            const QString &value = variable.value();
            if (value.isEmpty() || value == u'.' || value == QLatin1String("..") || !value.isValidUtf16())
                return invalidField(u'/' + variable.key());
        }
        if (target.isEmpty())
            target = m_operation.target.expand(m_variables);
        else if (inPath)
            target = UriTemplate::fillIn(std::move(target), QStringLiteral("workspace"), m_workspace);

        HttpRequestData request;
        request.method = m_operation.method;
        request.target = std::move(target);
        request.idempotent = m_operation.idempotent;
        request.headers = m_description.rules->headers;
        if (use.kind == WorkspaceUse::Kind::Header && !m_workspace.isEmpty()) {
            const QByteArray value = m_workspace.toUtf8();
            if (!isHeaderValue(value))
                return invalidField(QStringLiteral("/workspace"));
            request.headers.append({use.header, value});
        } else if (use.kind == WorkspaceUse::Kind::Header && !use.serverDefault) {
            return invalidField(QStringLiteral("/workspace"));
        }
        for (const HeaderRule &header : m_operation.headers) {
            if (!header.asked)
                request.headers.append({header.name, header.text});
        }
        return request;
    }

private:
    const ServiceDescription &m_description;
    const OperationRules &m_operation;
    QString m_workspace;
    UriTemplate::Values m_variables;
};

/// Fills \a request's body (and what the user was asked for) in.
Result<HttpRequestData> withBody(HttpRequestData request, const OperationRules &operation,
                                 TemplateValues values, const RequestExtras &extras)
{
    // An answer never enters a JSON value, which would keep a copy of it: a marker holds its place.
    std::map<QByteArray, const Secret *> markers;
    for (const AskedRule &asked : operation.asks) {
        const auto answer = extras.answers.find(asked.id);
        const bool given = answer != extras.answers.cend() && !answer->second.isEmpty();
        if (!given && asked.required)
            return invalidField(QLatin1String("/asked/") + asked.id);
        if (!given)
            continue;
        const QString name = QLatin1String("asked.") + asked.id;
        const QByteArray marker = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
        markers.emplace(marker, &answer->second);
        values.insert(name, QString::fromLatin1(marker));
        for (const HeaderRule &header : operation.headers) {
            if (!header.asked || header.asked->name != name)
                continue;
            const QByteArray text
                = answer->second.reveal([](QByteArrayView bytes) { return bytes.toByteArray(); });
            if (!isHeaderValue(text))
                return invalidField(QLatin1String("/asked/") + asked.id);
            request.headers.append({header.name, text});
        }
    }
    if (!operation.body)
        return request;
    QString failed;
    const std::optional<QJsonValue> body = operation.body->fill(values, extras.now, &failed);
    if (!body)
        return invalidField(u'/' + failed);
    request.body = body->isArray() ? QJsonDocument(body->toArray()).toJson(QJsonDocument::Compact)
                                   : QJsonDocument(body->toObject()).toJson(QJsonDocument::Compact);
    for (const auto &[marker, answer] : markers)
        putJsonString(request.body, marker, *answer);
    request.headers.append({"Content-Type", operation.contentType});
    return request;
}

/// The ranges as they go back: with those this console cannot read, so that no edit drops them unseen.
QStringList rangesOf(const AllowedIps &ranges, const QStringList &foreign)
{
    return ranges.toStringList() + foreign;
}

/// What \a token is now, as an edit that sends everything needs it.
TemplateValues valuesOf(const Token &token)
{
    TemplateValues values;
    values.insert(QStringLiteral("name"), token.name);
    values.insert(QStringLiteral("allowedIps"), rangesOf(token.allowedIps, token.foreignRanges));
    values.insert(QStringLiteral("scopes"), token.scopes);
    if (!token.type.isEmpty())
        values.insert(QStringLiteral("type"), token.type);
    if (!token.expiry.isNever())
        values.insert(QStringLiteral("expiresAt"), token.expiry.instant());
    return values;
}

/// Takes the secret out of \a body, part by part; nothing where a part is missing, empty or has control
/// characters.
std::optional<Secret> takeSecret(const QList<SecretPart> &parts, QByteArray &body)
{
    // What is secret leaves the text before a parser, which keeps copies, reads what is not.
    std::map<qsizetype, Secret> taken;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (parts.at(i).isText || parts.at(i).isPublic)
            continue;
        if (std::optional<Secret> piece = takeJsonString(body, parts.at(i).pointer))
            taken.emplace(i, *std::move(piece));
    }
    const QJsonValue rest = parsed(body);
    QByteArray joined;
    joined.reserve(body.size() * 2); // so that it never moves
    bool complete = true;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const SecretPart &part = parts.at(i);
        const qsizetype before = joined.size();
        if (part.isText)
            joined.append(part.text);
        else if (part.isPublic)
            joined.append(part.pointer.in(rest).toString().toUtf8());
        else if (const auto piece = taken.find(i); piece != taken.end())
            piece->second.reveal([&](QByteArrayView bytes) { joined.append(bytes); });
        complete = complete && joined.size() > before;
    }
    complete = complete && std::all_of(joined.cbegin(), joined.cend(), [](char c) {
                   const auto byte = static_cast<unsigned char>(c);
                   return byte > 0x20 && byte != 0x7f;
               });
    Secret secret = Secret::take(std::move(joined));
    return complete ? std::optional(std::move(secret)) : std::nullopt;
}

/// The mask of a token whose reply shows none: the part of its secret that every token has.
QString maskOfSecret(const ServiceDescription &description, const Secret &secret)
{
    QString prefix;
    secret.reveal([&](QByteArrayView bytes) {
        for (const QString &known : description.secretPrefixes) {
            if (bytes.startsWith(known.toUtf8()) && known.size() > prefix.size())
                prefix = known;
        }
    });
    return maskOf(prefix);
}

/// Reads a reply that holds a secret; \a before is the token where the reply holds none.
Result<CreatedToken> readNew(const ServiceDescription &description, const OperationRules &operation,
                             HttpReplyData &&received, const Token *before)
{
    HttpReplyData reply = std::move(received);
    std::optional<Secret> secret;
    if (succeeded(operation, reply.status))
        secret = takeSecret(operation.secret, reply.body);
    Result<QJsonValue> body = bodyOf(*description.rules, operation, reply);
    wipe(reply.body);
    if (!body)
        return tl::unexpected(body.error());
    Result<Token> token = operation.token || !before
        ? tokenAt(*description.rules, operation.token.value_or(JsonPointer()), *body, reply)
        : Result<Token>(*before);
    if (!token)
        return tl::unexpected(token.error());
    if (!secret)
        return tl::unexpected(protocolError(
            reply.status, operation.secret.isEmpty() ? JsonPointer() : operation.secret.constLast().pointer));
    if (token->mask.isEmpty())
        token->mask = maskOfSecret(description, *secret);
    return CreatedToken {*std::move(token), *std::move(secret)};
}

} // namespace

ServiceMapping::ServiceMapping(std::shared_ptr<const ServiceDescription> description)
    : m_description(std::move(description))
{
}

const OperationRules *ServiceMapping::rulesOf(Operation operation) const
{
    return m_description->rules ? m_description->rules->operation(operation) : nullptr;
}

bool ServiceMapping::has(Operation operation) const
{
    return rulesOf(operation) != nullptr;
}

bool ServiceMapping::isDocumented(Operation operation) const
{
    const OperationRules *const rules = rulesOf(operation);
    return rules && rules->documented;
}

std::pair<QByteArray, QByteArray> ServiceMapping::credentialHeader(const Secret &credential) const
{
    const CredentialRules &rules = m_description->rules->credential;
    return credential.reveal([&](QByteArrayView bytes) {
        QByteArray value;
        value.reserve(rules.before.size() + bytes.size() * 2 + rules.after.size());
        value.append(rules.before);
        if (rules.base64) {
            QByteArray encoded = QByteArray::fromRawData(bytes.data(), bytes.size()).toBase64();
            value.append(encoded);
            wipe(encoded);
        } else {
            value.append(bytes);
        }
        value.append(rules.after);
        return std::pair(rules.header, std::move(value));
    });
}

Result<HttpRequestData> ServiceMapping::listRequest(const QString &workspace) const
{
    const OperationRules *const rules = rulesOf(Operation::List);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    return RequestMaker(*m_description, *rules, workspace).make();
}

Result<HttpRequestData> ServiceMapping::pageRequest(const QByteArray &target, const QString &workspace) const
{
    const OperationRules *const rules = rulesOf(Operation::List);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    if (target.isEmpty() || !isPageOf(rules->target, target))
        return failure(ErrorKind::Protocol);
    return RequestMaker(*m_description, *rules, workspace).make(target);
}

Result<TokenPage> ServiceMapping::readPage(const HttpReplyData &reply, const QByteArray &target) const
{
    const OperationRules *const rules = rulesOf(Operation::List);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    const Result<QJsonValue> body = bodyOf(*m_description->rules, *rules, reply);
    if (!body)
        return tl::unexpected(body.error());
    const QJsonValue items = rules->items.in(*body);
    if (!items.isArray())
        return tl::unexpected(protocolError(reply.status, rules->items));

    TokenPage page;
    const QJsonArray array = items.toArray();
    page.tokens.reserve(array.size());
    const JsonPointer inItem = rules->token.value_or(JsonPointer());
    for (qsizetype i = 0; i < array.size(); ++i) {
        Result<Token> token = readTokenObject(m_description->rules->token, inItem.in(array.at(i)));
        if (!token) {
            token.error().status = reply.status;
            return tl::unexpected(token.error());
        }
        page.tokens.append(*std::move(token));
    }
    Result<QByteArray> next = rules->pagination.nextTarget(rules->target, reply, *body, array.size(), target);
    if (!next) {
        next.error().status = reply.status;
        return tl::unexpected(next.error());
    }
    page.nextTarget = *std::move(next);
    return page;
}

Result<HttpRequestData> ServiceMapping::readRequest(const QString &id, const QString &workspace) const
{
    const OperationRules *const rules = rulesOf(Operation::Read);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    return RequestMaker(*m_description, *rules, workspace).with(QStringLiteral("id"), id).make();
}

Result<HttpRequestData> ServiceMapping::currentRequest(const QString &workspace) const
{
    const OperationRules *const rules = rulesOf(Operation::Current);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    return RequestMaker(*m_description, *rules, workspace).make();
}

Result<Token> ServiceMapping::readToken(const HttpReplyData &reply, Operation operation) const
{
    const OperationRules *rules = rulesOf(operation);
    for (const Operation other : {Operation::Read, Operation::Current, Operation::Edit}) {
        if (!rules)
            rules = rulesOf(other);
    }
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    const Result<QJsonValue> body = bodyOf(*m_description->rules, *rules, reply);
    if (!body)
        return tl::unexpected(body.error());
    return tokenAt(*m_description->rules, rules->token.value_or(JsonPointer()), *body, reply);
}

Result<HttpRequestData> ServiceMapping::createRequest(const TokenDraft &draft,
                                                      const QByteArray &idempotencyKey,
                                                      const QString &workspace,
                                                      const RequestExtras &extras) const
{
    const OperationRules *const rules = rulesOf(Operation::Create);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    Result<HttpRequestData> request = RequestMaker(*m_description, *rules, workspace).make();
    if (!request)
        return request;
    if (!rules->idempotencyHeader.isEmpty()) {
        if (idempotencyKey.isEmpty() || !isHeaderValue(idempotencyKey))
            return invalidField(QStringLiteral("/idempotencyKey"));
        request->headers.append({rules->idempotencyHeader, idempotencyKey});
    }
    TemplateValues values;
    values.insert(QStringLiteral("name"), draft.name);
    values.insert(QStringLiteral("allowedIps"), draft.allowedIps.toStringList());
    values.insert(QStringLiteral("scopes"), draft.scopes);
    if (!draft.type.isEmpty())
        values.insert(QStringLiteral("type"), draft.type);
    if (!draft.expiry.isNever())
        values.insert(QStringLiteral("expiresAt"), draft.expiry.instant());
    return withBody(*std::move(request), *rules, std::move(values), extras);
}

Result<CreatedToken> ServiceMapping::readCreated(HttpReplyData &&reply) const
{
    const OperationRules *const rules = rulesOf(Operation::Create);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    return readNew(*m_description, *rules, std::move(reply), nullptr);
}

Result<HttpRequestData> ServiceMapping::editRequest(const Token &base, const TokenEdit &edit,
                                                    const QByteArray &current, const QString &workspace) const
{
    const OperationRules *const rules = rulesOf(Operation::Edit);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    Result<HttpRequestData> request
        = RequestMaker(*m_description, *rules, workspace).with(QStringLiteral("id"), base.id).make();
    if (!request)
        return request;
    if (rules->ifMatch) {
        if (base.version.isEmpty() || !isHeaderValue(base.version))
            return failure(ErrorKind::Stale);
        request->headers.append({"If-Match", base.version});
    }
    TemplateValues values = rules->editKind == EditKind::Put ? valuesOf(base) : TemplateValues();
    values.insert(QStringLiteral("id"), base.id);
    if (edit.name)
        values.insert(QStringLiteral("name"), *edit.name);
    if (edit.allowedIps)
        values.insert(QStringLiteral("allowedIps"), rangesOf(*edit.allowedIps, base.foreignRanges));
    request = withBody(*std::move(request), *rules, std::move(values), {});
    if (!request || rules->editKind != EditKind::Merge)
        return request;

    const OperationRules *const read = rulesOf(Operation::Read);
    const JsonPointer pointer = read ? read->token.value_or(JsonPointer()) : JsonPointer();
    const QJsonValue object = pointer.in(parsed(current));
    if (!object.isObject())
        return tl::unexpected(protocolError(0, pointer));
    QJsonObject merged = mergePatch(object, parsed(request->body)).toObject();
    for (const QString &member : rules->omit)
        merged.remove(member);
    request->body = QJsonDocument(merged).toJson(QJsonDocument::Compact);
    return request;
}

bool ServiceMapping::editNeedsRead() const
{
    const OperationRules *const rules = rulesOf(Operation::Edit);
    return rules && (rules->ifMatch || rules->editKind == EditKind::Merge);
}

Result<HttpRequestData> ServiceMapping::rotateRequest(const Token &token, const Expiry &expiry,
                                                      const QString &workspace,
                                                      const RequestExtras &extras) const
{
    const OperationRules *const rules = rulesOf(Operation::Rotate);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    Result<HttpRequestData> request
        = RequestMaker(*m_description, *rules, workspace).with(QStringLiteral("id"), token.id).make();
    if (!request)
        return request;
    if (rules->ifMatch) {
        if (token.version.isEmpty() || !isHeaderValue(token.version))
            return failure(ErrorKind::Stale);
        request->headers.append({"If-Match", token.version});
    }
    TemplateValues values;
    values.insert(QStringLiteral("id"), token.id);
    values.insert(QStringLiteral("name"), token.name);
    if (!expiry.isNever())
        values.insert(QStringLiteral("expiresAt"), expiry.instant());
    return withBody(*std::move(request), *rules, std::move(values), extras);
}

Result<CreatedToken> ServiceMapping::readRotated(HttpReplyData &&reply, const Token &before) const
{
    const OperationRules *const rules = rulesOf(Operation::Rotate);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    return readNew(*m_description, *rules, std::move(reply), &before);
}

Result<HttpRequestData> ServiceMapping::revokeRequest(const Token &token, const QString &workspace) const
{
    const OperationRules *const rules = rulesOf(Operation::Revoke);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    Result<HttpRequestData> request
        = RequestMaker(*m_description, *rules, workspace).with(QStringLiteral("id"), token.id).make();
    if (!request)
        return request;
    if (rules->ifMatch) {
        if (token.version.isEmpty() || !isHeaderValue(token.version))
            return failure(ErrorKind::Stale);
        request->headers.append({"If-Match", token.version});
    }
    return withBody(*std::move(request), *rules, {{QStringLiteral("id"), token.id}}, {});
}

Result<Done> ServiceMapping::readRevoked(const HttpReplyData &reply) const
{
    const OperationRules *const rules = rulesOf(Operation::Revoke);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    return bodyOf(*m_description->rules, *rules, reply).map([](const QJsonValue &) { return Done(); });
}

Result<HttpRequestData> ServiceMapping::tryRequest(const QString &workspace) const
{
    const OperationRules *const rules = rulesOf(Operation::Try);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    return RequestMaker(*m_description, *rules, workspace)
        .with(QStringLiteral("uuid"), QUuid::createUuid().toString(QUuid::WithoutBraces))
        .make();
}

Result<Done> ServiceMapping::readTried(const HttpReplyData &reply) const
{
    const OperationRules *const rules = rulesOf(Operation::Try);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    return bodyOf(*m_description->rules, *rules, reply).map([](const QJsonValue &) { return Done(); });
}

QDateTime ServiceMapping::serverTime(const HttpReplyData &reply)
{
    return dateOf(reply);
}

RateLimitState ServiceMapping::rateLimit(const HttpReplyData &reply) const
{
    const RateLimitRules &rules = m_description->rules->rateLimit;
    const auto number = [&](const QByteArray &header) -> std::optional<int> {
        bool ok = false;
        const int value = header.isEmpty() ? 0 : headerValue(reply.headers, header).trimmed().toInt(&ok);
        return ok && value >= 0 ? std::optional(value) : std::nullopt;
    };
    RateLimitState state {number(rules.limit), number(rules.remaining), {}};
    if (!rules.reset.isEmpty())
        state.resetAt
            = instantOfHeader(headerValue(reply.headers, rules.reset), rules.resetIsEpoch, dateOf(reply));
    return state;
}

} // namespace tc
