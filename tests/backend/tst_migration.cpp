#include "backendprocess.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>
#include <QVariant>

using namespace tc::test;

namespace {

const QByteArray tokens("/api/v1/tokens");
const QByteArray createdBody(R"({"name":"CI","allowedIps":["203.0.113.0/24"]})");

QByteArray hashOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

/// The statements that made version 1, as they were.
QStringList version1()
{
    return {
        QStringLiteral("PRAGMA journal_mode = WAL"),
        QStringLiteral("CREATE TABLE instance (only INTEGER PRIMARY KEY CHECK (only = 1), id TEXT NOT NULL,"
                       " created_at INTEGER NOT NULL) STRICT"),
        QStringLiteral("CREATE TABLE token (id TEXT PRIMARY KEY, name TEXT NOT NULL, prefix TEXT NOT NULL,"
                       " secret_hash BLOB NOT NULL UNIQUE CHECK (length(secret_hash) = 32),"
                       " access TEXT NOT NULL CHECK (access IN ('integration', 'management')),"
                       " created_at INTEGER NOT NULL, expires_at INTEGER, revoked_at INTEGER,"
                       " last_used_at INTEGER, last_used_ip TEXT, allowed_ips TEXT NOT NULL,"
                       " version INTEGER NOT NULL DEFAULT 1) STRICT"),
        QStringLiteral("CREATE INDEX token_by_age ON token (created_at, id)"),
        QStringLiteral("CREATE TABLE idempotency_key (key TEXT PRIMARY KEY, body_hash BLOB NOT NULL,"
                       " token_id TEXT NOT NULL REFERENCES token (id)) STRICT, WITHOUT ROWID"),
        QStringLiteral("CREATE TABLE quota (service TEXT PRIMARY KEY,"
                       " remaining INTEGER CHECK (remaining >= 0)) STRICT"),
        QStringLiteral("INSERT INTO quota (service, remaining) VALUES ('optimus', NULL)"),
        QStringLiteral("INSERT INTO instance (only, id, created_at)"
                       " VALUES (1, '6f1b7f5e-0000-4000-8000-000000000001', 1700000000000)"),
        QStringLiteral("PRAGMA user_version = 1"),
    };
}

/// Runs \a work on an own connection to \a file; false where it cannot be opened or \a work says so.
template <typename Work>
bool onDatabase(const QString &file, Work &&work)
{
    const QString name = QStringLiteral("mine");
    bool done = false;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(file);
        done = database.open() && work(database);
    }
    QSqlDatabase::removeDatabase(name);
    return done;
}

bool runAll(QSqlDatabase &database, const QStringList &statements)
{
    return std::all_of(statements.cbegin(), statements.cend(),
                       [&database](const QString &statement) { return QSqlQuery(database).exec(statement); });
}

bool addToken(QSqlDatabase &database, const QVariantList &values)
{
    QSqlQuery query(database);
    if (!query.prepare(
            QStringLiteral("INSERT INTO token (id, name, prefix, secret_hash, access, created_at, expires_at,"
                           " revoked_at, last_used_at, last_used_ip, allowed_ips, version)"
                           " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")))
        return false;
    for (const QVariant &value : values)
        query.addBindValue(value);
    return query.exec();
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// What becomes of databases that other versions made.
class TestMigration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void bringsVersion1UpToDate()
    {
        QTemporaryDir directory;
        const QString file = directory.filePath(QStringLiteral("tokens.sqlite"));
        const QByteArray manager = QByteArray("tok_optimus_") + QByteArray(40, 'm');
        const QByteArray worker = QByteArray("tok_optimus_") + QByteArray(40, 'w');
        QVERIFY(onDatabase(file, [&](QSqlDatabase &database) {
            const QVariant none;
            QSqlQuery key(database);
            return runAll(database, version1())
                && addToken(database,
                            {QStringLiteral("a"), QStringLiteral("Token Console"),
                             QStringLiteral("tok_optimus_mmmmmm"), hashOf(manager),
                             QStringLiteral("management"), 1700000000001LL, none, none, none, none,
                             QStringLiteral(""), 1})
                && addToken(database,
                            {QStringLiteral("b"), QStringLiteral("Wörker"),
                             QStringLiteral("tok_optimus_wwwwww"), hashOf(worker),
                             QStringLiteral("integration"), 1700000000002LL, 4100000000000LL, none,
                             1700000000500LL, QStringLiteral("127.0.0.9"),
                             QStringLiteral("127.0.0.2 203.0.113.0/24"), 7})
                && addToken(database,
                            {QStringLiteral("c"), QStringLiteral("Gone"),
                             QStringLiteral("tok_optimus_gggggg"), hashOf("gone"),
                             QStringLiteral("integration"), 1700000000003LL, none, 1700000009000LL, none,
                             none, QStringLiteral(""), 2})
                && key.prepare(QStringLiteral("INSERT INTO idempotency_key (key, body_hash, token_id)"
                                              " VALUES ('key-1', ?, 'b')"))
                && (key.addBindValue(
                        hashOf(QJsonDocument::fromJson(createdBody).toJson(QJsonDocument::Compact))),
                    key.exec());
        }));

        BackendProcess backend(file);
        QVERIFY(backend.start());
        QCOMPARE(backend.ready().value(QLatin1String("instance")).toString(),
                 QStringLiteral("6f1b7f5e-0000-4000-8000-000000000001"));
        HttpClient http = backend.client();
        const auto listed = http.send("GET", tokens, bearer(manager));
        QVERIFY(listed);
        QCOMPARE(listed->status, 200);
        const QJsonArray items = listed->json().value(QLatin1String("items")).toArray();
        QCOMPARE(items.size(), 4); // and the one that this start issued
        QCOMPARE(items.at(1).toObject(),
                 (QJsonObject {
                     {QStringLiteral("id"), QStringLiteral("b")},
                     {QStringLiteral("name"), QStringLiteral("Wörker")},
                     {QStringLiteral("prefix"), QStringLiteral("tok_optimus_wwwwww")},
                     {QStringLiteral("access"), QStringLiteral("integration")},
                     {QStringLiteral("createdAt"), QStringLiteral("2023-11-14T22:13:20.002Z")},
                     {QStringLiteral("lastUsedAt"), QStringLiteral("2023-11-14T22:13:20.500Z")},
                     {QStringLiteral("lastUsedIp"), QStringLiteral("127.0.0.9")},
                     {QStringLiteral("expiresAt"), QStringLiteral("2099-12-03T16:53:20.000Z")},
                     {QStringLiteral("revokedAt"), QJsonValue::Null},
                     {QStringLiteral("allowedIps"),
                      QJsonArray {QStringLiteral("127.0.0.2"), QStringLiteral("203.0.113.0/24")}},
                 }));
        QCOMPARE(items.at(2).toObject().value(QLatin1String("revokedAt")).toString(),
                 QStringLiteral("2023-11-14T22:13:29.000Z"));
        QCOMPARE(http.send("GET", tokens + "/b", bearer(manager))->headers.value("etag"),
                 QByteArray("\"7\""));
        QCOMPARE(backend.client(2).send("GET", tokens + "/current", bearer(worker))->status, 200);
        QCOMPARE(backend.client(3).send("GET", tokens + "/current", bearer(worker))->status, 403);
        const auto replayed
            = http.send("POST", tokens, bearer(manager, {{"Idempotency-Key", "key-1"}}), createdBody);
        QCOMPARE(replayed->status, 409);
        QCOMPARE(replayed->code(), QStringLiteral("IDEMPOTENCY_REPLAY"));

        // A token of before may not have been the console's, whatever its name is: nothing revokes it.
        backend.terminate();
        QVERIFY(backend.start({QStringLiteral("--attached")}));
        backend.process().write("issue-management-token\n");
        QVERIFY(readLine(backend.process()).contains("managementToken"));
        QCOMPARE(backend.client().send("GET", tokens, bearer(manager))->status, 200);
        QVERIFY(onDatabase(file, [](QSqlDatabase &database) {
            QSqlQuery query(database);
            return query.exec(QStringLiteral("SELECT count(*) FROM token WHERE for_console = 1"))
                && query.next() && query.value(0).toInt() == 1
                && query.exec(QStringLiteral("PRAGMA user_version")) && query.next()
                && query.value(0).toInt() == 3;
        }));
    }

    void bringsVersion2UpToDate()
    {
        QTemporaryDir directory;
        const QString file = directory.filePath(QStringLiteral("tokens.sqlite"));
        const QByteArray consoles = QByteArray("tok_optimus_") + QByteArray(40, 'c');
        QVERIFY(onDatabase(file, [&](QSqlDatabase &database) {
            return runAll(database, version1())
                && runAll(database,
                          {QStringLiteral("ALTER TABLE token ADD COLUMN for_console INTEGER NOT NULL DEFAULT "
                                          "0 CHECK (for_console IN (0, 1))"),
                           QStringLiteral("PRAGMA user_version = 2")})
                && addToken(database,
                            {QStringLiteral("a"), QStringLiteral("Token Console"),
                             QStringLiteral("tok_optimus_cccccc"), hashOf(consoles),
                             QStringLiteral("management"), 1700000000001LL, QVariant(), QVariant(),
                             QVariant(), QVariant(), QStringLiteral("127.0.0.0/8"), 3})
                && runAll(database, {QStringLiteral("UPDATE token SET for_console = 1")});
        }));

        // What was there is Optimus', and no other system's.
        const Ended other = runToEnd(
            {QStringLiteral("--database"), file, QStringLiteral("--system"), QStringLiteral("optiflow")});
        QCOMPARE(other.exitCode, 1);
        QVERIFY2(other.errors.contains("optimus"), other.errors.constData());

        BackendProcess backend(file);
        QVERIFY(backend.start());
        const auto listed = backend.client().send("GET", tokens, bearer(consoles));
        QVERIFY(listed);
        QCOMPARE(listed->status, 200);
        const QJsonArray items = listed->json().value(QLatin1String("items")).toArray();
        QCOMPARE(items.size(), 2); // and the one that this start issued
        QCOMPARE(items.at(0)[QLatin1String("name")].toString(), QStringLiteral("Token Console"));
        QCOMPARE(items.at(0)[QLatin1String("allowedIps")].toArray(),
                 QJsonArray {QStringLiteral("127.0.0.0/8")});
        backend.terminate();
        QVERIFY(onDatabase(file, [](QSqlDatabase &database) {
            QSqlQuery query(database);
            return query.exec(QStringLiteral("SELECT system FROM instance")) && query.next()
                && query.value(0).toString() == QLatin1String("optimus")
                && query.exec(QStringLiteral("SELECT count(*) FROM token WHERE tenant = '' AND owner = 0"
                                             " AND number = 0 AND scopes = ''"))
                && query.next() && query.value(0).toInt() == 2
                && query.exec(QStringLiteral("SELECT count(*) FROM token WHERE for_console = 1"))
                && query.next() && query.value(0).toInt() == 1;
        }));
    }

    void leavesANewerDatabaseAsItIs_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::newRow("rollback journal") << QStringLiteral("DELETE");
        QTest::newRow("write-ahead log") << QStringLiteral("WAL");
    }

    void leavesANewerDatabaseAsItIs()
    {
        QFETCH(QString, mode);
        QTemporaryDir directory;
        const QString file = directory.filePath(QStringLiteral("tokens.sqlite"));
        QVERIFY(onDatabase(file, [&mode](QSqlDatabase &database) {
            return runAll(database,
                          {QStringLiteral("PRAGMA journal_mode = ") + mode,
                           QStringLiteral("CREATE TABLE of_the_future (x)"),
                           QStringLiteral("PRAGMA user_version = 99")});
        }));
        const QByteArray before = contentOf(file);
        QVERIFY(!before.isEmpty());
        const Ended ended = runToEnd({QStringLiteral("--database"), file});
        QCOMPARE(ended.exitCode, 1);
        QVERIFY2(ended.errors.contains("newer program"), ended.errors.constData());
        QVERIFY(contentOf(file) == before);
        QVERIFY(!QFile::exists(file + QLatin1String("-wal")));
    }

    void refusesToServeWithoutAWriteAheadLog()
    {
        // SQLite keeps a database of this name in memory, where there is no such log.
        QTemporaryDir directory;
        QProcess process;
        process.setWorkingDirectory(directory.path());
        process.start(backendProgram(), {QStringLiteral("--database"), QStringLiteral(":memory:")});
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.exitCode(), 1);
        const QByteArray errors = process.readAllStandardError();
        QVERIFY2(errors.contains("write-ahead log"), errors.constData());
        QVERIFY(process.readAllStandardOutput().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestMigration)
#include "tst_migration.moc"
