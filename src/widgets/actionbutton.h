#pragma once

#include <QPointer>
#include <QPushButton>

QT_BEGIN_NAMESPACE
class QAction;
QT_END_NAMESPACE

namespace tc {

/// A push button for an action, whose text, icon and states it follows. Enter presses it, even in a dialog
/// with another default button.
class ActionButton final : public QPushButton
{
    Q_OBJECT

public:
    explicit ActionButton(QAction *action, QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void follow();

    QPointer<QAction> m_action;
};

} // namespace tc
