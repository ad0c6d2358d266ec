#include "denial.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace tc {

namespace {

constexpr qsizetype sentencesShown = 4;

struct DenialTexts
{
    Q_DECLARE_TR_FUNCTIONS(DenialTexts)
};

IpRange everyIpv4()
{
    return IpRange::network(IpAddress(0), 0);
}

IpRange everyIpv6()
{
    return IpRange::network(IpAddress::v6(0, 0), 0);
}

/// The ranges of \a ranges that \a range holds or lies in.
QString overlapping(const IpRange &range, const IpRanges &ranges)
{
    constexpr qsizetype named = 3;
    QStringList names;
    for (const IpRange &other : ranges.ranges()) {
        if (other.overlaps(range))
            names.append(other.toString());
    }
    const QString list = names.first(qMin(named, names.size())).join(QLatin1String(", "));
    return names.size() <= named
        ? list
        : DenialTexts::tr("%1 and %2 more", "IP ranges").arg(list, QLocale().toString(names.size() - named));
}

} // namespace

bool deniesEverything(const AllowedIps &allowed, const IpRanges &denied, IpVersions versions)
{
    if (allowed.isEmpty())
        return denied.cover(everyIpv4()) && (versions == IpVersions::V4 || denied.cover(everyIpv6()));
    return std::all_of(allowed.ranges().cbegin(), allowed.ranges().cend(),
                       [&denied](const IpRange &range) { return denied.cover(range); });
}

DenialText explainDenial(const AllowedIps &allowed, const IpRanges &denied, IpVersions versions)
{
    if (denied.isEmpty())
        return {};
    if (deniesEverything(allowed, denied, versions))
        return {true,
                {DenialTexts::tr("Every allowed address is denied as well: no application can use this "
                                 "token.")}};
    if (allowed.isEmpty())
        return {false, {DenialTexts::tr("It works from every address but the denied ones.")}};

    QStringList sentences;
    for (const IpRange &range : allowed.ranges()) {
        const QString cut = overlapping(range, denied);
        if (cut.isEmpty())
            continue;
        sentences.append(
            denied.cover(range)
                ? DenialTexts::tr("%1 is allowed and denied (%2): denied counts.").arg(range.toString(), cut)
                : DenialTexts::tr("From %1 it works, except for %2.").arg(range.toString(), cut));
    }
    for (const IpRange &range : denied.ranges()) {
        if (overlapping(range, allowed).isEmpty())
            sentences.append(DenialTexts::tr("%1 is not allowed anyway.").arg(range.toString()));
    }
    if (const qsizetype more = sentences.size() - sentencesShown; more > 0) {
        sentences = sentences.first(sentencesShown);
        sentences.append(DenialTexts::tr("… and %1 more.").arg(QLocale().toString(more)));
    }
    return {false, sentences};
}

} // namespace tc
