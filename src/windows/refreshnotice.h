#pragma once

#include "windownotice.h"

namespace tc {

class TokenSession;

/// What is said above the old list after a refresh that failed; nothing where it did not, or where there is
/// no list, whose place says it then. \a again refreshes, \a connectAnew asks for another credential.
[[nodiscard]] std::optional<WindowNotice::Content> refreshNotice(const TokenSession &session, QAction *again,
                                                                 QAction *connectAnew);

} // namespace tc
