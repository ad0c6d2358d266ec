#include "backendprocess.h"

#include <QElapsedTimer>
#include <QHash>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace tc::test;

namespace {

const QByteArray tokens("/api/v1/tokens");
constexpr int creates = 1000;
constexpr int clients = 8;

/// Ten, unless TC_KILLS says how many.
int rounds()
{
    const int asked = qEnvironmentVariableIntValue("TC_KILLS");
    return asked > 0 ? asked : 10;
}

QByteArray nameOf(int round, int number)
{
    return "round " + QByteArray::number(round) + " token " + QByteArray::number(number);
}

std::optional<Reply> create(HttpClient &http, const QByteArray &secret, int round, int number)
{
    const QByteArray key = "key-" + QByteArray::number(round) + '-' + QByteArray::number(number);
    return http.send("POST", tokens, bearer(secret, {{"Idempotency-Key", key}}),
                     "{\"name\":\"" + nameOf(round, number) + "\",\"allowedIps\":[\"127.0.0.0/8\"]}");
}

/// Creates from several clients at once, until all are made or the backend is gone.
class Creators
{
public:
    Creators(const BackendProcess &backend, int round)
        : m_ids(creates)
    {
        for (int i = 0; i < clients; ++i)
            m_threads.emplace_back([this, port = backend.port(), secret = backend.managementSecret(), round] {
                HttpClient http(port);
                for (int number = m_next++; number < creates; number = m_next++) {
                    const auto reply = create(http, secret, round, number);
                    if (!reply)
                        break;
                    const QString id = reply->json()
                                           .value(QLatin1String("token"))
                                           .toObject()
                                           .value(QLatin1String("id"))
                                           .toString();
                    const std::lock_guard lock(m_mutex);
                    if (reply->status != 201)
                        ++m_unexpected;
                    m_ids[static_cast<std::size_t>(number)] = id;
                    ++m_answered;
                    m_progress.notify_one();
                }
            });
    }
    ~Creators() { join(); }
    Creators(const Creators &) = delete;
    Creators &operator=(const Creators &) = delete;

    void waitForAnswers(int count)
    {
        std::unique_lock lock(m_mutex);
        m_progress.wait_for(lock, std::chrono::seconds(60), [this, count] { return m_answered >= count; });
    }

    void join()
    {
        for (std::thread &thread : m_threads) {
            if (thread.joinable())
                thread.join();
        }
    }

    /// The id of each token whose 201 was received, empty for the others. After join().
    [[nodiscard]] const std::vector<QString> &ids() const { return m_ids; }
    [[nodiscard]] int unexpected() const { return m_unexpected; }

private:
    std::mutex m_mutex;
    std::condition_variable m_progress;
    std::atomic<int> m_next {0};
    int m_answered = 0;
    int m_unexpected = 0;
    std::vector<QString> m_ids;
    std::vector<std::thread> m_threads;
};

/// Ids by name, over all pages.
QMultiHash<QByteArray, QString> listAll(const BackendProcess &backend)
{
    QMultiHash<QByteArray, QString> all;
    HttpClient http = backend.client();
    QByteArray cursor;
    do {
        const auto page
            = http.send("GET", tokens + "?limit=500" + (cursor.isEmpty() ? "" : "&cursor=" + cursor),
                        bearer(backend.managementSecret()));
        if (!page || page->status != 200)
            return {};
        const QJsonObject object = page->json();
        for (const QJsonValue &item : object.value(QLatin1String("items")).toArray())
            all.insert(item[QLatin1String("name")].toString().toUtf8(), item[QLatin1String("id")].toString());
        cursor = object.value(QLatin1String("nextCursor")).toString().toLatin1();
    } while (!cursor.isEmpty());
    return all;
}

} // namespace

/// SIGKILL at random moments during creates loses no answered token and doubles none.
class TestKilled : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    /// Fault 41: the backend.
    void losesAndDoublesNothing()
    {
        BackendProcess backend;
        QVERIFY(backend.start());
        QElapsedTimer timer;
        timer.start();
        int replays = 0;
        for (int round = 0; round < rounds(); ++round) {
            Creators creators(backend, round);
            creators.waitForAnswers(QRandomGenerator::global()->bounded(1, creates - clients));
            // Somewhere within the few transactions that follow.
            std::this_thread::sleep_for(std::chrono::microseconds(QRandomGenerator::global()->bounded(3000)));
            backend.kill();
            creators.join();
            QCOMPARE(creators.unexpected(), 0);
            const std::vector<QString> &ids = creators.ids();
            const auto answered
                = std::count_if(ids.begin(), ids.end(), [](const QString &id) { return !id.isEmpty(); });
            QVERIFY(answered > 0 && answered < creates);

            QVERIFY(backend.start());
            const auto survivors = listAll(backend);
            HttpClient http = backend.client();
            for (int number = 0; number < creates; ++number) {
                const QString &id = ids[static_cast<std::size_t>(number)];
                if (!id.isEmpty()) {
                    QCOMPARE(survivors.values(nameOf(round, number)), QStringList {id});
                    continue;
                }
                const bool madeAlready = survivors.contains(nameOf(round, number));
                const auto retried = create(http, backend.managementSecret(), round, number);
                QVERIFY(retried);
                QCOMPARE(retried->status, madeAlready ? 409 : 201);
                replays += madeAlready ? 1 : 0;
            }
            const auto complete = listAll(backend);
            QCOMPARE(complete.size(), (round + 1) * creates + 1);
            for (int number = 0; number < creates; ++number)
                QCOMPARE(complete.count(nameOf(round, number)), 1);
        }
        qInfo("%d kills in %lld ms; %d creates were done but not answered", rounds(),
              static_cast<long long>(timer.elapsed()), replays);
        QCOMPARE(backend.terminate(), 0);

        {
            QSqlDatabase database
                = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("check"));
            database.setDatabaseName(backend.database());
            QVERIFY(database.open());
            QSqlQuery query(database);
            QVERIFY(query.exec(QStringLiteral("PRAGMA integrity_check")) && query.next());
            QCOMPARE(query.value(0).toString(), QStringLiteral("ok"));
            QVERIFY(query.exec(QStringLiteral("SELECT count(*) FROM idempotency_key")) && query.next());
            QCOMPARE(query.value(0).toInt(), rounds() * creates);
        }
        QSqlDatabase::removeDatabase(QStringLiteral("check"));
    }
};

QTEST_GUILESS_MAIN(TestKilled)
#include "tst_killed.moc"
