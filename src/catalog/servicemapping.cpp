#include "servicemapping.h"

#include "jsontext.h"
#include "mergepatch.h"
#include "replyreader.h"
#include "requestmaker.h"
#include "servicedescription.h"
#include "servicerules.h"
#include "signinrequest.h"
#include "tokenreader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tc {

namespace {

/// The request of an operation on \a token, for the version that was read of it where the service asks for
/// one.
Result<HttpRequestData> requestOn(const Token &token, const ServiceDescription &description,
                                  const OperationRules &rules, const QString &workspace)
{
    Result<HttpRequestData> request
        = RequestMaker(description, rules, workspace).with(QStringLiteral("id"), token.id).make();
    if (!request || !rules.ifMatch)
        return request;
    if (token.version.isEmpty() || !isHeaderValue(token.version))
        return failure(ErrorKind::Stale);
    request->headers.append({"If-Match", token.version});
    return request;
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

bool ServiceMapping::hasSignIn() const
{
    return m_description->rules && m_description->rules->signIn;
}

Result<SignInRequest> ServiceMapping::signInRequest(const QString &workspace,
                                                    const RequestExtras &extras) const
{
    if (!hasSignIn())
        return failure(ErrorKind::NoSuchOperation);
    return makeSignIn(*m_description, *m_description->rules->signIn, workspace, extras);
}

Result<Secret> ServiceMapping::readSession(HttpReplyData &&reply) const
{
    if (!hasSignIn())
        return failure(ErrorKind::NoSuchOperation);
    return readSecret(*m_description->rules, m_description->rules->signIn->request, std::move(reply));
}

std::pair<QByteArray, QByteArray> ServiceMapping::credentialHeader(const Secret &credential) const
{
    const CredentialRules &rules = m_description->rules->credential;
    return credential.reveal([&](QByteArrayView bytes) {
        QByteArray value;
        value.reserve(rules.before.size() + bytes.size() * 2 + 4 + rules.after.size());
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

Result<HttpRequestData> ServiceMapping::listRequest(const QString &workspace,
                                                    const RequestExtras &extras) const
{
    const OperationRules *const rules = rulesOf(Operation::List);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    Result<HttpRequestData> request = RequestMaker(*m_description, *rules, workspace).make();
    return request ? withBody(*std::move(request), *rules, {}, extras) : request;
}

Result<HttpRequestData> ServiceMapping::pageRequest(const QByteArray &target, const QString &workspace,
                                                    const RequestExtras &extras) const
{
    const OperationRules *const rules = rulesOf(Operation::List);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    if (target.isEmpty() || !isPageOf(rules->target, target))
        return failure(ErrorKind::Protocol);
    Result<HttpRequestData> request = RequestMaker(*m_description, *rules, workspace).make(target);
    return request ? withBody(*std::move(request), *rules, {}, extras) : request;
}

bool ServiceMapping::listsIdsOnly() const
{
    const OperationRules *const rules = rulesOf(Operation::List);
    return rules && rules->idsOnly;
}

Result<TokenPage> ServiceMapping::readPage(HttpReplyData reply, const QByteArray &target) const
{
    const OperationRules *const rules = rulesOf(Operation::List);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    // Parsed at once, a large page takes several times its text.
    std::optional<JsonItems> taken;
    if (isSuccess(*rules, reply.status))
        taken = takeJsonItems(reply.body, rules->items);
    const Result<QJsonValue> body = bodyOf(*m_description->rules, *rules, reply);
    if (!body)
        return tl::unexpected(body.error());
    const QJsonValue place = rules->items.in(*body);
    if (!taken || !place.isArray() || !place.toArray().isEmpty())
        return tl::unexpected(protocolError(reply.status, rules->items));

    TokenPage page;
    page.tokens.reserve(taken->items.size());
    const JsonPointer inItem = rules->token.value_or(JsonPointer());
    for (const QByteArrayView text : taken->items) {
        const QJsonValue object = inItem.in(jsonValueOf(text));
        Result<Token> token = rules->idsOnly ? readTokenId(m_description->rules->token, object)
                                             : readTokenObject(m_description->rules->token, object);
        if (!token) {
            token.error().status = reply.status;
            return tl::unexpected(token.error());
        }
        page.tokens.append(*std::move(token));
    }
    Result<QByteArray> next
        = rules->pagination.nextTarget(rules->target, reply, *body, taken->items.size(), target);
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
    Result<HttpRequestData> request
        = RequestMaker(*m_description, *rules, workspace).with(QStringLiteral("id"), id).make();
    return request ? withBody(*std::move(request), *rules, {{QStringLiteral("id"), id}}, {}) : request;
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
    return tokenAt(*m_description->rules, *rules, *body, reply);
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
    values.insert(QStringLiteral("deniedIps"), draft.deniedIps.toStringList());
    values.insert(QStringLiteral("scopes"), draft.scopes);
    if (!draft.type.isEmpty())
        values.insert(QStringLiteral("type"), draft.type);
    if (!draft.expiry.isNever())
        values.insert(QStringLiteral("expiresAt"), draft.expiry);
    return withBody(*std::move(request), *rules, std::move(values), extras);
}

bool ServiceMapping::createIsRepeatable() const
{
    const OperationRules *const rules = rulesOf(Operation::Create);
    return rules && (rules->idempotent || !rules->idempotencyHeader.isEmpty());
}

Result<CreatedToken> ServiceMapping::readCreated(HttpReplyData &&reply, const TokenDraft &asked,
                                                 const QDateTime &now) const
{
    const OperationRules *const rules = rulesOf(Operation::Create);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    Token made;
    made.name = asked.name;
    made.createdAt = now;
    made.expiry = asked.expiry;
    made.allowedIps = asked.allowedIps;
    made.deniedIps = asked.deniedIps;
    made.scopes = asked.scopes;
    made.type = asked.type;
    return readNew(*m_description, *rules, std::move(reply), nullptr, &made);
}

Result<HttpRequestData> ServiceMapping::editRequest(const Token &base, const TokenEdit &edit,
                                                    const QByteArray &current, const QString &workspace,
                                                    const RequestExtras &extras) const
{
    const OperationRules *const rules = rulesOf(Operation::Edit);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    Result<HttpRequestData> request = requestOn(base, *m_description, *rules, workspace);
    if (!request)
        return request;
    TemplateValues values = rules->editKind == EditKind::Put ? valuesOf(base) : TemplateValues();
    values.insert(QStringLiteral("id"), base.id);
    if (edit.name)
        values.insert(QStringLiteral("name"), *edit.name);
    if (edit.allowedIps)
        values.insert(QStringLiteral("allowedIps"), rangesOf(*edit.allowedIps, base.foreignRanges));
    if (edit.deniedIps)
        values.insert(QStringLiteral("deniedIps"), rangesOf(*edit.deniedIps, base.foreignDenied));
    request = withBody(*std::move(request), *rules, std::move(values), extras);
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
    Result<HttpRequestData> request = requestOn(token, *m_description, *rules, workspace);
    if (!request)
        return request;
    TemplateValues values;
    values.insert(QStringLiteral("id"), token.id);
    values.insert(QStringLiteral("name"), token.name);
    if (!expiry.isNever())
        values.insert(QStringLiteral("expiresAt"), expiry);
    return withBody(*std::move(request), *rules, std::move(values), extras);
}

Result<CreatedToken> ServiceMapping::readRotated(HttpReplyData &&reply, const Token &before) const
{
    const OperationRules *const rules = rulesOf(Operation::Rotate);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    // What is left to say where only the new secret can be read: which token it is now, nobody knows.
    Token unread = before;
    unread.id.clear();
    unread.mask.clear();
    unread.version.clear();
    return readNew(*m_description, *rules, std::move(reply), &before, &unread);
}

Result<HttpRequestData> ServiceMapping::revokeRequest(const Token &token, const QString &workspace,
                                                      const RequestExtras &extras) const
{
    const OperationRules *const rules = rulesOf(Operation::Revoke);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    Result<HttpRequestData> request = requestOn(token, *m_description, *rules, workspace);
    if (!request)
        return request;
    return withBody(*std::move(request), *rules, {{QStringLiteral("id"), token.id}}, extras);
}

Result<Done> ServiceMapping::readRevoked(const HttpReplyData &reply) const
{
    const OperationRules *const rules = rulesOf(Operation::Revoke);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    return bodyOf(*m_description->rules, *rules, reply).map([](const QJsonValue &) { return Done(); });
}

Result<HttpRequestData> ServiceMapping::revokeAllRequest(const QString &workspace) const
{
    const OperationRules *const rules = rulesOf(Operation::RevokeAll);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    return RequestMaker(*m_description, *rules, workspace).make();
}

Result<Done> ServiceMapping::readAllRevoked(const HttpReplyData &reply) const
{
    const OperationRules *const rules = rulesOf(Operation::RevokeAll);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    return bodyOf(*m_description->rules, *rules, reply).map([](const QJsonValue &) { return Done(); });
}

} // namespace tc
