// What people type as addresses: a range per line. Each is read as it was written or refused with a reason,
// inet_pton() agrees on what an address is, and ranges stand to each other as their addresses do.
#include "fuzzing.h"

#include "allowedips.h"
#include "iprangetext.h"

#include <arpa/inet.h>

#include <algorithm>

namespace {

void checkAddress(const QString &entry, const tl::expected<tc::IpRange, tc::IpRangeError> &range)
{
    in_addr address {};
    // Latin-1 would turn characters into others.
    const QByteArray utf8 = entry.toUtf8();
    const bool isAddress = !utf8.contains('\0') && inet_pton(AF_INET, utf8.constData(), &address) == 1;
    if (isAddress)
        FUZZ_CHECK(range && range->first() == ntohl(address.s_addr) && range->prefixLength() == 32);
    else if (range)
        FUZZ_CHECK(entry.contains(u'/'));
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

void checkRange(const QString &entry, const tc::IpRange &range)
{
    FUZZ_CHECK(range.toString() == entry);
    FUZZ_CHECK(range.first() <= range.last());
    FUZZ_CHECK(range.size() == std::uint64_t {range.last()} - range.first() + 1);
    FUZZ_CHECK(range.contains(range.first()) && range.contains(range.last()));
    FUZZ_CHECK(range.contains(range) && range.overlaps(range));
    FUZZ_CHECK(range.first() == 0 || !range.contains(range.first() - 1));
    FUZZ_CHECK(range.last() == 0xFFFFFFFF || !range.contains(range.last() + 1));
    FUZZ_CHECK(tc::IpRange::network(range.last(), range.prefixLength()).contains(range));
    FUZZ_CHECK(isShowable(tc::coverage(range)));
}

void checkPair(const tc::IpRange &one, const tc::IpRange &other)
{
    // Blocks overlap only where one holds the other.
    FUZZ_CHECK(one.overlaps(other) == other.overlaps(one));
    FUZZ_CHECK(one.overlaps(other) == (one.contains(other) || other.contains(one)));
    FUZZ_CHECK(one.contains(other) == (one.contains(other.first()) && one.contains(other.last())));
    if (one.contains(other) && other.contains(one))
        FUZZ_CHECK(one.first() == other.first() && one.size() == other.size());
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
    FUZZ_CHECK(ranges.relationOf(range).kind == Kind::Duplicate);
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
            const std::uint32_t next = range.last() + 1;
            FUZZ_CHECK(ranges.allows(next)
                       == std::any_of(read.cbegin(), read.cend(),
                                      [next](const tc::IpRange &other) { return other.contains(next); }));
        }
    }
    FUZZ_CHECK(ranges.toStringList().size() == ranges.size());
    return 0;
}
