#pragma once

#include "iprange.h"

#include <QPushButton>

namespace tc {

/// A range that a click, Space, Enter, Delete or Backspace removes.
class RangeChip final : public QPushButton
{
    Q_OBJECT

public:
    explicit RangeChip(const IpRange &range, QWidget *parent = nullptr);

    void retranslate();

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void focused();
    /// The user wants to get to the chip \a steps further on, in reading order.
    void moveRequested(int steps);

protected:
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    IpRange m_range;
    bool m_allowsEverything;
};

} // namespace tc
