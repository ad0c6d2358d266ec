#pragma once

#include "connectionprofile.h"
#include "secretforms.h"

#include <QList>

#include <memory>
#include <optional>

namespace tc {

/// Why a secret does not seem to belong into a connection.
struct SecretMismatch
{
    enum class Kind {
        OtherService, ///< it looks like another service's
        ProductionInTest, ///< it is for production, and the connection is not
        TestInProduction, ///< the reverse
        Unsupported ///< such tokens are of no use here
    };
    Kind kind = Kind::OtherService;
    RecognisedSecret secret; ///< what it looks like
};

/// Why \a secret, by its looks alone, does not seem to belong to \a profile's server; nothing where it does,
/// or where nobody can tell. \a services are all that are known.
[[nodiscard]] std::optional<SecretMismatch>
mismatchOf(const Secret &secret, const ConnectionProfile &profile,
           const QList<std::shared_ptr<const ServiceDescription>> &services);

/// The environment that a connection to \a profile's server is in with \a secret: where more than one of the
/// service's is there, its prefix tells which; else the profile's own.
[[nodiscard]] QString environmentOf(const Secret &secret, const ConnectionProfile &profile);

} // namespace tc
