#include "renamedialog.h"

#include "tokensession.h"
#include "ui_renamedialog.h"
#include "untrustedtext.h"

#include <QPushButton>

namespace tc {

RenameDialog::RenameDialog(TokenSession &session, const Token &token, QWidget *parent)
    : TokenEditDialog(session, token, parent)
    , m_ui(std::make_unique<Ui::RenameDialog>())
{
    m_ui->setupUi(this);
    setParts({m_ui->inputs, m_ui->banner, m_ui->busyBar, m_ui->buttons});
    m_renameButton = m_ui->buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    m_renameButton->setDefault(true);
    if (const int limit = session.service().features.maximumNameLength; limit > 0)
        m_ui->nameEdit->setMaxLength(limit);
    m_ui->nameEdit->setText(token.name);
    m_ui->nameEdit->selectAll();
    retranslate();

    connect(m_renameButton, &QPushButton::clicked, this, &RenameDialog::rename);
    connect(m_ui->nameEdit, &QLineEdit::textChanged, this, &RenameDialog::updateParts);
    connect(m_ui->nameEdit, &QLineEdit::textChanged, m_ui->nameError, &QWidget::hide);
    connect(m_ui->conflictPanel, &ConflictPanel::mineChosen, this, [this] { choose(m_mine); });
    connect(m_ui->conflictPanel, &ConflictPanel::theirsChosen, this, [this] { choose(this->token().name); });
    m_ui->nameEdit->setFocus();
}

RenameDialog::~RenameDialog() = default;

QString RenameDialog::newName() const
{
    return m_ui->nameEdit->text().trimmed();
}

bool RenameDialog::isConflictSettled() const
{
    return !m_mine.isEmpty() && newName() == token().name;
}

void RenameDialog::updateParts()
{
    m_renameButton->setEnabled(!isBusy() && !newName().isEmpty()
                               && (newName() != token().name || isConflictSettled()));
}

void RenameDialog::rename()
{
    if (isBusy())
        return;
    m_ui->nameError->hide();
    if (isConflictSettled()) {
        accept();
        return;
    }
    TokenEdit edit;
    edit.name = newName();
    send(edit);
}

void RenameDialog::showConflict(const Token &before)
{
    m_mine = newName();
    m_ui->conflictPanel->showVersions(
        {escapeUntrusted(before.name, 80), escapeUntrusted(m_mine, 80), escapeUntrusted(token().name, 80)},
        false);
    updateParts();
}

void RenameDialog::choose(const QString &name)
{
    m_ui->nameEdit->setText(name);
    m_ui->nameEdit->setFocus();
}

QWidget *RenameDialog::showFieldError(InputField field, const QString &message)
{
    if (field != InputField::Name)
        return nullptr;
    m_ui->nameError->setText(message);
    m_ui->nameError->show();
    return m_ui->nameEdit;
}

void RenameDialog::retranslate()
{
    m_ui->retranslateUi(this);
    m_renameButton->setText(tr("Rename"));
    m_ui->buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    updateParts();
}

} // namespace tc
