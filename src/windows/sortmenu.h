#pragma once

#include <QMenu>

QT_BEGIN_NAMESPACE
class QActionGroup;
class QTableView;
QT_END_NAMESPACE

namespace tc {

/// *Sort by*: the shown columns of a table and both directions, for those who do not click on headers.
class SortMenu final : public QMenu
{
    Q_OBJECT

public:
    /// \a table must outlive the menu.
    explicit SortMenu(QTableView &table, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void fill();
    void sort();
    [[nodiscard]] QAction *addChoice(QActionGroup &group, const QString &text, int value, int current);

    QTableView &m_table;
    QActionGroup *m_columns;
    QActionGroup *m_directions;
};

} // namespace tc
