#pragma once

#include <QString>

namespace tc {

/// What stands among Token::scopes for one that the console cannot read.
[[nodiscard]] inline QString unreadableScope()
{
    return QStringLiteral("?");
}

} // namespace tc
