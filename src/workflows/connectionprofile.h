#pragma once

#include "credentialstore.h"
#include "servicedescription.h"

#include <QUrl>

#include <memory>

namespace tc {

/// Which service at which server a connection goes to; everything but the credential.
struct ConnectionProfile
{
    std::shared_ptr<const ServiceDescription> service;
    QUrl baseUrl; ///< absolute
    QString environmentId; ///< "" where the base URL belongs to none of the service's environments
    QString workspace; ///< "" for the server's default
    QString localInstance; ///< instance id of the embedded backend's database; "" for any other server

    [[nodiscard]] bool isLocal() const { return !localInstance.isEmpty(); }
    /// Whether the server is one that the service calls production.
    [[nodiscard]] bool isProduction() const;
    /// The keychain entry of the user's token.
    [[nodiscard]] CredentialKey credentialKey() const;
};

} // namespace tc
