#include "guidedview.h"

#include "assumedapi.h"
#include "errortext.h"
#include "inventory.h"
#include "inventoryentrydialog.h"
#include "inventorymodel.h"
#include "messagebanner.h"
#include "statepage.h"
#include "ui_guidedview.h"
#include "untrustedtext.h"

#include <QAction>
#include <QDesktopServices>
#include <QEvent>
#include <QHeaderView>
#include <QMessageBox>
#include <QPushButton>
#include <QSortFilterProxyModel>

namespace tc {

namespace {

/// \a steps under \a title as HTML; their texts are a file's, so they are escaped.
QString listOf(const QString &title, const QList<LocalizedText> &steps)
{
    if (steps.isEmpty())
        return {};
    QString html = QStringLiteral("<h4>%1</h4><ol>").arg(title.toHtmlEscaped());
    for (const LocalizedText &step : steps)
        html += QStringLiteral("<li>%1</li>").arg(escapeUntrusted(step.text(), 400).toHtmlEscaped());
    return html + QStringLiteral("</ol>");
}

} // namespace

GuidedView::GuidedView(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::GuidedView>())
    , m_model(new InventoryModel(this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_add(new QAction(this))
    , m_edit(new QAction(this))
    , m_remove(new QAction(this))
    , m_serves(new QAction(this))
    , m_webApp(new QAction(this))
    , m_documentation(new QAction(this))
    , m_readAgain(new QAction(this))
{
    m_ui->setupUi(this);
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(InventoryModel::SortRole);
    m_sorted->setSortLocaleAware(true);
    m_ui->inventoryTable->setModel(m_sorted);
    m_ui->inventoryTable->sortByColumn(InventoryModel::Name, Qt::AscendingOrder);
    m_ui->inventoryTable->verticalHeader()->hide();
    m_ui->inventoryTable->horizontalHeader()->setHighlightSections(false);
    m_ui->inventoryTable->addActions({m_add, m_edit, m_remove});
    m_edit->setShortcut(Qt::Key_F2);
    m_remove->setShortcut(QKeySequence::Delete);
    for (QAction *action : {m_edit, m_remove})
        action->setShortcutContext(Qt::WidgetShortcut);
    m_ui->inventoryBar->addActions({m_add, m_edit, m_remove});
    m_afterVerifying = m_ui->inventoryBar->addSeparator();
    m_ui->inventoryBar->addActions({m_webApp, m_documentation, m_serves});
    m_ui->inventoryBanner->hide();
    retranslate();

    connect(m_add, &QAction::triggered, this, [this] {
        InventoryEntry entry;
        entry.id = newInventoryId();
        entry.created = QDate::currentDate();
        edit(entry);
    });
    connect(m_edit, &QAction::triggered, this, [this] {
        if (const InventoryEntry *entry = chosen())
            edit(*entry);
    });
    connect(m_remove, &QAction::triggered, this, &GuidedView::askBeforeRemoving);
    connect(m_ui->inventoryTable, &QTableView::doubleClicked, m_edit, &QAction::trigger);
    connect(m_ui->inventoryTable->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &GuidedView::updateParts);
    connect(m_webApp, &QAction::triggered, this,
            [this] { QDesktopServices::openUrl(m_profile->service->webAppUrl); });
    connect(m_documentation, &QAction::triggered, this,
            [this] { QDesktopServices::openUrl(m_profile->service->documentationUrl); });
    connect(m_serves, &QAction::triggered, this,
            [this] { askBeforeAssuming(*m_profile, *this, [this] { Q_EMIT served(); }); });
    connect(m_readAgain, &QAction::triggered, this, &GuidedView::takeEntries);
}

GuidedView::~GuidedView() = default;

void GuidedView::showGuide(const ConnectionProfile &profile, Inventory &inventory)
{
    closeDialogs(); // it is about the one before
    m_profile = profile;
    m_inventory = &inventory;
    showSteps();
    takeEntries();
    show();
}

void GuidedView::leave()
{
    hide();
    closeDialogs();
    m_inventory = nullptr;
    m_profile.reset();
    m_model->setEntries({}, {});
}

void GuidedView::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    updateParts();
}

void GuidedView::setVerifyAction(QAction *action)
{
    m_ui->inventoryBar->insertAction(m_afterVerifying, action);
    m_ui->inventoryBar->insertSeparator(action);
}

void GuidedView::takeEntries()
{
    const auto loaded = m_inventory->load();
    m_isReadable = loaded.has_value();
    m_ui->inventoryBanner->dismiss();
    m_problem = {};
    if (!loaded)
        showProblem(loaded.error());
    const bool isFirst = m_model->rowCount() == 0;
    m_model->setEntries(m_inventory->entries(), QDate::currentDate());
    if (isFirst)
        m_ui->inventoryTable->resizeColumnsToContents();
    updateParts();
}

void GuidedView::showProblem(const InventoryProblem &problem)
{
    m_problem = [problem] {
        return describe(errorOf(problem));
    };
    const ErrorText text = m_problem();
    m_ui->inventoryBanner->showMessage(MessageBanner::Severity::Error, text.sentence, text.nextStep,
                                       {m_readAgain});
}

void GuidedView::showSteps()
{
    if (!m_profile)
        return;
    const ServiceDescription &service = *m_profile->service;
    m_ui->whyLabel->setText(tr("%1 documents no API for managing tokens, so nothing is sent there unasked. "
                               "Manage tokens in the web app, and note here what there is.")
                                .arg(service.name.text()));
    const ServiceGuide &guide = service.guide;
    m_ui->guideLabel->setText(
        listOf(tr("Create a token"), guide.create) + listOf(tr("Edit IP ranges"), guide.editIpRanges)
        + listOf(tr("Rotate a token"), guide.rotate) + listOf(tr("Revoke a token"), guide.revoke));
    m_ui->guideArea->setVisible(!guide.isEmpty());
    m_webApp->setEnabled(service.webAppUrl.isValid());
    m_documentation->setEnabled(service.documentationUrl.isValid());
}

void GuidedView::updateParts()
{
    const bool mayChange = m_inventory && m_isReadable && !m_readOnly;
    m_add->setEnabled(mayChange);
    m_edit->setEnabled(mayChange && chosen());
    m_remove->setEnabled(mayChange && chosen());
    const bool isEmpty = m_isReadable && m_model->rowCount() == 0;
    if (isEmpty)
        m_ui->inventoryState->showState(StatePage::Picture::Empty, tr("No token is noted yet"),
                                        tr("Note what the web app shows of each: never the token itself."),
                                        {m_add});
    m_ui->inventoryStack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_ui->inventoryState)
                                                   : m_ui->inventoryTable);
}

const InventoryEntry *GuidedView::chosen() const
{
    const QModelIndexList rows = m_ui->inventoryTable->selectionModel()->selectedRows();
    if (rows.isEmpty())
        return nullptr;
    const QModelIndex index = m_sorted->mapToSource(rows.constFirst());
    return &m_model->entries().at(index.row());
}

void GuidedView::edit(const InventoryEntry &entry)
{
    const auto keep = [this](const InventoryEntry &entered) -> std::optional<InventoryProblem> {
        if (const auto kept = m_inventory->put(entered); !kept)
            return kept.error();
        takeEntries();
        m_ui->inventoryTable->setCurrentIndex(m_sorted->mapFromSource(m_model->indexOfId(entered.id)));
        return std::nullopt;
    };
    auto *dialog = new InventoryEntryDialog(entry, m_profile->service->features.ipVersions, keep, this);
    dialog->open();
}

void GuidedView::askBeforeRemoving()
{
    const InventoryEntry *entry = chosen();
    if (!entry)
        return;
    auto *question
        = new QMessageBox(QMessageBox::Question, tr("Remove Entry?"),
                          tr("“%1” is removed from this inventory.").arg(escapeUntrusted(entry->name, 80)),
                          QMessageBox::NoButton, this);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(tr("The token itself stays valid: to end it, revoke it in the web app."));
    QPushButton *removeButton = question->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    QPushButton *cancel = question->addButton(tr("Cancel"), QMessageBox::RejectRole);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(removeButton, &QPushButton::clicked, this, [this, id = entry->id] {
        const auto removed = m_inventory->remove(id);
        takeEntries();
        if (!removed)
            showProblem(removed.error());
    });
    question->open();
}

/// They are about what is shown, and reach for the inventory.
void GuidedView::closeDialogs()
{
    const auto dialogs = findChildren<QDialog *>(QString(), Qt::FindDirectChildrenOnly);
    for (QDialog *dialog : dialogs) {
        dialog->hide();
        dialog->setParent(nullptr);
        dialog->deleteLater();
    }
}

void GuidedView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void GuidedView::retranslate()
{
    m_ui->retranslateUi(this);
    m_add->setText(tr("Note a Token…"));
    m_edit->setText(tr("Edit Entry…"));
    m_remove->setText(tr("Remove Entry…"));
    m_serves->setText(servesAssumedText());
    m_serves->setToolTip(tr("If you know that this server serves the API that is assumed here"));
    m_webApp->setText(tr("Open the web app"));
    m_documentation->setText(tr("API documentation"));
    m_readAgain->setText(tr("Read again"));
    m_model->refreshTexts();
    if (m_problem) {
        const ErrorText text = m_problem();
        m_ui->inventoryBanner->rephrase(text.sentence, text.nextStep);
    }
    showSteps();
    updateParts();
}

} // namespace tc
