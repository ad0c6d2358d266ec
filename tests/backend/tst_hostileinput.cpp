#include "backendprocess.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace tc::test;

namespace {

const QByteArray tokens("/api/v1/tokens");

/// What SQL looks like to a program that puts it together as text.
const QByteArrayList injections {
    "' OR '1'='1",
    "'; DROP TABLE token; --",
    "\" OR 1=1 --",
    "x' UNION SELECT id, secret_hash FROM token --",
    "%' OR name LIKE '%",
    "1); DELETE FROM token; --",
    "?",
    ":id",
};

QByteArray quoted(const QByteArray &text)
{
    return QJsonDocument(QJsonArray {QString::fromUtf8(text)})
        .toJson(QJsonDocument::Compact)
        .chopped(1)
        .sliced(1);
}

QJsonValue at(const QJsonObject &object, const char *member)
{
    return object.value(QLatin1String(member));
}

} // namespace

/// Input made to be misread.
class TestHostileInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void initTestCase()
    {
        m_log = m_backend.directory() + QLatin1String("/log");
        m_backend.logTo(m_log);
        QVERIFY(m_backend.start());
        m_known = m_backend.create({{QStringLiteral("name"), QStringLiteral("known")}});
        QVERIFY(!m_known.isEmpty());
    }

    void leavesNoDoubtWhereARequestEnds_data()
    {
        QTest::addColumn<QByteArray>("framing");
        const auto row = [](const char *name, const QByteArray &framing) {
            QTest::newRow(name) << framing;
        };
        row("length below zero", "Content-Length: -1\r\n\r\n");
        row("length with a plus", "Content-Length: +5\r\n\r\nhello");
        row("length in hex", "Content-Length: 0x5\r\n\r\nhello");
        row("length with a fraction", "Content-Length: 5.0\r\n\r\nhello");
        row("length as a word", "Content-Length: five\r\n\r\nhello");
        row("no length", "Content-Length:\r\n\r\n");
        row("length past 64 bits", "Content-Length: 18446744073709551621\r\n\r\nhello");
        row("two lengths", "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello");
        row("one length twice", "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello");
        row("one length twice in a list", "Content-Length: 5, 5\r\n\r\nhello");
        row("blank before the colon", "Content-Length : 5\r\n\r\nhello");
        row("length, then chunks", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        row("chunks, then length", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n");
        row("chunks twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        row("gzip", "Transfer-Encoding: gzip\r\n\r\nhello");
        row("gzip and a length", "Transfer-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello");
        row("length and identity", "Content-Length: 5\r\nTransfer-Encoding: identity\r\n\r\nhello");
        row("identity and a length", "Transfer-Encoding: identity\r\nContent-Length: 5\r\n\r\nhello");
        row("gzip, chunked", "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");
        row("chunked, gzip", "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n");
        row("chunked, chunked", "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n");
        row("xchunked", "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n");
        row("quoted chunked", "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n");
        row("no coding", "Transfer-Encoding:\r\n\r\n0\r\n\r\n");
        const QByteArray chunked("Transfer-Encoding: chunked\r\n\r\n");
        row("chunk size below zero", chunked + "-1\r\nx\r\n0\r\n\r\n");
        row("chunk size as a word", chunked + "zz\r\n");
        row("chunk size in 0x", chunked + "0x1\r\nx\r\n0\r\n\r\n");
        row("chunk size past 64 bits", chunked + "fffffffffffffffff\r\nx\r\n0\r\n\r\n");
        row("chunk longer than said", chunked + "1\r\nxyz\r\n0\r\n\r\n");
        row("no chunk size", chunked + "\r\nx\r\n0\r\n\r\n");
    }

    void leavesNoDoubtWhereARequestEnds()
    {
        QFETCH(QByteArray, framing);
        const QByteArray authorization = "Authorization: Bearer " + m_backend.managementSecret() + "\r\n";
        const QByteArray start = "POST " + tokens + " HTTP/1.1\r\nHost: x\r\n";
        const QByteArray body = "{\"name\":\"smuggled\"}";
        HttpClient http = m_backend.client();
        QVERIFY(http.connectNow());
        http.socket().write(start + authorization + framing + start + authorization
                            + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        QByteArray received;
        while (http.socket().waitForReadyRead(30'000))
            received += http.socket().readAll();
        QCOMPARE(http.socket().state(), QAbstractSocket::UnconnectedState);
        QVERIFY2(received.startsWith("HTTP/1.1 400 Bad Request\r\n"), received.constData());
        QCOMPARE(received.count("HTTP/1.1 "), 1);
        QVERIFY(received.contains("Content-Type: application/problem+json\r\n"));
        QVERIFY(!names().contains(QStringLiteral("smuggled")));
    }

    void takesSoundChunks()
    {
        HttpClient http = m_backend.client();
        const auto reply
            = http.sendRaw("POST " + tokens
                           + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n"
                             "Authorization: Bearer "
                           + m_backend.managementSecret()
                           + "\r\n\r\nA;ext=1\r\n{\"name\":\"i\r\n00a\r\nn chunks\"}\r\n0\r\n\r\n");
        QVERIFY(reply);
        QCOMPARE(reply->status, 201);
        QVERIFY(names().contains(QStringLiteral("in chunks")));
    }

    void refusesBadJson_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const QByteArray &body, int status = 400) {
            QTest::newRow(name) << body << status;
        };
        row("nothing", "");
        row("blank", " ");
        row("open object", "{");
        row("open string", "{\"name\":\"x");
        row("open escape", "{\"name\":\"x\\");
        row("no value", "{\"name\":}");
        row("comma too many", "{\"name\":\"x\",}");
        row("single quotes", "{'name':'x'}");
        row("comment", "{\"name\":\"x\"/**/}");
        row("NaN", "{\"name\":NaN}");
        row("text after", "{\"name\":\"x\"}{}");
        row("no UTF-8", "{\"name\":\"\xff\xfe\"}");
        row("overlong UTF-8", "{\"name\":\"\xc0\xaf\"}");
        row("surrogate in UTF-8", "{\"name\":\"\xed\xa0\x80\"}");
        row("NUL", QByteArray("{\"name\":\"x\0y\"}", 14));
        row("line feed in a string", "{\"name\":\"x\ny\"}");
        row("NUL after", QByteArray("{\"name\":\"x\"}\0", 13));
        row("deep", QByteArray("[").repeated(100'000));
        row("deep and closed",
            "{\"name\":" + QByteArray("[").repeated(1'025) + QByteArray("]").repeated(1'025) + '}');
        row("closed first", QByteArray("]").repeated(1'000) + QByteArray("[").repeated(1'000));
        row("many values", "{\"name\":[" + QByteArray("0,").repeated(100'000) + "0]}");
        row("a name twice", "{\"name\":\"x\",\"name\":\"y\"}");
        row("a name twice, once escaped", "{\"name\":\"x\",\"n\\u0061me\":\"y\"}");
        row("ranges twice", "{\"name\":\"x\",\"allowedIps\":[\"127.0.0.2\"],\"allowedIps\":[]}");
        row("a name twice within", "{\"name\":\"x\",\"allowedIps\":[{\"a\":1,\"a\":2}]}");
        row("array", "[]", 422);
        row("string", "\"name\"", 400);
        row("lone surrogate", "{\"name\":\"\\ud800\"}", 422);
        row("lone low surrogate", "{\"name\":\"x\\udc00y\"}", 422);
        row("lone surrogate as a range", "{\"name\":\"x\",\"allowedIps\":[\"\\ud800\"]}", 422);
        row("lone surrogate as a member", "{\"name\":\"x\",\"\\ud800\":1}", 422);
        row("escaped NUL", "{\"name\":\"x\\u0000y\"}", 422);
        row("escaped NUL as a range", "{\"name\":\"x\",\"allowedIps\":[\"127.0.0.1\\u0000\"]}", 422);
        row("escaped NUL as access", "{\"name\":\"x\",\"access\":\"management\\u0000\"}", 422);
        row("escaped NUL in a member", "{\"name\":\"x\",\"access\\u0000\":\"management\"}", 422);
        row("huge number", "{\"name\":1e999999}");
        row("long name", "{\"name\":\"" + QByteArray(1'000'000, 'x') + "\"}", 422);
    }

    void refusesBadJson()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        const qsizetype before = names().size();
        HttpClient http = m_backend.client();
        const auto reply = http.send("POST", tokens, bearer(m_backend.managementSecret()), body);
        QVERIFY(reply);
        QCOMPARE(reply->status, status);
        QCOMPARE(reply->headers.value("content-type"), QByteArray("application/problem+json"));
        QVERIFY(!reply->json().isEmpty());
        QCOMPARE(reply->code(),
                 status == 400 ? QStringLiteral("MALFORMED_JSON") : QStringLiteral("INVALID_INPUT"));
        QCOMPARE(names().size(), before);
    }

    void takesSqlAsText()
    {
        HttpClient http = m_backend.client();
        const QByteArray secret = m_backend.managementSecret();
        for (const QByteArray &sql : injections) {
            const QStringList before = names();
            const QByteArray encoded = sql.toPercentEncoding();
            const auto made = http.send(
                "POST", tokens, bearer(secret, {{"Idempotency-Key", QByteArray(sql).replace(' ', '_')}}),
                "{\"name\":" + quoted(sql) + '}');
            QCOMPARE(made->status, 201);
            const QJsonObject token = at(made->json(), "token").toObject();
            QCOMPARE(at(token, "name").toString(), QString::fromUtf8(sql));
            const QByteArray path = tokens + '/' + at(token, "id").toString().toLatin1();
            const QByteArray tag = made->headers.value("etag");
            QCOMPARE(
                http.send("PATCH", path, bearer(secret, {{"If-Match", sql}}), "{\"name\":\"y\"}")->status,
                412);
            const auto edited = http.send("PATCH", path, bearer(secret, {{"If-Match", tag}}),
                                          "{\"name\":" + quoted(sql + sql) + '}');
            QCOMPARE(edited->status, 200);
            QCOMPARE(at(edited->json(), "name").toString(), QString::fromUtf8(sql + sql));

            for (const QByteArray field : {"allowedIps\":[", "expiresAt\":", "access\":"})
                QCOMPARE(
                    http.send("POST", tokens, bearer(secret),
                              "{\"name\":\"x\",\"" + field + quoted(sql) + (field.endsWith('[') ? "]}" : "}"))
                        ->status,
                    422);
            QCOMPARE(
                http.send("POST", tokens, bearer(secret), "{\"name\":\"x\"," + quoted(sql) + ":1}")->status,
                422);
            for (const QByteArray method : {"GET", "DELETE", "PATCH"})
                QCOMPARE(http.send(method, tokens + '/' + encoded, bearer(secret), "{}")->status, 404);
            for (const QByteArray parameter : {"limit", "cursor"})
                QCOMPARE(http.send("GET", tokens + '?' + parameter + '=' + encoded, bearer(secret))->status,
                         422);
            const QByteArray cursor
                = QByteArray("1 ' OR 1=1 --                        ")
                      .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
            const auto page = http.send("GET", tokens + "?cursor=" + cursor, bearer(secret));
            QVERIFY(page->status == 200 || page->status == 422);
            const auto resolved
                = http.send("GET", "/api/v1/integration/vat/resolve?vatId=" + encoded, bearer(secret));
            QCOMPARE(resolved->status, 200);
            QCOMPARE(at(resolved->json(), "status").toString(), QStringLiteral("Invalid"));
            QCOMPARE(
                http.send("GET", "/api/v1/integration/vat/validations/" + encoded, bearer(secret))->status,
                404);
            QCOMPARE(http.send("GET", tokens, {{"X-Any", sql}, {"Authorization", sql}})->status, 401);
            QCOMPARE(m_backend.client(60).send("GET", tokens, bearer(sql))->status, 401);
            QCOMPARE(names(), before + QStringList {QString::fromUtf8(sql + sql)});
        }
        QVERIFY(runSql(m_backend.database(), QStringLiteral("SELECT count(*) FROM token")));
    }

    void findsNothingOutsideItsPaths_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("status");
        const auto row = [](const QByteArray &target, int status = 404) {
            QTest::newRow(target.first(qMin<qsizetype>(60, target.size())).constData()) << target << status;
        };
        row(tokens + "/../tokens/current");
        row(tokens + "/..");
        row(tokens + "/../../../../etc/passwd");
        row(tokens + "/./current");
        row(tokens + "//");
        row(tokens + "//current");
        row("//api/v1/tokens");
        row("/api//v1/tokens");
        row(tokens + "/current/");
        row(tokens + "/%2e%2e%2ftokens");
        row(tokens + "/%2e%2e%2fcurrent");
        row(tokens + "/%2e%2e/current");
        row(tokens + "%2fcurrent");
        row(tokens + "/%252e%252e%252f");
        row(tokens + "/..%5c..%5ctokens.sqlite");
        row(tokens + "/%00");
        row(tokens + "/current%00");
        row(tokens + "/" + QByteArray(12'000, 'a'));
        row(tokens + "/" + QByteArray("../").repeated(4'000) + "etc/passwd");
        row(tokens + "/%c3%9c");
        row(tokens + "/%ff", 400);
        row(tokens + "/%c0%ae%c0%ae%c0%af", 400);
        row(tokens + "/%", 400);
        row(tokens + "/%4", 400);
        row(tokens + "/%zz", 400);
        row(tokens + "?limit=%zz", 400);
        row(tokens + "?cursor=%ff", 400);
        row("/api/v1/integration/vat/resolve?vatId=%", 400);
        row("*", 400);
        row("tokens", 400);
        row("https://x/api/v1/tokens", 400);
        row(tokens + "?limit=-1", 422);
        row(tokens + "?limit=0", 422);
        row(tokens + "?limit=501", 422);
        row(tokens + "?limit=1e2", 422);
        row(tokens + "?limit=99999999999999999999", 422);
        row(tokens + "?limit=", 422);
        row(tokens + "?limit=%005", 422);
        row(tokens + "?cursor=", 422);
        row(tokens + "?cursor=" + QByteArray(12'000, 'A'), 422);
    }

    void findsNothingOutsideItsPaths()
    {
        QFETCH(QByteArray, target);
        QFETCH(int, status);
        HttpClient http = m_backend.client();
        const auto reply = http.send("GET", target, bearer(m_backend.managementSecret()));
        QVERIFY(reply);
        QCOMPARE(reply->status, status);
        QCOMPARE(reply->headers.value("content-type"), QByteArray("application/problem+json"));
        QVERIFY(!reply->code().isEmpty());
        // A percent-encoded id is the id.
        QByteArray id = at(m_known, "id").toString().toLatin1();
        id.replace(0, 1, '%' + id.first(1).toHex());
        QCOMPARE(http.send("GET", tokens + '/' + id, bearer(m_backend.managementSecret()))->status, 200);
    }

    void refusesBadIdempotencyKeys()
    {
        HttpClient http = m_backend.client();
        for (const QByteArray &key :
             {QByteArray(), QByteArray("a b"), QByteArray("\xc3\xbc"), QByteArray(256, 'k')}) {
            const auto reply
                = http.send("POST", tokens, bearer(m_backend.managementSecret(), {{"Idempotency-Key", key}}),
                            "{\"name\":\"k\"}");
            QVERIFY(reply);
            QCOMPARE(reply->status, 400);
            QCOMPARE(reply->code(), QStringLiteral("MALFORMED_IDEMPOTENCY_KEY"));
        }
        QVERIFY(!names().contains(QStringLiteral("k")));
    }

    void cleanupTestCase()
    {
        // Whatever came is not worth a line, least of all one with a secret.
        QCOMPARE(m_backend.terminate(), 0);
        QFile log(m_log);
        QVERIFY(log.open(QIODevice::ReadOnly));
        QCOMPARE(log.readAll(), QByteArray());
    }

private:
    /// The names of all tokens, by age.
    QStringList names() const
    {
        HttpClient http = m_backend.client();
        const auto reply = http.send("GET", tokens + "?limit=500", bearer(m_backend.managementSecret()));
        QStringList result;
        if (reply) {
            for (const QJsonValue token : at(reply->json(), "items").toArray())
                result.append(token[QLatin1String("name")].toString());
        }
        return result;
    }

    BackendProcess m_backend;
    QString m_log;
    QJsonObject m_known;
};

QTEST_GUILESS_MAIN(TestHostileInput)
#include "tst_hostileinput.moc"
