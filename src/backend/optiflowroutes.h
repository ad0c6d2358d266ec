#pragma once

#include "ratelimiter.h"
#include "system.h"

namespace tc {

/// The OptiFlow API: the vendor's documented reading operations, and a management API for tokens that the
/// vendor does not publish and that is assumed here (resources/services/optiflow-api.md).
///
/// A customer (a tenant here) is told apart by the first label of the host name, or by the path; a token
/// works for its own alone. Tokens are those of Laravel Sanctum: `id|secret` with abilities.
class OptiflowRoutes final : public System
{
public:
    explicit OptiflowRoutes(const SystemParts &parts);

    /// Below "/optiflow/CUSTOMER", and below nothing for a customer in the host name; there below "/api/v1"
    /// and "/api".
    void addTo(Router &router) override;
    [[nodiscard]] QString basePath(const TokenOwner &owner) const override;
    /// Two customers: addOptiflowTenants().
    [[nodiscard]] StoreResult<bool> prepare() override;
    /// By "customer/address".
    [[nodiscard]] StoreResult<std::optional<TokenOwner>> ownerNamed(const QString &name) override;
    /// A token with the ability `*`.
    [[nodiscard]] StoreResult<IssuedToken> makeManagementToken(const QString &name,
                                                               const TokenOwner &owner) override;

private:
    struct Call
    {
        const ServerRequest &request;
        const StoredToken &caller;
        const Person &person;
        std::optional<Workspace> workspace; ///< the one that the request works in
        const QStringList &parameters;
    };
    using Operation = ServerResponse (OptiflowRoutes::*)(const Call &);
    struct Route
    {
        const char *method;
        const char *path;
        /// What caller and person need: "" nothing, "*" a token of every ability, else a permission that
        /// needs a workspace, too.
        const char *permission;
        Operation operation;
    };

    [[nodiscard]] ServerResponse guarded(const Route &route, const QString &tenant,
                                         const ServerRequest &request, const QStringList &parameters);
    [[nodiscard]] ServerResponse admitted(const Route &route, const StoredToken &caller,
                                          const ServerRequest &request, const QStringList &parameters);

    [[nodiscard]] ServerResponse listTokens(const Call &call);
    [[nodiscard]] ServerResponse createToken(const Call &call);
    [[nodiscard]] ServerResponse showToken(const Call &call);
    [[nodiscard]] ServerResponse showCurrentToken(const Call &call);
    [[nodiscard]] ServerResponse revokeToken(const Call &call);
    [[nodiscard]] ServerResponse revokeCurrentToken(const Call &call);
    [[nodiscard]] ServerResponse revokeAllTokens(const Call &call);
    [[nodiscard]] ServerResponse searchUsers(const Call &call);
    [[nodiscard]] ServerResponse listWorkspaces(const Call &call);
    [[nodiscard]] ServerResponse listRecords(const Call &call);

    /// The token that the path names, nothing where the caller has none such.
    [[nodiscard]] StoreResult<std::optional<StoredToken>> namedToken(const Call &call);
    [[nodiscard]] QJsonObject tokenJson(const StoredToken &stored) const;

    SystemParts m_parts;
    RateLimiter m_rates;
};

} // namespace tc
