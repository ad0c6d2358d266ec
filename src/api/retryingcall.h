#pragma once

#include "call.h"
#include "httptransport.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace tc {

class HttpCall;

/// A read, tried again where what it failed for may pass: no connection or a broken one, 429, 502, 503 and
/// 504. Its waits grow by RetryPolicy; a longer one that the server asks for is kept, see HttpTransport.
class RetryingCall final : public Call<HttpReplyData>
{
public:
    /// A read that may be sent, to its \a url.
    struct Read
    {
        QUrl url;
        HttpRequestData request;
        CredentialHeader credential; ///< wiped when the call ends
        TlsSettings tls;
    };

    /// \a manager is let go of when the call ends. \a chance gives numbers in [0, 1). \a meaning may be null.
    RetryingCall(std::shared_ptr<QNetworkAccessManager> manager, Read read, const TransportLimits &limits,
                 std::function<double()> chance, RefusalReader meaning);
    ~RetryingCall() override;

    void onWaiting(ServerWaitHandler handler) override { m_waiting = std::move(handler); }

private:
    struct Wait
    {
        std::chrono::milliseconds length;
        bool isAsked; ///< by the server: outside of the deadline, and told
    };

    void attempt();
    void onOutcome(Result<HttpReplyData> outcome);
    void onWaited();
    /// What to wait before \a outcome is tried again; none where it is the last word.
    [[nodiscard]] std::optional<Wait> waitAfter(const Result<HttpReplyData> &outcome) const;
    [[nodiscard]] ApiError meaningOf(const HttpReplyData &refusal) const;
    /// What \a refusal asks to wait; 0 where it does not.
    [[nodiscard]] std::chrono::milliseconds askedWait(const HttpReplyData &refusal) const;
    /// Tells of \a wait, and may be gone afterwards.
    void tell(const std::optional<ServerWait> &wait) const;

    std::shared_ptr<QNetworkAccessManager> m_manager;
    Read m_read;
    TransportLimits m_limits;
    std::function<double()> m_chance;
    RefusalReader m_meaning;
    ServerWaitHandler m_waiting;
    int m_attempts = 0;
    QElapsedTimer m_sinceStart;
    QDeadlineTimer m_deadline;
    std::chrono::milliseconds m_left {0}; ///< of the deadline, while the server has us wait
    bool m_isAskedToWait = false;
    QTimer m_wait;
    std::unique_ptr<HttpCall> m_attempt;
};

} // namespace tc
