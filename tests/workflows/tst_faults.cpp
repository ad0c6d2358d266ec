#include "../api/misbehavingserver.h"
#include "../api/testcertificates.h"
#include "catalog.h"
#include "clock.h"
#include "httptransport.h"
#include "tokensession.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace tc;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(MisbehavingServer::Behaviour)

namespace {

constexpr auto deadline = 400ms;

const QByteArray json = "Content-Type: application/json\r\n";
const QByteArray ok = "HTTP/1.1 200 OK\r\n" + json;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray listOf(int count)
{
    QJsonArray items;
    for (int i = 0; i < count; ++i)
        items.append(QJsonObject {{QStringLiteral("id"), QString::number(i)},
                                  {QStringLiteral("name"), QStringLiteral("Token %1").arg(i)},
                                  {QStringLiteral("prefix"), QStringLiteral("tok_optimus_ab")},
                                  {QStringLiteral("access"), QStringLiteral("integration")},
                                  {QStringLiteral("createdAt"), QStringLiteral("2026-01-01T00:00:00Z")},
                                  {QStringLiteral("lastUsedAt"), QJsonValue::Null},
                                  {QStringLiteral("lastUsedIp"), QJsonValue::Null},
                                  {QStringLiteral("expiresAt"), QJsonValue::Null},
                                  {QStringLiteral("revokedAt"), QJsonValue::Null},
                                  {QStringLiteral("allowedIps"), QJsonArray()}});
    return QJsonDocument(QJsonObject {{QStringLiteral("items"), items},
                                      {QStringLiteral("nextCursor"), QJsonValue::Null}})
        .toJson(QJsonDocument::Compact);
}

/// \a size bytes as gzip packs them.
QByteArray gzipped(qsizetype size)
{
    QProcess gzip;
    gzip.start(QStringLiteral("gzip"), {});
    gzip.write(QByteArray(size, ' '));
    gzip.closeWriteChannel();
    return gzip.waitForFinished() ? gzip.readAllStandardOutput() : QByteArray();
}

class FixedClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return instant; }

    QDateTime instant;
};

template <typename T>
void keepKind(const CallPtr<T> &call, std::optional<ErrorKind> &kind)
{
    call->onFinished(
        [&kind](const Result<T> &result) { kind = result ? ErrorKind::Cancelled : result.error().kind; });
}

} // namespace

namespace tc {

char *toString(const std::optional<ErrorKind> &kind)
{
    return QTest::toString(kind ? static_cast<int>(*kind) : -1);
}

} // namespace tc

/// What a faulty or hostile server does to a session, over plain HTTP and over TLS.
class FaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void initTestCase();
    void init();
    void cleanup();

    void keepsTheOldList_data();
    void keepsTheOldList();
    void saysWhatBecameOfWrites_data() { keepsTheOldList_data(); }
    void saysWhatBecameOfWrites();
    void sendsAWriteOnce_data();
    void sendsAWriteOnce();
    void refusesUserInformation();
    void judgesExpiryByTheServersDate_data();
    void judgesExpiryByTheServersDate();

private:
    using Behaviour = MisbehavingServer::Behaviour;

    [[nodiscard]] std::unique_ptr<MisbehavingServer> makeServer(Behaviour behaviour, bool tls,
                                                                const char *address = "127.0.0.1") const;
    [[nodiscard]] std::unique_ptr<TokenSession> makeSession(const QUrl &url, HttpTransport &transport);
    void refresh();
    /// Redirects with \a status to \a to, which is a member that is there when the request comes.
    Behaviour redirecting(const QByteArray &status, std::unique_ptr<MisbehavingServer> FaultsTest::*to);

    [[nodiscard]] Token knownToken() const;
    [[nodiscard]] CallPtr<CreatedToken> create(TokenSession &session) const;
    [[nodiscard]] CallPtr<Token> rename(TokenSession &session) const;
    [[nodiscard]] qsizetype requests(const QByteArray &method) const;

    TestCertificates m_certificates;
    std::unique_ptr<TrustedAuthority> m_trust;
    TestCertificates::Identity m_identity;
    std::shared_ptr<const ServiceDescription> m_service;
    SystemClock m_clock;
    std::unique_ptr<HttpTransport> m_transport;
    Behaviour m_behaviour;
    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<MisbehavingServer> m_elsewhere;
    std::unique_ptr<MisbehavingServer> m_unencrypted;
    std::unique_ptr<TokenSession> m_session;
};

void FaultsTest::initTestCase_data()
{
    QTest::addColumn<bool>("tls");
    QTest::newRow("plain") << false;
    QTest::newRow("TLS") << true;
}

void FaultsTest::initTestCase()
{
    QVERIFY(!m_certificates.authority().isNull());
    m_trust = std::make_unique<TrustedAuthority>(m_certificates.authority());
    m_identity = m_certificates.issue();
    QVERIFY(!m_identity.certificate.isNull() && !m_identity.key.isNull());
    const Catalog catalog(
        {{QStringLiteral("optimus.json"), contentOf(QStringLiteral(":/services/optimus.json")),
          DescriptionFile::Origin::Shipped}},
        contentOf(QStringLiteral(":/services/service.schema.json")));
    m_service = catalog.service(u"optimus");
    QVERIFY(m_service);
}

void FaultsTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    QFETCH_GLOBAL(bool, tls);
    m_transport = std::make_unique<HttpTransport>();
    m_behaviour = answering(httpReply("200 OK", json, listOf(3)));
    m_server = makeServer(
        [this](QTcpSocket &socket, const QByteArray &request) {
            // Only a mark in the list hangs on it.
            if (request.contains("/current "))
                socket.write(httpReply("404 Not Found", json, "{}"));
            else
                m_behaviour(socket, request);
        },
        tls);
    m_elsewhere = makeServer(answering(httpReply("200 OK", json, listOf(9))), tls, "127.0.0.2");
    m_unencrypted = makeServer(answering(httpReply("200 OK", json, listOf(9))), false);
    m_session = makeSession(m_server->url(QStringLiteral("/")), *m_transport);
}

void FaultsTest::cleanup()
{
    m_session.reset();
    m_transport.reset();
    m_server.reset();
    m_elsewhere.reset();
    m_unencrypted.reset();
}

std::unique_ptr<MisbehavingServer> FaultsTest::makeServer(Behaviour behaviour, bool tls,
                                                          const char *address) const
{
    auto server
        = std::make_unique<MisbehavingServer>(std::move(behaviour), QHostAddress(QLatin1String(address)));
    if (tls)
        server->setTls(m_identity.certificate, m_identity.key);
    return server;
}

std::unique_ptr<TokenSession> FaultsTest::makeSession(const QUrl &url, HttpTransport &transport)
{
    ConnectionProfile profile;
    profile.service = m_service;
    profile.baseUrl = url;
    return std::make_unique<TokenSession>(profile, std::make_shared<const Secret>(Secret::copyOf("abc123")),
                                          transport, m_clock);
}

void FaultsTest::refresh()
{
    QSignalSpy finished(m_session.get(), &TokenSession::refreshFinished);
    m_session->refresh();
    QVERIFY(!finished.isEmpty() || finished.wait(20'000));
}

FaultsTest::Behaviour FaultsTest::redirecting(const QByteArray &status,
                                              std::unique_ptr<MisbehavingServer> FaultsTest::*to)
{
    return [this, status, to](QTcpSocket &socket, const QByteArray &request) {
        const QByteArray path = request.split(' ').value(1);
        socket.write(
            httpReply(status + " Elsewhere",
                      "Location: " + (this->*to)->url(QString::fromLatin1(path)).toEncoded() + "\r\n", {}));
    };
}

CallPtr<CreatedToken> FaultsTest::create(TokenSession &session) const
{
    TokenDraft draft;
    draft.name = QStringLiteral("Shop");
    draft.type = m_service->features.defaultType;
    return session.create(draft, newIdempotencyKey());
}

Token FaultsTest::knownToken() const
{
    Token token;
    token.id = QStringLiteral("1");
    token.name = QStringLiteral("Token 1");
    return token;
}

CallPtr<Token> FaultsTest::rename(TokenSession &session) const
{
    Token token = knownToken();
    token.version = "\"1\""; // so that the edit need not read it first
    TokenEdit edit;
    edit.name = QStringLiteral("Web shop");
    return session.edit(token, edit);
}

qsizetype FaultsTest::requests(const QByteArray &method) const
{
    const QList<QByteArray> &all = m_server->requests();
    return std::count_if(all.begin(), all.end(),
                         [&method](const QByteArray &request) { return request.startsWith(method + ' '); });
}

void FaultsTest::keepsTheOldList_data()
{
    using Kind = ErrorKind;
    QTest::addColumn<Behaviour>("fault");
    QTest::addColumn<Kind>("onRead");
    QTest::addColumn<Kind>("onWrite");
    const auto row = [](const char *name, const Behaviour &fault, Kind onRead, Kind onWrite) {
        QTest::newRow(name) << fault << onRead << onWrite;
    };
    const auto refused = [&row](const char *name, const QByteArray &reply) {
        row(name, answeringThenClosing(reply), Kind::Protocol, Kind::OutcomeUnknown);
    };
    row("fault 1: 302 to another host", redirecting("302", &FaultsTest::m_elsewhere), Kind::Redirect,
        Kind::Redirect);
    row("fault 2: 307 to another host", redirecting("307", &FaultsTest::m_elsewhere), Kind::Redirect,
        Kind::Redirect);
    row("fault 2: 308 to another host", redirecting("308", &FaultsTest::m_elsewhere), Kind::Redirect,
        Kind::Redirect);
    row("fault 3: to http", redirecting("302", &FaultsTest::m_unencrypted), Kind::Redirect, Kind::Redirect);
    row(
        "fault 9: silence", [](QTcpSocket &, const QByteArray &) {}, Kind::Deadline, Kind::OutcomeUnknown);
    row(
        "fault 10: a body drip",
        [](QTcpSocket &socket, const QByteArray &) {
            socket.write(ok + "Content-Length: 1000000\r\n\r\n");
            drip(socket, " ");
        },
        Kind::Deadline, Kind::OutcomeUnknown);
    static const QByteArray small = gzipped(9 * 1024 * 1024);
    static const QByteArray large = gzipped(64 * 1024 * 1024);
    refused("fault 12: 9 MiB in gzip", httpReply("200 OK", json + "Content-Encoding: gzip\r\n", small));
    refused("fault 12: 64 MiB in gzip", httpReply("200 OK", json + "Content-Encoding: x-gzip\r\n", large));
    refused("fault 12: gzip that is not said", httpReply("200 OK", json, small));
    // How much memory 20 MB of it take is another test's.
    row(
        "fault 13: a header that does not end",
        [](QTcpSocket &socket, const QByteArray &) {
            socket.write(ok + "X-Long: ");
            drip(socket, QByteArray(20'000, 'x'));
        },
        Kind::Deadline, Kind::OutcomeUnknown);
    row("fault 14: cut short of its length", answeringThenClosing(ok + "Content-Length: 900\r\n\r\n{\"ite"),
        Kind::Transport, Kind::OutcomeUnknown);
    row("fault 14: cut short in a chunk",
        answeringThenClosing(ok + "Transfer-Encoding: chunked\r\n\r\n400\r\n{\"ite"), Kind::Transport,
        Kind::OutcomeUnknown);
    row("fault 14: cut short without a length",
        answeringThenClosing(ok + "Connection: close\r\n\r\n" + listOf(2).chopped(40)), Kind::Transport,
        Kind::OutcomeUnknown);
    const QByteArray list = listOf(2);
    refused("fault 15: a negative length", ok + "Content-Length: -5\r\n\r\n" + list);
    refused("fault 15: two lengths",
            ok + "Content-Length: 2\r\nContent-Length: " + QByteArray::number(list.size()) + "\r\n\r\n"
                + list);
    refused("fault 15: no number", ok + "Content-Length: 0x40\r\n\r\n" + list);
    refused("fault 15: a length past all bounds", ok + "Content-Length: 99999999999999999999\r\n\r\n" + list);
    refused("fault 21: depth 1,025",
            httpReply("200 OK", json, QByteArray(1'025, '[') + QByteArray(1'025, ']')));
    refused("fault 16: a sign-in page", httpReply("200 OK", "Content-Type: text/html\r\n", "<html>Sign in"));
}

/// Faults 1, 2, 3, 9, 10, 12, 13, 14, 15, 16 and 21 of a read: the old list stays, and what is wrong is said.
void FaultsTest::keepsTheOldList()
{
    QFETCH(const Behaviour, fault);
    QFETCH(const ErrorKind, onRead);
    refresh();
    const QList<Token> before = m_session->tokens();
    QCOMPARE(before.size(), 3);
    QVERIFY(!m_session->error());

    m_behaviour = fault;
    m_transport->setDeadline(onRead == ErrorKind::Deadline ? deadline : 10s);
    QElapsedTimer timer;
    timer.start();
    refresh();
    QVERIFY(m_session->error());
    QCOMPARE(m_session->error()->kind, onRead);
    QVERIFY(!m_session->error()->reason.isEmpty());
    QCOMPARE(m_session->tokens(), before);
    if (onRead == ErrorKind::Deadline)
        QVERIFY2(timer.elapsed() < 5'000, QByteArray::number(timer.elapsed()).constData());
    QCOMPARE(m_elsewhere->connectionCount(), 0);
    QCOMPARE(m_unencrypted->connectionCount(), 0);
}

/// Faults 1, 2, 3, 9, 10, 12, 13, 14, 15, 16 and 21 of a write: one request, and no success or failure made
/// up.
void FaultsTest::saysWhatBecameOfWrites()
{
    QFETCH(const Behaviour, fault);
    QFETCH(const ErrorKind, onRead);
    QFETCH(const ErrorKind, onWrite);
    m_behaviour = fault;
    // Each on a connection of its own, since an answer that is refused ends the connection.
    const TransportLimits limits {.deadline = onRead == ErrorKind::Deadline ? deadline : 10s};
    HttpTransport transports[] {HttpTransport(limits), HttpTransport(limits), HttpTransport(limits)};
    const QUrl url = m_server->url(QStringLiteral("/"));
    const auto creator = makeSession(url, transports[0]);
    const auto renamer = makeSession(url, transports[1]);
    const auto revoker = makeSession(url, transports[2]);
    std::optional<ErrorKind> created;
    std::optional<ErrorKind> renamed;
    std::optional<ErrorKind> revoked;
    const auto creating = create(*creator);
    const auto renaming = rename(*renamer);
    const auto revoking = revoker->revoke(knownToken());
    keepKind(creating, created);
    keepKind(renaming, renamed);
    keepKind(revoking, revoked);
    QVERIFY(QTest::qWaitFor([&] { return created && renamed && revoked; }, 20'000));
    QCOMPARE(created, std::optional(onWrite));
    QCOMPARE(renamed, std::optional(onWrite));
    QCOMPARE(revoked, std::optional(onWrite));
    // The session makes nothing up either.
    QVERIFY(creator->tokens().isEmpty() && renamer->tokens().isEmpty() && revoker->tokens().isEmpty());

    // Whatever was sent twice would have arrived before this answer.
    m_behaviour = answering(httpReply("200 OK", json, listOf(2)));
    refresh();
    QCOMPARE(m_session->tokens().size(), 2);
    for (const char *method : {"POST", "PATCH", "DELETE"})
        QVERIFY2(requests(method) == 1, method);
    QCOMPARE(m_elsewhere->connectionCount(), 0);
    QCOMPARE(m_unencrypted->connectionCount(), 0);
}

void FaultsTest::sendsAWriteOnce_data()
{
    QTest::addColumn<bool>("kept");
    QTest::newRow("fault 5: a new connection") << false;
    QTest::newRow("fault 6: beside a kept connection") << true;
}

/// Faults 5 and 6: the server reads a write and closes the connection.
void FaultsTest::sendsAWriteOnce()
{
    QFETCH(const bool, kept);
    const Behaviour good = m_behaviour;
    for (const QByteArray method : {"POST", "PATCH", "DELETE"}) {
        m_session.reset();
        m_transport = std::make_unique<HttpTransport>();
        m_session = makeSession(m_server->url(QStringLiteral("/")), *m_transport);
        m_behaviour = good;
        if (kept) {
            // The own token is read beside the list, maybe on another connection.
            const QByteArray ownToken = "GET /api/v1/tokens/current";
            const qsizetype before = requests(ownToken);
            refresh();
            QTRY_VERIFY(requests(ownToken) > before);
        }
        const int connections = m_server->connectionCount();
        m_behaviour = [](QTcpSocket &socket, const QByteArray &) {
            socket.disconnectFromHost();
        };
        std::optional<ErrorKind> outcome;
        CallPtr<CreatedToken> creating;
        CallPtr<Token> renaming;
        CallPtr<Done> revoking;
        if (method == "POST")
            keepKind(creating = create(*m_session), outcome);
        else if (method == "PATCH")
            keepKind(renaming = rename(*m_session), outcome);
        else
            keepKind(revoking = m_session->revoke(knownToken()), outcome);
        QVERIFY(QTest::qWaitFor([&outcome] { return outcome.has_value(); }, 20'000));
        QCOMPARE(outcome, std::optional(ErrorKind::OutcomeUnknown));
        // Never the kept one, which the server may be closing.
        QCOMPARE(m_server->connectionCount(), connections + 1);

        // Whatever was sent twice would have arrived before this answer.
        m_behaviour = good;
        refresh();
        QVERIFY(!m_session->error());
        QCOMPARE(requests(method), 1);
    }
}

/// Fault 17: a Basic challenge would swap the bearer token for the user information of a URL.
void FaultsTest::refusesUserInformation()
{
    m_behaviour
        = answering(httpReply("401 Unauthorized", json + "WWW-Authenticate: Basic realm=\"x\"\r\n", "{}"));
    QUrl url = m_server->url(QStringLiteral("/"));
    url.setUserInfo(QStringLiteral("user:password"));
    m_session = makeSession(url, *m_transport);
    refresh();
    QVERIFY(m_session->error());
    QCOMPARE(m_session->error()->kind, ErrorKind::InvalidInput);
    QCOMPARE(m_server->connectionCount(), 0);

    m_session = makeSession(m_server->url(QStringLiteral("/")), *m_transport);
    refresh();
    QCOMPARE(m_session->error()->kind, ErrorKind::Unauthorized);
    for (const QByteArray &request : m_server->requests())
        QVERIFY(request.contains("\r\nAuthorization: Bearer abc123\r\n") && !request.contains("Basic"));
}

void FaultsTest::judgesExpiryByTheServersDate_data()
{
    QTest::addColumn<int>("days");
    QTest::newRow("fault 40: a day behind") << -1;
    QTest::newRow("fault 40: a day ahead") << 1;
}

/// Fault 40: this machine's clock is a day off.
void FaultsTest::judgesExpiryByTheServersDate()
{
    QFETCH(const int, days);
    const QDateTime serverNow(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC);
    FixedClock clock;
    clock.instant = serverNow.addDays(days);
    QByteArray list = listOf(2);
    const auto expireAt = [&list](const char *instant) {
        const QByteArray never = "\"expiresAt\":null";
        list.replace(list.indexOf(never), never.size(), "\"expiresAt\":\"" + QByteArray(instant) + '"');
    };
    expireAt("2026-11-24T11:00:00Z");
    expireAt("2026-11-24T13:00:00Z");
    m_behaviour = answering(httpReply("200 OK", json + "Date: Tue, 24 Nov 2026 12:00:00 GMT\r\n", list));
    ConnectionProfile profile = m_session->profile();
    m_session = std::make_unique<TokenSession>(
        profile, std::make_shared<const Secret>(Secret::copyOf("abc123")), *m_transport, clock);
    refresh();
    QCOMPARE(m_session->tokens().size(), 2);
    const QDateTime now = m_session->clock().now();
    QCOMPARE(now, serverNow);
    QCOMPARE(m_session->tokens().at(0).statusAt(now), TokenStatus::Expired);
    QCOMPARE(m_session->tokens().at(1).statusAt(now), TokenStatus::Expiring);
    m_session.reset(); // before its clock
}

QTEST_GUILESS_MAIN(FaultsTest)
#include "tst_faults.moc"
