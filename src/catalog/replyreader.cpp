#include "replyreader.h"

#include "descriptionerror.h"
#include "jsonstring.h"
#include "requestmaker.h"
#include "servicedescription.h"
#include "tokenreader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <map>

namespace tc {

namespace {

/// \a error, or ErrorKind::OutcomeUnknown where it is about a reply that cannot be read and whose status says
/// that a write was done.
tl::unexpected<ApiError> unreadable(const OperationRules &operation, ApiError error)
{
    if (error.kind == ErrorKind::Protocol && !operation.reads && error.status >= 200 && error.status < 300)
        error.kind = ErrorKind::OutcomeUnknown;
    return tl::unexpected(std::move(error));
}

/// What a reply that means failure says, with the inputs that its field errors are about.
ApiError failureOf(const ServiceRules &rules, const OperationRules &operation, const HttpReplyData &reply,
                   const QJsonValue &body)
{
    ApiError error = rules.errors.errorOf(reply, body, operation.id);
    for (FieldError &field : error.fields) {
        const auto pointer = JsonPointer::parse(field.pointer);
        if (operation.body && pointer)
            field.field = inputFieldOf(operation.body->placeholderAt(*pointer));
    }
    return error;
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

} // namespace

tl::unexpected<ApiError> failure(ErrorKind kind)
{
    ApiError error;
    error.kind = kind;
    return tl::unexpected(std::move(error));
}

QJsonValue parsed(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (document.isObject())
        return document.object();
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(QJsonValue::Undefined);
}

bool isSuccess(const OperationRules &operation, int status)
{
    return operation.success.isEmpty() ? status >= 200 && status < 300 : operation.success.contains(status);
}

Result<QJsonValue> bodyOf(const ServiceRules &rules, const OperationRules &operation,
                          const HttpReplyData &reply)
{
    QJsonValue body = parsed(reply.body);
    if (rules.errors.saysFailure(body))
        return tl::unexpected(failureOf(rules, operation, reply, body));
    if (!isSuccess(operation, reply.status))
        return unreadable(operation, failureOf(rules, operation, reply, body));
    return body;
}

Result<Token> tokenAt(const ServiceRules &rules, const OperationRules &operation, const QJsonValue &body,
                      const HttpReplyData &reply, const Token *asked)
{
    const JsonPointer pointer = operation.token.value_or(JsonPointer());
    const QJsonValue object = pointer.in(body);
    if (object.isUndefined() || object.isNull())
        return unreadable(operation, protocolError(reply.status, pointer));
    Result<Token> token
        = asked ? readMadeToken(rules.token, object, *asked) : readTokenObject(rules.token, object);
    if (!token) {
        token.error().status = reply.status;
        return unreadable(operation, std::move(token.error()));
    }
    token->version = headerValue(reply.headers, "ETag");
    return token;
}

Result<Secret> readSecret(const ServiceRules &rules, const OperationRules &operation,
                          HttpReplyData &&received)
{
    HttpReplyData reply = std::move(received);
    std::optional<Secret> secret;
    if (isSuccess(operation, reply.status))
        secret = takeSecret(operation.secret, reply.body);
    const Result<QJsonValue> body = bodyOf(rules, operation, reply);
    wipe(reply.body);
    if (!body) {
        ApiError error = body.error();
        // Nothing was made that could be found again.
        if (error.kind == ErrorKind::OutcomeUnknown)
            error.kind = ErrorKind::Protocol;
        return tl::unexpected(std::move(error));
    }
    if (!secret)
        return tl::unexpected(protocolError(reply.status, operation.secret.constFirst().pointer));
    return *std::move(secret);
}

Result<CreatedToken> readNew(const ServiceDescription &description, const OperationRules &operation,
                             HttpReplyData &&received, const Token *before, const Token *asked)
{
    HttpReplyData reply = std::move(received);
    std::optional<Secret> secret;
    if (isSuccess(operation, reply.status))
        secret = takeSecret(operation.secret, reply.body);
    Result<QJsonValue> body = bodyOf(*description.rules, operation, reply);
    wipe(reply.body);
    if (!body)
        return tl::unexpected(body.error());
    Result<Token> token = operation.token || !before
        ? tokenAt(*description.rules, operation, *body, reply, asked)
        : Result<Token>(*before);
    // The token is there, and so is its secret, this once: it is not lost with what cannot be read.
    if (!token && secret && asked)
        token = *asked;
    if (!token)
        return tl::unexpected(token.error());
    if (!secret) {
        ApiError missing = protocolError(
            reply.status, operation.secret.isEmpty() ? JsonPointer() : operation.secret.constLast().pointer);
        if (body->isUndefined())
            return unreadable(operation, std::move(missing));
        missing.reason = before
            ? DescriptionError::tr("The token’s secret was replaced, but the answer does not hold the new "
                                   "one: the old one may no longer work, so rotate the token again.")
            : DescriptionError::tr("The token was made, but the answer holds no secret: revoke the token and "
                                   "create another one.");
        return tl::unexpected(std::move(missing));
    }
    const bool isBefore = before && !operation.token; // whose mask was the old secret's
    if (token->mask.isEmpty() || isBefore)
        token->mask = maskOfSecret(description, *secret);
    return CreatedToken {*std::move(token), *std::move(secret)};
}

} // namespace tc
