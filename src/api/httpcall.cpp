#include "httpcall.h"

#include "requestrules.h"
#include "secret.h"
#include "sentoncedevice.h"
#include "tlsfault.h"
#include "wipedgrowth.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QSslConfiguration>

#include <algorithm>

namespace tc {

namespace {

/// What Qt may hold of a reply before it is read from the buffer.
constexpr qint64 readBufferBytes = 128 * 1024;
/// The room for a body whose length is not said.
constexpr qsizetype firstRoomBytes = 64 * 1024;

struct TransportText
{
    Q_DECLARE_TR_FUNCTIONS(HttpTransport)
};

bool isProxyError(QNetworkReply::NetworkError error)
{
    return error >= QNetworkReply::ProxyConnectionRefusedError && error <= QNetworkReply::UnknownProxyError;
}

/// Whether \a contentType is `application/json` or ends in `+json` (RFC 6839).
bool isJson(const QByteArray &contentType)
{
    const QByteArray type = contentType.split(';').constFirst().trimmed().toLower();
    return type == "application/json" || (type.startsWith("application/") && type.endsWith("+json"));
}

QString shownPath(const QUrl &url, const HttpRequestData &request)
{
    return request.shownTarget.isEmpty() ? url.path(QUrl::FullyEncoded)
                                         : QString::fromLatin1(request.shownTarget);
}

bool isDecimal(const QByteArray &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char character) {
        return character >= '0' && character <= '9';
    });
}

} // namespace

HttpCall::HttpCall(std::shared_ptr<QNetworkAccessManager> manager, QNetworkRequest prepared,
                   const HttpRequestData &request, const TransportLimits &limits, QByteArray credential)
    : m_limits(limits)
    , m_isRead(isRead(request.method))
    , m_isHead(request.method == "HEAD")
    , m_hasBody(!request.body.isEmpty())
    , m_credential(std::move(credential))
    , m_log(request.method, shownPath(prepared.url(), request), m_credential)
    , m_manager(std::move(manager))
    , m_headerGuard([this] { onDeadline(); })
{
    m_deadline.setSingleShot(true);
    m_deadline.callOnTimeout(this, &HttpCall::onDeadline);
    m_deadline.start(limits.deadline);
    start(std::move(prepared), request);
}

HttpCall::~HttpCall()
{
    drop();
    // With the reply gone these bytes are ours alone, so that they can be wiped.
    wipe(m_credential);
    wipe(m_body);
    if (m_outcome && m_outcome->has_value())
        wipe(m_outcome->value().body);
}

void HttpCall::start(QNetworkRequest prepared, const HttpRequestData &request)
{
    if (!isRead(request.method) || m_hasBody) {
        prepared.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
        m_upload = std::make_unique<SentOnceDevice>(request.body);
    }
    // As a custom request, Qt would wait for the body that a HEAD's reply has not.
    m_reply.reset(m_isHead ? m_manager->head(prepared)
                           : m_manager->sendCustomRequest(prepared, request.method, m_upload.get()));
    m_reply->setReadBufferSize(readBufferBytes);
    connect(m_reply.get(), &QNetworkReply::metaDataChanged, this, &HttpCall::onHeaders);
    connect(m_reply.get(), &QNetworkReply::readyRead, this, &HttpCall::onReadyRead);
    connect(m_reply.get(), &QNetworkReply::sslErrors, this, &HttpCall::onSslErrors);
    connect(m_reply.get(), &QNetworkReply::finished, this, &HttpCall::onReplyFinished);
}

void HttpCall::drop()
{
    if (m_reply)
        m_reply->disconnect(this);
    m_reply.reset();
    m_manager.reset();
}

void HttpCall::onHeaders()
{
    m_headerGuard.stop();
    if (m_outcome)
        return;
    if (auto fault = headerFault())
        settle(tl::unexpected(*std::move(fault)));
}

void HttpCall::onReadyRead()
{
    while (!m_outcome && m_reply->bytesAvailable() > 0) {
        const qint64 available = qMin(m_reply->bytesAvailable(), readBufferBytes);
        if (m_body.size() + available > m_limits.replyBytes) {
            settle(
                tl::unexpected(unreadable(TransportText::tr("The server’s answer is larger than allowed."))));
            return;
        }
        const qsizetype before = m_body.size();
        makeRoom(before + available);
        m_body.resize(before + available);
        const qint64 count = m_reply->read(m_body.data() + before, available);
        m_body.resize(before + qMax<qint64>(count, 0));
        if (count <= 0)
            return;
        m_scan.take(QByteArrayView(m_body).last(count));
    }
}

void HttpCall::makeRoom(qsizetype size)
{
    if (size <= m_body.capacity())
        return;
    bool isStated = false;
    const qsizetype stated = m_reply->rawHeader("Content-Length").trimmed().toLongLong(&isStated);
    const qsizetype wanted = isStated ? stated : qMax(firstRoomBytes, 2 * m_body.capacity());
    growWiped(m_body, qMax(size, qMin(wanted, m_limits.replyBytes)));
}

void HttpCall::onReplyFinished()
{
    onReadyRead();
    if (m_outcome)
        return;
    const bool hasStatus = status() > 0 && status() != 407 && !isProxyError(m_reply->error());
    const bool isErrorStatus = hasStatus && status() >= 400;
    const QNetworkReply::NetworkError code = m_reply->error();
    if (!hasStatus || (code != QNetworkReply::NoError && !isErrorStatus)) {
        settle(tl::unexpected(networkError()));
        return;
    }
    auto fault = headerFault();
    if (!fault)
        fault = bodyFault();
    if (fault && !isErrorStatus) {
        settle(tl::unexpected(*std::move(fault)));
        return;
    }
    // An error's status is told even where its body is of no use.
    if (fault || (isErrorStatus && !isJson(m_reply->rawHeader("Content-Type"))))
        wipe(m_body);
    settle(HttpReplyData {status(), m_reply->rawHeaderPairs(), std::exchange(m_body, {})});
}

void HttpCall::onSslErrors(const QList<QSslError> &errors)
{
    m_tlsErrors = errors; // only to say which: Qt ends the request
}

void HttpCall::onDeadline()
{
    settle(tl::unexpected(
        lost(ErrorKind::Deadline, TransportText::tr("The server did not answer within the time allowed."))));
}

int HttpCall::status() const
{
    return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

bool HttpCall::mayHaveLeft() const
{
    if (status() > 0)
        return true;
    if (m_hasBody)
        return m_upload->wasRead();
    // Qt does not tell when a request without a body left, so only what rules it out counts.
    switch (m_reply->error()) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return false;
    default:
        return true;
    }
}

std::optional<ApiError> HttpCall::headerFault() const
{
    if (status() >= 300 && status() < 400)
        return error(ErrorKind::Redirect,
                     TransportText::tr("The server pointed to another address. Nothing was sent there."));
    const QByteArray encoding = m_reply->rawHeader("Content-Encoding").trimmed().toLower();
    if (!encoding.isEmpty() && encoding != "identity")
        return unreadable(TransportText::tr("The server’s answer is compressed."));
    if (m_reply->hasRawHeader("Content-Length")) {
        // Qt joins a repeated field with a comma, which is no number either.
        const QByteArray length = m_reply->rawHeader("Content-Length").trimmed();
        if (!isDecimal(length))
            return unreadable(TransportText::tr("The server’s answer does not state its length properly."));
        bool fits = false;
        if (length.toLongLong(&fits) > m_limits.replyBytes || !fits)
            return unreadable(TransportText::tr("The server’s answer is larger than allowed."));
    }
    return std::nullopt;
}

std::optional<ApiError> HttpCall::bodyFault() const
{
    const bool mayHaveBody = !m_isHead && status() != 204 && status() != 304;
    if (mayHaveBody && m_reply->hasRawHeader("Content-Length")
        && m_reply->rawHeader("Content-Length").trimmed().toLongLong() != m_body.size())
        return lost(ErrorKind::Transport, TransportText::tr("The server’s answer was cut short."));
    if (m_body.isEmpty())
        return std::nullopt;
    if (!isJson(m_reply->rawHeader("Content-Type")))
        return unreadable(
            TransportText::tr("The answer is not JSON; a proxy or a sign-in page may have sent it."));
    if (m_scan.values() > m_limits.jsonValues)
        return unreadable(TransportText::tr("The server’s answer holds more values than allowed."));
    // Qt takes the end of the connection for the end of a body whose length was not said.
    if (!m_reply->hasRawHeader("Content-Length") && m_scan.isCutShort())
        return lost(ErrorKind::Transport, TransportText::tr("The server’s answer was cut short."));
    return std::nullopt;
}

ApiError HttpCall::error(ErrorKind kind, const QString &reason) const
{
    ApiError error;
    error.kind = kind;
    error.status = status();
    error.reason = reason;
    return error;
}

ApiError HttpCall::lost(ErrorKind kind, const QString &reason) const
{
    return error(!m_isRead && mayHaveLeft() ? ErrorKind::OutcomeUnknown : kind, reason);
}

ApiError HttpCall::unreadable(const QString &reason) const
{
    const bool wasDone = !m_isRead && status() >= 200 && status() < 300;
    return error(wasDone ? ErrorKind::OutcomeUnknown : ErrorKind::Protocol, reason);
}

ApiError HttpCall::networkError() const
{
    const QNetworkReply::NetworkError code = m_reply->error();
    if (code == QNetworkReply::ProxyAuthenticationRequiredError || status() == 407) {
        ApiError signIn = error(ErrorKind::Transport, TransportText::tr("The proxy asks for a sign-in."));
        signIn.status = 407; // also where a tunnel's answer does not become the reply's
        return signIn;
    }
    if (isProxyError(code))
        return lost(ErrorKind::Transport, TransportText::tr("The proxy cannot be reached."));
    switch (code) {
    case QNetworkReply::SslHandshakeFailedError:
        return tlsError();
    case QNetworkReply::ConnectionRefusedError:
        return lost(ErrorKind::Transport, TransportText::tr("The server refused the connection."));
    case QNetworkReply::HostNotFoundError:
        return lost(ErrorKind::Transport, TransportText::tr("The server’s name is not known."));
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
        return lost(ErrorKind::Protocol, TransportText::tr("The server’s answer is not HTTP."));
    case QNetworkReply::UnknownNetworkError:
        // With TLS 1.3 a server says only after our first request that it wants a client certificate, or
        // another one (RFC 8446 4.4.2.4); Qt has no error of its own for that alert.
        if (m_isRead && status() == 0 && !m_reply->sslConfiguration().peerCertificate().isNull())
            return tlsError();
        [[fallthrough]];
    default:
        return lost(ErrorKind::Transport,
                    status() > 0 ? TransportText::tr("The server’s answer was cut short.")
                                 : TransportText::tr("The connection broke before the server answered."));
    }
}

ApiError HttpCall::tlsError() const
{
    ErrorText text = certificateFault(m_tlsErrors);
    ApiError fault = lost(ErrorKind::Tls, text.sentence);
    fault.advice = text.nextStep;
    return fault;
}

void HttpCall::settle(Result<HttpReplyData> outcome)
{
    if (m_outcome)
        return;
    m_deadline.stop();
    m_headerGuard.stop();
    m_outcome.emplace(std::move(outcome));
    // From the event loop, so that the reply can be deleted and the handler may delete the call.
    QMetaObject::invokeMethod(this, &HttpCall::deliver, Qt::QueuedConnection);
}

void HttpCall::deliver()
{
    m_wasReached = mayHaveLeft();
    drop();
    wipe(m_credential);
    m_log.write(*m_outcome);
    finish(*std::exchange(m_outcome, std::nullopt));
}

} // namespace tc
