#pragma once

#include "actiondialog.h"
#include "token.h"

QT_BEGIN_NAMESPACE
class QAction;
QT_END_NAMESPACE

namespace Ui {
class EditIpRangesDialog;
}

namespace tc {

class TokenSession;

/// *Edit IP ranges* of one token: before and after, and who would be shut out.
class EditIpRangesDialog final : public ActionDialog
{
    Q_OBJECT

public:
    /// Reads \a token anew first, so that the change is made to its present state. \a session must outlive
    /// the dialog.
    EditIpRangesDialog(TokenSession &session, const Token &token, QWidget *parent = nullptr);
    ~EditIpRangesDialog() override;

protected:
    /// After a change by someone else meanwhile the token is read again.
    void showError(const ApiError &error) override;
    [[nodiscard]] ApiError cancelledError() const override;
    QWidget *showFieldError(InputField field, const QString &message) override;
    /// Before the token was read there is nothing that could be lost or changed.
    [[nodiscard]] bool closesOnCancel() const override { return !m_read && !m_stale; }
    void retranslate() override;
    void busyChanged() override { updateParts(); }

private:
    void readToken();
    void setToken(const Token &token);
    void showChangedMeanwhile();
    void updateParts();
    [[nodiscard]] QStringList warnings() const;
    void save();

    TokenSession &m_session;
    Token m_token;
    bool m_read = false; ///< whether m_token is what the server has now; the inputs are closed until then
    bool m_stale = false; ///< whether someone else changed it after that; the chips are kept then
    QAction *m_readAgain;
    std::unique_ptr<Ui::EditIpRangesDialog> m_ui;
};

} // namespace tc
