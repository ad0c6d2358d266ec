#pragma once

#include "httpclient.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace tc::test {

/// The path of the program under test.
[[nodiscard]] QString backendProgram();

/// A running backend on a database of its own, or on a given one.
class BackendProcess
{
public:
    BackendProcess();
    explicit BackendProcess(const QString &database);
    ~BackendProcess();

    /// Starts the program; on the first start it issues a management token. False where it does not get
    /// ready.
    [[nodiscard]] bool start(const QStringList &more = {});
    /// SIGTERM; gives the exit code.
    int terminate();
    /// SIGKILL.
    void kill();

    [[nodiscard]] QString database() const { return m_database; }
    [[nodiscard]] QString directory() const { return m_directory.path(); }
    [[nodiscard]] QByteArray managementSecret() const { return m_managementSecret; }
    [[nodiscard]] QJsonObject ready() const { return m_ready; }
    [[nodiscard]] quint16 port() const;
    [[nodiscard]] QProcess &process() { return *m_process; }

    /// A client from the loopback address 127.0.0.\a lastOctet.
    [[nodiscard]] HttpClient client(int lastOctet = 1) const;

    /// Creates a token with the management token; its secret goes to \a secret. Gives the `token` object.
    QJsonObject create(const QJsonObject &body, QByteArray *secret = nullptr) const;

private:
    QTemporaryDir m_directory;
    QString m_database;
    QByteArray m_managementSecret;
    QJsonObject m_ready;
    std::unique_ptr<QProcess> m_process;
};

/// Runs \a statement on \a database beside whoever has it open; false where it fails.
[[nodiscard]] bool runSql(const QString &database, const QString &statement);

/// What the program does with \a arguments where it ends by itself.
struct Ended
{
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;
};
[[nodiscard]] Ended runToEnd(const QStringList &arguments);

/// The next line of \a process's standard output, empty where none comes.
[[nodiscard]] QByteArray readLine(QProcess &process);

} // namespace tc::test
