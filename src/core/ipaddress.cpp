#include "ipaddress.h"

#include <QtGlobal>

#include <array>

namespace tc {

namespace {

constexpr std::uint64_t allBits = ~std::uint64_t {0};
constexpr std::uint64_t ipv4Bits = 0xffffffff;
/// `::ffff:0:0/96`, its last 64 bits without the IPv4 address.
constexpr std::uint64_t mappedPrefix = 0xffff00000000;

/// The first \a count of 64 bits.
std::uint64_t leadingBits(int count)
{
    return count <= 0 ? 0 : count >= 64 ? allBits : allBits << (64 - count);
}

QString dotted(std::uint64_t ipv4)
{
    return QStringLiteral("%1.%2.%3.%4")
        .arg(ipv4 >> 24)
        .arg((ipv4 >> 16) & 255)
        .arg((ipv4 >> 8) & 255)
        .arg(ipv4 & 255);
}

using Groups = std::array<std::uint64_t, 8>;

struct Run
{
    std::size_t start = 0;
    std::size_t length = 0;
};

/// The groups that `::` stands for: the first of the longest runs of two or more zeros (RFC 5952 4.2).
Run longestZeros(const Groups &groups)
{
    Run longest;
    Run run;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        run = groups[i] != 0 ? Run {i + 1, 0} : Run {run.start, run.length + 1};
        if (run.length > longest.length)
            longest = run;
    }
    return longest.length > 1 ? longest : Run {groups.size(), 0};
}

} // namespace

IpAddress IpAddress::firstOf(int prefixLength) const
{
    Q_ASSERT(prefixLength >= 0 && prefixLength <= bits());
    if (isV6())
        return v6(m_high & leadingBits(prefixLength), m_low & leadingBits(prefixLength - 64));
    return IpAddress(static_cast<std::uint32_t>(m_low & leadingBits(prefixLength + 32)));
}

IpAddress IpAddress::lastOf(int prefixLength) const
{
    Q_ASSERT(prefixLength >= 0 && prefixLength <= bits());
    if (isV6())
        return v6(m_high | ~leadingBits(prefixLength), m_low | ~leadingBits(prefixLength - 64));
    return IpAddress(static_cast<std::uint32_t>((m_low | ~leadingBits(prefixLength + 32)) & ipv4Bits));
}

std::optional<IpAddress> IpAddress::mappedIpv4() const
{
    if (!isV6() || m_high != 0 || (m_low & ~ipv4Bits) != mappedPrefix)
        return std::nullopt;
    return IpAddress(static_cast<std::uint32_t>(m_low & ipv4Bits));
}

QString IpAddress::toString() const
{
    if (!isV6())
        return dotted(m_low);
    if (mappedIpv4())
        return QLatin1String("::ffff:") + dotted(m_low & ipv4Bits);

    Groups groups {};
    for (std::size_t i = 0; i < groups.size(); ++i)
        groups[i] = ((i < 4 ? m_high : m_low) >> (48 - 16 * (i % 4))) & 0xffff;
    const Run gap = longestZeros(groups);
    QString text;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (gap.length > 0 && i == gap.start) {
            text += QLatin1String("::");
            i += gap.length - 1;
            continue;
        }
        if (!text.isEmpty() && !text.endsWith(u':'))
            text += u':';
        text += QString::number(groups[i], 16);
    }
    return text;
}

} // namespace tc
