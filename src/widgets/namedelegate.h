#pragma once

#include <QStyledItemDelegate>

namespace tc {

/// Marks the token of this connection (a plug) and tokens saved in the keychain (a key) behind their names;
/// the cell's tool tip and accessible description say the same in words.
class NameDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace tc
