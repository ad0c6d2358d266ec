#pragma once

#include <QAbstractButton>
#include <QAction>
#include <QDialog>
#include <QTableView>
#include <QWidget>

namespace tc::test {

/// The part called \a name of \a parent, as ui/ names it; nullptr where there is none.
template <typename T>
[[nodiscard]] T *part(const QWidget &parent, const char *name)
{
    return parent.findChild<T *>(QLatin1String(name));
}

/// The dialog of class T that is open above \a window, nullptr where none is.
template <typename T>
[[nodiscard]] T *openDialog(const QWidget &window)
{
    for (T *dialog : window.findChildren<T *>()) {
        if (dialog->isVisible())
            return dialog;
    }
    return nullptr;
}

/// The visible button that reads \a text (mnemonics aside), nullptr where there is none.
[[nodiscard]] QAbstractButton *button(const QWidget &parent, const QString &text);
/// The same for the action, visible or not.
[[nodiscard]] QAction *action(const QWidget &parent, const QString &text);
/// Clicks it with the mouse; false where it is not there or closed.
[[nodiscard]] bool click(const QWidget &parent, const QString &text);
/// Triggers it; false where it is not there or closed.
[[nodiscard]] bool trigger(const QWidget &parent, const QString &text);

/// The texts of column \a column of \a table, from the top.
[[nodiscard]] QStringList columnTexts(const QTableView &table, int column);
/// Selects the row whose first cell reads \a name with a click; false where there is none.
[[nodiscard]] bool selectRow(QTableView &table, const QString &name);

/// Every text property of \a root and all below it, with items of combo boxes and cells of tables.
[[nodiscard]] QStringList everyText(const QWidget &root);

} // namespace tc::test
