#pragma once

#include "call.h"
#include "lostanswer.h"
#include "messagebanner.h"
#include "phrasing.h"

#include <QDialog>
#include <QPointer>

#include <functional>
#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QAction;
class QDialogButtonBox;
class QProgressBar;
QT_END_NAMESPACE

namespace tc {

class WaitCountdown;

/// A dialog that asks for something and then runs one call: while it runs there is progress, the inputs are
/// closed and Cancel ends the call; a server that has it wait is counted down; a failure is shown on top and
/// leaves every input as it was. What became of a write whose answer was lost, or that Cancel ended, is found
/// out by asking the server.
class ActionDialog : public QDialog
{
    Q_OBJECT

public:
    [[nodiscard]] bool isBusy() const { return m_call != nullptr; }

    /// While busy: ends the call, and stays open unless closesOnCancel(). Else closes.
    void reject() override;

Q_SIGNALS:
    /// The answer was lost, but it was done: the dialog closes, and the window should say \a text.
    void resolved(const tc::Phrasing &text);

protected:
    explicit ActionDialog(QWidget *parent);
    ~ActionDialog() override;

    struct Parts
    {
        QWidget *inputs = nullptr;
        MessageBanner *banner = nullptr;
        QProgressBar *busyBar = nullptr;
        QDialogButtonBox *buttons = nullptr;
    };
    /// The parts of the form; its Cancel button rejects, its other buttons are closed while a call runs.
    void setParts(const Parts &parts);

    /// Runs \a call, then either \a succeed or showError().
    template <typename T>
    void run(CallPtr<T> call, std::function<void(T)> succeed)
    {
        Call<T> *running = call.get();
        m_call = std::shared_ptr<Call<T>>(std::move(call));
        running->onFinished([this, succeed = std::move(succeed)](Result<T> result) {
            const std::shared_ptr<void> ended = std::exchange(m_call, nullptr);
            showBusy(false);
            if (result)
                succeed(*std::move(result));
            else
                fail(result.error());
        });
        running->onWaiting([this](const std::optional<ServerWait> &wait) { showWait(wait); });
        showBusy(true);
    }

    /// How it is found out what became of a write.
    struct OutcomeCheck
    {
        /// Asks the server; takes what the write failed with.
        std::function<CallPtr<Finding>(const ApiError &)> start;
        /// Takes what was found, and what the write failed with.
        std::function<void(const Finding &, const ApiError &)> conclude;
        /// Whether a failure calls for it too, besides lost answers; none where no other does.
        std::function<bool(const ApiError &)> also;
    };

    /// Runs \a call, a write that reads nothing after it was sent, as run() does; where its answer is lost or
    /// Cancel ends it, \a check finds out.
    template <typename T>
    void runWrite(CallPtr<T> call, OutcomeCheck check, std::function<void(T)> succeed)
    {
        m_check = std::move(check);
        run<T>(std::move(call), [this, succeed = std::move(succeed)](T value) {
            m_check.reset();
            succeed(std::move(value));
        });
    }

    virtual void showError(const ApiError &error);
    /// Shows \a message, which is escaped, at the input that the service refused; returns the one to have the
    /// focus, nullptr where the dialog has no such input.
    virtual QWidget *showFieldError(InputField field, const QString &message);
    /// Whether Cancel ends a call and the dialog with it: where the call changes nothing.
    [[nodiscard]] virtual bool closesOnCancel() const { return false; }
    /// What the dialog says when Cancel ends a call.
    [[nodiscard]] virtual ApiError cancelledError() const;
    /// Sets every text anew in the current language.
    virtual void retranslate() = 0;
    /// Called when the inputs open or close.
    virtual void busyChanged() { }

    bool event(QEvent *event) override;
    /// Shows \a text, in whatever language is chosen while it is shown, with a button for each of \a actions.
    void say(MessageBanner::Severity severity, const Phrasing &text, const QList<QAction *> &actions = {});
    /// The same of a write that \a finding does not show done, in the words that \a text has for that: where
    /// it is not known, it can be checked again.
    void sayNotDone(const Finding &finding, ErrorText (*text)(const Finding &));
    /// Shows what say() was given with the numbers of now, a second later; see MessageBanner::count().
    void count(bool aloud);
    /// For messages that say() does not show.
    [[nodiscard]] MessageBanner &banner();
    /// *Check again*, for what could not be found out.
    [[nodiscard]] QAction *checkAgainAction() const { return m_checkAgain; }

private:
    void showBusy(bool busy);
    /// Phrases anew what the banner shows.
    void rephrase();
    void showWait(const std::optional<ServerWait> &wait);
    void fail(const ApiError &error);
    void findOut(OutcomeCheck check, ApiError cause);

    Parts m_parts;
    std::shared_ptr<void> m_call;
    std::optional<OutcomeCheck> m_check; ///< while a write is under way
    std::function<void(const Finding &)> m_conclude; ///< while the server is asked
    std::function<void()> m_findOutAgain;
    QAction *m_checkAgain;
    Phrasing m_said; ///< what the banner shows
    WaitCountdown *m_countdown;
    std::optional<ServerWait> m_wait; ///< of the call, while its server has it wait
    Phrasing m_saidBeforeWait;
    QPointer<QWidget> m_focusBefore;
};

/// For the event handler of a dialog with wrapped texts: as high as they need at its width when it is first
/// shown, and never lower when texts come or get longer. A layout alone reckons with other widths.
void fitHeight(QDialog &dialog, const QEvent &event);

} // namespace tc
