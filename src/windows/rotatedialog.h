#pragma once

#include "tokencreationdialog.h"

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace Ui {
class RotateDialog;
}

namespace tc {

struct AskedField;

/// *Rotate*, the simple way: makes a token alike; its secret is shown and revoking the old one offered
/// afterwards. Where a service has one token at a time, the old one is deleted before, and what that means is
/// said before.
class RotateDialog final : public TokenCreationDialog
{
    Q_OBJECT

public:
    /// \a session must outlive the dialog.
    RotateDialog(TokenSession &session, const Token &token, QWidget *parent = nullptr);
    ~RotateDialog() override;

    /// Whether the old token is deleted first, so that nothing is left to revoke.
    [[nodiscard]] bool deletesFirst() const;

Q_SIGNALS:
    /// The old token is deleted; the new one is not there yet.
    void oldDeleted(const tc::Token &old);

protected:
    [[nodiscard]] std::optional<TokenDraft> wanted() override;
    [[nodiscard]] QString reassurance() const override;
    [[nodiscard]] std::function<QString()> consequence() const override;
    QWidget *showFieldError(InputField field, const QString &message) override;
    void retranslate() override;
    void busyChanged() override { updateParts(); }
    void inputsChanged() override { updateParts(); }

private:
    void rotate();
    void deleteOld();
    void concludeDeletion(const Finding &finding);
    void noteDeleted();
    void sayWhatHinders();
    [[nodiscard]] bool isOwn() const;
    [[nodiscard]] bool isCopyable() const;
    [[nodiscard]] bool hasReadableScopes() const;
    [[nodiscard]] QString explanation() const;
    [[nodiscard]] TokenDraft draft() const;
    /// Whether a name is needed and none is filled in.
    [[nodiscard]] bool lacksName() const;
    [[nodiscard]] QList<AskedField> askedToDeleteOnly() const;
    /// Whether everything is filled in that is asked for from here on.
    [[nodiscard]] bool isAllAnswered() const;
    void updateParts();

    const Token m_token;
    std::unique_ptr<Ui::RotateDialog> m_ui;
    QPushButton *m_createButton;
    AskedFields *m_askedToDelete = nullptr; ///< where the deletion asks for what the creation does not
    bool m_isDeleted = false; ///< the old token
};

} // namespace tc
