#pragma once

#include "credentialstore.h"
#include "servicedescription.h"
#include "servicemapping.h"

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
    /// Whether \a operation is the service's, and may be sent there: likewise, where it is assumed.
    [[nodiscard]] bool maySend(Operation operation) const;
    /// Whether it may manage by the user's word (servesAssumed) alone.
    [[nodiscard]] bool managesByDeclaration() const;
    /// Whether the harmless call that verifies a token may be sent there: likewise, and false where the
    /// service has none.
    [[nodiscard]] bool mayVerify() const;
    /// The keychain entry of the user's token. Where environments of the service share an origin (test keys
    /// on production's host), each has an entry of its own: the first of them, as ever, the origin's, each
    /// other one with its id besides. So has each workspace that a token belongs to by the service's word
    /// (WorkspaceUse::ownCredential); elsewhere they do not count: where the user chooses one, the token
    /// works in all that its user may; where it belongs to a tenant, that is its host's own.
    [[nodiscard]] CredentialKey credentialKey() const;
    /// The same but for workspaces: what is kept of the server (or of an environment there) for all accounts.
    [[nodiscard]] CredentialKey serverKey() const;

    /// Whether both are what a user takes for one connection: the same place, workspace and keychain entry.
    [[nodiscard]] bool isSameConnectionAs(const ConnectionProfile &other) const;

private:
    [[nodiscard]] CredentialKey keyFor(const QString &account) const;
    /// Whether operations may be sent there that the vendor does not document.
    [[nodiscard]] bool takesAssumed() const;
};

} // namespace tc
