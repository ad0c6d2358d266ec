#include "../api/misbehavingserver.h"
#include "../api/waiting.h"
#include "backendprocess.h"
#include "descriptionloader.h"
#include "httptransport.h"
#include "tokenverification.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace tc;
using tc::test::runSql;

namespace {

using Doubt = Verification::Doubt;

const QByteArray refusal = httpReply("401 Unauthorized", "Content-Type: application/problem+json\r\n",
                                     "{\"code\":\"TOKEN_INVALID\"}");
const QByteArray acceptance
    = httpReply("404 Not Found", "Content-Type: application/problem+json\r\n", "{\"code\":\"NOT_FOUND\"}");

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The shipped description, changed by \a change.
std::shared_ptr<const ServiceDescription> description(const std::function<void(QJsonObject &)> &change = {})
{
    QJsonObject root = QJsonDocument::fromJson(contentOf(QStringLiteral(":/services/optimus.json"))).object();
    if (change)
        change(root);
    DescriptionLoader loader(contentOf(QStringLiteral(":/services/service.schema.json")));
    auto loaded = loader.load(QJsonDocument(root).toJson(), QStringLiteral("test.json"));
    if (!loaded)
        qFatal("%s", qPrintable(loaded.error().constFirst().reason));
    return *loaded;
}

/// One whose vendor takes one call in \a seconds.
std::shared_ptr<const ServiceDescription> slowDescription(int seconds)
{
    return description([seconds](QJsonObject &root) {
        QJsonObject verification = root.value(QLatin1String("verification")).toObject();
        verification.insert(QStringLiteral("oneCallEverySeconds"), seconds);
        root.insert(QStringLiteral("verification"), verification);
    });
}

void setTry(QJsonObject &root, const QString &member, const QJsonValue &value)
{
    QJsonObject operations = root.value(QLatin1String("operations")).toObject();
    QJsonObject trying = operations.value(QLatin1String("try")).toObject();
    trying.insert(member, value);
    operations.insert(QStringLiteral("try"), trying);
    root.insert(QStringLiteral("operations"), operations);
}

class SetClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return m_now; }
    void advance(qint64 seconds) { m_now = m_now.addSecs(seconds); }

private:
    QDateTime m_now {QDate(2026, 1, 1), QTime(12, 0), Qt::UTC};
};

/// Made when the test runs, so that no file holds what looks like a secret.
QByteArray someToken()
{
    return "tok_optimus_" + QByteArray("aB3").repeated(13) + "z";
}

std::shared_ptr<const Secret> secretOf(const QByteArray &bytes)
{
    return std::make_shared<const Secret>(Secret::copyOf(bytes));
}

/// Answers requests with \a token as \a answer does, and refuses every other.
MisbehavingServer::Behaviour knowing(const QByteArray &token, MisbehavingServer::Behaviour answer)
{
    return [token, answer = std::move(answer)](QTcpSocket &socket, const QByteArray &request) {
        if (request.contains(token))
            answer(socket, request);
        else
            socket.write(refusal);
    };
}

TransportLimits quickLimits()
{
    TransportLimits limits;
    limits.deadline = std::chrono::milliseconds(800);
    limits.retry.attempts = 1;
    return limits;
}

} // namespace

class TokenVerificationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void verdictsOfTheRealBackend();
    void lackingScopeOfTheRealBackend();
    void evidenceHoldsNoSecret();
    void neverValidWhereAnythingIsAccepted_data();
    void neverValidWhereAnythingIsAccepted();
    void unclearControlSaysWhy_data();
    void unclearControlSaysWhy();
    void hostileAnswerToTheTokenIsNoVerdict_data();
    void hostileAnswerToTheTokenIsNoVerdict();
    void controlIsRememberedForADay();
    void controlIsRememberedOverARestart();
    void turnIsRememberedOverARestart();
    void everyServerHasItsOwnControl();
    void failedControlIsNotRemembered();
    void waitsForItsTurn();
    void cancelledWhileItWaits();
    void nextVerificationWaits();
    void countedCallIsSentOnce();
    void assumedCallIsNotSentToAVendorsHost();
    void serviceWithoutHarmlessCall();
    void tokenThatNoHeaderMayHold();
    void finishesFromTheEventLoop();

private:
    [[nodiscard]] ConnectionProfile profileAt(const QUrl &url) const;
    [[nodiscard]] CallPtr<Verification> start(const QUrl &url, const QByteArray &token = someToken(),
                                              CooldownHandler waiting = {});
    /// The outcome of a verification of \a token at \a url.
    [[nodiscard]] Verification verify(const QUrl &url, const QByteArray &token = someToken());

    std::shared_ptr<const ServiceDescription> m_service;
    std::unique_ptr<SetClock> m_clock;
    std::unique_ptr<HttpTransport> m_transport;
    std::unique_ptr<VerificationMemory> m_memory;
};

void TokenVerificationTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_service = description();
    m_clock = std::make_unique<SetClock>();
    m_transport = std::make_unique<HttpTransport>(quickLimits());
    m_memory = std::make_unique<VerificationMemory>(*m_clock);
}

ConnectionProfile TokenVerificationTest::profileAt(const QUrl &url) const
{
    ConnectionProfile profile;
    profile.service = m_service;
    profile.baseUrl = url;
    return profile;
}

CallPtr<Verification> TokenVerificationTest::start(const QUrl &url, const QByteArray &token,
                                                   CooldownHandler waiting)
{
    return std::make_unique<TokenVerification>(profileAt(url), secretOf(token), *m_transport, *m_memory,
                                               std::move(waiting));
}

Verification TokenVerificationTest::verify(const QUrl &url, const QByteArray &token)
{
    auto outcome = outcomeOf(start(url, token));
    if (!outcome || !*outcome)
        qFatal("no verification");
    return **std::move(outcome);
}

void TokenVerificationTest::verdictsOfTheRealBackend()
{
    test::BackendProcess backend;
    QVERIFY(backend.start());
    m_transport->setDeadline(std::chrono::seconds(20));
    const QUrl url(backend.ready().value(u"services").toObject().value(u"optimus").toString());
    const auto create = [&backend](const char *name, const QJsonArray &ranges = {}) {
        QByteArray secret;
        backend.create(
            {{QStringLiteral("name"), QLatin1String(name)}, {QStringLiteral("allowedIps"), ranges}}, &secret);
        return secret;
    };

    const QByteArray valid = create("Valid");
    QVERIFY(valid.size() > 40);
    const Verification first = verify(url, valid);
    QCOMPARE(first.verdict, TokenVerdict::Valid);
    QCOMPARE(first.doubt, Doubt::None);
    QVERIFY(!first.isControlRemembered);
    QCOMPARE(first.control->said.vendorCode, QStringLiteral("TOKEN_INVALID"));
    QCOMPARE(first.token->said.status, 404);
    QCOMPARE(first.token->at, m_clock->now());
    QCOMPARE(first.call.path, QStringLiteral("api/v1/integration/vat/validations/{uuid}"));
    QCOMPARE(first.baseUrl, url);

    const Verification elsewhere = verify(url, create("Elsewhere", {QStringLiteral("127.0.0.2/32")}));
    QCOMPARE(elsewhere.verdict, TokenVerdict::AddressRefused);
    QCOMPARE(elsewhere.token->said.vendorCode, QStringLiteral("IP_NOT_ALLOWED"));
    QVERIFY(!elsewhere.token->said.fix.isEmpty());
    QVERIFY(elsewhere.isControlRemembered);
    QCOMPARE(elsewhere.control->said.vendorCode, QStringLiteral("TOKEN_INVALID"));

    const QByteArray expired = create("Expired");
    QVERIFY(
        runSql(backend.database(), QStringLiteral("UPDATE token SET expires_at = 1 WHERE name = 'Expired'")));
    QCOMPARE(verify(url, expired).verdict, TokenVerdict::Expired);

    const QByteArray revoked = create("Revoked");
    QVERIFY(
        runSql(backend.database(), QStringLiteral("UPDATE token SET revoked_at = 1 WHERE name = 'Revoked'")));
    const Verification ofRevoked = verify(url, revoked);
    QCOMPARE(ofRevoked.verdict, TokenVerdict::Unknown);
    QCOMPARE(ofRevoked.token->said.vendorCode, QStringLiteral("TOKEN_REVOKED"));

    QCOMPARE(verify(url).verdict, TokenVerdict::Unknown);
    // A path that serves something else answers 404 to anything.
    QUrl wrong = url;
    wrong.setPath(QStringLiteral("/nowhere/"));
    const Verification astray = verify(wrong, valid);
    QCOMPARE(astray.verdict, TokenVerdict::CannotTell);
}

void TokenVerificationTest::lackingScopeOfTheRealBackend()
{
    test::BackendProcess backend;
    QVERIFY(backend.start());
    m_transport->setDeadline(std::chrono::seconds(20));
    m_service = description([](QJsonObject &root) {
        setTry(root, QStringLiteral("path"), QStringLiteral("api/v1/tokens?limit=1"));
        root.insert(
            QStringLiteral("verification"),
            QJsonDocument::fromJson(QByteArray("{'answers': [{'status': 200, 'means': 'valid'},"
                                               "{'status': 403, 'code': 'NOT_PERMITTED', 'means': "
                                               "'lacking-scope'}, {'status': 401, 'means': 'unknown'}]}")
                                        .replace('\'', '"'))
                .object());
    });
    const QUrl url(backend.ready().value(u"services").toObject().value(u"optimus").toString());
    QByteArray integration;
    backend.create({{QStringLiteral("name"), QStringLiteral("Integration")},
                    {QStringLiteral("access"), QStringLiteral("integration")}},
                   &integration);
    const Verification lacking = verify(url, integration);
    QCOMPARE(lacking.verdict, TokenVerdict::LackingScope);
    QCOMPARE(lacking.token->said.vendorCode, QStringLiteral("NOT_PERMITTED"));
    QCOMPARE(verify(url, backend.managementSecret()).verdict, TokenVerdict::Valid);
}

void TokenVerificationTest::evidenceHoldsNoSecret()
{
    // A server that sends back what it was sent, where a code is read and elsewhere.
    MisbehavingServer server([](QTcpSocket &socket, const QByteArray &request) {
        const qsizetype at = request.indexOf("Bearer ") + 7;
        const QByteArray sent = request.mid(at, request.indexOf("\r\n", at) - at);
        socket.write(httpReply("403 Forbidden", "Content-Type: application/json\r\n",
                               "{\"code\":\"" + sent + "\",\"message\":\"" + sent + "\"}"));
    });
    const Verification outcome = verify(server.url(QStringLiteral("/")));
    QCOMPARE(outcome.verdict, TokenVerdict::CannotTell);
    QCOMPARE(outcome.control->said.vendorCode, QString());
    QCOMPARE(server.requests().size(), 1);
}

void TokenVerificationTest::neverValidWhereAnythingIsAccepted_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<Doubt>("doubt");
    const QByteArray json = "Content-Type: application/json\r\n";
    QTest::newRow("the answer that means valid") << acceptance << Doubt::ControlAccepted;
    QTest::newRow("without a body") << httpReply("404 Not Found", "", "") << Doubt::ControlAccepted;
    QTest::newRow("quota") << httpReply("402 Payment Required", json, "{}") << Doubt::ControlAccepted;
    QTest::newRow("not permitted") << httpReply("403 Forbidden", json, "{\"code\":\"NOT_PERMITTED\"}")
                                   << Doubt::ControlAccepted;
    QTest::newRow("200") << httpReply("200 OK", json, "{}") << Doubt::ControlNotRefused;
    QTest::newRow("204") << QByteArray("HTTP/1.1 204 No Content\r\n\r\n") << Doubt::ControlNotRefused;
}

void TokenVerificationTest::neverValidWhereAnythingIsAccepted()
{
    QFETCH(QByteArray, answer);
    QFETCH(Doubt, doubt);
    MisbehavingServer server(answering(answer));
    const Verification outcome = verify(server.url(QStringLiteral("/")));
    QCOMPARE(outcome.verdict, TokenVerdict::CannotTell);
    QCOMPARE(outcome.doubt, doubt);
    // Such a server does not even get the token.
    QVERIFY(!outcome.token);
    QCOMPARE(server.requests().size(), 1);
    QVERIFY(!server.requests().constFirst().contains(someToken()));
    QVERIFY(server.requests().constFirst().contains("Bearer tok_optimus_"));
}

namespace {

/// Answers that no verdict may come of: a row each, with the kind of error that it is.
void addHostileAnswers()
{
    QTest::addColumn<MisbehavingServer::Behaviour>("behaviour");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, MisbehavingServer::Behaviour behaviour, ErrorKind kind) {
        QTest::newRow(name) << std::move(behaviour) << static_cast<int>(kind);
    };
    const QByteArray json = "Content-Type: application/json\r\n";
    row("sign-in page", answering(httpReply("200 OK", "Content-Type: text/html\r\n", "<html>")),
        ErrorKind::Protocol);
    row("redirect", answering(httpReply("302 Found", "Location: https://elsewhere.invalid/\r\n", "")),
        ErrorKind::Redirect);
    row(
        "silence", [](QTcpSocket &, const QByteArray &) {}, ErrorKind::Deadline);
    row(
        "drip",
        [](QTcpSocket &socket, const QByteArray &) { drip(socket, "HTTP/1.1 404 Not Found\r\nX: y\r\n"); },
        ErrorKind::Deadline);
    row(
        "closed", [](QTcpSocket &socket, const QByteArray &) { socket.abort(); }, ErrorKind::Transport);
    row("cut short",
        answeringThenClosing("HTTP/1.1 200 OK\r\n" + json + "Content-Length: 90\r\n\r\n{\"code\""),
        ErrorKind::Transport);
    row("no HTTP", answeringThenClosing("220 mail.invalid ESMTP\r\n"), ErrorKind::Transport);
    row("too many requests", answering(httpReply("429 Too Many", json + "Retry-After: 3000\r\n", "{}")),
        ErrorKind::RateLimited);
    row("server's failure", answering(httpReply("500 Oops", json, "{}")), ErrorKind::Server);
    row("overloaded", answering(httpReply("503 Later", json + "Retry-After: 3000\r\n", "{}")),
        ErrorKind::Server);
    row("forbidden without a reason", answering(httpReply("403 Forbidden", json, "{}")),
        ErrorKind::Forbidden);
    row("compressed", answering(httpReply("200 OK", json + "Content-Encoding: gzip\r\n", "x")),
        ErrorKind::Protocol);
}

} // namespace

void TokenVerificationTest::unclearControlSaysWhy_data()
{
    addHostileAnswers();
}

void TokenVerificationTest::unclearControlSaysWhy()
{
    QFETCH(MisbehavingServer::Behaviour, behaviour);
    QFETCH(int, kind);
    MisbehavingServer server(std::move(behaviour));
    const Verification outcome = verify(server.url(QStringLiteral("/")));
    QCOMPARE(outcome.verdict, TokenVerdict::CannotTell);
    QCOMPARE(outcome.doubt, Doubt::ControlNotRefused);
    QCOMPARE(static_cast<int>(outcome.control->said.kind), kind);
    QVERIFY(!outcome.token);
    for (const QByteArray &request : server.requests())
        QVERIFY(!request.contains(someToken()));
}

void TokenVerificationTest::hostileAnswerToTheTokenIsNoVerdict_data()
{
    addHostileAnswers();
}

void TokenVerificationTest::hostileAnswerToTheTokenIsNoVerdict()
{
    QFETCH(MisbehavingServer::Behaviour, behaviour);
    QFETCH(int, kind);
    MisbehavingServer server(knowing(someToken(), std::move(behaviour)));
    const Verification outcome = verify(server.url(QStringLiteral("/")));
    QCOMPARE(outcome.verdict, TokenVerdict::CannotTell);
    QCOMPARE(outcome.doubt, Doubt::TokenUnexplained);
    QCOMPARE(static_cast<int>(outcome.token->said.kind), kind);
    QCOMPARE(outcome.control->said.status, 401);
}

void TokenVerificationTest::controlIsRememberedForADay()
{
    MisbehavingServer server(knowing(someToken(), answering(acceptance)));
    const QUrl url = server.url(QStringLiteral("/"));
    const QDateTime start = m_clock->now();
    QCOMPARE(verify(url).verdict, TokenVerdict::Valid);
    QCOMPARE(server.requests().size(), 2);
    constexpr qint64 day = 24 * 60 * 60;
    m_clock->advance(day - 1);
    const Verification later = verify(url);
    QCOMPARE(later.verdict, TokenVerdict::Valid);
    QVERIFY(later.isControlRemembered);
    QCOMPARE(later.control->at, start);
    QCOMPARE(server.requests().size(), 3);
    m_clock->advance(1);
    const Verification nextDay = verify(url);
    QVERIFY(!nextDay.isControlRemembered);
    QCOMPARE(server.requests().size(), 5);
    // A clock that was set back makes none last longer.
    m_clock->advance(-1);
    QVERIFY(!verify(url).isControlRemembered);
    QCOMPARE(server.requests().size(), 7);
    // Every control is another made-up token.
    QVERIFY(server.requests().at(0) != server.requests().at(3));
    QCOMPARE(std::count_if(server.requests().cbegin(), server.requests().cend(),
                           [](const QByteArray &request) { return request.contains(someToken()); }),
             4);
}

void TokenVerificationTest::controlIsRememberedOverARestart()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("data/verifications.json"));
    const auto restart = [&] {
        m_memory = std::make_unique<VerificationMemory>(*m_clock);
        m_memory->keepIn(path);
    };
    // A server may say back what it was sent.
    const QByteArray saying = httpReply("401 Unauthorized", "Content-Type: application/problem+json\r\n",
                                        "{\"code\":\"" + someToken() + "\"}");
    MisbehavingServer server([&saying](QTcpSocket &socket, const QByteArray &request) {
        socket.write(request.contains(someToken()) ? acceptance : saying);
    });
    const QUrl url = server.url(QStringLiteral("/"));
    const QDateTime start = m_clock->now();
    restart();
    QCOMPARE(verify(url).verdict, TokenVerdict::Valid);
    QCOMPARE(server.requests().size(), 2);
    restart();
    m_clock->advance(60);
    const Verification later = verify(url);
    QCOMPARE(later.verdict, TokenVerdict::Valid);
    QVERIFY(later.isControlRemembered);
    QCOMPARE(later.control->at, start);
    QCOMPARE(later.control->said.status, 401);
    QCOMPARE(server.requests().size(), 3);

    const QByteArray kept = contentOf(path);
    QVERIFY2(kept.contains("api/v1/integration/vat/validations/"), kept.constData());
    QVERIFY2(!kept.contains("tok_"), kept.constData());
    const auto others
        = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    QVERIFY(!(QFile::permissions(path) & others));

    m_clock->advance(24 * 60 * 60);
    restart();
    QVERIFY(!verify(url).isControlRemembered);
    // What cannot be read is as if it were not there.
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write("{\"version\":1,\"controls\":[") > 0);
    }
    restart();
    QVERIFY(!verify(url).isControlRemembered);
    restart();
    QVERIFY(verify(url).isControlRemembered);
}

void TokenVerificationTest::turnIsRememberedOverARestart()
{
    const QTemporaryDir directory;
    const auto restart = [&] {
        m_memory = std::make_unique<VerificationMemory>(*m_clock);
        m_memory->keepIn(directory.filePath(QStringLiteral("verifications.json")));
    };
    MisbehavingServer server(knowing(someToken(), answering(acceptance)));
    m_service = slowDescription(180);
    const QUrl url = server.url(QStringLiteral("/"));
    QList<qint64> waits;
    const CooldownHandler note = [&waits](const std::optional<QDeadlineTimer> &until) {
        if (until)
            waits.append(until->remainingTime());
    };
    restart();
    CallPtr<Verification> first = start(url, someToken(), note);
    QTRY_COMPARE(waits.size(), 1);
    first.reset();
    restart();
    m_clock->advance(100);
    CallPtr<Verification> second = start(url, someToken(), note);
    QTRY_COMPARE(waits.size(), 2);
    QVERIFY2(waits.at(1) > 70'000 && waits.at(1) <= 80'000, qPrintable(QString::number(waits.at(1))));
    QCOMPARE(server.requests().size(), 1);
    second.reset();
    // When its time has passed, it is made at once.
    restart();
    m_clock->advance(80);
    QCOMPARE(verify(url).verdict, TokenVerdict::Valid);
    QCOMPARE(server.requests().size(), 2);
}

void TokenVerificationTest::everyServerHasItsOwnControl()
{
    MisbehavingServer good(knowing(someToken(), answering(acceptance)));
    MisbehavingServer credulous(answering(acceptance));
    QCOMPARE(verify(good.url(QStringLiteral("/"))).verdict, TokenVerdict::Valid);
    QCOMPARE(verify(credulous.url(QStringLiteral("/"))).verdict, TokenVerdict::CannotTell);
    // So has every path of one server, where another tenant may be.
    QVERIFY(!verify(good.url(QStringLiteral("/tenant/"))).isControlRemembered);
    QVERIFY(verify(good.url(QStringLiteral("/"))).isControlRemembered);
}

void TokenVerificationTest::failedControlIsNotRemembered()
{
    bool isSane = false;
    MisbehavingServer server([&isSane](QTcpSocket &socket, const QByteArray &request) {
        socket.write(isSane && !request.contains(someToken()) ? refusal : acceptance);
    });
    const QUrl url = server.url(QStringLiteral("/"));
    QCOMPARE(verify(url).verdict, TokenVerdict::CannotTell);
    isSane = true;
    QCOMPARE(verify(url).verdict, TokenVerdict::Valid);
    QCOMPARE(server.requests().size(), 3);
}

void TokenVerificationTest::waitsForItsTurn()
{
    QElapsedTimer sinceStart;
    QList<qint64> arrivals;
    MisbehavingServer server(knowing(someToken(), [&](QTcpSocket &socket, const QByteArray &) {
        arrivals.append(sinceStart.elapsed());
        socket.write(acceptance);
    }));
    m_service = slowDescription(1);
    QStringList told;
    sinceStart.start();
    auto outcome = outcomeOf(
        start(server.url(QStringLiteral("/")), someToken(), [&](const std::optional<QDeadlineTimer> &until) {
            told.append(until ? QStringLiteral("wait") : QStringLiteral("go on"));
            if (until)
                QVERIFY(until->remainingTime() > 0 && until->remainingTime() <= 1000);
        }));
    QVERIFY(outcome && *outcome);
    QCOMPARE((*outcome)->verdict, TokenVerdict::Valid);
    QCOMPARE(told, QStringList({QStringLiteral("wait"), QStringLiteral("go on")}));
    QCOMPARE(arrivals.size(), 1);
    QVERIFY(arrivals.constFirst() >= 1000);
}

void TokenVerificationTest::cancelledWhileItWaits()
{
    MisbehavingServer server(knowing(someToken(), answering(acceptance)));
    m_service = slowDescription(180);
    std::optional<QDeadlineTimer> waiting;
    CallPtr<Verification> call;
    // Ended by whoever is told of the wait, as a window may.
    call = start(server.url(QStringLiteral("/")), someToken(),
                 [&](const std::optional<QDeadlineTimer> &until) {
                     waiting = until;
                     call.reset();
                 });
    call->onFinished([](const Result<Verification> &) { QFAIL("It was ended."); });
    QTRY_VERIFY(waiting);
    QVERIFY(!call);
    QVERIFY(waiting->remainingTime() > 170'000);
    QCOMPARE(server.requests().size(), 1);
    QVERIFY(!server.requests().constFirst().contains(someToken()));
}

void TokenVerificationTest::nextVerificationWaits()
{
    MisbehavingServer server(knowing(someToken(), answering(acceptance)));
    m_service = slowDescription(180);
    const QUrl url = server.url(QStringLiteral("/"));
    int waits = 0;
    const CooldownHandler count = [&waits](const std::optional<QDeadlineTimer> &until) {
        waits += until ? 1 : 0;
    };
    CallPtr<Verification> first = start(url, someToken(), count);
    QTRY_COMPARE(waits, 1);
    first.reset();
    // Its control was the one call that may be made; it is not made again.
    CallPtr<Verification> second = start(url, someToken(), count);
    QTRY_COMPARE(waits, 2);
    QCOMPARE(server.requests().size(), 1);
}

void TokenVerificationTest::countedCallIsSentOnce()
{
    TransportLimits limits;
    limits.retry.base = limits.retry.ceiling = std::chrono::milliseconds(10);
    m_transport = std::make_unique<HttpTransport>(limits);
    MisbehavingServer server(answering(httpReply("503 Later", "Content-Type: application/json\r\n", "{}")));
    m_service = slowDescription(180);
    QCOMPARE(verify(server.url(QStringLiteral("/"))).verdict, TokenVerdict::CannotTell);
    QCOMPARE(server.requests().size(), 1);
    // Where calls are not counted, a fault that may pass is no verdict yet.
    m_service = description();
    m_memory = std::make_unique<VerificationMemory>(*m_clock);
    QCOMPARE(verify(server.url(QStringLiteral("/"))).verdict, TokenVerdict::CannotTell);
    QCOMPARE(server.requests().size(), 1 + limits.retry.attempts);
}

void TokenVerificationTest::assumedCallIsNotSentToAVendorsHost()
{
    m_service = description([](QJsonObject &root) { setTry(root, QStringLiteral("documented"), false); });
    const QUrl vendors = m_service->environments.constFirst().baseUrl;
    QVERIFY(!profileAt(vendors).mayVerify());
    QCOMPARE(kindOf(outcomeOf(start(vendors))), ErrorKind::NoSuchOperation);
    ConnectionProfile declared = profileAt(vendors);
    declared.servesAssumed = true;
    QVERIFY(declared.mayVerify());
    QVERIFY(profileAt(QUrl(QStringLiteral("http://127.0.0.1:1/"))).mayVerify());
    QVERIFY(profileAt(QUrl(QStringLiteral("https://elsewhere.invalid/"))).mayVerify());
    // What the vendor documents may be sent there, even if managing may not.
    m_service = description();
    QVERIFY(profileAt(vendors).mayVerify() && !profileAt(vendors).mayManage());
}

void TokenVerificationTest::serviceWithoutHarmlessCall()
{
    m_service = description([](QJsonObject &root) {
        root.remove(QLatin1String("verification"));
        QJsonObject operations = root.value(QLatin1String("operations")).toObject();
        operations.remove(QLatin1String("try"));
        root.insert(QStringLiteral("operations"), operations);
    });
    MisbehavingServer server(answering(acceptance));
    QCOMPARE(kindOf(outcomeOf(start(server.url(QStringLiteral("/"))))), ErrorKind::NoSuchOperation);
    QCOMPARE(server.requests().size(), 0);
}

void TokenVerificationTest::tokenThatNoHeaderMayHold()
{
    MisbehavingServer server(answering(acceptance));
    const Verification outcome = verify(server.url(QStringLiteral("/")), "tok_optimus_x\r\nX-Evil: 1");
    QCOMPARE(outcome.verdict, TokenVerdict::CannotTell);
    QCOMPARE(outcome.control->said.kind, ErrorKind::InvalidInput);
    QCOMPARE(server.requests().size(), 0);
}

void TokenVerificationTest::finishesFromTheEventLoop()
{
    MisbehavingServer server(answering(acceptance));
    bool finished = false;
    const CallPtr<Verification> call = start(server.url(QStringLiteral("/")));
    call->onFinished([&finished](const Result<Verification> &) { finished = true; });
    QVERIFY(!finished);
    QTRY_VERIFY(finished);
}

QTEST_GUILESS_MAIN(TokenVerificationTest)
#include "tst_tokenverification.moc"
