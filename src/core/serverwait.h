#pragma once

#include "apierror.h"

#include <QDeadlineTimer>

#include <functional>
#include <optional>

namespace tc {

/// A server that takes a request later, as it says itself: the request waits until then.
struct ServerWait
{
    QDeadlineTimer until;
    ApiError error; ///< what it refused with, should nobody want to wait; `retryAt` by this machine's clock
};

/// Told when such a wait begins, and, with none, when it is over. It may destroy the call.
using ServerWaitHandler = std::function<void(const std::optional<ServerWait> &)>;

} // namespace tc
