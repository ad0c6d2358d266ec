#include "issuetoken.h"
#include "jsonbody.h"
#include "optimusroutes.h"
#include "schema.h"
#include "tokensecret.h"
#include "vatcheck.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace tc;

namespace {

class FakeClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return m_now; }
    void advance(qint64 milliseconds) { m_now = m_now.addMSecs(milliseconds); }

private:
    QDateTime m_now = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000, Qt::UTC);
};

/// The routes without a server or a real clock.
class Bench
{
public:
    explicit Bench(int rateLimit = 0)
    {
        m_store
            = std::move(Store::open(m_directory.filePath(QStringLiteral("t.sqlite")), clock.now()).value());
        m_lastUses.emplace(*m_store);
        m_bearer.emplace(*m_store, m_failures, clock);
        m_routes.emplace(SystemParts {*m_store, *m_lastUses, *m_bearer, clock, rateLimit});
        m_routes->addTo(m_router);
    }

    Secret issue(const QDateTime &expiresAt = {}, TokenAccess access = TokenAccess::Management)
    {
        NewToken wanted;
        wanted.name = QStringLiteral("token");
        wanted.access = access;
        if (expiresAt.isValid())
            wanted.expiry = Expiry::at(expiresAt);
        return std::move(issueToken(*m_store, wanted, optimusSecretFormat, clock.now()).value().secret);
    }

    ServerResponse get(QByteArrayView target, const Secret &secret, std::uint32_t address = 0x7f000001)
    {
        const QByteArray authorization
            = secret.reveal([](QByteArrayView bytes) { return QByteArray("Bearer ") + bytes.toByteArray(); });
        ServerRequest request;
        request.method = "GET";
        request.target = target;
        request.headers.emplace_back("Authorization", authorization);
        request.address = address;
        return m_router.handle(request);
    }

    [[nodiscard]] Store &store() { return *m_store; }

    FakeClock clock;

private:
    QTemporaryDir m_directory;
    std::unique_ptr<Store> m_store;
    std::optional<LastUses> m_lastUses;
    FailureGuard m_failures {clock};
    std::optional<BearerCheck> m_bearer;
    std::optional<OptimusRoutes> m_routes;
    Router m_router;
};

QByteArray headerOf(const ServerResponse &response, const QByteArray &name)
{
    for (const auto &[key, value] : response.headers) {
        if (key == name)
            return value;
    }
    return {};
}

} // namespace

/// The rules below the server, with a clock that obeys.
class TestRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void expiresToTheMillisecond()
    {
        Bench bench;
        const Secret secret = bench.issue(bench.clock.now().addSecs(60));
        bench.clock.advance(59'999);
        QCOMPARE(bench.get("/api/v1/tokens/current", secret).status, 200);
        bench.clock.advance(1);
        const ServerResponse expired = bench.get("/api/v1/tokens/current", secret);
        QCOMPARE(expired.status, 401);
        QVERIFY(expired.body.contains("TOKEN_EXPIRED"));
    }

    void beginsANewMinute()
    {
        Bench bench(2);
        const Secret secret = bench.issue();
        QCOMPARE(bench.get("/api/v1/tokens", secret).status, 200);
        bench.clock.advance(20'000);
        QCOMPARE(bench.get("/api/v1/tokens", secret).status, 200);
        const ServerResponse limited = bench.get("/api/v1/tokens", secret);
        QCOMPARE(limited.status, 429);
        QCOMPARE(headerOf(limited, "Retry-After"), QByteArray("40"));
        QCOMPARE(headerOf(limited, "X-RateLimit-Reset"), QByteArray("1700000060"));
        bench.clock.advance(39'999);
        QCOMPARE(bench.get("/api/v1/tokens", secret).status, 429);
        bench.clock.advance(1);
        const ServerResponse again = bench.get("/api/v1/tokens", secret);
        QCOMPARE(again.status, 200);
        QCOMPARE(headerOf(again, "X-RateLimit-Remaining"), QByteArray("1"));
    }

    void letsGuessersInAgainAfterAMinute()
    {
        Bench bench;
        const Secret right = bench.issue();
        const Secret wrong = Secret::copyOf("wrong");
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(bench.get("/api/v1/tokens", wrong).status, 401);
            bench.clock.advance(1000);
        }
        QCOMPARE(bench.get("/api/v1/tokens", right).status, 429);
        QCOMPARE(headerOf(bench.get("/api/v1/tokens", wrong), "Retry-After"), QByteArray("40"));
        QCOMPARE(bench.get("/api/v1/tokens", right, 0x7f000002).status, 200);
        bench.clock.advance(40'000);
        QCOMPARE(bench.get("/api/v1/tokens", right).status, 200);
        // The others of the twenty still count.
        QCOMPARE(bench.get("/api/v1/tokens", wrong).status, 401);
        QCOMPARE(bench.get("/api/v1/tokens", right).status, 429);
    }

    void remembersThoseWhoGuessedLast()
    {
        Bench bench;
        const Secret right = bench.issue();
        const Secret wrong = Secret::copyOf("wrong");
        constexpr std::uint32_t first = 0x7f000001;
        for (int i = 0; i < 20; ++i)
            QCOMPARE(bench.get("/api/v1/tokens", wrong, first).status, 401);
        constexpr std::uint32_t second = 0x7f000002;
        for (std::uint32_t other = 0; other < 4'200; ++other) {
            bench.clock.advance(1);
            QCOMPARE(bench.get("/api/v1/tokens", wrong, 0x7f010000 + other).status, 401);
            if (other % 100 == 0 && other < 2'000)
                QCOMPARE(bench.get("/api/v1/tokens", wrong, second).status, 401);
        }
        // More addresses than are kept: gone is the one that failed longest ago, not any one.
        QCOMPARE(bench.get("/api/v1/tokens", right, first).status, 200);
        QCOMPARE(bench.get("/api/v1/tokens", right, second).status, 429);
    }

    void forgetsNoSlowGuesser()
    {
        Bench bench;
        const Secret wrong = Secret::copyOf("wrong");
        for (int i = 0; i < 100; ++i) {
            QCOMPARE(bench.get("/api/v1/tokens", wrong).status, 401);
            bench.clock.advance(3001);
        }
    }

    void listsTokensOfOneMoment()
    {
        Bench bench;
        // Created in the same millisecond: the id decides, and pages neither skip nor repeat.
        for (int i = 0; i < 25; ++i)
            (void)bench.issue();
        const Secret secret = bench.issue();
        QStringList ids;
        QString cursor;
        do {
            const QByteArray target = "/api/v1/tokens?limit=4"
                + (cursor.isEmpty() ? QByteArray() : "&cursor=" + cursor.toLatin1());
            const QJsonObject page = QJsonDocument::fromJson(bench.get(target, secret).body).object();
            for (const QJsonValue &item : page.value(QLatin1String("items")).toArray())
                ids.append(item[QLatin1String("id")].toString());
            cursor = page.value(QLatin1String("nextCursor")).toString();
        } while (!cursor.isEmpty() && ids.size() < 100);
        QCOMPARE(ids.size(), 26);
        QVERIFY(std::is_sorted(ids.begin(), ids.end()));
        QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), 26);
    }

    void drawsSecretsEvenly()
    {
        std::array<int, 128> counts {};
        constexpr int secrets = 2000;
        for (int i = 0; i < secrets; ++i) {
            const Secret secret = generateSecret(optimusSecretFormat);
            QCOMPARE(secret.size(), 52);
            secret.reveal([&counts](QByteArrayView bytes) {
                for (const char c : bytes.sliced(12))
                    ++counts[static_cast<std::size_t>(c)];
            });
        }
        int letters = 0;
        // 80,000 characters over 62: 1290 each, give or take 36; seven times that never happens by chance.
        for (const int count : counts) {
            if (count == 0)
                continue;
            ++letters;
            QVERIFY(count > 1040 && count < 1540);
        }
        QCOMPARE(letters, 62);
    }

    void comparesHashes()
    {
        QVERIFY(equalInConstantTime("abc", "abc"));
        QVERIFY(!equalInConstantTime("abc", "abd"));
        QVERIFY(!equalInConstantTime("abc", "ab"));
        QCOMPARE(secretHash("abc").toHex(),
                 QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    void checksVatIds_data()
    {
        QTest::addColumn<QString>("vatId");
        QTest::addColumn<VatResult::Status>("status");
        const auto row = [](const char *vatId, VatResult::Status status) {
            QTest::newRow(vatId) << QString::fromLatin1(vatId) << status;
        };
        using Status = VatResult::Status;
        row("DE284700631", Status::Valid);
        row("de 284 700 631", Status::Valid);
        row("DE143454214", Status::Valid);
        row("DE123475223", Status::Valid);
        row("ATU33864707", Status::Valid);
        row("DE136695976", Status::Unavailable);
        row("DE136695978", Status::Invalid);
        row("DE28470063", Status::Invalid);
        row("DE2847006310", Status::Invalid);
        row("ATU13585627", Status::Unavailable);
        row("ATU13585626", Status::Invalid);
        row("AT13585627", Status::Invalid);
        row("BE0428759497", Status::Unavailable);
        row("BE0428759498", Status::Invalid);
        row("NL123456789B01", Status::Unavailable);
        row("NL123456789A01", Status::Invalid);
        row("FRXX123456789", Status::Unavailable);
        row("GR123456789", Status::Invalid);
        row("US123456789", Status::Invalid);
        row("D", Status::Invalid);
        row("", Status::Invalid);
    }

    void checksVatIds()
    {
        QFETCH(QString, vatId);
        QFETCH(VatResult::Status, status);
        const VatResult result = checkVatId(vatId);
        QCOMPARE(result.status, status);
        QCOMPARE(result.syntaxInvalid, status == VatResult::Status::Invalid);
        QCOMPARE(result.company.has_value() || result.obfuscated, status == VatResult::Status::Valid);
    }

    void countsBeforeItParses()
    {
        QVERIFY(parseJsonObject("{\"a\":\"[[[[[[[[[[[[[[[[[[[[[[[[\\\"[\"}"));
        QVERIFY(!parseJsonObject("{\"a\":" + QByteArray(16, '[') + QByteArray(16, ']') + '}'));
        const auto array = parseJsonObject("[]");
        QVERIFY(!array);
        QCOMPARE(array.error().kind, JsonBodyError::Kind::NotAnObject);
    }

    void refusesMembersNamedTwice()
    {
        QVERIFY(parseJsonObject("{\"a\":{\"a\":1,\"b:\":[{\"a\":2},{\"a\":\":{\"}]},\"b\":3}"));
        for (const char *body : {"{\"a\":1,\"a\":1}", "{\"a\":{\"b\":1,\"\\u0062\":2}}",
                                 "{\"a\":[0,{\"b\":[],\"c\":1,\"b\":[]}]}"}) {
            const auto parsed = parseJsonObject(body);
            QVERIFY2(!parsed, body);
            QCOMPARE(parsed.error().kind, JsonBodyError::Kind::Malformed);
        }
    }

    void refusesANewerDatabase()
    {
        QTemporaryDir directory;
        const QString file = directory.filePath(QStringLiteral("t.sqlite"));
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QString instance;
        {
            const auto store = Store::open(file, now);
            QVERIFY(store);
            instance = (*store)->instance();
        }
        {
            const auto again = Store::open(file, now);
            QVERIFY(again);
            QCOMPARE((*again)->instance(), instance);
        }
        {
            auto database = Database::open(file);
            QVERIFY(database);
            QVERIFY((*database)->run(QStringLiteral("PRAGMA user_version = %1").arg(schemaVersion + 1)));
        }
        const auto newer = Store::open(file, now);
        QVERIFY(!newer);
        QVERIFY(newer.error().reason.contains(QLatin1String("newer")));
    }

    void writesThroughToDisk()
    {
        QTemporaryDir directory;
        auto database = Database::open(directory.filePath(QStringLiteral("t.sqlite")));
        QVERIFY(database);
        QVERIFY((*database)->useWriteAheadLog());
        const auto pragma = [&database](const QString &name) {
            auto rows = (*database)->run(QStringLiteral("PRAGMA ") + name);
            return rows && rows->next() ? rows->value(0).toString() : QString();
        };
        QCOMPARE(pragma(QStringLiteral("journal_mode")), QStringLiteral("wal"));
        QCOMPARE(pragma(QStringLiteral("synchronous")), QStringLiteral("2"));
        QCOMPARE(pragma(QStringLiteral("foreign_keys")), QStringLiteral("1"));
    }
};

QTEST_GUILESS_MAIN(TestRules)
#include "tst_rules.moc"
