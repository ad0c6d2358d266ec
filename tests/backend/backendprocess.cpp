#include "backendprocess.h"

#include <QFile>
#include <QJsonDocument>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QUrl>

namespace tc::test {

namespace {

constexpr int patience = 30'000;

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
    m_process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
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
