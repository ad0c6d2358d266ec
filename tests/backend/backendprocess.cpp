#include "backendprocess.h"

#include <QFile>
#include <QJsonDocument>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QUrl>

namespace tc::test {

namespace {

constexpr int patience = 30'000;

#ifdef TC_SANITIZED
// Freed memory is kept in a quarantine of up to 256 MiB, and all memory has its shadow and red zones.
constexpr qint64 mostMemory = 640 * 1024;
#else
constexpr qint64 mostMemory = 64 * 1024;
#endif

} // namespace

QString backendProgram()
{
    return QStringLiteral(TC_BACKEND);
}

BackendProcess::BackendProcess()
    : m_database(m_directory.filePath(QStringLiteral("tokens.sqlite")))
{
}

BackendProcess::BackendProcess(const QString &database)
    : m_database(database)
{
}

BackendProcess::~BackendProcess()
{
    if (m_process && m_process->state() != QProcess::NotRunning)
        kill();
}

bool BackendProcess::start(const QStringList &more)
{
    QStringList arguments {QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"),
                           QStringLiteral("--database"), m_database};
    const QString tokenFile = m_directory.filePath(QStringLiteral("management-token"));
    const bool issue = m_managementSecret.isEmpty();
    if (issue)
        arguments += {QStringLiteral("--issue-management-token"), tokenFile};
    m_process = std::make_unique<QProcess>();
    if (m_log.isEmpty())
        m_process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    else
        m_process->setStandardErrorFile(m_log);
    m_process->start(backendProgram(), arguments + more);
    if (!m_process->waitForStarted(patience))
        return false;
    m_ready = QJsonDocument::fromJson(readLine(*m_process)).object();
    if (issue) {
        QFile file(tokenFile);
        if (file.open(QIODevice::ReadOnly))
            m_managementSecret = file.readAll().trimmed();
    }
    return m_ready.contains(QLatin1String("url")) && !m_managementSecret.isEmpty();
}

bool BackendProcess::restartFor(const QString &owner, const QStringList &more)
{
    terminate();
    m_managementSecret.clear();
    QFile::remove(m_directory.filePath(QStringLiteral("management-token")));
    return start(more + QStringList {QStringLiteral("--owner"), owner});
}

int BackendProcess::terminate()
{
    m_process->terminate();
    return m_process->waitForFinished(patience) && m_process->exitStatus() == QProcess::NormalExit
        ? m_process->exitCode()
        : -1;
}

void BackendProcess::kill()
{
    m_process->kill();
    m_process->waitForFinished(patience);
}

quint16 BackendProcess::port() const
{
    return static_cast<quint16>(QUrl(m_ready.value(QLatin1String("url")).toString()).port());
}

qint64 BackendProcess::memory(const QByteArray &line) const
{
    QFile file(QStringLiteral("/proc/%1/status").arg(m_process->processId()));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    const QByteArray text = file.readAll();
    const qsizetype start = text.indexOf(line + ':');
    return start < 0 ? -1 : text.sliced(start + line.size() + 1).trimmed().split(' ').first().toLongLong();
}

bool BackendProcess::stayedSmall(const char *during) const
{
    const qint64 peak = memory("VmHWM");
    qInfo("%s: at most %.1f MiB, now %.1f MiB", during, static_cast<double>(peak) / 1024,
          static_cast<double>(memory("VmRSS")) / 1024);
    return peak > 0 && peak < mostMemory;
}

HttpClient BackendProcess::client(int lastOctet) const
{
    constexpr quint32 loopback = 0x7f000000;
    return HttpClient(port(), QHostAddress(loopback + static_cast<quint32>(lastOctet)));
}

QJsonObject BackendProcess::create(const QJsonObject &body, QByteArray *secret) const
{
    HttpClient http = client();
    const auto reply
        = http.send("POST", "/api/v1/tokens", bearer(m_managementSecret), QJsonDocument(body).toJson());
    if (!reply || reply->status != 201)
        return {};
    if (secret)
        *secret = reply->json().value(QLatin1String("secret")).toString().toLatin1();
    return reply->json().value(QLatin1String("token")).toObject();
}

bool runSql(const QString &database, const QString &statement)
{
    const QString name = QStringLiteral("beside");
    bool done = false;
    {
        QSqlDatabase connection = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        connection.setDatabaseName(database);
        done = connection.open() && QSqlQuery(connection).exec(statement);
    }
    QSqlDatabase::removeDatabase(name);
    return done;
}

Ended runToEnd(const QStringList &arguments)
{
    QProcess process;
    process.start(backendProgram(), arguments);
    if (!process.waitForFinished(patience) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QByteArray readLine(QProcess &process)
{
    while (!process.canReadLine()) {
        if (!process.waitForReadyRead(patience))
            return {};
    }
    return process.readLine();
}

} // namespace tc::test
