#include "backendprocess.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>

using namespace tc::test;

namespace {

const QByteArray tokens("/api/v1/tokens");

QJsonValue at(const QJsonObject &object, const char *member)
{
    return object.value(QLatin1String(member));
}

QByteArray path(const QJsonObject &token)
{
    return tokens + '/' + at(token, "id").toString().toLatin1();
}

} // namespace

/// The management API, status by status.
class TestTokens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_backend.start()); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void createsAToken()
    {
        HttpClient http = m_backend.client();
        const QDateTime before = QDateTime::currentDateTimeUtc();
        const auto reply = http.send(
            "POST", "/optimus" + tokens, manager(),
            R"({"name":"  Büro  ","allowedIps":["203.0.113.0/24"," 203.0.113.10\n","203.0.113.0/24"],)"
            R"("expiresAt":"2099-01-02T03:04:05+01:00","access":"integration"})");
        QVERIFY(reply);
        QCOMPARE(reply->status, 201);
        QCOMPARE(reply->headers.value("cache-control"), QByteArray("no-store"));
        const QJsonObject token = at(reply->json(), "token").toObject();
        const QString secret = at(reply->json(), "secret").toString();
        QVERIFY(
            QRegularExpression(QStringLiteral("\\Atok_optimus_[A-Za-z0-9]{40}\\z")).match(secret).hasMatch());
        // QJsonObject keeps its members in order.
        QCOMPARE(token.keys().join(u' '),
                 QStringLiteral(
                     "access allowedIps createdAt expiresAt id lastUsedAt lastUsedIp name prefix revokedAt"));
        QCOMPARE(at(token, "name").toString(), QStringLiteral("Büro"));
        QCOMPARE(at(token, "prefix").toString(), secret.first(18));
        QCOMPARE(at(token, "access").toString(), QStringLiteral("integration"));
        QCOMPARE(at(token, "expiresAt").toString(), QStringLiteral("2099-01-02T02:04:05.000Z"));
        QCOMPARE(at(token, "allowedIps").toArray(),
                 (QJsonArray {QStringLiteral("203.0.113.0/24"), QStringLiteral("203.0.113.10")}));
        QVERIFY(at(token, "lastUsedAt").isNull());
        QVERIFY(at(token, "lastUsedIp").isNull());
        QVERIFY(at(token, "revokedAt").isNull());
        QVERIFY(at(token, "createdAt").toString().endsWith(u'Z'));
        const QDateTime created = QDateTime::fromString(at(token, "createdAt").toString(), Qt::ISODateWithMs);
        QVERIFY(before <= created && created <= QDateTime::currentDateTimeUtc());
        QCOMPARE(reply->headers.value("location"), "/optimus" + path(token));

        // Nothing but the create shows the secret.
        const auto shown = http.send("GET", path(token), manager());
        QVERIFY(shown);
        QCOMPARE(shown->json(), token);
        QVERIFY(!shown->body.contains(secret.toLatin1()));
    }

    void takesDefaults()
    {
        const QJsonObject token = m_backend.create({{QStringLiteral("name"), QStringLiteral("plain")}});
        QCOMPARE(at(token, "access").toString(), QStringLiteral("integration"));
        QVERIFY(at(token, "expiresAt").isNull());
        QVERIFY(at(token, "allowedIps").toArray().isEmpty());
    }

    void refusesInput_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("pointer");
        const auto row = [](const char *name, const QByteArray &body, const char *pointer) {
            QTest::newRow(name) << body << QString::fromLatin1(pointer);
        };
        row("no name", "{}", "/name");
        row("null name", R"({"name":null})", "/name");
        row("empty name", R"({"name":""})", "/name");
        row("blank name", R"({"name":" \t "})", "/name");
        row("long name", "{\"name\":\"" + QByteArray(101, 'x') + "\"}", "/name");
        row("control", R"({"name":"a\u0007b"})", "/name");
        row("nul", R"({"name":"a\u0000b"})", "/name");
        row("line separator", R"({"name":"a\u2028b"})", "/name");
        row("lone surrogate", R"({"name":"a\ud800b"})", "/name");
        row("ranges no array", R"({"name":"a","allowedIps":"1.2.3.4"})", "/allowedIps");
        row("ranges null", R"({"name":"a","allowedIps":null})", "/allowedIps");
        row("host bits", R"({"name":"a","allowedIps":["1.2.3.4","1.2.3.5","1.2.3.6","203.0.113.7/24"]})",
            "/allowedIps/3");
        row("octal", R"({"name":"a","allowedIps":["010.8.8.8"]})", "/allowedIps/0");
        row("ipv6", R"({"name":"a","allowedIps":["::1"]})", "/allowedIps/0");
        row("number", R"({"name":"a","allowedIps":[16909060]})", "/allowedIps/0");
        QByteArray many = R"({"name":"a","allowedIps":["0.0.0.0")";
        for (int i = 0; i < 200; ++i)
            many += ",\"0.0.0.0\"";
        row("201 ranges", many + "]}", "/allowedIps");
        row("past", R"({"name":"a","expiresAt":"2020-01-01T00:00:00Z"})", "/expiresAt");
        row("no zone", R"({"name":"a","expiresAt":"2099-01-01T00:00:00"})", "/expiresAt");
        row("date", R"({"name":"a","expiresAt":"2099-01-01"})", "/expiresAt");
        row("no such day", R"({"name":"a","expiresAt":"2099-02-30T00:00:00Z"})", "/expiresAt");
        row("epoch", R"({"name":"a","expiresAt":4070908800})", "/expiresAt");
        row("access", R"({"name":"a","access":"root"})", "/access");
        row("null access", R"({"name":"a","access":null})", "/access");
        row("unknown", R"({"name":"a","is/it~":1})", "/is~1it~0");
        row("array", "[]", "");
    }

    void refusesInput()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, pointer);
        HttpClient http = m_backend.client();
        const auto reply = http.send("POST", tokens, manager(), body);
        QVERIFY(reply);
        QCOMPARE(reply->status, 422);
        QCOMPARE(reply->headers.value("content-type"), QByteArray("application/problem+json"));
        QCOMPARE(reply->code(), QStringLiteral("INVALID_INPUT"));
        const QJsonObject problem = reply->json();
        QCOMPARE(at(problem, "status").toInt(), 422);
        QCOMPARE(at(problem, "type").toString(), QStringLiteral("about:blank"));
        QVERIFY(!at(problem, "title").toString().isEmpty());
        QVERIFY(!at(problem, "detail").toString().isEmpty());
        const QJsonArray errors = at(problem, "errors").toArray();
        QCOMPARE(errors.size(), 1);
        QCOMPARE(at(errors[0].toObject(), "pointer").toString(), pointer);
        QVERIFY(!at(errors[0].toObject(), "message").toString().isEmpty());
    }

    void takesTheLongestName()
    {
        // A hundred characters outside the Basic Multilingual Plane are two hundred UTF-16 units.
        const char32_t key = 0x1f511;
        const QString name = QString::fromUcs4(&key, 1).repeated(100);
        QCOMPARE(at(m_backend.create({{QStringLiteral("name"), name}}), "name").toString(), name);
    }

    void refusesMalformedJson_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut") << QByteArray("{\"name\":");
        QTest::newRow("trailing") << QByteArray("{\"name\":\"a\"} x");
        QTest::newRow("no utf-8") << QByteArray("{\"name\":\"\xff\"}");
        QTest::newRow("deep") << "{\"name\":" + QByteArray(1025, '[') + QByteArray(1025, ']') + "}";
        QTest::newRow("many values") << "{\"name\":[" + QByteArray("[0],").repeated(200'000) + "0]}";
    }

    void refusesMalformedJson()
    {
        QFETCH(QByteArray, body);
        HttpClient http = m_backend.client();
        const auto reply = http.send("POST", tokens, manager(), body);
        QVERIFY(reply);
        QCOMPARE(reply->status, 400);
        QCOMPARE(reply->code(), QStringLiteral("MALFORMED_JSON"));
    }

    void createsOncePerIdempotencyKey()
    {
        HttpClient http = m_backend.client();
        const Headers withKey = bearer(m_backend.managementSecret(), {{"Idempotency-Key", "key-1"}});
        const auto first = http.send("POST", tokens, withKey, R"({"name":"once","access":"integration"})");
        QVERIFY(first);
        QCOMPARE(first->status, 201);
        const auto again = http.send("POST", tokens, withKey, R"({ "access":"integration", "name":"once" })");
        QVERIFY(again);
        QCOMPARE(again->status, 409);
        QCOMPARE(again->code(), QStringLiteral("IDEMPOTENCY_REPLAY"));
        QCOMPARE(at(again->json(), "token"), at(first->json(), "token"));
        QVERIFY(!again->json().contains(QLatin1String("secret")));
        QVERIFY(!again->body.contains(at(first->json(), "secret").toString().toLatin1()));
        const auto other = http.send("POST", tokens, withKey, R"({"name":"twice"})");
        QVERIFY(other);
        QCOMPARE(other->status, 422);
        QCOMPARE(other->code(), QStringLiteral("IDEMPOTENCY_KEY_REUSED"));
        const auto bad = http.send("POST", tokens,
                                   bearer(m_backend.managementSecret(), {{"Idempotency-Key", "two words"}}),
                                   R"({"name":"x"})");
        QVERIFY(bad);
        QCOMPARE(bad->status, 400);
        // What was refused leaves its key free.
        const Headers another = bearer(m_backend.managementSecret(), {{"Idempotency-Key", "key-2"}});
        QCOMPARE(http.send("POST", tokens, another, R"({"name":""})")->status, 422);
        QCOMPARE(http.send("POST", tokens, another, R"({"name":"now right"})")->status, 201);
    }

    void editsOnlyWhatWasRead()
    {
        HttpClient http = m_backend.client();
        const QJsonObject token
            = m_backend.create({{QStringLiteral("name"), QStringLiteral("before")},
                                {QStringLiteral("allowedIps"), QJsonArray {QStringLiteral("10.0.0.0/8")}}});
        const auto read = http.send("GET", path(token), manager());
        QVERIFY(read);
        const QByteArray tag = read->headers.value("etag");
        QVERIFY(tag.startsWith('"') && tag.endsWith('"') && tag.size() > 2);

        const auto without = http.send("PATCH", path(token), manager(), R"({"name":"after"})");
        QCOMPARE(without->status, 428);
        QCOMPARE(without->code(), QStringLiteral("PRECONDITION_REQUIRED"));

        const auto edited = http.send("PATCH", path(token), matching(tag), R"({"name":"after"})");
        QCOMPARE(edited->status, 200);
        QCOMPARE(at(edited->json(), "name").toString(), QStringLiteral("after"));
        QCOMPARE(at(edited->json(), "allowedIps").toArray(), QJsonArray {QStringLiteral("10.0.0.0/8")});
        const QByteArray newTag = edited->headers.value("etag");
        QVERIFY(newTag != tag);

        const auto stale = http.send("PATCH", path(token), matching(tag), R"({"name":"lost"})");
        QCOMPARE(stale->status, 412);
        QCOMPARE(stale->code(), QStringLiteral("PRECONDITION_FAILED"));
        QCOMPARE(http.send("PATCH", path(token), matching("W/" + newTag), R"({"name":"x"})")->status, 412);

        const auto opened = http.send("PATCH", path(token), matching(newTag), R"({"allowedIps":[]})");
        QCOMPARE(opened->status, 200);
        QCOMPARE(at(opened->json(), "name").toString(), QStringLiteral("after"));
        QVERIFY(at(opened->json(), "allowedIps").toArray().isEmpty());

        for (const QByteArray body :
             {R"({"access":"management"})", R"({"name":""})", R"({"allowedIps":["10.0.0.1/8"]})"})
            QCOMPARE(http.send("PATCH", path(token), matching("*"), body)->status, 422);
        QCOMPARE(http.send("PATCH", path(token), matching("*"), "{")->status, 400);
        QCOMPARE(http.send("PATCH", tokens + "/unknown", matching("*"), R"({"name":"x"})")->status, 404);
    }

    void revokesForGood()
    {
        HttpClient http = m_backend.client();
        const QJsonObject token = m_backend.create({{QStringLiteral("name"), QStringLiteral("short-lived")}});
        QCOMPARE(http.send("DELETE", path(token), manager())->status, 204);
        const QJsonObject revoked = http.send("GET", path(token), manager())->json();
        QVERIFY(!at(revoked, "revokedAt").isNull());
        const auto again = http.send("DELETE", path(token), manager());
        QCOMPARE(again->status, 204);
        QVERIFY(again->body.isEmpty());
        const auto read = http.send("GET", path(token), manager());
        QCOMPARE(read->json(), revoked);
        const auto edited
            = http.send("PATCH", path(token), matching(read->headers.value("etag")), R"({"name":"x"})");
        QCOMPARE(edited->status, 409);
        QCOMPARE(edited->code(), QStringLiteral("ALREADY_REVOKED"));
        QCOMPARE(http.send("DELETE", tokens + "/unknown", manager())->status, 404);
    }

    void listsInPages()
    {
        BackendProcess backend;
        QVERIFY(backend.start());
        QStringList names {QStringLiteral("Management token")};
        for (int i = 0; i < 7; ++i) {
            names.append(QStringLiteral("token %1").arg(i));
            QVERIFY(!backend.create({{QStringLiteral("name"), names.last()}}).isEmpty());
        }
        HttpClient http = backend.client();
        const Headers headers = bearer(backend.managementSecret());
        QList<QJsonObject> all;
        int pages = 0;
        QByteArray cursor;
        do {
            const auto page = http.send(
                "GET", tokens + "?limit=3" + (cursor.isEmpty() ? "" : "&cursor=" + cursor), headers);
            QVERIFY(page);
            QCOMPARE(page->status, 200);
            for (const QJsonValue &item : at(page->json(), "items").toArray())
                all.append(item.toObject());
            QVERIFY(page->json().contains(QLatin1String("nextCursor")));
            cursor = at(page->json(), "nextCursor").toString().toLatin1();
            ++pages;
        } while (!cursor.isEmpty() && pages < 10);
        QCOMPARE(pages, 3);
        QStringList seen;
        for (const QJsonObject &token : all)
            seen.append(at(token, "name").toString());
        std::sort(seen.begin(), seen.end());
        std::sort(names.begin(), names.end());
        QCOMPARE(seen, names);
        QVERIFY(std::is_sorted(all.begin(), all.end(), [](const QJsonObject &a, const QJsonObject &b) {
            return std::pair(at(a, "createdAt").toString(), at(a, "id").toString())
                < std::pair(at(b, "createdAt").toString(), at(b, "id").toString());
        }));
        const auto whole = http.send("GET", tokens + "?limit=8", headers);
        QVERIFY(at(whole->json(), "nextCursor").isNull());
        QCOMPARE(at(whole->json(), "items").toArray().size(), 8);

        for (const QByteArray query : {"limit=0", "limit=501", "limit=x", "limit=", "limit=-1", "limit=1e2",
                                       "cursor=", "cursor=x", "cursor=!!!", "cursor=MTIz", "cursor=%00"}) {
            const auto refused = http.send("GET", tokens + '?' + query, headers);
            QVERIFY(refused);
            QVERIFY2(refused->status == 422, query.constData());
            QCOMPARE(refused->code(), QStringLiteral("INVALID_INPUT"));
        }
    }

    void showsTheCaller()
    {
        QByteArray secret;
        const QJsonObject token = m_backend.create({{QStringLiteral("name"), QStringLiteral("me")}}, &secret);
        HttpClient http = m_backend.client(4);
        const auto reply = http.send("GET", tokens + "/current", bearer(secret));
        QCOMPARE(reply->status, 200);
        QCOMPARE(at(reply->json(), "id"), at(token, "id"));
        QCOMPARE(at(reply->json(), "lastUsedIp").toString(), QStringLiteral("127.0.0.4"));
        QVERIFY(!at(reply->json(), "lastUsedAt").isNull());
    }

    void knowsItsRoutes()
    {
        HttpClient http = m_backend.client();
        for (const QByteArray target :
             {"/", "/api/v1", "/api/v1/tokens/", "/api/v1/tokens/a/b", "/api/v1/token", "/optimus",
              "/API/v1/tokens", "//api/v1/tokens", "/api/v1/tokens%2Fcurrent"}) {
            const auto reply = http.send("GET", target, manager());
            QVERIFY(reply);
            QVERIFY2(reply->status == 404, target.constData());
            QCOMPARE(reply->code(), QStringLiteral("NOT_FOUND"));
        }
        const auto allowed = [&http](const QByteArray &method, const QByteArray &target) {
            const auto reply = http.send(method, target);
            return reply && reply->status == 405 ? reply->headers.value("allow") : QByteArray("no 405");
        };
        QCOMPARE(allowed("PUT", tokens), QByteArray("GET, HEAD, POST"));
        QCOMPARE(allowed("POST", tokens + "/x"), QByteArray("GET, HEAD, PATCH, DELETE"));
        QCOMPARE(allowed("DELETE", tokens + "/current"), QByteArray("GET, HEAD"));
        QCOMPARE(allowed("BREW", "/api/v1/integration/vat/resolve"), QByteArray("GET, HEAD"));
        QCOMPARE(http.send("GET", "/api/v1/%zz", manager())->status, 400);
        // Ids are opaque: whatever stands there is just not found.
        for (const QByteArray id : {"..%2f..", "%00", "'%20or%201=1--", "%F0%9F%94%91"})
            QCOMPARE(http.send("GET", tokens + '/' + id, manager())->status, 404);
    }

    void answersHeadLikeGet()
    {
        HttpClient http = m_backend.client();
        for (const QByteArray &target : {tokens + "/current", QByteArray("/nowhere")}) {
            const auto got = http.send("GET", target, manager());
            const auto head = http.send("HEAD", target, manager());
            QVERIFY(got && head);
            QCOMPARE(head->status, got->status);
            QVERIFY(head->body.isEmpty());
            QCOMPARE(head->headers.value("content-length"), QByteArray::number(got->body.size()));
            QCOMPARE(head->headers.value("content-type"), got->headers.value("content-type"));
            QVERIFY(!head->headers.contains("server"));
            const QLocale english = QLocale::c();
            QVERIFY(english
                        .toDateTime(QString::fromLatin1(head->headers.value("date")),
                                    QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"))
                        .isValid());
        }
    }

private:
    [[nodiscard]] Headers manager() const { return bearer(m_backend.managementSecret()); }
    [[nodiscard]] Headers matching(const QByteArray &tag) const
    {
        return bearer(m_backend.managementSecret(), {{"If-Match", tag}});
    }

    BackendProcess m_backend;
};

QTEST_GUILESS_MAIN(TestTokens)
#include "tst_tokens.moc"
