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

void setQuietly(QLabel *label, const QString &text)
{
    if (text == label->text())
        return;
    // A label with a name of its own tells of no other text.
    if (label->accessibleName().isEmpty())
        label->setAccessibleName(label->text());
    label->setText(text);
}

} // namespace tc
