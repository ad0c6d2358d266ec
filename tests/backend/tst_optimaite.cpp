#include "backendprocess.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace tc::test;

namespace {

const QByteArray keys("/optimaite/api/v1/api-keys");
const QByteArray cases("/optimaite/api/v1/cases");

QString codeOf(const std::optional<Reply> &reply)
{
    return reply ? reply->json().value(QLatin1String("error"))[QLatin1String("code")].toString() : QString();
}

QJsonValue data(const std::optional<Reply> &reply)
{
    return reply ? reply->json().value(QLatin1String("data")) : QJsonValue();
}

QStringList options(const QStringList &more = {})
{
    // As many as a test wants: the plan's limits have a test of their own, with a clock that obeys.
    return QStringList {QStringLiteral("--system"), QStringLiteral("optimaite"),
                        QStringLiteral("--rate-limit"), QStringLiteral("1000")}
    + more;
}

} // namespace

/// Optimaite's keys over real sockets.
class TestOptimaite : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void saysWhereItIs()
    {
        BackendProcess backend;
        QVERIFY(backend.start(options()));
        const QString url = backend.ready().value(QLatin1String("url")).toString();
        QCOMPARE(
            backend.ready().value(QLatin1String("services")).toObject(),
            (QJsonObject {{QStringLiteral("optimaite"), QString(url + QLatin1String("/optimaite/api/v1"))}}));
        QVERIFY(backend.managementSecret().startsWith("opt_live_"));
        // No other system's paths, and errors in its own shape.
        const auto other
            = backend.client().send("GET", "/optimus/api/v1/tokens", bearer(backend.managementSecret()));
        QCOMPARE(other->status, 404);
        QCOMPARE(codeOf(other), QStringLiteral("NOT_FOUND"));
        const auto put = backend.client().send("PUT", keys, bearer(backend.managementSecret()));
        QCOMPARE(put->status, 405);
        QCOMPARE(put->headers.value("allow"), QByteArray("GET, HEAD, POST"));
        QCOMPARE(codeOf(put), QStringLiteral("INVALID_REQUEST"));
    }

    void createsKeysOfBothEnvironments()
    {
        BackendProcess backend;
        QVERIFY(backend.start(options()));
        HttpClient http = backend.client();
        const QString integration = QStringLiteral(
            "{\"name\":\"CRM "
            "Integration\",\"scopes\":[\"cases:read\",\"parties:read\"],\"environment\":\"ENV\"}");
        for (const QByteArray &environment : {QByteArray("live"), QByteArray("test")}) {
            const auto created = http.send("POST", keys, bearer(backend.managementSecret()),
                                           integration.toUtf8().replace("ENV", environment));
            QVERIFY(created);
            QCOMPARE(created->status, 201);
            QCOMPARE(created->headers.value("cache-control"), QByteArray("no-store"));
            const QString key = data(created)[QLatin1String("key")].toString();
            QVERIFY(QRegularExpression(
                        QStringLiteral("\\Aopt_%1_[A-Za-z0-9]{40}\\z").arg(QString::fromLatin1(environment)))
                        .match(key)
                        .hasMatch());
            QCOMPARE(data(created)[QLatin1String("prefix")].toString(), key.first(13));
            QCOMPARE(data(created)[QLatin1String("environment")].toString(),
                     QString::fromLatin1(environment));
            QCOMPARE(data(created)[QLatin1String("workspace_id")].toString(), QStringLiteral("ws-nord"));
            const auto records = http.send("GET", cases, bearer(key.toLatin1()));
            QCOMPARE(records->status, 200);
            QCOMPARE(data(records)[0][QLatin1String("name")].toString(),
                     environment == "live" ? QStringLiteral("Live ws-nord")
                                           : QStringLiteral("Sandbox ws-nord"));
            QCOMPARE(records->headers.value("x-ratelimit-limit"), QByteArray("1000"));
            QCOMPARE(records->headers.value("x-ratelimit-remaining"), QByteArray("999"));
            QVERIFY(records->headers.value("x-ratelimit-reset").toLongLong() > 1'700'000'000);
        }
        QCOMPARE(data(http.send("GET", keys, bearer(backend.managementSecret()))).toArray().size(), 3);
    }

    void rotatesAndRevokesAtOnce()
    {
        BackendProcess backend;
        QVERIFY(backend.start(options()));
        HttpClient http = backend.client();
        const Headers manager = bearer(backend.managementSecret());
        const QByteArray wanted = R"({"name":"CRM","scopes":["invoices:read"],"environment":"live"})";
        // The vendor's four steps: create another, use it, see that it works, revoke the old one.
        const auto old = http.send("POST", keys, manager, wanted);
        const auto fresh = http.send("POST", keys, manager, wanted);
        QCOMPARE(fresh->status, 201);
        const QByteArray oldKey = data(old)[QLatin1String("key")].toString().toLatin1();
        const QByteArray newKey = data(fresh)[QLatin1String("key")].toString().toLatin1();
        const QByteArray invoices("/optimaite/api/v1/invoices");
        QCOMPARE(http.send("GET", invoices, bearer(newKey))->status, 200);
        QCOMPARE(http.send("GET", invoices, bearer(oldKey))->status, 200);
        const QByteArray id = data(old)[QLatin1String("id")].toString().toLatin1();
        QCOMPARE(http.send("DELETE", keys + '/' + id, manager)->status, 204);
        const auto revoked = http.send("GET", invoices, bearer(oldKey));
        QCOMPARE(revoked->status, 401);
        QCOMPARE(codeOf(revoked), QStringLiteral("AUTH_INVALID_KEY"));
        QCOMPARE(http.send("GET", invoices, bearer(newKey))->status, 200);
        // The list has active keys only; a revocation sent again changes nothing.
        QCOMPARE(data(http.send("GET", keys, manager)).toArray().size(), 2);
        QCOMPARE(http.send("GET", keys + '/' + id, manager)->status, 404);
        QCOMPARE(http.send("DELETE", keys + '/' + id, manager)->status, 204);
        // It outlives the process that answered.
        backend.kill();
        QVERIFY(backend.start(options()));
        QCOMPARE(codeOf(backend.client().send("GET", invoices, bearer(oldKey))),
                 QStringLiteral("AUTH_INVALID_KEY"));
        QCOMPARE(backend.client().send("GET", invoices, bearer(newKey))->status, 200);
    }

    void refusesWithTheDocumentedCodes()
    {
        BackendProcess backend;
        QVERIFY(backend.start(options()));
        HttpClient http = backend.client();
        for (const Headers &headers : {Headers {}, bearer("opt_live_abc123def456ghi789"),
                                       Headers {{"Authorization", "opt_live_abc"}}}) {
            const auto refused = http.send("GET", cases, headers);
            QCOMPARE(refused->status, 401);
            QCOMPARE(codeOf(refused), QStringLiteral("AUTH_INVALID_KEY"));
        }
        const auto scope = http.send("GET", cases, bearer(backend.managementSecret()));
        QCOMPARE(scope->status, 403);
        QCOMPARE(codeOf(scope), QStringLiteral("AUTH_INSUFFICIENT_SCOPE"));
        const auto key = http.send("POST", keys, bearer(backend.managementSecret()),
                                   R"({"name":"x","scopes":["cases:read"],"environment":"live"})");
        const QByteArray secret = data(key)[QLatin1String("key")].toString().toLatin1();
        for (const char *path : {"/optimaite/api/v1/parties", "/optimaite/api/v1/calendar/events",
                                 "/optimaite/api/v1/calendar/fristen", "/optimaite/api/v1/api-keys"})
            QCOMPARE(codeOf(http.send("GET", path, bearer(secret))),
                     QStringLiteral("AUTH_INSUFFICIENT_SCOPE"));
        QCOMPARE(codeOf(http.send("DELETE", keys + "/x", bearer(secret))),
                 QStringLiteral("AUTH_INSUFFICIENT_SCOPE"));
        const QString expire
            = QStringLiteral("UPDATE token SET expires_at = 1700000000000 WHERE access = 'integration'");
        QVERIFY(runSql(backend.database(), expire));
        const auto expired = http.send("GET", cases, bearer(secret));
        QCOMPARE(expired->status, 401);
        QCOMPARE(codeOf(expired), QStringLiteral("AUTH_EXPIRED_KEY"));
    }

    void refusesAnInactiveWorkspace()
    {
        BackendProcess backend;
        QVERIFY(backend.start(options({QStringLiteral("--owner"), QStringLiteral("ws-ruhend")})));
        const auto refused = backend.client().send("GET", keys, bearer(backend.managementSecret()));
        QCOMPARE(refused->status, 403);
        QCOMPARE(codeOf(refused), QStringLiteral("AUTH_TENANT_INACTIVE"));
    }

    void limitsRequests()
    {
        BackendProcess backend;
        QVERIFY(backend.start({QStringLiteral("--system"), QStringLiteral("optimaite"),
                               QStringLiteral("--rate-limit"), QStringLiteral("2")}));
        HttpClient http = backend.client();
        for (int i = 0; i < 2; ++i)
            QCOMPARE(http.send("GET", keys, bearer(backend.managementSecret()))->status, 200);
        const auto limited = http.send("GET", keys, bearer(backend.managementSecret()));
        QCOMPARE(limited->status, 429);
        QCOMPARE(codeOf(limited), QStringLiteral("RATE_LIMIT_EXCEEDED"));
        const int wait = limited->json().value(QLatin1String("error"))[QLatin1String("retry_after")].toInt();
        QVERIFY(wait >= 1 && wait <= 60);
        QCOMPARE(limited->headers.value("x-ratelimit-remaining"), QByteArray("0"));
    }

    void keepsWorkspacesApart()
    {
        BackendProcess backend;
        QVERIFY(backend.start(options()));
        const QByteArray north = backend.managementSecret();
        const auto created
            = backend.client().send("POST", keys, bearer(north),
                                    R"({"name":"Of North","scopes":["cases:read"],"environment":"live"})");
        const QByteArray id = data(created)[QLatin1String("id")].toString().toLatin1();
        QVERIFY(backend.restartFor(QStringLiteral("ws-sued"), options()));
        HttpClient http = backend.client();
        const Headers south = bearer(backend.managementSecret());
        const QJsonArray listed = data(http.send("GET", keys, south)).toArray();
        QCOMPARE(listed.size(), 1);
        QCOMPARE(listed.at(0)[QLatin1String("workspace_id")].toString(), QStringLiteral("ws-sued"));
        for (const char *method : {"GET", "DELETE"}) {
            const auto foreign = http.send(method, keys + '/' + id, south);
            QCOMPARE(foreign->status, 404);
            QCOMPARE(codeOf(foreign), QStringLiteral("NOT_FOUND"));
        }
        QCOMPARE(http.send("GET", keys + '/' + id, bearer(north))->status, 200);
        QCOMPARE(data(http.send("GET", keys, bearer(north))).toArray().size(), 2);
    }

    void listsInPages()
    {
        BackendProcess backend;
        QVERIFY(backend.start(options()));
        HttpClient http = backend.client();
        const Headers manager = bearer(backend.managementSecret());
        for (int i = 0; i < 4; ++i)
            QCOMPARE(http.send("POST", keys, manager,
                               R"({"name":"x","scopes":["cases:read"],"environment":"test"})")
                         ->status,
                     201);
        QStringList ids;
        QByteArray target = keys + "?limit=2";
        for (int page = 0; page < 3; ++page) {
            const auto reply = http.send("GET", target, manager);
            for (const QJsonValue &key : data(reply).toArray())
                ids.append(key[QLatin1String("id")].toString());
            const QJsonValue where = reply->json().value(QLatin1String("pagination"));
            QCOMPARE(where[QLatin1String("has_more")].toBool(), page < 2);
            QCOMPARE(where[QLatin1String("next_cursor")].isNull(), page == 2);
            target = keys + "?limit=2&cursor=" + where[QLatin1String("next_cursor")].toString().toLatin1();
        }
        QCOMPARE(ids.removeDuplicates(), 0);
        QCOMPARE(ids.size(), 5);
        for (const QByteArray &query :
             {QByteArray("?limit=0"), QByteArray("?limit=101"), QByteArray("?cursor=x")})
            QCOMPARE(http.send("GET", keys + query, manager)->status, 422);
        QCOMPARE(http.send("GET", cases + "?limit=0", manager)->status, 403);
    }

    void refusesWrongInput_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("fields");
        const auto row = [](const char *name, const char *body, const char *fields, int status = 422) {
            QTest::newRow(name) << QByteArray(body) << status << QString::fromLatin1(fields);
        };
        row("no JSON", "{", "", 400);
        row("nothing", "{}", "environment name scopes");
        row("no scope", R"({"name":"x","scopes":[],"environment":"live"})", "scopes");
        row("unknown scope", R"({"name":"x","scopes":["cases:read","keys:all"],"environment":"live"})",
            "scopes.1");
        row("managing", R"({"name":"x","scopes":["api_keys:write"],"environment":"live"})", "scopes.0");
        row("environment", R"({"name":"x","scopes":["cases:read"],"environment":"prod"})", "environment");
        row("past",
            R"({"name":"x","scopes":["cases:read"],"environment":"live","expires_at":"2020-01-01T00:00:00Z"})",
            "expires_at");
    }

    void refusesWrongInput()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(QString, fields);
        BackendProcess backend;
        QVERIFY(backend.start(options()));
        HttpClient http = backend.client();
        const auto refused = http.send("POST", keys, bearer(backend.managementSecret()), body);
        QCOMPARE(refused->status, status);
        QCOMPARE(codeOf(refused),
                 status == 400 ? QStringLiteral("INVALID_REQUEST") : QStringLiteral("VALIDATION_ERROR"));
        QStringList named;
        for (const QJsonValue &field :
             refused->json().value(QLatin1String("error"))[QLatin1String("fields")].toArray())
            named.append(field[QLatin1String("field")].toString());
        named.sort();
        QCOMPARE(named.join(u' '), fields);
        QCOMPARE(data(http.send("GET", keys, bearer(backend.managementSecret()))).toArray().size(), 1);
    }

    void refusesAnUnknownOwner()
    {
        QTemporaryDir directory;
        const Ended ended
            = runToEnd({QStringLiteral("--database"), directory.filePath(QStringLiteral("t.sqlite")),
                        QStringLiteral("--system"), QStringLiteral("optimaite"), QStringLiteral("--owner"),
                        QStringLiteral("nobody")});
        QCOMPARE(ended.exitCode, 1);
        QVERIFY(ended.errors.contains("--owner"));
        QVERIFY(ended.output.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestOptimaite)
#include "tst_optimaite.moc"
