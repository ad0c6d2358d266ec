#include "tokenreader.h"

#include "descriptionerror.h"
#include "tokenmask.h"
#include "unreadablescope.h"

#include <QJsonArray>

#include <algorithm>

namespace tc {

namespace {

/// Adding a range compares it with all before it, so a hostile list must not be endless.
constexpr qsizetype mostRanges = 2000;

/// Reads members one after another and remembers the first that is not as described.
class Members
{
public:
    explicit Members(const QJsonValue &json)
        : m_json(json)
    {
    }

    [[nodiscard]] const std::optional<JsonPointer> &failed() const { return m_failed; }

    /// What the rule points to; null and a missing optional member come back as undefined.
    QJsonValue value(const std::optional<FieldRule> &rule)
    {
        const QJsonValue absent(QJsonValue::Undefined);
        if (!rule)
            return absent;
        const QJsonValue found = rule->pointer.in(m_json);
        if (found.isUndefined() && !rule->optional)
            fail(rule->pointer);
        return found.isNull() ? absent : found;
    }

    QString text(const std::optional<FieldRule> &rule)
    {
        const QJsonValue found = value(rule);
        if (found.isUndefined())
            return {};
        const std::optional<QString> read = rule->conversion.readText(found);
        // A word that came after the description was written is no broken reply.
        if (!read && rule->conversion.kind != Conversion::Kind::Enumeration)
            fail(rule->pointer);
        return read.value_or(QString());
    }

    QString textAt(const std::optional<JsonPointer> &pointer)
    {
        if (!pointer)
            return {};
        const QJsonValue found = pointer->in(m_json);
        if (!found.isString() && !found.isNull())
            fail(*pointer);
        return found.toString();
    }

    QDateTime time(const std::optional<FieldRule> &rule, const QDateTime &start = {})
    {
        const QJsonValue found = value(rule);
        if (found.isUndefined())
            return {};
        const std::optional<QDateTime> read = rule->conversion.readTime(found, start);
        if (!read)
            fail(rule->pointer);
        return read.value_or(QDateTime());
    }

    QJsonArray array(const std::optional<FieldRule> &rule)
    {
        const QJsonValue found = value(rule);
        if (!found.isUndefined() && !found.isArray())
            fail(rule->pointer);
        return found.toArray();
    }

    void fail(const JsonPointer &pointer)
    {
        if (!m_failed)
            m_failed = pointer;
    }

private:
    QJsonValue m_json;
    std::optional<JsonPointer> m_failed;
};

/// The ranges that \a rule points to; what cannot be read is added to \a foreign.
IpRanges readRanges(Members &members, const std::optional<FieldRule> &rule, const Redactor &redactor,
                    QStringList &foreign)
{
    IpRanges read;
    const QJsonArray ranges = members.array(rule);
    if (ranges.size() > mostRanges) {
        members.fail(rule->pointer);
        return read;
    }
    for (const QJsonValue item : ranges) {
        if (!item.isString()) {
            members.fail(rule->pointer);
            return read;
        }
        if (const auto range = IpRange::parse(item.toString()))
            read.add(*range);
        else
            foreign.append(redactor.redactSecrets(item.toString()));
    }
    return read;
}

/// What \a pointers lead to from \a value on, one after another and into every item of an array on the way.
void collect(const QJsonValue &value, QList<JsonPointer>::const_iterator pointer,
             QList<JsonPointer>::const_iterator end, QJsonArray &into)
{
    if (pointer == end) {
        into.append(value);
        return;
    }
    const QJsonValue found = pointer->in(value);
    if (!found.isArray())
        return collect(found, std::next(pointer), end, into);
    for (const QJsonValue item : found.toArray())
        collect(item, std::next(pointer), end, into);
}

void readScopes(Members &members, const TokenRules &rules, Token &token)
{
    if (!rules.scopes)
        return;
    const ScopesRule &rule = *rules.scopes;
    QJsonArray scopes;
    for (const QJsonValue item : members.array(rule.field)) {
        if (!rule.where || rule.where->in(item) == rule.equals)
            collect(item, rule.items.cbegin(), rule.items.cend(), scopes);
    }
    const Conversion &conversion = rule.field.conversion;
    for (const QJsonValue item : std::as_const(scopes)) {
        const std::optional<QString> scope = conversion.readText(item);
        if (!scope && conversion.kind != Conversion::Kind::Enumeration)
            return members.fail(rule.field.pointer);
        token.scopes.append(rules.redactor.redactSecrets(scope.value_or(unreadableScope())));
    }
}

void readStatus(Members &members, const TokenRules &rules, Token &token)
{
    token.revokedAt = members.time(rules.revokedAt);
    token.revoked = token.revokedAt.isValid();
    if (!rules.status)
        return;
    const QString status = members.text(rules.status);
    if (status == QLatin1String("revoked"))
        token.revoked = true;
    else if (status == QLatin1String("expired"))
        token.statusKnown = !token.expiry.isNever(); // expiry speaks for itself
    else
        token.statusKnown = status == QLatin1String("active");
}

/// An id that is no text cannot be put into a path again, and an empty one would address the whole list. One
/// that holds a secret would be kept and sent in the open.
bool isUsableId(const QString &id, const TokenRules &rules)
{
    return !id.isEmpty() && id.isValidUtf16() && rules.redactor.redactSecrets(id) == id;
}

} // namespace

ApiError protocolError(int status, const JsonPointer &missing)
{
    ApiError error;
    error.kind = ErrorKind::Protocol;
    error.status = status;
    error.reason = DescriptionError::tr("The reply’s member “%1” is missing or has another form.")
                       .arg(missing.toString());
    return error;
}

Result<Token> readTokenObject(const TokenRules &rules, const QJsonValue &json)
{
    Members members(json);
    Token token;
    token.id = members.text(rules.id);
    if (!isUsableId(token.id, rules))
        members.fail(rules.id ? rules.id->pointer : JsonPointer());
    token.name = rules.redactor.redactSecrets(members.text(rules.name));
    token.createdAt = members.time(rules.createdAt);
    token.lastUsedAt = members.time(rules.lastUsedAt);
    token.lastUsedAddress = rules.redactor.redactSecrets(members.text(rules.lastUsedAddress));
    if (const QDateTime end = members.time(rules.expiresAt, token.createdAt); end.isValid())
        token.expiry = Expiry::at(end);
    token.allowedIps = AllowedIps(readRanges(members, rules.allowedIps, rules.redactor, token.foreignRanges));
    token.deniedIps = readRanges(members, rules.deniedIps, rules.redactor, token.foreignDenied);
    readScopes(members, rules, token);
    token.type = rules.redactor.redactSecrets(members.text(rules.type));
    token.workspace = members.text(rules.workspace);
    readStatus(members, rules, token);

    token.mask = shownMask(
        {members.textAt(rules.maskWhole), members.textAt(rules.maskPrefix), members.textAt(rules.maskLast)},
        rules);

    if (members.failed())
        return tl::unexpected(protocolError(0, *members.failed()));
    return token;
}

Result<Token> readMadeToken(const TokenRules &rules, const QJsonValue &json, const Token &asked)
{
    TokenRules present = rules;
    const auto isMissing = [&json](const JsonPointer &pointer) {
        return pointer.in(json).isUndefined();
    };
    for (std::optional<FieldRule> *rule :
         {&present.name, &present.createdAt, &present.lastUsedAt, &present.lastUsedAddress,
          &present.expiresAt, &present.revokedAt, &present.allowedIps, &present.deniedIps, &present.type,
          &present.workspace, &present.status}) {
        if (*rule && isMissing((*rule)->pointer))
            rule->reset();
    }
    if (present.scopes && isMissing(present.scopes->field.pointer))
        present.scopes.reset();
    for (std::optional<JsonPointer> *part : {&present.maskPrefix, &present.maskLast, &present.maskWhole}) {
        if (*part && isMissing(**part))
            part->reset();
    }
    Result<Token> token = readTokenObject(present, json);
    if (!token)
        return token;
    const auto take = [&token, &asked](const auto &rule, const auto &found, auto member) {
        if (rule && !found)
            (*token).*member = asked.*member;
    };
    take(rules.name, present.name, &Token::name);
    take(rules.createdAt, present.createdAt, &Token::createdAt);
    take(rules.expiresAt, present.expiresAt, &Token::expiry);
    take(rules.allowedIps, present.allowedIps, &Token::allowedIps);
    take(rules.deniedIps, present.deniedIps, &Token::deniedIps);
    take(rules.scopes, present.scopes, &Token::scopes);
    take(rules.type, present.type, &Token::type);
    return token;
}

Result<Token> readTokenId(const TokenRules &rules, const QJsonValue &json)
{
    Token token;
    token.id = rules.id ? rules.id->conversion.readText(json).value_or(QString()) : QString();
    token.statusKnown = false;
    if (!isUsableId(token.id, rules))
        return tl::unexpected(protocolError(0, JsonPointer()));
    return token;
}

} // namespace tc
