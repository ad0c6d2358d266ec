#pragma once

#include "actiondialog.h"
#include "token.h"

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace Ui {
class RotateDialog;
}

namespace tc {

class TokenSession;

/// *Rotate*, the simple way: makes a token alike; its secret is shown and revoking the old one offered
/// afterwards.
class RotateDialog final : public ActionDialog
{
    Q_OBJECT

public:
    /// \a session must outlive the dialog.
    RotateDialog(TokenSession &session, const Token &token, QWidget *parent = nullptr);
    ~RotateDialog() override;

Q_SIGNALS:
    void created(const tc::Token &token, std::shared_ptr<tc::Secret> secret);

protected:
    QWidget *showFieldError(InputField field, const QString &message) override;
    void retranslate() override;
    void busyChanged() override { updateParts(); }

private:
    [[nodiscard]] TokenDraft draft() const;
    /// As long after now as the old token's is after its creation.
    [[nodiscard]] Expiry likeBefore() const;
    void updateParts();
    void createToken();

    TokenSession &m_session;
    const Token m_token;
    std::unique_ptr<Ui::RotateDialog> m_ui;
    QPushButton *m_createButton;
    QByteArray m_idempotencyKey;
    TokenDraft m_lastDraft; ///< what the key was made for
};

} // namespace tc
