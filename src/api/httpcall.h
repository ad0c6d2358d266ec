#pragma once

#include "apilog.h"
#include "call.h"
#include "headerguard.h"
#include "httpmessage.h"
#include "httptransport.h"
#include "jsonscan.h"

#include <QNetworkReply>
#include <QNetworkRequest>
#include <QObject>
#include <QSslError>
#include <QTimer>

#include <memory>
#include <optional>

namespace tc {

class SentOnceDevice;

/// One HTTP exchange: sends, reads within the limits, and says what became of it. HttpTransport::send() tells
/// the outcomes.
class HttpCall final : public QObject, public Call<HttpReplyData>
{
public:
    /// \a manager is let go of when the call ends. \a credential is the header value that \a prepared holds
    /// too; it is wiped with the call.
    HttpCall(std::shared_ptr<QNetworkAccessManager> manager, QNetworkRequest prepared,
             const HttpRequestData &request, const TransportLimits &limits, QByteArray credential);
    ~HttpCall() override;

    /// Whether, as far as is known when it finished, a connection was made that the request could leave by.
    [[nodiscard]] bool wasReached() const { return m_wasReached; }

private:
    void start(QNetworkRequest prepared, const HttpRequestData &request);
    /// Lets go of the exchange, and of its connection where that is its own. That ends with its manager, here
    /// and now: with a deleteLater() its buffers would outlive the call.
    void drop();
    void onHeaders();
    void onReadyRead();
    void onReplyFinished();
    void onSslErrors(const QList<QSslError> &errors);
    void onDeadline();
    /// Makes room for a body of \a size bytes or, so that it seldom has to move, more.
    void makeRoom(qsizetype size);

    [[nodiscard]] int status() const;
    [[nodiscard]] bool mayHaveLeft() const;
    /// The header fields' verdict: whether the body may be read at all.
    [[nodiscard]] std::optional<ApiError> headerFault() const;
    /// The body's verdict, once it is whole.
    [[nodiscard]] std::optional<ApiError> bodyFault() const;
    /// What a lost or late answer means: \a kind, or OutcomeUnknown for a write that may have left.
    [[nodiscard]] ApiError lost(ErrorKind kind, const QString &reason) const;
    /// What an answer that cannot be read means: Protocol, or OutcomeUnknown for a write that was done by its
    /// status.
    [[nodiscard]] ApiError unreadable(const QString &reason) const;
    [[nodiscard]] ApiError error(ErrorKind kind, const QString &reason) const;
    [[nodiscard]] ApiError networkError() const;
    [[nodiscard]] ApiError tlsError() const;

    /// Keeps the outcome and hands it on from the event loop, once.
    void settle(Result<HttpReplyData> outcome);
    void deliver();

    TransportLimits m_limits;
    bool m_isRead;
    bool m_isHead;
    bool m_hasBody;
    bool m_wasReached = false;
    QByteArray m_credential;
    RequestLine m_log;
    QByteArray m_body;
    JsonScan m_scan; ///< of m_body
    std::shared_ptr<QNetworkAccessManager> m_manager; ///< declared before the reply, which it made
    std::unique_ptr<SentOnceDevice> m_upload; ///< declared before the reply, which reads from it
    std::unique_ptr<QNetworkReply> m_reply;
    QTimer m_deadline;
    QList<QSslError> m_tlsErrors;
    HeaderGuard m_headerGuard;
    std::optional<Result<HttpReplyData>> m_outcome;
};

} // namespace tc
