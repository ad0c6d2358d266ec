#include "../api/misbehavingserver.h"
#include "backendprocess.h"
#include "catalog.h"
#include "clock.h"
#include "connectiontest.h"
#include "httptransport.h"
#include "tokensession.h"
#include "workspacelookup.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QPointer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <csignal>

using namespace tc;
using namespace tc::test;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::optional<Token> named(const TokenSession &session, const QString &name)
{
    const auto found = std::find_if(session.tokens().begin(), session.tokens().end(),
                                    [&name](const Token &token) { return token.name == name; });
    return found == session.tokens().end() ? std::nullopt : std::optional(*found);
}

/// Waits for \a call's outcome.
template <typename T>
std::optional<Result<T>> outcomeOf(const CallPtr<T> &call)
{
    std::optional<Result<T>> outcome;
    call->onFinished([&outcome](Result<T> result) { outcome.emplace(std::move(result)); });
    return QTest::qWaitFor([&outcome] { return outcome.has_value(); }, 30'000) ? std::move(outcome)
                                                                               : std::nullopt;
}

} // namespace

class TokenSessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void refreshReadsListAndOwnToken();
    void failedRefreshKeepsTheOldList();
    void cancelledRefreshKeepsTheOldList();
    void secondRefreshJoinsTheFirst();
    void changesUpdateTheList();
    void refusedChangeLeavesTheList();
    void changeWhileListingStays();
    void waitsForTheServer();
    void destroyedWhileRefreshing();
    void callsMayOutliveTheSession();
    void goesOnAtAnotherPort();
    void nothingAssumedIsSentToAVendorsHost();
    void whoServesWhatIsAssumed_data();
    void whoServesWhatIsAssumed();
    void assumedExtrasAreHeldBackAlone();
    void aKeychainEntryIsOfOneEnvironment_data();
    void aKeychainEntryIsOfOneEnvironment();
    void aKeychainEntryIsOfOneAccount();
    void tellsWhatIsLeftUntilThatHasPassed();

private:
    void refresh();
    void signalBackend(int number);
    [[nodiscard]] CallPtr<CreatedToken> create(const QString &name);

    std::unique_ptr<BackendProcess> m_backend;
    SystemClock m_clock;
    std::unique_ptr<HttpTransport> m_transport;
    std::unique_ptr<TokenSession> m_session;
};

void TokenSessionTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_backend = std::make_unique<BackendProcess>();
    QVERIFY(m_backend->start());
    m_transport = std::make_unique<HttpTransport>();
    const Catalog catalog(
        {{QStringLiteral("optimus.json"), contentOf(QStringLiteral(":/services/optimus.json")),
          DescriptionFile::Origin::Shipped}},
        contentOf(QStringLiteral(":/services/service.schema.json")));
    ConnectionProfile profile;
    profile.service = catalog.service(u"optimus");
    QVERIFY(profile.service);
    profile.baseUrl = QUrl(m_backend->ready()
                               .value(QLatin1String("services"))
                               .toObject()
                               .value(QLatin1String("optimus"))
                               .toString());
    m_session = std::make_unique<TokenSession>(
        profile, std::make_shared<const Secret>(Secret::copyOf(m_backend->managementSecret())), *m_transport,
        m_clock);
}

void TokenSessionTest::cleanup()
{
    m_session.reset();
    m_transport.reset();
    m_backend.reset();
}

void TokenSessionTest::refresh()
{
    QSignalSpy finished(m_session.get(), &TokenSession::refreshFinished);
    m_session->refresh();
    QTRY_COMPARE(finished.size(), 1);
}

/// Holds the backend's process still (SIGSTOP), so that calls stay under way, or lets it go on (SIGCONT).
void TokenSessionTest::signalBackend(int number)
{
    QCOMPARE(::kill(static_cast<pid_t>(m_backend->process().processId()), number), 0);
}

CallPtr<CreatedToken> TokenSessionTest::create(const QString &name)
{
    TokenDraft draft;
    draft.name = name;
    draft.type = m_session->service().features.defaultType;
    return m_session->create(draft, newIdempotencyKey());
}

void TokenSessionTest::refreshReadsListAndOwnToken()
{
    m_backend->create({{QStringLiteral("name"), QStringLiteral("Shop")}});
    QVERIFY(m_session->updatedAt().isNull());
    QSignalSpy own(m_session.get(), &TokenSession::ownTokenChanged);
    QSignalSpy progressed(m_session.get(), &TokenSession::refreshProgressed);
    refresh();
    QTRY_COMPARE(own.size(), 1);
    QCOMPARE(m_session->tokens().size(), 2);
    QVERIFY(named(*m_session, QStringLiteral("Shop")));
    QVERIFY(m_session->ownToken());
    QCOMPARE(m_session->ownToken()->type, QStringLiteral("management"));
    QVERIFY(m_session->updatedAt().isValid());
    QVERIFY(!m_session->error());
    QVERIFY(progressed.size() >= 1);
    QCOMPARE(progressed.last().first().toLongLong(), 2);
}

void TokenSessionTest::failedRefreshKeepsTheOldList()
{
    m_backend->create({{QStringLiteral("name"), QStringLiteral("Shop")}});
    refresh();
    const QList<Token> before = m_session->tokens();
    const QDateTime updated = m_session->updatedAt();
    QCOMPARE(before.size(), 2);
    QCOMPARE(m_backend->terminate(), 0);
    refresh();
    QVERIFY(m_session->error());
    QCOMPARE(m_session->error()->kind, ErrorKind::Transport);
    QCOMPARE(m_session->tokens(), before);
    QCOMPARE(m_session->updatedAt(), updated);
    QVERIFY(!m_session->isRefreshing());
}

void TokenSessionTest::cancelledRefreshKeepsTheOldList()
{
    refresh();
    const QList<Token> before = m_session->tokens();
    signalBackend(SIGSTOP);
    QSignalSpy finished(m_session.get(), &TokenSession::refreshFinished);
    m_session->refresh();
    QVERIFY(m_session->isRefreshing());
    m_session->cancelRefresh();
    QCOMPARE(finished.size(), 1);
    QVERIFY(!m_session->isRefreshing());
    QCOMPARE(m_session->error()->kind, ErrorKind::Cancelled);
    QCOMPARE(m_session->tokens(), before);
    m_session->cancelRefresh(); // nothing is under way any more
    QCOMPARE(finished.size(), 1);
    signalBackend(SIGCONT);
    refresh();
    QVERIFY(!m_session->error());
}

void TokenSessionTest::secondRefreshJoinsTheFirst()
{
    QSignalSpy started(m_session.get(), &TokenSession::refreshStarted);
    QSignalSpy finished(m_session.get(), &TokenSession::refreshFinished);
    m_session->refresh();
    m_session->refresh();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(started.size(), 1);
}

void TokenSessionTest::changesUpdateTheList()
{
    refresh();
    QSignalSpy changed(m_session.get(), &TokenSession::tokenChanged);
    const CallPtr<CreatedToken> creating = create(QStringLiteral("Shop"));
    const auto created = outcomeOf(creating);
    QVERIFY(created && *created);
    QVERIFY(!(*created)->secret.isEmpty());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(named(*m_session, QStringLiteral("Shop")), std::optional((*created)->token));

    TokenEdit edit;
    edit.name = QStringLiteral("Web shop");
    AllowedIps ranges;
    QVERIFY(ranges.add(*IpRange::parse(QStringLiteral("203.0.113.0/24"))));
    edit.allowedIps = ranges;
    const CallPtr<Token> editing = m_session->edit((*created)->token, edit);
    const auto edited = outcomeOf(editing);
    QVERIFY(edited && *edited);
    QVERIFY(!named(*m_session, QStringLiteral("Shop")));
    QCOMPARE(named(*m_session, QStringLiteral("Web shop"))->allowedIps, ranges);
    QCOMPARE(m_session->tokens().size(), 2);

    const CallPtr<Done> revoking = m_session->revoke(**edited);
    const auto revoked = outcomeOf(revoking);
    QVERIFY(revoked && *revoked);
    QVERIFY(named(*m_session, QStringLiteral("Web shop"))->revoked);
    QVERIFY(named(*m_session, QStringLiteral("Web shop"))->revokedAt.isValid());
    QCOMPARE(changed.size(), 3);
    refresh();
    QVERIFY(named(*m_session, QStringLiteral("Web shop"))->revoked);
}

void TokenSessionTest::refusedChangeLeavesTheList()
{
    const QJsonObject made = m_backend->create({{QStringLiteral("name"), QStringLiteral("Shop")}});
    refresh();
    const Token token = *named(*m_session, QStringLiteral("Shop"));
    TokenEdit first;
    first.name = QStringLiteral("First");
    const CallPtr<Token> editing = m_session->edit(token, first);
    QVERIFY(outcomeOf(editing)->has_value());

    // The same base again: someone (here we) changed it meanwhile.
    QSignalSpy changed(m_session.get(), &TokenSession::tokenChanged);
    TokenEdit second;
    second.name = QStringLiteral("Second");
    const CallPtr<Token> stale = m_session->edit(token, second);
    const auto refused = outcomeOf(stale);
    QVERIFY(refused && !*refused);
    QCOMPARE(refused->error().kind, ErrorKind::Stale);
    QCOMPARE(changed.size(), 0);
    QVERIFY(named(*m_session, QStringLiteral("First")));

    const CallPtr<Token> reading = m_session->read(token.id);
    const auto read = outcomeOf(reading);
    QVERIFY(read && *read);
    const CallPtr<Token> again = m_session->edit(**read, second);
    QVERIFY(outcomeOf(again)->has_value());
    QVERIFY(named(*m_session, QStringLiteral("Second")));
}

/// A list that the server made before a change but that arrives after it must not take the change back.
void TokenSessionTest::changeWhileListingStays()
{
    const auto token = [](const char *id) {
        return QJsonObject {{QStringLiteral("id"), QLatin1String(id)},
                            {QStringLiteral("name"), QLatin1String(id)},
                            {QStringLiteral("prefix"), QStringLiteral("tok_optimus_ab")},
                            {QStringLiteral("access"), QStringLiteral("integration")},
                            {QStringLiteral("createdAt"), QStringLiteral("2026-01-01T00:00:00Z")},
                            {QStringLiteral("lastUsedAt"), QJsonValue::Null},
                            {QStringLiteral("lastUsedIp"), QJsonValue::Null},
                            {QStringLiteral("expiresAt"), QJsonValue::Null},
                            {QStringLiteral("revokedAt"), QJsonValue::Null},
                            {QStringLiteral("allowedIps"), QJsonArray()}};
    };
    const auto json = [](const QJsonObject &object) {
        return QJsonDocument(object).toJson(QJsonDocument::Compact);
    };
    const QByteArray head = "Content-Type: application/json\r\n";
    const auto list = [&](const QJsonArray &items) {
        return httpReply(
            "200 OK", head,
            json({{QStringLiteral("items"), items}, {QStringLiteral("nextCursor"), QJsonValue::Null}}));
    };
    QPointer<QTcpSocket> held;
    int lists = 0;
    const MisbehavingServer server([&](QTcpSocket &socket, const QByteArray &request) {
        if (request.startsWith("POST ")) {
            socket.write(httpReply("201 Created", head,
                                   json({{QStringLiteral("token"), token("new")},
                                         {QStringLiteral("secret"),
                                          QString(QStringLiteral("tok_optimus_") + QString(40, u'x'))}})));
        } else if (request.contains("/current ")) {
            socket.write(httpReply("404 Not Found", head, "{}"));
        } else if (++lists == 1) {
            held = &socket;
        } else {
            socket.write(list({token("old"), token("new")}));
        }
    });
    ConnectionProfile profile = m_session->profile();
    profile.baseUrl = server.url(QStringLiteral("/"));
    TokenSession session(profile, std::make_shared<const Secret>(Secret::copyOf("a")), *m_transport, m_clock);
    QSignalSpy finished(&session, &TokenSession::refreshFinished);
    session.refresh();
    QTRY_VERIFY(held);
    TokenDraft draft;
    draft.name = QStringLiteral("new");
    const CallPtr<CreatedToken> creating = session.create(draft, newIdempotencyKey());
    const auto created = outcomeOf(creating);
    QVERIFY(created && *created);
    QVERIFY(named(session, QStringLiteral("new")));

    held->write(list({token("old")}));
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(lists, 2);
    QVERIFY(!session.error());
    QCOMPARE(session.tokens().size(), 2);
    QVERIFY(named(session, QStringLiteral("new")));
}

void TokenSessionTest::waitsForTheServer()
{
    QByteArray seconds = "1";
    bool refuses = true;
    const MisbehavingServer server([&](QTcpSocket &socket, const QByteArray &request) {
        const QByteArray head = "Content-Type: application/json\r\n";
        if (request.contains("/current "))
            socket.write(httpReply("404 Not Found", head, "{}"));
        else if (refuses)
            socket.write(httpReply("429 Slow down", "Retry-After: " + seconds + "\r\n", {}));
        else
            socket.write(httpReply("200 OK", head, "{\"items\":[],\"nextCursor\":null}"));
    });
    ConnectionProfile profile = m_session->profile();
    profile.baseUrl = server.url(QStringLiteral("/"));
    TokenSession session(profile, std::make_shared<const Secret>(Secret::copyOf("a")), *m_transport, m_clock);
    QSignalSpy finished(&session, &TokenSession::refreshFinished);
    QSignalSpy waits(&session, &TokenSession::serverWaitChanged);

    session.refresh();
    QTRY_COMPARE(waits.size(), 1);
    QVERIFY(session.serverWait() && session.isRefreshing());
    refuses = false;
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(waits.size(), 2);
    QVERIFY(!session.serverWait() && !session.error() && session.updatedAt().isValid());

    const QDateTime updated = session.updatedAt();
    refuses = true;
    seconds = "3600";
    session.refresh();
    QTRY_COMPARE(waits.size(), 3);
    const qsizetype sent = server.requests().size();
    session.cancelRefresh();
    QCOMPARE(finished.size(), 2);
    QCOMPARE(waits.size(), 4);
    QVERIFY(!session.serverWait() && !session.isRefreshing());
    QCOMPARE(session.error()->kind, ErrorKind::RateLimited);
    QVERIFY(m_clock.now().secsTo(session.error()->retryAt) > 3500);
    QCOMPARE(session.updatedAt(), updated);
    QCOMPARE(server.requests().size(), sent);

    refuses = false;
    session.refresh();
    QTRY_COMPARE(finished.size(), 3);
    QVERIFY(!session.error());
}

void TokenSessionTest::destroyedWhileRefreshing()
{
    signalBackend(SIGSTOP);
    m_session->refresh();
    const CallPtr<CreatedToken> creating = create(QStringLiteral("Shop"));
    QVERIFY(m_session->isRefreshing());
    m_session.reset();
    signalBackend(SIGCONT);
    QVERIFY(m_backend->client().send("GET", "/api/v1/tokens", bearer(m_backend->managementSecret())));
}

void TokenSessionTest::callsMayOutliveTheSession()
{
    signalBackend(SIGSTOP);
    const CallPtr<CreatedToken> creating = create(QStringLiteral("Shop"));
    m_session.reset();
    signalBackend(SIGCONT);
    const auto created = outcomeOf(creating);
    QVERIFY(created && *created);
    QCOMPARE((*created)->token.name, QStringLiteral("Shop"));
}

void TokenSessionTest::goesOnAtAnotherPort()
{
    m_backend->create({{QStringLiteral("name"), QStringLiteral("Shop")}});
    refresh();
    QCOMPARE(m_backend->terminate(), 0);
    QVERIFY(m_backend->start());
    const QString url = m_backend->ready()
                            .value(QLatin1String("services"))
                            .toObject()
                            .value(QLatin1String("optimus"))
                            .toString();
    QVERIFY(m_session->profile().baseUrl != QUrl(url));
    QSignalSpy moved(m_session.get(), &TokenSession::moved);
    QSignalSpy finished(m_session.get(), &TokenSession::refreshFinished);
    m_session->moveTo(QUrl(url));
    QCOMPARE(moved.size(), 1);
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!m_session->error());
    QCOMPARE(m_session->tokens().size(), 2);
    QCOMPARE(m_session->profile().baseUrl, QUrl(url));
}

/// The vendor's host is a name that resolves nowhere: what was sent there would fail with Transport instead.
void TokenSessionTest::nothingAssumedIsSentToAVendorsHost()
{
    auto vendors = std::make_shared<ServiceDescription>(m_session->service());
    vendors->environments
        = {{QStringLiteral("prod"), {}, QUrl(QStringLiteral("https://vendor.invalid/")), {}, true}};
    ConnectionProfile profile;
    profile.service = vendors;
    profile.baseUrl = vendors->environments.constFirst().baseUrl;
    const auto credential = std::make_shared<const Secret>(Secret::copyOf("given"));

    const auto errorOf = [](const auto &outcome) {
        return outcome && !*outcome ? outcome->error().kind : ErrorKind::Cancelled;
    };
    const auto test = [&] {
        return outcomeOf(CallPtr<Done>(std::make_unique<ConnectionTest>(profile, credential, TlsSettings(),
                                                                        m_transport->limits(), m_clock)));
    };
    m_session = std::make_unique<TokenSession>(profile, credential, *m_transport, m_clock);
    refresh();
    QCOMPARE(m_session->error()->kind, ErrorKind::NoSuchOperation);
    QCOMPARE(errorOf(outcomeOf(create(QStringLiteral("Shop")))), ErrorKind::NoSuchOperation);
    const Token token;
    QCOMPARE(errorOf(outcomeOf(m_session->edit(token, {}))), ErrorKind::NoSuchOperation);
    QCOMPARE(errorOf(outcomeOf(m_session->revoke(token))), ErrorKind::NoSuchOperation);
    QCOMPARE(errorOf(outcomeOf(m_session->read(QStringLiteral("id")))), ErrorKind::NoSuchOperation);
    QCOMPARE(errorOf(test()), ErrorKind::NoSuchOperation);

    profile.servesAssumed = true;
    m_session = std::make_unique<TokenSession>(profile, credential, *m_transport, m_clock);
    refresh();
    QCOMPARE(m_session->error()->kind, ErrorKind::Transport);
    QCOMPARE(errorOf(test()), ErrorKind::Transport);
}

void TokenSessionTest::whoServesWhatIsAssumed_data()
{
    QTest::addColumn<QString>("baseUrl");
    QTest::addColumn<bool>("assumed");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("vendor's own") << "https://vendor.invalid/" << true << false;
    QTest::newRow("vendor's own, another path") << "https://vendor.invalid:443/x/" << true << false;
    QTest::newRow("vendor's own, documented") << "https://vendor.invalid/" << false << true;
    QTest::newRow("another server") << "https://elsewhere.invalid/" << true << true;
    QTest::newRow("a loopback environment") << "http://127.0.0.1:8080/" << true << true;
    QTest::newRow("a loopback environment by https") << "https://[::1]:8443/" << true << true;
    QTest::newRow("a workspace's own host") << "https://team.tenants.invalid/" << true << false;
}

void TokenSessionTest::whoServesWhatIsAssumed()
{
    QFETCH(QString, baseUrl);
    QFETCH(bool, assumed);
    auto description = std::make_shared<ServiceDescription>(m_session->service());
    description->assumed = assumed;
    description->environments.clear();
    for (const char *url : {"https://vendor.invalid/", "http://127.0.0.1:8080/", "https://[::1]:8443/"})
        description->environments.append(
            {QString::fromLatin1(url), {}, QUrl(QString::fromLatin1(url)), {}, false});
    description->environments.append(
        {QStringLiteral("tenants"), {}, {}, QStringLiteral("https://{workspace}.tenants.invalid/"), false});
    ConnectionProfile profile;
    profile.service = description;
    profile.baseUrl = QUrl(baseUrl);
    QTEST(profile.mayManage(), "allowed");
    profile.servesAssumed = true;
    QVERIFY(profile.mayManage());
}

/// Where the vendor documents all but those.
void TokenSessionTest::assumedExtrasAreHeldBackAlone()
{
    QJsonObject root
        = QJsonDocument::fromJson(contentOf(QStringLiteral(":/services/optiflow.json"))).object();
    QJsonObject operations = root.value(QLatin1String("operations")).toObject();
    for (const QString &name : operations.keys()) {
        QJsonObject operation = operations.value(name).toObject();
        const bool isExtra = name == QLatin1String("workspaces") || name == QLatin1String("revokeAll");
        operation.insert(QStringLiteral("documented"), !isExtra);
        operations.insert(name, operation);
    }
    root.insert(QStringLiteral("operations"), operations);
    root.insert(
        QStringLiteral("environments"),
        QJsonArray {QJsonObject {{QStringLiteral("id"), QStringLiteral("prod")},
                                 {QStringLiteral("label"), QStringLiteral("Production")},
                                 {QStringLiteral("baseUrl"), QStringLiteral("https://vendor.invalid/")},
                                 {QStringLiteral("production"), true}}});
    const Catalog catalog(
        {{QStringLiteral("optiflow.json"), QJsonDocument(root).toJson(), DescriptionFile::Origin::Shipped}},
        contentOf(QStringLiteral(":/services/service.schema.json")));
    ConnectionProfile profile;
    profile.service = catalog.service(u"optiflow");
    QVERIFY(profile.service);
    profile.baseUrl = QUrl(QStringLiteral("https://vendor.invalid/"));
    const auto credential = std::make_shared<const Secret>(Secret::copyOf("1|x"));
    QVERIFY(profile.mayManage() && profile.maySend(Operation::List));
    for (const Operation extra : {Operation::Workspaces, Operation::RevokeAll})
        QVERIFY(!profile.maySend(extra));
    WorkspaceLookup lookup(profile, credential, {}, m_transport->limits(), m_clock);
    std::optional<ErrorKind> kind;
    lookup.onFinished([&kind](const Result<QList<NamedWorkspace>> &result) { kind = result.error().kind; });
    QTRY_COMPARE(kind, std::optional(ErrorKind::NoSuchOperation));
    TokenSession session(profile, credential, *m_transport, m_clock);
    QVERIFY(!session.mayRevokeAll());
    const auto refused = outcomeOf(session.revokeAll());
    QVERIFY(refused && !*refused);
    QCOMPARE(refused->error().kind, ErrorKind::NoSuchOperation);

    profile.servesAssumed = true;
    for (const Operation extra : {Operation::Workspaces, Operation::RevokeAll})
        QVERIFY(profile.maySend(extra));
    profile.service = std::make_shared<ServiceDescription>(m_session->service());
    QVERIFY(!profile.maySend(Operation::Workspaces)); // the service has none
}

void TokenSessionTest::aKeychainEntryIsOfOneEnvironment_data()
{
    QTest::addColumn<QString>("baseUrl");
    QTest::addColumn<QString>("environment");
    QTest::addColumn<QString>("entry");
    const QString shared = QStringLiteral("token-console/optimus/https:%2F%2Fapi.invalid:443");
    const QString own = QStringLiteral("token-console/optimus/https:%2F%2Fown.invalid:443");
    QTest::newRow("first of two at an origin") << "https://api.invalid/v1/"
                                               << "live" << shared;
    QTest::newRow("second of two at an origin") << "https://api.invalid/v1/"
                                                << "test" << shared + QStringLiteral("/environment/test");
    QTest::newRow("none") << "https://api.invalid/v1/"
                          << "" << shared;
    QTest::newRow("alone at its origin") << "https://own.invalid/"
                                         << "stage" << own;
    QTest::newRow("elsewhere") << "https://own.invalid/"
                               << "test" << own;
}

void TokenSessionTest::aKeychainEntryIsOfOneEnvironment()
{
    QFETCH(QString, baseUrl);
    QFETCH(QString, environment);
    auto description = std::make_shared<ServiceDescription>(m_session->service());
    description->environments.clear();
    for (const auto &[id, url] :
         {std::pair("live", "https://api.invalid/v1/"), std::pair("test", "https://api.invalid/sandbox/"),
          std::pair("stage", "https://own.invalid/")})
        description->environments.append(
            {QString::fromLatin1(id), {}, QUrl(QString::fromLatin1(url)), {}, false});
    ConnectionProfile profile;
    profile.service = description;
    profile.baseUrl = QUrl(baseUrl);
    profile.environmentId = environment;
    for (const char *workspace : {"", "3"}) {
        profile.workspace = QString::fromLatin1(workspace);
        QTEST(profile.credentialKey().toString(), "entry");
    }
}

void TokenSessionTest::aKeychainEntryIsOfOneAccount()
{
    auto description = std::make_shared<ServiceDescription>(m_session->service());
    description->workspace = {WorkspaceUse::Kind::Path, {}, false, true, {}, {}};
    ConnectionProfile profile;
    profile.service = description;
    profile.baseUrl = QUrl(QStringLiteral("https://own.invalid/"));
    const QString server = QStringLiteral("token-console/optimus/https:%2F%2Fown.invalid:443");
    QCOMPARE(profile.credentialKey().toString(), server);
    for (const char *account : {"17", "anna"}) {
        profile.workspace = QString::fromLatin1(account);
        QCOMPARE(profile.credentialKey().toString(),
                 server + QStringLiteral("/account/") + profile.workspace);
        QCOMPARE(profile.serverKey().toString(), server); // consent is of all of them
    }
    profile.localInstance = QStringLiteral("instance");
    QCOMPARE(profile.credentialKey(), profile.serverKey());
}

void TokenSessionTest::tellsWhatIsLeftUntilThatHasPassed()
{
    QByteArray limits;
    const MisbehavingServer server([&limits](QTcpSocket &socket, const QByteArray &) {
        const QByteArray date
            = QLocale::c()
                  .toString(QDateTime::currentDateTimeUtc(), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss"))
                  .toLatin1();
        socket.write(httpReply("200 OK",
                               "Content-Type: application/json\r\nDate: " + date + " GMT\r\n" + limits,
                               "{\"items\":[],\"nextCursor\":null}"));
    });
    ConnectionProfile profile = m_session->profile();
    profile.baseUrl = server.url(QStringLiteral("/"));
    TokenSession session(profile, std::make_shared<const Secret>(Secret::copyOf("a")), *m_transport, m_clock);
    QSignalSpy changed(&session, &TokenSession::rateLimitChanged);
    const auto answer = [&](const QByteArray &headers) {
        limits = headers;
        QSignalSpy finished(&session, &TokenSession::refreshFinished);
        session.refresh();
        return finished.wait();
    };
    QVERIFY(answer({}));
    QCOMPARE(session.rateLimit(), RateLimit());
    QCOMPARE(changed.size(), 0);

    const QDateTime reset = QDateTime::fromSecsSinceEpoch(QDateTime::currentSecsSinceEpoch() + 3, Qt::UTC);
    const QByteArray until = "X-RateLimit-Reset: " + QByteArray::number(reset.toSecsSinceEpoch()) + "\r\n";
    QVERIFY(answer("X-RateLimit-Limit: 60\r\nX-RateLimit-Remaining: 58\r\n" + until));
    QCOMPARE(session.rateLimit(), (RateLimit {60, 58, reset}));
    QVERIFY(changed.size() >= 1);
    // A reply that does not say is no news; once the time is over, nothing is known any more.
    QVERIFY(answer({}));
    QCOMPARE(session.rateLimit().remaining, std::optional(58));
    QTRY_COMPARE(session.rateLimit(), RateLimit());
    QVERIFY(QDateTime::currentDateTimeUtc() >= reset.addMSecs(-100));
}

QTEST_GUILESS_MAIN(TokenSessionTest)
#include "tst_tokensession.moc"
