#pragma once

#include <QStyledItemDelegate>

namespace tc {

/// Marks the token of this connection (a plug), tokens saved in the keychain (a key) and those whose secret
/// nobody confirmed as stored (a warning triangle) behind their names; the cell's tool tip and accessible
/// description say the same in words.
class NameDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace tc
