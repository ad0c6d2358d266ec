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
    /// The user says that this server serves the operations that the vendor does not document.
    bool servesAssumed = false;

    [[nodiscard]] bool isLocal() const { return !localInstance.isEmpty(); }
    /// Whether the server is one that the service calls production.
    [[nodiscard]] bool isProduction() const;
    /// Whether the service's operations may be sent there. Assumed ones go to a host of the vendor's own only
    /// where servesAssumed; the embedded backend, loopback and servers that the description does not name are
    /// none.
    [[nodiscard]] bool mayManage() const;
    /// Whether it may manage by the user's word (servesAssumed) alone.
    [[nodiscard]] bool managesByDeclaration() const;
    /// Whether the harmless call that verifies a token may be sent there: likewise, and false where the
    /// service has none.
    [[nodiscard]] bool mayVerify() const;
    /// The keychain entry of the user's token.
    [[nodiscard]] CredentialKey credentialKey() const;

private:
    /// Whether operations may be sent there that the vendor does not document.
    [[nodiscard]] bool takesAssumed() const;
};

} // namespace tc
