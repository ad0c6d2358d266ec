#include "httptransport.h"
#include "misbehavingserver.h"
#include "waiting.h"

#include <QElapsedTimer>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace tc;
using namespace std::chrono_literals;

namespace {

const QByteArray json = "Content-Type: application/json\r\n";
const QByteArray problemJson = "Content-Type: application/problem+json\r\n";

HttpRequestData get(const QByteArray &target = "tokens")
{
    HttpRequestData request;
    request.method = "GET";
    request.target = target;
    request.idempotent = true;
    return request;
}

HttpRequestData write(const QByteArray &method, const QByteArray &body = "{\"name\":\"a\"}")
{
    HttpRequestData request;
    request.method = method;
    request.target = "tokens";
    request.body = body;
    return request;
}

CredentialHeader bearer(const QByteArray &token = "abc123")
{
    return {"Authorization", "Bearer " + token};
}

qint64 residentKibibytes()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.simplified().split(' ').value(1).toLongLong();
    }
    return -1;
}

} // namespace

class TestHttpTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        auto manager = std::make_shared<QNetworkAccessManager>();
        m_manager = manager.get();
        m_transport = std::make_unique<HttpTransport>(std::move(manager));
        m_transport->setDeadline(15s);
        // What one exchange does; tst_retries.cpp has those that are tried again.
        m_transport->setRetryPolicy({.attempts = 1});
    }

    void cleanup()
    {
        QCOMPARE(m_manager->findChildren<QNetworkReply *>().size(), 0);
        m_transport.reset();
    }

    void sendsWhatItIsGiven()
    {
        MisbehavingServer server(answering(httpReply("201 Created", json + "ETag: \"7\"\r\n", "{\"a\":1}")));
        HttpRequestData request = write("POST");
        request.target = "tokens?x=%C3%A4";
        request.headers = {{"Idempotency-Key", "k1"}, {"Content-Type", "application/json"}};
        const auto outcome = outcomeOf(m_transport->send(request, server.url(), bearer()));
        QVERIFY(outcome && outcome->has_value());
        QCOMPARE((*outcome)->status, 201);
        QCOMPARE((*outcome)->body, QByteArray("{\"a\":1}"));
        QVERIFY((*outcome)->headers.contains(std::pair<QByteArray, QByteArray>("ETag", "\"7\"")));

        QCOMPARE(server.requests().size(), 1);
        const QByteArray sent = server.requests().constFirst();
        QVERIFY(sent.startsWith("POST /api/v1/tokens?x=%C3%A4 HTTP/1.1\r\n"));
        QVERIFY(sent.endsWith("\r\n\r\n{\"name\":\"a\"}"));
        const QByteArray head = sent.left(sent.indexOf("\r\n\r\n") + 2);
        for (const QByteArray &line :
             {QByteArray("Authorization: Bearer abc123"), QByteArray("Idempotency-Key: k1"),
              QByteArray("Accept-Encoding: identity"), QByteArray("Content-Length: 12"),
              QByteArray("User-Agent: TokenConsole/" TC_VERSION),
              QByteArray("Content-Type: application/json")})
            QVERIFY2(head.contains("\r\n" + line + "\r\n"), sent.constData());
        QVERIFY(!head.contains("Cookie") && !head.contains("Upgrade") && !head.contains("HTTP2"));
    }

    void worksWithAManagerOfItsOwn()
    {
        MisbehavingServer server(answering(httpReply("200 OK", json, "[]")));
        HttpTransport transport;
        const auto outcome = outcomeOf(transport.send(get(), server.url()));
        QVERIFY(outcome && outcome->has_value());
        QVERIFY(!server.requests().constFirst().contains("Authorization"));
    }

    void keepsNoCookies()
    {
        MisbehavingServer server(answering(httpReply("200 OK", json + "Set-Cookie: a=b; Path=/\r\n", "[]")));
        QVERIFY(outcomeOf(m_transport->send(get(), server.url(), bearer())));
        QVERIFY(outcomeOf(m_transport->send(get(), server.url(), bearer())));
        QCOMPARE(server.requests().size(), 2);
        QVERIFY(!server.requests().constLast().contains("Cookie"));
    }

    void givesEveryStatusButRedirects_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("headers");
        for (const char *status :
             {"200 OK", "202 Accepted", "400 Bad Request", "402 Payment Required", "403 Forbidden",
              "404 Not Found", "409 Conflict", "412 Precondition Failed", "422 Unprocessable",
              "428 Precondition Required", "429 Too Many Requests", "500 Internal Server Error",
              "503 Service Unavailable"})
            QTest::newRow(status) << QByteArray(status) << QByteArray();
        QTest::newRow("401 Bearer") << QByteArray("401 Unauthorized")
                                    << QByteArray("WWW-Authenticate: Bearer error=\"invalid_token\"\r\n");
    }

    void givesEveryStatusButRedirects()
    {
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, headers);
        const QByteArray body = "{\"code\":\"X\"}";
        MisbehavingServer server(answering(httpReply(status, problemJson + headers, body)));
        for (const HttpRequestData &request : {get(), write("POST")}) {
            const auto outcome = outcomeOf(m_transport->send(request, server.url(), bearer()));
            QVERIFY(outcome && outcome->has_value());
            QCOMPARE((*outcome)->status, status.left(3).toInt());
            QCOMPARE((*outcome)->body, body);
        }
        QCOMPARE(server.requests().size(), 2);
    }

    void givesRepliesWithoutBody()
    {
        MisbehavingServer server(answering("HTTP/1.1 204 No Content\r\n\r\n"));
        const auto outcome = outcomeOf(m_transport->send(write("DELETE", {}), server.url(), bearer()));
        QVERIFY(outcome && outcome->has_value());
        QCOMPARE((*outcome)->status, 204);
        QCOMPARE((*outcome)->body, QByteArray());
    }

    void dropsTheBodyOfAnErrorPage()
    {
        MisbehavingServer server(
            answering(httpReply("502 Bad Gateway", "Content-Type: text/html\r\n", "<h1>Bad gateway</h1>")));
        const auto outcome = outcomeOf(m_transport->send(get(), server.url(), bearer()));
        QVERIFY(outcome && outcome->has_value());
        QCOMPARE((*outcome)->status, 502);
        QCOMPARE((*outcome)->body, QByteArray());
    }

    void followsNoRedirect_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("method");
        for (const char *status : {"301", "302", "303", "307", "308"}) {
            for (const char *method : {"GET", "POST", "DELETE"})
                QTest::addRow("%s %s", status, method) << QByteArray(status) << QByteArray(method);
        }
    }

    /// Faults 1 and 2.
    void followsNoRedirect()
    {
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, method);
        MisbehavingServer elsewhere(answering(httpReply("200 OK", json, "[]")));
        MisbehavingServer server(answering(
            httpReply(status + " Elsewhere", "Location: " + elsewhere.url().toEncoded() + "\r\n", {})));
        const HttpRequestData request = method == "GET" ? get() : write(method);
        const auto outcome = outcomeOf(m_transport->send(request, server.url(), bearer()));
        QCOMPARE(kindOf(outcome), ErrorKind::Redirect);
        QCOMPARE(outcome->error().status, status.toInt());
        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(elsewhere.connectionCount(), 0);
    }

    void sendsWritesOnce_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("keepAlive");
        QTest::addColumn<bool>("idempotent");
        const QByteArray body = "{\"name\":\"a\"}";
        for (const char *method : {"POST", "PATCH", "PUT", "DELETE"}) {
            for (const bool keepAlive : {false, true}) {
                const char *connection = keepAlive ? "beside a kept connection" : "new connection";
                QTest::addRow("%s, %s", method, connection)
                    << QByteArray(method) << body << keepAlive << false;
                QTest::addRow("%s without body, %s", method, connection)
                    << QByteArray(method) << QByteArray() << keepAlive << false;
            }
        }
        QTest::newRow("large POST") << QByteArray("POST") << QByteArray(3'000'000, 'x') << false << false;
        QTest::newRow("idempotent DELETE") << QByteArray("DELETE") << QByteArray() << false << true;
        QTest::newRow("idempotent PUT, beside a kept connection")
            << QByteArray("PUT") << body << true << true;
    }

    /// Faults 5 and 6.
    void sendsWritesOnce()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        QFETCH(bool, keepAlive);
        QFETCH(bool, idempotent);
        MisbehavingServer server([](QTcpSocket &socket, const QByteArray &request) {
            if (request.startsWith("GET"))
                socket.write(httpReply("200 OK", json, "[]"));
            else
                socket.disconnectFromHost();
        });
        if (keepAlive)
            QVERIFY(outcomeOf(m_transport->send(get(), server.url(), bearer())));

        HttpRequestData request = write(method, body);
        request.idempotent = idempotent;
        const auto outcome = outcomeOf(m_transport->send(request, server.url(), bearer()));
        // Sending it twice may do no harm; whether it was done at all is unknown all the same.
        QCOMPARE(kindOf(outcome), ErrorKind::OutcomeUnknown);
        // Whatever was sent twice would have arrived before this answer.
        const auto after = outcomeOf(m_transport->send(get("after"), server.url(), bearer()));
        QVERIFY(after && after->has_value());
        const auto writes
            = std::count_if(server.requests().begin(), server.requests().end(),
                            [&method](const QByteArray &sent) { return sent.startsWith(method); });
        QCOMPARE(writes, 1);
    }

    void endsReadsThatBreak()
    {
        MisbehavingServer server([](QTcpSocket &socket, const QByteArray &) { socket.disconnectFromHost(); });
        const auto outcome = outcomeOf(m_transport->send(get(), server.url(), bearer()));
        QCOMPARE(kindOf(outcome), ErrorKind::Transport);
        // Qt sends a read again; that is harmless, as long as it ends.
        QVERIFY(server.requests().size() <= 4);
    }

    void saysWhereNobodyListens()
    {
        quint16 port = 0;
        {
            MisbehavingServer gone(answering({}));
            port = gone.serverPort();
        }
        const QUrl url(QStringLiteral("http://127.0.0.1:%1/").arg(port));
        QCOMPARE(kindOf(outcomeOf(m_transport->send(get(), url, bearer()))), ErrorKind::Transport);
        // Nothing can have been done where nothing was sent.
        QCOMPARE(kindOf(outcomeOf(m_transport->send(write("POST"), url, bearer()))), ErrorKind::Transport);
        QCOMPARE(kindOf(outcomeOf(m_transport->send(write("DELETE", {}), url, bearer()))),
                 ErrorKind::Transport);
    }

    void endsAtTheDeadline_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("GET") << QByteArray("GET") << ErrorKind::Deadline;
        QTest::newRow("POST") << QByteArray("POST") << ErrorKind::OutcomeUnknown;
        QTest::newRow("DELETE") << QByteArray("DELETE") << ErrorKind::OutcomeUnknown;
    }

    /// Faults 9, 10 and 13.
    void endsAtTheDeadline()
    {
        QFETCH(QByteArray, method);
        QFETCH(ErrorKind, kind);
        m_transport->setDeadline(400ms);
        const HttpRequestData request
            = method == "GET" ? get() : write(method, method == "POST" ? QByteArray("{}") : QByteArray());
        const QList<MisbehavingServer::Behaviour> behaviours {
            [](QTcpSocket &, const QByteArray &) {},
            [](QTcpSocket &socket, const QByteArray &) {
                socket.write("HTTP/1.1 200 OK\r\n" + json + "Content-Length: 1000000\r\n\r\n");
                drip(socket, " ");
            },
            [](QTcpSocket &socket, const QByteArray &) {
                socket.write("HTTP/1.1 200 OK\r\n");
                drip(socket, "X-More: " + QByteArray(20'000, 'x') + "\r\n");
            },
        };
        for (const MisbehavingServer::Behaviour &behaviour : behaviours) {
            MisbehavingServer server(behaviour);
            QElapsedTimer timer;
            timer.start();
            const auto outcome = outcomeOf(m_transport->send(request, server.url(), bearer()));
            QCOMPARE(kindOf(outcome), kind);
            QVERIFY(!outcome->error().reason.isEmpty());
            QVERIFY2(timer.elapsed() >= 350 && timer.elapsed() < 3000,
                     QByteArray::number(timer.elapsed()).constData());
        }
    }

    void saysDeadlineForAWriteThatNeverLeft()
    {
        // The handshake never ends, so the request is still here when the time is up.
        m_transport->setDeadline(400ms);
        MisbehavingServer server([](QTcpSocket &, const QByteArray &) {});
        QUrl url = server.url();
        url.setScheme(QStringLiteral("https"));
        QCOMPARE(kindOf(outcomeOf(m_transport->send(write("POST"), url, bearer()))), ErrorKind::Deadline);
        QCOMPARE(server.requests().size(), 0);
    }

    void boundsBodies_data()
    {
        QTest::addColumn<QByteArray>("head");
        const QByteArray ok = "HTTP/1.1 200 OK\r\n" + json;
        QTest::newRow("length said") << ok + "Content-Length: 314572800\r\n\r\n";
        QTest::newRow("length not said") << ok + "Connection: close\r\n\r\n";
        QTest::newRow("error reply") << QByteArray("HTTP/1.1 500 Oops\r\n") + json
                + "Connection: close\r\n\r\n";
    }

    /// Fault 11.
    void boundsBodies()
    {
        QFETCH(QByteArray, head);
        constexpr qint64 size = 300LL * 1024 * 1024;
        const QByteArray piece(256 * 1024, ' ');
        MisbehavingServer server([&head, &piece](QTcpSocket &socket, const QByteArray &) {
            socket.write(head);
            pour(socket, piece, size);
        });
        const qint64 before = residentKibibytes();
        const auto outcome = outcomeOf(m_transport->send(get(), server.url(), bearer()));
        const qint64 growth = residentKibibytes() - before;
        QCOMPARE(kindOf(outcome), ErrorKind::Protocol);
        QVERIFY(before > 0);
        qInfo("grew by %lld KiB", growth);
#ifndef TC_SANITIZED
        QVERIFY2(growth < 20 * 1024, QByteArray::number(growth).constData());
#endif
    }

    void boundsJsonValues()
    {
        const QByteArray list = "[" + QByteArray("0,").repeated(100'000) + "0]";
        MisbehavingServer server(answering(httpReply("200 OK", json, list)));
        QCOMPARE(kindOf(outcomeOf(m_transport->send(get(), server.url(), bearer()))), ErrorKind::Protocol);
        const QByteArray allowed = "[" + QByteArray("0,").repeated(99'998) + "0]";
        MisbehavingServer politeServer(answering(httpReply("200 OK", json, allowed)));
        const auto outcome = outcomeOf(m_transport->send(get(), politeServer.url(), bearer()));
        QVERIFY(outcome && outcome->has_value());
        QCOMPARE((*outcome)->body, allowed);
    }

    void refusesReplies_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<ErrorKind>("onRead");
        QTest::addColumn<ErrorKind>("onWrite");
        using Kind = ErrorKind;
        const QByteArray ok = "HTTP/1.1 200 OK\r\n" + json;
        QTest::newRow("gzip") << httpReply("200 OK", json + "Content-Encoding: gzip\r\n", "\x1f\x8b")
                              << Kind::Protocol << Kind::OutcomeUnknown;
        QTest::newRow("unknown encoding") << httpReply("200 OK", json + "Content-Encoding: br\r\n", "[]")
                                          << Kind::Protocol << Kind::OutcomeUnknown;
        QTest::newRow("HTML") << httpReply("200 OK", "Content-Type: text/html\r\n", "<html>Sign in</html>")
                              << Kind::Protocol << Kind::OutcomeUnknown;
        QTest::newRow("no content type")
            << httpReply("200 OK", {}, "[]") << Kind::Protocol << Kind::OutcomeUnknown;
        QTest::newRow("JSON lookalike") << httpReply("200 OK", "Content-Type: text/json\r\n", "[]")
                                        << Kind::Protocol << Kind::OutcomeUnknown;
        QTest::newRow("cut short") << ok + "Content-Length: 20\r\n\r\n[1,2]" << Kind::Transport
                                   << Kind::OutcomeUnknown;
        QTest::newRow("cut short before the body") << ok + "Content-Length: 20\r\n\r\n"
                                                   << Kind::Transport << Kind::OutcomeUnknown;
        // Qt may take the connection's end for the body's; JSON that is whole lacks nothing then.
        QTest::newRow("cut short in a chunk") << ok + "Transfer-Encoding: chunked\r\n\r\n14\r\n[1,2,"
                                              << Kind::Transport << Kind::OutcomeUnknown;
        QTest::newRow("cut short without a length")
            << ok + "Connection: close\r\n\r\n[1,\"a" << Kind::Transport << Kind::OutcomeUnknown;
        QTest::newRow("too large") << ok + "Connection: close\r\n\r\n" + QByteArray(5'000'000, ' ')
                                   << Kind::Protocol << Kind::OutcomeUnknown;
        QTest::newRow("too many values")
            << httpReply("200 OK", json, '[' + QByteArray("0,").repeated(100'000) + "0]") << Kind::Protocol
            << Kind::OutcomeUnknown;
        QTest::newRow("not done") << httpReply("307 Elsewhere", "Location: /x\r\n", {}) << Kind::Redirect
                                  << Kind::Redirect;
        QTest::newRow("negative length")
            << ok + "Content-Length: -5\r\n\r\n[]" << Kind::Protocol << Kind::OutcomeUnknown;
        QTest::newRow("two lengths") << ok + "Content-Length: 2\r\nContent-Length: 5\r\n\r\n[]xxx"
                                     << Kind::Protocol << Kind::OutcomeUnknown;
        QTest::newRow("huge length") << ok + "Content-Length: 99999999999999999999\r\n\r\n[]"
                                     << Kind::Protocol << Kind::OutcomeUnknown;
        QTest::newRow("cut in the head")
            << QByteArray("HTTP/1.1 200 O") << Kind::Transport << Kind::OutcomeUnknown;
    }

    /// Faults 12, 14, 15 and 16.
    void refusesReplies()
    {
        QFETCH(QByteArray, reply);
        QFETCH(ErrorKind, onRead);
        QFETCH(ErrorKind, onWrite);
        MisbehavingServer server(answeringThenClosing(reply));
        QCOMPARE(kindOf(outcomeOf(m_transport->send(get(), server.url(), bearer()))), onRead);
        const auto written = outcomeOf(m_transport->send(write("POST"), server.url(), bearer()));
        QCOMPARE(kindOf(written), onWrite);
        QVERIFY(!written->error().reason.isEmpty());
        // Qt may have sent the read again meanwhile.
        QCOMPARE(std::count_if(server.requests().begin(), server.requests().end(),
                               [](const QByteArray &request) { return request.startsWith("POST"); }),
                 1);
    }

    void takesBodiesOfAnyLength_data()
    {
        QTest::addColumn<qsizetype>("items");
        QTest::addColumn<bool>("isLengthSaid");
        for (const qsizetype items : {1, 40'000, 99'000}) {
            QTest::addRow("%lld, length said", qlonglong(items)) << items << true;
            QTest::addRow("%lld, length not said", qlonglong(items)) << items << false;
        }
    }

    void takesBodiesOfAnyLength()
    {
        QFETCH(qsizetype, items);
        QFETCH(bool, isLengthSaid);
        QByteArray body = "[";
        for (qsizetype i = 0; i < items; ++i)
            body += (i ? ",\"" : "\"") + QByteArray::number(i).rightJustified(30, '0') + '"';
        body += ']';
        MisbehavingServer server(answeringThenClosing(isLengthSaid ? httpReply("200 OK", json, body)
                                                                   : "HTTP/1.1 200 OK\r\n" + json
                                                              + "Connection: close\r\n\r\n" + body));
        const auto outcome = outcomeOf(m_transport->send(get(), server.url(), bearer()));
        QVERIFY(outcome && outcome->has_value());
        QVERIFY((*outcome)->body == body);
    }

    void takesIdentityAndOtherJson()
    {
        MisbehavingServer server(answering(httpReply(
            "200 OK",
            "content-type: application/vnd.example+json; charset=utf-8\r\nContent-Encoding: identity\r\n",
            "{}")));
        const auto outcome = outcomeOf(m_transport->send(get(), server.url(), bearer()));
        QVERIFY(outcome && outcome->has_value());
    }

    void survivesWhatIsNoHttp()
    {
        MisbehavingServer server(answeringThenClosing("220 mail.example ESMTP\r\n"));
        const auto read = kindOf(outcomeOf(m_transport->send(get(), server.url(), bearer())));
        QVERIFY(read == ErrorKind::Protocol || read == ErrorKind::Transport);
        QCOMPARE(kindOf(outcomeOf(m_transport->send(write("POST"), server.url(), bearer()))),
                 ErrorKind::OutcomeUnknown);
    }

    void answersNoChallenge_data()
    {
        QTest::addColumn<QByteArray>("challenge");
        for (const char *scheme :
             {"Basic realm=\"x\"", "Digest realm=\"x\", nonce=\"y\"", "NTLM", "Negotiate"})
            QTest::newRow(scheme) << QByteArray(scheme);
    }

    void answersNoChallenge()
    {
        QFETCH(QByteArray, challenge);
        MisbehavingServer server(
            answering(httpReply("401 Unauthorized", problemJson + "WWW-Authenticate: " + challenge + "\r\n",
                                "{\"code\":\"X\"}")));
        for (const HttpRequestData &request : {get(), write("POST"), write("DELETE", {})}) {
            const qsizetype before = server.requests().size();
            const auto outcome = outcomeOf(m_transport->send(request, server.url(), bearer()));
            QVERIFY(outcome && outcome->has_value());
            QCOMPARE((*outcome)->status, 401);
            QCOMPARE(server.requests().size(), before + 1);
            QVERIFY(server.requests().constLast().contains("\r\nAuthorization: Bearer abc123\r\n"));
        }
    }

    void refusesBeforeSending_data()
    {
        QTest::addColumn<QString>("userInfo");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("header");
        const QByteArray target = "tokens";
        const QByteArray token = "abc";
        QTest::newRow("user info") << QStringLiteral("user:pw") << target << token << QByteArray("v");
        QTest::newRow("CRLF credential")
            << QString() << target << QByteArray("abc\r\nX-Evil: 1") << QByteArray("v");
        QTest::newRow("CRLF header") << QString() << target << token << QByteArray("v\r\nX-Evil: 1");
        QTest::newRow("other origin")
            << QString() << QByteArray("//evil.example/") << token << QByteArray("v");
        QTest::newRow("above the base")
            << QString() << QByteArray("../v2/tokens") << token << QByteArray("v");
        QTest::newRow("line break in target")
            << QString() << QByteArray("a HTTP/1.1\r\nX: 1") << token << QByteArray("v");
    }

    /// Faults 17 and 25.
    void refusesBeforeSending()
    {
        QFETCH(QString, userInfo);
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, token);
        QFETCH(QByteArray, header);
        MisbehavingServer server(answering(httpReply("200 OK", json, "[]")));
        QUrl url = server.url();
        url.setUserInfo(userInfo);
        HttpRequestData request = get(target);
        request.headers = {{"X-Header", header}};
        bool returned = false;
        bool finishedEarly = false;
        auto call = m_transport->send(request, url, bearer(token));
        std::optional<Result<HttpReplyData>> outcome;
        call->onFinished([&](Result<HttpReplyData> result) {
            finishedEarly = !returned;
            outcome.emplace(std::move(result));
        });
        returned = true;
        QTRY_VERIFY(outcome.has_value());
        QVERIFY(!finishedEarly);
        QVERIFY(!outcome->has_value());
        QVERIFY(!outcome->error().reason.isEmpty());
        QCOMPARE(server.connectionCount(), 0);
    }

    void refusesHttpElsewhere()
    {
        for (const char *url : {"http://api.example.com/", "http://localhost:1/", "http://192.0.2.1/"}) {
            const auto outcome
                = outcomeOf(m_transport->send(get(), QUrl(QLatin1String(url)), bearer()), 1000);
            QCOMPARE(kindOf(outcome), ErrorKind::Tls);
        }
    }

    void abortsWhenDestroyed()
    {
        QTcpSocket *peer = nullptr;
        MisbehavingServer server([&peer](QTcpSocket &socket, const QByteArray &) { peer = &socket; });
        for (const HttpRequestData &request : {get(), write("POST"), write("DELETE", {})}) {
            peer = nullptr;
            bool finished = false;
            auto call = m_transport->send(request, server.url(), bearer());
            call->onFinished([&finished](Result<HttpReplyData>) { finished = true; });
            QTRY_VERIFY(peer != nullptr);
            QSignalSpy gone(peer, &QTcpSocket::disconnected);
            call.reset();
            QCOMPARE(m_manager->findChildren<QNetworkReply *>().size(), 0);
            QVERIFY(!gone.isEmpty() || gone.wait());
            QVERIFY(!finished);
        }
        QCOMPARE(server.requests().size(), 3);
    }

    void abortsWhenDestroyedAtOnce()
    {
        MisbehavingServer server(answering(httpReply("200 OK", json, "[]")));
        bool finished = false;
        for (int i = 0; i < 50; ++i) {
            auto call = m_transport->send(write("POST"), server.url(), bearer());
            call->onFinished([&finished](Result<HttpReplyData>) { finished = true; });
        }
        const auto outcome = outcomeOf(m_transport->send(get(), server.url(), bearer()));
        QVERIFY(outcome && outcome->has_value());
        QVERIFY(!finished);
    }

    void mayBeDestroyedByItsHandler()
    {
        MisbehavingServer server(answering(httpReply("200 OK", json, "[]")));
        for (const HttpRequestData &request : {get(), write("POST"), get("../outside")}) {
            bool finished = false;
            CallPtr<HttpReplyData> call = m_transport->send(request, server.url(), bearer());
            call->onFinished([&](Result<HttpReplyData>) {
                call.reset();
                finished = true;
            });
            QTRY_VERIFY(finished);
            QVERIFY(!call);
        }
    }

    /// Fault 18.
    void tellsProxyTrouble()
    {
        MisbehavingServer proxy(answeringThenClosing(
            httpReply("407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"p\"\r\n", {})));
        QNetworkProxy::setApplicationProxy(
            QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), proxy.serverPort()));
        const QUrl base(QStringLiteral("https://api.example.com/"));
        const auto refused = outcomeOf(m_transport->send(get(), base, bearer()));
        const auto refusedWrite = outcomeOf(m_transport->send(write("POST"), base, bearer()));
        const auto sent = proxy.requests();
        proxy.close();
        const auto down = outcomeOf(m_transport->send(get(), base, bearer()));

        // Loopback does without the proxy, which could read the plain text.
        MisbehavingServer server(answering(httpReply("200 OK", json, "[]")));
        const auto direct = outcomeOf(m_transport->send(get(), server.url(), bearer()));
        QNetworkProxy::setApplicationProxy(QNetworkProxy(QNetworkProxy::NoProxy));

        QCOMPARE(kindOf(refused), ErrorKind::Transport);
        QCOMPARE(kindOf(refusedWrite), ErrorKind::Transport);
        QCOMPARE(kindOf(down), ErrorKind::Transport);
        QVERIFY(refused->error().reason != down->error().reason);
        QCOMPARE(refused->error().status, 407);
        QVERIFY(!sent.isEmpty());
        for (const QByteArray &request : sent)
            QVERIFY(request.startsWith("CONNECT ") && !request.contains("Bearer"));
        QVERIFY(direct && direct->has_value());
    }

private:
    QNetworkAccessManager *m_manager = nullptr;
    std::unique_ptr<HttpTransport> m_transport;
};

QTEST_GUILESS_MAIN(TestHttpTransport)
#include "tst_httptransport.moc"
