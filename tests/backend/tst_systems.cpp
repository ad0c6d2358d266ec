#include "systembench.h"
#include "tokensecret.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace tc;
using namespace tc::test;

namespace {

QJsonObject json(const ServerResponse &response)
{
    return QJsonDocument::fromJson(response.body).object();
}

QJsonObject errorOf(const ServerResponse &response)
{
    return json(response).value(QLatin1String("error")).toObject();
}

} // namespace

/// The rules of the systems that hang on time, with a clock that obeys; and what they have in common.
class TestSystems : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void optimaiteLimitsTheSecond()
    {
        SystemBench bench(QStringLiteral("optimaite"));
        QVERIFY(bench.isPrepared());
        const QByteArray key = bench.manager();
        for (int i = 0; i < 10; ++i)
            QCOMPARE(bench.send("GET", "/api/v1/api-keys", key).status, 200);
        const ServerResponse burst = bench.send("GET", "/api/v1/api-keys", key);
        QCOMPARE(burst.status, 429);
        QCOMPARE(errorOf(burst).value(QLatin1String("code")).toString(),
                 QStringLiteral("RATE_LIMIT_EXCEEDED"));
        QCOMPARE(errorOf(burst).value(QLatin1String("retry_after")).toInt(), 1);
        // The minute is what the headers tell of.
        QCOMPARE(headerOf(burst, "X-RateLimit-Limit"), QByteArray("60"));
        QCOMPARE(headerOf(burst, "X-RateLimit-Remaining"), QByteArray("50"));
        bench.clock.advance(1'000);
        QCOMPARE(bench.send("GET", "/api/v1/api-keys", key).status, 200);
    }

    void optimaiteLimitsTheMinute()
    {
        SystemBench bench(QStringLiteral("optimaite"));
        const QByteArray key = bench.manager();
        for (int i = 0; i < 60; ++i) {
            const ServerResponse response = bench.send("GET", "/api/v1/api-keys", key);
            QCOMPARE(response.status, 200);
            QCOMPARE(headerOf(response, "X-RateLimit-Remaining"), QByteArray::number(59 - i));
            bench.clock.advance(500);
        }
        const ServerResponse limited = bench.send("GET", "/api/v1/api-keys", key);
        QCOMPARE(limited.status, 429);
        QCOMPARE(errorOf(limited).value(QLatin1String("retry_after")).toInt(), 30);
        QCOMPARE(headerOf(limited, "X-RateLimit-Reset"), QByteArray("1700000060"));
        // Another key's requests are its own.
        QCOMPARE(bench.send("GET", "/api/v1/api-keys", bench.manager()).status, 200);
        bench.clock.advance(30'000);
        QCOMPARE(bench.send("GET", "/api/v1/api-keys", key).status, 200);
    }

    void optimaiteLimitsTheDay()
    {
        SystemBench bench(QStringLiteral("optimaite"));
        const QByteArray key = bench.manager();
        for (int i = 0; i < 10'000; ++i) {
            if (bench.send("GET", "/api/v1/api-keys/current", key).status != 200)
                QFAIL(qPrintable(QStringLiteral("refused after %1 requests").arg(i)));
            bench.clock.advance(1'001);
        }
        const ServerResponse limited = bench.send("GET", "/api/v1/api-keys/current", key);
        QCOMPARE(limited.status, 429);
        QCOMPARE(errorOf(limited).value(QLatin1String("retry_after")).toInt(), 86'400 - 10'010);
        bench.clock.advance((86'400 - 10'010) * 1'000);
        QCOMPARE(bench.send("GET", "/api/v1/api-keys/current", key).status, 200);
    }

    void optimaiteKeysExpire()
    {
        SystemBench bench(QStringLiteral("optimaite"));
        const QByteArray manager = bench.manager();
        const ServerResponse created = bench.send(
            "POST", "/api/v1/api-keys", manager,
            R"({"name":"x","scopes":["cases:read"],"environment":"live","expires_at":"2023-11-14T22:14:20Z"})");
        QCOMPARE(created.status, 201);
        const QByteArray key
            = json(created).value(QLatin1String("data"))[QLatin1String("key")].toString().toLatin1();
        bench.clock.advance(59'999);
        QCOMPARE(bench.send("GET", "/api/v1/cases", key).status, 200);
        bench.clock.advance(1);
        const ServerResponse expired = bench.send("GET", "/api/v1/cases", key);
        QCOMPARE(expired.status, 401);
        QCOMPARE(errorOf(expired).value(QLatin1String("code")).toString(),
                 QStringLiteral("AUTH_EXPIRED_KEY"));
    }

    void optiverseLetsPollOnceInThreeMinutes()
    {
        SystemBench bench(QStringLiteral("optiverse"));
        QVERIFY(bench.isPrepared());
        const QByteArray profile = bench.manager();
        const ServerResponse created = bench.send("POST", "/external-api/v1/api-keys", profile, "{}");
        QCOMPARE(created.status, 201);
        const QByteArray key
            = json(created).value(QLatin1String("data"))[QLatin1String("apiKey")].toString().toLatin1();
        QCOMPARE(bench.send("GET", "/external-api/v1/list-records", key).status, 200);
        bench.clock.advance(60'000);
        const ServerResponse limited = bench.send("GET", "/external-api/v1/protocol-templates", key);
        QCOMPARE(limited.status, 429);
        QCOMPARE(headerOf(limited, "Retry-After"), QByteArray("120"));
        QVERIFY(!errorOf(limited).contains(QLatin1String("code")));
        QVERIFY(errorOf(limited)
                    .value(QLatin1String("message"))
                    .toString()
                    .contains(QLatin1String("one request per 3 minutes")));
        bench.clock.advance(119'999);
        QCOMPARE(bench.send("GET", "/external-api/v1/list-records", key).status, 429);
        bench.clock.advance(1);
        QCOMPARE(bench.send("GET", "/external-api/v1/list-records", key).status, 200);
        // Managing is no polling.
        for (int i = 0; i < 5; ++i)
            QCOMPARE(bench.send("GET", "/external-api/v1/api-keys", profile).status, 200);
    }

    void optiverseTakesAnotherKeyAfterTheOldExpired()
    {
        SystemBench bench(QStringLiteral("optiverse"));
        const QByteArray profile = bench.manager();
        NewToken wanted;
        wanted.owner = {QStringLiteral("anna@example.com"), 0};
        wanted.expiry = Expiry::at(bench.clock.now().addSecs(60));
        const IssuedToken old = makeToken(wanted, {"optiuser_v1_", 40, 4}, bench.clock.now());
        QVERIFY(bench.store().add(old.token, std::nullopt));
        QCOMPARE(bench.send("POST", "/external-api/v1/api-keys", profile).status, 409);
        bench.clock.advance(60'000);
        const QByteArray key = old.secret.reveal([](QByteArrayView bytes) { return bytes.toByteArray(); });
        const ServerResponse expired = bench.send("GET", "/external-api/v1/list-records", key);
        QCOMPARE(expired.status, 401);
        QCOMPARE(errorOf(expired).value(QLatin1String("code")).toString(), QStringLiteral("AUTH002"));
        QCOMPARE(bench.send("POST", "/external-api/v1/api-keys", profile).status, 201);
    }

    void optiflowTokensLiveForMinutes()
    {
        SystemBench bench(QStringLiteral("optiflow"));
        QVERIFY(bench.isPrepared());
        const QByteArray manager = bench.manager();
        const ServerResponse created = bench.send("POST", "/optiflow/acme/api/v1/tokens", manager,
                                                  R"({"name":"x","expires_in":43200})");
        QCOMPARE(created.status, 201);
        QCOMPARE(json(created).value(QLatin1String("data"))[QLatin1String("expires_at")].toString(),
                 QStringLiteral("2023-12-14T22:13:20.000000Z"));
        const QByteArray token = json(created).value(QLatin1String("plain_text_token")).toString().toLatin1();
        bench.clock.advance(30LL * 24 * 3'600 * 1'000 - 1);
        QCOMPARE(bench.send("GET", "/optiflow/acme/api/v1/users/search", token).status, 200);
        bench.clock.advance(1);
        const ServerResponse expired = bench.send("GET", "/optiflow/acme/api/v1/users/search", token);
        QCOMPARE(expired.status, 401);
        QCOMPARE(json(expired).value(QLatin1String("message")).toString(),
                 QStringLiteral("Unauthenticated."));
    }

    void optiflowServersMayEndTokens()
    {
        SystemBench bench(QStringLiteral("optiflow"), 0, 60 * 24 * 30);
        const QByteArray token = bench.manager();
        bench.clock.advance(30LL * 24 * 3'600 * 1'000 - 1);
        const ServerResponse shown = bench.send("GET", "/optiflow/acme/api/v1/tokens/current", token);
        QCOMPARE(shown.status, 200);
        QVERIFY(json(shown).value(QLatin1String("data"))[QLatin1String("expires_at")].isNull());
        bench.clock.advance(1);
        QCOMPARE(bench.send("GET", "/optiflow/acme/api/v1/tokens/current", token).status, 401);
    }

    void takesNoHarmFromInput_data()
    {
        QTest::addColumn<QByteArray>("tokens");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArrayList>("queries");
        QTest::newRow("optimaite")
            << QByteArray("/api/v1/api-keys")
            << QByteArray(R"({"name":"x","scopes":["cases:read"],"environment":"live","expires_at":null})")
            << QByteArrayList {"/api/v1/api-keys?limit=", "/api/v1/api-keys?cursor=", "/api/v1/cases?limit="};
        QTest::newRow("optiverse") << QByteArray("/external-api/v1/api-keys") << QByteArray("{}")
                                   << QByteArrayList {"/external-api/v1/list-records?limit=",
                                                      "/external-api/v1/list-records?dateFrom=",
                                                      "/external-api/v1/summaries/structured?protocolId="};
        QTest::newRow("optiflow")
            << QByteArray("/optiflow/acme/api/v1/tokens")
            << QByteArray(R"({"name":"x","abilities":["invoices:view"],"expires_in":60})")
            << QByteArrayList {"/optiflow/acme/api/tokens?page=", "/optiflow/acme/api/tokens?per_page=",
                               "/optiflow/acme/api/users/search?email="};
    }

    void takesNoHarmFromInput()
    {
        QFETCH(QByteArray, tokens);
        QFETCH(QByteArray, body);
        QFETCH(QByteArrayList, queries);
        SystemBench bench(QString::fromLatin1(QTest::currentDataTag()), 1'000'000);
        const QByteArray manager = bench.manager();
        const auto check = [](const ServerResponse &response) {
            if (response.status >= 500)
                return false;
            const QJsonDocument answer = QJsonDocument::fromJson(response.body);
            // Its own shape, whatever it was asked: problem details are another system's.
            return (response.status == 204 || answer.isObject())
                && headerOf(response, "Content-Type") != "application/problem+json";
        };
        const QByteArrayList hostile {"%27%20OR%20%271%27=%271",
                                      "%27;%20DROP%20TABLE%20token;%20--",
                                      "%25",
                                      "%00",
                                      "%ff",
                                      "%",
                                      "..",
                                      "-1",
                                      "99999999999999999999",
                                      "1e3",
                                      "+1",
                                      "",
                                      "%f0%9f%94%91",
                                      QByteArray(3'000, '9')};
        for (const QByteArray &text : hostile) {
            for (const char *method : {"GET", "DELETE", "PUT"})
                QVERIFY2(check(bench.send(method, tokens + '/' + text, manager)), text.constData());
            for (const QByteArray &query : queries)
                QVERIFY2(check(bench.send("GET", query + text, manager)), text.constData());
        }
        QRandomGenerator random(7);
        for (int i = 0; i < 1'000; ++i) {
            QByteArray mutated = body;
            for (int change = random.bounded(1, 4); change > 0; --change) {
                const auto at = random.bounded(static_cast<int>(mutated.size()) + 1);
                switch (random.bounded(3)) {
                case 0:
                    mutated.insert(at, static_cast<char>(random.bounded(256)));
                    break;
                case 1:
                    mutated.remove(at, random.bounded(1, 5));
                    break;
                default:
                    mutated.insert(at, mutated.mid(random.bounded(static_cast<int>(mutated.size()) + 1), 7));
                }
            }
            QVERIFY2(check(bench.send("POST", tokens, manager, mutated)), mutated.toHex().constData());
        }
        // Everything is still there.
        QCOMPARE(bench.send("GET", tokens, manager).status, 200);
    }

    void aDatabaseIsOneSystems()
    {
        QTemporaryDir directory;
        const QString file = directory.filePath(QStringLiteral("t.sqlite"));
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QVERIFY(Store::open(file, now, QStringLiteral("optiverse")));
        QVERIFY(Store::open(file, now, QStringLiteral("optiverse")));
        for (const QString &other : {QStringLiteral("optimus"), QStringLiteral("optimaite")}) {
            const auto store = Store::open(file, now, other);
            QVERIFY(!store);
            QVERIFY(store.error().reason.contains(QLatin1String("optiverse")));
        }
    }

    void checksums()
    {
        QCOMPARE(crc32("123456789"), 0xcbf43926U);
        QCOMPARE(crc32(""), 0U);
        const Secret secret = generateSecret({"", 40, 0, true, true}, 17);
        secret.reveal([](QByteArrayView bytes) {
            QVERIFY(bytes.startsWith("17|"));
            const QByteArrayView random = bytes.sliced(3);
            QCOMPARE(random.size(), 48);
            QCOMPARE(random.sliced(40).toByteArray(),
                     QByteArray::number(crc32(random.first(40)), 16).rightJustified(8, '0'));
        });
    }
};

QTEST_GUILESS_MAIN(TestSystems)
#include "tst_systems.moc"
