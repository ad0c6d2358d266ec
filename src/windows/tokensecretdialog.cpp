#include "tokensecretdialog.h"

#include "actiondialog.h"
#include "announcement.h"
#include "clipboardguard.h"
#include "errortext.h"
#include "messagebanner.h"
#include "savedsecrets.h"
#include "screencapture.h"
#include "tokentexts.h"
#include "ui_tokensecretdialog.h"

#include <QClipboard>
#include <QEvent>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QWindow>

namespace tc {

TokenSecretDialog::TokenSecretDialog(const ConnectionProfile &profile, const Token &token, Secret secret,
                                     Occasion occasion, ClipboardGuard &clipboard, SavedSecrets *savedSecrets,
                                     QWidget *parent)
    : QDialog(parent)
    , m_profile(profile)
    , m_token(token)
    , m_occasion(occasion)
    , m_clipboard(clipboard)
    , m_savedSecrets(savedSecrets)
    , m_ui(std::make_unique<Ui::TokenSecretDialog>())
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    m_ui->setupUi(this);
    m_ui->banner->hide();
    m_ui->savingBar->hide();
    m_ui->cancelSavingButton->hide();
    m_ui->lineText->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_ui->linesBox->setVisible(!profile.service->readyMadeLines.isEmpty());
    m_doneButton = m_ui->buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    m_ui->secretView->setSecret(std::move(secret));
    if (m_token.id.isEmpty()) {
        const ErrorText text = unreadText();
        m_ui->banner->showMessage(MessageBanner::Severity::Warning, text.sentence, text.nextStep);
    }
    retranslate();
    m_ui->copyButton->setFocus();

    const auto copySecret = [this] {
        m_copied = true;
        m_clipboard.copy(m_ui->secretView->secret());
    };
    connect(m_ui->copyButton, &QPushButton::clicked, this, copySecret);
    connect(m_ui->secretView, &SecretView::copyRequested, this, copySecret);
    connect(&m_clipboard, &ClipboardGuard::remainingChanged, this, &TokenSecretDialog::showClipboard);
    connect(&m_clipboard, &ClipboardGuard::clearingFailed, this, [this] { showClipboard(0); });
    if (savedSecrets)
        connect(savedSecrets, &QObject::destroyed, this, &TokenSecretDialog::updateParts);
    connect(m_ui->lineCombo, &QComboBox::currentIndexChanged, this, &TokenSecretDialog::showLine);
    connect(m_ui->copyLineButton, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_ui->lineText->toPlainText()); });
    connect(m_ui->saveButton, &QPushButton::clicked, this, &TokenSecretDialog::saveInKeychain);
    connect(m_ui->cancelSavingButton, &QPushButton::clicked, this, &TokenSecretDialog::cancelSaving);
    connect(m_ui->storedCheck, &QCheckBox::toggled, this, &TokenSecretDialog::updateParts);
    connect(m_doneButton, &QPushButton::clicked, this, &TokenSecretDialog::accept);
}

TokenSecretDialog::~TokenSecretDialog() = default;

TokenSecretDialog::Kept TokenSecretDialog::kept() const
{
    if (m_saving == Saving::Saved)
        return Kept::Yes;
    return m_mayBeKept ? Kept::Perhaps : Kept::No;
}

void TokenSecretDialog::setKeychainBusy(bool busy)
{
    m_isKeychainBusy = busy;
    updateParts();
}

void TokenSecretDialog::reject()
{
    // Closing now would lose the secret where saving fails, and track of its entry where it does not.
    if (m_saving == Saving::Running) {
        m_ui->banner->showMessage(MessageBanner::Severity::Information,
                                  tr("The secret is being saved in the keychain."),
                                  tr("Wait for it, or cancel the saving."));
        m_ui->cancelSavingButton->setFocus();
        return;
    }
    if (m_ui->storedCheck->isChecked())
        accept();
    else
        askBeforeClosing();
}

void TokenSecretDialog::askBeforeClosing()
{
    if (findChild<QMessageBox *>())
        return;
    auto *question = new QMessageBox(
        QMessageBox::Warning, tr("Close without storing the token?"),
        tr("The secret of “%1” cannot be shown again after this.").arg(nameText(m_token, 80)),
        QMessageBox::NoButton, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(
        m_occasion != Occasion::Created
            ? tr("If it is not stored anywhere, rotate the token again.")
            : tr("If it is not stored anywhere, revoke the token and create a new one."));
    QPushButton *back = question->addButton(tr("Back to the secret"), QMessageBox::RejectRole);
    QPushButton *close = question->addButton(tr("Close without storing"), QMessageBox::DestructiveRole);
    question->setDefaultButton(back);
    question->setEscapeButton(back);
    connect(close, &QPushButton::clicked, this, [this] { done(Rejected); });
    question->open();
}

void TokenSecretDialog::saveInKeychain()
{
    if (!m_savedSecrets || m_saving == Saving::Running)
        return;
    m_saving = Saving::Running;
    m_call = m_savedSecrets->save(m_token.id, m_ui->secretView->secret());
    m_call->onFinished([this](Result<Done> result) {
        m_saving = result ? Saving::Saved : Saving::Failed;
        m_savingError = result ? std::nullopt : std::optional(result.error());
        m_mayBeKept = m_mayBeKept || result || result.error().mayHappenLater;
        updateParts();
        showSaving();
        if (result)
            Q_EMIT savedInKeychain();
    });
    m_ui->banner->dismiss();
    updateParts();
    m_ui->cancelSavingButton->setFocus();
}

void TokenSecretDialog::cancelSaving()
{
    m_call.reset();
    m_saving = Saving::Cancelled;
    m_mayBeKept = true;
    // The keychain may have taken it all the same.
    if (m_savedSecrets)
        m_savedSecrets->assumeSaved(m_token.id);
    updateParts();
    showSaving();
    m_ui->saveButton->setFocus();
}

void TokenSecretDialog::showSaving()
{
    if (m_saving == Saving::Saved)
        announceText(m_ui->keychainLabel);
    else if (m_saving == Saving::Failed)
        m_ui->banner->showMessage(
            MessageBanner::Severity::Error, describe(*m_savingError).sentence,
            m_savingError->mayHappenLater
                ? tr("The keychain may hold the secret all the same. It is still shown here: store it "
                     "elsewhere, or try again.")
                : tr("The secret is still shown here: store it elsewhere, or try again."));
    else if (m_saving == Saving::Cancelled)
        m_ui->banner->showMessage(MessageBanner::Severity::Information,
                                  tr("Saving was cancelled; the keychain may hold the secret all the same."),
                                  tr("The secret is still shown here: store it elsewhere, or try again."));
}

void TokenSecretDialog::fillLines()
{
    const int chosen = m_ui->lineCombo->currentIndex();
    const QSignalBlocker blocker(m_ui->lineCombo);
    m_ui->lineCombo->clear();
    for (const ReadyMadeLine &line : m_profile.service->readyMadeLines)
        m_ui->lineCombo->addItem(line.label.text());
    m_ui->lineCombo->setCurrentIndex(qMax(0, chosen));
    showLine();
}

void TokenSecretDialog::showLine()
{
    const QList<ReadyMadeLine> &lines = m_profile.service->readyMadeLines;
    const int index = m_ui->lineCombo->currentIndex();
    if (index < 0 || index >= lines.size())
        return;
    QString base = m_profile.baseUrl.toString(QUrl::FullyEncoded);
    if (!base.endsWith(u'/'))
        base += u'/';
    QString text = lines.at(index).text;
    m_ui->lineText->setPlainText(text.replace(QLatin1String("{baseUrl}"), base));
}

QString TokenSecretDialog::copiedText(int seconds)
{
    return tr("Copied. The clipboard is cleared in %n second(s).", nullptr, seconds);
}

void TokenSecretDialog::showClipboard(int seconds)
{
    // Said aloud when copied and when cleared, not every second.
    const bool countsDown = m_copied && seconds > 0 && seconds < m_announcedSeconds;
    if (!countsDown)
        m_ui->clipboardLabel->setAccessibleName({});
    if (!m_copied)
        m_ui->clipboardLabel->setText(tr("Copy it now: it is shown this once."));
    else if (countsDown)
        setQuietly(m_ui->clipboardLabel, copiedText(seconds));
    else if (seconds > 0)
        m_ui->clipboardLabel->setText(copiedText(seconds));
    else if (m_clipboard.isStuck())
        m_ui->clipboardLabel->setText(tr("The clipboard could not be cleared: it may still hold the secret. "
                                         "Copy something else over it."));
    else
        m_ui->clipboardLabel->setText(tr("The clipboard no longer holds the secret."));
    if (m_copied && !countsDown && seconds != m_announcedSeconds)
        announceText(m_ui->clipboardLabel);
    m_announcedSeconds = m_clipboard.isStuck() ? -1 : seconds;
}

void TokenSecretDialog::updateParts()
{
    const bool running = m_saving == Saving::Running;
    m_doneButton->setEnabled(!running && m_ui->storedCheck->isChecked());
    m_ui->saveButton->setEnabled(m_savedSecrets && !m_token.id.isEmpty() && !running && !m_isKeychainBusy
                                 && m_saving != Saving::Saved);
    m_ui->savingBar->setVisible(running);
    m_ui->cancelSavingButton->setVisible(running);
    m_ui->keychainLabel->setText(
        m_token.id.isEmpty()   ? tr("Not possible here: which token it belongs to could not be read.")
            : running          ? tr("Saving…")
            : m_isKeychainBusy ? tr("Removing the old secret from the keychain…")
            : m_saving == Saving::Saved
            ? tr("Saved in the keychain and read back.")
            : tr("Keeps it in this computer’s keychain, to copy again from the list."));
}

void TokenSecretDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (QWindow *window = windowHandle())
        blockScreenCapture(*window);
}

bool TokenSecretDialog::event(QEvent *event)
{
    const bool handled = QDialog::event(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    fitHeight(*this, *event);
    return handled;
}

ErrorText TokenSecretDialog::unreadText() const
{
    if (m_occasion != Occasion::Created)
        return {tr("The token’s secret was replaced, but nothing else of the server’s answer could be read."),
                tr("Store the secret, then look in the list for the token that it belongs to.")};
    return {
        tr("The token was created, but nothing else of the server’s answer could be read."),
        tr("Store the secret, then look for the token in the list: it may differ from what you asked for.")};
}

void TokenSecretDialog::retranslate()
{
    m_ui->retranslateUi(this);
    if (m_token.id.isEmpty()) {
        const ErrorText text = unreadText();
        m_ui->banner->rephrase(text.sentence, text.nextStep);
    }
    const QString explanation
        = tr("This is the secret of “%1”. It is shown only now; afterwards only “%2” remains.")
              .arg(nameText(m_token, 80), m_token.mask);
    m_ui->explanationLabel->setText(m_occasion == Occasion::OwnRotated
                                        ? explanation + u' ' + tr("This console goes on with it.")
                                        : explanation);
    const QString help = canBlockScreenCapture()
        ? tr("Screenshots and recordings of the screen leave this window out.")
        : tr("While it is shown, other programs on this computer can record it: this system cannot keep a "
             "window out of screenshots and recordings.");
    m_ui->secretView->setToolTip(help);
    m_ui->secretView->setWhatsThis(help);
    m_doneButton->setText(tr("Done"));
    fillLines();
    showClipboard(m_clipboard.remainingSeconds());
    updateParts();
    if (m_ui->banner->isVisible())
        showSaving();
}

} // namespace tc
