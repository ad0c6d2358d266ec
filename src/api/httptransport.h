#pragma once

#include "call.h"
#include "httpmessage.h"
#include "networkrequest.h"
#include "retrypolicy.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>

class QNetworkAccessManager;

namespace tc {

class Origin;

/// What a service means by a reply with status 429, 502, 503 or 504.
using RefusalReader = std::function<ApiError(const HttpReplyData &refusal)>;

/// What a transport allows at most.
struct TransportLimits
{
    /// From send() to the reply's last byte, connecting, all attempts and the waits between them included;
    /// not what the server asks to wait.
    std::chrono::milliseconds deadline {30'000};
    qsizetype replyBytes = 4 * 1024 * 1024; ///< of a reply's body
    qsizetype jsonValues = 100'000; ///< in a reply's body
    RetryPolicy retry; ///< of idempotent GET and HEAD requests; nothing else is ever sent again
};

/// The one place that speaks HTTP (1.1), and the only user of QNetworkAccessManager.
///
/// It follows no redirect, keeps no cookies and no cache, answers no authentication challenge, takes no
/// compressed reply, and sends a write once. Requests go to https, or http on a loopback literal, and never
/// leave their base URL.
///
/// Reads share the connections that are kept. A write has one to itself that ends with it: what its request
/// and its reply held, as a new token's secret, would stay in the buffers of a connection that is kept.
///
/// Idempotent reads are tried again by TransportLimits::retry. Where the server asks to wait (`Retry-After`,
/// RFC 9110 10.2.3, or what its RefusalReader finds; an hour at most), that is done instead, if somebody is
/// told (Call::onWaiting); if not, only as long as RetryPolicy::ceiling allows, and a longer one makes the
/// refusal the outcome.
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
    /// Reads through \a manager, whose proxy settings it replaces, until the first forgetConnections() or
    /// setTls().
    explicit HttpTransport(std::shared_ptr<QNetworkAccessManager> manager, TransportLimits limits = {});
    HttpTransport(const HttpTransport &) = delete;
    HttpTransport &operator=(const HttpTransport &) = delete;
    ~HttpTransport();

    [[nodiscard]] const TransportLimits &limits() const { return m_limits; }
    /// For calls started from now on.
    void setDeadline(std::chrono::milliseconds deadline) { m_limits.deadline = deadline; }
    /// For calls started from now on.
    void setRetryPolicy(const RetryPolicy &policy) { m_limits.retry = policy; }
    /// Where the waits between attempts get their share of chance: numbers in [0, 1).
    void setChance(std::function<double()> chance) { m_chance = std::move(chance); }

    /// What TLS needs at \a origin, and nowhere else: a client certificate is offered to no other server. For
    /// calls started from now on; connections that were kept, to whatever server, are forgotten.
    void setTls(const Origin &origin, const TlsSettings &settings);

    /// Ends the connections that are kept, whose buffers hold the credential of the last read. Reads under
    /// way go on, with all their attempts, and end theirs.
    void forgetConnections();

    /// Starts \a request below \a baseUrl, with \a credential, which is wiped as far as Qt shares it no
    /// more when the call ends. Destroying the call aborts the request and every wait. Without \a meaning, a
    /// refusal means what its status does.
    [[nodiscard]] CallPtr<HttpReplyData> send(const HttpRequestData &request, const QUrl &baseUrl,
                                              CredentialHeader credential = {}, RefusalReader meaning = {});

private:
    /// What reads share.
    [[nodiscard]] std::shared_ptr<QNetworkAccessManager> keptManager();

    TransportLimits m_limits;
    std::function<double()> m_chance;
    QHash<QString, TlsSettings> m_tls; ///< by origin
    std::shared_ptr<QNetworkAccessManager> m_manager; ///< made when first needed, so that start is cheap
};

} // namespace tc
