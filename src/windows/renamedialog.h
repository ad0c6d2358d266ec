#pragma once

#include "tokeneditdialog.h"

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace Ui {
class RenameDialog;
}

namespace tc {

/// *Rename* one token.
class RenameDialog final : public TokenEditDialog
{
    Q_OBJECT

public:
    /// \a session must outlive the dialog.
    RenameDialog(TokenSession &session, const Token &token, QWidget *parent = nullptr);
    ~RenameDialog() override;

protected:
    void showConflict(const Token &before) override;
    void showTokenRead() override { updateParts(); }
    QWidget *showFieldError(InputField field, const QString &message) override;
    void retranslate() override;
    void busyChanged() override { updateParts(); }

private:
    [[nodiscard]] QString newName() const;
    /// Whether the user was shown the server's other name, and takes it: there is nothing to send.
    [[nodiscard]] bool isConflictSettled() const;
    void updateParts();
    void rename();
    void choose(const QString &name);

    QString m_mine; ///< the user's name when the server turned out to have another
    std::unique_ptr<Ui::RenameDialog> m_ui;
    QPushButton *m_renameButton;
};

} // namespace tc
