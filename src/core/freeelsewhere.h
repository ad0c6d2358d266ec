#pragma once

#include <QThreadPool>

#include <utility>

namespace tc {

/// Frees \a value on another thread: that of a hundred thousand tokens takes longer than a window may stand
/// still. For what any thread may free, and holds no secret.
template <typename T>
void freeElsewhere(T value)
{
    QThreadPool::globalInstance()->start([held = std::move(value)] {});
}

} // namespace tc
