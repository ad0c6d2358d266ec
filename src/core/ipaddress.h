#pragma once

#include <QString>

#include <compare>
#include <cstdint>
#include <optional>

namespace tc {

/// An IPv4 or IPv6 address as a number. Those of one family are ordered by it; every IPv4 address comes
/// before every IPv6 address.
class IpAddress
{
public:
    enum class Family : std::uint8_t { V4, V6 };

    /// An IPv4 address in host byte order.
    // NOLINTNEXTLINE(google-explicit-constructor): what the backend and sockets have is this number
    constexpr IpAddress(std::uint32_t ipv4)
        : m_low(ipv4)
    {
    }
    /// An IPv6 address: its first and its last 64 bits in host byte order.
    [[nodiscard]] static constexpr IpAddress v6(std::uint64_t high, std::uint64_t low)
    {
        return IpAddress(Family::V6, high, low);
    }

    [[nodiscard]] constexpr bool isV6() const { return m_family == Family::V6; }
    /// How many bits an address of this family has: 32 or 128.
    [[nodiscard]] constexpr int bits() const { return isV6() ? 128 : 32; }
    /// The first 64 bits of an IPv6 address; 0 for IPv4.
    [[nodiscard]] constexpr std::uint64_t high() const { return m_high; }
    /// The last 64 bits of an IPv6 address; an IPv4 address in host byte order.
    [[nodiscard]] constexpr std::uint64_t low() const { return m_low; }

    /// With all bits after the first \a prefixLength cleared, or set.
    [[nodiscard]] IpAddress firstOf(int prefixLength) const;
    [[nodiscard]] IpAddress lastOf(int prefixLength) const;

    /// The IPv4 address that an IPv4-mapped one stands for (`::ffff:192.0.2.1`, RFC 4291 2.5.5.2).
    [[nodiscard]] std::optional<IpAddress> mappedIpv4() const;

    /// Dotted decimal, or as RFC 5952 recommends it: `2001:db8::1`, `::ffff:192.0.2.1`.
    [[nodiscard]] QString toString() const;

    friend constexpr bool operator==(const IpAddress &, const IpAddress &) = default;
    friend constexpr std::strong_ordering operator<=>(const IpAddress &, const IpAddress &) = default;

private:
    constexpr IpAddress(Family family, std::uint64_t high, std::uint64_t low)
        : m_family(family)
        , m_high(high)
        , m_low(low)
    {
    }

    // In the order they are compared.
    Family m_family = Family::V4;
    std::uint64_t m_high = 0;
    std::uint64_t m_low = 0;
};

} // namespace tc
