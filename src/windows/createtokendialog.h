#pragma once

#include "tokencreationdialog.h"

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace Ui {
class CreateTokenDialog;
}

namespace tc {

/// *Create Token*.
class CreateTokenDialog final : public TokenCreationDialog
{
    Q_OBJECT

public:
    /// \a session must outlive the dialog.
    explicit CreateTokenDialog(TokenSession &session, QWidget *parent = nullptr);
    ~CreateTokenDialog() override;

Q_SIGNALS:
    /// The dialog closed without a token, as \a token is to be rotated instead.
    void rotationWanted(const tc::Token &token);

protected:
    [[nodiscard]] std::optional<TokenDraft> wanted() override;
    QWidget *showFieldError(InputField field, const QString &message) override;
    void retranslate() override;
    void busyChanged() override { updateParts(); }
    void inputsChanged() override { updateParts(); }

private:
    [[nodiscard]] TokenDraft draft() const;
    /// Whether a name is needed and none is filled in.
    [[nodiscard]] bool lacksName() const;
    void fillTypes();
    void setUpNames();
    void sayWhatIsThere();
    [[nodiscard]] QWidget *firstMissing() const;
    [[nodiscard]] QString scopesSummary() const;
    [[nodiscard]] QString rangesSummary() const;
    void sayWhatIsDenied();
    void updateParts();

    std::unique_ptr<Ui::CreateTokenDialog> m_ui;
    QPushButton *m_createButton;
    QAction *m_rotateInstead;
};

} // namespace tc
