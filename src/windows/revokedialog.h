#pragma once

#include "actiondialog.h"
#include "token.h"

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace Ui {
class RevokeDialog;
}

namespace tc {

class AskedFields;
class TokenSession;

/// *Revoke* one token, after saying what that means. Cancel is the default.
class RevokeDialog final : public ActionDialog
{
    Q_OBJECT

public:
    enum class Occasion { Asked, AfterRotation };

    /// \a session must outlive the dialog.
    RevokeDialog(TokenSession &session, const Token &token, Occasion occasion, QWidget *parent = nullptr);
    ~RevokeDialog() override;

    /// Shows the steps of a rotation to \a successor, which has been made: switch to it, check that it works,
    /// then revoke the old one. With \a mayVerify a verification is offered. \a goesOn: the session goes on
    /// with the successor where the old one is its own.
    void guideTo(const Token &successor, bool mayVerify, bool goesOn);

Q_SIGNALS:
    void revoked(const tc::Token &token);
    /// The user wants to verify the new token.
    void verificationWanted();

protected:
    void retranslate() override;
    void busyChanged() override { updateParts(); }

private:
    void revoke();
    void noteList();
    void noteRefreshed();
    /// Whether the list tells when the successor was last used.
    [[nodiscard]] bool tellsLastUse() const;
    [[nodiscard]] QString stepsText() const;
    [[nodiscard]] bool isAnswered() const;
    void updateParts();
    void conclude(const Finding &finding);
    void finish();

    TokenSession &m_session;
    Token m_token; ///< as last read
    std::optional<Token> m_successor; ///< after a rotation; as last read
    bool m_goesOn = false; ///< see guideTo()
    bool m_isRefreshing = false; ///< whether the user asked for it here
    const Occasion m_occasion;
    std::unique_ptr<Ui::RevokeDialog> m_ui;
    AskedFields *m_asked = nullptr; ///< where the service asks for something
    QPushButton *m_revokeButton;
};

} // namespace tc
