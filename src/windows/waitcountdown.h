#pragma once

#include "errortext.h"

#include <QObject>
#include <QTimer>

namespace tc {

class TokenSession;

/// Counts down what a session's server asks to wait before the list is read on.
class WaitCountdown final : public QObject
{
    Q_OBJECT

public:
    explicit WaitCountdown(QObject *parent = nullptr);

    /// \a session is not owned, and must stay until another (or none) is set.
    void setSession(TokenSession *session);
    [[nodiscard]] bool isRunning() const { return m_second.isActive(); }
    /// That the server asks to wait, and, in minutes and seconds, how long still.
    [[nodiscard]] ErrorText text() const;

Q_SIGNALS:
    /// It began or ended.
    void changed();
    /// Another second has passed.
    void ticked();

private:
    void follow();

    TokenSession *m_session = nullptr;
    QTimer m_second;
};

} // namespace tc
