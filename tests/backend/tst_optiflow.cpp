#include "backendprocess.h"
#include "tokensecret.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace tc::test;

namespace {

const QByteArray acme("/optiflow/acme/api/v1/");
const QByteArray techco("/optiflow/techco/api/v1/");

QString messageOf(const std::optional<Reply> &reply)
{
    return reply ? reply->json().value(QLatin1String("message")).toString() : QString();
}

QJsonValue data(const std::optional<Reply> &reply)
{
    return reply ? reply->json().value(QLatin1String("data")) : QJsonValue();
}

QByteArray plainText(const std::optional<Reply> &reply)
{
    return reply ? reply->json().value(QLatin1String("plain_text_token")).toString().toLatin1()
                 : QByteArray();
}

const QStringList optiflow {QStringLiteral("--system"), QStringLiteral("optiflow")};

} // namespace

/// OptiFlow's tokens over real sockets.
class TestOptiflow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_backend = std::make_unique<BackendProcess>();
        QVERIFY(m_backend->start(optiflow));
    }

    void createsSanctumTokens()
    {
        HttpClient http = m_backend->client();
        QCOMPARE(
            QString(
                m_backend->ready().value(QLatin1String("services"))[QLatin1String("optiflow")].toString()),
            m_backend->ready().value(QLatin1String("url")).toString()
                + QLatin1String("/optiflow/acme/api/v1"));
        const auto created = http.send("POST", acme + "tokens", manager(), R"({"name":"api-token"})");
        QCOMPARE(created->status, 201);
        QCOMPARE(created->headers.value("cache-control"), QByteArray("no-store"));
        const QByteArray token = plainText(created);
        const auto form = QRegularExpression(QStringLiteral("\\A2\\|([A-Za-z0-9]{40})([0-9a-f]{8})\\z"))
                              .match(QString::fromLatin1(token));
        QVERIFY(form.hasMatch());
        QCOMPARE(tc::crc32(form.captured(1).toLatin1()), form.captured(2).toUInt(nullptr, 16));
        QCOMPARE(data(created)[QLatin1String("id")], QJsonValue(2));
        QCOMPARE(data(created)[QLatin1String("abilities")].toArray(), QJsonArray {QStringLiteral("*")});
        QVERIFY(data(created)[QLatin1String("expires_at")].isNull());
        // The documented test request, with its negative control.
        QCOMPARE(http.send("GET", acme + "users/search?email=ana", bearer(token))->status, 200);
        const auto wrong = http.send("GET", acme + "users/search", bearer(token + 'x'));
        QCOMPARE(wrong->status, 401);
        QCOMPARE(messageOf(wrong), QStringLiteral("Unauthenticated."));
        QCOMPARE(http.send("GET", acme + "users/search")->status, 401);
        QCOMPARE(data(http.send("GET", acme + "users/search?email=ACME", bearer(token))).toArray().size(), 3);
    }

    void answersBelowBothPaths()
    {
        HttpClient http = m_backend->client();
        for (const char *path : {"/optiflow/acme/api/v1/", "/optiflow/acme/api/"}) {
            const auto listed = http.send("GET", path + QByteArray("tokens"), manager());
            QCOMPARE(listed->status, 200);
            QCOMPARE(data(listed).toArray().size(), 1);
        }
        // By the name of the host, as at the vendor's.
        for (const char *path : {"/api/v1/tokens", "/api/tokens"}) {
            const QByteArray request = "GET " + QByteArray(path) + " HTTP/1.1\r\nAuthorization: Bearer "
                + m_backend->managementSecret() + "\r\nHost: ";
            QCOMPARE(http.sendRaw(request + "acme.localhost:1\r\n\r\n")->status, 200);
            QCOMPARE(http.sendRaw(request + "techco.localhost:1\r\n\r\n")->status, 401);
            QCOMPARE(http.sendRaw(request + "nobody.localhost:1\r\n\r\n")->status, 404);
            QCOMPARE(http.sendRaw(request + "localhost\r\n\r\n")->status, 404);
        }
        const auto nowhere = http.send("GET", "/optiflow/nobody/api/v1/tokens", manager());
        QCOMPARE(nowhere->status, 404);
        QCOMPARE(messageOf(nowhere), QStringLiteral("Not Found"));
    }

    void keepsTenantsApart()
    {
        const QByteArray atAcme = m_backend->managementSecret();
        const auto created
            = m_backend->client().send("POST", acme + "tokens", bearer(atAcme), R"({"name":"Of Acme"})");
        QCOMPARE(data(created)[QLatin1String("id")], QJsonValue(2));
        QVERIFY(m_backend->restartFor(QStringLiteral("techco/rosa@techco.example"), optiflow));
        HttpClient http = m_backend->client();
        // Each counts its tokens by itself.
        const QJsonArray listed = data(http.send("GET", techco + "tokens", manager())).toArray();
        QCOMPARE(listed.size(), 1);
        QCOMPARE(listed.at(0)[QLatin1String("id")], QJsonValue(1));
        for (const auto &[path, token] :
             {std::pair(acme, m_backend->managementSecret()), std::pair(techco, atAcme)}) {
            const auto foreign = http.send("GET", path + "users/search", bearer(token));
            QCOMPARE(foreign->status, 401);
            QCOMPARE(messageOf(foreign), QStringLiteral("Unauthenticated."));
        }
        QCOMPARE(http.send("DELETE", techco + "tokens/2", manager())->status, 404);
        QCOMPARE(http.send("DELETE", techco + "tokens", manager())->status, 204);
        QCOMPARE(data(http.send("GET", acme + "tokens", bearer(atAcme))).toArray().size(), 2);
        QCOMPARE(data(http.send("GET", techco + "users/search?email=ana@", bearer(atAcme))).toArray().size(),
                 0);
    }

    void picksTheWorkspace()
    {
        HttpClient http = m_backend->client();
        const auto in = [&](const char *path, const Headers &headers) {
            return data(http.send("GET", acme + path, headers))[0][QLatin1String("workspace_id")].toInt();
        };
        // The header's, else the person's current one.
        QCOMPARE(in("invoices", bearer(m_backend->managementSecret(), {{"X-Workspace-ID", "1"}})), 1);
        QCOMPARE(in("invoices", manager()), 2);
        for (const char *foreign : {"3", "99", "", "x", "-1", "1,2"}) {
            const auto refused
                = http.send("GET", acme + "products",
                            bearer(m_backend->managementSecret(), {{"X-Workspace-ID", foreign}}));
            QCOMPARE(refused->status, 403);
            QCOMPARE(messageOf(refused), QStringLiteral("This action is unauthorized."));
        }
        const QJsonArray workspaces = data(http.send("GET", acme + "workspaces", manager())).toArray();
        QCOMPARE(workspaces.size(), 2);
        QCOMPARE(workspaces.at(1)[QLatin1String("name")].toString(), QStringLiteral("Santiago"));
        QCOMPARE(workspaces.at(1)[QLatin1String("is_current")], QJsonValue(true));

        // Without a current one, the first; without any, a request that needs one fails.
        QVERIFY(m_backend->restartFor(QStringLiteral("acme/luis@acme.example"), optiflow));
        QCOMPARE(data(m_backend->client().send("GET", acme + "invoices",
                                               manager()))[0][QLatin1String("workspace_id")]
                     .toInt(),
                 1);
        QVERIFY(m_backend->restartFor(QStringLiteral("acme/marta@acme.example"), optiflow));
        const auto homeless = m_backend->client().send("GET", acme + "products", manager());
        QCOMPARE(homeless->status, 403);
        QCOMPARE(m_backend->client().send("GET", acme + "users/search", manager())->status, 200);
    }

    void heedsPermissionsAndAbilities()
    {
        HttpClient http = m_backend->client();
        const QByteArray narrow = plainText(
            http.send("POST", acme + "tokens", manager(), R"({"name":"x","abilities":["products:view"]})"));
        QCOMPARE(http.send("GET", acme + "products", bearer(narrow))->status, 200);
        for (const char *path : {"invoices", "contacts", "tokens"}) {
            const auto refused = http.send("GET", acme + path, bearer(narrow));
            QCOMPARE(refused->status, 403);
            QCOMPARE(messageOf(refused), QStringLiteral("This action is unauthorized."));
        }
        QCOMPARE(http.send("GET", acme + "tokens/current", bearer(narrow))->status, 200);
        // A token has no more than its person.
        QVERIFY(m_backend->restartFor(QStringLiteral("acme/luis@acme.example"), optiflow));
        HttpClient again = m_backend->client();
        QCOMPARE(again.send("GET", acme + "invoices", manager())->status, 200);
        QCOMPARE(again.send("GET", acme + "products", manager())->status, 403);
        // And does not reach the tokens of another of the same tenant.
        QCOMPARE(data(again.send("GET", acme + "tokens", manager())).toArray().size(), 1);
        QCOMPARE(again.send("GET", acme + "tokens/1", manager())->status, 404);
        QCOMPARE(again.send("DELETE", acme + "tokens/1", manager())->status, 404);
    }

    void revokesThisThatAndAll()
    {
        HttpClient http = m_backend->client();
        const auto make = [&] {
            return plainText(http.send("POST", acme + "tokens", manager(), R"({"name":"x"})"));
        };
        const auto works = [&](const QByteArray &token) {
            return http.send("GET", acme + "users/search", bearer(token))->status == 200;
        };
        const QByteArray self = make();
        const QByteArray that = make();
        const QByteArray other = make();
        QVERIFY(works(self) && works(that) && works(other));
        QCOMPARE(http.send("DELETE", acme + "tokens/current", bearer(self))->status, 204);
        QVERIFY(!works(self) && works(that) && works(other));
        QCOMPARE(http.send("DELETE", acme + "tokens/" + that.first(that.indexOf('|')), manager())->status,
                 204);
        QVERIFY(!works(that) && works(other));
        QCOMPARE(http.send("DELETE", acme + "tokens/" + that.first(that.indexOf('|')), manager())->status,
                 404);
        QCOMPARE(data(http.send("GET", acme + "tokens", manager())).toArray().size(), 2);
        QCOMPARE(http.send("DELETE", acme + "tokens", manager())->status, 204);
        QVERIFY(!works(other) && !works(m_backend->managementSecret()));
        // Numbers are not given twice.
        m_backend->kill();
        QVERIFY(m_backend->restartFor(QString(), optiflow));
        QVERIFY(m_backend->managementSecret().startsWith("5|"));
    }

    void refusesForgedWritesOfASession()
    {
        HttpClient http = m_backend->client();
        for (const char *method : {"POST", "DELETE"}) {
            const auto refused = http.send(method, acme + "tokens", {{"Cookie", "optiflow_session=x"}}, "{}");
            QCOMPARE(refused->status, 419);
            QCOMPARE(messageOf(refused), QStringLiteral("CSRF token mismatch."));
        }
        QCOMPARE(http.send("GET", acme + "tokens", {{"Cookie", "optiflow_session=x"}})->status, 401);
    }

    void refusesWrongInput_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("fields");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *body, const char *fields, const char *message) {
            QTest::newRow(name) << QByteArray(body) << QString::fromLatin1(fields)
                                << QString::fromLatin1(message);
        };
        row("nothing", "{}", "name", "The name field is required.");
        row("two", R"({"abilities":["all"]})", "abilities.0 name",
            "The name field is required. (and 1 more error)");
        row("no ability", R"({"name":"x","abilities":[]})", "abilities", "The abilities field is required.");
        row("part of a minute", R"({"name":"x","expires_in":1.5})", "expires_in",
            "The expires in field must be an integer between 1 and 5270400.");
        row("no minute", R"({"name":"x","expires_in":0})", "expires_in",
            "The expires in field must be an integer between 1 and 5270400.");
    }

    void refusesWrongInput()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, fields);
        QFETCH(QString, message);
        const auto refused = m_backend->client().send("POST", acme + "tokens", manager(), body);
        QCOMPARE(refused->status, 422);
        QCOMPARE(messageOf(refused), message);
        QCOMPARE(refused->json().value(QLatin1String("errors")).toObject().keys().join(u' '), fields);
    }

    void listsInPages()
    {
        HttpClient http = m_backend->client();
        for (int i = 0; i < 4; ++i)
            QCOMPARE(http.send("POST", acme + "tokens", manager(), R"({"name":"x"})")->status, 201);
        QList<int> ids;
        for (int page = 1; page <= 3; ++page) {
            const auto reply
                = http.send("GET", acme + "tokens?per_page=2&page=" + QByteArray::number(page), manager());
            for (const QJsonValue &token : data(reply).toArray())
                ids.append(token[QLatin1String("id")].toInt());
            QCOMPARE(reply->json().value(QLatin1String("meta")).toObject(),
                     (QJsonObject {{QStringLiteral("current_page"), page},
                                   {QStringLiteral("last_page"), 3},
                                   {QStringLiteral("per_page"), 2},
                                   {QStringLiteral("total"), 5}}));
        }
        std::sort(ids.begin(), ids.end());
        QCOMPARE(ids, QList<int>({1, 2, 3, 4, 5}));
        QVERIFY(data(http.send("GET", acme + "tokens?page=9", manager())).toArray().isEmpty());
        QCOMPARE(http.send("GET", acme + "tokens?per_page=101", manager())->status, 422);
        QCOMPARE(http.send("GET", acme + "tokens?page=0", manager())->status, 422);
    }

    void saysWhenTheServerFails()
    {
        m_backend->terminate();
        m_backend->logTo(m_backend->directory() + QLatin1String("/log"));
        QVERIFY(m_backend->start(optiflow));
        QVERIFY(runSql(m_backend->database(), QStringLiteral("UPDATE token SET allowed_ips = 'x'")));
        const auto failed = m_backend->client().send("GET", acme + "users/search", manager());
        QCOMPARE(failed->status, 500);
        QCOMPARE(messageOf(failed), QStringLiteral("Server Error"));
    }

    void limitsRequestsAndGuesses()
    {
        m_backend->terminate();
        QVERIFY(
            m_backend->start(optiflow + QStringList {QStringLiteral("--rate-limit"), QStringLiteral("1")}));
        HttpClient http = m_backend->client();
        QCOMPARE(http.send("GET", acme + "users/search", manager())->headers.value("x-ratelimit-limit"),
                 QByteArray("1"));
        const auto limited = http.send("GET", acme + "users/search", manager());
        QCOMPARE(limited->status, 429);
        QCOMPARE(messageOf(limited), QStringLiteral("Too Many Attempts."));
        QVERIFY(limited->headers.value("retry-after").toInt() >= 1);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(http.send("GET", acme + "users/search", bearer("1|wrong"))->status, 401);
        QCOMPARE(http.send("GET", acme + "users/search", bearer("1|wrong"))->status, 429);
    }

private:
    [[nodiscard]] Headers manager() const { return bearer(m_backend->managementSecret()); }

    std::unique_ptr<BackendProcess> m_backend;
};

QTEST_GUILESS_MAIN(TestOptiflow)
#include "tst_optiflow.moc"
