#include "secretrotationdialog.h"

#include "askedfields.h"
#include "outcometexts.h"
#include "tokensession.h"
#include "tokentexts.h"
#include "ui_secretrotationdialog.h"

#include <QPushButton>

namespace tc {

using Severity = MessageBanner::Severity;

SecretRotationDialog::SecretRotationDialog(TokenSession &session, const Token &token, QWidget *parent)
    : ActionDialog(parent)
    , m_session(session)
    , m_token(token)
    , m_ui(std::make_unique<Ui::SecretRotationDialog>())
{
    m_ui->setupUi(this);
    setParts({m_ui->inputs, m_ui->banner, m_ui->busyBar, m_ui->buttons});
    const TokenFeatures &features = session.service().features;
    m_ui->inputsLayout->setRowVisible(m_ui->lastUsedText, features.lastUsed);
    m_ui->inputsLayout->setRowVisible(m_ui->expiryEdit, session.rotationTakesExpiry());
    m_ui->expiryLabel->setBuddy(m_ui->expiryEdit);
    m_ui->expiryEdit->setChoices(features, session.clock());
    m_ui->expiryEdit->setExpiry(expiryLike(token, features, session.clock().now()));
    if (!session.service().rotateAsks.isEmpty()) {
        m_asked = new AskedFields(session.service().rotateAsks, *m_ui->inputsLayout, *m_ui->expiryEdit);
        connect(m_asked, &AskedFields::changed, this, &SecretRotationDialog::updateParts);
    }
    m_rotateButton = m_ui->buttons->addButton(QString(), QDialogButtonBox::DestructiveRole);
    m_rotateButton->setAutoDefault(false);
    QPushButton *cancel = m_ui->buttons->button(QDialogButtonBox::Cancel);
    cancel->setDefault(true);
    retranslate();
    cancel->setFocus();

    connect(m_rotateButton, &QPushButton::clicked, this, &SecretRotationDialog::rotate);
    connect(&m_session, &TokenSession::ownTokenChanged, this, &SecretRotationDialog::retranslate);
    connect(m_ui->expiryEdit, &ExpiryEdit::expiryChanged, this, &SecretRotationDialog::updateParts);
}

SecretRotationDialog::~SecretRotationDialog() = default;

void SecretRotationDialog::rotate()
{
    if (isBusy() || m_isGone || !isAnswered())
        return;
    const Expiry expiry = m_session.rotationTakesExpiry() ? m_ui->expiryEdit->expiry() : Expiry::never();
    // A refresh since a rotation that may be done may have listed what that made.
    if (!m_mayBeDone)
        m_idsBefore = listedIds(m_session);
    const auto start = [this](const ApiError &cause) {
        return checkRotated(m_session, m_token, m_idsBefore, cause);
    };
    const auto concludeThis = [this](const Finding &finding, const ApiError &cause) {
        // What is asked for may be what was wrong: it is not known whether a rotation before was done.
        if (m_asked && cause.kind == ErrorKind::Unauthorized && finding.verdict == Finding::Verdict::Unknown)
            showError(cause);
        else
            conclude(finding);
    };
    // Where a rotation before was done, the token may be no more, and one's own is refused.
    const auto also = [mayBeDone = m_mayBeDone](const ApiError &error) {
        return lacksTheSecret(error)
            || (mayBeDone && (error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Unauthorized));
    };
    runWrite<CreatedToken>(
        m_session.rotate(m_token, expiry, m_asked ? m_asked->take() : std::map<QString, Secret>()),
        {start, concludeThis, also}, [this](CreatedToken made) {
            Q_EMIT rotated(m_token, made.token, std::make_shared<Secret>(std::move(made.secret)));
            accept();
        });
}

void SecretRotationDialog::conclude(const Finding &finding)
{
    using Verdict = Finding::Verdict;
    const QString name = nameText(m_token, 80);
    const bool isGone = finding.verdict == Verdict::Gone;
    if (isGone || finding.verdict == Verdict::DoneWithoutSecret)
        Q_EMIT oldSecretEnded(m_token);
    if (isOwn() && (isGone || finding.verdict == Verdict::DoneWithoutSecret)) {
        Q_EMIT secretLost(isGone ? m_token : finding.token);
        Q_EMIT ownSecretLost();
        accept();
        return;
    }
    if (isGone) {
        m_isGone = true;
        updateParts();
        say(Severity::Warning, [name] {
            return ErrorText {tr("The token “%1” no longer works, and its new secret was lost.").arg(name),
                              tr("Look in the list or in the service’s web app for the token in its place, "
                                 "or create one.")};
        });
        return;
    }
    m_mayBeDone
        = finding.verdict == Verdict::Unknown || finding.verdict == Verdict::NotDone; // it may arrive yet
    if (finding.verdict == Verdict::NotDone) {
        say(Severity::Warning, [] {
            return ErrorText {
                tr("The token was not rotated: its secret still worked when the server was asked."),
                tr("You can rotate it again.")};
        });
        return;
    }
    Q_EMIT secretLost(finding.token.id.isEmpty() ? m_token : finding.token);
    if (finding.verdict == Verdict::DoneWithoutSecret) {
        m_token = finding.token;
        retranslate();
        say(Severity::Warning, [] {
            return ErrorText {tr("The token was rotated, but its new secret was lost."),
                              tr("Rotate it again: that gives a secret that works.")};
        });
        return;
    }
    const bool isUnread = finding.doubt == Finding::Doubt::Unreadable;
    say(Severity::Warning,
        [finding, name, isUnread, isOwn = isOwn()] {
            const QString next = isUnread && isOwn
                ? tr("If it was, nobody has the new secret, and this console has no access any more. Check "
                     "again.")
                : isUnread
                ? tr("If it was, the old secret no longer works, and nobody has the new one. Check "
                     "again before you rotate it again.")
                : tr("If it was, the old secret no longer works, and nobody has the new one. Rotate "
                     "it again: that gives a secret that works.");
            return ErrorText {
                tr("It is not known whether the token was rotated.") + u' ' + doubtText(finding, name), next};
        },
        {checkAgainAction()});
}

bool SecretRotationDialog::isAnswered() const
{
    return (!m_session.rotationTakesExpiry() || m_ui->expiryEdit->isAcceptable())
        && (!m_asked || m_asked->isComplete());
}

bool SecretRotationDialog::isOwn() const
{
    return m_session.ownToken() && m_session.ownToken()->id == m_token.id;
}

void SecretRotationDialog::updateParts()
{
    m_rotateButton->setEnabled(!isBusy() && !m_isGone && isAnswered());
}

QWidget *SecretRotationDialog::showFieldError(InputField field, const QString &message)
{
    if (field != InputField::Expiry || !m_session.rotationTakesExpiry())
        return nullptr;
    m_ui->expiryEdit->setErrorMessage(message);
    return m_ui->expiryEdit;
}

void SecretRotationDialog::showError(const ApiError &error)
{
    ActionDialog::showError(error);
    if (m_asked && error.fields.isEmpty())
        m_asked->focusMissing();
}

void SecretRotationDialog::retranslate()
{
    m_ui->retranslateUi(this);
    if (m_asked)
        m_asked->retranslate();
    m_ui->questionLabel->setText(tr("Give “%1” a new secret?").arg(nameText(m_token, 80)));
    m_ui->maskText->setText(m_token.mask);
    m_ui->lastUsedText->setText(lastUsedText(m_token));
    m_ui->consequenceLabel->setText(
        tr("The old secret stops working at once: until your applications have the new one, they have no "
           "access to the API. This cannot be undone. The new secret is shown once, next."));
    m_ui->ownTokenLabel->setVisible(isOwn());
    m_ui->ownTokenLabel->setText(
        tr("It is your own token: this console works with it, and goes on with the new secret. Where "
           "the old one is stored in the keychain for this connection, the new one takes its place."));
    m_rotateButton->setText(tr("Rotate"));
    m_ui->buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    updateParts();
}

} // namespace tc
