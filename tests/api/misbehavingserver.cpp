#include "misbehavingserver.h"

#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>

#include <memory>

namespace {

qsizetype contentLength(const QByteArray &head)
{
    for (const QByteArray &line : head.split('\n')) {
        if (line.toLower().startsWith("content-length:"))
            return line.mid(line.indexOf(':') + 1).trimmed().toLongLong();
    }
    return 0;
}

} // namespace

MisbehavingServer::MisbehavingServer(Behaviour behaviour, const QHostAddress &address)
    : m_behaviour(std::move(behaviour))
{
    if (!listen(address))
        qFatal("cannot listen on loopback");
}

MisbehavingServer::~MisbehavingServer()
{
    // Sockets are children; their signals must not reach a half destroyed server.
    for (QTcpSocket *socket : findChildren<QTcpSocket *>())
        socket->disconnect(this);
}

void MisbehavingServer::setTls(const QSslCertificate &certificate, const QSslKey &key)
{
    m_certificate = certificate;
    m_key = key;
}

QUrl MisbehavingServer::url(const QString &path) const
{
    QUrl url;
    url.setScheme(m_key.isNull() ? QStringLiteral("http") : QStringLiteral("https"));
    url.setHost(serverAddress().toString());
    url.setPort(serverPort());
    url.setPath(path);
    return url;
}

void MisbehavingServer::incomingConnection(qintptr handle)
{
    ++m_connectionCount;
    QTcpSocket *socket = nullptr;
    if (m_key.isNull()) {
        socket = new QTcpSocket(this);
        socket->setSocketDescriptor(handle);
    } else {
        auto *secured = new QSslSocket(this);
        secured->setSocketDescriptor(handle);
        secured->setLocalCertificate(m_certificate);
        secured->setPrivateKey(m_key);
        QSslConfiguration tls = secured->sslConfiguration();
        tls.setAllowedNextProtocols(
            {QSslConfiguration::ALPNProtocolHTTP2, QSslConfiguration::NextProtocolHttp1_1});
        if (!m_clientAuthority.isNull()) {
            tls.setCaCertificates({m_clientAuthority});
            tls.setPeerVerifyMode(m_requiresCertificate ? QSslSocket::VerifyPeer : QSslSocket::QueryPeer);
        }
        secured->setSslConfiguration(tls);
        secured->startServerEncryption();
        socket = secured;
    }
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onReadyRead(socket); });
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
        m_pending.remove(socket);
        socket->deleteLater();
    });
}

void MisbehavingServer::onReadyRead(QTcpSocket *socket)
{
    const QByteArray arrived = socket->readAll();
    m_receivedBytes += arrived.size();
    QByteArray &pending = m_pending[socket];
    pending += arrived;
    const qsizetype headEnd = pending.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return;
    const qsizetype size = headEnd + 4 + contentLength(pending.left(headEnd));
    if (pending.size() < size)
        return;
    const QByteArray request = pending.left(size);
    pending.remove(0, size);
    m_requests.append(request);
    m_behaviour(*socket, request);
}

QByteArray httpReply(const QByteArray &status, const QByteArray &headers, const QByteArray &body)
{
    return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + QByteArray::number(body.size())
        + "\r\n\r\n" + body;
}

MisbehavingServer::Behaviour answering(const QByteArray &reply)
{
    return [reply](QTcpSocket &socket, const QByteArray &) {
        socket.write(reply);
    };
}

MisbehavingServer::Behaviour answeringThenClosing(const QByteArray &reply)
{
    return [reply](QTcpSocket &socket, const QByteArray &) {
        socket.write(reply);
        socket.disconnectFromHost();
    };
}

void pour(QTcpSocket &socket, const QByteArray &piece, qint64 total)
{
    const auto left = std::make_shared<qint64>(total);
    auto *const secured = qobject_cast<QSslSocket *>(&socket);
    const auto fill = [&socket, secured, piece, left] {
        const auto waiting = [&] {
            return socket.bytesToWrite() + (secured ? secured->encryptedBytesToWrite() : 0);
        };
        while (*left > 0 && waiting() < piece.size()) {
            socket.write(piece);
            *left -= piece.size();
        }
    };
    QObject::connect(&socket, &QTcpSocket::bytesWritten, &socket, fill);
    if (secured)
        QObject::connect(secured, &QSslSocket::encryptedBytesWritten, &socket, fill);
    fill();
}

void drip(QTcpSocket &socket, const QByteArray &piece)
{
    auto *timer = new QTimer(&socket);
    QObject::connect(timer, &QTimer::timeout, &socket, [&socket, piece] { socket.write(piece); });
    timer->start(std::chrono::milliseconds(20));
}
