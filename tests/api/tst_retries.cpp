#include "httptransport.h"
#include "misbehavingserver.h"
#include "waiting.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>
#include <QTimer>

using namespace tc;
using namespace std::chrono_literals;

namespace {

const QByteArray json = "Content-Type: application/json\r\n";
const QByteArray done = httpReply("200 OK", json, "[]");

HttpRequestData request(const QByteArray &method, bool idempotent = true)
{
    HttpRequestData data;
    data.method = method;
    data.target = "tokens";
    data.idempotent = idempotent;
    return data;
}

HttpRequestData get()
{
    return request("GET");
}

/// Answers the first \a count requests with \a refusal, and closes the connection where \a closes says so;
/// every other one with success.
MisbehavingServer::Behaviour refusing(int count, const QByteArray &refusal, bool closes = false)
{
    return [count, refusal, closes](QTcpSocket &socket, const QByteArray &) mutable {
        const bool refuses = count-- > 0;
        socket.write(refuses ? refusal : done);
        if (refuses && closes)
            socket.disconnectFromHost();
    };
}

QByteArray refusalOf(const QByteArray &status, const QByteArray &headers = {})
{
    return httpReply(status, json + headers, "{}");
}

QByteArray httpDate(const QDateTime &utc)
{
    return QLocale::c().toString(utc, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'")).toLatin1();
}

QByteArray inSeconds(int seconds)
{
    return httpDate(QDateTime::currentDateTimeUtc().addSecs(seconds));
}

} // namespace

class TestRetries : public QObject
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
        m_transport->setRetryPolicy(m_quick);
    }

    void cleanup()
    {
        QCOMPARE(m_manager->findChildren<QNetworkReply *>().size(), 0);
        m_transport.reset();
    }

    void waitsGrowWithinTheirBounds()
    {
        QRandomGenerator random(20261125);
        for (int i = 0; i < 20'000; ++i) {
            RetryPolicy policy;
            policy.base = std::chrono::milliseconds(random.bounded(1, 5'000));
            policy.ceiling = std::chrono::milliseconds(random.bounded(1, 60'000));
            const int attempt = random.bounded(1, 100);
            const auto shortest = policy.waitAfter(attempt, 0);
            const auto wait = policy.waitAfter(attempt, random.generateDouble());
            const auto longest = policy.waitAfter(attempt, 1);
            QVERIFY(shortest <= wait && wait <= longest && longest <= policy.ceiling);
            QVERIFY(2 * shortest <= longest && longest <= 2 * shortest + 1ms);
            QVERIFY(longest <= policy.waitAfter(attempt + 1, 1));
            if (attempt == 1)
                QCOMPARE(longest, std::min(policy.base, policy.ceiling));
            else if (policy.waitAfter(attempt, 1) < policy.ceiling)
                QCOMPARE(longest, 2 * policy.waitAfter(attempt - 1, 1));
        }
        QCOMPARE(RetryPolicy().waitAfter(std::numeric_limits<int>::max(), 1), RetryPolicy().ceiling);
    }

    void triesAgainWhatMayPass_data()
    {
        QTest::addColumn<QByteArray>("refusal");
        QTest::addColumn<bool>("closes");
        for (const char *status :
             {"429 Too Many Requests", "502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"})
            QTest::newRow(status) << refusalOf(status) << false;
        QTest::newRow("a gateway's page")
            << httpReply("502 Bad Gateway", "Content-Type: text/html\r\n", "<h1>Bad</h1>") << true;
        QTest::newRow("cut short") << "HTTP/1.1 200 OK\r\n" + json + "Content-Length: 20\r\n\r\n[1,2]"
                                   << true;
        for (const char *wait : {"0", "-1", "soon", "", "Sun, 22 Nov 2020 09:00:00 GMT"})
            QTest::addRow("Retry-After %s", wait)
                << refusalOf("429 Slow down", "Retry-After: " + QByteArray(wait) + "\r\n") << false;
    }

    void triesAgainWhatMayPass()
    {
        QFETCH(QByteArray, refusal);
        QFETCH(bool, closes);
        for (const char *method : {"GET", "HEAD"}) {
            const bool isHead = qstrcmp(method, "HEAD") == 0;
            if (isHead && closes)
                continue; // its replies have no body that could be cut
            MisbehavingServer server([&, left = 2](QTcpSocket &socket, const QByteArray &) mutable {
                QByteArray reply = left > 0 ? refusal : done;
                if (isHead)
                    reply.truncate(reply.indexOf("\r\n\r\n") + 4);
                socket.write(reply);
                if (left-- > 0 && closes)
                    socket.disconnectFromHost();
            });
            bool wasTold = false;
            auto call = m_transport->send(request(method), server.url(), {"Authorization", "Bearer abc"});
            call->onWaiting([&](const std::optional<ServerWait> &) { wasTold = true; });
            const auto outcome = outcomeOf(std::move(call));
            QVERIFY(outcome && (isHead || outcome->has_value()));
            QCOMPARE(server.requests().size(), 3);
            QVERIFY(!wasTold);
            for (const QByteArray &sent : server.requests())
                QVERIFY(sent.contains("\r\nAuthorization: Bearer abc\r\n"));
            if (!isHead)
                QCOMPARE((*outcome)->status, 200);
        }
    }

    void triesAgainWhatBreaks()
    {
        MisbehavingServer server(refusing(2, {}, true));
        const auto outcome = outcomeOf(m_transport->send(get(), server.url()));
        QVERIFY(outcome && outcome->has_value());
        QCOMPARE(server.requests().size(), 3);
    }

    void triesAgainWhereNobodyListenedYet()
    {
        RetryPolicy patient = m_quick;
        patient.attempts = 20;
        patient.ceiling = 100ms;
        patient.unreachable = 10s;
        m_transport->setRetryPolicy(patient);
        auto server = std::make_unique<MisbehavingServer>(answering(done));
        const QUrl url = server->url();
        const quint16 port = server->serverPort();
        server->close();
        QTimer::singleShot(300ms, server.get(),
                           [&] { server->listen(QHostAddress(QHostAddress::LocalHost), port); });
        const auto outcome = outcomeOf(m_transport->send(get(), url));
        QVERIFY(outcome && outcome->has_value());
        QCOMPARE(server->requests().size(), 1);
    }

    void givesUp()
    {
        MisbehavingServer server(answering(refusalOf("503 Service Unavailable")));
        const auto outcome = outcomeOf(m_transport->send(get(), server.url()));
        QVERIFY(outcome && outcome->has_value());
        QCOMPARE((*outcome)->status, 503);
        QCOMPARE(server.requests().size(), m_quick.attempts);
    }

    void waitsLongerEachTime()
    {
        RetryPolicy policy;
        policy.attempts = 4;
        policy.base = 100ms;
        policy.ceiling = 300ms;
        m_transport->setRetryPolicy(policy);
        QList<double> asked;
        m_transport->setChance([&asked] {
            asked.append(0.5);
            return 0.5;
        });
        QList<qint64> at;
        QElapsedTimer timer;
        timer.start();
        MisbehavingServer server([&](QTcpSocket &socket, const QByteArray &) {
            at.append(timer.elapsed());
            socket.write(refusalOf("503 Service Unavailable"));
        });
        QVERIFY(outcomeOf(m_transport->send(get(), server.url())));
        QCOMPARE(at.size(), 4);
        QCOMPARE(asked.size(), 3);
        for (int i = 1; i < 4; ++i)
            QVERIFY2(at[i] - at[i - 1] >= policy.waitAfter(i, 0.5).count(),
                     QByteArray::number(at[i] - at[i - 1]).constData());
    }

    void leavesWhatCannotBeHelped_data()
    {
        QTest::addColumn<QByteArray>("reply");
        for (const char *status : {"400 Bad Request", "401 Unauthorized", "402 Payment Required",
                                   "403 Forbidden", "404 Not Found", "409 Conflict", "410 Gone",
                                   "422 Unprocessable", "500 Internal Server Error", "501 Not Implemented"})
            QTest::newRow(status) << refusalOf(status, "Retry-After: 1\r\n");
        QTest::newRow("redirect") << httpReply("302 Found", "Location: /x\r\nRetry-After: 1\r\n", {});
        QTest::newRow("sign-in page") << httpReply("200 OK", "Content-Type: text/html\r\n", "<html>");
        QTest::newRow("compressed") << httpReply("200 OK", json + "Content-Encoding: gzip\r\n", "x");
    }

    void leavesWhatCannotBeHelped()
    {
        QFETCH(QByteArray, reply);
        MisbehavingServer server(answering(reply));
        QVERIFY(outcomeOf(m_transport->send(get(), server.url())));
        QCOMPARE(server.requests().size(), 1);
    }

    void sendsNothingElseAgain_data()
    {
        QTest::addColumn<HttpRequestData>("data");
        for (const char *method : {"POST", "PUT", "PATCH", "DELETE"}) {
            for (const bool idempotent : {true, false})
                QTest::addRow("%s%s", method, idempotent ? ", idempotent" : "")
                    << request(method, idempotent);
        }
        QTest::newRow("a GET that does more than read") << request("GET", false);
    }

    void sendsNothingElseAgain()
    {
        QFETCH(HttpRequestData, data);
        for (const QByteArray &refusal :
             {refusalOf("503 Unavailable", "Retry-After: 0\r\n"), refusalOf("429 Slow down"),
              refusalOf("502 Bad Gateway"), refusalOf("504 Gateway Timeout")}) {
            MisbehavingServer server(answering(refusal));
            const auto outcome = outcomeOf(m_transport->send(data, server.url()));
            QVERIFY(outcome && outcome->has_value());
            // Whatever was sent again would have come before this.
            QVERIFY(outcomeOf(m_transport->send(request("OPTIONS"), server.url())));
            QCOMPARE(server.requests().size(), 2);
        }
    }

    void keepsToTheDeadline()
    {
        RetryPolicy stubborn;
        stubborn.attempts = 1000;
        stubborn.base = stubborn.ceiling = 100ms;
        m_transport->setRetryPolicy(stubborn);
        m_transport->setDeadline(600ms);
        QElapsedTimer timer;
        timer.start();
        MisbehavingServer busy(answering(refusalOf("503 Service Unavailable")));
        const auto refused = outcomeOf(m_transport->send(get(), busy.url()));
        // The last attempt may be cut by it.
        QVERIFY(kindOf(refused) == ErrorKind::Deadline
                || (refused->has_value() && (*refused)->status == 503));
        QVERIFY2(timer.elapsed() >= 400 && timer.elapsed() < 2000,
                 QByteArray::number(timer.elapsed()).constData());
        QVERIFY(busy.requests().size() >= 3 && busy.requests().size() <= 12);

        timer.start();
        MisbehavingServer silent([first = true](QTcpSocket &socket, const QByteArray &) mutable {
            if (std::exchange(first, false))
                socket.write(refusalOf("503 Service Unavailable"));
        });
        QCOMPARE(kindOf(outcomeOf(m_transport->send(get(), silent.url()))), ErrorKind::Deadline);
        QVERIFY2(timer.elapsed() >= 550 && timer.elapsed() < 2000,
                 QByteArray::number(timer.elapsed()).constData());
        QCOMPARE(silent.requests().size(), 2);
    }

    void saysSoonThatNobodyIsThere_data()
    {
        QTest::addColumn<QUrl>("url");
        MisbehavingServer gone(answering({}));
        QTest::newRow("refused") << gone.url();
        QTest::newRow("unknown host") << QUrl(QStringLiteral("https://no-such-host.invalid/"));
    }

    void saysSoonThatNobodyIsThere()
    {
        QFETCH(QUrl, url);
        RetryPolicy stubborn;
        stubborn.attempts = 1000;
        QVERIFY(stubborn.unreachable <= 2s);
        stubborn.unreachable = 500ms;
        m_transport->setRetryPolicy(stubborn);
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(kindOf(outcomeOf(m_transport->send(get(), url))), ErrorKind::Transport);
        QVERIFY2(timer.elapsed() < 1000, QByteArray::number(timer.elapsed()).constData());
    }

    void keepsTheServersWait_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("headers");
        QTest::newRow("seconds") << QByteArray("429 Slow down") << QByteArray("Retry-After: 1\r\n");
        QTest::newRow("date by a server whose clock is off")
            << QByteArray("429 Slow down")
            << "Retry-After: " + inSeconds(86'401) + "\r\nDate: " + inSeconds(86'400) + "\r\n";
    }

    void keepsTheServersWait()
    {
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, headers);
        // The server's wait is longer than the deadline, which does not count it.
        m_transport->setDeadline(700ms);
        MisbehavingServer server(refusing(1, refusalOf(status, headers)));
        QList<QByteArray> told;
        qint64 left = 0;
        QElapsedTimer timer;
        timer.start();
        auto call = m_transport->send(get(), server.url());
        call->onWaiting([&](const std::optional<ServerWait> &wait) {
            told.append(wait ? "wait" : "go on");
            if (wait)
                left = wait->until.remainingTime();
        });
        const auto outcome = outcomeOf(std::move(call));
        QVERIFY(outcome && outcome->has_value());
        QCOMPARE((*outcome)->status, 200);
        QCOMPARE(server.requests().size(), 2);
        QCOMPARE(told, (QList<QByteArray> {"wait", "go on"}));
        QVERIFY2(left > 700 && left <= 1000, QByteArray::number(left).constData());
        QVERIFY2(timer.elapsed() >= left, QByteArray::number(timer.elapsed()).constData());
    }

    void keepsAWaitByTheClockHere()
    {
        // A date from a server that does not say what time it has.
        MisbehavingServer server([left = 1](QTcpSocket &socket, const QByteArray &) mutable {
            socket.write(left-- > 0 ? refusalOf("503 Unavailable", "Retry-After: " + inSeconds(2) + "\r\n")
                                    : done);
        });
        qint64 left = 0;
        auto call = m_transport->send(get(), server.url());
        call->onWaiting(
            [&](const std::optional<ServerWait> &wait) { left = wait ? wait->until.remainingTime() : left; });
        const auto outcome = outcomeOf(std::move(call));
        QVERIFY(outcome && outcome->has_value());
        QCOMPARE((*outcome)->status, 200);
        QVERIFY2(left > 500 && left <= 2000, QByteArray::number(left).constData());
    }

    /// A service may say in a way of its own when it takes requests again.
    void keepsAWaitThatTheServiceMeans()
    {
        const QDateTime serverNow = QDateTime(QDate(2030, 1, 1), QTime(), Qt::UTC);
        const QByteArray date = "Date: " + httpDate(serverNow) + "\r\n";
        MisbehavingServer server(refusing(1, refusalOf("429 Slow down", date)));
        auto call = m_transport->send(get(), server.url(), {}, [&](const HttpReplyData &refusal) {
            return ApiError {
                .kind = ErrorKind::RateLimited, .status = refusal.status, .retryAt = serverNow.addSecs(1)};
        });
        QList<std::optional<ServerWait>> waits;
        call->onWaiting([&](const std::optional<ServerWait> &wait) { waits.append(wait); });
        QElapsedTimer timer;
        timer.start();
        const auto outcome = outcomeOf(std::move(call));
        QVERIFY(outcome && outcome->has_value());
        QCOMPARE((*outcome)->status, 200);
        QVERIFY2(timer.elapsed() >= 1000, QByteArray::number(timer.elapsed()).constData());
        QCOMPARE(waits.size(), 2);
        QCOMPARE(waits.constFirst()->error.kind, ErrorKind::RateLimited);
    }

    void clampsTheServersWait_data()
    {
        QTest::addColumn<QByteArray>("value");
        for (const char *value : {"99999999", "99999999999999999999999", "Sun, 24 Nov 2222 09:00:00 GMT"})
            QTest::newRow(value) << QByteArray(value);
    }

    /// Fault 19.
    void clampsTheServersWait()
    {
        QFETCH(QByteArray, value);
        MisbehavingServer server(answering(refusalOf("429 Slow down", "Retry-After: " + value + "\r\n")));
        qint64 left = 0;
        bool finished = false;
        auto call = m_transport->send(get(), server.url());
        call->onWaiting([&](const std::optional<ServerWait> &wait) { left = wait->until.remainingTime(); });
        call->onFinished([&](Result<HttpReplyData>) { finished = true; });
        QTRY_VERIFY(left > 0);
        QVERIFY(left > 3'590'000 && left <= 3'600'000);
        call.reset();
        QVERIFY(!finished);
    }

    void keepsNoLongWaitUnsaid()
    {
        RetryPolicy policy = m_quick;
        policy.ceiling = 1500ms;
        m_transport->setRetryPolicy(policy);
        MisbehavingServer patient(refusing(1, refusalOf("429 Slow down", "Retry-After: 1\r\n")));
        const auto waited = outcomeOf(m_transport->send(get(), patient.url()));
        QVERIFY(waited && waited->has_value());
        QCOMPARE((*waited)->status, 200);

        MisbehavingServer slow(answering(refusalOf("429 Slow down", "Retry-After: 2\r\n")));
        QElapsedTimer timer;
        timer.start();
        const auto outcome = outcomeOf(m_transport->send(get(), slow.url()));
        QVERIFY(outcome && outcome->has_value());
        QCOMPARE((*outcome)->status, 429);
        QCOMPARE(slow.requests().size(), 1);
        QVERIFY(timer.elapsed() < 1000);
    }

    void mayBeDestroyedByItsWaitHandler_data()
    {
        QTest::addColumn<bool>("atTheEnd");
        QTest::newRow("when it begins") << false;
        QTest::newRow("when it ends") << true;
    }

    void mayBeDestroyedByItsWaitHandler()
    {
        QFETCH(bool, atTheEnd);
        MisbehavingServer server(refusing(1, refusalOf("429 Slow down", "Retry-After: 1\r\n")));
        CallPtr<HttpReplyData> call;
        call = m_transport->send(get(), server.url());
        call->onWaiting([&](const std::optional<ServerWait> &wait) {
            if (atTheEnd == !wait)
                call.reset();
        });
        bool finished = false;
        call->onFinished([&](Result<HttpReplyData>) { finished = true; });
        QTRY_VERIFY(!call);
        QVERIFY(!finished);
    }

    void endsEveryWaitWhenDestroyed()
    {
        RetryPolicy slow = m_quick;
        slow.base = slow.ceiling = 300ms;
        m_transport->setRetryPolicy(slow);
        for (const int seconds : {0, 1}) {
            MisbehavingServer server(answering(
                refusalOf("503 Unavailable", "Retry-After: " + QByteArray::number(seconds) + "\r\n")));
            auto call = m_transport->send(get(), server.url());
            call->onWaiting([](const std::optional<ServerWait> &) {});
            bool finished = false;
            call->onFinished([&](Result<HttpReplyData>) { finished = true; });
            QTRY_COMPARE(server.requests().size(), 1);
            QElapsedTimer timer;
            timer.start();
            call.reset();
            QVERIFY(timer.elapsed() < 100);
            // Longer than either wait: nothing comes any more.
            QVERIFY(!QTest::qWaitFor([&] { return finished || server.requests().size() > 1; },
                                     seconds * 1000 + 400));
        }
    }

private:
    const RetryPolicy m_quick {3, 20ms, 50ms, 2000ms};
    QNetworkAccessManager *m_manager = nullptr;
    std::unique_ptr<HttpTransport> m_transport;
};

Q_DECLARE_METATYPE(HttpRequestData)

QTEST_GUILESS_MAIN(TestRetries)
#include "tst_retries.moc"
