// How TokenActions rotates tokens, and what becomes of the secret before; everything else of it is in
// tokenactions.cpp.

#include "rotatedialog.h"
#include "savedsecretremovals.h"
#include "secretrotationdialog.h"
#include "tokenactions.h"
#include "tokensession.h"
#include "tokentexts.h"
#include "unconfirmedsecrets.h"

#include <utility>

namespace tc {

void TokenActions::rotateToken(const Token &old)
{
    if (m_session->service().features.rotation == QLatin1String("operation"))
        return rotateByService(old);
    auto *dialog = new RotateDialog(*m_session, old, m_window);
    connect(dialog, &RotateDialog::created, this,
            [this, old, deletesFirst = dialog->deletesFirst()](const Token &token,
                                                               const std::shared_ptr<Secret> &secret) {
                std::function<void()> afterwards;
                if (!deletesFirst) {
                    // Until the old one is revoked or kept, for the console to go on with; which token is its
                    // own may not be known yet.
                    const auto own = !m_session->ownToken() || isOwn(old)
                        ? std::make_shared<const Secret>(secret->duplicate())
                        : nullptr;
                    afterwards = [this, old, token, own, session = m_session] {
                        if (session && session == m_session)
                            revokeToken(old, token, own);
                    };
                }
                showSecret(token, std::move(*secret), TokenSecretDialog::Occasion::Created,
                           std::move(afterwards));
            });
    connect(dialog, &RotateDialog::oldDeleted, this, [this](const Token &token) { noteRevoked(token); });
    open(dialog);
}

void TokenActions::rotateByService(const Token &old)
{
    auto *dialog = new SecretRotationDialog(*m_session, old, m_window);
    connect(dialog, &SecretRotationDialog::secretLost, this,
            [this](const Token &token) { m_unconfirmed->add(token.id); });
    connect(dialog, &SecretRotationDialog::oldSecretEnded, this,
            [this](const Token &before) { m_removals->add({before.id}); });
    connect(dialog, &SecretRotationDialog::ownSecretLost, this,
            [this] { m_removals->add({}, [this] { Q_EMIT ownSecretLost(); }); });
    connect(dialog, &SecretRotationDialog::rotated, this,
            [this](const Token &before, const Token &token, const std::shared_ptr<Secret> &secret) {
                takeRotated(before, token, std::move(*secret));
            });
    open(dialog);
}

void TokenActions::takeRotated(const Token &old, const Token &token, Secret secret)
{
    // What is saved of it is void by now, and what the user saves from here on is the new one.
    m_removals->add({old.id});
    const bool wasOwn = isOwn(old);
    if (wasOwn)
        Q_EMIT ownTokenRotated(std::make_shared<const Secret>(secret.duplicate()));
    showSecret(token, std::move(secret),
               wasOwn ? TokenSecretDialog::Occasion::OwnRotated : TokenSecretDialog::Occasion::Rotated);
    m_secretDialog->setKeychainBusy(m_removals->isRunning());
    connect(m_removals, &SavedSecretRemovals::runningChanged, m_secretDialog,
            [this, dialog = m_secretDialog.data()] { dialog->setKeychainBusy(m_removals->isRunning()); });
    connect(m_secretDialog, &QDialog::finished, this,
            [this, old, dialog = m_secretDialog.data(), isSame = old.id == token.id, session = m_session] {
                if (session && session == m_session)
                    settleOldSecret(old, isSame ? dialog->kept() : TokenSecretDialog::Kept::No);
            });
}

void TokenActions::settleOldSecret(const Token &old, TokenSecretDialog::Kept inItsPlace)
{
    // Where it could not be removed before, it may be there yet.
    if (inItsPlace == TokenSecretDialog::Kept::No) {
        m_removals->add({old.id});
    } else if (inItsPlace == TokenSecretDialog::Kept::Perhaps && m_removals->hasFailed(old.id)) {
        const auto text = [name = nameText(old, 80)] {
            return ErrorText {
                tr("The keychain may hold the new secret of “%1” or the old one, which no longer works.")
                    .arg(name),
                tr("Verify what “Copy saved secret” gives; if it is the old one, remove it.")};
        };
        Q_EMIT noticed(text, false, false);
    }
}

} // namespace tc
