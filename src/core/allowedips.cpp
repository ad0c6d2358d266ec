#include "allowedips.h"

#include <algorithm>

namespace tc {

namespace {

bool sameAddresses(const IpRange &a, const IpRange &b)
{
    return a.first() == b.first() && a.prefixLength() == b.prefixLength();
}

bool holds(const AllowedIps &ranges, const IpRange &range)
{
    return ranges.relationOf(range).kind == AllowedIps::Relation::Kind::Duplicate;
}

} // namespace

AllowedIps::Relation AllowedIps::relationOf(const IpRange &range) const
{
    Relation covers {Relation::Kind::Covers, {}};
    for (const IpRange &other : m_ranges) {
        if (sameAddresses(other, range))
            return {Relation::Kind::Duplicate, {other}};
    }
    for (const IpRange &other : m_ranges) {
        if (other.contains(range))
            return {Relation::Kind::CoveredBy, {other}};
        if (range.contains(other))
            covers.others.append(other);
    }
    return covers.others.isEmpty() ? Relation {} : covers;
}

bool AllowedIps::add(const IpRange &range)
{
    if (relationOf(range).kind == Relation::Kind::Duplicate)
        return false;
    m_ranges.append(range);
    return true;
}

bool AllowedIps::allows(std::uint32_t address) const
{
    return m_ranges.isEmpty()
        || std::any_of(m_ranges.cbegin(), m_ranges.cend(),
                       [address](const IpRange &range) { return range.contains(address); });
}

QStringList AllowedIps::toStringList() const
{
    QStringList texts;
    texts.reserve(m_ranges.size());
    for (const IpRange &range : m_ranges)
        texts.append(range.toString());
    return texts;
}

bool isSameSet(const AllowedIps &one, const AllowedIps &other)
{
    return one.size() == other.size()
        && std::all_of(one.ranges().cbegin(), one.ranges().cend(),
                       [&other](const IpRange &range) { return holds(other, range); });
}

std::optional<AllowedIps> mergedRanges(const AllowedIps &base, const AllowedIps &mine,
                                       const AllowedIps &theirs)
{
    if (mine.isEmpty() || theirs.isEmpty())
        return std::nullopt;
    AllowedIps merged;
    for (const IpRange &range : theirs.ranges()) {
        const bool isRemoved = holds(base, range) && !holds(mine, range);
        if (!isRemoved)
            merged.add(range);
    }
    for (const IpRange &range : mine.ranges()) {
        if (!holds(base, range))
            merged.add(range);
    }
    return merged.isEmpty() ? std::nullopt : std::optional(merged);
}

QStringList splitPastedRanges(QStringView text)
{
    QStringList entries;
    qsizetype start = 0;
    const auto isSeparator = [](QChar c) {
        return c.isSpace() || c == u',' || c == u';';
    };
    for (qsizetype i = 0; i <= text.size(); ++i) {
        if (i < text.size() && !isSeparator(text[i]))
            continue;
        if (i > start)
            entries.append(text.sliced(start, i - start).toString());
        start = i + 1;
    }
    return entries;
}

} // namespace tc
