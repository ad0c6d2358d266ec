#include "networkrequest.h"

#include <QSslConfiguration>

namespace tc {

namespace {

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
}

void setTls(QNetworkRequest &request, const TlsSettings &settings)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!settings.authorities.isEmpty())
        tls.setCaCertificates(settings.authorities);
    if (!settings.clientChain.isEmpty()) {
        tls.setLocalCertificateChain(settings.clientChain);
        tls.setPrivateKey(settings.clientKey);
    }
    request.setSslConfiguration(tls);
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

QNetworkRequest networkRequest(const QUrl &url, const HttpRequestData &request,
                               const CredentialHeader &credential, const TlsSettings &tls)
{
    QNetworkRequest prepared(url);
    setPolicies(prepared);
    if (url.scheme() == QLatin1String("https"))
        setTls(prepared, tls);
    setHeaders(prepared, request);
    if (!credential.first.isEmpty())
        prepared.setRawHeader(credential.first, credential.second);
    return prepared;
}

} // namespace tc
