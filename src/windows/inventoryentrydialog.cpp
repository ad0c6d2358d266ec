#include "inventoryentrydialog.h"

#include "actiondialog.h"
#include "errortext.h"
#include "messagebanner.h"
#include "ui_inventoryentrydialog.h"

#include <QEvent>
#include <QPushButton>
#include <QRegularExpression>

namespace tc {

InventoryEntryDialog::InventoryEntryDialog(const InventoryEntry &entry, IpVersions versions, Keep keep,
                                           QWidget *parent)
    : QDialog(parent)
    , m_entry(entry)
    , m_keep(std::move(keep))
    , m_ui(std::make_unique<Ui::InventoryEntryDialog>())
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    m_ui->setupUi(this);
    m_ui->banner->hide();
    m_ui->nameEdit->setText(entry.name);
    m_ui->maskEdit->setText(entry.mask);
    m_ui->createdEdit->setDate(entry.created);
    m_ui->lastUsedEdit->setDate(entry.lastUsed);
    m_ui->expiresEdit->setDate(entry.expires);
    m_ui->revokedEdit->setDate(entry.revoked);
    m_ui->rangesEdit->setUse(RangeRole::Allowed, versions);
    m_ui->rangesEdit->setRanges(entry.allowedIps);
    m_ui->scopesEdit->setText(entry.scopes.join(QStringLiteral(", ")));
    m_ui->noteEdit->setPlainText(entry.note);
    retranslate();

    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_ui->nameEdit, &QLineEdit::textChanged, this, &InventoryEntryDialog::updateParts);
    updateParts();
}

InventoryEntryDialog::~InventoryEntryDialog() = default;

InventoryEntry InventoryEntryDialog::entered() const
{
    static const QRegularExpression separators(QStringLiteral("\\s*[,;\\n]\\s*"));
    InventoryEntry entry;
    entry.id = m_entry.id;
    entry.name = m_ui->nameEdit->text().trimmed();
    entry.mask = m_ui->maskEdit->text().trimmed();
    entry.created = m_ui->createdEdit->date();
    entry.lastUsed = m_ui->lastUsedEdit->date();
    entry.expires = m_ui->expiresEdit->date();
    entry.revoked = m_ui->revokedEdit->date();
    entry.allowedIps = AllowedIps(m_ui->rangesEdit->ranges());
    entry.scopes = m_ui->scopesEdit->text().trimmed().split(separators, Qt::SkipEmptyParts);
    entry.note = m_ui->noteEdit->toPlainText().trimmed();
    return entry;
}

void InventoryEntryDialog::accept()
{
    if (!m_ui->rangesEdit->commitPending())
        return;
    m_problem = m_keep(entered());
    if (!m_problem) {
        QDialog::accept();
        return;
    }
    const ErrorText text = describe(errorOf(*m_problem));
    m_ui->banner->showMessage(MessageBanner::Severity::Error, text.sentence, text.nextStep);
    if (QWidget *field = fieldOf(*m_problem))
        field->setFocus();
}

QWidget *InventoryEntryDialog::fieldOf(const InventoryProblem &problem) const
{
    using Kind = InventoryProblem::Kind;
    switch (problem.kind) {
    case Kind::LongMask:
    case Kind::TokenInMask:
        return m_ui->maskEdit;
    case Kind::TokenInName:
        return m_ui->nameEdit;
    case Kind::TokenInScopes:
        return m_ui->scopesEdit;
    case Kind::TokenInNote:
        return m_ui->noteEdit;
    case Kind::Unreadable:
    case Kind::Unwritable:
    case Kind::Busy:
        return nullptr;
    }
    Q_UNREACHABLE();
}

void InventoryEntryDialog::updateParts()
{
    m_ui->buttons->button(QDialogButtonBox::Save)->setEnabled(!m_ui->nameEdit->text().trimmed().isEmpty());
}

bool InventoryEntryDialog::event(QEvent *event)
{
    const bool handled = QDialog::event(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    fitHeight(*this, *event);
    return handled;
}

void InventoryEntryDialog::retranslate()
{
    m_ui->retranslateUi(this);
    setWindowTitle(m_entry.name.isEmpty() ? tr("Note a Token") : tr("Edit Entry"));
    const QString on = tr("on", "a date");
    m_ui->createdEdit->setTexts(on, tr("Created"));
    m_ui->lastUsedEdit->setTexts(on, tr("Last used"));
    m_ui->expiresEdit->setTexts(on, tr("Expires"));
    m_ui->revokedEdit->setTexts(on, tr("Revoked"));
    m_ui->buttons->button(QDialogButtonBox::Save)->setText(tr("Save"));
    m_ui->buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    if (m_problem) {
        const ErrorText text = describe(errorOf(*m_problem));
        m_ui->banner->rephrase(text.sentence, text.nextStep);
    }
}

} // namespace tc
