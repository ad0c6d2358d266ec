#include "tokendetailpane.h"

#include "accesslabels.h"
#include "servicedescription.h"
#include "tokentexts.h"
#include "ui_tokendetailpane.h"
#include "untrustedtext.h"

#include <QEvent>

namespace tc {

TokenDetailPane::TokenDetailPane(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::TokenDetailPane>())
{
    m_ui->setupUi(this);
    showSubject();
}

TokenDetailPane::~TokenDetailPane() = default;

void TokenDetailPane::setService(const ServiceDescription *service, const Clock *clock)
{
    m_service = service;
    m_clock = clock;
    setSubject(std::nullopt);
}

void TokenDetailPane::setSubject(std::optional<Subject> subject)
{
    m_subject = std::move(subject);
    showSubject();
}

QString TokenDetailPane::accessText(const Token &token) const
{
    for (const TokenType &type : m_service->features.types) {
        if (type.id == token.type)
            return type.label.text();
    }
    return escapeUntrusted(token.type);
}

QString TokenDetailPane::secretText() const
{
    if (m_subject->unconfirmed)
        return tr("Never confirmed as stored") + u'\n'
            + tr("If nobody has it, revoke the token; else confirm it in the Token menu.");
    return m_subject->saved ? tr("Saved in this computer’s keychain")
                            : tr("Not kept: it was shown once, when the token was created");
}

void TokenDetailPane::showSubject()
{
    const bool shown = m_subject && m_service && m_clock;
    m_ui->hintLabel->setVisible(!shown);
    m_ui->scrollArea->setVisible(shown);
    if (!shown)
        return;

    const Token &token = m_subject->token;
    const auto withUtc = [](const QDateTime &instant) {
        return instant.isValid() ? tr("%1 (%2 UTC)").arg(dateTimeText(instant), utcText(instant))
                                 : dateTimeText(instant);
    };
    const TokenFeatures &features = m_service->features;
    const QString own = m_subject->own ? u' ' + tr("(your own token)") : QString();
    m_ui->detailsLayout->setRowVisible(m_ui->nameText, features.names);
    m_ui->nameText->setText(nameText(token) + own);
    m_ui->maskText->setText(escapeUntrusted(token.mask) + (features.names ? QString() : own));
    QString status = statusText(token.statusAt(m_clock->now()));
    if (token.revoked && token.revokedAt.isValid())
        status += QStringLiteral(" · ") + withUtc(token.revokedAt);
    m_ui->statusText->setText(status);
    m_ui->detailsLayout->setRowVisible(m_ui->accessText, !token.type.isEmpty());
    m_ui->accessText->setText(accessText(token));
    // QFormLayout (Qt 6.4.2) writes past its rows where late ones are hidden: only early ones may be.
    const QString notTold = QStringLiteral("—");
    const bool hasScopes = !features.scopes.isEmpty() || !token.scopes.isEmpty();
    m_ui->detailsLayout->setRowVisible(m_ui->scopesText, hasScopes);
    m_ui->scopesText->setText(
        token.scopes.isEmpty() ? tr("None") : scopeTexts(token, accessLabels(*m_service)).join(u'\n'));
    m_ui->createdText->setText(token.createdAt.isValid() ? withUtc(token.createdAt) : notTold);
    m_ui->lastUsedText->setText(
        !features.lastUsed ? notTold
            : token.lastUsedAt.isValid() && !token.lastUsedAddress.isEmpty()
            ? tr("%1 from %2").arg(withUtc(token.lastUsedAt), escapeUntrusted(token.lastUsedAddress, 45))
            : token.lastUsedAt.isValid() ? withUtc(token.lastUsedAt)
                                         : lastUsedText(token));
    m_ui->expiresText->setText(!features.expiry && token.expiry.isNever() ? notTold
                                   : token.expiry.isNever()               ? expiresText(token, m_clock->now())
                                                                          : withUtc(token.expiry.instant()));
    QString ranges = features.allowedIps ? rangesText(token.allowedIps, token.foreignRanges) : notTold;
    if (!token.deniedIps.isEmpty() || !token.foreignDenied.isEmpty())
        ranges += u'\n' + tr("Except %1").arg(deniedText(token));
    m_ui->rangesText->setText(ranges);
    m_ui->savedText->setText(secretText());
}

void TokenDetailPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_ui->retranslateUi(this);
        showSubject();
    }
}

} // namespace tc
