#include "badge.h"

#include "contrast.h"
#include "glyphs.h"

#include <QEvent>
#include <QFontMetrics>
#include <QPainter>
#include <QStyle>

namespace tc {

namespace {

constexpr int horizontalPadding = 9;
constexpr int verticalPadding = 3;
constexpr int gap = 5;

Glyph glyphOf(Badge::Role role)
{
    switch (role) {
    case Badge::Role::Neutral:
        return Glyph::Information;
    case Badge::Role::Production:
    case Badge::Role::Attention:
        return Glyph::Warning;
    case Badge::Role::Test:
        return Glyph::Flask;
    case Badge::Role::Local:
        return Glyph::House;
    case Badge::Role::Good:
        return Glyph::Success;
    case Badge::Role::Bad:
        return Glyph::Error;
    }
    Q_UNREACHABLE();
}

Tone toneOf(Badge::Role role)
{
    switch (role) {
    case Badge::Role::Neutral:
    case Badge::Role::Local:
        return Tone::Plain;
    case Badge::Role::Test:
        return Tone::Information;
    case Badge::Role::Good:
        return Tone::Good;
    case Badge::Role::Attention:
        return Tone::Attention;
    case Badge::Role::Production:
    case Badge::Role::Bad:
        return Tone::Bad;
    }
    Q_UNREACHABLE();
}

} // namespace

BadgeColors badgeColors(Badge::Role role, const QPalette &palette)
{
    const QColor window = palette.color(QPalette::Window);
    if (role == Badge::Role::Production) {
        // The only filled badge: nobody should take production for anything else, in either scheme.
        const QColor fill(0xb0, 0x00, 0x20);
        return {fill, readableOn(window, fill, 3), Qt::white};
    }
    const QColor tone = toneColor(toneOf(role), palette, window);
    const QColor fill = mixed(window, tone, 0.08);
    const QColor text = readableOn(fill, tone);
    return {fill, text, text};
}

Badge::Badge(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    QFont bold = font();
    bold.setBold(true);
    setFont(bold);
}

void Badge::setRole(Role role)
{
    m_role = role;
    updateGeometry();
    update();
}

void Badge::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        updateGeometry();
        update();
    }
}

BadgeLook Badge::look() const
{
    return {m_role, text(), font(), palette(), layoutDirection()};
}

QSize Badge::sizeHint() const
{
    return badgeSize(look());
}

void Badge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintBadge(painter, rect(), look());
}

QSize badgeSize(const BadgeLook &look)
{
    const QFontMetrics metrics(look.font);
    // One pixel more: bold text may be a fraction wider than its rounded advance, and would be elided.
    return {metrics.horizontalAdvance(look.text) + 1 + metrics.height() + gap + 2 * horizontalPadding,
            metrics.height() + 2 * verticalPadding};
}

void paintBadge(QPainter &painter, const QRect &rect, const BadgeLook &look)
{
    const BadgeColors colors = badgeColors(look.role, look.palette);
    const QFontMetrics metrics(look.font);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.border, 1.5));
    painter.setBrush(colors.fill);
    const QRectF pill = QRectF(rect).adjusted(1, 1, -1, -1);
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);

    const int side = metrics.height();
    const QRect inner = rect.adjusted(horizontalPadding, 0, -horizontalPadding, 0);
    const QRect glyphRect
        = QStyle::alignedRect(look.direction, Qt::AlignLeading | Qt::AlignVCenter, QSize(side, side), inner);
    paintGlyph(painter, glyphRect, glyphOf(look.role), colors.text);

    const QRect textRect = QStyle::visualRect(look.direction, inner, inner.adjusted(side + gap, 0, 0, 0));
    painter.setFont(look.font);
    painter.setPen(colors.text);
    painter.drawText(textRect, Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine,
                     metrics.elidedText(look.text, Qt::ElideRight, textRect.width()));
}

} // namespace tc
