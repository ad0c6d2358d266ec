#include "credentialstore.h"

#include "origin.h"

namespace tc {

namespace {

/// One part of a key, without the separator, so that no two keys share a text.
QString part(const QString &text, const char *kept = "")
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text, kept));
}

// The key itself says application, host and account: Windows ignores QtKeychain's service.
const QLatin1String application("token-console");

QString entry(const QString &serviceId, const QString &place)
{
    return application + u'/' + part(serviceId) + u'/' + place;
}

} // namespace

CredentialKey CredentialKey::forOrigin(const QString &serviceId, const QUrl &baseUrl,
                                       const QString &environmentId, const QString &account)
{
    const Origin origin(baseUrl);
    if (!origin.isValid())
        return CredentialKey(QString());
    const QString environment
        = environmentId.isEmpty() ? QString() : QStringLiteral("/environment/") + part(environmentId);
    const QString whose = account.isEmpty() ? QString() : QStringLiteral("/account/") + part(account);
    return CredentialKey(entry(serviceId, part(origin.toString(), ":[]") + environment + whose));
}

CredentialKey CredentialKey::forInstance(const QString &serviceId, const QString &instanceId)
{
    if (instanceId.isEmpty())
        return CredentialKey(QString());
    return CredentialKey(entry(serviceId, QStringLiteral("instance/") + part(instanceId)));
}

CredentialKey CredentialKey::forToken(const QString &tokenId) const
{
    if (m_text.isEmpty())
        return *this;
    return CredentialKey(m_text + QStringLiteral("/token/") + part(tokenId));
}

} // namespace tc
