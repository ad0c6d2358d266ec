#pragma once

#include <QSslCertificate>
#include <QSslKey>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

/// Stands between the console and a real server on loopback, and cuts the connection where a test says.
class CuttingRelay : public QTcpServer
{
public:
    enum class Way { Request, Reply };
    enum class End {
        Close, ///< FIN
        Reset, ///< RST
    };

    /// Relays to \a port on 127.0.0.1.
    explicit CuttingRelay(quint16 port);
    ~CuttingRelay() override;

    /// Speaks TLS with \a certificate and \a key from now on; what is counted is still HTTP's bytes.
    void setTls(const QSslCertificate &certificate, const QSslKey &key);
    [[nodiscard]] QUrl url() const;

    /// Lets \a bytes more through in direction \a way and cuts the connection then. What comes later, on
    /// other connections, passes. 0 cuts when the first byte arrives here, so with 0 of a reply the server
    /// has answered.
    void cutAfter(Way way, qsizetype bytes, End end);

    /// What has passed in \a way since the last call of cutAfter().
    [[nodiscard]] qsizetype passed(Way way) const { return way == Way::Request ? m_requested : m_replied; }
    [[nodiscard]] bool isCutDue() const { return m_isCutDue; }
    [[nodiscard]] int connectionCount() const { return m_connectionCount; }

protected:
    void incomingConnection(qintptr handle) override;

private:
    void relay(QTcpSocket &client, QTcpSocket &server, Way way);
    void cut(QTcpSocket &client, QTcpSocket &server);

    quint16 m_port;
    QSslCertificate m_certificate;
    QSslKey m_key;
    bool m_isCutDue = false;
    Way m_way = Way::Request;
    End m_end = End::Close;
    qsizetype m_left = 0;
    qsizetype m_requested = 0;
    qsizetype m_replied = 0;
    int m_connectionCount = 0;
};
