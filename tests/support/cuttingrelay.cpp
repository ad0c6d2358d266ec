#include "cuttingrelay.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QTimer>

namespace tc::test {

namespace {

/// The length of the whole message at the start of \a bytes, -1 where it is not complete.
qsizetype messageLength(const QByteArray &bytes)
{
    const qsizetype headEnd = bytes.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return -1;
    qsizetype body = 0;
    for (const QByteArray &line : bytes.first(headEnd).split('\n')) {
        if (line.toLower().startsWith("content-length:"))
            body = line.mid(line.indexOf(':') + 1).trimmed().toLongLong();
    }
    const qsizetype length = headEnd + 4 + body;
    return bytes.size() < length ? -1 : length;
}

QByteArray reply(const QByteArray &status, const QByteArray &type, const QByteArray &body)
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: " + type
        + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace

/// One connection of the console's, and the one it is passed on by.
class CuttingRelay::Line final : public QObject
{
public:
    Line(CuttingRelay &relay, qintptr handle)
        : QObject(&relay.m_lines)
        , m_relay(relay)
    {
        m_console.setSocketDescriptor(handle);
        connect(&m_console, &QTcpSocket::readyRead, this, &Line::onRequest);
        connect(&m_server, &QTcpSocket::readyRead, this, &Line::onReply);
        connect(&m_console, &QTcpSocket::disconnected, this, &QObject::deleteLater);
        connect(&m_server, &QTcpSocket::disconnected, this, [this] { m_console.disconnectFromHost(); });
        m_server.connectToHost(QHostAddress(QHostAddress::LocalHost), relay.m_port);
    }

    ~Line() override
    {
        m_console.disconnect(this);
        m_server.disconnect(this);
    }

private:
    void onRequest()
    {
        m_request += m_console.readAll();
        const qsizetype length = messageLength(m_request);
        if (length < 0)
            return;
        const QByteArray request = m_request.first(length);
        m_request.remove(0, length);
        m_method = request.first(request.indexOf(' '));
        m_relay.m_requests.append(request);
        m_fate = m_relay.take(m_method);
        if (m_fate == Fate::LostBefore)
            m_console.abort();
        else if (m_fate == Fate::Refused)
            m_console.write(reply("403 Forbidden", "application/json", "{}"));
        else if (m_fate == Fate::AskedToWait)
            m_console.write(reply("429 Too Many Requests\r\nRetry-After: 3", "application/json", "{}"));
        else if (m_fate != Fate::HeldBefore)
            m_server.write(request);
    }

    void onReply()
    {
        m_reply += m_server.readAll();
        const qsizetype length = messageLength(m_reply);
        if (length < 0)
            return;
        const QByteArray whole = m_reply.first(length);
        m_reply.remove(0, length);
        ++m_relay.m_answered[m_method];
        switch (m_fate) {
        case Fate::LostAfter:
            m_console.abort();
            break;
        case Fate::CutShort:
            m_console.write(whole.first(whole.size() / 2));
            m_console.disconnectFromHost();
            break;
        case Fate::Unreadable:
            m_console.write(reply("200 OK", "text/html", "<p>Signed in</p>"));
            break;
        case Fate::GatewayTimeout:
            m_console.write(reply("504 Gateway Timeout", "text/html", "<p>Too late</p>"));
            break;
        case Fate::HeldAfter:
            break;
        case Fate::Late:
            QTimer::singleShot(100, this, [this, whole] { m_console.write(whole); });
            break;
        default:
            m_console.write(whole);
        }
    }

    CuttingRelay &m_relay;
    QTcpSocket m_console;
    QTcpSocket m_server;
    QByteArray m_request;
    QByteArray m_reply;
    QByteArray m_method;
    Fate m_fate = Fate::Pass;
};

CuttingRelay::CuttingRelay(quint16 port)
    : m_port(port)
{
    if (!listen(QHostAddress(QHostAddress::LocalHost)))
        qFatal("cannot listen on loopback");
}

QUrl CuttingRelay::through(QUrl url) const
{
    url.setPort(serverPort());
    return url;
}

void CuttingRelay::setFate(const QByteArray &method, Fate fate, int times)
{
    m_fates.insert(method, {fate, times});
}

QList<QByteArray> CuttingRelay::requests(const QByteArray &method) const
{
    QList<QByteArray> found;
    for (const QByteArray &request : m_requests) {
        if (request.startsWith(method + ' '))
            found.append(request);
    }
    return found;
}

CuttingRelay::Fate CuttingRelay::take(const QByteArray &method)
{
    const auto planned = m_fates.find(method);
    if (planned == m_fates.end() || planned->second == 0)
        return Fate::Pass;
    if (planned->second > 0)
        --planned->second;
    ++m_met[planned->first];
    return planned->first;
}

void CuttingRelay::incomingConnection(qintptr handle)
{
    new Line(*this, handle);
}

} // namespace tc::test
