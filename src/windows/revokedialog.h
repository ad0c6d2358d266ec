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

Q_SIGNALS:
    void revoked(const tc::Token &token);

protected:
    void retranslate() override;
    void busyChanged() override { updateParts(); }

private:
    void revoke();
    [[nodiscard]] bool isAnswered() const;
    void updateParts();
    void conclude(const Finding &finding);
    void finish();

    TokenSession &m_session;
    const Token m_token;
    const Occasion m_occasion;
    std::unique_ptr<Ui::RevokeDialog> m_ui;
    AskedFields *m_asked = nullptr; ///< where the service asks for something
    QPushButton *m_revokeButton;
};

} // namespace tc
