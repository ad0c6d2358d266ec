#pragma once

#include "tokeneditdialog.h"

QT_BEGIN_NAMESPACE
class QAction;
QT_END_NAMESPACE

namespace Ui {
class EditIpRangesDialog;
}

namespace tc {

/// *Edit IP ranges* of one token: before and after, and who would be shut out.
class EditIpRangesDialog final : public TokenEditDialog
{
    Q_OBJECT

public:
    /// Reads \a token anew first, so that the change is made to its present state. \a session must outlive
    /// the dialog.
    EditIpRangesDialog(TokenSession &session, const Token &token, QWidget *parent = nullptr);
    ~EditIpRangesDialog() override;

protected:
    void showError(const ApiError &error) override;
    void showConflict(const Token &before) override;
    void showTokenRead() override { updateParts(); }
    [[nodiscard]] ApiError cancelledError() const override;
    QWidget *showFieldError(InputField field, const QString &message) override;
    /// Before the token was read there is nothing that could be lost or changed.
    [[nodiscard]] bool closesOnCancel() const override { return !m_read; }
    void retranslate() override;
    void busyChanged() override { updateParts(); }

private:
    void readToken();
    void takeToken(const Token &token);
    void choose(const AllowedIps &ranges);
    void updateParts();
    [[nodiscard]] QStringList warnings() const;
    void save();

    bool m_read = false; ///< whether token() is what the server has; the inputs are closed until then
    AllowedIps m_mine; ///< the user's ranges when the server turned out to have others
    std::optional<AllowedIps> m_merged; ///< of both
    QAction *m_readAgain;
    std::unique_ptr<Ui::EditIpRangesDialog> m_ui;
};

} // namespace tc
