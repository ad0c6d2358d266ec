#pragma once

#include "call.h"

#include <QDialog>
#include <QPointer>

#include <functional>
#include <memory>

QT_BEGIN_NAMESPACE
class QDialogButtonBox;
class QProgressBar;
QT_END_NAMESPACE

namespace tc {

class MessageBanner;

/// A dialog that asks for something and then runs one call: while it runs there is progress, the inputs are
/// closed and Cancel ends the call; a failure is shown on top and leaves every input as it was.
class ActionDialog : public QDialog
{
    Q_OBJECT

public:
    [[nodiscard]] bool isBusy() const { return m_call != nullptr; }

    /// While busy: ends the call, and stays open unless closesOnCancel(). Else closes.
    void reject() override;

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
                showError(result.error());
        });
        showBusy(true);
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
    [[nodiscard]] MessageBanner &banner() const { return *m_parts.banner; }

private:
    void showBusy(bool busy);

    Parts m_parts;
    std::shared_ptr<void> m_call;
    QPointer<QWidget> m_focusBefore;
};

/// For the event handler of a dialog with wrapped texts: as high as they need at its width when it is first
/// shown, and never lower when texts come or get longer. A layout alone reckons with other widths.
void fitHeight(QDialog &dialog, const QEvent &event);

} // namespace tc
