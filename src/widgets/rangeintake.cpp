#include "rangeintake.h"

#include "iprangetext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace tc {

namespace {

constexpr qsizetype sentencesShown = 5;

struct RangeIntakeText
{
    Q_DECLARE_TR_FUNCTIONS(RangeIntakeText)
};

QString andMore(qsizetype count)
{
    return RangeIntakeText::tr("… and %1 more.").arg(QLocale().toString(count));
}

QString coveredSentence(const IpRange &range, const IpRange &by)
{
    return RangeIntakeText::tr("%1 is already covered by %2.").arg(range.toString(), by.toString());
}

QString duplicateSentence(const IpRange &range)
{
    return RangeIntakeText::tr("%1 is in the list already.").arg(range.toString());
}

QString coveringSentence(const IpRange &range, const QList<IpRange> &others)
{
    constexpr qsizetype named = 3;
    QStringList names;
    for (const IpRange &other : others.first(qMin(named, others.size())))
        names.append(other.toString());
    const QString list = names.join(QLatin1String(", "));
    return others.size() <= named
        ? RangeIntakeText::tr("%1 also covers %2.").arg(range.toString(), list)
        : RangeIntakeText::tr("%1 also covers %2 and %3 more.")
              .arg(range.toString(), list, QLocale().toString(others.size() - named));
}

bool isUnfinishedIpv4(const QString &text)
{
    if (text.endsWith(u'/'))
        return text.count(u'.') == 3;
    return text.count(u'.') <= 3 && !text.contains(QLatin1String(".."))
        && std::all_of(text.cbegin(), text.cend(),
                       [](QChar c) { return c == u'.' || (c >= u'0' && c <= u'9'); })
        && text.front() != u'.';
}

bool isUnfinishedIpv6(const QString &text)
{
    constexpr qsizetype mostColons = 7;
    constexpr qsizetype groupDigits = 4;
    if (text.endsWith(u'/'))
        return IpRange::parse(text.chopped(1)).has_value();
    const QStringList parts = text.split(u':');
    if (parts.size() > mostColons + 1 || text.contains(QLatin1String(":::"))
        || text.count(QLatin1String("::")) > 1)
        return false;
    const auto isHex = [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
    };
    const auto isGroup = [&isHex](const QString &part) {
        return part.size() <= groupDigits && std::all_of(part.cbegin(), part.cend(), isHex);
    };
    const bool hasTail = parts.size() > 1 && !parts.last().isEmpty() && isUnfinishedIpv4(parts.last());
    return std::all_of(parts.cbegin(), parts.cend() - 1, isGroup) && (isGroup(parts.last()) || hasTail);
}

/// Whether \a text may still become an address by typing on, so that \a error would come too early.
bool isUnfinished(const QString &text, IpVersions versions, const IpRangeError &error)
{
    if (error.suggestion)
        return false;
    return isUnfinishedIpv4(text) || (versions != IpVersions::V4 && isUnfinishedIpv6(text));
}

/// What is still to be typed after \a text.
QString formHelp(const QString &text, IpVersions versions)
{
    if (versions == IpVersions::V4 || (text.contains(u'.') && !text.contains(u':')))
        return RangeIntakeText::tr("Four numbers from 0 to 255 with dots between them; for a range also "
                                   "/ and a prefix length from 0 to 32.");
    if (text.contains(u':'))
        return RangeIntakeText::tr("Groups of up to four hexadecimal digits with colons between them, “::” "
                                   "for groups of zeros; for a range also / and a prefix length from 0 to "
                                   "128.");
    return RangeIntakeText::tr("An IPv4 or IPv6 address; for a range also / and a prefix length.");
}

} // namespace

RangeIntake takeIn(const QStringList &entries, IpRanges &ranges, EveryAddress everyAddress,
                   IpVersions versions)
{
    RangeIntake intake;
    for (const QString &entry : entries) {
        const auto range = parseTyped(entry, versions);
        if (!range) {
            intake.refused.append(range.error());
            intake.remaining.append(entry);
            continue;
        }
        const IpRanges::Relation relation = ranges.relationOf(*range);
        if (relation.kind == IpRanges::Relation::Kind::Duplicate) {
            intake.duplicates.append(*range);
            continue;
        }
        if (range->isEveryAddress() && everyAddress == EveryAddress::Ask) {
            const auto isSame = [&range](const QString &other) {
                const auto parsed = IpRange::parse(other);
                return parsed && *parsed == *range;
            };
            if (std::none_of(intake.everyAddress.cbegin(), intake.everyAddress.cend(), isSame))
                intake.remaining.append(entry);
            intake.everyAddress.append(entry);
            continue;
        }
        ranges.add(*range);
        intake.added.append(*range);
        if (relation.kind == IpRanges::Relation::Kind::CoveredBy)
            intake.covered.append({*range, relation.others.first()});
        else if (relation.kind == IpRanges::Relation::Kind::Covers)
            intake.covering.append({*range, relation.others});
    }
    return intake;
}

QStringList refusals(const RangeIntake &intake)
{
    QStringList sentences;
    for (const IpRangeError &error : intake.refused.first(qMin(sentencesShown, intake.refused.size())))
        sentences.append(explain(error));
    if (intake.refused.size() > sentencesShown)
        sentences.append(andMore(intake.refused.size() - sentencesShown));
    return sentences;
}

QStringList remarks(const RangeIntake &intake)
{
    QStringList sentences;
    for (const IpRange &range : intake.duplicates)
        sentences.append(duplicateSentence(range));
    for (const RangeIntake::Covered &covered : intake.covered)
        sentences.append(coveredSentence(covered.range, covered.by));
    for (const RangeIntake::Covering &covering : intake.covering)
        sentences.append(coveringSentence(covering.range, covering.others));
    if (sentences.size() > sentencesShown) {
        const qsizetype more = sentences.size() - sentencesShown;
        sentences = sentences.first(sentencesShown);
        sentences.append(andMore(more));
    }
    return sentences;
}

QString liveHelp(const QString &text, const IpRanges &ranges, IpVersions versions)
{
    const QStringList entries = splitPastedRanges(text);
    for (const QString &entry : entries) {
        const auto range = parseTyped(entry, versions);
        if (!range && (entries.size() > 1 || !isUnfinished(entry, versions, range.error())))
            return explain(range.error());
        if (!range)
            return formHelp(entry, versions);
    }
    if (entries.isEmpty())
        return {};
    if (entries.size() > 1)
        return RangeIntakeText::tr("Press Enter to add these %1 entries.")
            .arg(QLocale().toString(entries.size()));

    const IpRange range = *parseTyped(entries.first(), versions);
    const QString covers = RangeIntakeText::tr("%1: %2.").arg(range.toString(), coverage(range));
    const IpRanges::Relation relation = ranges.relationOf(range);
    switch (relation.kind) {
    case IpRanges::Relation::Kind::Duplicate:
        return duplicateSentence(range);
    case IpRanges::Relation::Kind::CoveredBy:
        return covers + u' ' + coveredSentence(range, relation.others.first());
    case IpRanges::Relation::Kind::Covers:
        return covers + u' ' + coveringSentence(range, relation.others);
    case IpRanges::Relation::Kind::New:
        break;
    }
    return covers + u' ' + RangeIntakeText::tr("Press Enter to add it.");
}

} // namespace tc
