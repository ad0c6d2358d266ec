#include "backendprocess.h"
#include "wellbehavedclient.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include <algorithm>
#include <memory>
#include <thread>
#include <vector>

using namespace tc::test;

namespace {

const QByteArray tokens("/api/v1/tokens");
const QByteArray current("/api/v1/tokens/current");

} // namespace

/// Too much of everything: connections, requests, guesses, tokens.
class TestFlood : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void shedsStrangersFirst()
    {
        BackendProcess backend;
        QVERIFY(backend.start());
        HttpClient known = backend.client();
        QCOMPARE(known.send("GET", current, bearer(backend.managementSecret()))->status, 200);
        const quint16 knownPort = known.socket().localPort();
        std::vector<std::unique_ptr<HttpClient>> strangers;
        // Each is answered, the ones past the 256th as well.
        for (int i = 0; i < 400; ++i) {
            strangers.push_back(std::make_unique<HttpClient>(backend.port()));
            const auto reply = strangers.back()->send("GET", "/nowhere");
            QVERIFY2(reply, QByteArray::number(i).constData());
            QCOMPARE(reply->status, 404);
        }
        const auto open = [&strangers] {
            QCoreApplication::processEvents();
            return std::count_if(strangers.begin(), strangers.end(), [](const auto &stranger) {
                return stranger->socket().state() == QAbstractSocket::ConnectedState;
            });
        };
        QTRY_COMPARE_WITH_TIMEOUT(open(), 255, 5'000);
        QCOMPARE(strangers[144]->socket().state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(strangers[145]->socket().state(), QAbstractSocket::ConnectedState);
        // The oldest connection of all, but not a stranger's.
        QCOMPARE(known.send("GET", current, bearer(backend.managementSecret()))->status, 200);
        QCOMPARE(known.socket().localPort(), knownPort);
    }

    void shedsTheIdlestOfThoseItKnows()
    {
        BackendProcess backend;
        QVERIFY(backend.start());
        std::vector<std::unique_ptr<HttpClient>> clients;
        for (int i = 0; i < 256; ++i) {
            clients.push_back(std::make_unique<HttpClient>(backend.port()));
            QCOMPARE(clients.back()->send("GET", current, bearer(backend.managementSecret()))->status, 200);
        }
        QCOMPARE(clients[0]->send("GET", current, bearer(backend.managementSecret()))->status, 200);
        HttpClient another = backend.client();
        QCOMPARE(another.send("GET", current, bearer(backend.managementSecret()))->status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(clients[1]->socket().state(), QAbstractSocket::UnconnectedState, 5'000);
        QCOMPARE(clients[0]->socket().state(), QAbstractSocket::ConnectedState);
        QCOMPARE(clients[2]->socket().state(), QAbstractSocket::ConnectedState);
    }

    void servesOthersBesidePipelines()
    {
        BackendProcess backend;
        QVERIFY(backend.start());
        WellBehavedClient beside(backend);
        constexpr int requests = 500;
        constexpr int floods = 8;
        const QByteArray stranger = "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n";
        const QByteArray known = "GET " + tokens + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
            + backend.managementSecret() + "\r\n\r\n";
        std::vector<std::unique_ptr<HttpClient>> clients;
        std::vector<QByteArray> received(floods);
        for (int i = 0; i < floods; ++i) {
            clients.push_back(std::make_unique<HttpClient>(backend.port()));
            QVERIFY(clients.back()->connectNow());
            clients.back()->socket().write((stranger + known).repeated(requests / 2));
        }
        const auto answers = [&] {
            QCoreApplication::processEvents();
            qsizetype count = 0;
            for (std::size_t i = 0; i < floods; ++i) {
                received[i] += clients[i]->socket().readAll();
                count += received[i].count("HTTP/1.1 404 Not Found\r\n");
                count += received[i].count("HTTP/1.1 200 OK\r\n");
            }
            return count;
        };
        QTRY_COMPARE_WITH_TIMEOUT(answers(), qsizetype(requests) * floods, 100'000);
        QVERIFY(beside.wasServedThroughout("a flood of pipelined requests"));
        QVERIFY(backend.stayedSmall("a flood of pipelined requests"));
    }

    void shutsGuessersOutAndServesOthers()
    {
        BackendProcess backend;
        QVERIFY(backend.start());
        WellBehavedClient beside(backend);
        constexpr int guesses = 200;
        std::vector<std::vector<std::optional<Reply>>> replies(4);
        std::vector<std::thread> guessers;
        for (std::size_t i = 0; i < replies.size(); ++i)
            guessers.emplace_back([&backend, &mine = replies[i], address = 90 + static_cast<int>(i)] {
                HttpClient http = backend.client(address);
                for (int guess = 0; guess < guesses; ++guess)
                    mine.push_back(http.send("GET", tokens, bearer("guess" + QByteArray::number(guess))));
            });
        for (std::thread &guesser : guessers)
            guesser.join();
        for (const auto &mine : replies) {
            for (std::size_t guess = 0; guess < mine.size(); ++guess) {
                QVERIFY(mine[guess]);
                QCOMPARE(mine[guess]->status, guess < 20 ? 401 : 429);
                const int wait = mine[guess]->headers.value("retry-after", "-1").toInt();
                QVERIFY(guess < 20 ? wait == -1 : wait >= 1 && wait <= 60);
            }
        }
        QVERIFY(beside.wasServedThroughout("800 guesses from 4 addresses"));
        QVERIFY(backend.stayedSmall("800 guesses from 4 addresses"));
    }

    void listsAHundredThousandTokens()
    {
#ifdef TC_SANITIZED
        constexpr int many = 10'000; // a tenth, as it takes so much longer
#else
        constexpr int many = 100'000;
#endif
        BackendProcess backend;
        QVERIFY(backend.start());
        QVERIFY(runSql(backend.database(),
                       QStringLiteral("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                                      " WHERE i < %1) INSERT INTO token (id, name, prefix, secret_hash,"
                                      " access, created_at, allowed_ips) SELECT printf('%08x%028d', i, 0),"
                                      " 'token ' || i, 'tok', randomblob(32), 'integration', i / 1000,"
                                      " '192.0.2.0/24' FROM n")
                           .arg(many)));
        WellBehavedClient beside(backend);
        HttpClient http = backend.client();
        QSet<QString> ids;
        int listed = 0;
        QByteArray cursor;
        do {
            const auto page
                = http.send("GET", tokens + "?limit=500" + cursor, bearer(backend.managementSecret()));
            QVERIFY(page);
            QCOMPARE(page->status, 200);
            const QJsonObject json = page->json();
            for (const QJsonValue token : json.value(QLatin1String("items")).toArray()) {
                ids.insert(token[QLatin1String("id")].toString());
                ++listed;
            }
            const QString next = json.value(QLatin1String("nextCursor")).toString();
            cursor = next.isEmpty() ? QByteArray() : "&cursor=" + next.toLatin1();
        } while (!cursor.isEmpty());
        // The management token is the one more.
        QCOMPARE(listed, many + 1);
        QCOMPARE(ids.size(), many + 1);
        QVERIFY(beside.wasServedThroughout("a list of 100,000 tokens"));
        QVERIFY(backend.stayedSmall("a list of 100,000 tokens"));
    }

    void keepsTheWriteAheadLogSmall()
    {
        BackendProcess backend;
        QVERIFY(backend.start());
        HttpClient http = backend.client();
        const QByteArray name(100, 'n');
        for (int i = 0; i < 500; ++i)
            QCOMPARE(
                http.send("POST", tokens, bearer(backend.managementSecret()), "{\"name\":\"" + name + "\"}")
                    ->status,
                201);
        // Folded back at 1,000 pages of 4 KiB; a transaction may go a little past that.
        const qint64 size = QFileInfo(backend.database() + QLatin1String("-wal")).size();
        QVERIFY2(size > 0 && size < 5 * 1024 * 1024, QByteArray::number(size).constData());
    }

    void answersWhileAnotherProgramHasTheDatabase()
    {
        BackendProcess backend;
        const QString log = backend.directory() + QLatin1String("/log");
        backend.logTo(log);
        QVERIFY(backend.start());
        HttpClient http = backend.client();
        const Headers headers = bearer(backend.managementSecret());
        {
            QSqlDatabase other
                = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
            other.setDatabaseName(backend.database());
            QVERIFY(other.open());
            QVERIFY(QSqlQuery(other).exec(QStringLiteral("BEGIN IMMEDIATE")));
            WellBehavedClient beside(backend);
            for (int i = 0; i < 3; ++i) {
                QElapsedTimer timer;
                timer.start();
                const auto refused = http.send("POST", tokens, headers, "{\"name\":\"held up\"}");
                QVERIFY(refused);
                QCOMPARE(refused->status, 503);
                QCOMPARE(refused->code(), QStringLiteral("STORE_UNAVAILABLE"));
                QVERIFY2(timer.elapsed() < 3'000, QByteArray::number(timer.elapsed()).constData());
            }
            QVERIFY(beside.wasServedThroughout("a database that is locked"));
            QVERIFY(QSqlQuery(other).exec(QStringLiteral("ROLLBACK")));
            other.close();
        }
        QSqlDatabase::removeDatabase(QStringLiteral("other"));
        QCOMPARE(http.send("POST", tokens, headers, "{\"name\":\"held up\"}")->status, 201);
        QFile file(log);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray lines = file.readAll();
        QVERIFY(lines.contains("The database cannot be used"));
        QVERIFY(!lines.contains(backend.managementSecret()));
    }
};

QTEST_GUILESS_MAIN(TestFlood)
#include "tst_flood.moc"
