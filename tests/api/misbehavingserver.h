#pragma once

#include <QByteArray>
#include <QHash>
#include <QHostAddress>
#include <QList>
#include <QSslCertificate>
#include <QSslKey>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>

/// An HTTP server on loopback that does to each request whatever a test tells it, well-formed or not.
class MisbehavingServer : public QTcpServer
{
public:
    /// Gets the connection and the whole request, as it came over the wire.
    using Behaviour = std::function<void(QTcpSocket &, const QByteArray &)>;

    /// Listens on \a address, which is a loopback one.
    explicit MisbehavingServer(Behaviour behaviour,
                               const QHostAddress &address = QHostAddress(QHostAddress::LocalHost));
    ~MisbehavingServer() override;

    /// Speaks TLS with \a certificate and \a key from now on, and says that it knows HTTP/2, which it does
    /// not.
    void setTls(const QSslCertificate &certificate, const QSslKey &key);

    /// Asks for a client certificate from \a authority, and takes none as well.
    void askForCertificate(const QSslCertificate &authority) { m_clientAuthority = authority; }
    /// The same, and breaks off where there is none.
    void requireCertificate(const QSslCertificate &authority)
    {
        m_clientAuthority = authority;
        m_requiresCertificate = true;
    }

    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/api/v1")) const;
    /// Whole requests so far, in order.
    [[nodiscard]] const QList<QByteArray> &requests() const { return m_requests; }
    /// Bytes received so far, of whole and of half requests, decrypted.
    [[nodiscard]] qint64 receivedBytes() const { return m_receivedBytes; }
    [[nodiscard]] int connectionCount() const { return m_connectionCount; }

protected:
    void incomingConnection(qintptr handle) override;

private:
    void onReadyRead(QTcpSocket *socket);

    Behaviour m_behaviour;
    QSslCertificate m_certificate;
    QSslKey m_key;
    QSslCertificate m_clientAuthority;
    bool m_requiresCertificate = false;
    QHash<QTcpSocket *, QByteArray> m_pending;
    QList<QByteArray> m_requests;
    qint64 m_receivedBytes = 0;
    int m_connectionCount = 0;
};

/// A reply with \a body and its length; \a headers are whole lines, each ending in CRLF.
QByteArray httpReply(const QByteArray &status, const QByteArray &headers, const QByteArray &body);

/// Answers with \a reply and keeps the connection.
MisbehavingServer::Behaviour answering(const QByteArray &reply);
/// Answers with \a reply and closes the connection.
MisbehavingServer::Behaviour answeringThenClosing(const QByteArray &reply);

/// Keeps \a socket's buffer filled with \a piece until \a total bytes were written.
void pour(QTcpSocket &socket, const QByteArray &piece, qint64 total);
/// Writes \a piece every 20 ms for as long as the connection lives.
void drip(QTcpSocket &socket, const QByteArray &piece);
