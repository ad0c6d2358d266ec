#include "outcometexts.h"

#include <QCoreApplication>

namespace tc {

namespace {

struct OutcomeTexts
{
    Q_DECLARE_TR_FUNCTIONS(OutcomeTexts)
};

} // namespace

QString doubtText(const Finding &finding, const QString &name)
{
    switch (finding.doubt) {
    case Finding::Doubt::Several:
        return OutcomeTexts::tr("More than one token called “%1” could be it.").arg(name);
    case Finding::Doubt::Similar:
        return OutcomeTexts::tr("There is a new token called “%1”, but not with what you entered.").arg(name);
    case Finding::Doubt::NotListed:
        return OutcomeTexts::tr("The server knows the request already, but does not list the token.");
    case Finding::Doubt::SameToken:
        return OutcomeTexts::tr("The token “%1” is listed, and the list does not tell which secret it has.")
            .arg(name);
    case Finding::Doubt::Unreadable:
        return finding.error.kind == ErrorKind::Cancelled
            ? OutcomeTexts::tr("The check was cancelled.")
            : OutcomeTexts::tr("Asking the server failed: %1").arg(describe(finding.error).sentence);
    case Finding::Doubt::None:
        break;
    }
    return {};
}

ErrorText notRevokedText(const Finding &finding)
{
    if (finding.verdict == Finding::Verdict::NotDone)
        return {OutcomeTexts::tr("The token was not revoked: it still works."),
                OutcomeTexts::tr("You can revoke it again.")};
    return {OutcomeTexts::tr("It is not known whether the token is revoked.") + u' '
                + doubtText(finding, QString()),
            OutcomeTexts::tr("Check again, or revoke it again: that does no harm.")};
}

ErrorText notAllRevokedText(const Finding &finding)
{
    if (finding.verdict == Finding::Verdict::NotDone)
        return {OutcomeTexts::tr("The tokens were not revoked: some still work."),
                OutcomeTexts::tr("You can revoke them again.")};
    return {OutcomeTexts::tr("It is not known whether the tokens are revoked.") + u' '
                + doubtText(finding, QString()),
            OutcomeTexts::tr("Check again, or revoke them again: that does no harm.")};
}

} // namespace tc
