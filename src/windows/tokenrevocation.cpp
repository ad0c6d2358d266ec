// How TokenActions revokes tokens, and removes the secrets that were saved of them; everything else of it is
// in tokenactions.cpp.

#include "revokealldialog.h"
#include "revokedialog.h"
#include "savedsecretremovals.h"
#include "tokenactions.h"
#include "tokensession.h"
#include "tokentexts.h"

#include <QMessageBox>
#include <QPushButton>

#include <utility>

namespace tc {

void TokenActions::revokeToken(const Token &token, const std::optional<Token> &successor,
                               const std::shared_ptr<const Secret> &successorsSecret)
{
    const auto occasion = successor ? RevokeDialog::Occasion::AfterRotation : RevokeDialog::Occasion::Asked;
    auto *dialog = new RevokeDialog(*m_session, token, occasion, m_window);
    if (successor)
        dialog->guideTo(*successor, m_session->profile().mayVerify(), successorsSecret != nullptr);
    connect(dialog, &RevokeDialog::verificationWanted, this,
            [this, dialog] { newVerification(dialog)->open(); });
    connect(dialog, &RevokeDialog::revoked, this,
            [this, successorsSecret](const Token &revoked) { noteRevoked(revoked, successorsSecret); });
    open(dialog);
}

bool TokenActions::isOwn(const Token &token) const
{
    return m_session->ownToken() && m_session->ownToken()->id == token.id;
}

void TokenActions::noteRevoked(const Token &token, const std::shared_ptr<const Secret> &successor)
{
    std::function<void()> afterwards;
    if (isOwn(token) && successor)
        afterwards = [this, successor] {
            Q_EMIT ownTokenRotated(successor);
        };
    else if (isOwn(token))
        afterwards = [this] {
            Q_EMIT ownTokenRevoked();
        };
    m_removals->add({token.id}, std::move(afterwards));
}

void TokenActions::revokeAll()
{
    auto *dialog = new RevokeAllDialog(*m_session, m_window);
    connect(dialog, &RevokeAllDialog::revoked, this, &TokenActions::noteAllRevoked);
    open(dialog);
}

void TokenActions::noteAllRevoked(const QStringList &tokenIds)
{
    m_removals->add(tokenIds, [this] { Q_EMIT ownTokenRevoked(); });
}

void TokenActions::revoke(const Token &token)
{
    revokeToken(token, std::nullopt);
}

bool TokenActions::mayRevoke() const
{
    return m_session && !m_readOnly;
}

void TokenActions::askBeforeRemoving()
{
    auto *question
        = new QMessageBox(QMessageBox::Question, tr("Remove saved secret"),
                          tr("Remove the secret of “%1” from the keychain?").arg(nameText(*m_token, 80)),
                          QMessageBox::NoButton, m_window);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(
        tr("It cannot be copied from the list any more. The token itself goes on working."));
    QPushButton *remove = question->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    QPushButton *cancel = question->addButton(tr("Cancel"), QMessageBox::RejectRole);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    connect(remove, &QPushButton::clicked, this, [this, id = m_token->id] { m_removals->add({id}); });
    open(question);
}

void TokenActions::noteRemoved(int count, const std::optional<ApiError> &error)
{
    const auto text = [count, error] {
        if (!error)
            return ErrorText {count == 1 ? tr("The secret was removed from the keychain.")
                                         : tr("%n secret(s) were removed from the keychain.", nullptr, count),
                              {}};
        if (error->kind == ErrorKind::Cancelled)
            return ErrorText {tr("Removing was cancelled; the keychain may still hold the secret."), {}};
        return describe(*error);
    };
    Q_EMIT noticed(text, !error, false);
}

} // namespace tc
