#include "connectiondelegate.h"

#include "badge.h"
#include "connectionlistmodel.h"

#include <QApplication>
#include <QPainter>

namespace tc {

namespace {

constexpr int margin = 8;
constexpr int gap = 3;

BadgeLook badgeOf(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    QFont font = option.font;
    font.setBold(true);
    return {static_cast<Badge::Role>(index.data(ConnectionListModel::BadgeRole).toInt()),
            index.data(ConnectionListModel::EnvironmentRole).toString(), font, option.palette,
            option.direction};
}

} // namespace

void ConnectionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    item.text.clear(); // drawn below, over the style's own selection and focus
    const QStyle &style = item.widget ? *item.widget->style() : *QApplication::style();
    style.drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const bool selected = item.state.testFlag(QStyle::State_Selected);
    const auto group = item.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
    const QColor text = item.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text);
    painter->save();
    painter->setPen(text);

    const QFontMetrics metrics(item.font);
    const QRect inner = item.rect.adjusted(margin, margin, -margin, -margin);
    int top = inner.top();
    const auto drawLine = [&](const QString &line, const QFont &font) {
        const QRect rect(inner.left(), top, inner.width(), metrics.height());
        painter->setFont(font);
        painter->drawText(rect, Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine,
                          QFontMetrics(font).elidedText(line, Qt::ElideRight, rect.width()));
        top += metrics.height() + gap;
    };
    const BadgeLook badge = badgeOf(item, index);
    drawLine(index.data(Qt::DisplayRole).toString(), badge.font);
    drawLine(index.data(ConnectionListModel::HostRole).toString(), item.font);

    const QSize size = badgeSize(badge).boundedTo(QSize(inner.width(), inner.height()));
    const QRect badgeRect(inner.left(), top, size.width(), size.height());
    paintBadge(*painter, QStyle::visualRect(item.direction, inner, badgeRect), badge);
    const QRect stateRect(badgeRect.right() + 2 * gap, top, inner.right() - badgeRect.right() - 2 * gap,
                          size.height());
    painter->setPen(text);
    painter->setFont(item.font);
    painter->drawText(QStyle::visualRect(item.direction, inner, stateRect),
                      Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine,
                      metrics.elidedText(index.data(ConnectionListModel::StateRole).toString(),
                                         Qt::ElideRight, stateRect.width()));
    painter->restore();
}

QSize ConnectionDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QFontMetrics metrics(item.font);
    const QSize badge = badgeSize(badgeOf(item, index));
    const int state = metrics.horizontalAdvance(index.data(ConnectionListModel::StateRole).toString());
    const int place = metrics.horizontalAdvance(index.data(ConnectionListModel::HostRole).toString());
    const int name
        = QFontMetrics(badgeOf(item, index).font).horizontalAdvance(index.data(Qt::DisplayRole).toString());
    return {qMax(badge.width() + 2 * gap + state, qMax(place, name)) + 2 * margin,
            2 * (metrics.height() + gap) + badge.height() + 2 * margin};
}

} // namespace tc
