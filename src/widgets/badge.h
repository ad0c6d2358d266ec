#pragma once

#include <QColor>
#include <QFont>
#include <QLabel>
#include <QPalette>

namespace tc {

/// A short word on a coloured pill: an environment or a status. Its text and an icon carry the meaning, never
/// the colour alone; colours follow light, dark and high-contrast palettes.
class Badge : public QLabel
{
    Q_OBJECT

public:
    enum class Role { Neutral, Production, Test, Local, Good, Attention, Bad };

    explicit Badge(QWidget *parent = nullptr);

    void setRole(Role role);
    [[nodiscard]] Role role() const { return m_role; }

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    [[nodiscard]] QSize sizeHint() const override;

private:
    [[nodiscard]] struct BadgeLook look() const;

    Role m_role = Role::Neutral;
};

/// What a badge is painted with; text reaches a contrast of 4.5 on the fill (WCAG 2.1, 1.4.3).
struct BadgeColors
{
    QColor fill;
    QColor border;
    QColor text;
};

[[nodiscard]] BadgeColors badgeColors(Badge::Role role, const QPalette &palette);

/// A badge where there is no room for a widget of its own, such as in a view's row.
struct BadgeLook
{
    Badge::Role role = Badge::Role::Neutral;
    QString text;
    QFont font; ///< bold
    QPalette palette;
    Qt::LayoutDirection direction = Qt::LeftToRight;
};

/// What \a look takes with its whole text.
[[nodiscard]] QSize badgeSize(const BadgeLook &look);
/// Fills \a rect with it; a text that does not fit is elided.
void paintBadge(QPainter &painter, const QRect &rect, const BadgeLook &look);

} // namespace tc
