#pragma once

#include "actiondialog.h"
#include "token.h"

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace Ui {
class CreateTokenDialog;
}

namespace tc {

class TokenSession;

/// *Create Token*. On success it emits created() with the secret, this once, and closes.
class CreateTokenDialog final : public ActionDialog
{
    Q_OBJECT

public:
    /// \a session must outlive the dialog.
    explicit CreateTokenDialog(TokenSession &session, QWidget *parent = nullptr);
    ~CreateTokenDialog() override;

Q_SIGNALS:
    void created(const tc::Token &token, std::shared_ptr<tc::Secret> secret);

protected:
    QWidget *showFieldError(InputField field, const QString &message) override;
    void retranslate() override;
    void busyChanged() override { updateParts(); }

private:
    [[nodiscard]] TokenDraft draft() const;
    void fillTypes();
    void fillScopes();
    void updateParts();
    void createToken();

    TokenSession &m_session;
    std::unique_ptr<Ui::CreateTokenDialog> m_ui;
    QPushButton *m_createButton;
    QByteArray m_idempotencyKey;
    TokenDraft m_lastDraft; ///< what the key was made for
};

} // namespace tc
