#pragma once

#include "../api/testcertificates.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QTcpServer>

namespace tc::test {

/// Plays every host of every vendor, over TLS and under their own names, and notes what arrives: the proxy of
/// the whole process for as long as it lives, so that nothing leaves the machine.
///
/// A host with a server behind it passes requests on to that; any other answers 404.
class VendorHosts final : public QTcpServer
{
    Q_OBJECT

public:
    struct Request
    {
        QString host;
        QByteArray method;
        QByteArray target; ///< path and query
        QByteArray credential; ///< of the field Authorization, or X-API-Key; "" where there is none
    };

    VendorHosts();
    ~VendorHosts() override;

    /// Whether there are certificates to show.
    [[nodiscard]] bool isReady() const { return !m_certificates.authority().isNull(); }
    /// Passes what arrives for \a host below the path of \a from on to the server at \a to.
    void passOn(const QUrl &from, const QUrl &to);
    /// Whole requests so far, in order.
    [[nodiscard]] const QList<Request> &requests() const { return m_requests; }

protected:
    void incomingConnection(qintptr handle) override;

private:
    class Line;

    struct Server
    {
        QByteArray path; ///< at the vendor, which the server has another for
        QUrl url;
    };

    [[nodiscard]] TestCertificates::Identity identityOf(const QString &host);

    TestCertificates m_certificates;
    TrustedAuthority m_trust;
    QHash<QString, TestCertificates::Identity> m_identities; ///< by host
    QHash<QString, Server> m_servers; ///< by host
    QList<Request> m_requests;
    QObject m_lines; ///< parent of the lines, which reach for the members above until they end
};

} // namespace tc::test
