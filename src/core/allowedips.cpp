#include "allowedips.h"

namespace tc {

std::optional<AllowedIps> mergedRanges(const AllowedIps &base, const AllowedIps &mine,
                                       const AllowedIps &theirs)
{
    if (mine.isEmpty() || theirs.isEmpty())
        return std::nullopt;
    AllowedIps merged(mergedList(base, mine, theirs));
    return merged.isEmpty() ? std::nullopt : std::optional(std::move(merged));
}

} // namespace tc
