#pragma once

#include "actiondialog.h"
#include "countdown.h"
#include "secretmismatch.h"
#include "tokenverification.h"

#include <QDeadlineTimer>
#include <QList>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QAction;
class QPushButton;
QT_END_NAMESPACE

namespace Ui {
class VerifyTokenDialog;
}

namespace tc {

class HttpTransport;

/// *Verify token*: says what a token that somebody has looks like as it is entered, and, once asked, whether
/// it works at a server, with evidence to copy; no credential of the user's own is needed. Where the vendor
/// takes a call only now and then, it counts down until the next one.
class VerifyTokenDialog final : public ActionDialog
{
    Q_OBJECT

public:
    /// What the dialog works with; all of it must outlive the dialog.
    struct Context
    {
        const ConnectionProfile &profile; ///< of the server to ask, which may move meanwhile
        HttpTransport &transport;
        /// Whose tokens are recognised; the profile's is one of them.
        const QList<std::shared_ptr<const ServiceDescription>> &services;
        VerificationMemory &memory;
    };

    explicit VerifyTokenDialog(const Context &context, QWidget *parent = nullptr);
    ~VerifyTokenDialog() override;

protected:
    void retranslate() override;
    [[nodiscard]] ApiError cancelledError() const override { return ApiError {.kind = ErrorKind::Cancelled}; }
    void busyChanged() override;

private:
    enum class Mismatch { AskedAbout, Accepted };

    void noteTyped();
    void showHint();
    void start(Mismatch mismatch);
    [[nodiscard]] std::chrono::seconds cooldownLeft() const;
    void followCooldown(const std::optional<QDeadlineTimer> &until);
    void showOutcome(const Verification &outcome);
    void showEvidence();
    void updateParts();
    void copyEvidence();

    const Context m_context;
    std::unique_ptr<Ui::VerifyTokenDialog> m_ui;
    QPushButton *m_verifyButton;
    QPushButton *m_copyButton;
    QAction *m_useAnyway;
    QTimer m_second; ///< while the next call has to wait
    QDeadlineTimer m_nextCall;
    CountdownVoice m_voice;
    std::optional<Verification> m_outcome; ///< of what is entered
};

} // namespace tc
