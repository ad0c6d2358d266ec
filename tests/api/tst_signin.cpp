#include "../catalog/catalogfixture.h"
#include "../core/freewatch.h"
#include "httptransport.h"
#include "misbehavingserver.h"
#include "signin.h"
#include "tokenapi.h"
#include "waiting.h"

#include <QLoggingCategory>
#include <QRegularExpression>
#include <QTest>

using namespace tc;

namespace {

const QByteArray json = "Content-Type: application/json\r\n";
const QByteArray password = "correct horse \"battery\" staple";

std::map<QString, Secret> answers()
{
    std::map<QString, Secret> all;
    all.emplace(QStringLiteral("username"), Secret::copyOf("jo"));
    all.emplace(QStringLiteral("password"), Secret::copyOf(password));
    return all;
}

/// What the log got while a test ran.
QStringList &logged()
{
    static QStringList lines;
    return lines;
}

void keepLog(QtMsgType, const QMessageLogContext &, const QString &message)
{
    logged().append(message);
}

} // namespace

/// A sign-in over the wire.
class TestSignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void sendsWhatIsDocumentedAndTheSessionWorks()
    {
        MisbehavingServer server([](QTcpSocket &socket, const QByteArray &request) {
            socket.write(
                request.startsWith("PUT ")
                    ? httpReply("201 Created", json, "{\"ok\":\"hello\",\"token\":\"s.E-s_s/i+o~n==\"}")
                    : httpReply("200 OK", json, "{\"objects\":[],\"urls\":{\"next\":\"\"}}"));
        });
        auto session = outcomeOf(begin(server));
        QVERIFY(session && session->has_value());
        QVERIFY((*session)->equals(Secret::copyOf("s.E-s_s/i+o~n==")));
        const QByteArray request = server.requests().constFirst();
        QVERIFY2(request.startsWith("PUT /api/v1/-/user/org.couchdb.user:jo HTTP/1.1\r\n"),
                 request.constData());
        QVERIFY(request.contains("\r\nAuthorization: Basic " + ("jo:" + password).toBase64() + "\r\n"));
        QVERIFY(request.contains("\r\nContent-Type: application/json\r\n"));
        QVERIFY(request.endsWith(
            "\r\n\r\n{\"name\":\"jo\",\"password\":\"correct horse \\\"battery\\\" staple\"}"));
        QVERIFY(!request.contains("npm-otp"));

        TokenApi api(m_mapping, {server.url(), {}, std::make_shared<const Secret>(std::move(**session))},
                     m_transport, m_clock);
        const auto listed = outcomeOf(api.list());
        QVERIFY(listed && listed->has_value());
        QCOMPARE(server.requests().size(), 2);
        QVERIFY(server.requests().constLast().contains("\r\nAuthorization: Bearer s.E-s_s/i+o~n==\r\n"));
        QVERIFY(!server.requests().constLast().contains("battery"));
        // A sign-in has a connection to itself, which ends with it.
        QCOMPARE(server.connectionCount(), 2);
    }

    void sendsNothingWithoutAllAnswers()
    {
        MisbehavingServer server(answering(httpReply("201 Created", json, "{\"token\":\"s\"}")));
        std::map<QString, Secret> some = answers();
        some.erase(QStringLiteral("password"));
        const auto outcome
            = outcomeOf(signIn(m_mapping, server.url(), {}, std::move(some), m_transport, m_clock));
        QCOMPARE(kindOf(outcome), ErrorKind::InvalidInput);
        QCOMPARE(outcome->error().fields.constFirst().pointer, QStringLiteral("/asked/password"));
        QCOMPARE(server.connectionCount(), 0);
    }

    void goesToNoOtherServer_data()
    {
        QTest::addColumn<QUrl>("baseUrl");
        QTest::newRow("plain http") << QUrl(QStringLiteral("http://example.com/"));
        QTest::newRow("a user in it") << QUrl(QStringLiteral("https://me@example.com/"));
        QTest::newRow("relative") << QUrl(QStringLiteral("example.com"));
    }

    void goesToNoOtherServer()
    {
        QFETCH(QUrl, baseUrl);
        const auto outcome = outcomeOf(signIn(m_mapping, baseUrl, {}, answers(), m_transport, m_clock));
        QVERIFY(outcome && !outcome->has_value());
        const ErrorKind kind = outcome->error().kind;
        QVERIFY(kind == ErrorKind::InvalidInput || kind == ErrorKind::Tls);
    }

    void isRefused_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, const char *status, const char *body, ErrorKind kind) {
            QTest::newRow(name) << httpReply(status, json, body) << static_cast<int>(kind);
        };
        row("wrong password", "401 Unauthorized", "{\"error\":\"bad\"}", ErrorKind::Unauthorized);
        row("taken name", "409 Conflict", "{\"error\":\"exists\"}", ErrorKind::Unauthorized);
        row("too often", "429 Too Many Requests", "{}", ErrorKind::RateLimited);
        row("down", "503 Service Unavailable", "{}", ErrorKind::Server);
        row("a session with a refusal", "403 Forbidden", "{\"token\":\"s\"}", ErrorKind::Forbidden);
        row("no session", "201 Created", "{\"ok\":true}", ErrorKind::Protocol);
        row("an empty session", "201 Created", "{\"token\":\"\"}", ErrorKind::Protocol);
        row("a line break in it", "201 Created", "{\"token\":\"a\\r\\nX-Evil: 1\"}", ErrorKind::Protocol);
        row("a blank in it", "201 Created", "{\"token\":\"Basic abc\"}", ErrorKind::Protocol);
        row("no b68", "201 Created", "{\"token\":\"a\\u00e9b\"}", ErrorKind::Protocol);
        row("a quote in it", "201 Created", "{\"token\":\"a\\\"b\"}", ErrorKind::Protocol);
        row("padding in the middle", "201 Created", "{\"token\":\"a=b\"}", ErrorKind::Protocol);
        QTest::newRow("elsewhere") << httpReply("307 Temporary Redirect", "Location: http://127.0.0.1:1/\r\n",
                                                "")
                                   << static_cast<int>(ErrorKind::Redirect);
    }

    // Once each, whatever a read would be tried again for.
    void isRefused()
    {
        QFETCH(QByteArray, reply);
        QFETCH(int, kind);
        MisbehavingServer server(answeringThenClosing(reply));
        const auto outcome = outcomeOf(begin(server));
        QVERIFY(outcome && !outcome->has_value());
        QCOMPARE(static_cast<int>(outcome->error().kind), kind);
        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(server.connectionCount(), 1);
    }

    void isNotSentAgainWhereTheAnswerIsLost()
    {
        MisbehavingServer server([](QTcpSocket &socket, const QByteArray &) { socket.disconnectFromHost(); });
        QCOMPARE(kindOf(outcomeOf(begin(server))), ErrorKind::OutcomeUnknown);
        QCOMPARE(server.requests().size(), 1);
    }

    void saysNothingBackOfWhatWasAsked()
    {
        QJsonObject description = QJsonDocument::fromJson(shipped(QStringLiteral("npm.json"))).object();
        description[QStringLiteral("errors")]
            = QJsonDocument::fromJson(
                  "{\"fields\":{\"items\":\"/errors\",\"field\":\"/field\",\"message\":\"/message\"}}")
                  .object();
        MisbehavingServer server([](QTcpSocket &socket, const QByteArray &) {
            socket.write(
                httpReply("422 Unprocessable Entity", json,
                          "{\"errors\":[{\"field\":\"password\",\"message\":\"'correct horse \\\"battery\\\" "
                          "staple' is too easy, jo\"}]}"));
        });
        const auto outcome = outcomeOf(signIn(mappingOf(QJsonDocument(description).toJson()), server.url(),
                                              {}, answers(), m_transport, m_clock));
        QCOMPARE(kindOf(outcome), ErrorKind::InvalidInput);
        QCOMPARE(outcome->error().fields.constFirst().message,
                 QStringLiteral("'[redacted]' is too easy, jo"));
    }

    void leavesNothingInTheLog()
    {
        MisbehavingServer server(answering(httpReply("201 Created", json, "{\"token\":\"s.e-s_s1o~n\"}")));
        logged().clear();
        QLoggingCategory::setFilterRules(QStringLiteral("tc.*=true"));
        const QtMessageHandler before = qInstallMessageHandler(keepLog);
        const auto outcome = outcomeOf(begin(server));
        qInstallMessageHandler(before);
        QVERIFY(outcome && outcome->has_value());
        const QString log = logged().join(u'\n');
        QVERIFY2(log.contains(QLatin1String("PUT -/user/org.couchdb.user:{asked.username} 201")),
                 qPrintable(log));
        for (const char *kept : {"jo", "battery", "s.e-s_s1o~n", "Basic"})
            QVERIFY2(!log.contains(QLatin1String(kept)), kept);
    }

    void wipesTheAnswers()
    {
        QVERIFY(watchFrees());
        MisbehavingServer server(answering(httpReply("201 Created", json, "{\"token\":\"s\"}")));
        std::map<QString, Secret> all = answers();
        all.at(QStringLiteral("password")).reveal([](QByteArrayView bytes) {
            startWatch(bytes.data(), bytes.size(), 0);
        });
        QVERIFY(outcomeOf(signIn(m_mapping, server.url(), {}, std::move(all), m_transport, m_clock)));
        QVERIFY(watch.freed && watch.wiped);
    }

    void endsWithTheCall()
    {
        MisbehavingServer server([](QTcpSocket &, const QByteArray &) {});
        CallPtr<Secret> call = begin(server);
        bool finished = false;
        call->onFinished([&finished](const Result<Secret> &) { finished = true; });
        QTRY_COMPARE(server.requests().size(), 1);
        call.reset();
        QTRY_COMPARE(server.findChildren<QTcpSocket *>().size(), 0);
        QVERIFY(!finished);
    }

private:
    [[nodiscard]] CallPtr<Secret> begin(const MisbehavingServer &server)
    {
        return signIn(m_mapping, server.url(), {}, answers(), m_transport, m_clock);
    }

    ServiceMapping m_mapping = mappingOf(shipped(QStringLiteral("npm.json")));
    HttpTransport m_transport;
    SystemClock m_local;
    ServerClock m_clock {m_local};
};

QTEST_GUILESS_MAIN(TestSignIn)
#include "tst_signin.moc"
