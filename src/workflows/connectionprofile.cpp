#include "connectionprofile.h"

#include "origin.h"

namespace tc {

namespace {

bool isLoopback(QUrl url)
{
    // Where plain http may carry a credential is where no network is in between.
    url.setScheme(QStringLiteral("http"));
    return mayCarryCredential(url);
}

} // namespace

bool ConnectionProfile::isProduction() const
{
    const ServiceEnvironment *environment = service->environment(environmentId);
    return environment && environment->production;
}

bool ConnectionProfile::takesAssumed() const
{
    return servesAssumed || isLocal() || isLoopback(baseUrl) || !service->environmentAt(baseUrl);
}

bool ConnectionProfile::mayManage() const
{
    return !service->assumed || takesAssumed();
}

bool ConnectionProfile::maySend(Operation operation) const
{
    const ServiceMapping mapping(service);
    return mapping.has(operation) && (mapping.isDocumented(operation) || takesAssumed());
}

bool ConnectionProfile::managesByDeclaration() const
{
    ConnectionProfile unsaid = *this;
    unsaid.servesAssumed = false;
    return mayManage() && !unsaid.mayManage();
}

bool ConnectionProfile::mayVerify() const
{
    const ServiceMapping mapping(service);
    return mapping.verificationCall() && (mapping.isVerificationDocumented() || takesAssumed());
}

bool ConnectionProfile::isSameConnectionAs(const ConnectionProfile &other) const
{
    const auto pathOf = [](const QUrl &url) {
        const QString path = url.path();
        return path.endsWith(u'/') ? path : path + u'/';
    };
    // The key holds the service and the origin.
    return workspace == other.workspace && credentialKey() == other.credentialKey()
        && isLocal() == other.isLocal() && (isLocal() || pathOf(baseUrl) == pathOf(other.baseUrl));
}

CredentialKey ConnectionProfile::credentialKey() const
{
    return keyFor(service->workspace.ownCredential ? workspace : QString());
}

CredentialKey ConnectionProfile::serverKey() const
{
    return keyFor({});
}

CredentialKey ConnectionProfile::keyFor(const QString &account) const
{
    if (isLocal())
        return CredentialKey::forInstance(service->id, localInstance);
    const ServiceEnvironment *const own = service->environment(environmentId);
    const bool shares = own && own->runsAt(baseUrl) && service->environmentAt(baseUrl) != own;
    return CredentialKey::forOrigin(service->id, baseUrl, shares ? environmentId : QString(), account);
}

} // namespace tc
