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

bool ConnectionProfile::mayManage() const
{
    return !service->assumed || servesAssumed || isLocal() || isLoopback(baseUrl)
        || !service->environmentAt(baseUrl);
}

CredentialKey ConnectionProfile::credentialKey() const
{
    return isLocal() ? CredentialKey::forInstance(service->id, localInstance)
                     : CredentialKey::forOrigin(service->id, baseUrl);
}

} // namespace tc
