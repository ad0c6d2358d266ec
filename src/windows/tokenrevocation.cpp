// How TokenActions revokes tokens, and removes the secrets that were saved of them; everything else of it is
// in tokenactions.cpp.

#include "revokealldialog.h"
#include "revokedialog.h"
#include "savedsecrets.h"
#include "tokenactions.h"
#include "tokensession.h"
#include "tokentexts.h"

#include <QMessageBox>
#include <QPushButton>

#include <utility>

namespace tc {

void TokenActions::revokeToken(const Token &token, const std::optional<Token> &successor)
{
    const auto occasion = successor ? RevokeDialog::Occasion::AfterRotation : RevokeDialog::Occasion::Asked;
    auto *dialog = new RevokeDialog(*m_session, token, occasion, m_window);
    if (successor)
        dialog->guideTo(*successor, m_session->profile().mayVerify());
    connect(dialog, &RevokeDialog::verificationWanted, this,
            [this, dialog] { newVerification(dialog)->open(); });
    connect(dialog, &RevokeDialog::revoked, this, &TokenActions::noteRevoked);
    open(dialog);
}

void TokenActions::noteRevoked(const Token &token)
{
    const std::optional<Token> &own = m_session->ownToken();
    std::function<void()> afterwards;
    if (own && own->id == token.id)
        afterwards = [this] {
            Q_EMIT ownTokenRevoked();
        };
    removeSavedSecrets({token.id}, std::move(afterwards));
}

void TokenActions::revokeAll()
{
    auto *dialog = new RevokeAllDialog(*m_session, m_window);
    connect(dialog, &RevokeAllDialog::revoked, this, &TokenActions::noteAllRevoked);
    open(dialog);
}

void TokenActions::noteAllRevoked(const QStringList &tokenIds)
{
    removeSavedSecrets(tokenIds, [this] { Q_EMIT ownTokenRevoked(); });
}

void TokenActions::removeSavedSecrets(QStringList tokenIds, std::function<void()> afterwards)
{
    while (!tokenIds.isEmpty()) {
        const QString id = tokenIds.takeFirst();
        if (!m_savedSecrets || !m_savedSecrets->tokenIds().contains(id))
            continue;
        removeSavedSecret(id, [this, tokenIds, afterwards] { removeSavedSecrets(tokenIds, afterwards); });
        return;
    }
    if (afterwards)
        afterwards();
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
    connect(remove, &QPushButton::clicked, this, [this, id = m_token->id] { removeSavedSecret(id, {}); });
    open(question);
}

void TokenActions::removeSavedSecret(const QString &tokenId, std::function<void()> afterwards)
{
    m_afterRemoving = std::move(afterwards);
    m_removingSaved = m_savedSecrets->remove(tokenId);
    m_removingSaved->onFinished([this](const Result<Done> &result) { noteRemoved(result); });
    updateEnabled();
    Q_EMIT workChanged();
}

void TokenActions::noteRemoved(const Result<Done> &result)
{
    m_removingSaved.reset();
    updateEnabled();
    Q_EMIT workChanged();
    const auto text = [result] {
        if (result)
            return ErrorText {tr("The secret was removed from the keychain."), {}};
        if (result.error().kind == ErrorKind::Cancelled)
            return ErrorText {tr("Removing was cancelled; the keychain may still hold the secret."), {}};
        return describe(result.error());
    };
    Q_EMIT noticed(text, result.has_value(), false);
    if (const auto afterwards = std::exchange(m_afterRemoving, {}))
        afterwards();
}

} // namespace tc
