#pragma once

#include "ratelimit.h"

#include <QLabel>

namespace tc {

class TokenSession;

/// "Requests left: 58 of 60 until 14:32" (local time, with the date where that is not today); "" where \a
/// limit does not say how many.
[[nodiscard]] QString rateLimitText(const RateLimit &limit);

/// How many requests the session's server still takes, and until when; hidden where that is not known.
class RateLimitLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit RateLimitLabel(QWidget *parent = nullptr);

    /// None is owned; it must stay until another (or none) is followed.
    void follow(TokenSession *session);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showLimit();

    TokenSession *m_session = nullptr;
    QMetaObject::Connection m_following;
};

} // namespace tc
