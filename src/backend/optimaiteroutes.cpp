#include "optimaiteroutes.h"

#include "answerparts.h"
#include "jsonbody.h"
#include "optimaiteanswers.h"
#include "pagecursor.h"
#include "tokeninput.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace tc {

namespace {

constexpr SecretFormat liveFormat {"opt_live_", 40, 4};
constexpr SecretFormat testFormat {"opt_test_", 40, 4};

// The Standard plan.
constexpr int requestsPerMinute = 60;
constexpr int requestsPerDay = 10'000;
constexpr int requestsPerSecond = 10;
constexpr qint64 daySeconds = 86'400;

constexpr int defaultPageSize = 50;
constexpr int maximumPageSize = 100;

const QLatin1String managementScopes[] {QLatin1String("api_keys:read"), QLatin1String("api_keys:write"),
                                        QLatin1String("api_keys:delete")};

/// The vendor's own, as documented.
const QStringList &grantableScopes()
{
    static const QStringList scopes
        = QStringLiteral("cases:read cases:write cases:delete parties:read parties:write parties:delete "
                         "documents:read documents:write documents:delete deadlines:read deadlines:write "
                         "calendar:read calendar:write invoices:read invoices:write")
              .split(u' ');
    return scopes;
}

bool isTestKey(const StoredToken &token)
{
    return token.prefix.startsWith(QLatin1String(testFormat.start));
}

ServerResponse notFound()
{
    return optimaiteError(404, QLatin1String("NOT_FOUND"), QStringLiteral("The resource was not found."));
}

ServerResponse page(const QJsonArray &data, const QJsonValue &nextCursor)
{
    return jsonResponse(200,
                        {{QStringLiteral("data"), data},
                         {QStringLiteral("pagination"),
                          QJsonObject {{QStringLiteral("has_more"), !nextCursor.isNull()},
                                       {QStringLiteral("next_cursor"), nextCursor}}}});
}

/// The scopes that \a given asks for, each once; complains into \a errors.
QStringList readScopes(const QJsonValue &given, QList<FieldError> &errors)
{
    QStringList scopes;
    const QJsonArray entries = given.toArray();
    if (entries.isEmpty())
        errors.append({QStringLiteral("/scopes"), QStringLiteral("Select one or more scopes.")});
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const QString scope = entries[i].toString();
        if (!grantableScopes().contains(scope))
            errors.append({QStringLiteral("/scopes/%1").arg(i), QStringLiteral("There is no such scope.")});
        else if (!scopes.contains(scope))
            scopes.append(scope);
    }
    return scopes;
}

} // namespace

OptimaiteRoutes::OptimaiteRoutes(const SystemParts &parts)
    : m_parts(parts)
    , m_minute(parts.rateLimit > 0 ? parts.rateLimit : requestsPerMinute, parts.clock)
    // A limit of one's own comes with no other, as in the plan that is made to measure.
    , m_day(parts.rateLimit > 0 ? 0 : requestsPerDay, parts.clock, daySeconds)
    , m_second(parts.rateLimit > 0 ? 0 : requestsPerSecond, parts.clock, 1)
{
}

void OptimaiteRoutes::addTo(Router &router)
{
    struct Entry
    {
        const char *method;
        const char *path;
        const char *scope;
        Operation operation;
    };
    static constexpr std::array<Entry, 10> entries {{
        {"GET", "/api-keys", "api_keys:read", &OptimaiteRoutes::listKeys},
        {"POST", "/api-keys", "api_keys:write", &OptimaiteRoutes::createKey},
        {"GET", "/api-keys/current", "", &OptimaiteRoutes::showCurrentKey},
        {"GET", "/api-keys/{}", "api_keys:read", &OptimaiteRoutes::showKey},
        {"DELETE", "/api-keys/{}", "api_keys:delete", &OptimaiteRoutes::revokeKey},
        {"GET", "/cases", "cases:read", &OptimaiteRoutes::listRecords},
        {"GET", "/parties", "parties:read", &OptimaiteRoutes::listRecords},
        {"GET", "/invoices", "invoices:read", &OptimaiteRoutes::listRecords},
        {"GET", "/calendar/events", "calendar:read", &OptimaiteRoutes::listRecords},
        {"GET", "/calendar/fristen", "deadlines:read", &OptimaiteRoutes::listRecords},
    }};
    for (const QString &base : {basePath({}), QStringLiteral("/api/v1")}) {
        for (const Entry &entry : entries) {
            router.add(entry.method, base + QLatin1String(entry.path),
                       [this, entry](const ServerRequest &request, const QStringList &parameters) {
                           return guarded(QLatin1String(entry.scope), entry.operation, request, parameters);
                       });
        }
    }
    router.setErrorAnswer([](int status, const QString &detail) {
        return status == 404 ? notFound() : optimaiteError(status, QLatin1String("INVALID_REQUEST"), detail);
    });
}

QString OptimaiteRoutes::basePath(const TokenOwner & /*owner*/) const
{
    return QStringLiteral("/optimaite/api/v1");
}

StoreResult<bool> OptimaiteRoutes::prepare()
{
    const std::array<Tenant, 3> workspaces {{
        {QStringLiteral("ws-nord"), QStringLiteral("Kanzlei Nord"), true},
        {QStringLiteral("ws-sued"), QStringLiteral("Kanzlei Süd"), true},
        {QStringLiteral("ws-ruhend"), QStringLiteral("Kanzlei Ruhend"), false},
    }};
    for (const Tenant &workspace : workspaces) {
        if (auto added = m_parts.store.directory().add(workspace); !added)
            return added;
    }
    return true;
}

StoreResult<std::optional<TokenOwner>> OptimaiteRoutes::ownerNamed(const QString &name)
{
    const auto found = m_parts.store.directory().tenant(name.isEmpty() ? QStringLiteral("ws-nord") : name);
    if (!found)
        return tl::unexpected(found.error());
    return *found ? std::optional(TokenOwner {(*found)->id, 0}) : std::nullopt;
}

StoreResult<IssuedToken> OptimaiteRoutes::makeManagementToken(const QString &name, const TokenOwner &owner)
{
    NewToken wanted;
    wanted.name = name;
    wanted.access = TokenAccess::Management;
    wanted.owner = owner;
    wanted.scopes = QStringList(std::begin(managementScopes), std::end(managementScopes));
    return makeToken(wanted, liveFormat, m_parts.clock.now());
}

ServerResponse OptimaiteRoutes::guarded(const QString &scope, Operation operation,
                                        const ServerRequest &request, const QStringList &parameters)
{
    if (request.countOf("Authorization") > 1)
        return optimaiteError(400, QLatin1String("INVALID_REQUEST"),
                              QStringLiteral("There is more than one Authorization header."));
    const QDateTime now = m_parts.clock.now();
    const BearerVerdict verdict = m_parts.bearer.check(request.header("Authorization"), request.address);
    if (verdict.refusal)
        return optimaiteRefusal(verdict, now);
    const StoredToken &caller = *verdict.token;

    const std::optional<RateState> rate = countRequest(caller.id);
    ServerResponse response;
    if (rate && rate->exceeded) {
        response = optimaiteRateLimited(rate->resetAt, now);
    } else {
        m_parts.lastUses.record(caller.id, {now, addressText(request.address)});
        const auto workspace = m_parts.store.directory().tenant(caller.owner.tenant);
        if (!workspace)
            response = optimaiteUnavailable(workspace.error());
        else if (!*workspace || !(*workspace)->active)
            response = optimaiteError(403, QLatin1String("AUTH_TENANT_INACTIVE"),
                                      QStringLiteral("Workspace subscription is not active."));
        else if (!scope.isEmpty() && !caller.scopes.contains(scope))
            response = optimaiteError(
                403, QLatin1String("AUTH_INSUFFICIENT_SCOPE"),
                QStringLiteral("Key does not have the required scope for this endpoint: %1").arg(scope));
        else
            response = (this->*operation)({request, caller, parameters});
    }
    addRateHeaders(response, m_minute.peek(caller.id));
    return response;
}

std::optional<RateState> OptimaiteRoutes::countRequest(const QString &tokenId)
{
    for (RateLimiter *limiter : {&m_second, &m_day}) {
        if (const auto state = limiter->count(tokenId); state && state->exceeded)
            return state;
    }
    return m_minute.count(tokenId);
}

ServerResponse OptimaiteRoutes::listKeys(const Call &call)
{
    const std::optional<int> limit = decimalNumber(
        call.request.queryValue("limit").value_or(QString::number(defaultPageSize)), 1, maximumPageSize);
    if (!limit)
        return optimaiteInvalid(
            {{QStringLiteral("/limit"),
              QStringLiteral("The limit must be a number from 1 to %1.").arg(maximumPageSize)}});
    std::optional<TokenPosition> after;
    if (const std::optional<QString> cursor = call.request.queryValue("cursor")) {
        after = positionOf(*cursor);
        if (!after)
            return optimaiteInvalid(
                {{QStringLiteral("/cursor"), QStringLiteral("The cursor is not one of this list.")}});
    }
    // One more than asked for tells whether there is another page.
    const auto found = m_parts.store.list(*limit + 1, after, {call.caller.owner, false});
    if (!found)
        return optimaiteUnavailable(found.error());
    const QList<StoredToken> keys = found->first(qMin<qsizetype>(*limit, found->size()));
    QJsonArray data;
    for (const StoredToken &key : keys)
        data.append(keyJson(key));
    const bool more = found->size() > keys.size();
    return page(data,
                more ? QJsonValue(cursorAfter({keys.last().createdAt.toMSecsSinceEpoch(), keys.last().id}))
                     : QJsonValue(QJsonValue::Null));
}

ServerResponse OptimaiteRoutes::createKey(const Call &call)
{
    const auto body = parseJsonObject(call.request.body);
    if (!body)
        return optimaiteError(400, QLatin1String("INVALID_REQUEST"), body.error().message);

    QList<FieldError> errors;
    NewToken wanted;
    wanted.owner = call.caller.owner;
    if (const auto name = readTokenName(body->value(QLatin1String("name"))))
        wanted.name = *name;
    else
        errors.append({QStringLiteral("/name"), name.error()});
    wanted.scopes = readScopes(body->value(QLatin1String("scopes")), errors);
    if (const auto expiry = readTokenExpiry(body->value(QLatin1String("expires_at")), m_parts.clock.now()))
        wanted.expiry = *expiry;
    else
        errors.append({QStringLiteral("/expires_at"), expiry.error()});
    const QString environment = body->value(QLatin1String("environment")).toString();
    if (environment != QLatin1String("live") && environment != QLatin1String("test"))
        errors.append(
            {QStringLiteral("/environment"), QStringLiteral("The environment must be “live” or “test”.")});
    if (!errors.isEmpty())
        return optimaiteInvalid(errors);

    const SecretFormat &format = environment == QLatin1String("test") ? testFormat : liveFormat;
    const auto issued = issueToken(m_parts.store, wanted, format, m_parts.clock.now());
    if (!issued)
        return optimaiteUnavailable(issued.error());
    ServerResponse response;
    response.status = 201;
    response.body = bodyWithSecret(issued->secret, [&](const QString &placeholder) {
        QJsonObject key = keyJson(issued->token);
        key.insert(QStringLiteral("key"), placeholder);
        return QJsonObject {{QStringLiteral("data"), key}};
    });
    response.setHeader("Content-Type", "application/json");
    response.setHeader("Cache-Control", "no-store");
    return response;
}

StoreResult<std::optional<StoredToken>> OptimaiteRoutes::namedKey(const Call &call)
{
    auto found = m_parts.store.find(call.parameters.constFirst());
    if (found && *found && (*found)->owner != call.caller.owner)
        return std::optional<StoredToken>();
    return found;
}

ServerResponse OptimaiteRoutes::showKey(const Call &call)
{
    const auto found = namedKey(call);
    if (!found)
        return optimaiteUnavailable(found.error());
    if (!*found || (*found)->revokedAt.isValid())
        return notFound();
    return jsonResponse(200, {{QStringLiteral("data"), keyJson(**found)}});
}

ServerResponse OptimaiteRoutes::showCurrentKey(const Call &call)
{
    return jsonResponse(200, {{QStringLiteral("data"), keyJson(call.caller)}});
}

ServerResponse OptimaiteRoutes::revokeKey(const Call &call)
{
    const auto found = namedKey(call);
    if (!found)
        return optimaiteUnavailable(found.error());
    if (!*found)
        return notFound();
    if (const auto revoked = m_parts.store.revoke((*found)->id, m_parts.clock.now()); !revoked)
        return optimaiteUnavailable(revoked.error());
    return emptyResponse();
}

ServerResponse OptimaiteRoutes::listRecords(const Call &call)
{
    if (!decimalNumber(call.request.queryValue("limit").value_or(QString::number(defaultPageSize)), 1,
                       maximumPageSize))
        return optimaiteInvalid(
            {{QStringLiteral("/limit"),
              QStringLiteral("The limit must be a number from 1 to %1.").arg(maximumPageSize)}});
    // Enough to see which data a key reaches: one record of its workspace, live or from the sandbox.
    const QString kind = isTestKey(call.caller) ? QStringLiteral("Sandbox") : QStringLiteral("Live");
    return page({QJsonObject {{QStringLiteral("id"), QStringLiteral("00000000-0000-4000-8000-000000000001")},
                              {QStringLiteral("name"), QString(kind + u' ' + call.caller.owner.tenant)},
                              {QStringLiteral("status"), QStringLiteral("active")}}},
                QJsonValue::Null);
}

QJsonObject OptimaiteRoutes::keyJson(const StoredToken &stored) const
{
    const StoredToken token = m_parts.lastUses.upToDate(stored);
    return {
        {QStringLiteral("id"), token.id},
        {QStringLiteral("name"), token.name},
        {QStringLiteral("prefix"), token.prefix},
        {QStringLiteral("environment"), isTestKey(token) ? QStringLiteral("test") : QStringLiteral("live")},
        {QStringLiteral("workspace_id"), token.owner.tenant},
        {QStringLiteral("scopes"), QJsonArray::fromStringList(token.scopes)},
        {QStringLiteral("created_at"), instantJson(token.createdAt)},
        {QStringLiteral("last_used_at"), instantJson(token.lastUsedAt)},
        {QStringLiteral("expires_at"), instantJson(token.expiry.instant())},
    };
}

} // namespace tc
