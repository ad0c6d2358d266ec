#include "backendprocess.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace tc::test;

namespace {

const QByteArray tokens("/api/v1/tokens");
const QByteArray resolve("/api/v1/integration/vat/resolve?vatId=DE284700631");

QJsonValue at(const QJsonObject &object, const char *member)
{
    return object.value(QLatin1String(member));
}

QByteArray path(const QJsonObject &token)
{
    return tokens + '/' + at(token, "id").toString().toLatin1();
}

/// The status and body that curl sees from a source address.
std::pair<int, QByteArray> curl(const QString &source, const QString &url, const QByteArray &secret)
{
    QProcess process;
    // The header comes from standard input, so that no command line holds a secret.
    process.start(QStringLiteral("curl"),
                  {QStringLiteral("--silent"), QStringLiteral("--interface"), source,
                   QStringLiteral("--header"), QStringLiteral("@-"), QStringLiteral("--write-out"),
                   QStringLiteral("\\n%{http_code}"), url});
    process.write("Authorization: Bearer " + secret + '\n');
    process.closeWriteChannel();
    if (!process.waitForFinished(30'000))
        return {0, {}};
    const QByteArray output = process.readAllStandardOutput();
    const qsizetype line = output.lastIndexOf('\n');
    return {output.sliced(line + 1).toInt(), output.first(line)};
}

} // namespace

/// Who is let in, from where, how often, and until when.
class TestEnforcement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void challengesWithoutAToken()
    {
        BackendProcess backend;
        QVERIFY(backend.start());
        HttpClient http = backend.client();
        for (const Headers &headers :
             {Headers {}, Headers {{"Authorization", "Basic YTpi"}}, Headers {{"Authorization", "Bearer"}}}) {
            const auto reply = http.send("GET", tokens, headers);
            QVERIFY(reply);
            QCOMPARE(reply->status, 401);
            QCOMPARE(reply->code(), QStringLiteral("TOKEN_MISSING"));
            QCOMPARE(reply->headers.value("www-authenticate"), QByteArray("Bearer realm=\"optimus\""));
        }
        const auto invalid = http.send("GET", tokens, bearer("nobody"));
        QCOMPARE(invalid->status, 401);
        QCOMPARE(invalid->code(), QStringLiteral("TOKEN_INVALID"));
        QVERIFY(invalid->headers.value("www-authenticate").contains("error=\"invalid_token\""));
        QCOMPARE(
            http.send("GET", tokens, {{"authorization", "bearer  " + backend.managementSecret()}})->status,
            200);
        Headers twice = bearer(backend.managementSecret());
        twice.push_back(twice.front());
        QCOMPARE(http.send("GET", tokens, twice)->status, 400);
    }

    void doesNotDistinguishUnknownValidations()
    {
        BackendProcess backend;
        QVERIFY(backend.start());
        HttpClient http = backend.client();
        const QByteArray validation
            = "/api/v1/integration/vat/validations/00000000-0000-4000-8000-000000000000";
        QCOMPARE(http.send("GET", validation, bearer(backend.managementSecret()))->status, 404);
        QCOMPARE(http.send("GET", validation, bearer("nobody"))->status, 401);
        QByteArray secret;
        backend.create({{QStringLiteral("name"), QStringLiteral("integration")}}, &secret);
        QCOMPARE(http.send("GET", validation, bearer(secret))->status, 404);
    }

    void keepsIntegrationTokensOutOfManagement()
    {
        BackendProcess backend;
        QVERIFY(backend.start());
        QByteArray secret;
        const QJsonObject token
            = backend.create({{QStringLiteral("name"), QStringLiteral("worker")}}, &secret);
        HttpClient http = backend.client();
        for (const auto &[method, target] : {std::pair<QByteArray, QByteArray>("GET", tokens),
                                             {"POST", tokens},
                                             {"GET", path(token)},
                                             {"PATCH", path(token)},
                                             {"DELETE", path(token)}}) {
            const auto reply = http.send(method, target, bearer(secret));
            QVERIFY(reply);
            QCOMPARE(reply->status, 403);
            QCOMPARE(reply->code(), QStringLiteral("NOT_PERMITTED"));
            QVERIFY(reply->headers.value("www-authenticate").contains("insufficient_scope"));
        }
        QCOMPARE(http.send("GET", resolve, bearer(secret))->status, 200);
        QCOMPARE(http.send("GET", resolve, bearer(backend.managementSecret()))->status, 200);
    }

    void enforcesRangesOnEveryCall()
    {
        BackendProcess backend;
        QVERIFY(backend.start());
        QByteArray secret;
        const QJsonObject token
            = backend.create({{QStringLiteral("name"), QStringLiteral("bound")},
                              {QStringLiteral("allowedIps"),
                               QJsonArray {QStringLiteral("203.0.113.0/24"), QStringLiteral("127.0.0.2")}}},
                             &secret);
        const QString url = at(at(backend.ready(), "services").toObject(), "optimus").toString()
            + QLatin1String("/api/v1/integration/vat/resolve?vatId=DE284700631");
        QCOMPARE(curl(QStringLiteral("127.0.0.2"), url, secret).first, 200);
        const auto [status, body] = curl(QStringLiteral("127.0.0.3"), url, secret);
        QCOMPARE(status, 403);
        QVERIFY(body.contains("IP_NOT_ALLOWED"));

        // No header moves the caller.
        HttpClient other = backend.client(3);
        const auto forged = other.send("GET", resolve,
                                       bearer(secret,
                                              {{"X-Forwarded-For", "127.0.0.2"},
                                               {"Forwarded", "for=127.0.0.2"},
                                               {"X-Real-IP", "127.0.0.2"}}));
        QCOMPARE(forged->status, 403);
        // A refused call is no use of the token.
        HttpClient manager = backend.client();
        const auto shown = manager.send("GET", path(token), bearer(backend.managementSecret()));
        QCOMPARE(at(shown->json(), "lastUsedIp").toString(), QStringLiteral("127.0.0.2"));

        const Headers edit = bearer(backend.managementSecret(), {{"If-Match", shown->headers.value("etag")}});
        QCOMPARE(manager.send("PATCH", path(token), edit, R"({"allowedIps":["127.0.0.3/32"]})")->status, 200);
        // On connections that were open before as well.
        QCOMPARE(other.send("GET", resolve, bearer(secret))->status, 200);
        QCOMPARE(curl(QStringLiteral("127.0.0.2"), url, secret).first, 403);

        QCOMPARE(manager.send("DELETE", path(token), bearer(backend.managementSecret()))->status, 204);
        for (const QString &source : {QStringLiteral("127.0.0.2"), QStringLiteral("127.0.0.3")}) {
            const auto revoked = curl(source, url, secret);
            QCOMPARE(revoked.first, 401);
            QVERIFY(revoked.second.contains("TOKEN_REVOKED"));
        }
    }

    void refusesAnExpiredToken()
    {
        BackendProcess backend;
        QVERIFY(backend.start());
        QByteArray secret;
        const QDateTime expiry = QDateTime::currentDateTimeUtc().addMSecs(1500);
        QVERIFY(!backend
                     .create({{QStringLiteral("name"), QStringLiteral("brief")},
                              {QStringLiteral("expiresAt"), expiry.toString(Qt::ISODateWithMs)},
                              {QStringLiteral("allowedIps"), QJsonArray {QStringLiteral("127.0.0.2")}}},
                             &secret)
                     .isEmpty());
        HttpClient http = backend.client(2);
        QCOMPARE(http.send("GET", resolve, bearer(secret))->status, 200);
        std::optional<Reply> reply;
        QTRY_VERIFY_WITH_TIMEOUT((reply = http.send("GET", resolve, bearer(secret))) && reply->status == 401,
                                 10'000);
        QVERIFY(QDateTime::currentDateTimeUtc() >= expiry);
        QCOMPARE(reply->code(), QStringLiteral("TOKEN_EXPIRED"));
        QVERIFY(reply->headers.value("www-authenticate").contains("error=\"invalid_token\""));
        // Expiry is told before the address.
        HttpClient elsewhere = backend.client(3);
        QCOMPARE(elsewhere.send("GET", resolve, bearer(secret))->code(), QStringLiteral("TOKEN_EXPIRED"));
    }

    void limitsRequestsOfEachToken()
    {
        BackendProcess backend;
        QVERIFY(backend.start({QStringLiteral("--rate-limit"), QStringLiteral("5")}));
        QByteArray secret;
        backend.create({{QStringLiteral("name"), QStringLiteral("busy")}}, &secret);
        HttpClient http = backend.client();
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        for (int i = 4; i >= 0; --i) {
            const auto reply = http.send("GET", i % 2 ? resolve : tokens, bearer(secret));
            QVERIFY(reply);
            QCOMPARE(reply->status, i % 2 ? 200 : 403);
            QCOMPARE(reply->headers.value("x-ratelimit-limit"), QByteArray("5"));
            QCOMPARE(reply->headers.value("x-ratelimit-remaining"), QByteArray::number(i));
            const qint64 reset = reply->headers.value("x-ratelimit-reset").toLongLong();
            QVERIFY(reset >= now + 59 && reset <= now + 75);
        }
        const auto limited = http.send("GET", resolve, bearer(secret));
        QCOMPARE(limited->status, 429);
        QCOMPARE(limited->code(), QStringLiteral("RATE_LIMITED"));
        QCOMPARE(limited->headers.value("x-ratelimit-remaining"), QByteArray("0"));
        const int wait = limited->headers.value("retry-after").toInt();
        QVERIFY(wait >= 1 && wait <= 60);
        // Others are not held up.
        QCOMPARE(http.send("GET", tokens, bearer(backend.managementSecret()))->status, 200);
    }

    void hasNoLimitUnlessAsked()
    {
        BackendProcess backend;
        QVERIFY(backend.start());
        HttpClient http = backend.client();
        for (int i = 0; i < 100; ++i)
            QCOMPARE(http.send("GET", tokens, bearer(backend.managementSecret()))->status, 200);
        QVERIFY(!http.send("GET", tokens, bearer(backend.managementSecret()))
                     ->headers.contains("x-ratelimit-limit"));
    }

    void shutsGuessersOut()
    {
        BackendProcess backend;
        QVERIFY(backend.start());
        HttpClient guesser = backend.client(9);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(guesser.send("GET", tokens, bearer("guess" + QByteArray::number(i)))->status, 401);
        const auto shutOut = guesser.send("GET", tokens, bearer("guess"));
        QCOMPARE(shutOut->status, 429);
        QCOMPARE(shutOut->code(), QStringLiteral("RATE_LIMITED"));
        const int wait = shutOut->headers.value("retry-after").toInt();
        QVERIFY(wait >= 1 && wait <= 60);
        // Even the right one tells nothing now; other addresses are not concerned.
        QCOMPARE(guesser.send("GET", tokens, bearer(backend.managementSecret()))->status, 429);
        HttpClient other = backend.client(8);
        QCOMPARE(other.send("GET", tokens, bearer(backend.managementSecret()))->status, 200);
    }

    void countsNoRequestWithoutAToken()
    {
        // Any web page can make a browser on this machine send these.
        BackendProcess backend;
        QVERIFY(backend.start());
        HttpClient http = backend.client();
        for (int i = 0; i < 50; ++i)
            QCOMPARE(http.send("GET", tokens)->status, 401);
        QCOMPARE(http.send("GET", tokens, bearer(backend.managementSecret()))->status, 200);
    }

    void letsTheConsoleInWhereOthersAreShutOut()
    {
        BackendProcess backend;
        QVERIFY(backend.start({QStringLiteral("--attached")}));
        backend.process().write("issue-management-token\n");
        const QJsonObject answer = QJsonDocument::fromJson(readLine(backend.process())).object();
        const QByteArray consoles = at(answer, "managementToken").toString().toLatin1();
        HttpClient http = backend.client();
        for (int i = 0; i < 20; ++i)
            QCOMPARE(http.send("GET", tokens, bearer("guess"))->status, 401);
        QCOMPARE(http.send("GET", tokens, bearer("guess"))->status, 429);
        QCOMPARE(http.send("GET", tokens, bearer(backend.managementSecret()))->status, 429);
        const auto listed = http.send("GET", tokens, bearer(consoles));
        QCOMPARE(listed->status, 200);
        // Only as long as it works.
        for (const QJsonValue token : at(listed->json(), "items").toArray()) {
            if (consoles.startsWith(at(token.toObject(), "prefix").toString().toLatin1()))
                QCOMPARE(http.send("DELETE", path(token.toObject()), bearer(consoles))->status, 204);
        }
        QCOMPARE(http.send("GET", tokens, bearer(consoles))->status, 429);
    }

    void refusesATokenWhoseRangesCannotBeRead_data()
    {
        QTest::addColumn<QString>("ranges");
        for (const char *ranges : {"localhost", "127.0.0.2 127.0.0.3-9", " ", "127.0.0.0/8,", "::1/128"})
            QTest::newRow(ranges) << QString::fromLatin1(ranges);
    }

    void refusesATokenWhoseRangesCannotBeRead()
    {
        QFETCH(QString, ranges);
        BackendProcess backend;
        QVERIFY(backend.start());
        QByteArray secret;
        const QJsonObject token
            = backend.create({{QStringLiteral("name"), QStringLiteral("bound")},
                              {QStringLiteral("allowedIps"), QJsonArray {QStringLiteral("127.0.0.2")}}},
                             &secret);
        QVERIFY(
            runSql(backend.database(),
                   QStringLiteral("UPDATE token SET allowed_ips = '%1' WHERE name = 'bound'").arg(ranges)));
        for (const int source : {2, 3}) {
            const auto reply = backend.client(source).send("GET", resolve, bearer(secret));
            QCOMPARE(reply->status, 503);
            QCOMPARE(reply->code(), QStringLiteral("STORE_UNAVAILABLE"));
        }
        HttpClient manager = backend.client();
        for (const QByteArray &target : {tokens, path(token)})
            QCOMPARE(manager.send("GET", target, bearer(backend.managementSecret()))->status, 503);
    }

    void resolvesVatIds()
    {
        BackendProcess backend;
        QVERIFY(backend.start());
        HttpClient http = backend.client();
        const Headers headers = bearer(backend.managementSecret());
        const auto found = http.send("GET", resolve, headers);
        QCOMPARE(found->status, 200);
        const QJsonObject result = found->json();
        QCOMPARE(at(result, "vatId").toString(), QStringLiteral("DE284700631"));
        QCOMPARE(at(result, "status").toString(), QStringLiteral("Valid"));
        QVERIFY(at(result, "flags").toArray().isEmpty());
        QVERIFY(at(result, "checkedAt").toString().endsWith(u'Z'));
        for (const char *member : {"companyName", "street", "city", "zip", "rawAddress"})
            QVERIFY2(!at(at(result, "resolvedData").toObject(), member).toString().isEmpty(), member);
        const auto wrong = http.send("GET", "/api/v1/integration/vat/resolve?vatId=DE284700632", headers);
        QCOMPARE(wrong->status, 200);
        QCOMPARE(at(wrong->json(), "status").toString(), QStringLiteral("Invalid"));
        QCOMPARE(at(wrong->json(), "flags").toArray(), QJsonArray {QStringLiteral("VatSyntaxInvalid")});
        for (const QByteArray query : {"", "?", "?vatId", "?vatId=", "?vatId=%20", "?vatid=DE284700631"}) {
            const auto missing = http.send("GET", "/api/v1/integration/vat/resolve" + query, headers);
            QCOMPARE(missing->status, 400);
            QCOMPARE(missing->code(), QStringLiteral("VAT_ID_MISSING"));
        }
    }

    void endsWithTheQuota()
    {
        BackendProcess backend;
        QVERIFY(backend.start({QStringLiteral("--quota"), QStringLiteral("2")}));
        {
            HttpClient http = backend.client();
            const Headers headers = bearer(backend.managementSecret());
            QCOMPARE(http.send("GET", resolve, headers)->status, 200);
            QCOMPARE(http.send("GET", resolve, headers)->status, 200);
            const auto exhausted = http.send("GET", resolve, headers);
            QCOMPARE(exhausted->status, 402);
            QCOMPARE(exhausted->code(), QStringLiteral("QUOTA_EXHAUSTED"));
            QCOMPARE(http.send("GET", tokens, headers)->status, 200);
        }
        // Each start has the quota it is given, and none where it is given none.
        backend.terminate();
        QVERIFY(backend.start({QStringLiteral("--quota=0")}));
        QCOMPARE(backend.client().send("GET", resolve, bearer(backend.managementSecret()))->status, 402);
        backend.terminate();
        QVERIFY(backend.start());
        QCOMPARE(backend.client().send("GET", resolve, bearer(backend.managementSecret()))->status, 200);
    }
};

QTEST_GUILESS_MAIN(TestEnforcement)
#include "tst_enforcement.moc"
