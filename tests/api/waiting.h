#pragma once

#include "call.h"

#include <QEventLoop>
#include <QTest>
#include <QTimer>

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
    // Not qWaitFor(), which looks every 10 ms only: some tests wait for thousands of outcomes.
    QEventLoop loop;
    call->onFinished([&outcome, &loop](tc::Result<T> result) {
        outcome.emplace(std::move(result));
        loop.quit();
    });
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
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
