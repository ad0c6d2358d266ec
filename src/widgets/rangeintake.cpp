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

/// Whether \a text may still become an address by typing on, so that an error would come too early.
bool isUnfinished(const QString &text)
{
    if (text.endsWith(u'/'))
        return text.count(u'.') == 3;
    return text.count(u'.') <= 3 && !text.contains(QLatin1String(".."))
        && std::all_of(text.cbegin(), text.cend(),
                       [](QChar c) { return c == u'.' || (c >= u'0' && c <= u'9'); })
        && text.front() != u'.';
}

} // namespace

RangeIntake takeIn(const QStringList &entries, AllowedIps &ranges, EveryAddress everyAddress)
{
    RangeIntake intake;
    for (const QString &entry : entries) {
        const auto range = IpRange::parse(entry);
        if (!range) {
            intake.refused.append(range.error());
            intake.remaining.append(entry);
            continue;
        }
        const AllowedIps::Relation relation = ranges.relationOf(*range);
        if (relation.kind == AllowedIps::Relation::Kind::Duplicate) {
            intake.duplicates.append(*range);
            continue;
        }
        if (range->isEveryAddress() && everyAddress == EveryAddress::Ask) {
            if (intake.everyAddress.isEmpty())
                intake.remaining.append(entry);
            intake.everyAddress.append(entry);
            continue;
        }
        ranges.add(*range);
        intake.added.append(*range);
        if (relation.kind == AllowedIps::Relation::Kind::CoveredBy)
            intake.covered.append({*range, relation.others.first()});
        else if (relation.kind == AllowedIps::Relation::Kind::Covers)
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

QString liveHelp(const QString &text, const AllowedIps &ranges)
{
    const QStringList entries = splitPastedRanges(text);
    for (const QString &entry : entries) {
        const auto range = IpRange::parse(entry);
        if (!range && (entries.size() > 1 || !isUnfinished(entry)))
            return explain(range.error());
        if (!range)
            return RangeIntakeText::tr("Four numbers from 0 to 255 with dots between them; for a range also "
                                       "/ and a prefix length from 0 to 32.");
    }
    if (entries.isEmpty())
        return {};
    if (entries.size() > 1)
        return RangeIntakeText::tr("Press Enter to add these %1 entries.")
            .arg(QLocale().toString(entries.size()));

    const IpRange range = *IpRange::parse(entries.first());
    const QString covers = RangeIntakeText::tr("%1: %2.").arg(range.toString(), coverage(range));
    const AllowedIps::Relation relation = ranges.relationOf(range);
    switch (relation.kind) {
    case AllowedIps::Relation::Kind::Duplicate:
        return duplicateSentence(range);
    case AllowedIps::Relation::Kind::CoveredBy:
        return covers + u' ' + coveredSentence(range, relation.others.first());
    case AllowedIps::Relation::Kind::Covers:
        return covers + u' ' + coveringSentence(range, relation.others);
    case AllowedIps::Relation::Kind::New:
        break;
    }
    return covers + u' ' + RangeIntakeText::tr("Press Enter to add it.");
}

} // namespace tc
