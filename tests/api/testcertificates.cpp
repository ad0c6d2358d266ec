#include "testcertificates.h"

#include <QFile>
#include <QProcess>

namespace {

const QString newKey = QStringLiteral(" -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes");

} // namespace

TestCertificates::TestCertificates()
{
    if (openssl(QStringLiteral("req -x509 -days 1 -subj /CN=authority -keyout ca.key -out ca.pem") + newKey))
        m_authority = QSslCertificate::fromPath(file(QStringLiteral("ca.pem"))).value(0);
}

TestCertificates::Identity TestCertificates::issue(Kind kind) const
{
    return issue(
        kind == Kind::OtherHost ? QStringLiteral("DNS:other.example") : QStringLiteral("IP:127.0.0.1"), kind);
}

TestCertificates::Identity TestCertificates::issueFor(const QString &name) const
{
    return issue(QStringLiteral("DNS:") + name, Kind::Good);
}

TestCertificates::Identity TestCertificates::issue(const QString &name, Kind kind) const
{
    const QString days = kind == Kind::Expired ? QStringLiteral("-1") : QStringLiteral("1");
    const QString signing = kind == Kind::SelfSigned
        ? QStringLiteral("-signkey server.key")
        : QStringLiteral("-CA ca.pem -CAkey ca.key -CAcreateserial");
    QFile key(file(QStringLiteral("server.key")));
    if (!openssl(QStringLiteral(
                     "req -subj /CN=server -addext subjectAltName=%1 -keyout server.key -out server.csr")
                     .arg(name)
                 + newKey)
        || !openssl(
            QStringLiteral("x509 -req -in server.csr -days %1 -copy_extensions copy -out server.pem %2")
                .arg(days, signing))
        || !key.open(QIODevice::ReadOnly))
        return {QSslCertificate(), QSslKey()};
    return {QSslCertificate::fromPath(file(QStringLiteral("server.pem"))).value(0), QSslKey(&key, QSsl::Ec)};
}

bool TestCertificates::openssl(const QString &arguments) const
{
    QProcess process;
    process.setWorkingDirectory(m_directory.path());
    process.start(QStringLiteral("openssl"), arguments.split(u' '));
    return process.waitForFinished() && process.exitStatus() == QProcess::NormalExit
        && process.exitCode() == 0;
}

TrustedAuthority::TrustedAuthority(const QSslCertificate &authority)
    : m_before(QSslConfiguration::defaultConfiguration())
{
    QSslConfiguration trusting = m_before;
    trusting.addCaCertificate(authority);
    QSslConfiguration::setDefaultConfiguration(trusting);
}

TrustedAuthority::~TrustedAuthority()
{
    QSslConfiguration::setDefaultConfiguration(m_before);
}
