#pragma once

#include "bearercheck.h"
#include "issuetoken.h"
#include "lastuses.h"
#include "router.h"

#include <optional>

namespace tc {

/// What a system's routes work on; all of it must outlive them.
struct SystemParts
{
    Store &store;
    LastUses &lastUses;
    BearerCheck &bearer;
    const Clock &clock;
    int rateLimit = 0; ///< requests a minute and token; 0: the system's own limits
    int lifetimeMinutes = 0; ///< how long a token lives at most; 0: as long as it says itself
};

/// One of the systems that a backend can serve. Its shapes, codes, headers and rules are its own.
class System
{
public:
    System() = default;
    virtual ~System() = default;
    System(const System &) = delete;
    System &operator=(const System &) = delete;

    /// Adds the routes. This must outlive \a router.
    virtual void addTo(Router &router) = 0;
    /// The path of the base URL that \a owner uses, such as "/optimus".
    [[nodiscard]] virtual QString basePath(const TokenOwner &owner) const = 0;

    /// Makes the tenants and people that the system starts with; what is there stays.
    [[nodiscard]] virtual StoreResult<bool> prepare() = 0;
    /// Who is called \a name here, "" for the first; nothing where nobody is.
    [[nodiscard]] virtual StoreResult<std::optional<TokenOwner>> ownerNamed(const QString &name) = 0;
    /// A token called \a name that may manage those of \a owner; it is not stored yet.
    [[nodiscard]] virtual StoreResult<IssuedToken> makeManagementToken(const QString &name,
                                                                       const TokenOwner &owner)
        = 0;
};

} // namespace tc
