#include "catalog.h"
#include "catalogfixture.h"
#include "servicedescription.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace tc;

namespace {

const QLocale english(QLocale::English);
const QLocale german(QLocale::German);

std::shared_ptr<const ServiceDescription> described(const char *id)
{
    DescriptionLoader loader(serviceSchema());
    const QString file = QString::fromLatin1(id) + QLatin1String(".json");
    return loader.load(shipped(file), file).value();
}

/// The texts in \a json that a reader may choose the language of and that lack the German one.
QStringList withoutGerman(const QJsonValue &json)
{
    QStringList texts;
    if (json.isArray()) {
        for (const QJsonValue entry : json.toArray())
            texts += withoutGerman(entry);
    }
    const QJsonObject object = json.toObject();
    if (object.value(QLatin1String("en")).isString() && !object.contains(QLatin1String("de")))
        texts.append(object.value(QLatin1String("en")).toString());
    for (const QJsonValue member : object)
        texts += withoutGerman(member);
    return texts;
}

/// What the description of \a mapping says of a failed creation.
ApiError errorOf(const ServiceMapping &mapping, int status, const QByteArray &body, HttpHeaders headers = {})
{
    return mapping.readCreated(reply(status, body, std::move(headers))).error();
}

} // namespace

/// The shipped descriptions of Optimaite, Optiverse and OptiFlow.
class TestSystems : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void load_data()
    {
        QTest::addColumn<QString>("id");
        for (const char *id : {"optimaite", "optiverse", "optiflow"})
            QTest::newRow(id) << QString::fromLatin1(id);
    }

    void load()
    {
        QFETCH(QString, id);
        const QByteArray json = shipped(id + QLatin1String(".json"));
        QCOMPARE(complaints(json), QString());
        QCOMPARE(withoutGerman(QJsonDocument::fromJson(json).object()), QStringList());
        const auto description = described(id.toLatin1().constData());
        QCOMPARE(description->id, id);
        // Nobody publishes a management API; the request that shows whether a token works is documented.
        QVERIFY(description->assumed);
        // So who connects to the vendor's own servers is shown the vendor's steps.
        QVERIFY(!description->guide.create.isEmpty() && !description->guide.revoke.isEmpty());
        const ServiceMapping mapping(description);
        QVERIFY(mapping.isDocumented(Operation::Try));
        for (const Operation operation : {Operation::List, Operation::Create, Operation::Revoke})
            QVERIFY(mapping.has(operation) && !mapping.isDocumented(operation));
        QCOMPARE(description->readyMadeLines.size(), 5);
    }

    void loadTogether()
    {
        QList<DescriptionFile> files;
        for (const char *id : {"optimaite", "optiflow", "optimus", "optiverse"}) {
            const QString name = QString::fromLatin1(id) + QLatin1String(".json");
            files.append({name, shipped(name), DescriptionFile::Origin::Shipped});
        }
        const Catalog catalog(files, serviceSchema());
        QCOMPARE(catalog.errors().size(), 0);
        QCOMPARE(catalog.services().size(), 4);
        // The one that the console starts with, wherever its file stands.
        QCOMPARE(catalog.services().constFirst()->id, QStringLiteral("optimus"));
    }

    void optimaiteGroupsItsScopes()
    {
        const TokenFeatures features = described("optimaite")->features;
        QStringList ids;
        for (const ScopeDescription &scope : features.scopes) {
            ids.append(scope.id);
            QCOMPARE(scope.group, scope.id.section(u':', 0, 0));
            QVERIFY(!scope.label.in(english).isEmpty() && !scope.help.in(german).isEmpty());
        }
        QCOMPARE(
            ids.join(u' '),
            QStringLiteral("cases:read cases:write cases:delete parties:read parties:write parties:delete "
                           "documents:read documents:write documents:delete deadlines:read "
                           "deadlines:write calendar:read calendar:write invoices:read invoices:write"));
        QCOMPARE(features.scopes.at(9).help.in(english),
                 QStringLiteral("Read calendar events and deadlines"));
        QCOMPARE(features.scopeGroups.size(), 6);
        for (const ScopeGroup &group : features.scopeGroups)
            QVERIFY(!group.help.in(english).isEmpty() && group.help.in(english) != group.help.in(german));
        QCOMPARE(features.scopeGroups.constFirst().label.in(german), QStringLiteral("Akten"));
    }

    void optimaiteWaitsAsTheBodySays()
    {
        const ServiceMapping mapping = mappingOf(shipped(QStringLiteral("optimaite.json")));
        // As documented: the wait is in the body, the headers tell the minute.
        const ApiError limited = errorOf(
            mapping, 429, R"({"error":{"code":"RATE_LIMIT_EXCEEDED","message":"x","retry_after":30}})",
            {{"Date", "Tue, 26 May 2026 09:00:00 GMT"}});
        QCOMPARE(limited.kind, ErrorKind::RateLimited);
        QCOMPARE(limited.retryAt, QDateTime(QDate(2026, 5, 26), QTime(9, 0, 30), Qt::UTC));
        const RateLimit state = mapping.rateLimit(reply(200, "{}",
                                                        {{"X-RateLimit-Limit", "60"},
                                                         {"X-RateLimit-Remaining", "59"},
                                                         {"X-RateLimit-Reset", "1779786060"},
                                                         {"Date", "Tue, 26 May 2026 09:00:00 GMT"}}));
        QCOMPARE(state.limit, std::optional(60));
        QCOMPARE(state.remaining, std::optional(59));
        QCOMPARE(state.resetsAt, QDateTime(QDate(2026, 5, 26), QTime(9, 1), Qt::UTC));
    }

    void documentedCodesHaveTheVendorsMeaning_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("meaning");
        const auto row = [](const char *id, int status, const char *code, ErrorKind kind,
                            const char *meaning) {
            const QByteArray body = QByteArray("{\"success\":false,\"error\":{\"code\":\"") + code + "\"}}";
            QTest::addRow("%s %s", id, code)
                << QString::fromLatin1(id) << status << body << kind << QString::fromUtf8(meaning);
        };
        using Kind = ErrorKind;
        row("optimaite", 401, "AUTH_INVALID_KEY", Kind::Unauthorized,
            "API key is missing, malformed, or revoked.");
        row("optimaite", 401, "AUTH_EXPIRED_KEY", Kind::Unauthorized, "API key has expired.");
        row("optimaite", 403, "AUTH_INSUFFICIENT_SCOPE", Kind::Forbidden,
            "Key does not have the required scope for this endpoint.");
        row("optimaite", 403, "AUTH_TENANT_INACTIVE", Kind::Forbidden,
            "Workspace subscription is not active.");
        row("optimaite", 429, "RATE_LIMIT_EXCEEDED", Kind::RateLimited, "Rate limit exceeded.");
        row("optiverse", 401, "AUTH001", Kind::Unauthorized, "Missing Authorization header.");
        row("optiverse", 401, "AUTH002", Kind::Unauthorized,
            "Invalid API key (wrong format, expired, or not found).");
        row("optiverse", 409, "KEY001", Kind::Conflict, "User already has an active API key.");
        row("optiverse", 400, "VAL001", Kind::InvalidInput, "Validation failed (check your parameters).");
        row("optiverse", 404, "PERM001", Kind::NotFound, "Resource not found or access denied.");
        row("optiverse", 500, "SRV500", Kind::Server, "Internal server error.");
        const auto laravel = [](int status, const char *message, ErrorKind kind, const char *meaning) {
            QTest::addRow("optiflow %d", status)
                << QStringLiteral("optiflow") << status
                << QByteArray(QByteArray("{\"message\":\"") + message + "\"}") << kind
                << QString::fromUtf8(meaning);
        };
        laravel(401, "Unauthenticated.", Kind::Unauthorized,
                "Unauthenticated: no token was provided, or the token is invalid.");
        laravel(
            403, "This action is unauthorized.", Kind::Forbidden,
            "This action is unauthorized: the user lacks the permission, the token lacks the ability, or the "
            "workspace is not one of the user’s.");
        laravel(419, "CSRF token mismatch.", Kind::Unauthorized,
                "Page expired (CSRF token mismatch): the request came with a browser’s session instead of a "
                "token.");
        laravel(422, "The name field is required.", Kind::InvalidInput, "The input is not valid.");
    }

    void documentedCodesHaveTheVendorsMeaning()
    {
        QFETCH(QString, id);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(ErrorKind, kind);
        QFETCH(QString, meaning);
        const ApiError error = errorOf(mappingOf(shipped(id + QLatin1String(".json"))), status, body);
        QCOMPARE(error.kind, kind);
        QCOMPARE(error.meaning.in(english), meaning);
        QVERIFY(!error.fix.in(english).isEmpty());
        QVERIFY(error.meaning.in(german) != meaning && error.fix.in(german) != error.fix.in(english));
    }

    void optiverseHasOneKeyWithoutAName()
    {
        const auto optiverse = described("optiverse");
        QVERIFY(optiverse->features.singlePerOwner && !optiverse->features.names);
        QVERIFY(!optiverse->features.lastUsed && !optiverse->features.expiry);
        QCOMPARE(optiverse->features.rotation, QStringLiteral("delete-then-create"));
        const auto request = ServiceMapping(optiverse).createRequest({}, {}, {});
        QVERIFY(request);
        QCOMPARE(request->body, QByteArray("{}"));
    }

    void optiflowCountsLifetimesInMinutes()
    {
        const ServiceMapping mapping = mappingOf(shipped(QStringLiteral("optiflow.json")));
        TokenDraft draft;
        draft.name = QStringLiteral("api-token");
        draft.scopes = QStringList(QStringLiteral("invoices:view"));
        RequestExtras extras;
        extras.now = QDateTime(QDate(2026, 5, 1), QTime(0, 0), Qt::UTC);
        draft.expiry = Expiry::at(extras.now.addDays(30));
        const auto month = mapping.createRequest(draft, {}, {}, extras);
        QVERIFY(month);
        QCOMPARE(month->body,
                 QByteArray(R"({"abilities":["invoices:view"],"expires_in":43200,"name":"api-token"})"));
        draft.expiry = Expiry::never();
        const auto endless = mapping.createRequest(draft, {}, {}, extras);
        QVERIFY(endless);
        QCOMPARE(endless->body, QByteArray(R"({"abilities":["invoices:view"],"name":"api-token"})"));
    }

    void optiflowNamesItsWorkspaceInAHeader()
    {
        const ServiceMapping mapping = mappingOf(shipped(QStringLiteral("optiflow.json")));
        const auto headerOf = [](const Result<HttpRequestData> &request) {
            return QByteArray(headerValue(request->headers, "X-Workspace-ID"));
        };
        QCOMPARE(headerOf(mapping.listRequest(QStringLiteral("3"))), QByteArray("3"));
        QCOMPARE(headerOf(mapping.listRequest({})), QByteArray());
        QVERIFY(mapping.description().workspace.serverDefault);
    }

    void optiflowListsItsWorkspaces()
    {
        const ServiceMapping mapping = mappingOf(shipped(QStringLiteral("optiflow.json")));
        QVERIFY(mapping.has(Operation::Workspaces) && !mapping.isDocumented(Operation::Workspaces));
        const auto request = mapping.workspacesRequest();
        QVERIFY(request);
        QCOMPARE(request->method + ' ' + request->target, QByteArray("GET workspaces"));
        QVERIFY(headerValue(request->headers, "X-Workspace-ID").isEmpty());
        const auto read = [&mapping](const char *json) {
            return mapping.readWorkspaces(reply(200, quoted(json)));
        };
        const auto listed = read("{'data':[{'id':2,'name':'Sucursal'},{'id':1,'name':null},{'id':2}]}");
        QVERIFY(listed);
        const QList<NamedWorkspace> expected {{QStringLiteral("2"), QStringLiteral("Sucursal")},
                                              {QStringLiteral("1"), {}}};
        QCOMPARE(listed->workspaces, expected);
        QVERIFY(listed->nextTarget.isEmpty());
        QVERIFY(read("{'data':[]}")->workspaces.isEmpty());
        // A link leads to another page of the same list, and nowhere else.
        const auto more = read("{'data':[],'links':{'next':'https://other.example/api/workspaces?page=2'}}");
        QCOMPARE(more->nextTarget, QByteArray("workspaces?page=2"));
        QCOMPARE(mapping.workspacesRequest(more->nextTarget)->target, QByteArray("workspaces?page=2"));
        QVERIFY(read("{'data':[],'links':{'next':null}}")->nextTarget.isEmpty());
        QCOMPARE(read("{'data':[],'links':{'next':'/tokens?page=2'}}").error().kind, ErrorKind::Protocol);
        QCOMPARE(mapping.workspacesRequest("tokens?page=2").error().kind, ErrorKind::Protocol);
        for (const char *other : {"{}", "[]", "{'data':{}}", "{'data':[1]}", "{'data':[{'name':'x'}]}"})
            QCOMPARE(read(other).error().kind, ErrorKind::Protocol);
        QCOMPARE(mapping.readWorkspaces(reply(401, "{}")).error().kind, ErrorKind::Unauthorized);
        const LocalizedText &help = mapping.description().workspace.help;
        QVERIFY(help.in(english).contains(QStringLiteral("current workspace, else their first")));
        QVERIFY(help.in(german).contains(QStringLiteral("Vorgabe des Servers")));
    }

    void optiflowRevokesAllAtOnce()
    {
        const ServiceMapping mapping = mappingOf(shipped(QStringLiteral("optiflow.json")));
        QVERIFY(mapping.has(Operation::RevokeAll) && !mapping.isDocumented(Operation::RevokeAll));
        const auto request = mapping.revokeAllRequest(QStringLiteral("3"));
        QVERIFY(request);
        QCOMPARE(request->method + ' ' + request->target, QByteArray("DELETE tokens"));
        QCOMPARE(QByteArray(headerValue(request->headers, "X-Workspace-ID")), QByteArray("3"));
        QVERIFY(mapping.readAllRevoked(reply(204, {})));
        QCOMPARE(mapping.readAllRevoked(reply(200, "<html>")).error().kind, ErrorKind::OutcomeUnknown);
        QCOMPARE(mapping.readAllRevoked(reply(403, "{}")).error().kind, ErrorKind::Forbidden);
        const ServiceMapping others = mappingOf(shipped(QStringLiteral("optimaite.json")));
        QCOMPARE(others.revokeAllRequest({}).error().kind, ErrorKind::NoSuchOperation);
        QCOMPARE(others.workspacesRequest().error().kind, ErrorKind::NoSuchOperation);
    }

    void optiflowFieldErrorsAreFields()
    {
        const ServiceMapping mapping = mappingOf(shipped(QStringLiteral("optiflow.json")));
        const ApiError error = errorOf(
            mapping, 422,
            R"({"message":"m","errors":{"name":["The name field is required."],"abilities.0":["No."]}})");
        QCOMPARE(error.fields.size(), 2);
        QCOMPARE(error.fields.at(0).pointer, QStringLiteral("/abilities/0"));
        QCOMPARE(error.fields.at(1).message, QStringLiteral("The name field is required."));
        QCOMPARE(error.fields.at(1).field, InputField::Name);
    }
};

Q_DECLARE_METATYPE(tc::ErrorKind)
QTEST_GUILESS_MAIN(TestSystems)
#include "tst_systems.moc"
