#include "revokealldialog.h"

#include "outcometexts.h"
#include "tokensession.h"
#include "ui_revokealldialog.h"

#include <QPushButton>

#include <algorithm>

namespace tc {

RevokeAllDialog::RevokeAllDialog(TokenSession &session, QWidget *parent)
    : ActionDialog(parent)
    , m_session(session)
    , m_ui(std::make_unique<Ui::RevokeAllDialog>())
{
    m_ui->setupUi(this);
    setParts({m_ui->inputs, m_ui->banner, m_ui->busyBar, m_ui->buttons});
    m_revokeButton = m_ui->buttons->addButton(QString(), QDialogButtonBox::DestructiveRole);
    m_revokeButton->setAutoDefault(false);
    QPushButton *cancel = m_ui->buttons->button(QDialogButtonBox::Cancel);
    cancel->setDefault(true);
    retranslate();
    cancel->setFocus();

    connect(m_ui->confirmCheck, &QCheckBox::toggled, this, &RevokeAllDialog::updateParts);
    connect(m_revokeButton, &QPushButton::clicked, this, &RevokeAllDialog::revoke);
}

RevokeAllDialog::~RevokeAllDialog() = default;

void RevokeAllDialog::revoke()
{
    if (isBusy() || !m_ui->confirmCheck->isChecked())
        return;
    const auto start = [this](const ApiError &) {
        return checkAllRevoked(m_session);
    };
    const auto concludeThis = [this](const Finding &finding, const ApiError &) {
        conclude(finding);
    };
    m_tokenIds.clear();
    for (const Token &token : m_session.tokens())
        m_tokenIds.append(token.id);
    runWrite<Done>(m_session.revokeAll(), {start, concludeThis, {}}, [this](Done) { finish(); });
}

void RevokeAllDialog::updateParts()
{
    m_revokeButton->setEnabled(!isBusy() && m_ui->confirmCheck->isChecked());
}

void RevokeAllDialog::conclude(const Finding &finding)
{
    if (finding.verdict != Finding::Verdict::Done) {
        sayNotDone(finding, notAllRevokedText);
        return;
    }
    Q_EMIT resolved([] { return ErrorText {tr("All tokens are revoked."), {}}; });
    finish();
}

void RevokeAllDialog::finish()
{
    Q_EMIT revoked(m_tokenIds);
    accept();
}

void RevokeAllDialog::retranslate()
{
    m_ui->retranslateUi(this);
    const QList<Token> &tokens = m_session.tokens();
    const auto count = static_cast<int>(
        std::count_if(tokens.cbegin(), tokens.cend(), [](const Token &token) { return !token.revoked; }));
    const bool isWhole = m_session.updatedAt().isValid();
    m_ui->questionLabel->setText(
        isWhole ? tr("Revoke all %n token(s) of your user at once, also those that a search hides?", nullptr,
                     count)
                : tr("Revoke all tokens of your user at once? How many there are is not known, as the list "
                     "could not be read in full."));
    m_ui->consequenceLabel->setText(
        tr("This cannot be undone. Applications that use one of these tokens lose access to the API."));
    m_ui->ownTokenLabel->setText(
        tr("Your own token is one of them: this console works with it. You will need another one to connect "
           "again."));
    m_ui->confirmCheck->setText(tr("Yes, revoke every one of them"));
    m_revokeButton->setText(tr("Revoke all"));
    m_ui->buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    updateParts();
}

} // namespace tc
