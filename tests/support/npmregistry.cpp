#include "npmregistry.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QFile>
#include <QProcessEnvironment>
#include <QTcpServer>

namespace {

constexpr int patience = 60'000;

const QString installed = QStringLiteral(TC_VERDACCIO_DIR "/node_modules/");

const char *const configuration = R"(storage: ./storage
auth:
  htpasswd:
    file: ./htpasswd
packages:
  '**':
    access: $authenticated
    publish: $authenticated
web:
  enable: false
flags:
  token: true
log: { type: stdout, format: pretty, level: http }
)";

/// One that nothing listens on at the moment.
quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress(QHostAddress::LocalHost)) ? server.serverPort() : 0;
}

} // namespace

NpmRegistry::NpmRegistry() = default;

NpmRegistry::~NpmRegistry()
{
    m_process.kill();
    m_process.waitForFinished(patience);
}

bool NpmRegistry::write(const char *name, const QByteArray &content) const
{
    QFile file(m_directory.filePath(QLatin1String(name)));
    return file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(content) == content.size();
}

bool NpmRegistry::start()
{
    const QByteArray hash = QCryptographicHash::hash(password(), QCryptographicHash::Sha1).toBase64();
    if (!m_directory.isValid() || !write("config.yaml", configuration)
        || !write("htpasswd", userName() + ":{SHA}" + hash + '\n'))
        return false;
    const QString address = QStringLiteral("127.0.0.1:%1").arg(freePort());
    m_url = QUrl(QStringLiteral("http://%1/").arg(address));
    m_process.setWorkingDirectory(m_directory.path());
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(QStringLiteral("node"),
                    {installed + QStringLiteral("verdaccio/bin/verdaccio"), QStringLiteral("--config"),
                     m_directory.filePath(QStringLiteral("config.yaml")), QStringLiteral("--listen"),
                     address});
    const QDeadlineTimer deadline(patience);
    while (!m_log.contains("http address") && !deadline.hasExpired()) {
        if (!m_process.waitForReadyRead(static_cast<int>(deadline.remainingTime())))
            return false;
        m_log += m_process.readAll();
    }
    return m_log.contains("http address");
}

QJsonDocument NpmRegistry::npm(const QStringList &arguments, const QByteArray &credential) const
{
    const QByteArray server = m_url.toString(QUrl::RemoveScheme).toLatin1();
    if (!write("npmrc", server + ":_authToken=" + credential + '\n'))
        return {};
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HOME"), m_directory.path());
    environment.insert(QStringLiteral("npm_config_userconfig"),
                       m_directory.filePath(QStringLiteral("npmrc")));
    environment.insert(QStringLiteral("npm_config_cache"), m_directory.filePath(QStringLiteral("cache")));
    environment.insert(QStringLiteral("npm_config_registry"), m_url.toString());
    environment.insert(QStringLiteral("npm_config_update_notifier"), QStringLiteral("false"));
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(m_directory.path());
    process.start(QStringLiteral("node"),
                  QStringList {installed + QStringLiteral("npm/bin/npm-cli.js")} + arguments
                      + QStringList {QStringLiteral("--json")});
    process.write(password() + '\n');
    process.closeWriteChannel();
    const bool ended = process.waitForFinished(patience);
    const QByteArray said = process.readAllStandardOutput();
    m_log += said + process.readAllStandardError();
    if (!ended || process.exitCode() != 0)
        return {};
    // Before the JSON it may have asked for the password.
    const qsizetype array = said.indexOf('[');
    const qsizetype object = said.indexOf('{');
    const qsizetype begin = array < 0 || (object >= 0 && object < array) ? object : array;
    return begin < 0 ? QJsonDocument() : QJsonDocument::fromJson(said.mid(begin));
}
