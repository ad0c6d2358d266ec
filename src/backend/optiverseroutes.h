#pragma once

#include "ratelimiter.h"
#include "system.h"

namespace tc {

/// The Optiverse API: the vendor's documented reading operations, and a management API for the user's key
/// that the vendor does not publish and that is assumed here (resources/services/optiverse-api.md).
///
/// A user (a tenant here) has at most one active key. What is somebody else's is answered as if it were not
/// there. Keys are managed with the session of the user's profile, since a key could not outlive its own
/// replacement.
class OptiverseRoutes final : public System
{
public:
    explicit OptiverseRoutes(const SystemParts &parts);

    /// Below "/optiverse/external-api", and below "/external-api" as at the vendor's.
    void addTo(Router &router) override;
    [[nodiscard]] QString basePath(const TokenOwner &owner) const override;
    /// Two users.
    [[nodiscard]] StoreResult<bool> prepare() override;
    /// By the user's address.
    [[nodiscard]] StoreResult<std::optional<TokenOwner>> ownerNamed(const QString &name) override;
    /// A profile session.
    [[nodiscard]] StoreResult<IssuedToken> makeManagementToken(const QString &name,
                                                               const TokenOwner &owner) override;

private:
    /// What an operation wants to be called with.
    enum class Need {
        Profile, ///< a profile session
        Key, ///< an API key, at most once in three minutes
    };

    struct Call
    {
        const ServerRequest &request;
        const StoredToken &caller;
        const QStringList &parameters;
    };
    using Operation = ServerResponse (OptiverseRoutes::*)(const Call &);

    [[nodiscard]] ServerResponse guarded(Need need, Operation operation, const ServerRequest &request,
                                         const QStringList &parameters);

    [[nodiscard]] ServerResponse listKeys(const Call &call);
    [[nodiscard]] ServerResponse createKey(const Call &call);
    [[nodiscard]] ServerResponse deleteKey(const Call &call);
    [[nodiscard]] ServerResponse listRecords(const Call &call);
    [[nodiscard]] ServerResponse listTemplates(const Call &call);
    [[nodiscard]] ServerResponse listSummaries(const Call &call);

    SystemParts m_parts;
    RateLimiter m_polls;
};

} // namespace tc
