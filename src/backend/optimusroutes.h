#pragma once

#include "bearercheck.h"
#include "lastuses.h"
#include "ratelimiter.h"
#include "router.h"
#include "tokensecret.h"

namespace tc {

/// How the secrets of Optimus look.
inline constexpr SecretFormat optimusSecretFormat {"tok_optimus_", 40, 6};

/// The Optimus API: the vendor's documented VAT operations, and a management API for tokens that the vendor
/// does not publish and that is assumed here. Shapes, codes and rules of Optimus are in this class alone.
class OptimusRoutes
{
public:
    /// What the routes work on; all of it must outlive them.
    struct Parts
    {
        Store &store;
        LastUses &lastUses;
        BearerCheck &bearer;
        RateLimiter &rates;
        const Clock &clock;
    };

    explicit OptimusRoutes(const Parts &parts)
        : m_parts(parts)
    {
    }

    /// Adds the routes below \a base ("" or a path such as "/optimus"). This must outlive \a router.
    void addTo(Router &router, const QString &base);

private:
    enum class Need { AnyToken, Management };

    struct Call
    {
        const ServerRequest &request;
        const StoredToken &caller;
        const QStringList &parameters;
        const QString &base;
    };
    using Operation = ServerResponse (OptimusRoutes::*)(const Call &);

    [[nodiscard]] ServerResponse guarded(Need need, Operation operation, const QString &base,
                                         const ServerRequest &request, const QStringList &parameters);

    [[nodiscard]] ServerResponse listTokens(const Call &call);
    [[nodiscard]] ServerResponse createToken(const Call &call);
    [[nodiscard]] ServerResponse showToken(const Call &call);
    [[nodiscard]] ServerResponse editToken(const Call &call);
    [[nodiscard]] ServerResponse revokeToken(const Call &call);
    [[nodiscard]] ServerResponse showCurrentToken(const Call &call);
    [[nodiscard]] ServerResponse resolveVatId(const Call &call);
    [[nodiscard]] ServerResponse showValidation(const Call &call);

    [[nodiscard]] QJsonObject tokenJson(const StoredToken &token) const;
    [[nodiscard]] ServerResponse tokenResponse(const StoredToken &token) const;

    Parts m_parts;
};

} // namespace tc
