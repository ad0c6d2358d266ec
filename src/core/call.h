#pragma once

#include "result.h"
#include "serverwait.h"

#include <functional>
#include <memory>
#include <utility>

namespace tc {

/// An asynchronous call. Whoever started it owns it (as a CallPtr member, as a rule); it finishes exactly
/// once, never before control returned to the event loop, and destroying it ends the work without finishing.
///
/// QFuture does not serve here: in Qt 6.4 a move-only result crashes, and cancelling leaves the producer
/// running.
template <typename T>
class Call
{
public:
    /// Takes the outcome. It may destroy or replace the call that it is handed the outcome of.
    using Handler = std::function<void(Result<T>)>;

    Call() = default;
    Call(const Call &) = delete;
    Call &operator=(const Call &) = delete;
    virtual ~Call() = default;

    /// Sets who takes the outcome. Call it right after the call was started, once.
    void onFinished(Handler handler) { m_handler = std::move(handler); }

    /// Sets who is told when a server has the call wait; what never waits tells nobody. Call it right after
    /// the call was started, once. Without it, a server that asks for a long wait ends the call with what it
    /// refused with.
    virtual void onWaiting(ServerWaitHandler) { }

protected:
    /// Hands the outcome on. The call may be gone afterwards: return without touching it.
    void finish(Result<T> result)
    {
        if (const Handler handler = std::exchange(m_handler, {}))
            handler(std::move(result));
    }

private:
    Handler m_handler;
};

template <typename T>
using CallPtr = std::unique_ptr<Call<T>>;

/// A call whose outcome is another call's, turned into something else.
template <typename From, typename To>
class MappedCall final : public Call<To>
{
public:
    MappedCall(CallPtr<From> inner, std::function<Result<To>(Result<From>)> map)
        : m_inner(std::move(inner))
        , m_map(std::move(map))
    {
        m_inner->onFinished([this](Result<From> result) { this->finish(m_map(std::move(result))); });
    }

    void onWaiting(ServerWaitHandler handler) override { m_inner->onWaiting(std::move(handler)); }

private:
    CallPtr<From> m_inner;
    std::function<Result<To>(Result<From>)> m_map;
};

/// \a inner with its outcome passed through \a map.
template <typename To, typename From>
[[nodiscard]] CallPtr<To> mapCall(CallPtr<From> inner, std::function<Result<To>(Result<From>)> map)
{
    return std::make_unique<MappedCall<From, To>>(std::move(inner), std::move(map));
}

} // namespace tc
