#include "announcement.h"

#include <QAccessible>
#include <QLabel>

namespace tc {

void announce(QWidget *widget, const QString &text)
{
    // Some screen readers follow changes of name, some follow alerts.
    widget->setAccessibleName(text);
    QAccessibleEvent alert(widget, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void announceText(QLabel *label)
{
    // A label's name is its text, as long as it is given no other.
    QAccessibleEvent alert(label, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

} // namespace tc
