#pragma once

#include <QMetaType>
#include <QString>

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>

namespace tc {

struct IpRangeError;

/// An IPv4 address or CIDR block (RFC 4632): `203.0.113.10`, `203.0.113.0/24`.
///
/// QHostAddress reads octal, hexadecimal, shortened and padded forms as addresses, so it is not fit to read
/// what people type (CVE-2021-29921 is the same mistake elsewhere). Here an address is four decimal octets
/// without leading zeros, and a prefix length one of /0 to /32; what was parsed prints as the same text.
class IpRange
{
public:
    /// Reads \a text, whose surrounding white space is ignored.
    [[nodiscard]] static tl::expected<IpRange, IpRangeError> parse(QStringView text);
    /// The block of \a prefixLength (0 to 32) bits that \a address lies in.
    [[nodiscard]] static IpRange network(std::uint32_t address, int prefixLength);
    /// One address, printed without a prefix length.
    [[nodiscard]] static IpRange address(std::uint32_t address);

    /// In host byte order.
    [[nodiscard]] std::uint32_t first() const { return m_first; }
    [[nodiscard]] std::uint32_t last() const;
    [[nodiscard]] int prefixLength() const { return m_prefixLength; }
    /// The number of addresses, 1 to 2^32.
    [[nodiscard]] std::uint64_t size() const;
    [[nodiscard]] bool isEveryAddress() const { return m_prefixLength == 0; }

    [[nodiscard]] bool contains(const IpRange &other) const;
    [[nodiscard]] bool contains(std::uint32_t address) const;
    [[nodiscard]] bool overlaps(const IpRange &other) const;

    /// The text it was parsed from, without surrounding white space.
    [[nodiscard]] QString toString() const;

    friend bool operator==(const IpRange &, const IpRange &) = default;

private:
    IpRange(std::uint32_t first, int prefixLength, bool explicitPrefix)
        : m_first(first)
        , m_prefixLength(prefixLength)
        , m_explicitPrefix(explicitPrefix)
    {
    }

    std::uint32_t m_first = 0;
    int m_prefixLength = 32;
    bool m_explicitPrefix = false; ///< `203.0.113.10/32` prints with its prefix length
};

/// Why a text is no range, naming the text.
struct IpRangeError
{
    enum class Kind {
        Empty,
        NotFourOctets, ///< `10.1`, `/8`, `abc`
        NotADecimalOctet, ///< hexadecimal, signs, inner blanks, digits of another script
        LeadingZero, ///< `010.8.8.8`: octal to some readers, decimal to others
        OctetTooLarge, ///< `256.1.1.1`
        PrefixMissing, ///< `10.0.0.0/`
        PrefixNotDecimal, ///< `/+8`, `/255.0.0.0`
        PrefixLeadingZero, ///< `/08`
        PrefixTooLarge, ///< `/33`
        HostBitsSet, ///< `203.0.113.7/24`; `suggestion` is the network
        Ipv6, ///< `::1`
    };

    Kind kind = Kind::Empty;
    QString entry; ///< what was typed, trimmed; untrusted
    QString part; ///< the octet or prefix length at fault, where there is one; untrusted
    std::optional<IpRange> suggestion; ///< "did you mean"
};

} // namespace tc
