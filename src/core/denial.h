#pragma once

#include "allowedips.h"

#include <QString>

namespace tc {

/// Whether \a denied takes everything away that \a allowed gives, so that no request passes. Where \a allowed
/// is empty, that is every address of \a versions.
[[nodiscard]] bool deniesEverything(const AllowedIps &allowed, const IpRanges &denied, IpVersions versions);

/// What denied ranges do beside the allowed ones, in sentences for users.
struct DenialText
{
    bool isWarning = false; ///< nothing can use the token
    QStringList sentences; ///< a few, and how many more there would be; none where there is nothing to say
};

/// How \a denied cuts into \a allowed.
[[nodiscard]] DenialText explainDenial(const AllowedIps &allowed, const IpRanges &denied,
                                       IpVersions versions);

} // namespace tc
