#pragma once

#include "windownotice.h"

namespace tc {

class TokenSession;
struct ApiError;

/// What can be done about a list that was not read.
struct RefreshActions
{
    QAction *again; ///< refreshes
    QAction *giveAnswers; ///< refreshes with what the service's list asks for
    QAction *connectAnew; ///< asks for another credential
};

/// What is said above the old list after a refresh that failed; nothing where it did not, or where there is
/// no list, whose place says it then.
[[nodiscard]] std::optional<WindowNotice::Content> refreshNotice(const TokenSession &session,
                                                                 const RefreshActions &actions);
/// What is offered after \a error of \a session's list, which was refused: 401 or 403.
[[nodiscard]] QList<QAction *> actionsAfterRefusal(const TokenSession &session, const ApiError &error,
                                                   const RefreshActions &actions);

} // namespace tc
