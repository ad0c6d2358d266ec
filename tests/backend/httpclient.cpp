#include "httpclient.h"

#include <QJsonDocument>

namespace tc::test {

namespace {

constexpr int patience = 30'000;

} // namespace

QJsonObject Reply::json() const
{
    return QJsonDocument::fromJson(body).object();
}

QString Reply::code() const
{
    return json().value(QLatin1String("code")).toString();
}

HttpClient::HttpClient(quint16 port, const QHostAddress &source)
    : m_port(port)
    , m_source(source)
{
}

bool HttpClient::connectNow()
{
    if (m_socket.state() == QAbstractSocket::ConnectedState)
        return true;
    m_socket.abort();
    return m_socket.bind(m_source)
        && (m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port), true)
        && m_socket.waitForConnected(patience);
}

std::optional<Reply> HttpClient::send(const QByteArray &method, const QByteArray &target,
                                      const Headers &headers, const QByteArray &body)
{
    QByteArray request = method + ' ' + target + " HTTP/1.1\r\nHost: backend\r\n";
    for (const auto &[name, value] : headers)
        request += name + ": " + value + "\r\n";
    if (!body.isEmpty())
        request += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return sendRaw(request + "\r\n" + body, method == "HEAD");
}

std::optional<Reply> HttpClient::sendRaw(const QByteArray &bytes, bool headOnly)
{
    if (!connectNow())
        return std::nullopt;
    m_socket.write(bytes);
    return readReply(headOnly);
}

std::optional<Reply> HttpClient::readReply(bool headOnly)
{
    QByteArray received;
    qsizetype headEnd = -1;
    while ((headEnd = received.indexOf("\r\n\r\n")) < 0) {
        if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(patience))
            return std::nullopt;
        received += m_socket.readAll();
    }
    Reply reply;
    const QByteArrayList lines = received.first(headEnd).split('\n');
    reply.status = lines.first().split(' ').value(1).toInt();
    for (const QByteArray &line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        reply.headers.insert(line.first(colon).toLower(), line.sliced(colon + 1).trimmed());
    }
    reply.body = received.sliced(headEnd + 4);
    const qsizetype length = headOnly ? 0 : reply.headers.value("content-length", "0").toLongLong();
    while (reply.body.size() < length) {
        if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(patience))
            return std::nullopt;
        reply.body += m_socket.readAll();
    }
    if (reply.headers.value("connection") == "close")
        m_socket.abort();
    return reply;
}

Headers bearer(const QByteArray &secret, Headers more)
{
    more.emplace_back("Authorization", "Bearer " + secret);
    return more;
}

} // namespace tc::test
