#include "refreshnotice.h"

#include "tokensession.h"

#include <QCoreApplication>

namespace tc {

namespace {

struct RefreshNotice
{
    Q_DECLARE_TR_FUNCTIONS(RefreshNotice)
};

ErrorText oldList(const ApiError &error)
{
    ErrorText problem = describe(error);
    problem.sentence += u' ' + RefreshNotice::tr("The list is the one read before.");
    return problem;
}

ErrorText incompleteList(const ApiError &error, int read)
{
    ErrorText problem = describe(error);
    problem.sentence
        = RefreshNotice::tr("The list is incomplete: %Ln token(s) could be read, the rest could not.",
                            nullptr, read)
        + u' ' + problem.sentence;
    return problem;
}

} // namespace

QList<QAction *> actionsAfterRefusal(const TokenSession &session, const ApiError &error,
                                     const RefreshActions &actions)
{
    const bool mayLackAnswers
        = error.kind == ErrorKind::Unauthorized && !session.service().listAsks.isEmpty();
    return mayLackAnswers ? QList {actions.giveAnswers, actions.connectAnew} : QList {actions.connectAnew};
}

std::optional<WindowNotice::Content> refreshNotice(const TokenSession &session, const RefreshActions &actions)
{
    const std::optional<ApiError> &error = session.error();
    if (!error || session.tokens().isEmpty())
        return std::nullopt;
    const bool refused = error->kind == ErrorKind::Unauthorized || error->kind == ErrorKind::Forbidden;
    WindowNotice::Content content;
    content.severity = error->kind == ErrorKind::Cancelled ? MessageBanner::Severity::Information
                                                           : MessageBanner::Severity::Warning;
    content.text = [error = *error, incomplete = session.isIncomplete(),
                    read = static_cast<int>(session.tokens().size())] {
        return incomplete ? incompleteList(error, read) : oldList(error);
    };
    content.actions = refused ? actionsAfterRefusal(session, *error, actions) : QList {actions.again};
    content.until = WindowNotice::Until::Refreshed;
    return content;
}

} // namespace tc
