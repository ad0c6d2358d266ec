#pragma once

#include <QByteArray>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

/// The real backend on a database of its own, for as long as this lives.
class BackendProcess
{
public:
    explicit BackendProcess(const QStringList &options = {})
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        start(options);
    }

    ~BackendProcess() { end(); }

    /// Ends the program and starts it again on the same database with \a options; the management token is a
    /// new one.
    void restart(const QStringList &options)
    {
        end();
        QFile::remove(file(QStringLiteral("token")));
        start(options);
    }

    [[nodiscard]] bool isRunning() const { return m_url.isValid() && !m_managementToken.isEmpty(); }
    /// Of the one system that it serves: Optimus, unless the options name another.
    [[nodiscard]] QUrl serviceUrl() const { return m_url; }
    [[nodiscard]] QUrl optimusUrl() const { return m_url; }
    [[nodiscard]] QByteArray managementToken() const { return m_managementToken; }

    /// Puts \a count tokens, which nobody has a secret of, into the database; false where that fails.
    [[nodiscard]] bool addTokens(int count, const QStringList &ranges) const
    {
        const QString name = QStringLiteral("beside");
        bool added = false;
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
            database.setDatabaseName(file(QStringLiteral("tokens.sqlite")));
            QSqlQuery query(database.open() ? database : QSqlDatabase());
            added = query.prepare(QStringLiteral(
                "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
                " INSERT INTO token (id, name, prefix, secret_hash, access, created_at, allowed_ips)"
                " SELECT printf('00000000-0000-4000-8000-%012d', i), 'Token ' || i, 'tok_optimus_abcdef', "
                "randomblob(32),"
                " 'integration', 4000000000000 + i, ? FROM n"));
            query.addBindValue(count);
            query.addBindValue(ranges.join(u' '));
            added = added && query.exec();
        }
        QSqlDatabase::removeDatabase(name);
        return added;
    }

private:
    void start(const QStringList &options)
    {
        m_url.clear();
        m_managementToken.clear();
        m_process.start(QStringLiteral(TC_BACKEND_PROGRAM),
                        QStringList {QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"),
                                     QStringLiteral("--database"), file(QStringLiteral("tokens.sqlite")),
                                     QStringLiteral("--issue-management-token"),
                                     file(QStringLiteral("token"))}
                            + options);
        const bool isReady = QTest::qWaitFor(
            [this] { return m_process.canReadLine() || m_process.state() == QProcess::NotRunning; }, 20'000);
        if (!isReady || !m_process.canReadLine())
            return;
        const QJsonObject ready = QJsonDocument::fromJson(m_process.readLine()).object();
        const QJsonObject services = ready.value(u"services").toObject();
        m_url = QUrl(services.value(services.keys().value(0)).toString());
        QFile token(file(QStringLiteral("token")));
        if (token.open(QIODevice::ReadOnly))
            m_managementToken = token.readAll().trimmed();
    }

    void end()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    [[nodiscard]] QString file(const QString &name) const { return m_directory.filePath(name); }

    QTemporaryDir m_directory;
    QProcess m_process;
    QUrl m_url;
    QByteArray m_managementToken;
};
