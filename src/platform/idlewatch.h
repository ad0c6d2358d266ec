#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

namespace tc {

/// Tells when nobody has used this application's keyboard or mouse for a while.
class IdleWatch final : public QObject
{
    Q_OBJECT

public:
    /// Installs itself as an event filter of the application, which must be there.
    explicit IdleWatch(std::chrono::milliseconds limit, QObject *parent = nullptr);

    /// Counts anew with \a limit; 0 stops.
    void setLimit(std::chrono::milliseconds limit);

    /// Counts anew, as if the application had been used now.
    void restart();

Q_SIGNALS:
    /// Once; again only after the application was used, or restart() called, in between.
    void idle();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QTimer m_timer;
};

} // namespace tc
