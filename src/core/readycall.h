#pragma once

#include "call.h"

#include <QTimer>

namespace tc {

/// A call whose outcome is known already; it still finishes only from the event loop, like every other.
template <typename T>
class ReadyCall final : public Call<T>
{
public:
    explicit ReadyCall(Result<T> result)
    {
        m_timer.setSingleShot(true);
        m_timer.callOnTimeout(&m_timer, [this, held = std::make_shared<Result<T>>(std::move(result))] {
            this->finish(std::move(*held));
        });
        m_timer.start(0);
    }

private:
    QTimer m_timer;
};

template <typename T>
[[nodiscard]] CallPtr<T> readyCall(Result<T> result)
{
    return std::make_unique<ReadyCall<T>>(std::move(result));
}

} // namespace tc
