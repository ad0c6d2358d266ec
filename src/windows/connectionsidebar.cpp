#include "connectionsidebar.h"

#include "connectiondelegate.h"
#include "connectionlistmodel.h"

#include <QActionGroup>
#include <QEvent>
#include <QLabel>
#include <QListView>
#include <QVBoxLayout>

namespace tc {

ConnectionSidebar::ConnectionSidebar(QWidget *parent)
    : QWidget(parent)
    , m_model(new ConnectionListModel(this))
    , m_heading(new QLabel(this))
    , m_view(new QListView(this))
    , m_menuActions(new QActionGroup(this))
{
    QFont bold = m_heading->font();
    bold.setBold(true);
    m_heading->setFont(bold);
    m_heading->setTextFormat(Qt::PlainText);
    m_heading->setBuddy(m_view);
    m_view->setObjectName(QStringLiteral("connectionList"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new ConnectionDelegate(m_view));
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_heading);
    layout->addWidget(m_view);
    retranslate();
    hide();

    // Not as the arrow keys pass: what is chosen is connected to. By any mouse button, as the context menu is
    // about the connection that is shown.
    connect(m_view, &QListView::pressed, this, [this](const QModelIndex &row) { choose(row.row()); });
    connect(m_view, &QListView::activated, this, [this](const QModelIndex &row) { choose(row.row()); });
    connect(m_menuActions, &QActionGroup::triggered, this,
            [this](QAction *action) { choose(action->data().toInt()); });
}

void ConnectionSidebar::setConnections(const QList<ConnectionEntry> &connections, int current)
{
    m_current = current;
    m_model->setEntries(connections);
    m_view->setCurrentIndex(m_model->index(current));
    setVisible(connections.size() > 1);
    updateMenuActions();
    updateWidth();
}

/// A badge or a state that is cut is no help; a long host may be.
void ConnectionSidebar::updateWidth()
{
    const int wanted = m_view->sizeHintForColumn(0) + 2 * m_view->frameWidth();
    setMinimumWidth(qMin(wanted, 50 * fontMetrics().averageCharWidth()));
}

void ConnectionSidebar::choose(int row)
{
    if (row < 0 || row == m_current)
        return;
    Q_EMIT chosen(row);
    // Where it was not taken, what is shown stays the current one.
    m_view->setCurrentIndex(m_model->index(m_current));
    updateMenuActions();
}

void ConnectionSidebar::setListActions(const QList<QAction *> &actions)
{
    m_view->addActions(actions);
}

QList<QAction *> ConnectionSidebar::menuActions() const
{
    return m_menuActions->actions();
}

void ConnectionSidebar::updateMenuActions()
{
    const QList<ConnectionEntry> &entries = m_model->entries();
    const auto wanted = entries.size() > 1 ? entries.size() : 0;
    const bool differs = m_menuActions->actions().size() != wanted;
    while (m_menuActions->actions().size() > wanted)
        delete m_menuActions->actions().constLast();
    while (m_menuActions->actions().size() < wanted) {
        const auto row = static_cast<int>(m_menuActions->actions().size());
        QAction *action = m_menuActions->addAction(QString());
        action->setCheckable(true);
        action->setData(row);
        if (row < 9)
            action->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + row)));
    }
    for (QAction *action : m_menuActions->actions()) {
        const int row = action->data().toInt();
        const QModelIndex index = m_model->index(row);
        // An ampersand in a service's name is no mnemonic.
        action->setText(tr("%1, %2 – %3", "service, host – environment")
                            .arg(index.data().toString(),
                                 index.data(ConnectionListModel::HostRole).toString(),
                                 index.data(ConnectionListModel::EnvironmentRole).toString())
                            .replace(u'&', QLatin1String("&&")));
        action->setChecked(row == m_current);
    }
    if (differs)
        Q_EMIT menuActionsChanged();
}

void ConnectionSidebar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void ConnectionSidebar::retranslate()
{
    m_heading->setText(tr("Connections"));
    m_view->setAccessibleName(m_heading->text());
    m_model->refreshTexts();
    updateMenuActions();
    updateWidth();
}

} // namespace tc
