#pragma once

#include <QDateTime>
#include <QObject>

QT_BEGIN_NAMESPACE
class QAction;
class QLabel;
class QProgressBar;
class QStatusBar;
QT_END_NAMESPACE

namespace tc {

/// What a status bar says of what is under way, or was last read, and the way to cancel it.
class ProgressLine final : public QObject
{
    Q_OBJECT

public:
    /// Puts its parts into \a bar, which owns them, and must outlive the line; \a cancel is shown while it is
    /// enabled.
    ProgressLine(QStatusBar &bar, QAction *cancel);

    void setText(const QString &text);
    /// Says when the list was last read (UTC), nothing where it never was.
    void setUpdated(const QDateTime &updated);
    void setBusy(bool busy);
    void retranslate();
    /// Says \a text for some seconds, aloud too.
    void announce(const QString &text);

private:
    QStatusBar &m_bar;
    QLabel *m_text;
    QProgressBar *m_progress;
};

} // namespace tc
