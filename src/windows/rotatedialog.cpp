#include "rotatedialog.h"

#include "askedfields.h"
#include "outcometexts.h"
#include "tokensession.h"
#include "tokentexts.h"
#include "ui_rotatedialog.h"
#include "unreadablescope.h"

#include <QPushButton>

#include <algorithm>

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
    m_ui->expiryEdit->setChoices(features, session.clock());
    m_ui->expiryEdit->setExpiry(expiryLike(token, features, session.clock().now()));
    if (features.maximumNameLength > 0)
        m_ui->nameEdit->setMaxLength(features.maximumNameLength);
    m_ui->nameEdit->setText(token.name);
    askIn(*m_ui->inputsLayout, *m_ui->expiryEdit);
    const QList<AskedField> more = deletesFirst() ? askedToDeleteOnly() : QList<AskedField>();
    if (!more.isEmpty()) {
        m_askedToDelete = new AskedFields(more, *m_ui->inputsLayout, *m_ui->expiryEdit);
        connect(m_askedToDelete, &AskedFields::changed, this, &RotateDialog::updateParts);
    }
    // A form without any row left is better not laid out at all.
    m_ui->inputs->setVisible(features.names || features.allowedIps || features.expiry
                             || !session.service().createAsks.isEmpty() || m_askedToDelete);
    m_ui->rangesLabel->setVisible(features.allowedIps);
    m_ui->rangesText->setVisible(features.allowedIps);
    if (deletesFirst()) {
        QPushButton *cancel = m_ui->buttons->button(QDialogButtonBox::Cancel);
        m_createButton->setAutoDefault(false);
        cancel->setDefault(true);
        cancel->setFocus();
    }
    retranslate();

    connect(m_createButton, &QPushButton::clicked, this, &RotateDialog::rotate);
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
    draft.deniedIps = m_token.deniedIps;
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

bool RotateDialog::deletesFirst() const
{
    return session().service().features.rotation == QLatin1String("delete-then-create");
}

bool RotateDialog::isOwn() const
{
    return session().ownToken() && session().ownToken()->id == m_token.id;
}

bool RotateDialog::isCopyable() const
{
    // A copy without the ranges that could not be read, or be sent, would be less restricted than the
    // original.
    return m_token.foreignRanges.isEmpty() && m_token.foreignDenied.isEmpty()
        && (m_token.deniedIps.isEmpty() || session().service().features.deniedIps) && hasReadableScopes();
}

bool RotateDialog::hasReadableScopes() const
{
    return !m_token.scopes.contains(unreadableScope());
}

void RotateDialog::rotate()
{
    if (!deletesFirst() || m_isDeleted)
        submit();
    else if (!isBusy() && isAllAnswered() && wanted())
        deleteOld();
}

void RotateDialog::deleteOld()
{
    const auto start = [this](const ApiError &) {
        return checkRevoked(session(), m_token);
    };
    const auto conclude = [this](const Finding &finding, const ApiError &) {
        concludeDeletion(finding);
    };
    const auto answers = std::make_shared<Answers>(takeAnswers());
    Answers forDeletion = m_askedToDelete ? m_askedToDelete->take() : Answers();
    for (const auto &[id, answer] : *answers)
        forDeletion.emplace(id, answer.duplicate());
    runWrite<Done>(session().revoke(m_token, std::move(forDeletion)), {start, conclude, {}},
                   [this, answers](Done) {
                       noteDeleted();
                       if (const std::optional<TokenDraft> draft = wanted())
                           create(*draft, std::move(*answers));
                   });
}

QList<AskedField> RotateDialog::askedToDeleteOnly() const
{
    QList<AskedField> only;
    for (const AskedField &field : session().service().revokeAsks) {
        const QList<AskedField> &also = session().service().createAsks;
        if (std::none_of(also.cbegin(), also.cend(),
                         [&field](const AskedField &other) { return other.id == field.id; }))
            only.append(field);
    }
    return only;
}

bool RotateDialog::isAllAnswered() const
{
    return isAnswered() && (m_isDeleted || !m_askedToDelete || m_askedToDelete->isComplete());
}

void RotateDialog::noteDeleted()
{
    m_isDeleted = true;
    Q_EMIT oldDeleted(m_token);
    retranslate();
}

/// After a lost answer or Cancel nothing goes on by itself.
void RotateDialog::concludeDeletion(const Finding &finding)
{
    if (finding.verdict != Finding::Verdict::Done) {
        sayNotDone(finding, notRevokedText);
        return;
    }
    noteDeleted();
    say(MessageBanner::Severity::Warning, [said = consequence()] {
        return ErrorText {said(), tr("Create the new token, or cancel to do so later.")};
    });
}

void RotateDialog::updateParts()
{
    const bool mayBegin = isCopyable() && !(deletesFirst() && isOwn());
    m_createButton->setEnabled(!isBusy() && mayBegin && !lacksName() && m_ui->expiryEdit->isAcceptable()
                               && isAllAnswered());
    if (!mayBegin)
        sayWhatHinders();
}

void RotateDialog::sayWhatHinders()
{
    if (isCopyable())
        say(MessageBanner::Severity::Warning, [] {
            return ErrorText {tr("It is your own token: once it is deleted, this console cannot create the "
                                 "new one."),
                              tr("Rotate it in the service’s web app, then connect with the new one.")};
        });
    else if (!hasReadableScopes())
        say(MessageBanner::Severity::Warning, [] {
            return ErrorText {
                tr("The token has scopes that this console cannot read, so it cannot be copied."),
                tr("Create the new token in the service’s web app.")};
        });
    else
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
    return deletesFirst() ? QString() : tr("The old token stays as it is and keeps working.");
}

std::function<QString()> RotateDialog::consequence() const
{
    if (!m_isDeleted)
        return {};
    return [] {
        return tr("The old token is deleted, and there is no new one yet: applications have no access until "
                  "you create it.");
    };
}

QString RotateDialog::explanation() const
{
    const QString name = nameText(m_token, 80);
    if (m_isDeleted)
        return tr("The old token “%1” is deleted. Create the new one now: until then no token works.")
            .arg(name);
    if (deletesFirst())
        return tr("There can only be one token at a time. This deletes “%1” first, then creates the new one "
                  "and "
                  "shows its secret. From the deletion until your applications have the new secret, they "
                  "have "
                  "no access to the API. The deletion cannot be undone.")
            .arg(name);
    return tr("This creates a new token like “%1” and shows its secret. The old one keeps "
              "working until you revoke it, which is offered next.")
        .arg(name);
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
    if (m_askedToDelete)
        m_askedToDelete->retranslate();
    m_ui->explanationLabel->setText(explanation());
    m_ui->rangesText->setText(accessRangesText(m_token));
    m_createButton->setText(deletesFirst() && !m_isDeleted ? tr("Delete and create")
                                                           : tr("Create new token"));
    m_ui->buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    updateParts();
}

} // namespace tc
