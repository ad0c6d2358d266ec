#include "httptransport.h"

#include "httpcall.h"
#include "origin.h"
#include "readycall.h"
#include "requestrules.h"
#include "retryingcall.h"
#include "secret.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QRandomGenerator>
#include <QSslConfiguration>

#include <algorithm>

namespace tc {

namespace {

struct TransportText
{
    Q_DECLARE_TR_FUNCTIONS(HttpTransport)
};

/// The system's proxies, except for plain http: that goes to loopback only, and a proxy could read it. For
/// loopback Qt takes DefaultProxy for no proxy. It is not called NoProxy, since Qt 6.4 then reads from an
/// unbuffered socket, and goes on with one chunk for as long as more of it arrives, whatever the read
/// buffer's size.
class ProxyChoice final : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        if (query.url().scheme() != QLatin1String("https"))
            return {QNetworkProxy(QNetworkProxy::DefaultProxy)};
        return QNetworkProxyFactory::proxyForQuery(query);
    }
};

std::shared_ptr<QNetworkAccessManager> makeManager()
{
    auto manager = std::make_shared<QNetworkAccessManager>();
    manager->setProxyFactory(new ProxyChoice);
    return manager;
}

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

double anyChance()
{
    return QRandomGenerator::global()->generateDouble();
}

} // namespace

HttpTransport::HttpTransport(TransportLimits limits)
    : m_limits(limits)
    , m_chance(anyChance)
{
}

HttpTransport::HttpTransport(std::shared_ptr<QNetworkAccessManager> manager, TransportLimits limits)
    : m_limits(limits)
    , m_chance(anyChance)
    , m_manager(std::move(manager))
{
    m_manager->setProxyFactory(new ProxyChoice);
}

HttpTransport::~HttpTransport() = default;

std::shared_ptr<QNetworkAccessManager> HttpTransport::keptManager()
{
    if (!m_manager)
        m_manager = makeManager();
    return m_manager;
}

void HttpTransport::forgetConnections()
{
    // Not QNetworkAccessManager::clearConnectionCache(): that would end calls under way without an answer.
    m_manager.reset();
}

void HttpTransport::setTls(const Origin &origin, const TlsSettings &settings)
{
    TlsSettings all = settings;
    // With authorities of one's own Qt no longer loads the system's when it needs them; they are on disk.
    if (!all.authorities.isEmpty())
        all.authorities = QSslConfiguration::systemCaCertificates() + all.authorities;
    m_tls.insert(origin.toString(), all);
    // Connections that are kept were made with what was set before.
    forgetConnections();
}

CallPtr<HttpReplyData> HttpTransport::send(const HttpRequestData &request, const QUrl &baseUrl,
                                           CredentialHeader credential, RefusalReader meaning)
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

    const TlsSettings tls = m_tls.value(Origin(*url).toString());
    // A read that does more than read, as one that is paid for, is the user's to repeat.
    if (isRead(request.method) && request.idempotent)
        return std::make_unique<RetryingCall>(keptManager(),
                                              RetryingCall::Read {*url, request, std::move(credential), tls},
                                              m_limits, m_chance, std::move(meaning));
    QNetworkRequest prepared = networkRequest(*url, request, credential, tls);
    return std::make_unique<HttpCall>(isRead(request.method) ? keptManager() : makeManager(),
                                      std::move(prepared), request, m_limits, std::move(credential.second));
}

} // namespace tc
