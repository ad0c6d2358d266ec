#pragma once

#include "iprange.h"

namespace tc {

/// What is wrong with a text that should be an address.
struct AddressFault
{
    IpRangeError::Kind kind;
    QStringView part; ///< of the text read; empty where it is the whole
};

/// Four decimal octets without leading zeros.
[[nodiscard]] tl::expected<IpAddress, AddressFault> readIpv4(QStringView text);

/// One of the forms of RFC 4291 2.2: eight groups of up to four hexadecimal digits, one `::` for one or more
/// groups of zeros, and an IPv4 address in the place of the last two.
[[nodiscard]] tl::expected<IpAddress, AddressFault> readIpv6(QStringView text);

[[nodiscard]] bool isAsciiDigits(QStringView text);
/// The value of \a digits, or more than \a limit where it is larger, however long the text is.
[[nodiscard]] int boundedValue(QStringView digits, int limit);

} // namespace tc
