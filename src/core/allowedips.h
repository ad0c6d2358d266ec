#pragma once

#include "iprange.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace tc {

/// The ranges a token may be used from, in the order they were added and without duplicates; none means any
/// address.
class AllowedIps
{
public:
    AllowedIps() = default;

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

    /// Whether a request from \a address (host byte order) passes.
    [[nodiscard]] bool allows(std::uint32_t address) const;

    /// As services take them, in order.
    [[nodiscard]] QStringList toStringList() const;

    friend bool operator==(const AllowedIps &, const AllowedIps &) = default;

private:
    QList<IpRange> m_ranges;
};

/// Whether both hold the same ranges, in whatever order and however written.
[[nodiscard]] bool isSameSet(const AllowedIps &one, const AllowedIps &other);

/// What \a theirs becomes where everything is done to it that made \a mine out of \a base: a start for a
/// user's own merging. None where a side, or what would remain, is empty: that means any address, which no
/// merging may bring about.
[[nodiscard]] std::optional<AllowedIps> mergedRanges(const AllowedIps &base, const AllowedIps &mine,
                                                     const AllowedIps &theirs);

/// The entries of a pasted text: separated by line ends, commas, semicolons or white space; empty ones left
/// out.
[[nodiscard]] QStringList splitPastedRanges(QStringView text);

} // namespace tc
