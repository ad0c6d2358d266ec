#pragma once

#include "ipranges.h"

#include <QString>

namespace tc {

/// What ranges are for.
enum class RangeRole { Allowed, Denied };

// What a range edit says of its ranges, by what they are for and which addresses are taken.

/// "Allowed IP ranges": what the field is called.
[[nodiscard]] QString rangeFieldName(RangeRole role);
/// "203.0.113.10 or 203.0.113.0/24, then Enter".
[[nodiscard]] QString rangeExample(IpVersions versions);
/// Who may use the token while \a ranges are in the list.
[[nodiscard]] QString meaningOf(const IpRanges &ranges, RangeRole role, IpVersions versions);
/// What \a entry, which is `0.0.0.0/0` or `::/0`, would do; asked before it is added.
[[nodiscard]] QString everyAddressQuestion(const QString &entry, RangeRole role, IpVersions versions);
/// The button that adds it.
[[nodiscard]] QString everyAddressYes(RangeRole role);

} // namespace tc
