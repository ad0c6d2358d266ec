#include "rotatedialog.h"

#include "tokensession.h"
#include "tokentexts.h"
#include "ui_rotatedialog.h"

#include <QPushButton>

namespace tc {

RotateDialog::RotateDialog(TokenSession &session, const Token &token, QWidget *parent)
    : TokenCreationDialog(session, parent)
    , m_token(token)
    , m_ui(std::make_unique<Ui::RotateDialog>())
{
    m_ui->setupUi(this);
    setParts({m_ui->inputs, m_ui->banner, m_ui->busyBar, m_ui->buttons});
    m_createButton = m_ui->buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    m_createButton->setDefault(true);

    const TokenFeatures &features = session.service().features;
    m_ui->nameLabel->setVisible(features.names);
    m_ui->nameEdit->setVisible(features.names);
    m_ui->expiryLabel->setVisible(features.expiry);
    m_ui->expiryEdit->setVisible(features.expiry);
    m_ui->expiryLabel->setBuddy(m_ui->expiryEdit);
    m_ui->expiryEdit->setChoices(features.expiryPresetDays, features.neverExpires, session.clock());
    m_ui->expiryEdit->setExpiry(likeBefore());
    if (features.maximumNameLength > 0)
        m_ui->nameEdit->setMaxLength(features.maximumNameLength);
    m_ui->nameEdit->setText(token.name);
    askIn(*m_ui->inputsLayout, *m_ui->expiryEdit);
    retranslate();

    connect(m_createButton, &QPushButton::clicked, this, &RotateDialog::submit);
    connect(m_ui->nameEdit, &QLineEdit::textChanged, this, &RotateDialog::updateParts);
    connect(m_ui->nameEdit, &QLineEdit::textChanged, m_ui->nameError, &QWidget::hide);
    connect(m_ui->expiryEdit, &ExpiryEdit::expiryChanged, this, &RotateDialog::updateParts);
}

RotateDialog::~RotateDialog() = default;

TokenDraft RotateDialog::draft() const
{
    TokenDraft draft;
    draft.name = m_ui->nameEdit->text().trimmed();
    draft.allowedIps = m_token.allowedIps;
    draft.type = m_token.type;
    draft.scopes = m_token.scopes;
    if (session().service().features.expiry)
        draft.expiry = m_ui->expiryEdit->expiry();
    return draft;
}

bool RotateDialog::lacksName() const
{
    return session().service().features.names && draft().name.isEmpty();
}

Expiry RotateDialog::likeBefore() const
{
    if (m_token.expiry.isNever())
        return Expiry::never();
    const QDateTime now = session().clock().now();
    const qint64 lifetime
        = m_token.createdAt.isValid() ? m_token.createdAt.secsTo(m_token.expiry.instant()) : 0;
    // Never by default would be weaker than what it replaces.
    return lifetime > 0 ? Expiry::at(now.addSecs(lifetime))
                        : Expiry::after(session().service().features.expiryPresetDays.value(0, 30), now);
}

void RotateDialog::updateParts()
{
    // A copy without the ranges that could not be read would be less restricted than the original.
    const bool copyable = m_token.foreignRanges.isEmpty() && m_token.deniedRanges.isEmpty();
    m_createButton->setEnabled(!isBusy() && copyable && !lacksName() && m_ui->expiryEdit->isAcceptable()
                               && isAnswered());
    if (!copyable)
        say(MessageBanner::Severity::Warning, [] {
            return ErrorText {
                tr("The token has IP ranges that this console cannot read, so it cannot be copied."),
                tr("Create the new token in the service’s web app.")};
        });
}

std::optional<TokenDraft> RotateDialog::wanted()
{
    if (lacksName() || !m_ui->expiryEdit->isAcceptable()) {
        (lacksName() ? static_cast<QWidget *>(m_ui->nameEdit) : m_ui->expiryEdit)->setFocus();
        return std::nullopt;
    }
    m_ui->nameError->hide();
    m_ui->expiryEdit->setErrorMessage({});
    return draft();
}

QString RotateDialog::reassurance() const
{
    return tr("The old token stays as it is and keeps working.");
}

QWidget *RotateDialog::showFieldError(InputField field, const QString &message)
{
    switch (field) {
    case InputField::Name:
        m_ui->nameError->setText(message);
        m_ui->nameError->show();
        return m_ui->nameEdit;
    case InputField::Expiry:
        m_ui->expiryEdit->setErrorMessage(message);
        return m_ui->expiryEdit;
    default:
        return nullptr;
    }
}

void RotateDialog::retranslate()
{
    TokenCreationDialog::retranslate();
    m_ui->retranslateUi(this);
    m_ui->explanationLabel->setText(
        tr("This creates a new token like “%1” and shows its secret. The old one keeps "
           "working until you revoke it, which is offered next.")
            .arg(calledText(m_token)));
    m_ui->rangesText->setText(rangesText(m_token.allowedIps, m_token.foreignRanges));
    m_createButton->setText(tr("Create new token"));
    m_ui->buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    updateParts();
}

} // namespace tc
