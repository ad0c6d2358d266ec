#include "allowedips.h"

#include <algorithm>

namespace tc {

namespace {

bool sameAddresses(const IpRange &a, const IpRange &b)
{
    return a.first() == b.first() && a.prefixLength() == b.prefixLength();
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
