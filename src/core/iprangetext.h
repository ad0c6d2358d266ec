#pragma once

#include "iprange.h"

namespace tc {

/// One sentence for users that names the entry and says what is wrong with it.
[[nodiscard]] QString explain(const IpRangeError &error);

/// What \a range covers: "1 address", "256 addresses: 203.0.113.0 to 203.0.113.255",
/// "one subnet: 2001:db8:: to 2001:db8::ffff:ffff:ffff:ffff".
[[nodiscard]] QString coverage(const IpRange &range);

} // namespace tc
