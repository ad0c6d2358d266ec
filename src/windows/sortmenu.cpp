#include "sortmenu.h"

#include <QActionGroup>
#include <QEvent>
#include <QHeaderView>
#include <QTableView>

namespace tc {

SortMenu::SortMenu(QTableView &table, QWidget *parent)
    : QMenu(parent)
    , m_table(table)
    , m_columns(new QActionGroup(this))
    , m_directions(new QActionGroup(this))
{
    setObjectName(QStringLiteral("sortMenu"));
    setTitle(tr("Sort by"));
    connect(this, &QMenu::aboutToShow, this, &SortMenu::fill);
    connect(m_columns, &QActionGroup::triggered, this, &SortMenu::sort);
    connect(m_directions, &QActionGroup::triggered, this, &SortMenu::sort);
}

void SortMenu::fill()
{
    clear();
    const QHeaderView &header = *m_table.horizontalHeader();
    for (int place = 0; place < header.count(); ++place) {
        const int column = header.logicalIndex(place);
        if (!header.isSectionHidden(column))
            addAction(addChoice(*m_columns, m_table.model()->headerData(column, Qt::Horizontal).toString(),
                                column, header.sortIndicatorSection()));
    }
    addSeparator();
    addAction(addChoice(*m_directions, tr("Ascending"), Qt::AscendingOrder, header.sortIndicatorOrder()));
    addAction(addChoice(*m_directions, tr("Descending"), Qt::DescendingOrder, header.sortIndicatorOrder()));
}

QAction *SortMenu::addChoice(QActionGroup &group, const QString &text, int value, int current)
{
    auto *action = new QAction(text, this);
    action->setCheckable(true);
    action->setChecked(value == current);
    action->setData(value);
    group.addAction(action);
    return action;
}

void SortMenu::sort()
{
    const QAction *column = m_columns->checkedAction();
    const QAction *direction = m_directions->checkedAction();
    if (column && direction)
        m_table.sortByColumn(column->data().toInt(), static_cast<Qt::SortOrder>(direction->data().toInt()));
}

void SortMenu::changeEvent(QEvent *event)
{
    QMenu::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        setTitle(tr("Sort by"));
}

} // namespace tc
