#include "actiondialog.h"

#include "errortext.h"
#include "messagebanner.h"
#include "untrustedtext.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDialogButtonBox>
#include <QEvent>
#include <QLayout>
#include <QProgressBar>
#include <QScreen>

namespace tc {

ActionDialog::ActionDialog(QWidget *parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
}

ActionDialog::~ActionDialog() = default;

void ActionDialog::setParts(const Parts &parts)
{
    m_parts = parts;
    m_parts.banner->hide();
    m_parts.busyBar->hide();
    connect(m_parts.buttons, &QDialogButtonBox::rejected, this, &ActionDialog::reject);
}

void ActionDialog::reject()
{
    if (!isBusy() || closesOnCancel()) {
        m_call.reset();
        QDialog::reject();
        return;
    }
    m_call.reset();
    showBusy(false);
    showError(cancelledError());
}

void ActionDialog::showError(const ApiError &error)
{
    const ErrorText text = describe(error);
    const auto severity = error.kind == ErrorKind::Cancelled ? MessageBanner::Severity::Information
                                                             : MessageBanner::Severity::Error;
    m_parts.banner->showMessage(severity, text.sentence, text.nextStep);
    QWidget *first = nullptr;
    for (const FieldError &field : error.fields) {
        QWidget *input = showFieldError(field.field, escapeUntrusted(field.message));
        first = first ? first : input;
    }
    if (first)
        first->setFocus();
}

QWidget *ActionDialog::showFieldError(InputField, const QString &)
{
    return nullptr;
}

ApiError ActionDialog::cancelledError() const
{
    // The request may have left already: whether the server carried it out is not known.
    return ApiError {.kind = ErrorKind::OutcomeUnknown};
}

void ActionDialog::showBusy(bool busy)
{
    if (busy) {
        m_focusBefore = focusWidget();
        m_parts.banner->dismiss();
    }
    m_parts.inputs->setEnabled(!busy);
    m_parts.busyBar->setVisible(busy);
    for (QAbstractButton *button : m_parts.buttons->buttons()) {
        if (m_parts.buttons->buttonRole(button) != QDialogButtonBox::RejectRole)
            button->setEnabled(!busy);
    }
    busyChanged();
    if (!busy && m_focusBefore)
        m_focusBefore->setFocus();
}

bool ActionDialog::event(QEvent *event)
{
    const bool handled = QDialog::event(event);
    // After the children: a button box gives its standard buttons Qt's own texts when the language changes.
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    fitHeight(*this, *event);
    return handled;
}

void fitHeight(QDialog &dialog, const QEvent &event)
{
    const bool first = event.type() == QEvent::Show && !event.spontaneous();
    const bool later = event.type() == QEvent::LayoutRequest || event.type() == QEvent::Resize;
    // After its deferred deletion the dialog is gone already.
    if (!first && !later)
        return;
    const QLayout *layout = dialog.layout();
    if (!dialog.isVisible() || !layout || !layout->hasHeightForWidth())
        return;
    const int wanted
        = qMin(layout->totalHeightForWidth(dialog.width()), dialog.screen()->availableGeometry().height());
    if (first || wanted > dialog.height())
        dialog.resize(dialog.width(), wanted);
}

} // namespace tc
