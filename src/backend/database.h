#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariantList>

#include <tl/expected.hpp>

#include <memory>
#include <unordered_map>
#include <utility>

namespace tc {

/// The store could not be read or written. The text is SQLite's and meant for the operator's log alone; it
/// never holds a bound value.
struct StoreError
{
    QString reason;
};

template <typename T>
using StoreResult = tl::expected<T, StoreError>;

/// One executed statement and its rows; ends the statement when it goes, so that no read keeps the
/// write-ahead log from being folded back.
class Rows
{
public:
    explicit Rows(QSqlQuery &query)
        : m_query(&query)
    {
    }
    Rows(Rows &&other) noexcept
        : m_query(std::exchange(other.m_query, nullptr))
    {
    }
    Rows &operator=(Rows &&) = delete;
    Rows(const Rows &) = delete;
    Rows &operator=(const Rows &) = delete;
    ~Rows();

    [[nodiscard]] bool next();
    [[nodiscard]] QVariant value(int column) const;
    [[nodiscard]] int changed() const;

private:
    QSqlQuery *m_query;
};

/// One SQLite file with foreign keys and `synchronous=FULL`, in WAL mode once useWriteAheadLog() succeeded:
/// what was committed outlives a killed process and a power cut.
class Database
{
public:
    /// Opens \a file, creating it (mode 0600) and its directory (0700) where they are missing. A file that is
    /// there is not changed.
    [[nodiscard]] static StoreResult<std::unique_ptr<Database>> open(const QString &file);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Turns WAL mode on, and fails where the file or its file system does not allow it.
    [[nodiscard]] StoreResult<bool> useWriteAheadLog();

    /// Runs one statement; prepared statements are kept, so \a sql should be a literal.
    [[nodiscard]] StoreResult<Rows> run(const QString &sql, const QVariantList &values = {});

    /// Runs \a work in one transaction that is rolled back where it fails.
    template <typename Work>
    [[nodiscard]] auto inTransaction(Work &&work) -> decltype(work())
    {
        // IMMEDIATE: a lock that cannot be had is refused here, not halfway through.
        if (auto begun = run(QStringLiteral("BEGIN IMMEDIATE")); !begun)
            return tl::unexpected(begun.error());
        auto result = work();
        if (result) {
            if (auto committed = run(QStringLiteral("COMMIT")); !committed) {
                (void)run(QStringLiteral("ROLLBACK"));
                return tl::unexpected(committed.error());
            }
        } else {
            (void)run(QStringLiteral("ROLLBACK"));
        }
        return result;
    }

private:
    explicit Database(QString connectionName)
        : m_connectionName(std::move(connectionName))
    {
    }

    QString m_connectionName;
    std::unordered_map<QString, std::unique_ptr<QSqlQuery>> m_statements;
};

} // namespace tc
