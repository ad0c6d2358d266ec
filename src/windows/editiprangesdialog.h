#pragma once

#include "actiondialog.h"
#include "token.h"

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
    void showError(const ApiError &error) override;
    void retranslate() override;
    void busyChanged() override { updateParts(); }

private:
    void readToken();
    void setToken(const Token &token);
    void updateParts();
    [[nodiscard]] QStringList warnings() const;
    void save();

    TokenSession &m_session;
    Token m_token;
    bool m_read = false; ///< whether m_token is what the server has now
    std::unique_ptr<Ui::EditIpRangesDialog> m_ui;
};

} // namespace tc
