#pragma once

#include "ratelimiter.h"
#include "system.h"

namespace tc {

/// The Optimaite API: the vendor's documented reading operations, and a management API for keys that the
/// vendor does not publish and that is assumed here (resources/services/optimaite-api.md).
///
/// A key belongs to one workspace (a tenant here), sees nothing of the others, and may do what its scopes
/// say. `opt_test_` keys see sandbox data.
class OptimaiteRoutes final : public System
{
public:
    explicit OptimaiteRoutes(const SystemParts &parts);

    /// Below "/optimaite/api/v1", and below "/api/v1" as at the vendor's.
    void addTo(Router &router) override;
    [[nodiscard]] QString basePath(const TokenOwner &owner) const override;
    /// Two workspaces whose subscriptions are active, and one whose is not.
    [[nodiscard]] StoreResult<bool> prepare() override;
    /// By the workspace's id.
    [[nodiscard]] StoreResult<std::optional<TokenOwner>> ownerNamed(const QString &name) override;
    [[nodiscard]] StoreResult<IssuedToken> makeManagementToken(const QString &name,
                                                               const TokenOwner &owner) override;

private:
    struct Call
    {
        const ServerRequest &request;
        const StoredToken &caller;
        const QStringList &parameters;
    };
    using Operation = ServerResponse (OptimaiteRoutes::*)(const Call &);

    /// \a scope is what the caller's key needs, "" for none.
    [[nodiscard]] ServerResponse guarded(const QString &scope, Operation operation,
                                         const ServerRequest &request, const QStringList &parameters);
    /// The first of the plan's limits that this request of \a caller exceeds, or how the minute stands.
    [[nodiscard]] std::optional<RateState> countRequest(const QString &tokenId);

    [[nodiscard]] ServerResponse listKeys(const Call &call);
    [[nodiscard]] ServerResponse createKey(const Call &call);
    [[nodiscard]] ServerResponse showKey(const Call &call);
    [[nodiscard]] ServerResponse showCurrentKey(const Call &call);
    [[nodiscard]] ServerResponse revokeKey(const Call &call);
    [[nodiscard]] ServerResponse listRecords(const Call &call);

    /// The key that the path names, nothing where the caller's workspace has none such.
    [[nodiscard]] StoreResult<std::optional<StoredToken>> namedKey(const Call &call);
    [[nodiscard]] QJsonObject keyJson(const StoredToken &stored) const;

    SystemParts m_parts;
    RateLimiter m_minute;
    RateLimiter m_day;
    RateLimiter m_second;
};

} // namespace tc
