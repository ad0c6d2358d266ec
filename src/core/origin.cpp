#include "origin.h"

#include "iprange.h"

namespace tc {

namespace {

bool isLoopbackLiteral(const QString &host)
{
    if (host == QLatin1String("::1"))
        return true;
    static const IpRange loopback = IpRange::network(0x7f000000, 8);
    const auto address = IpRange::parse(host, IpVersions::V4);
    return address && address->isOneAddress() && loopback.contains(*address);
}

bool isHttp(const QUrl &url)
{
    return url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
}

} // namespace

Origin::Origin(const QUrl &url)
{
    if (!isAbsoluteHttpUrl(url))
        return;
    const int port = url.port(url.scheme() == QLatin1String("https") ? 443 : 80);
    const QString host = url.host(QUrl::FullyEncoded).toLower();
    m_text = QStringLiteral("%1://%2:%3")
                 .arg(url.scheme(), host.contains(u':') ? u'[' + host + u']' : host)
                 .arg(port);
}

bool mayCarryCredential(const QUrl &url)
{
    if (!isAbsoluteHttpUrl(url) || !url.userInfo().isEmpty())
        return false;
    return url.scheme() == QLatin1String("https") || isLoopbackLiteral(url.host());
}

bool isAbsoluteHttpUrl(const QUrl &url)
{
    return url.isValid() && isHttp(url) && !url.host().isEmpty();
}

} // namespace tc
