#pragma once

#include <QLineEdit>

namespace tc {

/// The line edit of a range edit: it keeps Enter from the dialog's default button while there is text, and
/// tells a list that was pasted or dropped from what is being typed.
class RangeField final : public QLineEdit
{
    Q_OBJECT

public:
    explicit RangeField(QWidget *parent = nullptr);

Q_SIGNALS:
    /// Enter, a comma or semicolon, or a list that came in at once: what is there should be added.
    void entered();
    /// The text changed by hand in another way.
    void typed();
    void backspacedWhileEmpty();
    void leftAtStart();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void take(const QString &text);

    QString m_before;
};

} // namespace tc
