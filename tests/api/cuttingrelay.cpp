#include "cuttingrelay.h"

#include <QHostAddress>
#include <QSslSocket>

#include <sys/socket.h>

namespace {

/// Closes \a socket so that its peer gets RST.
void reset(QTcpSocket &socket)
{
    const linger atOnce {1, 0};
    ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    socket.abort();
}

} // namespace

CuttingRelay::CuttingRelay(quint16 port)
    : m_port(port)
{
    if (!listen(QHostAddress(QHostAddress::LocalHost)))
        qFatal("cannot listen on loopback");
}

CuttingRelay::~CuttingRelay()
{
    // Sockets are children; their signals must not reach a half destroyed relay.
    for (QTcpSocket *socket : findChildren<QTcpSocket *>())
        socket->disconnect();
}

void CuttingRelay::setTls(const QSslCertificate &certificate, const QSslKey &key)
{
    m_certificate = certificate;
    m_key = key;
}

QUrl CuttingRelay::url() const
{
    return QUrl(QStringLiteral("%1://127.0.0.1:%2/")
                    .arg(m_key.isNull() ? QStringLiteral("http") : QStringLiteral("https"))
                    .arg(serverPort()));
}

void CuttingRelay::cutAfter(Way way, qsizetype bytes, End end)
{
    m_isCutDue = true;
    m_way = way;
    m_left = bytes;
    m_end = end;
    m_requested = 0;
    m_replied = 0;
}

void CuttingRelay::incomingConnection(qintptr handle)
{
    ++m_connectionCount;
    auto *client = new QSslSocket(this); // a plain one as long as it does not encrypt
    client->setSocketDescriptor(handle);
    if (!m_key.isNull()) {
        client->setLocalCertificate(m_certificate);
        client->setPrivateKey(m_key);
        client->startServerEncryption();
    }
    auto *server = new QTcpSocket(this);
    server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
    connect(client, &QTcpSocket::readyRead, server,
            [this, client, server] { relay(*client, *server, Way::Request); });
    connect(server, &QTcpSocket::readyRead, client,
            [this, client, server] { relay(*client, *server, Way::Reply); });
    connect(client, &QTcpSocket::disconnected, server, [server] { server->disconnectFromHost(); });
    connect(server, &QTcpSocket::disconnected, client, [client] { client->disconnectFromHost(); });
    connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    connect(server, &QTcpSocket::disconnected, server, &QObject::deleteLater);
}

void CuttingRelay::relay(QTcpSocket &client, QTcpSocket &server, Way way)
{
    QTcpSocket &from = way == Way::Request ? client : server;
    QTcpSocket &to = way == Way::Request ? server : client;
    QByteArray bytes = from.readAll();
    const bool isHere = m_isCutDue && way == m_way && !bytes.isEmpty();
    if (isHere) {
        bytes.truncate(m_left);
        m_left -= bytes.size();
    }
    (way == Way::Request ? m_requested : m_replied) += bytes.size();
    to.write(bytes);
    if (isHere && m_left == 0) {
        m_isCutDue = false;
        cut(client, server);
    }
}

void CuttingRelay::cut(QTcpSocket &client, QTcpSocket &server)
{
    client.disconnect(&server);
    server.disconnect(&client);
    client.flush();
    if (m_end == End::Reset)
        reset(client);
    else
        client.disconnectFromHost();
    server.disconnectFromHost();
}
