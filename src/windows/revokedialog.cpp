#include "revokedialog.h"

#include "askedfields.h"
#include "listanswersdialog.h"
#include "outcometexts.h"
#include "tokensession.h"
#include "tokentexts.h"
#include "ui_revokedialog.h"
#include "untrustedtext.h"

#include <QPushButton>

#include <utility>

namespace tc {

RevokeDialog::RevokeDialog(TokenSession &session, const Token &token, Occasion occasion, QWidget *parent)
    : ActionDialog(parent)
    , m_session(session)
    , m_token(token)
    , m_occasion(occasion)
    , m_ui(std::make_unique<Ui::RevokeDialog>())
{
    m_ui->setupUi(this);
    setParts({m_ui->inputs, m_ui->banner, m_ui->busyBar, m_ui->buttons});
    // "Never" would be said of what nobody knows.
    m_ui->inputsLayout->setRowVisible(m_ui->lastUsedText, session.service().features.lastUsed);
    if (!session.service().revokeAsks.isEmpty()) {
        m_asked = new AskedFields(session.service().revokeAsks, *m_ui->inputsLayout, *m_ui->banner);
        connect(m_asked, &AskedFields::changed, this, &RevokeDialog::updateParts);
    }
    m_revokeButton = m_ui->buttons->addButton(QString(), QDialogButtonBox::DestructiveRole);
    m_revokeButton->setAutoDefault(false);
    QPushButton *cancel = m_ui->buttons->button(QDialogButtonBox::Cancel);
    cancel->setDefault(true);
    retranslate();
    cancel->setFocus();

    connect(m_revokeButton, &QPushButton::clicked, this, &RevokeDialog::revoke);
    connect(&m_session, &TokenSession::ownTokenChanged, this, &RevokeDialog::retranslate);
}

RevokeDialog::~RevokeDialog() = default;

void RevokeDialog::guideTo(const Token &successor, bool mayVerify, bool goesOn)
{
    m_successor = successor;
    m_goesOn = goesOn;
    m_ui->verifyButton->setVisible(mayVerify);
    connect(m_ui->verifyButton, &QPushButton::clicked, this, &RevokeDialog::verificationWanted);
    connect(m_ui->refreshButton, &QPushButton::clicked, this, [this] {
        m_isRefreshing = true;
        m_session.refresh();
        updateParts();
    });
    connect(&m_session, &TokenSession::listRead, this, &RevokeDialog::noteList);
    connect(&m_session, &TokenSession::refreshFinished, this, &RevokeDialog::noteRefreshed);
    m_ui->stepsLabel->show();
    retranslate();
}

void RevokeDialog::noteList()
{
    for (const Token &token : m_session.tokens()) {
        if (token.id == m_token.id)
            m_token = token;
        else if (m_successor && token.id == m_successor->id)
            m_successor = token;
    }
    retranslate();
}

void RevokeDialog::noteRefreshed()
{
    const bool wasAsked = std::exchange(m_isRefreshing, false);
    retranslate();
    if (wasAsked && m_session.error() && !isBusy())
        showError(*m_session.error());
}

bool RevokeDialog::tellsLastUse() const
{
    // One without an id cannot be found in the list again.
    return m_successor && m_session.service().features.lastUsed && !m_successor->id.isEmpty();
}

QString RevokeDialog::stepsText() const
{
    QString check = tr("3. Check that it works with the new one.");
    if (tellsLastUse())
        check += u' ' + tr("Last use of the new token: %1.").arg(lastUsedText(*m_successor));
    if (tellsLastUse() && m_session.isRefusedUnanswered())
        check += u' '
            + tr("To see its last use, keep the old token for now, then choose “%1”.")
                  .arg(ListAnswersDialog::actionText(m_session.service()));
    return QStringList {
        tr("1. Done: the new token (%1) is created.").arg(escapeUntrusted(m_successor->mask)),
        tr("2. Switch your integration to the new token."), check,
        tr("4. Revoke the old token, below, once nothing uses it any more. Until then, both work.")}
        .join(u'\n');
}

void RevokeDialog::revoke()
{
    if (isBusy() || !isAnswered())
        return;
    const auto start = [this](const ApiError &) {
        return checkRevoked(m_session, m_token);
    };
    const auto concludeThis = [this](const Finding &finding, const ApiError &) {
        conclude(finding);
    };
    runWrite<Done>(m_session.revoke(m_token, m_asked ? m_asked->take() : std::map<QString, Secret>()),
                   {start, concludeThis, {}}, [this](Done) { finish(); });
}

bool RevokeDialog::isAnswered() const
{
    return !m_asked || m_asked->isComplete();
}

void RevokeDialog::updateParts()
{
    m_revokeButton->setEnabled(!isBusy() && isAnswered());
    m_ui->verifyButton->setEnabled(!isBusy());
    // Read without what the list asks for, it would be refused.
    m_ui->refreshButton->setVisible(tellsLastUse() && !m_session.isRefusedUnanswered());
    m_ui->refreshButton->setEnabled(!isBusy() && !m_session.isRefreshing());
}

void RevokeDialog::conclude(const Finding &finding)
{
    if (finding.verdict != Finding::Verdict::Done) {
        sayNotDone(finding, notRevokedText);
        return;
    }
    Q_EMIT resolved([] { return ErrorText {tr("The token is revoked."), {}}; });
    finish();
}

void RevokeDialog::finish()
{
    Q_EMIT revoked(m_token);
    accept();
}

void RevokeDialog::retranslate()
{
    m_ui->retranslateUi(this);
    if (m_asked)
        m_asked->retranslate();
    const QString name = nameText(m_token, 80);
    m_ui->questionLabel->setText(
        m_occasion == Occasion::AfterRotation
            ? tr("Revoke the old token “%1” now? Do so once the new one is in use.").arg(name)
            : tr("Revoke the token “%1”?").arg(name));
    if (m_successor)
        m_ui->stepsLabel->setText(stepsText());
    m_ui->maskText->setText(m_token.mask);
    m_ui->lastUsedText->setText(lastUsedText(m_token));
    m_ui->consequenceLabel->setText(
        tr("This cannot be undone. Applications that use this token lose access to the API."));
    const std::optional<Token> &own = m_session.ownToken();
    m_ui->ownTokenLabel->setVisible(own && own->id == m_token.id);
    m_ui->ownTokenLabel->setText(
        m_goesOn
            ? tr("It is your own token: this console works with it. Afterwards it goes on with the new one.")
            : tr("It is your own token: this console works with it. You will need another one to connect "
                 "again."));
    m_revokeButton->setText(tr("Revoke"));
    m_ui->buttons->button(QDialogButtonBox::Cancel)
        ->setText(m_occasion == Occasion::AfterRotation ? tr("Keep the old token") : tr("Cancel"));
    updateParts();
}

} // namespace tc
