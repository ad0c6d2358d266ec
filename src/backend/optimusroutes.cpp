#include "optimusroutes.h"

#include "answerparts.h"
#include "jsonbody.h"
#include "optimusanswers.h"
#include "pagecursor.h"
#include "problem.h"
#include "tokeninput.h"
#include "vatcheck.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace tc {

namespace {

constexpr int defaultPageSize = 100;
constexpr int maximumPageSize = 500;
constexpr qsizetype maximumIdempotencyKeyLength = 255;

QByteArray entityTag(const StoredToken &token)
{
    return '"' + QByteArray::number(token.version) + '"';
}

/// Whether an If-Match value (RFC 9110, section 13.1.1) names \a tag; weak tags never match.
bool matchesTag(QByteArrayView ifMatch, const QByteArray &tag)
{
    const QByteArrayList candidates = ifMatch.toByteArray().split(',');
    return std::any_of(candidates.begin(), candidates.end(), [&tag](const QByteArray &candidate) {
        const QByteArray trimmed = candidate.trimmed();
        return trimmed == "*" || trimmed == tag;
    });
}

/// Printable ASCII, 1 to 255 characters.
bool isIdempotencyKey(QByteArrayView key)
{
    return !key.isEmpty() && key.size() <= maximumIdempotencyKeyLength
        && std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

/// Of the body's meaning, so that blanks and the order of members make no difference.
QByteArray bodyHash(const QJsonObject &body)
{
    return QCryptographicHash::hash(QJsonDocument(body).toJson(QJsonDocument::Compact),
                                    QCryptographicHash::Sha256);
}

} // namespace

OptimusRoutes::OptimusRoutes(const SystemParts &parts)
    : m_parts(parts)
    , m_rates(parts.rateLimit, parts.clock)
{
}

void OptimusRoutes::addTo(Router &router)
{
    for (const QString &base : {basePath({}), QString()})
        addTo(router, base);
}

StoreResult<IssuedToken> OptimusRoutes::makeManagementToken(const QString &name, const TokenOwner & /*owner*/)
{
    NewToken wanted;
    wanted.name = name;
    wanted.access = TokenAccess::Management;
    return makeToken(wanted, optimusSecretFormat, m_parts.clock.now());
}

void OptimusRoutes::addTo(Router &router, const QString &base)
{
    struct Entry
    {
        const char *method;
        const char *path;
        Need need;
        Operation operation;
    };
    static constexpr std::array<Entry, 8> entries {{
        {"GET", "/tokens", Need::Management, &OptimusRoutes::listTokens},
        {"POST", "/tokens", Need::Management, &OptimusRoutes::createToken},
        {"GET", "/tokens/current", Need::AnyToken, &OptimusRoutes::showCurrentToken},
        {"GET", "/tokens/{}", Need::Management, &OptimusRoutes::showToken},
        {"PATCH", "/tokens/{}", Need::Management, &OptimusRoutes::editToken},
        {"DELETE", "/tokens/{}", Need::Management, &OptimusRoutes::revokeToken},
        {"GET", "/integration/vat/resolve", Need::AnyToken, &OptimusRoutes::resolveVatId},
        {"GET", "/integration/vat/validations/{}", Need::AnyToken, &OptimusRoutes::showValidation},
    }};
    for (const Entry &entry : entries) {
        router.add(entry.method, base + QLatin1String("/api/v1") + QLatin1String(entry.path),
                   [this, base, entry](const ServerRequest &request, const QStringList &parameters) {
                       return guarded(entry.need, entry.operation, base, request, parameters);
                   });
    }
}

ServerResponse OptimusRoutes::guarded(Need need, Operation operation, const QString &base,
                                      const ServerRequest &request, const QStringList &parameters)
{
    if (request.countOf("Authorization") > 1)
        return problem(400, QLatin1String("MALFORMED_REQUEST"),
                       QStringLiteral("There is more than one Authorization header."));

    const BearerVerdict verdict = m_parts.bearer.check(request.header("Authorization"), request.address);
    if (verdict.refusal) {
        ServerResponse response = refusal(verdict, m_parts.clock.now());
        if (verdict.refusal == BearerRefusal::AddressNotAllowed)
            addRateHeaders(response, m_rates.peek(verdict.token->id));
        return response;
    }
    const StoredToken &caller = *verdict.token;

    // After the address: others cannot use up a token's requests.
    const std::optional<RateState> rate = m_rates.count(caller.id);
    if (rate && rate->exceeded) {
        ServerResponse response = rateLimited(rate->resetAt, m_parts.clock.now(),
                                              QStringLiteral("Too many requests with this token."));
        addRateHeaders(response, rate);
        return response;
    }
    m_parts.lastUses.record(caller.id, {m_parts.clock.now(), addressText(request.address)});

    ServerResponse response;
    if (need == Need::Management && caller.access != TokenAccess::Management) {
        response = problem(403, QLatin1String("NOT_PERMITTED"),
                           QStringLiteral("The token may not manage tokens."));
        response.setHeader("WWW-Authenticate", "Bearer realm=\"optimus\", error=\"insufficient_scope\"");
    } else {
        response = (this->*operation)({request, caller, parameters, base});
    }
    addRateHeaders(response, rate);
    return response;
}

ServerResponse OptimusRoutes::listTokens(const Call &call)
{
    int limit = defaultPageSize;
    if (const std::optional<QString> text = call.request.queryValue("limit")) {
        const std::optional<int> size = decimalNumber(*text, 1, maximumPageSize);
        if (!size)
            return invalidParameter(
                QStringLiteral("The limit must be a number from 1 to %1.").arg(maximumPageSize));
        limit = *size;
    }
    std::optional<TokenPosition> after;
    if (const std::optional<QString> cursor = call.request.queryValue("cursor")) {
        after = positionOf(*cursor);
        if (!after)
            return invalidParameter(QStringLiteral("The cursor is not one of this list."));
    }

    // One more than asked for tells whether there is another page.
    const auto found = m_parts.store.list(limit + 1, after);
    if (!found)
        return storeUnavailable(found.error());
    const QList<StoredToken> page = found->first(qMin<qsizetype>(limit, found->size()));
    QJsonArray items;
    for (const StoredToken &token : page)
        items.append(tokenJson(token));
    return jsonResponse(200,
                        {{QStringLiteral("items"), items},
                         {QStringLiteral("nextCursor"),
                          found->size() > page.size() ? QJsonValue(
                              cursorAfter({page.last().createdAt.toMSecsSinceEpoch(), page.last().id}))
                                                      : QJsonValue(QJsonValue::Null)}});
}

ServerResponse OptimusRoutes::createToken(const Call &call)
{
    const auto body = parseJsonObject(call.request.body);
    if (!body)
        return bodyError(body.error());

    std::optional<IdempotencyRecord> record;
    if (const std::optional<QByteArrayView> key = call.request.header("Idempotency-Key")) {
        if (call.request.countOf("Idempotency-Key") > 1 || !isIdempotencyKey(*key))
            return problem(400, QLatin1String("MALFORMED_IDEMPOTENCY_KEY"),
                           QStringLiteral("The Idempotency-Key must be one value of 1 to %1 printable ASCII "
                                          "characters.")
                               .arg(maximumIdempotencyKeyLength));
        record = IdempotencyRecord {QString::fromLatin1(*key), bodyHash(*body), QString()};
        // Before the input is judged: a replay may come after the expiry it asks for.
        const auto known = m_parts.store.findIdempotencyKey(record->key);
        if (!known)
            return storeUnavailable(known.error());
        if (*known && !equalInConstantTime((*known)->bodyHash, record->bodyHash))
            return problem(422, QLatin1String("IDEMPOTENCY_KEY_REUSED"),
                           QStringLiteral("This Idempotency-Key was used with another body."));
        if (*known) {
            const auto token = m_parts.store.find((*known)->tokenId);
            if (!token)
                return storeUnavailable(token.error());
            return problem(409, QLatin1String("IDEMPOTENCY_REPLAY"),
                           QStringLiteral("This token has been created already; its secret is not shown "
                                          "again."),
                           {}, {{QStringLiteral("token"), tokenJson(token->value_or(StoredToken()))}});
        }
    }

    const auto wanted = readNewToken(*body, m_parts.clock.now());
    if (!wanted)
        return invalid(wanted.error());
    const auto issued = issueToken(m_parts.store, *wanted, optimusSecretFormat, m_parts.clock.now(), record);
    if (!issued)
        return storeUnavailable(issued.error());

    ServerResponse response;
    response.status = 201;
    response.body = bodyWithSecret(issued->secret, [&](const QString &placeholder) {
        return QJsonObject {{QStringLiteral("token"), tokenJson(issued->token)},
                            {QStringLiteral("secret"), placeholder}};
    });
    response.setHeader("Content-Type", "application/json");
    response.setHeader("ETag", entityTag(issued->token));
    response.setHeader("Location",
                       (call.base + QLatin1String("/api/v1/tokens/") + issued->token.id).toLatin1());
    return response;
}

ServerResponse OptimusRoutes::showToken(const Call &call)
{
    const auto token = m_parts.store.find(call.parameters.first());
    if (!token)
        return storeUnavailable(token.error());
    return *token ? tokenResponse(**token) : notFound();
}

ServerResponse OptimusRoutes::editToken(const Call &call)
{
    const auto found = m_parts.store.find(call.parameters.first());
    if (!found)
        return storeUnavailable(found.error());
    if (!*found)
        return notFound();
    const StoredToken &token = **found;
    // What would fail anyway comes before the precondition (RFC 9110, section 13.2.1).
    if (token.revokedAt.isValid())
        return problem(409, QLatin1String("ALREADY_REVOKED"),
                       QStringLiteral("The token has been revoked and cannot be edited."));
    const std::optional<QByteArrayView> ifMatch = call.request.header("If-Match");
    if (!ifMatch)
        return problem(428, QLatin1String("PRECONDITION_REQUIRED"),
                       QStringLiteral("An edit needs the token's ETag in If-Match."));
    const auto body = parseJsonObject(call.request.body);
    if (!body)
        return bodyError(body.error());
    const auto change = readTokenChange(*body);
    if (!change)
        return invalid(change.error());

    const auto stale = [] {
        return problem(412, QLatin1String("PRECONDITION_FAILED"),
                       QStringLiteral("The token has been changed meanwhile."));
    };
    if (!matchesTag(*ifMatch, entityTag(token)))
        return stale();
    if (!change->name && !change->allowedIps)
        return tokenResponse(token);
    const auto changed = m_parts.store.change(token.id, token.version, *change);
    if (!changed)
        return storeUnavailable(changed.error());
    return *changed ? showToken(call) : stale();
}

ServerResponse OptimusRoutes::revokeToken(const Call &call)
{
    const auto found = m_parts.store.find(call.parameters.first());
    if (!found)
        return storeUnavailable(found.error());
    if (!*found)
        return notFound();
    const auto revoked = m_parts.store.revoke((*found)->id, m_parts.clock.now());
    if (!revoked)
        return storeUnavailable(revoked.error());
    return emptyResponse();
}

ServerResponse OptimusRoutes::showCurrentToken(const Call &call)
{
    return tokenResponse(call.caller);
}

ServerResponse OptimusRoutes::resolveVatId(const Call &call)
{
    const QString vatId = call.request.queryValue("vatId").value_or(QString()).trimmed();
    if (vatId.isEmpty())
        return problem(400, QLatin1String("VAT_ID_MISSING"),
                       QStringLiteral("The query parameter vatId is missing."));
    const auto spent = m_parts.store.spendQuota(QStringLiteral("optimus"));
    if (!spent)
        return storeUnavailable(spent.error());
    if (!*spent)
        return problem(402, QLatin1String("QUOTA_EXHAUSTED"), QStringLiteral("The quota is used up."));

    const VatResult result = checkVatId(vatId);
    QJsonArray flags;
    if (result.syntaxInvalid)
        flags.append(QStringLiteral("VatSyntaxInvalid"));
    if (result.obfuscated)
        flags.append(QStringLiteral("Obfuscated"));
    const auto statusText = [&result] {
        switch (result.status) {
        case VatResult::Status::Valid:
            return QStringLiteral("Valid");
        case VatResult::Status::Invalid:
            return QStringLiteral("Invalid");
        case VatResult::Status::Unavailable:
            return QStringLiteral("Unavailable");
        }
        Q_UNREACHABLE();
    };
    QJsonObject object {
        {QStringLiteral("vatId"), result.vatId},
        {QStringLiteral("status"), statusText()},
        {QStringLiteral("flags"), flags},
        {QStringLiteral("checkedAt"), instantJson(m_parts.clock.now())},
    };
    if (const auto &company = result.company)
        object.insert(QStringLiteral("resolvedData"),
                      QJsonObject {
                          {QStringLiteral("companyName"), company->name},
                          {QStringLiteral("street"), company->street},
                          {QStringLiteral("city"), company->city},
                          {QStringLiteral("zip"), company->zip},
                          {QStringLiteral("rawAddress"),
                           QStringLiteral("%1, %2 %3").arg(company->street, company->zip, company->city)},
                      });
    return jsonResponse(200, object);
}

ServerResponse OptimusRoutes::showValidation(const Call & /*call*/)
{
    return problem(404, QLatin1String("NOT_FOUND"), QStringLiteral("There is no such validation."));
}

QJsonObject OptimusRoutes::tokenJson(const StoredToken &stored) const
{
    const StoredToken token = m_parts.lastUses.upToDate(stored);
    return {
        {QStringLiteral("id"), token.id},
        {QStringLiteral("name"), token.name},
        {QStringLiteral("prefix"), token.prefix},
        {QStringLiteral("access"), accessName(token.access)},
        {QStringLiteral("createdAt"), instantJson(token.createdAt)},
        {QStringLiteral("lastUsedAt"), instantJson(token.lastUsedAt)},
        {QStringLiteral("lastUsedIp"), textOrNull(token.lastUsedIp)},
        {QStringLiteral("expiresAt"), instantJson(token.expiry.instant())},
        {QStringLiteral("revokedAt"), instantJson(token.revokedAt)},
        {QStringLiteral("allowedIps"), QJsonArray::fromStringList(token.allowedIps.toStringList())},
    };
}

ServerResponse OptimusRoutes::tokenResponse(const StoredToken &token) const
{
    ServerResponse response = jsonResponse(200, tokenJson(token));
    response.setHeader("ETag", entityTag(token));
    return response;
}

} // namespace tc
