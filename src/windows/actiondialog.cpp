#include "actiondialog.h"

#include "errortext.h"
#include "untrustedtext.h"
#include "waitcountdown.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDialogButtonBox>
#include <QEvent>
#include <QLayout>
#include <QProgressBar>
#include <QScreen>

namespace tc {

ActionDialog::ActionDialog(QWidget *parent)
    : QDialog(parent)
    , m_checkAgain(new QAction(tr("Check again"), this))
    , m_countdown(new WaitCountdown(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    connect(m_checkAgain, &QAction::triggered, this, [this] {
        if (const auto again = m_findOutAgain; again && !isBusy())
            again();
    });
    connect(m_countdown, &WaitCountdown::ticked, this, &ActionDialog::count);
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
    // A server that has a read wait has refused it, which says more than that it was cancelled. What
    // runWrite() runs reads before it writes, if at all.
    const std::optional<ServerWait> wait = m_wait;
    m_call.reset();
    showBusy(false);
    const auto check = std::exchange(m_check, std::nullopt);
    if (check && !wait)
        findOut(*check, cancelledError());
    else if (const auto conclude = std::exchange(m_conclude, {}))
        conclude({.doubt = Finding::Doubt::Unreadable,
                  .error = wait ? wait->error : ApiError {.kind = ErrorKind::Cancelled}});
    else
        showError(wait ? wait->error : cancelledError());
}

void ActionDialog::fail(const ApiError &error)
{
    const auto check = std::exchange(m_check, std::nullopt);
    if (check && (mayHaveBeenDone(error) || (check->also && check->also(error))))
        findOut(*check, error);
    else
        showError(error);
}

// By value: what m_findOutAgain holds is replaced here.
void ActionDialog::findOut(OutcomeCheck check, ApiError cause)
{
    m_findOutAgain = [this, check, cause] {
        findOut(check, cause);
    };
    m_conclude = [this, conclude = check.conclude, cause](const Finding &finding) {
        // Where nothing was lost, the server's own error says more.
        if (finding.verdict == Finding::Verdict::NotDone && cause.kind == ErrorKind::Server)
            showError(cause);
        else
            conclude(finding, cause);
    };
    run<Finding>(check.start(cause),
                 [this](const Finding &finding) { std::exchange(m_conclude, {})(finding); });
    say(MessageBanner::Severity::Information, [] {
        return ErrorText {tr("Checking what happened…"), tr("The server is asked whether it was done.")};
    });
}

void ActionDialog::say(MessageBanner::Severity severity, const Phrasing &text,
                       const QList<QAction *> &actions)
{
    m_said = text;
    const ErrorText words = text();
    m_parts.banner->showMessage(severity, words.sentence, words.nextStep, actions);
}

void ActionDialog::sayNotDone(const Finding &finding, ErrorText (*text)(const Finding &))
{
    const bool isKnown = finding.verdict == Finding::Verdict::NotDone;
    say(
        MessageBanner::Severity::Warning, [finding, text] { return text(finding); },
        isKnown ? QList<QAction *>() : QList {m_checkAgain});
}

void ActionDialog::rephrase()
{
    if (!m_said)
        return;
    const ErrorText words = m_said();
    m_parts.banner->rephrase(words.sentence, words.nextStep);
}

void ActionDialog::count(bool aloud)
{
    if (!m_said)
        return;
    const ErrorText words = m_said();
    m_parts.banner->count(words.sentence, words.nextStep, aloud);
}

void ActionDialog::showWait(const std::optional<ServerWait> &wait)
{
    const bool wasWaiting = std::exchange(m_wait, wait).has_value();
    m_countdown->setWait(wait);
    if (!wasWaiting)
        m_saidBeforeWait = m_said;
    if (wait) {
        say(MessageBanner::Severity::Information, [this] { return m_countdown->text(); });
    } else if (m_saidBeforeWait) { // "Checking…": nothing else is said while a call runs
        say(MessageBanner::Severity::Information, m_saidBeforeWait);
    } else {
        m_said = {};
        m_parts.banner->dismiss();
    }
}

MessageBanner &ActionDialog::banner()
{
    m_said = {};
    return *m_parts.banner;
}

void ActionDialog::showError(const ApiError &error)
{
    const auto severity = error.kind == ErrorKind::Cancelled ? MessageBanner::Severity::Information
                                                             : MessageBanner::Severity::Error;
    say(severity, [error] { return describe(error); });
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
        m_said = {};
        m_parts.banner->dismiss();
    } else {
        m_wait.reset();
        m_saidBeforeWait = {};
        m_countdown->setWait(std::nullopt);
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
    if (event->type() == QEvent::LanguageChange) {
        m_checkAgain->setText(tr("Check again"));
        retranslate();
        rephrase();
    }
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
