#pragma once

#include "actiondialog.h"

#include <QStringList>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace Ui {
class RevokeAllDialog;
}

namespace tc {

class TokenSession;

/// *Revoke all tokens*, the session's own among them: says how many those are and what that means, and wants
/// it confirmed. Cancel is the default.
class RevokeAllDialog final : public ActionDialog
{
    Q_OBJECT

public:
    /// \a session must outlive the dialog.
    explicit RevokeAllDialog(TokenSession &session, QWidget *parent = nullptr);
    ~RevokeAllDialog() override;

Q_SIGNALS:
    /// \a tokenIds are those that the list had before.
    void revoked(const QStringList &tokenIds);

protected:
    void retranslate() override;
    void busyChanged() override { updateParts(); }

private:
    void revoke();
    void updateParts();
    void conclude(const Finding &finding);
    void finish();

    TokenSession &m_session;
    std::unique_ptr<Ui::RevokeAllDialog> m_ui;
    QStringList m_tokenIds; ///< of the list as it was when they were revoked
    QPushButton *m_revokeButton;
};

} // namespace tc
