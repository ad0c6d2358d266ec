#pragma once

#include <QObject>

QT_BEGIN_NAMESPACE
class QSessionManager;
QT_END_NAMESPACE

namespace tc {

class MainWindow;

/// What the console does when the desktop session ends while a secret is shown that nobody confirmed as
/// stored: it asks about it first. Where the session manager does not let it, it ends, and the token stays
/// marked.
class SessionEnd final : public QObject
{
    Q_OBJECT

public:
    /// \a window must outlive this object.
    explicit SessionEnd(MainWindow &window, QObject *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void answer(QSessionManager &manager);

    MainWindow &m_window;
    bool m_mayNotAsk = false; ///< the session ends next, and its user must not be asked
};

} // namespace tc
