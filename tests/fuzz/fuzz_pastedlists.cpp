// What people paste into the field of allowed ranges: every entry is added, or there already, or refused with
// its reason; nothing vanishes, and pasting it again adds nothing. The first byte says whether 0.0.0.0/0 is
// asked about, and whether IPv6 is taken.
#include "fuzzing.h"

#include "rangeintake.h"

#include <algorithm>

namespace {

void checkSplit(const QString &text, const QStringList &entries)
{
    for (const QString &entry : entries) {
        FUZZ_CHECK(!entry.isEmpty() && text.contains(entry));
        FUZZ_CHECK(std::none_of(entry.cbegin(), entry.cend(),
                                [](QChar c) { return c.isSpace() || c == u',' || c == u';'; }));
    }
    for (const char16_t separator : {u'\n', u',', u';', u' ', u'\t'})
        FUZZ_CHECK(tc::splitPastedRanges(entries.join(separator)) == entries);
}

void checkSentences(const QStringList &sentences, bool some)
{
    constexpr qsizetype most = 6;
    FUZZ_CHECK(sentences.isEmpty() != some && sentences.size() <= most);
    for (const QString &sentence : sentences)
        FUZZ_CHECK(!sentence.isEmpty() && isShowable(sentence));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    FuzzInput input(data, size);
    const auto choices = input.byte();
    const auto everyAddress = (choices & 1) != 0 ? tc::EveryAddress::Allow : tc::EveryAddress::Ask;
    const auto versions = (choices & 2) != 0 ? tc::IpVersions::V4AndV6 : tc::IpVersions::V4;
    const QString text = input.text();
    const QStringList entries = tc::splitPastedRanges(text);
    checkSplit(text, entries);

    tc::IpRanges ranges;
    const tc::RangeIntake intake = tc::takeIn(entries, ranges, everyAddress, versions);
    FUZZ_CHECK(intake.added.size() + intake.duplicates.size() + intake.refused.size()
                   + intake.everyAddress.size()
               == entries.size());
    FUZZ_CHECK(intake.added == ranges.ranges());
    FUZZ_CHECK(intake.covered.size() + intake.covering.size() <= intake.added.size());
    const auto asks = [&intake](bool v6) {
        return std::any_of(intake.everyAddress.cbegin(), intake.everyAddress.cend(),
                           [v6](const QString &entry) { return entry.contains(u':') == v6; });
    };
    FUZZ_CHECK(intake.remaining.size()
               == intake.refused.size() + (asks(false) ? 1 : 0) + (asks(true) ? 1 : 0));
    FUZZ_CHECK(versions != tc::IpVersions::V4
               || std::none_of(ranges.ranges().cbegin(), ranges.ranges().cend(),
                               [](const tc::IpRange &range) { return range.isV6(); }));
    for (const QString &entry : intake.remaining)
        FUZZ_CHECK(entries.contains(entry));
    for (const auto &[range, by] : intake.covered)
        FUZZ_CHECK(by.contains(range) && ranges.ranges().contains(by));
    for (const auto &[range, others] : intake.covering) {
        for (const tc::IpRange &other : others)
            FUZZ_CHECK(range.contains(other) && ranges.ranges().contains(other));
    }
    if (everyAddress == tc::EveryAddress::Allow)
        FUZZ_CHECK(intake.everyAddress.isEmpty());
    else
        FUZZ_CHECK(std::none_of(ranges.ranges().cbegin(), ranges.ranges().cend(),
                                [](const tc::IpRange &range) { return range.isEveryAddress(); }));
    checkSentences(tc::refusals(intake), !intake.refused.isEmpty());
    checkSentences(tc::remarks(intake),
                   !intake.duplicates.isEmpty() || !intake.covered.isEmpty() || !intake.covering.isEmpty());

    const tc::IpRanges before = ranges;
    const tc::RangeIntake again = tc::takeIn(entries, ranges, everyAddress, versions);
    FUZZ_CHECK(again.added.isEmpty() && ranges == before && again.remaining == intake.remaining);

    for (const tc::IpRanges &those : {tc::IpRanges(), ranges}) {
        const QString help = tc::liveHelp(text, those, versions);
        FUZZ_CHECK(help.isEmpty() == entries.isEmpty() && isShowable(help));
    }
    return 0;
}
