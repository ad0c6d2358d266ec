#include "iprange.h"

#include <QList>
#include <QStringView>

#include <algorithm>
#include <array>

namespace tc {

namespace {

using Kind = IpRangeError::Kind;

constexpr int maximumPrefixLength = 32;

std::uint32_t maskOf(int prefixLength)
{
    return prefixLength == 0 ? 0 : ~std::uint32_t {0} << (maximumPrefixLength - prefixLength);
}

bool isAsciiDigits(QStringView text)
{
    // QChar::isDigit() is true for the digits of every script.
    return !text.isEmpty()
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// The value of \a digits, or more than \a limit where it is larger, however long the text is.
int boundedValue(QStringView digits, int limit)
{
    int value = 0;
    for (const QChar digit : digits) {
        value = value * 10 + (digit.unicode() - u'0');
        if (value > limit)
            return limit + 1;
    }
    return value;
}

/// Two colons, since with one it is rather an address with a port.
bool looksLikeIpv6(QStringView text)
{
    return text.count(u':') >= 2 && std::all_of(text.begin(), text.end(), [](QChar c) {
               return c == u':' || c == u'.' || c == u'/' || c == u'%'
                   || (c.unicode() < 128 && c.isLetterOrNumber());
           });
}

} // namespace

tl::expected<IpRange, IpRangeError> IpRange::parse(QStringView text)
{
    const QStringView entry = text.trimmed();
    const auto refuse = [entry](Kind kind, QStringView part = {}) {
        return tl::unexpected(IpRangeError {kind, entry.toString(), part.toString(), std::nullopt});
    };

    if (entry.isEmpty())
        return refuse(Kind::Empty);
    if (looksLikeIpv6(entry))
        return refuse(Kind::Ipv6);

    const qsizetype slash = entry.indexOf(u'/');
    const QStringView addressPart = slash < 0 ? entry : entry.first(slash);
    const QList<QStringView> octets = addressPart.split(u'.');
    if (octets.size() != 4)
        return refuse(Kind::NotFourOctets);

    std::uint32_t address = 0;
    for (const QStringView octet : octets) {
        if (octet.isEmpty())
            return refuse(Kind::NotFourOctets);
        if (!isAsciiDigits(octet))
            return refuse(Kind::NotADecimalOctet, octet);
        if (octet.size() > 1 && octet.front() == u'0')
            return refuse(Kind::LeadingZero, octet);
        const int value = boundedValue(octet, 255);
        if (value > 255)
            return refuse(Kind::OctetTooLarge, octet);
        address = (address << 8) | static_cast<std::uint32_t>(value);
    }

    if (slash < 0)
        return IpRange(address, maximumPrefixLength, false);

    const QStringView prefix = entry.sliced(slash + 1);
    if (prefix.isEmpty())
        return refuse(Kind::PrefixMissing);
    if (!isAsciiDigits(prefix))
        return refuse(Kind::PrefixNotDecimal, prefix);
    if (prefix.size() > 1 && prefix.front() == u'0')
        return refuse(Kind::PrefixLeadingZero, prefix);
    const int prefixLength = boundedValue(prefix, maximumPrefixLength);
    if (prefixLength > maximumPrefixLength)
        return refuse(Kind::PrefixTooLarge, prefix);

    if ((address & ~maskOf(prefixLength)) != 0) {
        IpRangeError error {Kind::HostBitsSet, entry.toString(), prefix.toString(),
                            network(address, prefixLength)};
        return tl::unexpected(std::move(error));
    }
    return IpRange(address, prefixLength, true);
}

IpRange IpRange::network(std::uint32_t address, int prefixLength)
{
    Q_ASSERT(prefixLength >= 0 && prefixLength <= maximumPrefixLength);
    return IpRange(address & maskOf(prefixLength), prefixLength, true);
}

IpRange IpRange::address(std::uint32_t address)
{
    return IpRange(address, maximumPrefixLength, false);
}

std::uint32_t IpRange::last() const
{
    return m_first | ~maskOf(m_prefixLength);
}

std::uint64_t IpRange::size() const
{
    return std::uint64_t {1} << (maximumPrefixLength - m_prefixLength);
}

bool IpRange::contains(const IpRange &other) const
{
    return first() <= other.first() && other.last() <= last();
}

bool IpRange::contains(std::uint32_t address) const
{
    return first() <= address && address <= last();
}

bool IpRange::overlaps(const IpRange &other) const
{
    return first() <= other.last() && other.first() <= last();
}

QString IpRange::toString() const
{
    const std::array<std::uint32_t, 4> octets {m_first >> 24, (m_first >> 16) & 255, (m_first >> 8) & 255,
                                               m_first & 255};
    QString text = QStringLiteral("%1.%2.%3.%4").arg(octets[0]).arg(octets[1]).arg(octets[2]).arg(octets[3]);
    if (m_explicitPrefix)
        text += u'/' + QString::number(m_prefixLength);
    return text;
}

} // namespace tc
