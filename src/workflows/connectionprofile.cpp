#include "connectionprofile.h"

namespace tc {

bool ConnectionProfile::isProduction() const
{
    const ServiceEnvironment *environment = service->environment(environmentId);
    return environment && environment->production;
}

CredentialKey ConnectionProfile::credentialKey() const
{
    return isLocal() ? CredentialKey::forInstance(service->id, localInstance)
                     : CredentialKey::forOrigin(service->id, baseUrl);
}

} // namespace tc
