#include "windowlock.h"

#include "statepage.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QEvent>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenuBar>
#include <QStatusBar>

#include <algorithm>
#include <utility>

namespace tc {

namespace {

int depthOf(const QWidget *widget)
{
    int depth = 0;
    for (; widget->parentWidget(); widget = widget->parentWidget())
        ++depth;
    return depth;
}

void wipePasswords(const QWidget &window)
{
    for (QLineEdit *edit : window.findChildren<QLineEdit *>()) {
        if (edit->echoMode() != QLineEdit::Normal)
            edit->clear();
    }
}

} // namespace

WindowLock::WindowLock(QMainWindow &window, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_unlock(new QAction(this))
{
    connect(m_unlock, &QAction::triggered, this, &WindowLock::unlock);
}

WindowLock::~WindowLock()
{
    delete m_content;
}

void WindowLock::lock()
{
    if (isLocked())
        return;
    std::vector<QDialog *> open;
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *dialog = qobject_cast<QDialog *>(widget); dialog && dialog->isVisible())
            open.push_back(dialog);
    }
    std::sort(open.begin(), open.end(),
              [](const QDialog *one, const QDialog *other) { return depthOf(one) < depthOf(other); });
    for (QWidget *popup = QApplication::activePopupWidget(); popup; popup = QApplication::activePopupWidget())
        popup->close();
    for (auto dialog = open.rbegin(); dialog != open.rend(); ++dialog)
        hideDialog(*dialog);
    m_dialogs.assign(open.begin(), open.end());

    m_page = new StatePage;
    m_content = m_window.takeCentralWidget();
    m_content->hide();
    m_window.setCentralWidget(m_page);
    m_page->show();
    // A disabled menu bar lets no shortcut of its actions through.
    m_window.menuBar()->setEnabled(false);
    m_window.statusBar()->hide();
    retranslate();
    qApp->installEventFilter(this);
    Q_EMIT locked();
}

void WindowLock::unlock()
{
    if (!isLocked())
        return;
    qApp->removeEventFilter(this);
    m_window.takeCentralWidget();
    // Later, since the button that was pressed is on it.
    std::exchange(m_page, nullptr)->deleteLater();
    if (m_content) {
        m_window.setCentralWidget(m_content);
        m_content->show();
    }
    m_content = nullptr;
    m_window.menuBar()->setEnabled(true);
    m_window.statusBar()->show();
    for (const QPointer<QDialog> &dialog : std::exchange(m_dialogs, {})) {
        if (!dialog)
            continue;
        dialog->disconnect(this);
        dialog->hide(); // one that opened just now is hidden only with the next event
        dialog->setAttribute(Qt::WA_DontShowOnScreen, false);
        dialog->show();
    }
    Q_EMIT unlocked();
}

void WindowLock::hideDialog(QDialog *dialog)
{
    wipePasswords(*dialog);
    dialog->hide();
    // One that the program ends meanwhile does not come back.
    connect(dialog, &QDialog::finished, this, [this, dialog] {
        std::erase_if(m_dialogs, [dialog](const QPointer<QDialog> &each) { return each == dialog; });
    });
}

bool WindowLock::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::LanguageChange && watched == m_page) {
        retranslate();
    } else if (event->type() == QEvent::Show) {
        auto *dialog = qobject_cast<QDialog *>(watched);
        if (dialog && !dialog->testAttribute(Qt::WA_DontShowOnScreen)) {
            // The event comes before the window is on the screen; hiding it has to wait until it was shown.
            dialog->setAttribute(Qt::WA_DontShowOnScreen);
            m_dialogs.emplace_back(dialog);
            QMetaObject::invokeMethod(
                dialog,
                [this, dialog] {
                    if (isLocked())
                        hideDialog(dialog);
                },
                Qt::QueuedConnection);
        }
    }
    return QObject::eventFilter(watched, event);
}

void WindowLock::retranslate()
{
    m_unlock->setText(tr("Unlock"));
    m_page->showState(
        StatePage::Picture::Locked, tr("Locked"),
        tr("The tokens are hidden from glances. Whoever can use this computer can unlock them."), {m_unlock});
}

} // namespace tc
