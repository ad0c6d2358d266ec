#include "announcement.h"

#include <QAccessible>
#include <QWidget>

namespace tc {

void announce(QWidget *widget, const QString &text)
{
    // Some screen readers follow changes of name, some follow alerts.
    widget->setAccessibleName(text);
    QAccessibleEvent alert(widget, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

} // namespace tc
