#include "statusdelegate.h"

#include "icons.h"
#include "tokentablemodel.h"

namespace tc {

void StatusDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    bool known = false;
    const int status = index.data(TokenTableModel::StatusRole).toInt(&known);
    if (!known)
        return;
    option->icon = statusIcon(static_cast<TokenStatus>(status));
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = QSize(16, 16);
}

} // namespace tc
