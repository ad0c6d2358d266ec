#pragma once

#include "call.h"

#include <QTest>

#include <optional>

namespace tc::test {

/// Waits, with the event loop running, for what \a call comes to.
template <typename T>
std::optional<Result<T>> outcomeOf(CallPtr<T> call)
{
    std::optional<Result<T>> outcome;
    call->onFinished([&outcome](Result<T> result) { outcome.emplace(std::move(result)); });
    (void)QTest::qWaitFor([&outcome] { return outcome.has_value(); }, 30000);
    return outcome;
}

} // namespace tc::test
