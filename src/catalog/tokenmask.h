#pragma once

#include "servicerules.h"

#include <QJsonValue>

namespace tc {

/// What a reply says of a secret for recognising it, as it may be shown. A server that puts more there than
/// such a mask holds, up to the whole secret, has it cut: never more than a known prefix and a few
/// characters.
struct MaskParts
{
    QString whole; ///< the service's own mask; takes the place of the others
    QString prefix;
    QString last;
};

/// The mask of \a parts, "" where neither they nor \a rules tell one.
[[nodiscard]] QString shownMask(const MaskParts &parts, const TokenRules &rules);

} // namespace tc
