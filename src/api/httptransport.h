#pragma once

#include "call.h"
#include "httpmessage.h"

#include <QUrl>

#include <chrono>
#include <memory>
#include <utility>

class QNetworkAccessManager;

namespace tc {

/// A credential's header field, as ServiceMapping::credentialHeader() gives it; an empty name for none.
using CredentialHeader = std::pair<QByteArray, QByteArray>;

/// What a transport allows at most.
struct TransportLimits
{
    std::chrono::milliseconds deadline {30'000}; ///< from send() to the reply's last byte
    qsizetype replyBytes = 4 * 1024 * 1024; ///< of a reply's body
    qsizetype jsonValues = 100'000; ///< in a reply's body
};

/// The one place that speaks HTTP (1.1), and the only user of QNetworkAccessManager.
///
/// It follows no redirect, keeps no cookies and no cache, answers no authentication challenge, takes no
/// compressed reply, and sends a write once. Requests go to https, or http on a loopback literal, and never
/// leave their base URL.
///
/// A call gives the reply whatever its status is, 3xx aside. ErrorKind::Transport, Deadline, Tls, Redirect
/// (3xx), Protocol (a reply that cannot be JSON: other content type, other encoding, too large) or
/// InvalidInput (refused before anything was sent) otherwise; OutcomeUnknown where a request that
/// is no read may have left and its answer was lost or late, or says 2xx and cannot be read. An error reply
/// whose body is not JSON comes with an empty body: its status says enough.
class HttpTransport
{
public:
    explicit HttpTransport(TransportLimits limits = {});
    /// Uses \a manager, whose proxy settings it replaces.
    explicit HttpTransport(std::unique_ptr<QNetworkAccessManager> manager, TransportLimits limits = {});
    HttpTransport(const HttpTransport &) = delete;
    HttpTransport &operator=(const HttpTransport &) = delete;
    ~HttpTransport();

    [[nodiscard]] const TransportLimits &limits() const { return m_limits; }
    /// For calls started from now on.
    void setDeadline(std::chrono::milliseconds deadline) { m_limits.deadline = deadline; }

    /// Starts \a request below \a baseUrl, with \a credential, which is wiped as far as Qt shares it no
    /// more when the call ends. The transport must outlive the call; destroying the call aborts the request.
    [[nodiscard]] CallPtr<HttpReplyData> send(const HttpRequestData &request, const QUrl &baseUrl,
                                              CredentialHeader credential = {});

private:
    QNetworkAccessManager &manager();

    TransportLimits m_limits;
    std::unique_ptr<QNetworkAccessManager> m_manager; ///< made when first needed, so that start is cheap
};

} // namespace tc
