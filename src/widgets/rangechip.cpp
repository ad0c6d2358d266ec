#include "rangechip.h"

#include "contrast.h"
#include "glyphs.h"
#include "iprangetext.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace tc {

namespace {

constexpr int horizontalPadding = 9;
constexpr int verticalPadding = 4;
constexpr int gap = 5;
constexpr int crossSide = 12;

} // namespace

RangeChip::RangeChip(const IpRange &range, QWidget *parent)
    : QPushButton(range.toString(), parent)
    , m_range(range)
    , m_allowsEverything(range.isEveryAddress())
{
    setAutoDefault(false);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    retranslate();
}

void RangeChip::retranslate()
{
    setAccessibleName(tr("Remove %1").arg(m_range.toString()));
    setAccessibleDescription(coverage(m_range));
    setToolTip(tr("%1: %2\nClick to remove it.").arg(m_range.toString(), coverage(m_range)));
}

QSize RangeChip::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    const int warning = m_allowsEverything ? crossSide + gap + 2 : 0;
    // 24 pixels is the least target size that WCAG 2.2 (2.5.8) allows.
    return {metrics.horizontalAdvance(text()) + warning + gap + crossSide + 2 * horizontalPadding,
            qMax(24, metrics.height() + 2 * verticalPadding)};
}

void RangeChip::changeEvent(QEvent *event)
{
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateGeometry();
}

void RangeChip::focusInEvent(QFocusEvent *event)
{
    QPushButton::focusInEvent(event);
    Q_EMIT focused();
}

void RangeChip::keyPressEvent(QKeyEvent *event)
{
    const int forward = layoutDirection() == Qt::LeftToRight ? 1 : -1;
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        // A held key would take one chip after the other.
        if (!event->isAutoRepeat())
            click();
        return;
    case Qt::Key_Left:
        Q_EMIT moveRequested(-forward);
        return;
    case Qt::Key_Right:
        Q_EMIT moveRequested(forward);
        return;
    case Qt::Key_Up:
        Q_EMIT moveRequested(-1);
        return;
    case Qt::Key_Down:
        Q_EMIT moveRequested(1);
        return;
    default:
        QPushButton::keyPressEvent(event);
    }
}

void RangeChip::paintEvent(QPaintEvent *)
{
    const QColor base = palette().color(QPalette::Base);
    const QColor highlight = palette().color(QPalette::Highlight);
    const QColor fill = mixed(base, highlight, isDown() ? 0.35 : underMouse() ? 0.24 : 0.14);
    const QColor textColor = readableOn(
        fill, palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::Text));
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill);
    painter.setPen(hasFocus() ? QPen(readableOn(base, highlight, 3), 2)
                              : QPen(mixed(base, textColor, 0.4), 1));
    const QRectF pill = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);

    const auto mirrored = [this](const QRect &logical) {
        return QStyle::visualRect(layoutDirection(), rect(), logical);
    };
    int x = horizontalPadding;
    if (m_allowsEverything) {
        const int side = crossSide + 2;
        paintGlyph(painter, mirrored({x, (height() - side) / 2, side, side}), Glyph::Warning,
                   toneColor(Tone::Attention, palette(), fill));
        x += side + gap;
    }
    const int crossX = width() - horizontalPadding - crossSide;
    painter.setPen(textColor);
    painter.drawText(mirrored({x, 0, crossX - gap - x, height()}), Qt::AlignVCenter | Qt::AlignLeading,
                     text());
    paintGlyph(painter, mirrored({crossX, (height() - crossSide) / 2, crossSide, crossSide}), Glyph::Remove,
               textColor);
}

} // namespace tc
