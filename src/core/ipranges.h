#pragma once

#include "iprange.h"

#include <QList>
#include <QStringList>

namespace tc {

/// IP ranges in the order they were added and without duplicates. What none of them means is up to the user
/// of the list; see AllowedIps.
class IpRanges
{
public:
    IpRanges() = default;

    /// What adding a range meets.
    struct Relation
    {
        enum class Kind { New, Duplicate, CoveredBy, Covers };
        Kind kind = Kind::New;
        QList<IpRange> others; ///< the range it equals or lies in, or the ranges it covers
    };

    /// How \a range stands to what is there already. `203.0.113.10` and `203.0.113.10/32` are duplicates.
    [[nodiscard]] Relation relationOf(const IpRange &range) const;

    /// Appends \a range unless it is a duplicate; returns whether it was added. Covered ranges are added.
    bool add(const IpRange &range);
    void removeAt(qsizetype index) { m_ranges.removeAt(index); }

    [[nodiscard]] const QList<IpRange> &ranges() const { return m_ranges; }
    [[nodiscard]] bool isEmpty() const { return m_ranges.isEmpty(); }
    [[nodiscard]] qsizetype size() const { return m_ranges.size(); }

    /// Whether one of them holds \a address. An IPv4-mapped one (`::ffff:192.0.2.1`, as servers with one
    /// socket for both families name a client) is held where its IPv4 address is, too.
    [[nodiscard]] bool contain(const IpAddress &address) const;
    /// Whether they hold every address of \a range, one alone or several together.
    [[nodiscard]] bool cover(const IpRange &range) const;

    /// As services take them, in order.
    [[nodiscard]] QStringList toStringList() const;

    friend bool operator==(const IpRanges &, const IpRanges &) = default;

private:
    QList<IpRange> m_ranges;
};

/// Whether both hold the same ranges, in whatever order and however written.
[[nodiscard]] bool isSameSet(const IpRanges &one, const IpRanges &other);

/// What \a theirs becomes where everything is done to it that made \a mine out of \a base: a start for a
/// user's own merging.
[[nodiscard]] IpRanges mergedList(const IpRanges &base, const IpRanges &mine, const IpRanges &theirs);

/// The entries of a pasted text: separated by line ends, commas, semicolons or white space; empty ones left
/// out.
[[nodiscard]] QStringList splitPastedRanges(QStringView text);

} // namespace tc
