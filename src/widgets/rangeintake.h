#pragma once

#include "ipranges.h"

#include <QStringList>

namespace tc {

/// What became of entries that were typed or pasted.
struct RangeIntake
{
    struct Covered
    {
        IpRange range;
        IpRange by;
    };
    struct Covering
    {
        IpRange range;
        QList<IpRange> others;
    };

    QList<IpRange> added;
    QList<IpRange> duplicates; ///< there already, not added again
    QList<Covered> covered; ///< added, though another range covers them
    QList<Covering> covering; ///< added, and makes others needless
    QList<IpRangeError> refused;
    QStringList everyAddress; ///< `0.0.0.0/0` and `::/0` as written: valid, and waiting for a yes

    /// What stays in the field, in the order of the entries.
    QStringList remaining;
};

enum class EveryAddress { Ask, Allow };

/// Adds to \a ranges what of \a entries can be added, which are of \a versions; see splitPastedRanges().
[[nodiscard]] RangeIntake takeIn(const QStringList &entries, IpRanges &ranges,
                                 EveryAddress everyAddress = EveryAddress::Ask,
                                 IpVersions versions = IpVersions::V4);

/// The reasons for what was refused, at most a few sentences and how many more there are.
[[nodiscard]] QStringList refusals(const RangeIntake &intake);
/// What else is worth saying: duplicates and ranges that cover others.
[[nodiscard]] QStringList remarks(const RangeIntake &intake);

/// What \a text would do if it was added to \a ranges, while it is being typed; "" where it is empty.
[[nodiscard]] QString liveHelp(const QString &text, const IpRanges &ranges,
                               IpVersions versions = IpVersions::V4);

} // namespace tc
