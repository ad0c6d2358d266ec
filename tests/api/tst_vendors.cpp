#include "../catalog/catalogfixture.h"
#include "../catalog/vendordescriptions.h"
#include "httptransport.h"
#include "misbehavingserver.h"
#include "servicedescription.h"
#include "tokenapi.h"
#include "waiting.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace tc;

Q_DECLARE_METATYPE(std::function<void(TokenApi &)>)

namespace {

const QByteArray json = "Content-Type: application/json\r\n";

/// Gitea's token of \a number.
QByteArray giteaToken(int number)
{
    return "{\"id\":" + QByteArray::number(number)
        + ",\"name\":\"n\",\"sha1\":\"\",\"token_last_eight\":\"12345678\",\"scopes\":[],"
          "\"created_at\":\"2026-01-01T00:00:00Z\",\"last_used_at\":null}";
}

/// The numbers of \a tokens, which Gitea's and the others' ids are.
QStringList idsOf(const QList<Token> &tokens)
{
    QStringList ids;
    for (const Token &token : tokens)
        ids.append(token.id);
    return ids;
}

using Act = std::function<void(TokenApi &)>;

/// A request as its lines and its body, without what every request has and what differs each time.
QByteArray written(const QByteArray &request)
{
    static const QByteArrayList usual {
        "host", "user-agent", "connection", "accept-encoding", "accept-language", "content-length"};
    const qsizetype end = request.indexOf("\r\n\r\n");
    QByteArrayList lines;
    for (const QByteArray &line : request.first(end).split('\n')) {
        if (!usual.contains(line.left(line.indexOf(':')).toLower()))
            lines.append(line.trimmed());
    }
    std::sort(lines.begin() + 1, lines.end());
    return lines.join('\n') + "\n\n" + request.sliced(end + 4);
}

/// What the users of every service are asked for.
std::map<QString, Secret> answers()
{
    std::map<QString, Secret> all;
    all.emplace(QStringLiteral("password"), Secret::copyOf("pw"));
    all.emplace(QStringLiteral("otp"), Secret::copyOf("123456"));
    return all;
}

class FixedClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return instant; }

    QDateTime instant = QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);
};

} // namespace

/// Services unlike Optimus, as their descriptions say, over the wire.
class TestVendors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void sendsWhatIsDocumented_data()
    {
        QTest::addColumn<QByteArray>("description");
        QTest::addColumn<QString>("workspace");
        QTest::addColumn<Act>("act");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const char *vendor, const Act &act, const char *expected) {
            const QByteArray description = vendor == QByteArray("vault")
                ? accessorDescription()
                : shipped(QLatin1String(vendor) + QLatin1String(".json"));
            const bool hasWorkspace
                = mappingOf(description).description().workspace.kind != WorkspaceUse::Kind::None;
            QTest::newRow(name) << description << (hasWorkspace ? QStringLiteral("7") : QString()) << act
                                << quoted(expected);
        };
        Token token;
        token.id = QStringLiteral("42");
        token.name = QStringLiteral("old");
        TokenDraft draft;
        draft.name = QStringLiteral("n");
        draft.expiry = Expiry::at(QDateTime(QDate(2026, 1, 31), QTime(0, 0), Qt::UTC));
        draft.allowedIps = ranges({"203.0.113.0/24"});
        const auto creating = [draft](const char *type, const QStringList &scopes) -> Act {
            TokenDraft typed = draft;
            typed.type = QLatin1String(type);
            typed.scopes = scopes;
            return [typed](TokenApi &api) {
                QVERIFY(outcomeOf(api.create(typed, "key", answers())));
            };
        };
        TokenEdit rename;
        rename.name = QStringLiteral("new");
        const Act list = [](TokenApi &api) {
            QVERIFY(outcomeOf(api.list()));
        };
        const Act edit = [token, rename](TokenApi &api) {
            QVERIFY(outcomeOf(api.edit(token, rename)));
        };
        const Act rotate = [token, draft](TokenApi &api) {
            QVERIFY(outcomeOf(api.rotate(token, draft.expiry)));
        };
        const Act revoke = [token](TokenApi &api) {
            QVERIFY(outcomeOf(api.revoke(token)));
        };
        const Act revokeWithCode = [token](TokenApi &api) {
            QVERIFY(outcomeOf(api.revoke(token, answers())));
        };

        row("npm: list", "npm", list,
            "GET /-/npm/v1/tokens HTTP/1.1\nAccept: application/json\nAuthorization: Bearer abc123\n\n");
        row("npm: create", "npm", creating("readonly", {}),
            "POST /-/npm/v1/tokens HTTP/1.1\nAccept: application/json\nAuthorization: Bearer abc123\n"
            "Content-Type: application/json\nnpm-otp: 123456\n\n"
            "{'cidr_whitelist':['203.0.113.0/24'],'password':'pw','readonly':true}");
        row("npm: revoke", "npm", revokeWithCode,
            "DELETE /-/npm/v1/tokens/token/42 HTTP/1.1\nAccept: application/json\nAuthorization: Bearer "
            "abc123\n"
            "npm-otp: 123456\n\n");
        row("pterodactyl: list", "pterodactyl", list,
            "GET /api/client/account/api-keys HTTP/1.1\nAccept: application/json\n"
            "Authorization: Bearer abc123\n\n");
        row("pterodactyl: create", "pterodactyl", creating("", {}),
            "POST /api/client/account/api-keys HTTP/1.1\nAccept: application/json\n"
            "Authorization: Bearer abc123\nContent-Type: application/json\n\n"
            "{'allowed_ips':['203.0.113.0/24'],'description':'n'}");
        row("pterodactyl: revoke", "pterodactyl", revoke,
            "DELETE /api/client/account/api-keys/42 HTTP/1.1\nAccept: application/json\n"
            "Authorization: Bearer abc123\n\n");
        row("strapi: list", "strapi", list,
            "GET /admin/api-tokens HTTP/1.1\nAccept: application/json\nAuthorization: Bearer abc123\n\n");
        row("strapi: create", "strapi", creating("full-access", {}),
            "POST /admin/api-tokens HTTP/1.1\nAccept: application/json\nAuthorization: Bearer abc123\n"
            "Content-Type: application/json\n\n"
            "{'description':'','lifespan':2592000000,'name':'n','permissions':null,'type':'full-access'}");
        row("strapi: edit", "strapi", edit,
            "PUT /admin/api-tokens/42 HTTP/1.1\nAccept: application/json\nAuthorization: Bearer abc123\n"
            "Content-Type: application/json\n\n{'name':'new'}");
        row("strapi: rotate", "strapi", rotate,
            "POST /admin/api-tokens/42/regenerate HTTP/1.1\nAccept: application/json\n"
            "Authorization: Bearer abc123\n\n");
        row("strapi: revoke", "strapi", revoke,
            "DELETE /admin/api-tokens/42 HTTP/1.1\nAccept: application/json\nAuthorization: Bearer "
            "abc123\n\n");
        row("gitea: list", "gitea", list,
            "GET /api/v1/users/7/tokens?limit=50 HTTP/1.1\nAccept: application/json\n"
            "Authorization: Basic YWJjMTIz\n\n");
        row("gitea: create", "gitea", creating("", {QStringLiteral("read:user")}),
            "POST /api/v1/users/7/tokens HTTP/1.1\nAccept: application/json\nAuthorization: Basic YWJjMTIz\n"
            "Content-Type: application/json\nX-Gitea-OTP: 123456\n\n{'name':'n','scopes':['read:user']}");
        row("gitea: revoke", "gitea", revokeWithCode,
            "DELETE /api/v1/users/7/tokens/42 HTTP/1.1\nAccept: application/json\n"
            "Authorization: Basic YWJjMTIz\nX-Gitea-OTP: 123456\n\n");
        row("gitlab: list", "gitlab", list,
            "GET /api/v4/personal_access_tokens?user_id=7&per_page=100 HTTP/1.1\nAccept: application/json\n"
            "PRIVATE-TOKEN: abc123\n\n");
        row("gitlab: create", "gitlab", creating("", {QStringLiteral("read_api")}),
            "POST /api/v4/users/7/personal_access_tokens HTTP/1.1\nAccept: application/json\n"
            "Content-Type: application/json\nPRIVATE-TOKEN: abc123\n\n"
            "{'expires_at':'2026-01-31','name':'n','scopes':['read_api']}");
        row("gitlab: rotate", "gitlab", rotate,
            "POST /api/v4/personal_access_tokens/42/rotate HTTP/1.1\nAccept: application/json\n"
            "Content-Type: application/json\nPRIVATE-TOKEN: abc123\n\n{'expires_at':'2026-01-31'}");
        row("gitlab: revoke", "gitlab", revoke,
            "DELETE /api/v4/personal_access_tokens/42 HTTP/1.1\nAccept: application/json\n"
            "PRIVATE-TOKEN: abc123\n\n");
        row("cloudflare: list", "cloudflare", list,
            "GET /user/tokens?per_page=50 HTTP/1.1\nAccept: application/json\nAuthorization: Bearer "
            "abc123\n\n");
        row("cloudflare: create", "cloudflare", creating("", {QStringLiteral("Zone Read")}),
            "POST /user/tokens HTTP/1.1\nAccept: application/json\nAuthorization: Bearer abc123\n"
            "Content-Type: application/json\n\n{'condition':{'request_ip':{'in':['203.0.113.0/24']}},"
            "'expires_on':'2026-01-31T00:00:00Z','name':'n','policies':[{'effect':'allow','permission_groups'"
            ":"
            "[{'id':'c8fed203ed3043cba015a93ad1616f1f'}],'resources':{'com.cloudflare.api.account.zone.*':'*'"
            "}}]}");
        row("cloudflare: edit", "cloudflare", edit,
            "PUT /user/tokens/42 HTTP/1.1\nAccept: application/json\nAuthorization: Bearer abc123\n"
            "Content-Type: "
            "application/json\n\n{'condition':{'request_ip':{'in':['::/0'],'not_in':['1.1.1.1']}},"
            "'name':'new','policies':[],'status':'active'}");
        row("cloudflare: rotate", "cloudflare", rotate,
            "PUT /user/tokens/42/value HTTP/1.1\nAccept: application/json\nAuthorization: Bearer abc123\n"
            "Content-Type: application/json\n\n{}");
        row("cloudflare: revoke", "cloudflare", revoke,
            "DELETE /user/tokens/42 HTTP/1.1\nAccept: application/json\nAuthorization: Bearer abc123\n\n");
        row("accessors: list", "vault", list,
            "GET /v1/auth/token/accessors?list=true HTTP/1.1\nAccept: application/json, "
            "application/problem+json\n"
            "X-Vault-Token: abc123\n\n");
        row("accessors: create", "vault", creating("", {QStringLiteral("web")}),
            "POST /v1/auth/token/create HTTP/1.1\nAccept: application/json, application/problem+json\n"
            "Content-Type: application/json\nX-Vault-Token: abc123\n\n"
            "{'display_name':'n','policies':['web'],'ttl':'2592000'}");
        row("accessors: revoke", "vault", revoke,
            "POST /v1/auth/token/revoke-accessor HTTP/1.1\nAccept: application/json, "
            "application/problem+json\n"
            "Content-Type: application/json\nX-Vault-Token: abc123\n\n{'accessor':'42'}");
    }

    void sendsWhatIsDocumented()
    {
        QFETCH(QByteArray, description);
        QFETCH(QString, workspace);
        QFETCH(Act, act);
        QFETCH(QByteArray, expected);
        // The object that an edit is merged into is read before.
        MisbehavingServer server(answering(
            httpReply("200 OK", json,
                      quoted("{'success':true,'data':[],'result':{'id':'42','name':'old','status':'active','"
                             "issued_on':null,"
                             "'last_used_on':null,'policies':[],'condition':{'request_ip':{'in':['::/0'],"
                             "'not_in':['1.1.1.1']}}}}"))));
        TokenApi api(mappingOf(description),
                     {server.url(QStringLiteral("/")), workspace,
                      std::make_shared<const Secret>(Secret::copyOf("abc123"))},
                     m_transport, m_serverClock);
        act(api);
        QVERIFY(!server.requests().isEmpty());
        QCOMPARE(written(server.requests().constLast()), expected);
    }

    void listsCountedPages()
    {
        MisbehavingServer server([](QTcpSocket &socket, const QByteArray &request) {
            const QByteArray body = request.contains("&page=3") ? "[]"
                : request.contains("&page=2")                   ? '[' + giteaToken(3) + ']'
                                              : '[' + giteaToken(1) + ',' + giteaToken(2) + ']';
            socket.write(httpReply("200 OK", json, body));
        });
        TokenApi api = apiFor(shipped(QStringLiteral("gitea.json")), server, QStringLiteral("a/b"));
        const auto listed = outcomeOf(api.list());
        QVERIFY(listed && listed->has_value());
        QCOMPARE(idsOf((*listed)->tokens),
                 (QStringList {QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3")}));
        QCOMPARE(server.requests().size(), 3);
        QVERIFY(server.requests().constLast().startsWith(
            "GET /api/v1/api/v1/users/a%2Fb/tokens?limit=50&page=3 HTTP/1.1\r\n"));
        QVERIFY(server.requests().constLast().contains("Authorization: Basic YWJjMTIz\r\n"));
    }

    void listsCountedOffsets()
    {
        MisbehavingServer server([](QTcpSocket &socket, const QByteArray &request) {
            const QByteArray items = request.contains("offset=2")
                ? "[{\"id\":\"3\",\"created\":3,\"ends\":\"4000\"}]"
                : "[{\"id\":\"1\",\"created\":1,\"ends\":\"4000\"},{\"id\":\"2\",\"created\":2,\"ends\":"
                  "\"4000\"}]";
            socket.write(httpReply("200 OK", json,
                                   "{\"success\":true,\"pagination\":{\"total\":3},\"data\":" + items + '}'));
        });
        TokenApi api = apiFor(offsetDescription(), server);
        const auto listed = outcomeOf(api.list());
        QVERIFY(listed && listed->has_value());
        QCOMPARE(idsOf((*listed)->tokens),
                 (QStringList {QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3")}));
        QCOMPARE(server.requests().size(), 2);
    }

    void createsAndRotatesWithALifetime()
    {
        MisbehavingServer server([](QTcpSocket &socket, const QByteArray &request) {
            const bool rotates = request.contains("/regenerate ");
            socket.write(
                rotates ? httpReply("200 OK", json, "{\"data\":{\"accessKey\":\"S2\"}}")
                        : httpReply(
                            "201 Created", json,
                            "{\"data\":{\"id\":7,\"name\":\"n\",\"type\":\"read-only\",\"lastUsedAt\":null,"
                            "\"createdAt\":\"2026-01-01T00:00:00.000Z\",\"lifespan\":\"2592000000\","
                            "\"expiresAt\":\"2026-01-31T00:00:00.000Z\","
                            "\"accessKey\":\"S1\"}}"));
        });
        TokenApi api = apiFor(shipped(QStringLiteral("strapi.json")), server);
        TokenDraft draft;
        draft.name = QStringLiteral("n");
        draft.type = QStringLiteral("read-only");
        draft.expiry = Expiry::at(m_clock.instant.addDays(30));
        const auto created = outcomeOf(api.create(draft, "key"));
        QVERIFY(created && created->has_value());
        QVERIFY2(server.requests().constLast().contains("\"lifespan\":2592000000,"),
                 server.requests().constLast().constData());
        QVERIFY((*created)->secret.equals(Secret::copyOf("S1")));
        QCOMPARE((*created)->token.expiry, draft.expiry);

        const auto rotated = outcomeOf(api.rotate((*created)->token, Expiry::never()));
        QVERIFY(rotated && rotated->has_value());
        QVERIFY(server.requests().constLast().startsWith(
            "POST /api/v1/admin/api-tokens/7/regenerate HTTP/1.1\r\n"));
        QVERIFY((*rotated)->secret.equals(Secret::copyOf("S2")));
        QCOMPARE((*rotated)->token.name, QStringLiteral("n"));
    }

    void editsWithALifetime()
    {
        MisbehavingServer server(answering(httpReply("200 OK", json, "{}")));
        QJsonObject description = QJsonDocument::fromJson(shipped(QStringLiteral("strapi.json"))).object();
        QJsonObject operations = description[u"operations"].toObject();
        QJsonObject edit = operations[u"edit"].toObject();
        edit[QStringLiteral("kind")] = QStringLiteral("put");
        edit[QStringLiteral("body")]
            = QJsonDocument::fromJson(quoted("{'name':'{name}','type':'{type}',"
                                             "'lifespan':{'$value':'expiresAt?','as':'duration-ms'}}"))
                  .object();
        operations[QStringLiteral("edit")] = edit;
        description[QStringLiteral("operations")] = operations;
        TokenApi api = apiFor(QJsonDocument(description).toJson(), server);
        Token token;
        token.id = QStringLiteral("7");
        token.type = QStringLiteral("read-only");
        token.expiry = Expiry::at(m_clock.instant.addSecs(60));
        TokenEdit rename;
        rename.name = QStringLiteral("new");
        QVERIFY(outcomeOf(api.edit(token, rename)));
        QCOMPARE(server.requests().size(), 1);
        QVERIFY(server.requests().constLast().endsWith(
            "{\"lifespan\":60000,\"name\":\"new\",\"type\":\"read-only\"}"));
    }

    void sendsWhatTheUserWasAskedFor()
    {
        MisbehavingServer server(answering(
            httpReply("200 OK", json,
                      "{\"key\":\"k\",\"token\":\"S\",\"created\":\"2026-01-01T00:00:00Z\",\"cidr\":[],"
                      "\"readonly\":true}")));
        TokenApi api = apiFor(shipped(QStringLiteral("npm.json")), server);
        TokenDraft draft;
        draft.type = QStringLiteral("readonly");
        QCOMPARE(kindOf(outcomeOf(api.create(draft, "key"))), ErrorKind::InvalidInput);
        QCOMPARE(server.requests().size(), 0);
        std::map<QString, Secret> answers;
        answers.emplace(QStringLiteral("password"), Secret::copyOf("p\"w"));
        answers.emplace(QStringLiteral("otp"), Secret::copyOf("123456"));
        const auto created = outcomeOf(api.create(draft, "key", std::move(answers)));
        QVERIFY(created && created->has_value());
        QVERIFY(server.requests().constLast().contains("\"password\":\"p\\\"w\""));
        QVERIFY(server.requests().constLast().contains("npm-otp: 123456\r\n"));
    }

    void sendsTheCodeWithEachPageAndRevocation()
    {
        MisbehavingServer server([](QTcpSocket &socket, const QByteArray &request) {
            const QByteArray body = request.contains("&page=2") ? "[]" : '[' + giteaToken(1) + ']';
            socket.write(request.startsWith("DELETE ") ? httpReply("204 No Content", "", "")
                                                       : httpReply("200 OK", json, body));
        });
        TokenApi api = apiFor(shipped(QStringLiteral("gitea.json")), server, QStringLiteral("jo"));
        const auto code = [] {
            std::map<QString, Secret> answers;
            answers.emplace(QStringLiteral("otp"), Secret::copyOf("123456"));
            return answers;
        };
        const auto listed = outcomeOf(api.list({}, code()));
        QVERIFY(listed && listed->has_value());
        QVERIFY(outcomeOf(api.revoke((*listed)->tokens.constFirst(), code())).value().has_value());
        QCOMPARE(server.requests().size(), 3);
        for (const QByteArray &request : server.requests())
            QVERIFY2(request.contains("\r\nX-Gitea-OTP: 123456\r\n"), request.constData());
        QVERIFY(outcomeOf(api.list()).value().has_value());
        QVERIFY(!server.requests().constLast().contains("X-Gitea-OTP"));
    }

    void readsEachTokenOfAListOfIds()
    {
        MisbehavingServer server([](QTcpSocket &socket, const QByteArray &request) {
            if (request.startsWith("GET "))
                socket.write(httpReply("200 OK", json, quoted("{'data':{'keys':['a1','gone','a2']}}")));
            else if (request.contains("gone"))
                socket.write(httpReply("403 Forbidden", json, "{}"));
            else
                socket.write(httpReply("200 OK", json,
                                       quoted("{'data':{'accessor':'") + request.last(4).first(2)
                                           + quoted("','display_name':'n','policies':['p']}}")));
        });
        TokenApi api = apiFor(accessorDescription(), server);
        QList<qsizetype> progress;
        const auto listed = outcomeOf(api.list([&progress](qsizetype count) { progress.append(count); }));
        QVERIFY(listed && listed->has_value());
        // One that ended in between is no longer one.
        QCOMPARE(idsOf((*listed)->tokens), (QStringList {QStringLiteral("a1"), QStringLiteral("a2")}));
        QVERIFY(!(*listed)->missing && (*listed)->tokens.constFirst().statusKnown);
        QCOMPARE(server.requests().size(), 4);
        QVERIFY(
            server.requests().at(1).startsWith("POST /api/v1/v1/auth/token/lookup-accessor HTTP/1.1\r\n"));
        QVERIFY(server.requests().at(1).endsWith("{\"accessor\":\"a1\"}"));
        QCOMPARE(progress.constLast(), 2);
    }

    void saysWhereAListOfIdsBreaksOff()
    {
        MisbehavingServer server([](QTcpSocket &socket, const QByteArray &request) {
            if (request.startsWith("GET "))
                socket.write(httpReply("200 OK", json, quoted("{'data':{'keys':['a1','a2']}}")));
            else if (request.endsWith("\"a1\"}"))
                socket.write(
                    httpReply("200 OK", json, quoted("{'data':{'accessor':'a1','policies':['p']}}")));
            else
                socket.write(httpReply("500 Internal Server Error", json, "{}"));
        });
        TokenApi api = apiFor(accessorDescription(), server);
        const auto listed = outcomeOf(api.list());
        QVERIFY(listed && listed->has_value());
        QCOMPARE(idsOf((*listed)->tokens), QStringList(QStringLiteral("a1")));
        QCOMPARE((*listed)->missing.value().kind, ErrorKind::Server);
    }

    void rotatesOnlyWhereTheServiceDoes()
    {
        MisbehavingServer server(answering(httpReply("200 OK", json, "{}")));
        TokenApi api = apiFor(shipped(QStringLiteral("gitea.json")), server, QStringLiteral("a"));
        QCOMPARE(kindOf(outcomeOf(api.rotate({}, Expiry::never()))), ErrorKind::NoSuchOperation);
        QCOMPARE(server.requests().size(), 0);
    }

private:
    [[nodiscard]] TokenApi apiFor(const QByteArray &description, const MisbehavingServer &server,
                                  const QString &workspace = {})
    {
        return {mappingOf(description),
                {server.url(), workspace, std::make_shared<const Secret>(Secret::copyOf("abc123"))},
                m_transport,
                m_serverClock};
    }

    HttpTransport m_transport;
    FixedClock m_clock;
    ServerClock m_serverClock {m_clock};
};

QTEST_GUILESS_MAIN(TestVendors)
#include "tst_vendors.moc"
