#pragma once

#include "ipaddress.h"

#include <QMetaType>
#include <QString>

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>

namespace tc {

struct IpRangeError;

/// Which addresses are taken.
enum class IpVersions { V4, V4AndV6 };

/// An address or a CIDR block (RFC 4632, RFC 4291) of IPv4 or IPv6: `203.0.113.10`, `203.0.113.0/24`,
/// `2001:db8::/32`.
///
/// QHostAddress reads octal, hexadecimal, shortened and padded forms as addresses, so it is not fit to read
/// what people type (CVE-2021-29921 is the same mistake elsewhere). Here an IPv4 address is four decimal
/// octets without leading zeros, an IPv6 address one of the forms of RFC 4291 2.2 without a zone (RFC 4007),
/// and a prefix length one of /0 to /32 or /128; what was parsed prints as the same text.
///
/// Ranges are equal where they hold the same addresses, however they are written. Those of one family never
/// hold or overlap those of the other: `::ffff:192.0.2.1` is an IPv6 address here.
class IpRange
{
public:
    /// Reads \a text, whose surrounding white space is ignored.
    [[nodiscard]] static tl::expected<IpRange, IpRangeError> parse(QStringView text,
                                                                   IpVersions versions = IpVersions::V4AndV6);
    /// The block of \a prefixLength (0 to 32 or 128) bits that \a address lies in.
    [[nodiscard]] static IpRange network(IpAddress address, int prefixLength);
    /// One address, printed without a prefix length.
    [[nodiscard]] static IpRange address(IpAddress address);

    [[nodiscard]] bool isV6() const { return m_first.isV6(); }
    [[nodiscard]] IpAddress first() const { return m_first; }
    [[nodiscard]] IpAddress last() const { return m_first.lastOf(m_prefixLength); }
    [[nodiscard]] int prefixLength() const { return m_prefixLength; }
    /// It holds 2 to the power of this many addresses: 0 to 32 or 128.
    [[nodiscard]] int hostBits() const { return m_first.bits() - m_prefixLength; }
    /// The number of addresses; none where that is 2^64 or more, see hostBits().
    [[nodiscard]] std::optional<std::uint64_t> size() const;
    /// Whether it is one address, with or without its prefix length.
    [[nodiscard]] bool isOneAddress() const { return hostBits() == 0; }
    /// `0.0.0.0/0` or `::/0`: every address of its family.
    [[nodiscard]] bool isEveryAddress() const { return m_prefixLength == 0; }

    [[nodiscard]] bool contains(const IpRange &other) const;
    [[nodiscard]] bool contains(const IpAddress &address) const;
    [[nodiscard]] bool overlaps(const IpRange &other) const;

    /// The text it was parsed from, without surrounding white space; else as IpAddress::toString() has it.
    [[nodiscard]] QString toString() const;

    friend bool operator==(const IpRange &one, const IpRange &other)
    {
        return one.m_first == other.m_first && one.m_prefixLength == other.m_prefixLength;
    }
    /// By address, then the larger one first.
    friend std::strong_ordering operator<=>(const IpRange &one, const IpRange &other)
    {
        const std::strong_ordering byAddress = one.m_first <=> other.m_first;
        return byAddress != 0 ? byAddress : one.m_prefixLength <=> other.m_prefixLength;
    }

private:
    IpRange(const IpAddress &first, int prefixLength, bool explicitPrefix)
        : m_first(first)
        , m_prefixLength(prefixLength)
        , m_explicitPrefix(explicitPrefix)
    {
    }
    [[nodiscard]] QString usualText() const;

    IpAddress m_first;
    int m_prefixLength = 32;
    bool m_explicitPrefix = false; ///< `203.0.113.10/32` prints with its prefix length
    QString m_written; ///< "" where it was written as usualText() has it
};

/// Why a text is no range, naming the text.
struct IpRangeError
{
    enum class Kind {
        Empty,
        NotAnAddress, ///< `abc`, where IPv6 is taken, too
        NotFourOctets, ///< `10.1`, `/8`
        NotADecimalOctet, ///< hexadecimal, signs, inner blanks, digits of another script
        LeadingZero, ///< `010.8.8.8`: octal to some readers, decimal to others
        OctetTooLarge, ///< `256.1.1.1`
        NotEightGroups, ///< `1:2:3`, `1:::2`, `1::2::3`
        NotAGroup, ///< `2001:xyz::`, `12345::`
        BadIpv4Tail, ///< `::1.2.3`; `part` is what should be an IPv4 address
        Zone, ///< `fe80::1%eth0`
        PrefixMissing, ///< `10.0.0.0/`
        PrefixNotDecimal, ///< `/+8`, `/255.0.0.0`
        PrefixLeadingZero, ///< `/08`
        PrefixTooLarge, ///< `/33`, `/129`
        HostBitsSet, ///< `203.0.113.7/24`; `suggestion` is the network
        Ipv6, ///< `::1` where only IPv4 is taken
        MappedIpv4, ///< `::ffff:192.0.2.1`, where somebody types it; `suggestion` is `192.0.2.1`
    };

    Kind kind = Kind::Empty;
    QString entry; ///< what was typed, trimmed; untrusted
    QString part; ///< the octet, group or prefix length at fault, where there is one; untrusted
    int longestPrefix = 32; ///< of the address before the prefix length at fault: 32 or 128
    std::optional<IpRange> suggestion; ///< "did you mean"
};

/// Reads \a text as somebody typed it: parse(), but an IPv4-mapped range is refused with the IPv4 one as
/// suggestion, since a server compares what it sees of a client, which is rarely the mapped address.
[[nodiscard]] tl::expected<IpRange, IpRangeError> parseTyped(QStringView text, IpVersions versions);

} // namespace tc
