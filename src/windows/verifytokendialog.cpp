#include "verifytokendialog.h"

#include "credentialinput.h"
#include "recognitiontexts.h"
#include "ui_verifytokendialog.h"
#include "untrustedtext.h"
#include "verificationtexts.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>

#include <chrono>

namespace tc {

VerifyTokenDialog::VerifyTokenDialog(const Context &context, QWidget *parent)
    : ActionDialog(parent)
    , m_context(context)
    , m_ui(std::make_unique<Ui::VerifyTokenDialog>())
    , m_useAnyway(new QAction(this))
{
    m_ui->setupUi(this);
    setParts({m_ui->inputs, m_ui->banner, m_ui->busyBar, m_ui->buttons});
    m_ui->evidence->hide();
    m_verifyButton = m_ui->buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    m_copyButton = m_ui->buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    m_verifyButton->setDefault(true);
    m_copyButton->setAutoDefault(false);
    m_second.setInterval(std::chrono::seconds(1));
    m_second.setTimerType(Qt::PreciseTimer); // so that no second is left out or stays for two
    retranslate();
    m_ui->tokenEdit->setFocus();

    connect(m_ui->tokenEdit, &QLineEdit::textChanged, this, &VerifyTokenDialog::noteTyped);
    connect(m_verifyButton, &QPushButton::clicked, this, [this] { start(Mismatch::AskedAbout); });
    connect(m_copyButton, &QPushButton::clicked, this, &VerifyTokenDialog::copyEvidence);
    connect(m_useAnyway, &QAction::triggered, this, [this] { start(Mismatch::Accepted); });
    connect(&m_second, &QTimer::timeout, this, [this] { count(m_voice.isDue(cooldownLeft())); });
}

VerifyTokenDialog::~VerifyTokenDialog() = default;

void VerifyTokenDialog::noteTyped()
{
    // What was said was of another token.
    m_outcome.reset();
    banner().dismiss();
    showHint();
    showEvidence();
    updateParts();
}

void VerifyTokenDialog::showHint()
{
    const auto input = readCredential(m_ui->tokenEdit->text());
    const auto text = [&]() -> QString {
        if (input) {
            const QString looks = recognitionText(recognise(input->secret, m_context.services));
            return input->trimmed ? looks + u' ' + tr("Surrounding white space is left out.") : looks;
        }
        if (input.error() == CredentialInputError::ForbiddenCharacter)
            return tr("The token has a character that no token has, such as a line break or a blank.");
        return tr("Paste the token to verify. It is sent to %1 only, and not kept.")
            .arg(escapeUntrusted(m_context.profile.baseUrl.host(), 80));
    };
    m_ui->tokenHint->setText(text());
}

void VerifyTokenDialog::start(Mismatch mismatch)
{
    auto input = readCredential(m_ui->tokenEdit->text());
    if (isBusy() || !input)
        return;
    const ConnectionProfile &profile = m_context.profile;
    const auto found = mismatchOf(input->secret, profile, m_context.services);
    if (found && mismatch == Mismatch::AskedAbout) {
        say(MessageBanner::Severity::Warning,
            [found = *found, profile] { return mismatchText(found, profile); }, {m_useAnyway});
        return;
    }
    m_outcome.reset();
    showEvidence();
    run<Verification>(std::make_unique<TokenVerification>(
                          profile, std::make_shared<const Secret>(std::move(input->secret)),
                          m_context.transport, m_context.memory,
                          [this](const std::optional<QDeadlineTimer> &until) { followCooldown(until); }),
                      [this](const Verification &outcome) { showOutcome(outcome); });
}

void VerifyTokenDialog::followCooldown(const std::optional<QDeadlineTimer> &until)
{
    if (!until) {
        m_second.stop();
        banner().dismiss();
        return;
    }
    m_nextCall = *until;
    m_voice.start(cooldownLeft());
    m_second.start();
    say(MessageBanner::Severity::Information, [this] {
        const auto left = cooldownLeft();
        const auto every = ServiceMapping(m_context.profile.service).verificationCall();
        return ErrorText {tr("The service takes one such request every %1 minutes.")
                              .arg(minutesAndSeconds(every ? every->oneCallEvery : left)),
                          tr("The next one is sent in %1 minutes.").arg(minutesAndSeconds(left))};
    });
}

std::chrono::seconds VerifyTokenDialog::cooldownLeft() const
{
    return std::chrono::ceil<std::chrono::seconds>(
        std::chrono::milliseconds(qMax<qint64>(0, m_nextCall.remainingTime())));
}

void VerifyTokenDialog::showOutcome(const Verification &outcome)
{
    m_outcome = outcome;
    say(severityOf(outcome.verdict), [outcome] { return verdictText(outcome); });
    showEvidence();
    updateParts();
}

void VerifyTokenDialog::showEvidence()
{
    m_ui->evidenceText->setPlainText(m_outcome ? evidenceText(*m_outcome, m_context.profile) : QString());
    m_ui->evidence->setVisible(m_outcome.has_value());
}

void VerifyTokenDialog::busyChanged()
{
    if (!isBusy())
        m_second.stop();
    m_ui->buttons->button(QDialogButtonBox::Cancel)->setText(isBusy() ? tr("Cancel") : tr("Close"));
    updateParts();
}

void VerifyTokenDialog::updateParts()
{
    m_verifyButton->setEnabled(!isBusy() && readCredential(m_ui->tokenEdit->text()).has_value());
    m_copyButton->setEnabled(!isBusy() && m_outcome);
}

void VerifyTokenDialog::copyEvidence()
{
    QGuiApplication::clipboard()->setText(m_ui->evidenceText->toPlainText());
}

void VerifyTokenDialog::retranslate()
{
    m_ui->retranslateUi(this);
    m_verifyButton->setText(tr("Verify"));
    m_copyButton->setText(tr("Copy evidence"));
    m_useAnyway->setText(tr("Use it anyway"));
    m_ui->busyBar->setAccessibleName(tr("Verifying"));
    showHint();
    showEvidence();
    busyChanged();
}

} // namespace tc
