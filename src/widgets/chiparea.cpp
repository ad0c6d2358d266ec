#include "chiparea.h"

#include "flowlayout.h"
#include "rangechip.h"

#include <QEvent>
#include <QScrollBar>

namespace tc {

namespace {

constexpr int maximumRows = 6;
constexpr int likelyWidth = 440; ///< until a layout has said how wide it is

} // namespace

ChipArea::ChipArea(QWidget *follower, QWidget *parent)
    : QScrollArea(parent)
    , m_follower(follower)
    , m_content(new QWidget)
    , m_flow(new FlowLayout(m_content))
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidgetResizable(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setWidget(m_content);
    viewport()->setAutoFillBackground(false);
    m_content->setAutoFillBackground(false);
    retranslate();
    fit();
}

void ChipArea::append(const QList<IpRange> &ranges)
{
    // Shown one by one, every chip would have all others laid out again.
    const bool many = ranges.size() > 1;
    if (many)
        m_content->hide();
    for (const IpRange &range : ranges) {
        RangeChip *chip = makeChip(range);
        m_flow->addWidget(chip);
        if (m_chips.isEmpty()) {
            // New widgets come last in the window's order: put this one right before the follower.
            setTabOrder(m_follower, chip);
            setTabOrder(chip, m_follower);
        } else {
            setTabOrder(m_chips.last(), chip);
        }
        m_chips.append(chip);
    }
    if (!ranges.isEmpty())
        setTabStop(m_chips.last());
    fit();
    if (many)
        m_content->show();
    if (!ranges.isEmpty()) {
        m_flow->activate();
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    }
}

RangeChip *ChipArea::makeChip(const IpRange &range)
{
    auto *chip = new RangeChip(range, m_content);
    chip->setFocusPolicy(Qt::ClickFocus);
    connect(chip, &RangeChip::clicked, this,
            [this, chip] { Q_EMIT removeRequested(static_cast<int>(m_chips.indexOf(chip))); });
    connect(chip, &RangeChip::focused, this, [this, chip] {
        setTabStop(chip);
        ensureWidgetVisible(chip, 0, 4);
    });
    connect(chip, &RangeChip::moveRequested, this, [this, chip](int steps) {
        const int target = static_cast<int>(m_chips.indexOf(chip)) + steps;
        if (target >= 0)
            focusChip(target, steps < 0 ? Qt::BacktabFocusReason : Qt::TabFocusReason);
    });
    return chip;
}

void ChipArea::removeAt(int index)
{
    RangeChip *chip = m_chips.takeAt(index);
    m_flow->removeWidget(chip);
    if (chip->hasFocus())
        focusChip(index);
    else if (!m_chips.isEmpty())
        setTabStop(m_chips[qMin(index, count() - 1)]);
    // It may be in the middle of its click.
    chip->hide();
    chip->setParent(nullptr);
    chip->deleteLater();
    fit();
}

void ChipArea::clear()
{
    while (!m_chips.isEmpty())
        removeAt(count() - 1);
}

void ChipArea::focusChip(int index, Qt::FocusReason reason)
{
    QWidget *target = m_follower;
    if (index >= 0 && index < count())
        target = m_chips[index];
    target->setFocus(reason);
}

void ChipArea::setTabStop(RangeChip *chip)
{
    for (RangeChip *other : std::as_const(m_chips))
        other->setFocusPolicy(other == chip ? Qt::StrongFocus : Qt::ClickFocus);
}

void ChipArea::retranslate(RangeRole role)
{
    m_content->setAccessibleName(role == RangeRole::Allowed ? tr("Ranges added") : tr("Denied ranges added"));
    for (RangeChip *chip : std::as_const(m_chips))
        chip->retranslate();
}

void ChipArea::fit()
{
    setVisible(!m_chips.isEmpty());
    if (m_chips.isEmpty())
        return;
    const int row = m_chips.first()->sizeHint().height();
    const int highest = maximumRows * row + (maximumRows - 1) * m_flow->spacing();
    const int needed = m_flow->heightForWidth(m_laidOut ? width() : likelyWidth);
    // Told, not left to find out: a scroll bar that appears changes the width that it depends on.
    setVerticalScrollBarPolicy(needed > highest ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
    setFixedHeight(qMin(needed, highest));
}

void ChipArea::resizeEvent(QResizeEvent *event)
{
    m_laidOut = true;
    QScrollArea::resizeEvent(event);
    fit();
}

void ChipArea::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
}

} // namespace tc
