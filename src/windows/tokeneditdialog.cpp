#include "tokeneditdialog.h"

#include "errortext.h"
#include "outcometexts.h"
#include "tokensession.h"

#include <utility>

namespace tc {

namespace {

QString changedMeanwhile()
{
    return describe(ApiError {.kind = ErrorKind::Stale}).sentence;
}

} // namespace

using Severity = MessageBanner::Severity;

TokenEditDialog::TokenEditDialog(TokenSession &session, const Token &token, QWidget *parent)
    : ActionDialog(parent)
    , m_session(session)
    , m_token(token)
{
}

void TokenEditDialog::send(const TokenEdit &edit)
{
    const auto start = [this, edit](const ApiError &) {
        return checkEdited(m_session, m_token, edit);
    };
    const auto concludeThis = [this](const Finding &finding, const ApiError &cause) {
        conclude(finding, cause.kind == ErrorKind::Stale);
    };
    const auto also = [](const ApiError &error) {
        return error.kind == ErrorKind::Stale;
    };
    runWrite<Token>(m_session.edit(m_token, edit), {start, concludeThis, also},
                    [this](const Token &) { accept(); });
}

void TokenEditDialog::conclude(const Finding &finding, bool isStale)
{
    switch (finding.verdict) {
    case Finding::Verdict::Done:
        Q_EMIT resolved([] { return ErrorText {tr("The change was made."), {}}; });
        accept();
        return;
    case Finding::Verdict::NotDone:
        m_token = finding.token;
        showTokenRead();
        say(Severity::Warning, [isStale] {
            if (isStale)
                return ErrorText {changedMeanwhile(),
                                  tr("What you want to change is as it was: you can send it again.")};
            return ErrorText {tr("The change was not made."),
                              tr("Nothing you entered is lost: you can send it again.")};
        });
        return;
    case Finding::Verdict::ChangedByOthers: {
        const Token before = std::exchange(m_token, finding.token);
        showConflict(before);
        say(Severity::Warning, [] {
            return ErrorText {changedMeanwhile(),
                              tr("Compare both versions, choose or change what is to be, and send it.")};
        });
        return;
    }
    case Finding::Verdict::Gone:
        say(Severity::Error, [] {
            return ErrorText {
                tr("The token was revoked or removed meanwhile: it cannot be changed any more."),
                tr("Refresh the list.")};
        });
        return;
    default:
        say(Severity::Warning,
            [finding, isStale] {
                const QString doubt = doubtText(finding, QString());
                if (isStale)
                    return ErrorText {changedMeanwhile() + u' ' + doubt,
                                      tr("Check again to see its current state.")};
                return ErrorText {tr("It is not known whether the change was made.") + u' ' + doubt,
                                  tr("Check again, or send it again: that changes nothing twice.")};
            },
            {checkAgainAction()});
    }
}

} // namespace tc
