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
    void showTokenRead() override;
    [[nodiscard]] ApiError cancelledError() const override;
    QWidget *showFieldError(InputField field, const QString &message) override;
    /// Before the token was read there is nothing that could be lost or changed.
    [[nodiscard]] bool closesOnCancel() const override { return !m_read; }
    void retranslate() override;
    void busyChanged() override { updateParts(); }

private:
    struct Ranges
    {
        AllowedIps allowed;
        IpRanges denied;
    };

    [[nodiscard]] static Ranges rangesOf(const Token &token);
    /// Whether denied ranges can be changed here.
    [[nodiscard]] bool hasDenied() const;
    void readToken();
    void takeToken(const Token &token);
    void choose(const Ranges &ranges);
    /// What stands in the fields.
    [[nodiscard]] Ranges chosen() const;
    /// What has to be sent to get from \a before to \a after; the allowed ranges where nothing else changes.
    [[nodiscard]] TokenEdit editFrom(const Ranges &before, const Ranges &after) const;
    [[nodiscard]] Ranges broughtUpToDate() const;
    /// \a ranges, one a line, with those that \a other does not have first.
    [[nodiscard]] QString comparedText(const Ranges &ranges, const QStringList &foreign,
                                       const QStringList &foreignDenied, const Ranges &other) const;
    void updateParts();
    [[nodiscard]] QStringList warnings() const;
    void save();

    bool m_read = false; ///< whether token() is what the server has; the inputs are closed until then
    Ranges m_before; ///< what the user began with
    Ranges m_mine; ///< the user's ranges when the server turned out to have others
    std::optional<Ranges> m_merged; ///< of both
    QAction *m_readAgain;
    std::unique_ptr<Ui::EditIpRangesDialog> m_ui;
};

} // namespace tc
