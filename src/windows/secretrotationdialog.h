#pragma once

#include "actiondialog.h"
#include "lostanswer.h"
#include "secret.h"
#include "token.h"

#include <QSet>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace Ui {
class SecretRotationDialog;
}

namespace tc {

class AskedFields;
class TokenSession;

/// *Rotate* by the service's own operation, which ends the old secret at once. Where the answer is lost, it
/// says what can be known, and rotating again gives a secret that works. Cancel is the default.
class SecretRotationDialog final : public ActionDialog
{
    Q_OBJECT

public:
    /// \a session must outlive the dialog.
    SecretRotationDialog(TokenSession &session, const Token &token, QWidget *parent = nullptr);
    ~SecretRotationDialog() override;

Q_SIGNALS:
    /// \a token has the new secret, given this once; it may be another one, in the place of \a old.
    void rotated(const tc::Token &old, const tc::Token &token, std::shared_ptr<tc::Secret> secret);
    /// \a token may have a secret that was lost on the way.
    void secretLost(const tc::Token &token);
    /// The rotation was done, and \a old's secret no longer works; nobody has the new one.
    void oldSecretEnded(const tc::Token &old);
    /// And it was the session's own token: the dialog closes, as nothing can be done with it any more.
    void ownSecretLost();

protected:
    QWidget *showFieldError(InputField field, const QString &message) override;
    void showError(const ApiError &error) override;
    void retranslate() override;
    void busyChanged() override { updateParts(); }

private:
    void rotate();
    void conclude(const Finding &finding);
    [[nodiscard]] bool isAnswered() const;
    [[nodiscard]] bool isOwn() const;
    void updateParts();

    TokenSession &m_session;
    Token m_token; ///< the one in its place after a rotation whose answer was lost
    std::optional<QSet<QString>> m_idsBefore; ///< see checkRotated()
    bool m_isGone = false; ///< m_token is no more
    bool m_mayBeDone = false; ///< whether a rotation of m_token may have been done already
    std::unique_ptr<Ui::SecretRotationDialog> m_ui;
    AskedFields *m_asked = nullptr; ///< where the service asks for something
    QPushButton *m_rotateButton;
};

} // namespace tc
