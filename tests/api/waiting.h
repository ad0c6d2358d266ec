#pragma once

#include "call.h"

#include <QTest>

#include <optional>

namespace tc {

/// For QCOMPARE's messages.
inline char *toString(const std::optional<ErrorKind> &kind)
{
    return QTest::toString(kind ? static_cast<int>(*kind) : -1);
}

} // namespace tc

/// The outcome of \a call, waiting for it; nothing if it takes longer than \a milliseconds.
template <typename T>
std::optional<tc::Result<T>> outcomeOf(tc::CallPtr<T> call, int milliseconds = 20'000)
{
    std::optional<tc::Result<T>> outcome;
    call->onFinished([&outcome](tc::Result<T> result) { outcome.emplace(std::move(result)); });
    if (!QTest::qWaitFor([&outcome] { return outcome.has_value(); }, milliseconds))
        return std::nullopt;
    return outcome;
}

/// The kind of the error that \a outcome is, nothing where it is none.
template <typename T>
std::optional<tc::ErrorKind> kindOf(const std::optional<tc::Result<T>> &outcome)
{
    if (!outcome || outcome->has_value())
        return std::nullopt;
    return outcome->error().kind;
}
