#include "rangewords.h"

#include "iprangeedit.h"

#include <algorithm>

namespace tc {

namespace {

bool holdsEvery(const IpRanges &ranges, bool v6)
{
    return std::any_of(ranges.ranges().cbegin(), ranges.ranges().cend(),
                       [v6](const IpRange &range) { return range.isEveryAddress() && range.isV6() == v6; });
}

QString allowedMeaning(bool everyV4, bool everyV6, IpVersions versions)
{
    if (everyV4 && versions == IpVersions::V4)
        return IpRangeEdit::tr("0.0.0.0/0 is in the list: any IP address may use this token.");
    if (everyV4 && everyV6)
        return IpRangeEdit::tr("0.0.0.0/0 and ::/0 are in the list: any IP address may use this token.");
    if (everyV4)
        return IpRangeEdit::tr("0.0.0.0/0 is in the list: any IPv4 address may use this token.");
    if (everyV6)
        return IpRangeEdit::tr("::/0 is in the list: any IPv6 address may use this token.");
    return IpRangeEdit::tr("Only these addresses may use this token.");
}

QString deniedMeaning(bool everyV4, bool everyV6)
{
    if (everyV4 && everyV6)
        return IpRangeEdit::tr("0.0.0.0/0 and ::/0 are in the list: no IP address may use this token.");
    if (everyV4)
        return IpRangeEdit::tr("0.0.0.0/0 is in the list: no IPv4 address may use this token.");
    if (everyV6)
        return IpRangeEdit::tr("::/0 is in the list: no IPv6 address may use this token.");
    return IpRangeEdit::tr("These addresses may not use this token, even where they are allowed.");
}

} // namespace

QString rangeFieldName(RangeRole role)
{
    return role == RangeRole::Allowed ? IpRangeEdit::tr("Allowed IP ranges")
                                      : IpRangeEdit::tr("Denied IP ranges");
}

QString rangeExample(IpVersions versions)
{
    return versions == IpVersions::V4 ? IpRangeEdit::tr("203.0.113.10 or 203.0.113.0/24, then Enter")
                                      : IpRangeEdit::tr("203.0.113.0/24 or 2001:db8::/32, then Enter");
}

QString meaningOf(const IpRanges &ranges, RangeRole role, IpVersions versions)
{
    const bool everyV4 = holdsEvery(ranges, false);
    const bool everyV6 = holdsEvery(ranges, true);
    if (role == RangeRole::Allowed)
        return ranges.isEmpty() ? IpRangeEdit::tr("Any IP address may use this token.")
                                : allowedMeaning(everyV4, everyV6, versions);
    return ranges.isEmpty() ? IpRangeEdit::tr("No IP address is denied.") : deniedMeaning(everyV4, everyV6);
}

QString everyAddressQuestion(const QString &entry, RangeRole role, IpVersions versions)
{
    const bool isV6 = entry.contains(u':');
    if (role == RangeRole::Denied)
        return (isV6 ? IpRangeEdit::tr("%1 denies every IPv6 address.")
                     : IpRangeEdit::tr("%1 denies every IPv4 address."))
            .arg(entry);
    if (versions == IpVersions::V4)
        return IpRangeEdit::tr("%1 allows every IP address.").arg(entry);
    return (isV6 ? IpRangeEdit::tr("%1 allows every IPv6 address.")
                 : IpRangeEdit::tr("%1 allows every IPv4 address."))
        .arg(entry);
}

QString everyAddressYes(RangeRole role)
{
    return role == RangeRole::Allowed ? IpRangeEdit::tr("Allow every address")
                                      : IpRangeEdit::tr("Deny every address");
}

} // namespace tc
