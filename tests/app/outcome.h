#pragma once

#include "call.h"

#include <QTest>

#include <optional>

namespace tc {

/// Waits for \a call to finish and gives its outcome; none when it does not in time.
template <typename T>
std::optional<Result<T>> outcomeOf(CallPtr<T> call)
{
    std::optional<Result<T>> outcome;
    call->onFinished([&outcome](Result<T> result) { outcome.emplace(std::move(result)); });
    if (outcome || !QTest::qWaitFor([&outcome] { return outcome.has_value(); }, 30'000))
        return std::nullopt; // finished before the event loop had its turn, or not at all
    return outcome;
}

} // namespace tc
