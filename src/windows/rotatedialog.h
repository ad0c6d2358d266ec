#pragma once

#include "tokencreationdialog.h"

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace Ui {
class RotateDialog;
}

namespace tc {

/// *Rotate*, the simple way: makes a token alike; its secret is shown and revoking the old one offered
/// afterwards.
class RotateDialog final : public TokenCreationDialog
{
    Q_OBJECT

public:
    /// \a session must outlive the dialog.
    RotateDialog(TokenSession &session, const Token &token, QWidget *parent = nullptr);
    ~RotateDialog() override;

protected:
    [[nodiscard]] std::optional<TokenDraft> wanted() override;
    [[nodiscard]] QString reassurance() const override;
    QWidget *showFieldError(InputField field, const QString &message) override;
    void retranslate() override;
    void busyChanged() override { updateParts(); }
    void inputsChanged() override { updateParts(); }

private:
    [[nodiscard]] TokenDraft draft() const;
    /// Whether a name is needed and none is filled in.
    [[nodiscard]] bool lacksName() const;
    /// As long after now as the old token's is after its creation.
    [[nodiscard]] Expiry likeBefore() const;
    void updateParts();

    const Token m_token;
    std::unique_ptr<Ui::RotateDialog> m_ui;
    QPushButton *m_createButton;
};

} // namespace tc
