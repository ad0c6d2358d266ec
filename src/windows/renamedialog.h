#pragma once

#include "actiondialog.h"
#include "token.h"

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace Ui {
class RenameDialog;
}

namespace tc {

class TokenSession;

/// *Rename* one token.
class RenameDialog final : public ActionDialog
{
    Q_OBJECT

public:
    /// \a session must outlive the dialog.
    RenameDialog(TokenSession &session, const Token &token, QWidget *parent = nullptr);
    ~RenameDialog() override;

protected:
    QWidget *showFieldError(InputField field, const QString &message) override;
    void retranslate() override;
    void busyChanged() override { updateParts(); }

private:
    [[nodiscard]] QString newName() const;
    void updateParts();
    void rename();

    TokenSession &m_session;
    const Token m_token;
    std::unique_ptr<Ui::RenameDialog> m_ui;
    QPushButton *m_renameButton;
};

} // namespace tc
