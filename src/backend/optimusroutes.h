#pragma once

#include "ratelimiter.h"
#include "system.h"
#include "tokensecret.h"

namespace tc {

/// How the secrets of Optimus look.
inline constexpr SecretFormat optimusSecretFormat {"tok_optimus_", 40, 6};

/// The Optimus API: the vendor's documented VAT operations, and a management API for tokens that the vendor
/// does not publish and that is assumed here. Shapes, codes and rules of Optimus are in this class alone.
class OptimusRoutes final : public System
{
public:
    explicit OptimusRoutes(const SystemParts &parts);

    /// Below "/optimus", and below nothing as at the vendor's.
    void addTo(Router &router) override;
    [[nodiscard]] QString basePath(const TokenOwner & /*owner*/) const override
    {
        return QStringLiteral("/optimus");
    }
    [[nodiscard]] StoreResult<bool> prepare() override { return true; }
    /// There is one account only.
    [[nodiscard]] StoreResult<std::optional<TokenOwner>> ownerNamed(const QString &name) override
    {
        return name.isEmpty() ? std::optional(TokenOwner()) : std::nullopt;
    }
    [[nodiscard]] StoreResult<IssuedToken> makeManagementToken(const QString &name,
                                                               const TokenOwner &owner) override;

private:
    void addTo(Router &router, const QString &base);

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

    SystemParts m_parts;
    RateLimiter m_rates;
};

} // namespace tc
