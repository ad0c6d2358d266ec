#include "database.h"

#include "privatefile.h"

#include <QSqlError>
#include <QUuid>

namespace tc {

namespace {

constexpr int busyMilliseconds = 250;

StoreError storeError(const QSqlError &error)
{
    return {error.driverText() + QLatin1String(": ") + error.databaseText()};
}

} // namespace

Rows::~Rows()
{
    if (m_query)
        m_query->finish();
}

bool Rows::next()
{
    return m_query->next();
}

QVariant Rows::value(int column) const
{
    return m_query->value(column);
}

int Rows::changed() const
{
    return m_query->numRowsAffected();
}

StoreResult<std::unique_ptr<Database>> Database::open(const QString &file)
{
    if (!makePrivateFile(file))
        return tl::unexpected(StoreError {QStringLiteral("the file cannot be created")});

    const QString name = QUuid::createUuid().toString(QUuid::WithoutBraces);
    std::unique_ptr<Database> database(new Database(name));
    QSqlDatabase connection = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
    connection.setDatabaseName(file);
    // Nobody is answered while this waits for another program that has the file locked.
    connection.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(busyMilliseconds));
    if (!connection.open())
        return tl::unexpected(storeError(connection.lastError()));

    for (const QString &pragma :
         {QStringLiteral("PRAGMA synchronous = FULL"), QStringLiteral("PRAGMA foreign_keys = ON"),
          QStringLiteral("PRAGMA secure_delete = ON")}) {
        if (auto done = database->run(pragma); !done)
            return tl::unexpected(done.error());
    }
    return database;
}

StoreResult<bool> Database::useWriteAheadLog()
{
    auto rows = run(QStringLiteral("PRAGMA journal_mode = WAL"));
    if (!rows)
        return tl::unexpected(rows.error());
    // SQLite answers with the mode it has, and that is no error where it is another one.
    const QString mode = rows->next() ? rows->value(0).toString() : QString();
    if (mode != QLatin1String("wal"))
        return tl::unexpected(StoreError {
            QStringLiteral("no write-ahead log can be kept there; the journal mode is “%1”").arg(mode)});
    return true;
}

Database::~Database()
{
    m_statements.clear();
    {
        QSqlDatabase connection = QSqlDatabase::database(m_connectionName, false);
        connection.close();
    }
    QSqlDatabase::removeDatabase(m_connectionName);
}

StoreResult<Rows> Database::run(const QString &sql, const QVariantList &values)
{
    std::unique_ptr<QSqlQuery> &query = m_statements[sql];
    if (!query) {
        auto prepared = std::make_unique<QSqlQuery>(QSqlDatabase::database(m_connectionName, false));
        prepared->setForwardOnly(true);
        if (!prepared->prepare(sql)) {
            const StoreError error = storeError(prepared->lastError());
            m_statements.erase(sql);
            return tl::unexpected(error);
        }
        query = std::move(prepared);
    }
    for (int i = 0; i < values.size(); ++i)
        query->bindValue(i, values[i]);
    if (!query->exec()) {
        const StoreError error = storeError(query->lastError());
        query->finish();
        return tl::unexpected(error);
    }
    return Rows(*query);
}

} // namespace tc
