#include "createtokendialog.h"

#include "tokensession.h"
#include "tokentexts.h"
#include "ui_createtokendialog.h"

#include <QListWidget>
#include <QPushButton>

namespace tc {

CreateTokenDialog::CreateTokenDialog(TokenSession &session, QWidget *parent)
    : TokenCreationDialog(session, parent)
    , m_ui(std::make_unique<Ui::CreateTokenDialog>())
{
    m_ui->setupUi(this);
    setParts({m_ui->inputs, m_ui->banner, m_ui->busyBar, m_ui->buttons});
    m_createButton = m_ui->buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    m_createButton->setDefault(true);

    const TokenFeatures &features = session.service().features;
    m_ui->nameLabel->setVisible(features.names);
    m_ui->nameEdit->setVisible(features.names);
    m_ui->rangesLabel->setVisible(features.allowedIps);
    m_ui->rangesEdit->setVisible(features.allowedIps);
    m_ui->typeLabel->setVisible(features.types.size() > 1);
    m_ui->typeCombo->setVisible(features.types.size() > 1);
    m_ui->scopesLabel->setVisible(!features.scopes.isEmpty());
    m_ui->scopesList->setVisible(!features.scopes.isEmpty());
    m_ui->expiryLabel->setVisible(features.expiry);
    m_ui->expiryEdit->setVisible(features.expiry);
    m_ui->expiryEdit->setChoices(features.expiryPresetDays, features.neverExpires, session.clock());
    m_ui->rangesLabel->setBuddy(m_ui->rangesEdit);
    m_ui->expiryLabel->setBuddy(m_ui->expiryEdit);
    if (features.maximumNameLength > 0)
        m_ui->nameEdit->setMaxLength(features.maximumNameLength);

    askIn(*m_ui->inputsLayout, *m_ui->expiryEdit);
    fillScopes();
    retranslate();

    connect(m_createButton, &QPushButton::clicked, this, &CreateTokenDialog::submit);
    connect(m_ui->nameEdit, &QLineEdit::textChanged, this, &CreateTokenDialog::updateParts);
    connect(m_ui->nameEdit, &QLineEdit::textChanged, m_ui->nameError, &QWidget::hide);
    connect(m_ui->rangesEdit, &IpRangeEdit::rangesChanged, this, &CreateTokenDialog::updateParts);
    connect(m_ui->typeCombo, &QComboBox::currentIndexChanged, this, &CreateTokenDialog::updateParts);
    connect(m_ui->scopesList, &QListWidget::itemChanged, this, &CreateTokenDialog::updateParts);
    connect(m_ui->expiryEdit, &ExpiryEdit::expiryChanged, this, &CreateTokenDialog::updateParts);
    if (features.names)
        m_ui->nameEdit->setFocus();
    else if (features.allowedIps)
        m_ui->rangesEdit->setFocus();
}

CreateTokenDialog::~CreateTokenDialog() = default;

TokenDraft CreateTokenDialog::draft() const
{
    TokenDraft draft;
    draft.name = m_ui->nameEdit->text().trimmed();
    draft.allowedIps = m_ui->rangesEdit->ranges();
    if (session().service().features.expiry)
        draft.expiry = m_ui->expiryEdit->expiry();
    draft.type = m_ui->typeCombo->currentData().toString();
    for (int row = 0; row < m_ui->scopesList->count(); ++row) {
        const QListWidgetItem *item = m_ui->scopesList->item(row);
        if (item->checkState() == Qt::Checked)
            draft.scopes.append(item->text());
    }
    return draft;
}

bool CreateTokenDialog::lacksName() const
{
    return session().service().features.names && draft().name.isEmpty();
}

void CreateTokenDialog::fillTypes()
{
    const TokenFeatures &features = session().service().features;
    const QString chosen
        = m_ui->typeCombo->count() == 0 ? features.defaultType : m_ui->typeCombo->currentData().toString();
    const QSignalBlocker blocker(m_ui->typeCombo);
    m_ui->typeCombo->clear();
    for (const TokenType &type : features.types) {
        m_ui->typeCombo->addItem(type.label.text(), type.id);
        m_ui->typeCombo->setItemData(m_ui->typeCombo->count() - 1, type.help.text(), Qt::ToolTipRole);
    }
    m_ui->typeCombo->setCurrentIndex(qMax(0, m_ui->typeCombo->findData(chosen)));
}

void CreateTokenDialog::fillScopes()
{
    for (const ScopeDescription &scope : session().service().features.scopes) {
        auto *item = new QListWidgetItem(scope.id, m_ui->scopesList);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Unchecked);
        item->setToolTip(scope.help.text());
    }
}

void CreateTokenDialog::updateParts()
{
    m_createButton->setEnabled(!isBusy() && !lacksName() && m_ui->expiryEdit->isAcceptable() && isAnswered());

    const TokenFeatures &features = session().service().features;
    QStringList parts;
    for (const TokenType &type : features.types) {
        if (type.id == m_ui->typeCombo->currentData().toString() && !type.help.isEmpty())
            parts.append(type.help.text());
    }
    if (features.allowedIps) {
        const qsizetype count = m_ui->rangesEdit->ranges().size();
        parts.append(count == 0 ? tr("Works from any IP address.")
                                : tr("Works from %n IP range(s) only.", nullptr, static_cast<int>(count)));
    }
    if (features.expiry) {
        const Expiry expiry = m_ui->expiryEdit->expiry();
        parts.append(expiry.isNever() ? tr("Never expires.")
                                      : tr("Expires %1.").arg(dateTimeText(expiry.instant())));
    }
    m_ui->summaryLabel->setText(parts.join(u' '));
}

std::optional<TokenDraft> CreateTokenDialog::wanted()
{
    if (!m_ui->rangesEdit->commitPending())
        return std::nullopt;
    if (lacksName() || !m_ui->expiryEdit->isAcceptable()) {
        (lacksName() ? static_cast<QWidget *>(m_ui->nameEdit) : m_ui->expiryEdit)->setFocus();
        return std::nullopt;
    }
    m_ui->nameError->hide();
    m_ui->rangesEdit->setErrorMessage({});
    m_ui->expiryEdit->setErrorMessage({});
    return draft();
}

QWidget *CreateTokenDialog::showFieldError(InputField field, const QString &message)
{
    switch (field) {
    case InputField::Name:
        m_ui->nameError->setText(message);
        m_ui->nameError->show();
        return m_ui->nameEdit;
    case InputField::AllowedIps:
        m_ui->rangesEdit->setErrorMessage(message);
        return m_ui->rangesEdit;
    case InputField::Expiry:
        m_ui->expiryEdit->setErrorMessage(message);
        return m_ui->expiryEdit;
    case InputField::Scopes:
        return m_ui->scopesList;
    case InputField::Other:
        break;
    }
    return nullptr;
}

void CreateTokenDialog::retranslate()
{
    TokenCreationDialog::retranslate();
    m_ui->retranslateUi(this);
    m_createButton->setText(tr("Create Token"));
    m_ui->buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    fillTypes();
    updateParts();
}

} // namespace tc
