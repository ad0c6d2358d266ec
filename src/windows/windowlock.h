#pragma once

#include <QObject>
#include <QPointer>

#include <vector>

QT_BEGIN_NAMESPACE
class QAction;
class QDialog;
class QMainWindow;
class QWidget;
QT_END_NAMESPACE

namespace tc {

class StatePage;

/// Hides what a window and its dialogs show, and shows it again when it is unlocked.
///
/// It guards against glances only: whoever can use the desktop session can unlock it. What was typed into
/// password fields is wiped; everything else, an unconfirmed secret too, comes back as it was. Dialogs that
/// open meanwhile stay unseen until then.
class WindowLock final : public QObject
{
    Q_OBJECT

public:
    /// \a window has its central widget already; it must outlive the lock.
    explicit WindowLock(QMainWindow &window, QObject *parent = nullptr);
    ~WindowLock() override;

    [[nodiscard]] bool isLocked() const { return m_page != nullptr; }
    void lock();
    void unlock();

Q_SIGNALS:
    void locked();
    void unlocked();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void hideDialog(QDialog *dialog);
    void retranslate();

    QMainWindow &m_window;
    QPointer<QWidget> m_content; ///< while locked: the window's central widget
    StatePage *m_page = nullptr;
    QAction *m_unlock;
    std::vector<QPointer<QDialog>> m_dialogs; ///< hidden, those below before those above
};

} // namespace tc
