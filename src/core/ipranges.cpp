#include "ipranges.h"

#include <algorithm>

namespace tc {

namespace {

bool holds(const IpRanges &ranges, const IpRange &range)
{
    return ranges.ranges().contains(range);
}

/// Whether \a parts hold all of \a whole.
bool isCovered(const IpRange &whole, const QList<IpRange> &parts)
{
    QList<IpRange> inside;
    for (const IpRange &part : parts) {
        if (part.contains(whole))
            return true;
        if (whole.contains(part))
            inside.append(part);
    }
    // Blocks are either within each other or apart: what is left lies in one half or the other.
    if (inside.isEmpty())
        return false;
    const int half = whole.prefixLength() + 1;
    return isCovered(IpRange::network(whole.first(), half), inside)
        && isCovered(IpRange::network(whole.last(), half), inside);
}

} // namespace

IpRanges::Relation IpRanges::relationOf(const IpRange &range) const
{
    if (const qsizetype same = m_ranges.indexOf(range); same >= 0)
        return {Relation::Kind::Duplicate, {m_ranges.at(same)}};
    Relation covers {Relation::Kind::Covers, {}};
    for (const IpRange &other : m_ranges) {
        if (other.contains(range))
            return {Relation::Kind::CoveredBy, {other}};
        if (range.contains(other))
            covers.others.append(other);
    }
    return covers.others.isEmpty() ? Relation {} : covers;
}

bool IpRanges::add(const IpRange &range)
{
    if (holds(*this, range))
        return false;
    m_ranges.append(range);
    return true;
}

bool IpRanges::contain(const IpAddress &address) const
{
    const std::optional<IpAddress> mapped = address.mappedIpv4();
    return std::any_of(m_ranges.cbegin(), m_ranges.cend(), [&](const IpRange &range) {
        return range.contains(address) || (mapped && range.contains(*mapped));
    });
}

bool IpRanges::cover(const IpRange &range) const
{
    return isCovered(range, m_ranges);
}

QStringList IpRanges::toStringList() const
{
    QStringList texts;
    texts.reserve(m_ranges.size());
    for (const IpRange &range : m_ranges)
        texts.append(range.toString());
    return texts;
}

bool isSameSet(const IpRanges &one, const IpRanges &other)
{
    return one.size() == other.size()
        && std::all_of(one.ranges().cbegin(), one.ranges().cend(),
                       [&other](const IpRange &range) { return holds(other, range); });
}

IpRanges mergedList(const IpRanges &base, const IpRanges &mine, const IpRanges &theirs)
{
    IpRanges merged;
    for (const IpRange &range : theirs.ranges()) {
        const bool isRemoved = holds(base, range) && !holds(mine, range);
        if (!isRemoved)
            merged.add(range);
    }
    for (const IpRange &range : mine.ranges()) {
        if (!holds(base, range))
            merged.add(range);
    }
    return merged;
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
