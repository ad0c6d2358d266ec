#pragma once

#include "ipranges.h"

#include <optional>

namespace tc {

/// The ranges a token may be used from; none means any address.
class AllowedIps : public IpRanges
{
public:
    AllowedIps() = default;
    explicit AllowedIps(IpRanges ranges)
        : IpRanges(std::move(ranges))
    {
    }

    /// Whether a request from \a address passes.
    [[nodiscard]] bool allows(const IpAddress &address) const { return isEmpty() || contain(address); }

    friend bool operator==(const AllowedIps &, const AllowedIps &) = default;
};

/// What \a theirs becomes where everything is done to it that made \a mine out of \a base: a start for a
/// user's own merging. None where a side, or what would remain, is empty: that means any address, which no
/// merging may bring about.
[[nodiscard]] std::optional<AllowedIps> mergedRanges(const AllowedIps &base, const AllowedIps &mine,
                                                     const AllowedIps &theirs);

} // namespace tc
