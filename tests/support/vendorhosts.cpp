#include "vendorhosts.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QNetworkProxyFactory>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QUrl>

namespace tc::test {

namespace {

/// The value of the field \a name of the message that begins with \a head, "" where there is none.
QByteArray fieldOf(const QByteArray &head, const QByteArray &name)
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).toLower() == name)
            return line.sliced(colon + 1).trimmed();
    }
    return {};
}

/// \a proxy for everything but loopback.
class ProxyForHosts final : public QNetworkProxyFactory
{
public:
    explicit ProxyForHosts(const QNetworkProxy &proxy)
        : m_proxy(proxy)
    {
    }

    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        const bool isName = QHostAddress(query.peerHostName()).isNull();
        return {isName && !query.peerHostName().isEmpty() ? m_proxy : QNetworkProxy(QNetworkProxy::NoProxy)};
    }

private:
    QNetworkProxy m_proxy;
};

} // namespace

/// One connection of the console's, through the proxy to a vendor's host.
class VendorHosts::Line final : public QObject
{
public:
    Line(VendorHosts &hosts, qintptr handle)
        : QObject(&hosts.m_lines)
        , m_hosts(hosts)
    {
        m_console.setSocketDescriptor(handle);
        connect(&m_console, &QTcpSocket::readyRead, this, &Line::onReadyRead);
        connect(&m_server, &QTcpSocket::readyRead, this, [this] { m_console.write(m_server.readAll()); });
        connect(&m_console, &QTcpSocket::disconnected, this, &QObject::deleteLater);
        connect(&m_server, &QTcpSocket::disconnected, this, [this] { m_console.disconnectFromHost(); });
    }

    ~Line() override
    {
        m_console.disconnect(this);
        m_server.disconnect(this);
    }

private:
    void onReadyRead()
    {
        m_pending += m_console.readAll();
        const qsizetype headEnd = m_pending.indexOf("\r\n\r\n");
        if (headEnd < 0)
            return;
        const QByteArray head = m_pending.first(headEnd);
        const qsizetype size = headEnd + 4 + fieldOf(head, "content-length").toLongLong();
        if (m_pending.size() < size)
            return;
        const QByteArray whole = m_pending.first(size);
        m_pending.remove(0, size);
        if (m_host.isEmpty())
            openTunnel(head);
        else
            take(head, whole);
    }

    /// RFC 9110, 9.3.6
    void openTunnel(const QByteArray &head)
    {
        const QByteArray authority = head.split(' ').value(1);
        m_host = QString::fromLatin1(authority.first(authority.lastIndexOf(':')));
        const TestCertificates::Identity identity = m_hosts.identityOf(m_host);
        m_console.write("HTTP/1.1 200 Connected\r\n\r\n");
        m_console.setLocalCertificate(identity.certificate);
        m_console.setPrivateKey(identity.key);
        m_console.startServerEncryption();
    }

    void take(const QByteArray &head, QByteArray whole)
    {
        const QByteArrayList line = head.first(head.indexOf("\r\n")).split(' ');
        const QByteArray bearer = fieldOf(head, "authorization");
        Request request {m_host, line.value(0), line.value(1),
                         bearer.isEmpty() ? fieldOf(head, "x-api-key") : bearer};
        m_hosts.m_requests.append(request);
        const auto server = m_hosts.m_servers.constFind(m_host);
        if (server == m_hosts.m_servers.cend() || !request.target.startsWith(server->path)) {
            m_console.write("HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: "
                            "2\r\n\r\n{}");
            return;
        }
        QByteArray there = server->url.path(QUrl::FullyEncoded).toLatin1();
        if (!there.endsWith('/'))
            there += '/';
        there += request.target.sliced(server->path.size());
        whole.replace(0, head.indexOf("\r\n"), request.method + ' ' + there + " HTTP/1.1");
        const QByteArray port = QByteArray::number(server->url.port());
        whole.replace("\r\nHost: " + m_host.toLatin1(), "\r\nHost: 127.0.0.1:" + port);
        if (m_server.state() == QTcpSocket::UnconnectedState)
            m_server.connectToHost(QHostAddress(QHostAddress::LocalHost),
                                   static_cast<quint16>(server->url.port()));
        m_server.write(whole);
    }

    VendorHosts &m_hosts;
    QSslSocket m_console;
    QTcpSocket m_server;
    QString m_host; ///< "" until the tunnel is open
    QByteArray m_pending;
};

VendorHosts::VendorHosts()
    : m_trust(m_certificates.authority())
{
    if (!listen(QHostAddress(QHostAddress::LocalHost)))
        qFatal("cannot listen on loopback");
    QNetworkProxyFactory::setApplicationProxyFactory(
        new ProxyForHosts(QNetworkProxy(QNetworkProxy::HttpProxy, serverAddress().toString(), serverPort())));
}

VendorHosts::~VendorHosts()
{
    QNetworkProxyFactory::setApplicationProxyFactory(nullptr);
}

void VendorHosts::passOn(const QUrl &from, const QUrl &to)
{
    m_servers.insert(from.host(), {from.path(QUrl::FullyEncoded).toLatin1(), to});
}

void VendorHosts::incomingConnection(qintptr handle)
{
    new Line(*this, handle); // NOLINT: m_lines owns it
}

TestCertificates::Identity VendorHosts::identityOf(const QString &host)
{
    if (!m_identities.contains(host))
        m_identities.insert(host, m_certificates.issueFor(host));
    return m_identities.value(host);
}

} // namespace tc::test
