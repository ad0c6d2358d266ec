#pragma once

#include <QSet>
#include <QString>

#include <functional>

namespace tc {

/// Where ids of tokens (no secrets) are listed beyond the end of this process. Others may write to the same
/// list at the same time, so it changes by one id at a time.
struct TokenIdIndex
{
    /// What is listed now.
    std::function<QSet<QString>()> load;
    /// Lists the token, or takes it off the list; holds at once, even if the process is killed next.
    std::function<void(const QString &tokenId, bool listed)> note;
};

} // namespace tc
