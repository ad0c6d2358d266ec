#pragma once

#include "connectionentry.h"

#include <QList>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QActionGroup;
class QAction;
class QLabel;
class QListView;
QT_END_NAMESPACE

namespace tc {

class ConnectionListModel;

/// The connections beside the list of tokens, and as entries for a menu, the first nine with Ctrl and their
/// number. There is nothing to choose between fewer than two, so it is shown from two on.
class ConnectionSidebar final : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionSidebar(QWidget *parent = nullptr);

    /// \a current is the row that is shown, -1 for none.
    void setConnections(const QList<ConnectionEntry> &connections, int current);
    /// *Connect…* and alike, for the list's context menu.
    void setListActions(const QList<QAction *> &actions);
    /// An entry for each connection; others take their place when menuActionsChanged() comes.
    [[nodiscard]] QList<QAction *> menuActions() const;

Q_SIGNALS:
    /// The user wants \a row to be shown.
    void chosen(int row);
    void menuActionsChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void choose(int row);
    void updateMenuActions();
    void updateWidth();
    void retranslate();

    ConnectionListModel *m_model;
    QLabel *m_heading;
    QListView *m_view;
    QActionGroup *m_menuActions;
    int m_current = -1;
};

} // namespace tc
