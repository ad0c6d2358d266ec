#pragma once

#include "actiondialog.h"
#include "servicedescription.h"

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace Ui {
class ListAnswersDialog;
}

namespace tc {

class AskedFields;
class TokenSession;

/// Asks for what a service's list asks for (a one-time code), and refreshes the list once with it. Nothing of
/// it is kept.
class ListAnswersDialog final : public ActionDialog
{
    Q_OBJECT

public:
    /// \a session, whose service asks for something, must outlive the dialog.
    explicit ListAnswersDialog(TokenSession &session, QWidget *parent = nullptr);
    ~ListAnswersDialog() override;

    /// What opens it is called: *Give one-time code…*, as \a service calls it.
    [[nodiscard]] static QString actionText(const ServiceDescription &service);

protected:
    void showError(const ApiError &error) override;
    [[nodiscard]] ApiError cancelledError() const override { return ApiError {.kind = ErrorKind::Cancelled}; }
    void retranslate() override;
    void busyChanged() override { updateParts(); }

private:
    void submit();
    void updateParts();

    TokenSession &m_session;
    std::unique_ptr<Ui::ListAnswersDialog> m_ui;
    AskedFields *m_fields;
    QPushButton *m_refreshButton;
};

} // namespace tc
