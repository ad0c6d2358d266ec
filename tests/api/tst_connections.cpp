// Which connections a transport keeps, and that it ends them: their buffers hold what passed last.
#include "httptransport.h"
#include "misbehavingserver.h"
#include "origin.h"
#include "waiting.h"

#include <QElapsedTimer>
#include <QNetworkProxy>
#include <QPointer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using namespace tc;

namespace {

const QByteArray done = httpReply("200 OK", "Content-Type: application/json\r\n", "[]");

HttpRequestData request(const QByteArray &method, const QByteArray &body = {})
{
    HttpRequestData request;
    request.method = method;
    request.target = "tokens";
    request.body = body;
    request.idempotent = method == "GET";
    return request;
}

/// Answers, and says in \a peer where the last request came from.
MisbehavingServer::Behaviour answeringAt(QPointer<QTcpSocket> &peer)
{
    return [&peer](QTcpSocket &socket, const QByteArray &) {
        peer = &socket;
        socket.write(done);
    };
}

} // namespace

class TestConnections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void readsShareOneUntilItIsForgotten()
    {
        QPointer<QTcpSocket> peer;
        MisbehavingServer server(answeringAt(peer));
        HttpTransport transport;
        QVERIFY(outcomeOf(transport.send(request("GET"), server.url()))->has_value());
        QVERIFY(outcomeOf(transport.send(request("GET"), server.url()))->has_value());
        QCOMPARE(server.connectionCount(), 1);
        QVERIFY(peer && peer->state() == QTcpSocket::ConnectedState);

        transport.forgetConnections();
        QTRY_VERIFY(!peer || peer->state() == QTcpSocket::UnconnectedState);
        QVERIFY(outcomeOf(transport.send(request("GET"), server.url()))->has_value());
        QCOMPARE(server.connectionCount(), 2);
    }

    /// Although the server would keep it, and whoever owns the call keeps that.
    void aWriteHasOneThatEndsWithIt()
    {
        QPointer<QTcpSocket> peer;
        MisbehavingServer server(answeringAt(peer));
        HttpTransport transport;
        QVERIFY(outcomeOf(transport.send(request("GET"), server.url()))->has_value());
        const QPointer<QTcpSocket> kept = peer;
        for (const HttpRequestData &write : {request("POST", "{}"), request("DELETE")}) {
            const int before = server.connectionCount();
            const CallPtr<HttpReplyData> call = transport.send(write, server.url());
            bool succeeded = false;
            call->onFinished(
                [&succeeded](const Result<HttpReplyData> &result) { succeeded = result.has_value(); });
            QTRY_VERIFY(succeeded);
            QCOMPARE(server.connectionCount(), before + 1);
            QVERIFY(peer != kept);
            QTRY_VERIFY(!peer || peer->state() == QTcpSocket::UnconnectedState);
        }
        QVERIFY(kept && kept->state() == QTcpSocket::ConnectedState);
    }

    void aFinishedReadKeepsNone()
    {
        QPointer<QTcpSocket> peer;
        MisbehavingServer server(answeringAt(peer));
        HttpTransport transport;
        const CallPtr<HttpReplyData> call = transport.send(request("GET"), server.url());
        bool succeeded = false;
        call->onFinished(
            [&succeeded](const Result<HttpReplyData> &result) { succeeded = result.has_value(); });
        QTRY_VERIFY(succeeded);
        transport.forgetConnections();
        QTRY_VERIFY(!peer || peer->state() == QTcpSocket::UnconnectedState);
    }

    void readsUnderWayAreAnswered_data()
    {
        QTest::addColumn<bool>("refusedFirst"); // so that the read is tried again
        QTest::addColumn<bool>("byTls");
        QTest::newRow("forgotten") << false << false;
        QTest::newRow("TLS set") << false << true;
        QTest::newRow("forgotten, to be tried again") << true << false;
        QTest::newRow("TLS set, to be tried again") << true << true;
    }

    void readsUnderWayAreAnswered()
    {
        QFETCH(const bool, refusedFirst);
        QFETCH(const bool, byTls);
        QPointer<QTcpSocket> peer;
        MisbehavingServer server([&](QTcpSocket &socket, const QByteArray &) {
            if (refusedFirst && !peer)
                socket.write(httpReply("503 Busy", "Content-Type: application/json\r\n", "{}"));
            else if (refusedFirst)
                socket.write(done);
            peer = &socket;
        });
        HttpTransport transport;
        const CallPtr<HttpReplyData> call = transport.send(request("GET"), server.url());
        std::optional<Result<HttpReplyData>> outcome;
        call->onFinished([&outcome](Result<HttpReplyData> result) { outcome.emplace(std::move(result)); });
        QTRY_VERIFY(peer);
        if (byTls)
            transport.setTls(Origin(server.url()), {});
        else
            transport.forgetConnections();
        if (!refusedFirst)
            peer->write(done);
        QTRY_VERIFY(outcome);
        QVERIFY(outcome->has_value());
        QCOMPARE((*outcome)->status, 200);
    }

    void endsAtOnceWhateverTheServerDoes_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no answer") << QStringLiteral("http") << QByteArray("{}");
        QTest::newRow("an upload that nobody reads") << QStringLiteral("http") << QByteArray(8'000'000, 'x');
        QTest::newRow("no TLS handshake") << QStringLiteral("https") << QByteArray("{}");
    }

    /// Qt waits for its thread of a manager that is destroyed, for as long as five seconds.
    void endsAtOnceWhateverTheServerDoes()
    {
        QFETCH(const QString, scheme);
        QFETCH(const QByteArray, body);
        QTcpServer silent; // accepts, and reads no more than the system does
        silent.setMaxPendingConnections(1);
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const QUrl url(QStringLiteral("%1://127.0.0.1:%2/").arg(scheme).arg(silent.serverPort()));
        HttpTransport transport;
        CallPtr<HttpReplyData> call = transport.send(request("POST", body), url);
        bool finished = false;
        call->onFinished([&finished](const Result<HttpReplyData> &) { finished = true; });
        QVERIFY(silent.hasPendingConnections() || QSignalSpy(&silent, &QTcpServer::newConnection).wait());
        QTcpSocket *const peer = silent.nextPendingConnection();
        peer->setReadBufferSize(1);
        QVERIFY(peer->bytesAvailable() > 0 || QSignalSpy(peer, &QTcpSocket::readyRead).wait());

        QElapsedTimer timer;
        timer.start();
        call.reset();
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QStringLiteral("%1 ms").arg(timer.elapsed())));
        QVERIFY(!finished);
    }

    void plainHttpPassesNoProxy_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<QString>("address");
        for (const QString &address : {QStringLiteral("127.0.0.1"), QStringLiteral("127.0.0.2")}) {
            QTest::addRow("HTTP, %s", qPrintable(address)) << int(QNetworkProxy::HttpProxy) << address;
            QTest::addRow("caching HTTP, %s", qPrintable(address))
                << int(QNetworkProxy::HttpCachingProxy) << address;
            QTest::addRow("SOCKS 5, %s", qPrintable(address)) << int(QNetworkProxy::Socks5Proxy) << address;
        }
    }

    /// Fault 18: a proxy could read it.
    void plainHttpPassesNoProxy()
    {
        QFETCH(const int, type);
        QFETCH(const QString, address);
        MisbehavingServer proxy(answering(done));
        MisbehavingServer server(answering(done), QHostAddress(address));
        QNetworkProxy::setApplicationProxy(QNetworkProxy(static_cast<QNetworkProxy::ProxyType>(type),
                                                         QStringLiteral("127.0.0.1"), proxy.serverPort()));
        HttpTransport transport;
        const auto read = outcomeOf(transport.send(request("GET"), server.url()));
        const auto written = outcomeOf(transport.send(request("POST", "{}"), server.url()));
        QNetworkProxy::setApplicationProxy(QNetworkProxy(QNetworkProxy::NoProxy));
        QVERIFY(read && read->has_value());
        QVERIFY(written && written->has_value());
        QCOMPARE(server.requests().size(), 2);
        QCOMPARE(proxy.connectionCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestConnections)
#include "tst_connections.moc"
