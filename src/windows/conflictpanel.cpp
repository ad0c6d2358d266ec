#include "conflictpanel.h"

#include "ui_conflictpanel.h"

#include <QEvent>

namespace tc {

ConflictPanel::ConflictPanel(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ConflictPanel>())
{
    m_ui->setupUi(this);
    connect(m_ui->mineButton, &QPushButton::clicked, this, &ConflictPanel::mineChosen);
    connect(m_ui->theirsButton, &QPushButton::clicked, this, &ConflictPanel::theirsChosen);
    connect(m_ui->mergeButton, &QPushButton::clicked, this, &ConflictPanel::mergeChosen);
    hide();
}

ConflictPanel::~ConflictPanel() = default;

void ConflictPanel::showVersions(const Versions &versions, bool canBeMerged)
{
    m_ui->beforeText->setText(versions.before);
    m_ui->mineText->setText(versions.mine);
    m_ui->theirsText->setText(versions.theirs);
    m_ui->mergeButton->setVisible(canBeMerged);
    show();
}

void ConflictPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        m_ui->retranslateUi(this);
}

} // namespace tc
