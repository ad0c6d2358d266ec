#include "onscreen.h"

#include <QCheckBox>
#include <QComboBox>
#include <QMetaProperty>
#include <QTest>

namespace tc::test {

namespace {

QString plain(QString text)
{
    return text.remove(u'&');
}

void addModelTexts(const QAbstractItemModel &model, QStringList &texts)
{
    for (int column = 0; column < model.columnCount(); ++column) {
        texts.append(model.headerData(column, Qt::Horizontal).toString());
        for (int row = 0; row < model.rowCount(); ++row) {
            for (const Qt::ItemDataRole role : {Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole})
                texts.append(model.index(row, column).data(role).toString());
        }
    }
}

} // namespace

QAbstractButton *button(const QWidget &parent, const QString &text)
{
    for (auto *each : parent.findChildren<QAbstractButton *>()) {
        if (each->isVisible() && plain(each->text()) == text)
            return each;
    }
    return nullptr;
}

QAction *action(const QWidget &parent, const QString &text)
{
    for (auto *each : parent.findChildren<QAction *>()) {
        if (plain(each->text()) == text)
            return each;
    }
    return nullptr;
}

bool click(const QWidget &parent, const QString &text)
{
    QAbstractButton *found = button(parent, text);
    if (!found || !found->isEnabled())
        return false;
    // A check box takes clicks on its text only, which may be shorter than the box.
    const bool checkBox = qobject_cast<QCheckBox *>(found);
    QTest::mouseClick(found, Qt::LeftButton, {}, checkBox ? QPoint(8, found->height() / 2) : QPoint());
    return true;
}

bool trigger(const QWidget &parent, const QString &text)
{
    QAction *found = action(parent, text);
    if (!found || !found->isEnabled())
        return false;
    found->trigger();
    return true;
}

QStringList columnTexts(const QTableView &table, int column)
{
    QStringList texts;
    for (int row = 0; row < table.model()->rowCount(); ++row)
        texts.append(table.model()->index(row, column).data().toString());
    return texts;
}

bool selectRow(QTableView &table, const QString &name)
{
    const qsizetype row = columnTexts(table, 0).indexOf(name);
    if (row < 0)
        return false;
    const QModelIndex index = table.model()->index(static_cast<int>(row), 0);
    table.scrollTo(index);
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(index).center());
    return table.selectionModel()->isRowSelected(index.row());
}

QStringList everyText(const QWidget &root)
{
    QStringList texts;
    QObjectList objects = {const_cast<QWidget *>(&root)};
    objects.append(root.findChildren<QObject *>());
    for (const QObject *object : std::as_const(objects)) {
        for (int i = 0; i < object->metaObject()->propertyCount(); ++i) {
            const QMetaProperty property = object->metaObject()->property(i);
            if (property.metaType().id() == QMetaType::QString)
                texts.append(property.read(object).toString());
        }
        for (const QByteArray &name : object->dynamicPropertyNames())
            texts.append(object->property(name.constData()).toString());
        if (const auto *combo = qobject_cast<const QComboBox *>(object))
            addModelTexts(*combo->model(), texts);
        else if (const auto *table = qobject_cast<const QTableView *>(object); table && table->model())
            addModelTexts(*table->model(), texts);
    }
    return texts;
}

} // namespace tc::test
