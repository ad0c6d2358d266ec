#include "optiverseroutes.h"

#include "answerparts.h"
#include "jsonbody.h"
#include "optiverseanswers.h"

#include <QJsonArray>
#include <QUuid>

#include <array>

namespace tc {

namespace {

constexpr SecretFormat keyFormat {"optiuser_v1_", 40, 4};
constexpr SecretFormat profileFormat {"profile_v1_", 40, 4};

constexpr int polls = 1;
constexpr qint64 pollSeconds = 180;

const QLatin1String firstUser("anna@example.com");
const QLatin1String secondUser("ben@example.com");

const QLatin1String templateId("5f0c2b52-6b8f-4f0e-9c55-0d6a5e0c7a11");

/// The one meeting that \a user has a recording of.
QString recordOf(const QString &user)
{
    const QUuid records(QStringLiteral("9a4f3c52-2f0d-4b6e-8a5c-1d2e3f405162"));
    return QUuid::createUuidV5(records, user).toString(QUuid::WithoutBraces);
}

QJsonObject keyJson(const StoredToken &token)
{
    return {
        {QStringLiteral("keyId"), token.id},
        {QStringLiteral("keyPrefix"), token.prefix},
        {QStringLiteral("createdAt"), instantJson(token.createdAt)},
        {QStringLiteral("expiresAt"), instantJson(token.expiry.instant())},
    };
}

ServerResponse success(const QJsonValue &data, QJsonObject more = {})
{
    more.insert(QStringLiteral("success"), true);
    more.insert(QStringLiteral("data"), data);
    return jsonResponse(200, more);
}

/// What is wrong with the parameters of a list of at most \a maximum items a page; "" where nothing is.
QString listProblem(const ServerRequest &request, int maximum)
{
    constexpr int anyOffset = 999'999'999;
    if (const auto limit = request.queryValue("limit"); limit && !decimalNumber(*limit, 1, maximum))
        return QStringLiteral("limit must be a number from 1 to %1").arg(maximum);
    if (const auto offset = request.queryValue("offset"); offset && !decimalNumber(*offset, 0, anyOffset))
        return QStringLiteral("offset must be a number from 0 on");
    for (const char *name : {"dateFrom", "dateTo"}) {
        const auto date = request.queryValue(name);
        if (date && !QDateTime::fromString(*date, Qt::ISODate).isValid())
            return QStringLiteral("%1 must be an ISO 8601 date").arg(QLatin1String(name));
    }
    return {};
}

QJsonObject pagination(const ServerRequest &request, int total, int defaultLimit)
{
    const int limit = request.queryValue("limit").value_or(QString::number(defaultLimit)).toInt();
    const int offset = request.queryValue("offset").value_or(QStringLiteral("0")).toInt();
    return {{QStringLiteral("total"), total},
            {QStringLiteral("limit"), limit},
            {QStringLiteral("offset"), offset},
            {QStringLiteral("hasMore"), total > offset + limit}};
}

} // namespace

OptiverseRoutes::OptiverseRoutes(const SystemParts &parts)
    : m_parts(parts)
    , m_polls(parts.rateLimit > 0 ? parts.rateLimit : polls, parts.clock,
              parts.rateLimit > 0 ? RateLimiter::minute : pollSeconds)
{
}

void OptiverseRoutes::addTo(Router &router)
{
    struct Entry
    {
        const char *method;
        const char *path;
        Need need;
        Operation operation;
    };
    static constexpr std::array<Entry, 7> entries {{
        {"GET", "/v1/api-keys", Need::Profile, &OptiverseRoutes::listKeys},
        {"POST", "/v1/api-keys", Need::Profile, &OptiverseRoutes::createKey},
        {"DELETE", "/v1/api-keys/{}", Need::Profile, &OptiverseRoutes::deleteKey},
        {"GET", "/v1/list-records", Need::Key, &OptiverseRoutes::listRecords},
        {"GET", "/v1/protocol-templates", Need::Key, &OptiverseRoutes::listTemplates},
        {"GET", "/v1/summaries/structured", Need::Key, &OptiverseRoutes::listSummaries},
        {"GET", "/v1/summaries/unstructured", Need::Key, &OptiverseRoutes::listSummaries},
    }};
    for (const QString &base : {basePath({}), QStringLiteral("/external-api")}) {
        for (const Entry &entry : entries) {
            router.add(entry.method, base + QLatin1String(entry.path),
                       [this, entry](const ServerRequest &request, const QStringList &parameters) {
                           return guarded(entry.need, entry.operation, request, parameters);
                       });
        }
    }
    router.setErrorAnswer([](int status, const QString &detail) {
        if (status == 404)
            return optiverseNotFound();
        return status == 400 ? optiverseInvalid(detail) : optiverseFailure(status, detail);
    });
}

QString OptiverseRoutes::basePath(const TokenOwner & /*owner*/) const
{
    return QStringLiteral("/optiverse/external-api");
}

StoreResult<bool> OptiverseRoutes::prepare()
{
    for (const QLatin1String user : {firstUser, secondUser}) {
        if (auto added = m_parts.store.directory().add(Tenant {user, user, true}); !added)
            return added;
    }
    return true;
}

StoreResult<std::optional<TokenOwner>> OptiverseRoutes::ownerNamed(const QString &name)
{
    const auto found = m_parts.store.directory().tenant(name.isEmpty() ? QString(firstUser) : name);
    if (!found)
        return tl::unexpected(found.error());
    return *found ? std::optional(TokenOwner {(*found)->id, 0}) : std::nullopt;
}

StoreResult<IssuedToken> OptiverseRoutes::makeManagementToken(const QString &name, const TokenOwner &owner)
{
    NewToken wanted;
    wanted.name = name;
    wanted.access = TokenAccess::Management;
    wanted.owner = owner;
    return makeToken(wanted, profileFormat, m_parts.clock.now());
}

ServerResponse OptiverseRoutes::guarded(Need need, Operation operation, const ServerRequest &request,
                                        const QStringList &parameters)
{
    const QDateTime now = m_parts.clock.now();
    const int headers = request.countOf("Authorization");
    if (headers > 1)
        return optiverseInvalid(QStringLiteral("There is more than one Authorization header"));
    const BearerVerdict verdict = m_parts.bearer.check(request.header("Authorization"), request.address);
    if (verdict.refusal == BearerRefusal::TooManyFailures)
        return optiverseRateLimited(verdict.retryAt, now,
                                    QStringLiteral("Too many requests with an invalid API key"));
    if (verdict.refusal == BearerRefusal::StoreUnavailable)
        return optiverseUnavailable({verdict.storeError});
    if (verdict.refusal)
        return headers == 0 ? optiverseMissingHeader() : optiverseInvalidKey();

    const StoredToken &caller = *verdict.token;
    const bool isProfile = caller.access == TokenAccess::Management;
    if (isProfile != (need == Need::Profile))
        return isProfile ? optiverseInvalidKey() : optiverseNotFound();
    if (need == Need::Key) {
        if (const auto rate = m_polls.count(caller.id); rate && rate->exceeded)
            return optiverseRateLimited(
                rate->resetAt, now,
                QStringLiteral("The rate limit is one request per 3 minutes for polling use cases. Contact "
                               "support@optiverse.ai for higher throughput."));
    }
    m_parts.lastUses.record(caller.id, {now, addressText(request.address)});
    return (this->*operation)({request, caller, parameters});
}

ServerResponse OptiverseRoutes::listKeys(const Call &call)
{
    // One that works, and those that expired.
    constexpr int many = 1000;
    const auto found
        = m_parts.store.list(many, std::nullopt, {call.caller.owner, false, TokenAccess::Integration});
    if (!found)
        return optiverseUnavailable(found.error());
    QJsonArray keys;
    for (const StoredToken &token : *found)
        keys.append(keyJson(token));
    return success(keys);
}

ServerResponse OptiverseRoutes::createKey(const Call &call)
{
    if (!call.request.body.isEmpty()) {
        const auto body = parseJsonObject(call.request.body);
        if (!body)
            return optiverseInvalid(body.error().message);
        if (!body->isEmpty())
            return optiverseInvalid(QStringLiteral("A key takes no parameters"));
    }
    NewToken wanted;
    wanted.owner = call.caller.owner;
    const QDateTime now = m_parts.clock.now();
    const IssuedToken made = makeToken(wanted, keyFormat, now);
    const auto added = m_parts.store.addOnlyOne(made.token, now);
    if (!added)
        return optiverseUnavailable(added.error());
    if (!*added)
        return optiverseHasKey();
    ServerResponse response;
    response.status = 201;
    response.body = bodyWithSecret(made.secret, [&](const QString &placeholder) {
        QJsonObject key = keyJson(made.token);
        key.insert(QStringLiteral("apiKey"), placeholder);
        return QJsonObject {{QStringLiteral("success"), true}, {QStringLiteral("data"), key}};
    });
    response.setHeader("Content-Type", "application/json");
    response.setHeader("Cache-Control", "no-store");
    return response;
}

ServerResponse OptiverseRoutes::deleteKey(const Call &call)
{
    const auto found = m_parts.store.find(call.parameters.constFirst());
    if (!found)
        return optiverseUnavailable(found.error());
    if (!*found || (*found)->owner != call.caller.owner || (*found)->access != TokenAccess::Integration)
        return optiverseNotFound();
    const auto deleted = m_parts.store.revoke((*found)->id, m_parts.clock.now());
    if (!deleted)
        return optiverseUnavailable(deleted.error());
    if (!*deleted)
        return optiverseNotFound();
    return jsonResponse(
        200,
        {{QStringLiteral("success"), true}, {QStringLiteral("message"), QStringLiteral("API key deleted")}});
}

ServerResponse OptiverseRoutes::listRecords(const Call &call)
{
    constexpr int defaultLimit = 50;
    constexpr int maximumLimit = 100;
    if (const QString problem = listProblem(call.request, maximumLimit); !problem.isEmpty())
        return optiverseInvalid(problem);
    const QString user = call.caller.owner.tenant;
    const QJsonObject record {
        {QStringLiteral("recordId"), recordOf(user)},
        {QStringLiteral("role"), QStringLiteral("owner")},
        {QStringLiteral("ownerEmail"), user},
        {QStringLiteral("meetingTitle"), QStringLiteral("Weekly")},
        {QStringLiteral("startDate"), QStringLiteral("2026-05-26T09:00:00.000Z")},
        {QStringLiteral("endDate"), QStringLiteral("2026-05-26T09:30:00.000Z")},
        {QStringLiteral("attendees"), QJsonArray()},
        {QStringLiteral("createdAt"), QStringLiteral("2026-05-26T09:31:00.000Z")},
    };
    const QJsonObject where = pagination(call.request, 1, defaultLimit);
    const QJsonArray records
        = where.value(QLatin1String("offset")).toInt() == 0 ? QJsonArray {record} : QJsonArray();
    return success(records, {{QStringLiteral("pagination"), where}});
}

ServerResponse OptiverseRoutes::listTemplates(const Call & /*call*/)
{
    return success(QJsonArray {QJsonObject {
        {QStringLiteral("protocolId"), templateId},
        {QStringLiteral("title"), QStringLiteral("Meeting minutes")},
        {QStringLiteral("description"), QStringLiteral("Topics, decisions, tasks")},
        {QStringLiteral("summaryType"), QStringLiteral("structured")},
        {QStringLiteral("managedBy"), QStringLiteral("optiverse")},
        {QStringLiteral("createdAt"), QStringLiteral("2026-01-01T00:00:00.000Z")},
    }});
}

ServerResponse OptiverseRoutes::listSummaries(const Call &call)
{
    constexpr int defaultLimit = 20;
    constexpr int maximumLimit = 50;
    if (const QString problem = listProblem(call.request, maximumLimit); !problem.isEmpty())
        return optiverseInvalid(problem);
    const QUuid protocol(call.request.queryValue("protocolId").value_or(QString()));
    if (protocol.isNull())
        return optiverseInvalid(QStringLiteral("protocolId is required and must be a UUID"));
    const auto record = call.request.queryValue("recordId");
    if (protocol != QUuid(QString(templateId)) || (record && *record != recordOf(call.caller.owner.tenant)))
        return optiverseNotFound();
    return success(QJsonArray(), {{QStringLiteral("pagination"), pagination(call.request, 0, defaultLimit)}});
}

} // namespace tc
