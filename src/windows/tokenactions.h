#pragma once

#include "call.h"
#include "clock.h"
#include "phrasing.h"
#include "secretrecords.h"
#include "servicedescription.h"
#include "token.h"
#include "tokensecretdialog.h"
#include "verificationmemory.h"

#include <QAction>
#include <QList>
#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QDialog;
class QWidget;
QT_END_NAMESPACE

namespace tc {

class ClipboardGuard;
class HttpTransport;
class SavedSecretRemovals;
class TokenSession;
struct ConnectionProfile;

/// What can be done with the tokens of a session: the actions, when they are open to the user, and their
/// dialogs.
class TokenActions final : public QObject
{
    Q_OBJECT

public:
    /// Dialogs open above \a window. \a clipboard must outlive this object.
    TokenActions(ClipboardGuard &clipboard, QWidget *window);
    ~TokenActions() override;

    /// None is owned; all must stay until another session (or none) is set. Closes the dialogs of the session
    /// before, but for a secret that is still shown.
    void setSession(TokenSession *session, const SecretRecords &records);
    /// Where there is no session, as the vendor's tokens are managed by hand: tokens are verified at the
    /// server of \a profile, through \a transport. Both are as in setSession().
    void setGuided(const ConnectionProfile *profile, HttpTransport *transport);
    /// The services whose tokens are recognised when one is verified, besides the server's.
    void setServices(const QList<std::shared_ptr<const ServiceDescription>> &services);
    /// Remembers in the file \a path what verifications leave for the next; see VerificationMemory.
    void keepVerificationsIn(const QString &path) { m_verifications.keepIn(path); }
    void setSelectedToken(const std::optional<Token> &token);
    /// Closes every action that changes something at the service.
    void setReadOnly(bool readOnly);
    void retranslate();

    [[nodiscard]] QAction *createAction() const { return m_create; }
    [[nodiscard]] QAction *refreshAction() const { return m_refresh; }
    /// *Give one-time code…*, where the service's list asks for one; as the service calls it.
    [[nodiscard]] QAction *giveAnswersAction() const { return m_giveAnswers; }
    /// *Verify token…*: whether a token that somebody has works.
    [[nodiscard]] QAction *verifyAction() const { return m_verify; }
    [[nodiscard]] QAction *documentationAction() const { return m_documentation; }
    /// In the order of the design: Create Token, Rename, Edit IP ranges, Rotate, Revoke.
    [[nodiscard]] QList<QAction *> changeActions() const;
    /// *Revoke all tokens…*, where the service does that at once.
    [[nodiscard]] QAction *revokeAllAction() const { return m_revokeAll; }
    /// What can be done about the token's secret: Copy and Remove where the keychain has it, Confirm where
    /// nobody has confirmed that it is stored.
    [[nodiscard]] QList<QAction *> secretActions() const
    {
        return {m_copySaved, m_removeSaved, m_confirmStored};
    }

    /// Opens *Revoke* for a token of the session.
    void revoke(const Token &token);
    [[nodiscard]] bool mayRevoke() const;

    /// What a call without a dialog of its own is doing at the keychain, "" while there is none.
    [[nodiscard]] QString work() const;
    /// Ends the reading of a saved secret that is to be copied.
    void cancelCopy();
    /// Ends that call.
    void cancelWork();

    /// The dialog that shows a secret just made, nullptr where there is none.
    [[nodiscard]] TokenSecretDialog *openSecretDialog() const;
    /// Whether there is a dialog whose input, or question, would be lost with the session.
    [[nodiscard]] bool hasUnfinishedDialog() const;
    /// The dialog whose call is under way and may change something, nullptr where none is.
    [[nodiscard]] QDialog *busyDialog() const;

Q_SIGNALS:
    /// Comes after the token's saved secret, if any, was removed: the session is closed on it.
    void ownTokenRevoked();
    /// The same where it has a new secret that was lost on the way.
    void ownSecretLost();
    /// The session's own token was rotated: the session may go on with \a credential, and no longer with the
    /// one before.
    void ownTokenRotated(std::shared_ptr<const tc::Secret> credential);
    /// Something the window should say: a finished or failed action without a dialog of its own. With
    /// \a untilCleared it holds as long as the clipboard counts down.
    void noticed(const tc::Phrasing &text, bool good, bool untilCleared);
    /// See work().
    void workChanged();

private:
    void createToken();
    void renameToken();
    void editRanges();
    void verifyToken();
    void rotateToken(const Token &old);
    void rotateByService(const Token &old);
    void takeRotated(const Token &old, const Token &token, Secret secret);
    /// What the keychain has of the secret before a rotation, once its dialog has closed; \a inItsPlace tells
    /// whether it has the new one instead.
    void settleOldSecret(const Token &old, TokenSecretDialog::Kept inItsPlace);
    /// \a successor is the secret of the token in its place, where the session may go on with that.
    void noteRevoked(const Token &token, const std::shared_ptr<const Secret> &successor = {});
    [[nodiscard]] bool isOwn(const Token &token) const;
    void revokeAll();
    void noteAllRevoked(const QStringList &tokenIds);
    [[nodiscard]] QDialog *newVerification(QWidget *parent);
    /// \a successor is the token that was made in its place, if any; see noteRevoked() for its secret.
    void revokeToken(const Token &token, const std::optional<Token> &successor,
                     const std::shared_ptr<const Secret> &successorsSecret = {});
    void confirmStored();
    void showSecret(const Token &token, Secret secret, TokenSecretDialog::Occasion occasion,
                    std::function<void()> afterwards = {});
    void copySavedSecret();
    void takeSavedSecret(Result<std::optional<Secret>> result);
    void askBeforeRemoving();
    void noteRemoved(int count, const std::optional<ApiError> &error);
    void openDocumentation();
    void updateEnabled();
    /// Where tokens are verified, nullptr where nowhere.
    [[nodiscard]] const ConnectionProfile *verificationProfile() const;
    void open(QDialog *dialog);

    ClipboardGuard &m_clipboard;
    QWidget *m_window;
    QPointer<TokenSession> m_session;
    const ConnectionProfile *m_guided = nullptr;
    HttpTransport *m_guidedTransport = nullptr;
    QPointer<SavedSecrets> m_savedSecrets;
    QPointer<UnconfirmedSecrets> m_unconfirmed; ///< outlives the session
    std::optional<Token> m_token;
    bool m_readOnly = false;
    QList<std::shared_ptr<const ServiceDescription>> m_services;
    SystemClock m_clock;
    VerificationMemory m_verifications {m_clock}; ///< beyond a session: they come and go
    QPointer<QDialog> m_dialog;
    QPointer<TokenSecretDialog> m_secretDialog;
    CallPtr<std::optional<Secret>> m_readingSaved;
    SavedSecretRemovals *m_removals;

    QAction *m_create;
    QAction *m_rename;
    QAction *m_editRanges;
    QAction *m_rotate;
    QAction *m_revoke;
    QAction *m_revokeAll;
    QAction *m_copySaved;
    QAction *m_removeSaved;
    QAction *m_confirmStored;
    QAction *m_verify;
    QAction *m_refresh;
    QAction *m_giveAnswers;
    QAction *m_documentation;
};

} // namespace tc
