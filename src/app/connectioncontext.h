#pragma once

#include "clock.h"
#include "connectionprofile.h"
#include "credentialstore.h"
#include "tokenidindex.h"

#include <QList>
#include <QString>

#include <functional>
#include <memory>

namespace tc {

class HttpTransport;
class OwnCertificates;

/// What connections work with; all of it must outlive them.
struct ConnectionContext
{
    const QList<std::shared_ptr<const ServiceDescription>> &services;
    HttpTransport &transport;
    OwnCertificates &certificates; ///< of the same transport
    CredentialStore &store;
    const Clock &clock;
    /// Where it is remembered which tokens' secrets a connection saved.
    std::function<TokenIdIndex(const CredentialKey &)> savedTokenIndex;
    /// Where it is remembered which tokens' secrets nobody confirmed as stored.
    std::function<TokenIdIndex(const CredentialKey &)> unconfirmedTokenIndex;
    /// Told of every connection that was made or chosen, to list it, and to start with it, next time.
    std::function<void(const ConnectionProfile &)> remember;
    /// Whether the user said before that this server serves what the vendor does not document.
    std::function<bool(const ConnectionProfile &)> servesAssumed;
    /// Told when the user says so, or takes it back.
    std::function<void(const ConnectionProfile &, bool serves)> rememberServesAssumed;
    /// The file of the inventory that the user keeps of a connection's tokens.
    std::function<QString(const CredentialKey &)> inventoryPath;
    /// The workspaces that the user worked in at a server before, the latest first.
    std::function<QStringList(const ConnectionProfile &)> usedWorkspaces = {};
    /// Told of every connection that is not to be listed any more.
    std::function<void(const ConnectionProfile &)> forget = {};
    /// Told of every one that was the last to its server (ConnectionProfile::serverKey()): what is remembered
    /// of that is of no use any more.
    std::function<void(const ConnectionProfile &)> forgetServer = {};
    /// Those that are to be listed next time, another console's with the same data among them.
    std::function<QList<ConnectionProfile>()> saved = {};
};

} // namespace tc
