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
    /// Ends the program and starts it again for \a owner, with a management token of theirs.
    [[nodiscard]] bool restartFor(const QString &owner, const QStringList &more = {});
    /// What later starts write to standard error goes to \a file, not to the test's own.
    void logTo(const QString &file) { m_log = file; }
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

    /// A line of its /proc/PID/status such as VmHWM, in KiB; -1 where there is none.
    [[nodiscard]] qint64 memory(const QByteArray &line) const;
    /// Whether it never took more than the 64 MiB it is allowed (a sanitized build: see there). Prints the
    /// peak as that of \a during.
    [[nodiscard]] bool stayedSmall(const char *during) const;

    /// A client from the loopback address 127.0.0.\a lastOctet.
    [[nodiscard]] HttpClient client(int lastOctet = 1) const;

    /// Creates a token with the management token; its secret goes to \a secret. Gives the `token` object.
    QJsonObject create(const QJsonObject &body, QByteArray *secret = nullptr) const;

private:
    QTemporaryDir m_directory;
    QString m_database;
    QString m_log;
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
