#include "httptransport.h"

#include "httpcall.h"
#include "origin.h"
#include "readycall.h"
#include "requestrules.h"
#include "secret.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QNetworkRequest>
#include <QSslConfiguration>

#include <algorithm>

namespace tc {

namespace {

struct TransportText
{
    Q_DECLARE_TR_FUNCTIONS(HttpTransport)
};

/// The system's proxies, except for plain http: that goes to loopback only, and a proxy could read it.
class ProxyChoice final : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        if (query.url().scheme() != QLatin1String("https"))
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        return QNetworkProxyFactory::proxyForQuery(query);
    }
};

CallPtr<HttpReplyData> refusedCall(const QString &reason)
{
    ApiError error;
    error.kind = ErrorKind::InvalidInput;
    error.reason = reason;
    return readyCall<HttpReplyData>(tl::unexpected(error));
}

bool isMethod(const QByteArray &method)
{
    return !method.isEmpty()
        && std::all_of(method.begin(), method.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

void setPolicies(QNetworkRequest &request)
{
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
    // HTTP/2 in 6.4 hangs and fails on record: QTBUG-111417, QTBUG-143926.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);

    if (request.url().scheme() == QLatin1String("https")) {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setProtocol(QSsl::TlsV1_2OrLater);
        tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
        request.setSslConfiguration(tls);
    }
}

void setHeaders(QNetworkRequest &request, const HttpRequestData &data)
{
    // identity keeps Qt from unpacking, and HttpCall refuses what is packed all the same.
    request.setRawHeader("Accept-Encoding", "identity");
    request.setRawHeader("User-Agent", "TokenConsole/" TC_VERSION);
    request.setRawHeader("Accept", "application/json, application/problem+json");
    if (!data.body.isEmpty())
        request.setRawHeader("Content-Type", "application/json");
    for (const auto &[name, value] : data.headers)
        request.setRawHeader(name, value);
}

} // namespace

HttpTransport::HttpTransport(TransportLimits limits)
    : m_limits(limits)
{
}

HttpTransport::HttpTransport(std::unique_ptr<QNetworkAccessManager> manager, TransportLimits limits)
    : m_limits(limits)
    , m_manager(std::move(manager))
{
    m_manager->setProxyFactory(new ProxyChoice);
}

HttpTransport::~HttpTransport() = default;

QNetworkAccessManager &HttpTransport::manager()
{
    if (!m_manager) {
        m_manager = std::make_unique<QNetworkAccessManager>();
        m_manager->setProxyFactory(new ProxyChoice);
    }
    return *m_manager;
}

CallPtr<HttpReplyData> HttpTransport::send(const HttpRequestData &request, const QUrl &baseUrl,
                                           CredentialHeader credential)
{
    const auto url = requestUrl(baseUrl, request.target);
    const bool hasCredential = !credential.first.isEmpty();
    const bool credentialIsSendable
        = !hasCredential || (isHeaderName(credential.first) && isCredentialValue(credential.second));
    if (!url || !credentialIsSendable || !isMethod(request.method) || !areSendable(request.headers)) {
        wipe(credential.second);
        if (!url)
            return readyCall<HttpReplyData>(tl::unexpected(url.error()));
        return refusedCall(credentialIsSendable
                               ? TransportText::tr("The request holds characters that must not be sent.")
                               : TransportText::tr("The token holds characters that no token may hold."));
    }

    QNetworkRequest prepared(*url);
    setPolicies(prepared);
    setHeaders(prepared, request);
    if (hasCredential)
        prepared.setRawHeader(credential.first, credential.second);
    return std::make_unique<HttpCall>(manager(), std::move(prepared), request, m_limits,
                                      std::move(credential.second));
}

} // namespace tc
