#pragma once

#include "badge.h"

#include <QString>

namespace tc {

struct ConnectionProfile;

/// How a connection is marked, so that nobody takes one environment for another.
struct EnvironmentMark
{
    Badge::Role role = Badge::Role::Neutral;
    QString text; ///< in the user's language
};

[[nodiscard]] EnvironmentMark environmentMark(const ConnectionProfile &profile);

/// That of a connection to the embedded backend.
[[nodiscard]] EnvironmentMark embeddedMark();

/// Host, and port where the URL names one; safe to show.
[[nodiscard]] QString hostText(const ConnectionProfile &profile);

/// "Service at host", in the user's language.
[[nodiscard]] QString connectionText(const ConnectionProfile &profile);

} // namespace tc
