#pragma once

#include <QStyledItemDelegate>

namespace tc {

/// Puts the status' icon before its text (TokenTableModel::StatusRole).
class StatusDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace tc
