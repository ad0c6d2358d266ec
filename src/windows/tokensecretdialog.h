#pragma once

#include "call.h"
#include "connectionprofile.h"
#include "errortext.h"
#include "token.h"

#include <QDialog>
#include <QPointer>

#include <memory>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace Ui {
class TokenSecretDialog;
}

namespace tc {

class ClipboardGuard;
class SavedSecrets;

/// Shows the secret that a token was just given, this once. Of one without an id it says that nothing else of
/// the answer could be read, and keeps no secret in the keychain. It closes only after the user has said
/// that the secret is stored, or has been asked and closes it all the same.
class TokenSecretDialog final : public QDialog
{
    Q_OBJECT

public:
    /// What gave the token its secret: its creation, or the service's own rotation, which ended the one
    /// before. OwnRotated: of the session's own token.
    enum class Occasion { Created, Rotated, OwnRotated };
    /// Whether the keychain has the secret. Perhaps: saving it was cancelled, or its outcome is not known.
    enum class Kept { No, Perhaps, Yes };

    /// \a clipboard must outlive the dialog; \a savedSecrets may go before it, and saving with it.
    TokenSecretDialog(const ConnectionProfile &profile, const Token &token, Secret secret, Occasion occasion,
                      ClipboardGuard &clipboard, SavedSecrets *savedSecrets, QWidget *parent = nullptr);
    ~TokenSecretDialog() override;

    [[nodiscard]] const Token &token() const { return m_token; }
    [[nodiscard]] Kept kept() const;
    /// While the keychain is \a busy with removing what was there, nothing is saved: that may overtake it.
    void setKeychainBusy(bool busy);

    /// Escape and the close button come here: stays while the secret is being saved, else asks first unless
    /// it is confirmed as stored.
    void reject() override;

Q_SIGNALS:
    void savedInKeychain();

protected:
    bool event(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void retranslate();
    /// That nothing but the secret could be read.
    [[nodiscard]] ErrorText unreadText() const;
    void fillLines();
    void showLine();
    [[nodiscard]] static QString copiedText(int seconds);
    void showClipboard(int seconds);
    void updateParts();
    void saveInKeychain();
    void cancelSaving();
    void showSaving();
    void askBeforeClosing();

    enum class Saving { NotSaved, Running, Saved, Failed, Cancelled };

    const ConnectionProfile m_profile;
    const Token m_token;
    const Occasion m_occasion;
    ClipboardGuard &m_clipboard;
    QPointer<SavedSecrets> m_savedSecrets;
    CallPtr<Done> m_call;
    Saving m_saving = Saving::NotSaved;
    std::optional<ApiError> m_savingError;
    bool m_mayBeKept = false; ///< some saving of it may have been done
    bool m_isKeychainBusy = false;
    bool m_copied = false;
    int m_announcedSeconds = -1; ///< what was last said aloud of the clipboard; -1 while it is stuck
    std::unique_ptr<Ui::TokenSecretDialog> m_ui;
    QPushButton *m_doneButton;
};

} // namespace tc
