#pragma once

#include "rangewords.h"

#include <QList>

#include <QScrollArea>

namespace tc {

class FlowLayout;
class RangeChip;

/// The chips of a range edit, as high as they need, up to six rows; then it scrolls. One of them is a tab
/// stop, the arrow keys get to the others: nobody wants to press Tab 200 times.
class ChipArea final : public QScrollArea
{
    Q_OBJECT

public:
    /// Chips come before \a follower in the tab order.
    explicit ChipArea(QWidget *follower, QWidget *parent = nullptr);

    void append(const QList<IpRange> &ranges);
    void removeAt(int index);
    void clear();

    [[nodiscard]] int count() const { return static_cast<int>(m_chips.size()); }
    /// Puts the focus on the chip at \a index, or on the follower where there is none.
    void focusChip(int index, Qt::FocusReason reason = Qt::OtherFocusReason);
    /// Speaks of allowed ranges unless told otherwise.
    void retranslate(RangeRole role = RangeRole::Allowed);

Q_SIGNALS:
    void removeRequested(int index);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    RangeChip *makeChip(const IpRange &range);
    void setTabStop(RangeChip *chip);
    void fit();

    QWidget *m_follower;
    QWidget *m_content;
    FlowLayout *m_flow;
    QList<RangeChip *> m_chips;
    bool m_laidOut = false;
};

} // namespace tc
