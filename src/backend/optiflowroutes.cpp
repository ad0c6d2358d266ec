#include "optiflowroutes.h"

#include "answerparts.h"
#include "jsonbody.h"
#include "optiflowanswers.h"
#include "optiflowinput.h"
#include "optiflowtenants.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <limits>

namespace tc {

namespace {

constexpr SecretFormat tokenFormat {"", 40, 0, true, true};

constexpr int defaultPageSize = 15;
constexpr int maximumPageSize = 100;

const QLatin1String firstTenant("acme");

/// As Laravel writes it: with microseconds.
QJsonValue timestamp(const QDateTime &instant)
{
    return instant.isValid() ? QJsonValue(instant.toUTC().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz"))
                                          + QLatin1String("000Z"))
                             : QJsonValue(QJsonValue::Null);
}

/// The first label of the host that \a request names.
QString hostLabel(const ServerRequest &request)
{
    const QByteArrayView host = request.header("Host").value_or(QByteArrayView());
    const qsizetype end = host.indexOf('.');
    return QString::fromLatin1(end < 0 ? QByteArrayView() : host.first(end)).toLower();
}

bool isWrite(const ServerRequest &request)
{
    return request.method != "GET" && request.method != "HEAD";
}

/// Which workspace a request works in.
struct WorkspaceChoice
{
    std::optional<Workspace> workspace;
    bool isForeign = false; ///< the header names one that is not the person's
};

/// What the header names, or the person's current workspace, or their first: the documented order.
WorkspaceChoice chooseWorkspace(const ServerRequest &request, const Person &person,
                                const QList<Workspace> &theirs)
{
    const auto find = [&theirs](qint64 id) -> std::optional<Workspace> {
        const auto found = std::find_if(theirs.cbegin(), theirs.cend(),
                                        [id](const Workspace &workspace) { return workspace.id == id; });
        return found == theirs.cend() ? std::nullopt : std::optional(*found);
    };
    if (const auto header = request.header("X-Workspace-ID")) {
        const auto id = decimalNumber(QString::fromLatin1(*header), 0, std::numeric_limits<int>::max());
        const auto named = id ? find(*id) : std::nullopt;
        return {named, !named};
    }
    if (const auto current = person.currentWorkspace ? find(*person.currentWorkspace) : std::nullopt)
        return {current};
    return {theirs.isEmpty() ? std::nullopt : std::optional(theirs.constFirst())};
}

} // namespace

OptiflowRoutes::OptiflowRoutes(const SystemParts &parts)
    : m_parts(parts)
    , m_rates(parts.rateLimit, parts.clock)
{
}

void OptiflowRoutes::addTo(Router &router)
{
    static constexpr std::array<Route, 12> routes {{
        {"GET", "/tokens", "*", &OptiflowRoutes::listTokens},
        {"POST", "/tokens", "*", &OptiflowRoutes::createToken},
        {"DELETE", "/tokens", "*", &OptiflowRoutes::revokeAllTokens},
        {"GET", "/tokens/current", "", &OptiflowRoutes::showCurrentToken},
        {"DELETE", "/tokens/current", "", &OptiflowRoutes::revokeCurrentToken},
        {"GET", "/tokens/{}", "*", &OptiflowRoutes::showToken},
        {"DELETE", "/tokens/{}", "*", &OptiflowRoutes::revokeToken},
        {"GET", "/users/search", "", &OptiflowRoutes::searchUsers},
        {"GET", "/workspaces", "", &OptiflowRoutes::listWorkspaces},
        {"GET", "/invoices", "invoices:view", &OptiflowRoutes::listRecords},
        {"GET", "/products", "products:view", &OptiflowRoutes::listRecords},
        {"GET", "/contacts", "contacts:view", &OptiflowRoutes::listRecords},
    }};
    for (const Route &route : routes) {
        for (const char *version : {"/api/v1", "/api"}) {
            const QString path = QLatin1String(version) + QLatin1String(route.path);
            router.add(route.method, path,
                       [this, route](const ServerRequest &request, const QStringList &parameters) {
                           return guarded(route, hostLabel(request), request, parameters);
                       });
            router.add(route.method, QLatin1String("/optiflow/{}") + path,
                       [this, route](const ServerRequest &request, const QStringList &parameters) {
                           return guarded(route, parameters.constFirst(), request, parameters.mid(1));
                       });
        }
    }
    router.setErrorAnswer([](int status, const QString &detail) {
        return status == 404 ? optiflowNotFound() : optiflowError(status, detail);
    });
}

QString OptiflowRoutes::basePath(const TokenOwner &owner) const
{
    return QStringLiteral("/optiflow/%1/api/v1").arg(owner.tenant);
}

StoreResult<bool> OptiflowRoutes::prepare()
{
    return addOptiflowTenants(m_parts.store.directory());
}

StoreResult<std::optional<TokenOwner>> OptiflowRoutes::ownerNamed(const QString &name)
{
    if (name.isEmpty())
        return std::optional(TokenOwner {firstTenant, 1});
    const QString tenant = name.section(u'/', 0, 0);
    const QString address = name.section(u'/', 1);
    constexpr int many = 100;
    const auto people = m_parts.store.directory().people(tenant, address, many);
    if (!people)
        return tl::unexpected(people.error());
    for (const Person &person : *people) {
        if (person.email == address)
            return std::optional(TokenOwner {tenant, person.id});
    }
    return std::optional<TokenOwner>();
}

StoreResult<IssuedToken> OptiflowRoutes::makeManagementToken(const QString &name, const TokenOwner &owner)
{
    const auto number = m_parts.store.nextNumber(owner.tenant);
    if (!number)
        return tl::unexpected(number.error());
    NewToken wanted;
    wanted.name = name;
    wanted.access = TokenAccess::Management;
    wanted.owner = owner;
    wanted.number = *number;
    wanted.scopes = QStringList(optiflowAnyAbility);
    return makeToken(wanted, tokenFormat, m_parts.clock.now());
}

ServerResponse OptiflowRoutes::guarded(const Route &route, const QString &tenant,
                                       const ServerRequest &request, const QStringList &parameters)
{
    const QDateTime now = m_parts.clock.now();
    const auto customer = m_parts.store.directory().tenant(tenant);
    if (!customer)
        return optiflowUnavailable(customer.error());
    if (!*customer)
        return optiflowNotFound();
    const int credentials = request.countOf("Authorization");
    if (credentials > 1)
        return optiflowError(400, QStringLiteral("There is more than one Authorization header."));
    // A browser's session, which is no part of this: its writes lack the token against forged requests.
    if (credentials == 0 && request.header("Cookie") && isWrite(request))
        return optiflowError(419, QStringLiteral("CSRF token mismatch."));

    const BearerVerdict verdict = m_parts.bearer.check(request.header("Authorization"), request.address);
    if (verdict.refusal)
        return optiflowRefusal(verdict, now);
    const StoredToken &caller = *verdict.token;
    // Another customer's token is as unknown here as any other.
    if (caller.owner.tenant != tenant)
        return optiflowUnauthenticated();
    // Sanctum's `expiration`: a limit of the server's, which no token's own end tells.
    if (m_parts.lifetimeMinutes > 0 && caller.createdAt.addSecs(60LL * m_parts.lifetimeMinutes) <= now)
        return optiflowUnauthenticated();

    const std::optional<RateState> rate = m_rates.count(caller.id);
    ServerResponse response = rate && rate->exceeded ? optiflowRateLimited(rate->resetAt, now)
                                                     : admitted(route, caller, request, parameters);
    addRateHeaders(response, rate);
    return response;
}

ServerResponse OptiflowRoutes::admitted(const Route &route, const StoredToken &caller,
                                        const ServerRequest &request, const QStringList &parameters)
{
    m_parts.lastUses.record(caller.id, {m_parts.clock.now(), addressText(request.address)});
    Directory directory = m_parts.store.directory();
    const auto person = directory.person(caller.owner.tenant, caller.owner.person);
    if (!person)
        return optiflowUnavailable(person.error());
    if (!*person)
        return optiflowUnauthenticated();
    const auto theirs = directory.workspacesOf(caller.owner.tenant, caller.owner.person);
    if (!theirs)
        return optiflowUnavailable(theirs.error());
    const WorkspaceChoice choice = chooseWorkspace(request, **person, *theirs);
    if (choice.isForeign)
        return optiflowUnauthorized();

    const QLatin1String permission(route.permission);
    const bool isAble = permission.isEmpty() || caller.scopes.contains(optiflowAnyAbility)
        || caller.scopes.contains(QString(permission));
    const bool isPermitted = permission.isEmpty() || permission == optiflowAnyAbility
        || (*person)->permissions.contains(QString(permission));
    if (!isAble || !isPermitted)
        return optiflowUnauthorized();
    if (!permission.isEmpty() && permission != optiflowAnyAbility && !choice.workspace)
        return optiflowError(403, QStringLiteral("You do not belong to any workspace."));
    return (this->*route.operation)({request, caller, **person, choice.workspace, parameters});
}

ServerResponse OptiflowRoutes::listTokens(const Call &call)
{
    constexpr int lastPossiblePage = 100'000;
    const auto size = decimalNumber(
        call.request.queryValue("per_page").value_or(QString::number(defaultPageSize)), 1, maximumPageSize);
    const auto page
        = decimalNumber(call.request.queryValue("page").value_or(QStringLiteral("1")), 1, lastPossiblePage);
    if (!size)
        return optiflowInvalid(
            {{QStringLiteral("/per_page"),
              QStringLiteral("The per page field must be between 1 and %1.").arg(maximumPageSize)}});
    if (!page)
        return optiflowInvalid(
            {{QStringLiteral("/page"), QStringLiteral("The page field must be at least 1.")}});

    const TokenFilter filter {call.caller.owner, false};
    const auto total = m_parts.store.count(filter);
    if (!total)
        return optiflowUnavailable(total.error());
    const auto found = m_parts.store.list(qMin(*page * *size, *total), std::nullopt, filter);
    if (!found)
        return optiflowUnavailable(found.error());
    QJsonArray data;
    for (qsizetype i = qsizetype(*page - 1) * *size; i < found->size(); ++i)
        data.append(tokenJson(found->at(i)));
    return jsonResponse(200,
                        {{QStringLiteral("data"), data},
                         {QStringLiteral("meta"),
                          QJsonObject {{QStringLiteral("current_page"), *page},
                                       {QStringLiteral("last_page"), qMax(1, (*total + *size - 1) / *size)},
                                       {QStringLiteral("per_page"), *size},
                                       {QStringLiteral("total"), *total}}}});
}

ServerResponse OptiflowRoutes::createToken(const Call &call)
{
    const auto body = parseJsonObject(call.request.body);
    if (!body)
        return optiflowError(400, body.error().message);
    const QDateTime now = m_parts.clock.now();
    auto wanted = readOptiflowToken(*body, now);
    if (!wanted)
        return optiflowInvalid(wanted.error());
    wanted->owner = call.caller.owner;

    const auto number = m_parts.store.nextNumber(wanted->owner.tenant);
    if (!number)
        return optiflowUnavailable(number.error());
    wanted->number = *number;
    const auto issued = issueToken(m_parts.store, *wanted, tokenFormat, now);
    if (!issued)
        return optiflowUnavailable(issued.error());
    ServerResponse response;
    response.status = 201;
    response.body = bodyWithSecret(issued->secret, [&](const QString &placeholder) {
        return QJsonObject {{QStringLiteral("data"), tokenJson(issued->token)},
                            {QStringLiteral("plain_text_token"), placeholder}};
    });
    response.setHeader("Content-Type", "application/json");
    response.setHeader("Cache-Control", "no-store");
    return response;
}

StoreResult<std::optional<StoredToken>> OptiflowRoutes::namedToken(const Call &call)
{
    const auto number = decimalNumber(call.parameters.constFirst(), 1, std::numeric_limits<int>::max());
    auto found = m_parts.store.findByNumber(call.caller.owner.tenant, number.value_or(0));
    if (found && *found && ((*found)->owner != call.caller.owner || (*found)->revokedAt.isValid()))
        return std::optional<StoredToken>();
    return found;
}

ServerResponse OptiflowRoutes::showToken(const Call &call)
{
    const auto found = namedToken(call);
    if (!found)
        return optiflowUnavailable(found.error());
    return *found ? jsonResponse(200, {{QStringLiteral("data"), tokenJson(**found)}}) : optiflowNotFound();
}

ServerResponse OptiflowRoutes::showCurrentToken(const Call &call)
{
    return jsonResponse(200, {{QStringLiteral("data"), tokenJson(call.caller)}});
}

ServerResponse OptiflowRoutes::revokeToken(const Call &call)
{
    const auto found = namedToken(call);
    if (!found)
        return optiflowUnavailable(found.error());
    if (!*found)
        return optiflowNotFound();
    if (const auto revoked = m_parts.store.revoke((*found)->id, m_parts.clock.now()); !revoked)
        return optiflowUnavailable(revoked.error());
    return emptyResponse();
}

ServerResponse OptiflowRoutes::revokeCurrentToken(const Call &call)
{
    if (const auto revoked = m_parts.store.revoke(call.caller.id, m_parts.clock.now()); !revoked)
        return optiflowUnavailable(revoked.error());
    return emptyResponse();
}

ServerResponse OptiflowRoutes::revokeAllTokens(const Call &call)
{
    if (const auto revoked = m_parts.store.revokeAll(call.caller.owner, m_parts.clock.now()); !revoked)
        return optiflowUnavailable(revoked.error());
    return emptyResponse();
}

ServerResponse OptiflowRoutes::searchUsers(const Call &call)
{
    constexpr int mostFound = 10;
    const QString email = call.request.queryValue("email").value_or(QString());
    QJsonArray data;
    if (!email.isEmpty()) {
        const auto people = m_parts.store.directory().people(call.caller.owner.tenant, email, mostFound);
        if (!people)
            return optiflowUnavailable(people.error());
        for (const Person &person : *people)
            data.append(QJsonObject {{QStringLiteral("id"), person.id},
                                     {QStringLiteral("name"), person.name},
                                     {QStringLiteral("email"), person.email}});
    }
    return jsonResponse(200, {{QStringLiteral("data"), data}});
}

ServerResponse OptiflowRoutes::listWorkspaces(const Call &call)
{
    const auto theirs = m_parts.store.directory().workspacesOf(call.caller.owner.tenant, call.person.id);
    if (!theirs)
        return optiflowUnavailable(theirs.error());
    QJsonArray data;
    for (const Workspace &workspace : *theirs)
        data.append(QJsonObject {
            {QStringLiteral("id"), workspace.id},
            {QStringLiteral("name"), workspace.name},
            {QStringLiteral("is_current"), call.workspace && call.workspace->id == workspace.id},
        });
    return jsonResponse(200, {{QStringLiteral("data"), data}});
}

ServerResponse OptiflowRoutes::listRecords(const Call &call)
{
    // Enough to see which workspace a request works in.
    return jsonResponse(200,
                        {{QStringLiteral("data"),
                          QJsonArray {QJsonObject {{QStringLiteral("id"), 1},
                                                   {QStringLiteral("workspace_id"), call.workspace->id},
                                                   {QStringLiteral("name"), call.workspace->name}}}}});
}

QJsonObject OptiflowRoutes::tokenJson(const StoredToken &stored) const
{
    const StoredToken token = m_parts.lastUses.upToDate(stored);
    return {
        {QStringLiteral("id"), token.number},
        {QStringLiteral("name"), token.name},
        {QStringLiteral("prefix"), token.prefix},
        {QStringLiteral("abilities"), QJsonArray::fromStringList(token.scopes)},
        {QStringLiteral("last_used_at"), timestamp(token.lastUsedAt)},
        {QStringLiteral("expires_at"), timestamp(token.expiry.instant())},
        {QStringLiteral("created_at"), timestamp(token.createdAt)},
    };
}

} // namespace tc
