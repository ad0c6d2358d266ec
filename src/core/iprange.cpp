#include "iprange.h"

#include "ipaddressreader.h"

#include <algorithm>

namespace tc {

namespace {

using Kind = IpRangeError::Kind;

QStringView before(QStringView text, QChar end)
{
    const qsizetype at = text.indexOf(end);
    return at < 0 ? text : text.first(at);
}

/// Two colons, since with one it is rather an address with a port. What follows a `%` may be anything.
bool looksLikeIpv6(QStringView address)
{
    const QStringView digits = before(address, u'%');
    return digits.count(u':') >= 2 && std::all_of(digits.begin(), digits.end(), [](QChar c) {
               return c == u':' || c == u'.' || (c.unicode() < 128 && c.isLetterOrNumber());
           });
}

/// What is wrong with \a prefix behind an address of \a bits bits, if anything.
std::optional<Kind> prefixFault(QStringView prefix, int bits)
{
    if (prefix.isEmpty())
        return Kind::PrefixMissing;
    if (!isAsciiDigits(prefix))
        return Kind::PrefixNotDecimal;
    if (prefix.size() > 1 && prefix.front() == u'0')
        return Kind::PrefixLeadingZero;
    return boundedValue(prefix, bits) > bits ? std::optional(Kind::PrefixTooLarge) : std::nullopt;
}

} // namespace

tl::expected<IpRange, IpRangeError> IpRange::parse(QStringView text, IpVersions versions)
{
    const QStringView entry = text.trimmed();
    IpRangeError error;
    const auto refuse = [entry, &error](Kind kind, QStringView part = {}) {
        error.kind = kind;
        error.entry = entry.toString();
        error.part = part.toString();
        return tl::unexpected(std::move(error));
    };

    if (entry.isEmpty())
        return refuse(Kind::Empty);
    const qsizetype slash = entry.indexOf(u'/');
    const QStringView addressPart = before(entry, u'/');
    const bool isV6 = looksLikeIpv6(addressPart);
    if (isV6 && versions == IpVersions::V4)
        return refuse(Kind::Ipv6);
    if (isV6 && addressPart.contains(u'%'))
        return refuse(Kind::Zone, addressPart.sliced(addressPart.indexOf(u'%')));

    const auto address = isV6 ? readIpv6(addressPart) : readIpv4(addressPart);
    if (!address) {
        const bool isNeither = !isV6 && versions != IpVersions::V4 && !addressPart.contains(u'.');
        return refuse(isNeither ? Kind::NotAnAddress : address.error().kind, address.error().part);
    }
    const int bits = address->bits();
    error.longestPrefix = bits;
    IpRange range(*address, bits, slash >= 0);
    if (slash >= 0) {
        const QStringView prefix = entry.sliced(slash + 1);
        if (const std::optional<Kind> fault = prefixFault(prefix, bits))
            return refuse(*fault, prefix);
        range.m_prefixLength = boundedValue(prefix, bits);
        if (address->firstOf(range.m_prefixLength) != *address) {
            error.suggestion = network(*address, range.m_prefixLength);
            return refuse(Kind::HostBitsSet, prefix);
        }
    }
    if (isV6 && entry != range.usualText())
        range.m_written = entry.toString();
    return range;
}

IpRange IpRange::network(IpAddress address, int prefixLength)
{
    return IpRange(address.firstOf(prefixLength), prefixLength, true);
}

IpRange IpRange::address(IpAddress address)
{
    return IpRange(address, address.bits(), false);
}

std::optional<std::uint64_t> IpRange::size() const
{
    return hostBits() < 64 ? std::optional(std::uint64_t {1} << hostBits()) : std::nullopt;
}

bool IpRange::contains(const IpRange &other) const
{
    return first() <= other.first() && other.last() <= last();
}

bool IpRange::contains(const IpAddress &address) const
{
    return first() <= address && address <= last();
}

bool IpRange::overlaps(const IpRange &other) const
{
    return first() <= other.last() && other.first() <= last();
}

QString IpRange::usualText() const
{
    const QString text = m_first.toString();
    return m_explicitPrefix ? text + u'/' + QString::number(m_prefixLength) : text;
}

QString IpRange::toString() const
{
    return m_written.isEmpty() ? usualText() : m_written;
}

tl::expected<IpRange, IpRangeError> parseTyped(QStringView text, IpVersions versions)
{
    const auto range = IpRange::parse(text, versions);
    const auto ipv4 = range ? range->first().mappedIpv4() : std::nullopt;
    constexpr int mappedPrefix = 96;
    if (!ipv4 || range->prefixLength() < mappedPrefix)
        return range;
    IpRangeError error;
    error.kind = IpRangeError::Kind::MappedIpv4;
    error.entry = text.trimmed().toString();
    error.suggestion = range->isOneAddress() ? IpRange::address(*ipv4)
                                             : IpRange::network(*ipv4, range->prefixLength() - mappedPrefix);
    return tl::unexpected(std::move(error));
}

} // namespace tc
