#include "backendprocess.h"
#include "catalog.h"
#include "httptransport.h"
#include "misbehavingserver.h"
#include "servicedescription.h"
#include "tokenapi.h"
#include "waiting.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>
#include <QThread>
#include <QThreadPool>
#include <QUuid>

using namespace tc;
using namespace std::chrono_literals;

namespace {

QByteArray contentOf(const QString &name)
{
    QFile file(QStringLiteral(TC_SERVICES_DIR "/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::shared_ptr<const Secret> secretOf(const QByteArray &text)
{
    return std::make_shared<const Secret>(Secret::copyOf(text));
}

QByteArray newKey()
{
    return QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
}

AllowedIps rangesOf(const QStringList &texts)
{
    AllowedIps ranges;
    for (const QString &text : texts)
        ranges.add(*IpRange::parse(text));
    return ranges;
}

TokenDraft draftOf(const QString &name, const QStringList &ranges = {},
                   const QString &type = QStringLiteral("integration"))
{
    TokenDraft draft;
    draft.name = name;
    draft.allowedIps = rangesOf(ranges);
    draft.type = type;
    return draft;
}

/// An Optimus token object with \a number in its id and name.
QJsonObject tokenJson(int number)
{
    const QString text = QString::number(number);
    return {{QStringLiteral("id"), text},
            {QStringLiteral("name"), QString(QStringLiteral("Token ") + text)},
            {QStringLiteral("prefix"), QStringLiteral("tok_optimus_abcdef")},
            {QStringLiteral("access"), QStringLiteral("integration")},
            {QStringLiteral("createdAt"), QStringLiteral("2024-01-01T00:00:00Z")},
            {QStringLiteral("lastUsedAt"), QJsonValue::Null},
            {QStringLiteral("lastUsedIp"), QJsonValue::Null},
            {QStringLiteral("expiresAt"), QJsonValue::Null},
            {QStringLiteral("revokedAt"), QJsonValue::Null},
            {QStringLiteral("allowedIps"), QJsonArray()}};
}

/// A page of \a count tokens, which says that the next one is at \a cursor ("" for none).
QByteArray pageReply(int count, const QString &cursor, const QByteArray &headers = {})
{
    QJsonArray items;
    for (int i = 0; i < count; ++i)
        items.append(tokenJson(i));
    const QJsonObject page {
        {QStringLiteral("items"), items},
        {QStringLiteral("nextCursor"), cursor.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(cursor)}};
    return httpReply("200 OK", headers + "Content-Type: application/json\r\n",
                     QJsonDocument(page).toJson(QJsonDocument::Compact));
}

/// Why \a listed does not go on, nothing where it is complete.
std::optional<ErrorKind> missingOf(const std::optional<Result<TokenList>> &listed)
{
    return listed && listed->has_value() && (*listed)->missing ? std::optional((*listed)->missing->kind)
                                                               : std::nullopt;
}

class FixedClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return instant; }

    QDateTime instant = QDateTime(QDate(2020, 1, 1), QTime(0, 0), Qt::UTC);
};

} // namespace

class TestTokenApi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // The waits that follow from it are tst_retries.cpp's.
        m_transport.setRetryPolicy({3, std::chrono::milliseconds(5), std::chrono::milliseconds(10)});
        const Catalog catalog({{QStringLiteral("optimus.json"), contentOf(QStringLiteral("optimus.json")),
                                DescriptionFile::Origin::Shipped}},
                              contentOf(QStringLiteral("service.schema.json")));
        QVERIFY(catalog.errors().isEmpty());
        m_optimus = catalog.service(u"optimus");
        QVERIFY(m_optimus);
    }

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    /// Faults 20 and 28.
    void managesTokens()
    {
        const BackendProcess backend;
        QVERIFY(backend.isRunning());
        TokenApi api = apiFor(backend);

        const auto current = outcomeOf(api.current());
        QVERIFY(current && current->has_value());
        QCOMPARE((*current)->type, QStringLiteral("management"));

        const QStringList ranges {QStringLiteral("127.0.0.0/8"), QStringLiteral("203.0.113.10")};
        const TokenDraft draft = draftOf(QStringLiteral("CI “ä”"), ranges);
        const QByteArray key = newKey();
        const auto created = outcomeOf(api.create(draft, key));
        QVERIFY(created && created->has_value());
        const Token token = (*created)->token;
        QCOMPARE(token.name, draft.name);
        QCOMPARE(token.allowedIps, draft.allowedIps);
        QVERIFY(
            (*created)->secret.reveal([](QByteArrayView bytes) { return bytes.startsWith("tok_optimus_"); }));

        // The same key makes no second token, and shows no secret again.
        const auto again = outcomeOf(api.create(draft, key));
        QCOMPARE(kindOf(again), ErrorKind::Conflict);
        QCOMPARE(again->error().vendorCode, QStringLiteral("IDEMPOTENCY_REPLAY"));
        TokenDraft other = draft;
        other.name = QStringLiteral("Other");
        QCOMPARE(kindOf(outcomeOf(api.create(other, key))), ErrorKind::Conflict);

        const auto listed = outcomeOf(api.list());
        QVERIFY(listed && listed->has_value());
        QCOMPARE((*listed)->tokens.size(), 2);

        const auto secret = std::make_shared<const Secret>((*created)->secret.duplicate());
        const auto tried = outcomeOf(api.tryRequest(secret));
        QVERIFY(tried && tried->has_value());
        QCOMPARE(kindOf(outcomeOf(api.tryRequest(secretOf("nonsense")))), ErrorKind::Unauthorized);

        const auto revoked = outcomeOf(api.revoke(token));
        QVERIFY(revoked && revoked->has_value());
        const auto revokedAgain = outcomeOf(api.revoke(token));
        QVERIFY(revokedAgain && revokedAgain->has_value());
        const auto refused = outcomeOf(api.tryRequest(secret));
        QCOMPARE(kindOf(refused), ErrorKind::Unauthorized);
        QCOMPARE(refused->error().vendorCode, QStringLiteral("TOKEN_REVOKED"));
        QVERIFY(!refused->error().meaning.isEmpty());
        const auto afterwards = outcomeOf(api.read(token.id));
        QVERIFY(afterwards && afterwards->has_value());
        QVERIFY((*afterwards)->revoked);
        QCOMPARE(kindOf(outcomeOf(api.read(QStringLiteral("../x")))), ErrorKind::NotFound);
    }

    /// Fault 20.
    void editsOnlyWhatIsSet()
    {
        const BackendProcess backend;
        QVERIFY(backend.isRunning());
        TokenApi api = apiFor(backend);
        const QStringList ranges {QStringLiteral("10.0.0.0/8"), QStringLiteral("203.0.113.10")};
        const auto created = outcomeOf(api.create(draftOf(QStringLiteral("Before"), ranges), newKey()));
        QVERIFY(created && created->has_value());

        // From the list there is no version, so the token is read first.
        const auto listed = outcomeOf(api.list());
        QVERIFY(listed && listed->has_value());
        const Token fromList
            = *std::find_if((*listed)->tokens.cbegin(), (*listed)->tokens.cend(),
                            [](const Token &token) { return token.name == QLatin1String("Before"); });
        QVERIFY(fromList.version.isEmpty());
        TokenEdit rename;
        rename.name = QStringLiteral("After");
        const auto renamed = outcomeOf(api.edit(fromList, rename));
        QVERIFY(renamed && renamed->has_value());
        QCOMPARE((*renamed)->name, QStringLiteral("After"));
        QCOMPARE((*renamed)->allowedIps, rangesOf(ranges));
        QVERIFY(!(*renamed)->version.isEmpty());

        TokenEdit widen;
        widen.allowedIps = rangesOf({QStringLiteral("192.0.2.0/24")});
        const auto widened = outcomeOf(api.edit(**renamed, widen));
        QVERIFY(widened && widened->has_value());
        QCOMPARE((*widened)->name, QStringLiteral("After"));
        QCOMPARE((*widened)->allowedIps, *widen.allowedIps);

        // The version of before the last edit.
        QCOMPARE(kindOf(outcomeOf(api.edit(**renamed, rename))), ErrorKind::Stale);
        // Without a version, what the user saw decides: the name is another now, the ranges too.
        QCOMPARE(kindOf(outcomeOf(api.edit(fromList, rename))), ErrorKind::Stale);
        QCOMPARE(kindOf(outcomeOf(api.edit(fromList, widen))), ErrorKind::Stale);
        const auto current = outcomeOf(api.read(fromList.id));
        QVERIFY(current && current->has_value());
        QCOMPARE(**current, **widened);
    }

    void listsManyPages()
    {
        constexpr int count = 1'100;
        const BackendProcess backend;
        QVERIFY(backend.isRunning());
        TokenApi api = apiFor(backend);
        // Seventy ranges each take a page of 200 above the size that is read on a worker.
        QStringList ranges;
        for (int i = 100; i < 170; ++i)
            ranges.append(QStringLiteral("203.%1.113.0/24").arg(i));
        QVERIFY(backend.addTokens(count, ranges));

        QList<qsizetype> progress;
        const auto listed = outcomeOf(api.list([&progress](qsizetype arrived) { progress.append(arrived); }));
        QVERIFY(listed && listed->has_value());
        QCOMPARE((*listed)->tokens.size(), count + 1);
        QCOMPARE(progress, (QList<qsizetype> {200, 400, 600, 800, 1000, 1101}));
        QSet<QString> ids;
        for (const Token &token : (*listed)->tokens)
            ids.insert(token.id);
        QCOMPARE(ids.size(), count + 1);
        QCOMPARE((*listed)->tokens.constLast().allowedIps, rangesOf(ranges));
    }

    void listsTokensOfAsManyRangesAsThereMayBe()
    {
        constexpr int count = 500;
        constexpr int mostRanges = 200;
        const BackendProcess backend;
        QVERIFY(backend.isRunning());
        TokenApi api = apiFor(backend);
        QStringList ranges;
        for (int i = 0; i < mostRanges; ++i)
            ranges.append(QStringLiteral("203.%1.113.0/24").arg(i));
        QVERIFY(backend.addTokens(count, ranges));
        const auto listed = outcomeOf(api.list());
        QVERIFY(listed);
        QVERIFY2(listed->has_value(), listed->has_value() ? "" : qPrintable(listed->error().reason));
        QCOMPARE((*listed)->tokens.size(), count + 1);
        QCOMPARE((*listed)->tokens.constLast().allowedIps.toStringList(), ranges);
    }

    void tellsWhyARequestIsRefused()
    {
        const BackendProcess backend;
        QVERIFY(backend.isRunning());
        TokenApi api = apiFor(backend);
        const auto refusalWith = [&](const TokenDraft &draft, bool asManager) {
            const auto created = outcomeOf(api.create(draft, newKey()));
            if (!created || !created->has_value())
                return ApiError {};
            const auto secret = std::make_shared<const Secret>((*created)->secret.duplicate());
            if (!asManager) {
                const auto outcome = outcomeOf(api.tryRequest(secret));
                return outcome && !outcome->has_value() ? outcome->error() : ApiError {};
            }
            TokenApi asTheToken(ServiceMapping(m_optimus), {backend.optimusUrl(), {}, secret}, m_transport,
                                m_serverClock);
            const auto outcome = outcomeOf(asTheToken.list());
            return outcome && !outcome->has_value() ? outcome->error() : ApiError {};
        };

        const ApiError address
            = refusalWith(draftOf(QStringLiteral("Elsewhere"), {QStringLiteral("203.0.113.10")}), false);
        QCOMPARE(address.kind, ErrorKind::Forbidden);
        QCOMPARE(address.status, 403);
        QCOMPARE(address.vendorCode, QStringLiteral("IP_NOT_ALLOWED"));
        QVERIFY(!address.meaning.isEmpty());

        const ApiError permission = refusalWith(draftOf(QStringLiteral("Integration")), true);
        QCOMPARE(permission.kind, ErrorKind::Forbidden);
        QCOMPARE(permission.vendorCode, QStringLiteral("NOT_PERMITTED"));
        QVERIFY(!permission.meaning.isEmpty());

        TokenDraft shortLived = draftOf(QStringLiteral("Short"));
        shortLived.expiry = Expiry::at(m_systemClock.now().addSecs(2));
        const auto created = outcomeOf(api.create(shortLived, newKey()));
        QVERIFY(created && created->has_value());
        const auto secret = std::make_shared<const Secret>((*created)->secret.duplicate());
        QVERIFY(
            QTest::qWaitFor([&] { return m_systemClock.now() > shortLived.expiry.instant().addSecs(1); }));
        const auto expired = outcomeOf(api.tryRequest(secret));
        QCOMPARE(kindOf(expired), ErrorKind::Unauthorized);
        QCOMPARE(expired->error().vendorCode, QStringLiteral("TOKEN_EXPIRED"));

        const auto unknown = outcomeOf(api.tryRequest(secretOf("tok_optimus_" + QByteArray(40, 'x'))));
        QCOMPARE(kindOf(unknown), ErrorKind::Unauthorized);
        QCOMPARE(unknown->error().vendorCode, QStringLiteral("TOKEN_INVALID"));
        QVERIFY(!unknown->error().meaning.isEmpty());

        const auto input = outcomeOf(api.create(draftOf({}), newKey()));
        QCOMPARE(kindOf(input), ErrorKind::InvalidInput);
        QVERIFY(!input->error().fields.isEmpty());
        QCOMPARE(input->error().fields.constFirst().pointer, QStringLiteral("/name"));
    }

    void tellsUntilWhenToWait()
    {
        const BackendProcess backend({QStringLiteral("--rate-limit"), QStringLiteral("3")});
        QVERIFY(backend.isRunning());
        TokenApi api = apiFor(backend);
        std::optional<Result<Token>> outcome;
        for (int i = 0; i < 8 && kindOf(outcome) != ErrorKind::RateLimited; ++i)
            outcome = outcomeOf(api.current());
        QCOMPARE(kindOf(outcome), ErrorKind::RateLimited);
        QCOMPARE(outcome->error().status, 429);
        const qint64 seconds = m_systemClock.now().secsTo(outcome->error().retryAt);
        QVERIFY2(seconds >= 0 && seconds <= 61, QByteArray::number(seconds).constData());
    }

    void triesOnePageAgain()
    {
        int served = 0;
        MisbehavingServer server([&served](QTcpSocket &socket, const QByteArray &) {
            switch (++served) {
            case 2:
                socket.write(httpReply("503 Service Unavailable", {}, {}));
                break;
            case 3:
                socket.write(httpReply("429 Too Many Requests", "Retry-After: 1\r\n", {}));
                break;
            case 4:
                socket.write(pageReply(2, {}));
                break;
            default:
                socket.write(pageReply(2, QStringLiteral("b")));
            }
        });
        TokenApi api = apiFor(server);
        QList<qsizetype> progress;
        QList<std::optional<ServerWait>> waits;
        auto call = api.list([&progress](qsizetype count) { progress.append(count); });
        call->onWaiting([&waits](const std::optional<ServerWait> &wait) { waits.append(wait); });
        const auto outcome = outcomeOf(std::move(call));
        QVERIFY(outcome && outcome->has_value());
        QVERIFY(!(*outcome)->missing);
        QCOMPARE((*outcome)->tokens.size(), 2); // both pages have the same
        QCOMPARE(progress, (QList<qsizetype> {2, 4}));
        QCOMPARE(server.requests().size(), 4);
        for (int i = 1; i < 4; ++i)
            QVERIFY(server.requests().at(i).contains("cursor=b"));
        QCOMPARE(waits.size(), 2);
        QVERIFY(waits.constFirst() && !waits.constLast());
        const ApiError &error = waits.constFirst()->error;
        QCOMPARE(error.kind, ErrorKind::RateLimited);
        QCOMPARE(error.status, 429);
        const qint64 seconds = m_systemClock.now().secsTo(error.retryAt);
        QVERIFY2(seconds >= -2 && seconds <= 1, QByteArray::number(seconds).constData());
    }

    /// Fault 24.
    void endsACycleOfPages()
    {
        MisbehavingServer server([](QTcpSocket &socket, const QByteArray &request) {
            socket.write(pageReply(2, QString::fromLatin1(request.contains("cursor=b") ? "a" : "b")));
        });
        TokenApi api = apiFor(server);
        const auto listed = outcomeOf(api.list());
        QCOMPARE(missingOf(listed), ErrorKind::Protocol);
        QCOMPARE((*listed)->tokens.size(), 2); // each page has the same two
        QCOMPARE(server.requests().size(), 3);
    }

    void endsAListOfEmptyPages()
    {
        int page = 0;
        MisbehavingServer server([&page](QTcpSocket &socket, const QByteArray &) {
            ++page;
            socket.write(pageReply(page == 1 ? 3 : 0, QString(page, u'c')));
        });
        TokenApi api = apiFor(server);
        const auto listed = outcomeOf(api.list(), 100'000);
        QCOMPARE(missingOf(listed), ErrorKind::Protocol);
        QCOMPARE((*listed)->tokens.size(), 3);
        QCOMPARE(server.requests().size(), 102);
    }

    void saysWhatIsMissing()
    {
        int page = 0;
        MisbehavingServer server([&page](QTcpSocket &socket, const QByteArray &) {
            socket.write(++page < 3 ? pageReply(500, QString::number(page))
                                    : httpReply("500 Internal Server Error", {}, {}));
        });
        TokenApi api = apiFor(server);
        const auto listed = outcomeOf(api.list());
        QCOMPARE(missingOf(listed), ErrorKind::Server);
        QVERIFY(listed->has_value());
        QCOMPARE((*listed)->tokens.size(), 500); // both pages have the same
    }

    /// Fault 24.
    void endsAListWithoutEnd()
    {
        int page = 0;
        MisbehavingServer server([&page](QTcpSocket &socket, const QByteArray &) {
            socket.write(pageReply(500, QString::number(++page)));
        });
        TokenApi api = apiFor(server);
        qsizetype arrived = 0;
        const auto outcome = outcomeOf(api.list([&arrived](qsizetype count) { arrived = count; }), 100'000);
        QCOMPARE(missingOf(outcome), ErrorKind::Protocol);
        QCOMPARE(arrived, 100'000);
        QCOMPARE(server.requests().size(), 201);
    }

    void keepsCursorsOnTheServer()
    {
        MisbehavingServer server([](QTcpSocket &socket, const QByteArray &request) {
            const bool isFirst = !request.contains("cursor=");
            socket.write(
                pageReply(1, isFirst ? QStringLiteral("//evil.example/../x?y#z\r\n&limit=1") : QString()));
        });
        TokenApi api = apiFor(server);
        const auto listed = outcomeOf(api.list());
        QVERIFY(listed && listed->has_value());
        QCOMPARE(server.requests().size(), 2);
        QVERIFY(server.requests().constLast().startsWith("GET /"));
        QVERIFY(server.requests().constLast().contains(
            "cursor=%2F%2Fevil.example%2F..%2Fx%3Fy%23z%0D%0A%26limit%3D1"));
    }

    void mayBeDestroyedAtAnyTime()
    {
        // 2,000 tokens are read on a worker.
        MisbehavingServer server(answering(pageReply(2'000, {})));
        TokenApi api = apiFor(server);
        for (int round = 0; round < 20; ++round) {
            bool finished = false;
            const qsizetype before = server.requests().size();
            auto call = api.list();
            call->onFinished([&finished](Result<TokenList>) { finished = true; });
            QVERIFY(QTest::qWaitFor([&] { return server.requests().size() > before || finished; }));
            if (round % 2)
                QVERIFY(
                    QTest::qWaitFor([] { return QThreadPool::globalInstance()->activeThreadCount() > 0; }));
            QVERIFY(!finished);
            call.reset();
            QThreadPool::globalInstance()->waitForDone();
            QCoreApplication::processEvents();
            QVERIFY(!finished);
        }
        const auto outcome = outcomeOf(api.list());
        QVERIFY(outcome && outcome->has_value());
        QCOMPARE((*outcome)->tokens.size(), 2'000);
    }

    void mayBeDestroyedByItsCallbacks_data()
    {
        QTest::addColumn<int>("tokens");
        QTest::newRow("read at once") << 2;
        QTest::newRow("read on a worker") << 2'000;
    }

    void mayBeDestroyedByItsCallbacks()
    {
        QFETCH(int, tokens);
        MisbehavingServer server(answering(pageReply(tokens, {})));
        TokenApi api = apiFor(server);
        bool finished = false;
        CallPtr<TokenList> call = api.list();
        call->onFinished([&](Result<TokenList>) {
            call.reset();
            finished = true;
        });
        QTRY_VERIFY(finished);

        bool told = false;
        finished = false;
        call = api.list([&](qsizetype) {
            call.reset();
            told = true;
        });
        call->onFinished([&finished](Result<TokenList>) { finished = true; });
        QTRY_VERIFY(told);
        QCoreApplication::processEvents();
        QVERIFY(!finished);
    }

    void outlivesItsApi()
    {
        MisbehavingServer server(answering(pageReply(3, {})));
        auto api = std::make_unique<TokenApi>(apiFor(server));
        auto call = api->list();
        api.reset();
        const auto outcome = outcomeOf(std::move(call));
        QVERIFY(outcome && outcome->has_value());
        QCOMPARE((*outcome)->tokens.size(), 3);
    }

    /// Fault 23.
    void saysLoudlyWhenTheSecretIsMissing()
    {
        const QJsonObject reply {{QStringLiteral("token"), tokenJson(1)}};
        MisbehavingServer server(answering(httpReply("201 Created", "Content-Type: application/json\r\n",
                                                     QJsonDocument(reply).toJson(QJsonDocument::Compact))));
        TokenApi api = apiFor(server);
        const auto outcome = outcomeOf(api.create(draftOf(QStringLiteral("A")), newKey()));
        QCOMPARE(kindOf(outcome), ErrorKind::Protocol);
        QCOMPARE(outcome->error().status, 201);
        QVERIFY(outcome->error().reason.contains(u"no secret"));
    }

    void saysThatAnUnreadableAnswerMayMeanSuccess_data()
    {
        QTest::addColumn<QByteArray>("reply");
        const QByteArray type = "Content-Type: application/json\r\n";
        QTest::newRow("cut short") << "HTTP/1.1 201 Created\r\n" + type
                + "Connection: close\r\n\r\n{\"token\":{\"id\":\"1\"";
        QTest::newRow("no JSON") << httpReply("201 Created", type, "<html>");
        QTest::newRow("other members") << httpReply("201 Created", type, "{\"key\":\"abc\"}");
        QTest::newRow("sign-in page") << httpReply("200 OK", "Content-Type: text/html\r\n", "<html>");
        QTest::newRow("other status") << httpReply("202 Accepted", type, "{}");
    }

    void saysThatAnUnreadableAnswerMayMeanSuccess()
    {
        QFETCH(QByteArray, reply);
        MisbehavingServer server(answeringThenClosing(reply));
        TokenApi api = apiFor(server);
        const auto outcome = outcomeOf(api.create(draftOf(QStringLiteral("A")), newKey()));
        QCOMPARE(kindOf(outcome), ErrorKind::OutcomeUnknown);
        Token token;
        token.id = QStringLiteral("1");
        token.version = "\"1\"";
        TokenEdit rename;
        rename.name = QStringLiteral("New");
        QCOMPARE(kindOf(outcomeOf(api.edit(token, rename))), ErrorKind::OutcomeUnknown);
        // A read changes nothing.
        const auto read = kindOf(outcomeOf(api.read(token.id)));
        QVERIFY(read == ErrorKind::Protocol || read == ErrorKind::Transport);
    }

    /// Fault 40.
    void learnsTheServersTime()
    {
        FixedClock local;
        const QByteArray date = "Date: Wed, 01 Jan 2020 06:00:00 GMT\r\n";
        for (const QByteArray &reply :
             {pageReply(1, {}, date),
              httpReply("401 Unauthorized", date + "Content-Type: application/problem+json\r\n",
                        "{\"code\":\"TOKEN_INVALID\"}")}) {
            ServerClock clock(local);
            MisbehavingServer server(answering(reply));
            TokenApi api(ServiceMapping(m_optimus), {server.url(), {}, secretOf("abc")}, m_transport, clock);
            QVERIFY(outcomeOf(api.list()));
            QCOMPARE(clock.now(), local.instant.addSecs(6 * 3600));
        }
    }

    void passesErrorsOn()
    {
        MisbehavingServer server([](QTcpSocket &socket, const QByteArray &) { socket.disconnectFromHost(); });
        TokenApi api = apiFor(server);
        Token token;
        token.id = QStringLiteral("1");
        token.version = "\"1\"";
        TokenEdit rename;
        rename.name = QStringLiteral("New");
        QCOMPARE(kindOf(outcomeOf(api.list())), ErrorKind::Transport);
        QCOMPARE(kindOf(outcomeOf(api.read(token.id))), ErrorKind::Transport);
        const qsizetype reads = server.requests().size();
        QCOMPARE(kindOf(outcomeOf(api.create(draftOf(QStringLiteral("A")), newKey()))),
                 ErrorKind::OutcomeUnknown);
        QCOMPARE(kindOf(outcomeOf(api.edit(token, rename))), ErrorKind::OutcomeUnknown);
        QCOMPARE(server.requests().size(), reads + 2);
    }

private:
    [[nodiscard]] TokenApi apiFor(const BackendProcess &backend)
    {
        return {ServiceMapping(m_optimus),
                {backend.optimusUrl(), {}, secretOf(backend.managementToken())},
                m_transport,
                m_serverClock};
    }

    [[nodiscard]] TokenApi apiFor(const MisbehavingServer &server)
    {
        return {
            ServiceMapping(m_optimus), {server.url(), {}, secretOf("abc123")}, m_transport, m_serverClock};
    }

    std::shared_ptr<const ServiceDescription> m_optimus;
    HttpTransport m_transport;
    SystemClock m_systemClock;
    ServerClock m_serverClock {m_systemClock};
};

QTEST_GUILESS_MAIN(TestTokenApi)
#include "tst_tokenapi.moc"
