#pragma once

#include "countdown.h"
#include "errortext.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace tc {

struct ServerWait;
class TokenSession;

/// Counts down what a server asks to wait before a read goes on.
class WaitCountdown final : public QObject
{
    Q_OBJECT

public:
    explicit WaitCountdown(QObject *parent = nullptr);

    /// Counts what \a session waits for, from now on. It is not owned, and must stay until another (or none)
    /// is followed.
    void follow(TokenSession *session);
    /// Counts \a wait, of a call; for countdowns that follow no session.
    void setWait(const std::optional<ServerWait> &wait);
    [[nodiscard]] bool isRunning() const { return m_second.isActive(); }
    /// That the server asks to wait, and, in minutes and seconds, how long still.
    [[nodiscard]] ErrorText text() const;

Q_SIGNALS:
    /// It began or ended.
    void changed();
    /// Another second has passed; \a aloud: it is one to be heard, not only seen.
    void ticked(bool aloud);

private:
    [[nodiscard]] std::chrono::seconds left() const;

    QMetaObject::Connection m_following;
    QDeadlineTimer m_until;
    QTimer m_second;
    CountdownVoice m_voice;
};

} // namespace tc
