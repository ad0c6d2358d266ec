#include "namedelegate.h"

#include "icons.h"
#include "tokentablemodel.h"

namespace tc {

void NameDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    QList<Glyph> glyphs;
    if (index.data(TokenTableModel::OwnRole).toBool())
        glyphs.append(Glyph::Connect);
    if (index.data(TokenTableModel::SavedRole).toBool())
        glyphs.append(Glyph::Key);
    if (index.data(TokenTableModel::UnconfirmedRole).toBool())
        glyphs.append(Glyph::Warning);
    if (glyphs.isEmpty())
        return;
    option->icon = iconRow(glyphs);
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationPosition = QStyleOptionViewItem::Right;
    option->decorationAlignment = Qt::AlignLeading | Qt::AlignVCenter;
    option->decorationSize = QSize(16 * static_cast<int>(glyphs.size()), 16);
}

} // namespace tc
