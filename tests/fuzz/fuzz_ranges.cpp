// What people type as addresses: a range per line. Each is read as it was written or refused with a reason,
// inet_pton() agrees on what an address is, and ranges stand to each other as their addresses do.
#include "fuzzing.h"

#include "allowedips.h"
#include "iprangetext.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <optional>

namespace {

/// What inet_pton() reads of \a entry.
std::optional<tc::IpAddress> addressOf(const QString &entry)
{
    // Latin-1 would turn characters into others.
    const QByteArray utf8 = entry.toUtf8();
    if (utf8.contains('\0'))
        return std::nullopt;
    in_addr ipv4 {};
    if (inet_pton(AF_INET, utf8.constData(), &ipv4) == 1)
        return tc::IpAddress(ntohl(ipv4.s_addr));
    in6_addr ipv6 {};
    if (inet_pton(AF_INET6, utf8.constData(), &ipv6) != 1)
        return std::nullopt;
    std::array<std::uint64_t, 2> halves {};
    for (std::size_t byte = 0; byte < 16; ++byte)
        halves[byte / 8] = halves[byte / 8] << 8 | ipv6.s6_addr[byte];
    return tc::IpAddress::v6(halves[0], halves[1]);
}

void checkAddress(const QString &entry, const tl::expected<tc::IpRange, tc::IpRangeError> &range)
{
    if (const std::optional<tc::IpAddress> address = addressOf(entry))
        FUZZ_CHECK(range && range->first() == *address && range->isOneAddress());
    else if (range)
        FUZZ_CHECK(entry.contains(u'/'));
    // Where only IPv4 is taken, the same is read of it and nothing else.
    const auto ipv4 = tc::IpRange::parse(entry, tc::IpVersions::V4);
    FUZZ_CHECK(ipv4.has_value() == (range && !range->isV6()));
    FUZZ_CHECK(!ipv4 || *ipv4 == *range);
    const auto typed = tc::parseTyped(entry, tc::IpVersions::V4AndV6);
    if (range && !typed) {
        FUZZ_CHECK(typed.error().kind == tc::IpRangeError::Kind::MappedIpv4);
        FUZZ_CHECK(range->isV6() && !typed.error().suggestion->isV6());
        FUZZ_CHECK(typed.error().suggestion->hostBits() == range->hostBits());
    }
}

void checkRefusal(const QString &entry, const tc::IpRangeError &error)
{
    FUZZ_CHECK(error.entry == entry);
    FUZZ_CHECK(entry.contains(error.part));
    const QString sentence = tc::explain(error);
    FUZZ_CHECK(!sentence.isEmpty() && isShowable(sentence));
    FUZZ_CHECK((error.kind == tc::IpRangeError::Kind::HostBitsSet) == error.suggestion.has_value());
    if (error.suggestion) {
        const auto again = tc::IpRange::parse(error.suggestion->toString());
        FUZZ_CHECK(again && *again == *error.suggestion);
    }
}

tc::IpAddress next(const tc::IpAddress &address)
{
    if (!address.isV6())
        return static_cast<std::uint32_t>(address.low() + 1);
    return tc::IpAddress::v6(address.high() + (address.low() + 1 == 0 ? 1 : 0), address.low() + 1);
}

tc::IpAddress previous(const tc::IpAddress &address)
{
    if (!address.isV6())
        return static_cast<std::uint32_t>(address.low() - 1);
    return tc::IpAddress::v6(address.high() - (address.low() == 0 ? 1 : 0), address.low() - 1);
}

void checkRange(const QString &entry, const tc::IpRange &range)
{
    FUZZ_CHECK(range.toString() == entry);
    FUZZ_CHECK(range.first() <= range.last());
    FUZZ_CHECK(range.size().has_value() == (range.hostBits() < 64));
    FUZZ_CHECK(!range.size() || *range.size() == range.last().low() - range.first().low() + 1);
    FUZZ_CHECK(range.contains(range.first()) && range.contains(range.last()));
    FUZZ_CHECK(range.contains(range) && range.overlaps(range));
    FUZZ_CHECK(range.isEveryAddress() || !range.contains(previous(range.first())));
    FUZZ_CHECK(range.isEveryAddress() || !range.contains(next(range.last())));
    const tc::IpRange block = tc::IpRange::network(range.last(), range.prefixLength());
    FUZZ_CHECK(block == range);
    const auto again = tc::IpRange::parse(block.toString());
    FUZZ_CHECK(again && *again == range && again->toString() == block.toString());
    FUZZ_CHECK(isShowable(tc::coverage(range)));
}

void checkPair(const tc::IpRange &one, const tc::IpRange &other)
{
    // Blocks overlap only where one holds the other.
    FUZZ_CHECK(one.overlaps(other) == other.overlaps(one));
    FUZZ_CHECK(one.overlaps(other) == (one.contains(other) || other.contains(one)));
    FUZZ_CHECK(one.contains(other) == (one.contains(other.first()) && one.contains(other.last())));
    if (one.contains(other) && other.contains(one))
        FUZZ_CHECK(one == other);
    if (one.isV6() != other.isV6())
        FUZZ_CHECK(!one.overlaps(other));
}

void checkAdding(const tc::IpRange &range, tc::AllowedIps &ranges)
{
    using Kind = tc::AllowedIps::Relation::Kind;
    const tc::AllowedIps::Relation relation = ranges.relationOf(range);
    for (const tc::IpRange &other : relation.others) {
        FUZZ_CHECK(ranges.ranges().contains(other));
        FUZZ_CHECK(relation.kind == Kind::Covers ? range.contains(other) : other.contains(range));
    }
    FUZZ_CHECK((relation.kind == Kind::New) == relation.others.isEmpty());
    if (relation.kind == Kind::New) {
        FUZZ_CHECK(std::none_of(ranges.ranges().cbegin(), ranges.ranges().cend(),
                                [&](const tc::IpRange &other) { return other.overlaps(range); }));
    }
    const qsizetype before = ranges.size();
    const bool added = ranges.add(range);
    FUZZ_CHECK(added == (relation.kind != Kind::Duplicate));
    FUZZ_CHECK(ranges.size() == before + (added ? 1 : 0));
    FUZZ_CHECK(ranges.allows(range.first()) && ranges.allows(range.last()));
    FUZZ_CHECK(ranges.cover(range));
    FUZZ_CHECK(ranges.relationOf(range).kind == Kind::Duplicate);
}

/// Of the block that \a range is a half of, all is covered only where both halves are.
void checkWider(const tc::IpRange &range, const tc::IpRanges &ranges)
{
    if (range.isEveryAddress())
        return;
    const int half = range.prefixLength();
    const tc::IpRange wider = tc::IpRange::network(range.first(), half - 1);
    FUZZ_CHECK(ranges.cover(wider)
               == (ranges.cover(tc::IpRange::network(wider.first(), half))
                   && ranges.cover(tc::IpRange::network(wider.last(), half))));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr qsizetype most = 64;
    const QString text = FuzzInput(data, size).text();
    tc::AllowedIps ranges;
    QList<tc::IpRange> read;
    for (const QString &line : text.split(u'\n')) {
        const QString entry = line.trimmed();
        const auto range = tc::IpRange::parse(line);
        checkAddress(entry, range);
        if (!range) {
            checkRefusal(entry, range.error());
            continue;
        }
        checkRange(entry, *range);
        if (read.size() == most)
            continue;
        for (const tc::IpRange &other : std::as_const(read))
            checkPair(*range, other);
        read.append(*range);
        checkAdding(*range, ranges);
    }
    if (!ranges.isEmpty()) {
        for (const tc::IpRange &range : std::as_const(read)) {
            const tc::IpAddress beyond = next(range.last());
            const auto holds = [&](const tc::IpRange &other) {
                return other.contains(beyond)
                    || (beyond.mappedIpv4() && other.contains(*beyond.mappedIpv4()));
            };
            FUZZ_CHECK(ranges.allows(beyond) == std::any_of(read.cbegin(), read.cend(), holds));
            checkWider(range, ranges);
        }
    }
    FUZZ_CHECK(ranges.toStringList().size() == ranges.size());
    return 0;
}
