#include "ipaddressreader.h"

#include <QList>
#include <QStringView>

#include <algorithm>
#include <array>

namespace tc {

namespace {

using Kind = IpRangeError::Kind;

constexpr qsizetype groupsOfAddress = 8;
constexpr qsizetype digitsOfGroup = 4;

/// The value of a hexadecimal ASCII digit, -1 for anything else.
int hexValue(QChar c)
{
    if (c >= u'0' && c <= u'9')
        return c.unicode() - u'0';
    if (c >= u'a' && c <= u'f')
        return c.unicode() - u'a' + 10;
    return c >= u'A' && c <= u'F' ? c.unicode() - u'A' + 10 : -1;
}

/// The value of \a text, -1 where it is no group.
int groupValue(QStringView text)
{
    if (text.isEmpty() || text.size() > digitsOfGroup)
        return -1;
    int value = 0;
    for (const QChar c : text) {
        const int digit = hexValue(c);
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

/// The groups on one side of a `::`, or of the whole address.
struct Side
{
    std::array<std::uint16_t, groupsOfAddress> groups {};
    qsizetype count = 0;
};

/// \a isLast: an IPv4 address may stand at its end.
tl::expected<Side, AddressFault> readSide(QStringView text, bool isLast)
{
    Side side;
    if (text.isEmpty())
        return side;
    const QList<QStringView> parts = text.split(u':');
    const auto add = [&side](std::uint64_t group) {
        side.groups[static_cast<std::size_t>(side.count++)] = static_cast<std::uint16_t>(group & 0xffff);
    };
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QStringView part = parts[i];
        const bool isIpv4 = part.contains(u'.') && isLast && i == parts.size() - 1;
        if (part.isEmpty() || side.count + (isIpv4 ? 2 : 1) > groupsOfAddress)
            return tl::unexpected(AddressFault {Kind::NotEightGroups, {}});
        if (isIpv4) {
            const auto ipv4 = readIpv4(part);
            if (!ipv4)
                return tl::unexpected(AddressFault {Kind::BadIpv4Tail, part});
            add(ipv4->low() >> 16);
            add(ipv4->low());
            continue;
        }
        const int value = groupValue(part);
        if (value < 0)
            return tl::unexpected(AddressFault {Kind::NotAGroup, part});
        add(static_cast<std::uint64_t>(value));
    }
    return side;
}

} // namespace

bool isAsciiDigits(QStringView text)
{
    // QChar::isDigit() is true for the digits of every script.
    return !text.isEmpty()
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

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

tl::expected<IpAddress, AddressFault> readIpv4(QStringView text)
{
    const QList<QStringView> octets = text.split(u'.');
    if (octets.size() != 4)
        return tl::unexpected(AddressFault {Kind::NotFourOctets, {}});
    std::uint32_t address = 0;
    for (const QStringView octet : octets) {
        if (octet.isEmpty())
            return tl::unexpected(AddressFault {Kind::NotFourOctets, {}});
        if (!isAsciiDigits(octet))
            return tl::unexpected(AddressFault {Kind::NotADecimalOctet, octet});
        if (octet.size() > 1 && octet.front() == u'0')
            return tl::unexpected(AddressFault {Kind::LeadingZero, octet});
        const int value = boundedValue(octet, 255);
        if (value > 255)
            return tl::unexpected(AddressFault {Kind::OctetTooLarge, octet});
        address = (address << 8) | static_cast<std::uint32_t>(value);
    }
    return IpAddress(address);
}

tl::expected<IpAddress, AddressFault> readIpv6(QStringView text)
{
    const qsizetype gap = text.indexOf(QLatin1String("::"));
    const auto before = readSide(gap < 0 ? text : text.first(gap), gap < 0);
    if (!before)
        return tl::unexpected(before.error());
    // What follows a gap holds no other one: its first part would be empty.
    const auto after = readSide(gap < 0 ? QStringView() : text.sliced(gap + 2), true);
    if (!after)
        return tl::unexpected(after.error());
    const qsizetype count = before->count + after->count;
    if (gap < 0 ? count != groupsOfAddress : count >= groupsOfAddress)
        return tl::unexpected(AddressFault {Kind::NotEightGroups, {}});

    std::array<std::uint64_t, 2> halves {};
    const auto put = [&halves](qsizetype place, std::uint16_t group) {
        halves[place < 4 ? 0 : 1] |= std::uint64_t {group} << (48 - 16 * (place % 4));
    };
    for (qsizetype i = 0; i < before->count; ++i)
        put(i, before->groups[static_cast<std::size_t>(i)]);
    for (qsizetype i = 0; i < after->count; ++i)
        put(groupsOfAddress - after->count + i, after->groups[static_cast<std::size_t>(i)]);
    return IpAddress::v6(halves[0], halves[1]);
}

} // namespace tc
