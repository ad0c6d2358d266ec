#include "backendprocess.h"

#include <QRegularExpression>
#include <QTest>

using namespace tc::test;

/// What misbehaving callers meet.
class TestHttpLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void refusesMalformedRequests_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const QByteArray &request, int status) {
            QTest::newRow(name) << request << status;
        };
        const QByteArray host = "Host: x\r\n";
        row("no HTTP", "HELLO\r\n\r\n", 400);
        row("binary", QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15), 400);
        row("no host", "GET / HTTP/1.1\r\n\r\n", 400);
        row("two hosts", "GET / HTTP/1.1\r\n" + host + host + "\r\n", 400);
        row("negative length", "POST /api/v1/tokens HTTP/1.1\r\n" + host + "Content-Length: -5\r\n\r\n", 400);
        row("two lengths",
            "POST /api/v1/tokens HTTP/1.1\r\n" + host + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
            400);
        row("length and chunks",
            "POST /api/v1/tokens HTTP/1.1\r\n" + host
                + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400);
        row("bad chunk",
            "POST /api/v1/tokens HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400);
        row("bare line feed in a name", "GET / HTTP/1.1\r\n" + host + "A\nB: c\r\n\r\n", 400);
        row("large header", "GET / HTTP/1.1\r\n" + host + "X: " + QByteArray(20'000, 'x') + "\r\n\r\n", 431);
        row("many headers", "GET / HTTP/1.1\r\n" + host + QByteArray("X: y\r\n").repeated(4000) + "\r\n",
            431);
        row("long target", "GET /" + QByteArray(20'000, 'x') + " HTTP/1.1\r\n" + host + "\r\n", 431);
        row("large body",
            "POST /api/v1/tokens HTTP/1.1\r\n" + host + "Content-Length: 1048577\r\n\r\n"
                + QByteArray(1'048'577, 'x'),
            413);
        row("announced body",
            "POST /api/v1/tokens HTTP/1.1\r\n" + host + "Content-Length: 99999999999\r\n\r\n", 413);
        row("chunked body",
            "POST /api/v1/tokens HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n"
                + (QByteArray("10000\r\n") + QByteArray(0x10000, 'x') + "\r\n").repeated(17),
            413);
        row("expectation", "POST /api/v1/tokens HTTP/1.1\r\n" + host + "Expect: a-miracle\r\n\r\n", 417);
        row("absolute form", "GET http://x/api/v1/tokens HTTP/1.1\r\n" + host + "\r\n", 401);
    }

    void refusesMalformedRequests()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        HttpClient http = m_backend.client();
        const auto reply = http.sendRaw(request);
        QVERIFY(reply);
        QCOMPARE(reply->status, status);
        QCOMPARE(reply->headers.value("content-type"), QByteArray("application/problem+json"));
        QVERIFY(!reply->code().isEmpty());
        HttpClient next = m_backend.client();
        QCOMPARE(next.send("GET", "/api/v1/tokens", bearer(m_backend.managementSecret()))->status, 200);
    }

    void takesTheLargestBody()
    {
        HttpClient http = m_backend.client();
        const QByteArray body = "{\"name\":\"big\"" + QByteArray(1'048'576 - 14, ' ') + '}';
        QCOMPARE(body.size(), 1'048'576);
        const auto reply = http.send("POST", "/api/v1/tokens", bearer(m_backend.managementSecret()), body);
        QVERIFY(reply);
        QCOMPARE(reply->status, 201);
    }

    void goesOnWhenAskedTo()
    {
        HttpClient http = m_backend.client();
        QVERIFY(http.connectNow());
        const QByteArray body = "{\"name\":\"patient\"}";
        const auto goOn = http.sendRaw("POST /api/v1/tokens HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
                                       "Authorization: Bearer "
                                       + m_backend.managementSecret() + "\r\nContent-Length: "
                                       + QByteArray::number(body.size()) + "\r\n\r\n");
        QVERIFY(goOn);
        QCOMPARE(goOn->status, 100);
        const auto reply = http.sendRaw(body);
        QVERIFY(reply);
        QCOMPARE(reply->status, 201);
    }

    void answersPipelinedRequestsInOrder()
    {
        HttpClient http = m_backend.client();
        const QByteArray good = "GET /api/v1/tokens/current HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
            + m_backend.managementSecret() + "\r\n\r\n";
        const QByteArray bad = "GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        QVERIFY(http.connectNow());
        http.socket().write(good + bad);
        QByteArray received;
        while (http.socket().waitForReadyRead(30'000))
            received += http.socket().readAll();
        QCOMPARE(http.socket().state(), QAbstractSocket::UnconnectedState);
        const qsizetype first = received.indexOf("HTTP/1.1 200 OK");
        const qsizetype second = received.indexOf("HTTP/1.1 404 Not Found");
        QVERIFY(first == 0 && second > first);
    }

    void staysSmall()
    {
        BackendProcess backend;
        QVERIFY(backend.start());
        const qint64 before = backend.memory("VmHWM");
        QVERIFY(before > 0);
        HttpClient http = backend.client();
        QVERIFY(http.connectNow());
        // The answer comes before all of this is written: what matters is what it costs.
        http.socket().write("GET / HTTP/1.1\r\nHost: x\r\nX: ");
        for (int i = 0; i < 150 && http.socket().state() == QAbstractSocket::ConnectedState; ++i) {
            http.socket().write(QByteArray(1024 * 1024, 'x'));
            while (http.socket().bytesToWrite() > 0 && http.socket().waitForBytesWritten(30'000)) { }
        }
        HttpClient nested = backend.client();
        QCOMPARE(nested
                     .send("POST", "/api/v1/tokens", bearer(backend.managementSecret()),
                           '{' + QByteArray("[0],").repeated(260'000) + '}')
                     ->status,
                 400);
        const qint64 growth = backend.memory("VmHWM") - before;
#ifndef TC_SANITIZED
        QVERIFY2(growth < 20 * 1024, QByteArray::number(growth).constData());
#else
        QVERIFY2(growth < 200 * 1024, QByteArray::number(growth).constData());
#endif
    }

    void initTestCase()
    {
        QVERIFY(m_backend.start());
    }

private:
    BackendProcess m_backend;
};

QTEST_GUILESS_MAIN(TestHttpLimits)
#include "tst_httplimits.moc"
