#pragma once

#include "call.h"

#include <cstddef>
#include <deque>
#include <memory>
#include <utility>

namespace tc {

/// The calls that wait for the same thing to happen, oldest first. A call may be destroyed while it waits: it
/// keeps its place, but nobody is told. The calls may outlive this list; then they never finish.
template <typename T>
class WaitingCalls
{
public:
    [[nodiscard]] CallPtr<T> add()
    {
        auto call = std::make_unique<Waiting>();
        m_places.push_back(call->place);
        return call;
    }

    [[nodiscard]] std::size_t count() const { return m_places.size(); }

    /// Finishes the oldest. It may destroy this list.
    void finishFirst(Result<T> result)
    {
        if (m_places.empty())
            return;
        const auto place = std::move(m_places.front());
        m_places.pop_front();
        tell(place, std::move(result));
    }

    /// Finishes each with what \a makeResult makes for it. It may destroy this list.
    template <typename MakeResult>
    void finishAll(MakeResult makeResult)
    {
        const auto places = std::exchange(m_places, {});
        for (const auto &place : places)
            tell(place, makeResult());
    }

private:
    struct Waiting final : Call<T>
    {
        // Aliases no ownership: it only tells whether this call is still there.
        std::shared_ptr<Waiting *> place = std::make_shared<Waiting *>(this);
        using Call<T>::finish;
    };
    using Place = std::weak_ptr<Waiting *>;

    static void tell(const Place &place, Result<T> result)
    {
        Waiting *call = nullptr;
        if (const auto held = place.lock())
            call = *held;
        if (call)
            call->finish(std::move(result));
    }

    std::deque<Place> m_places;
};

} // namespace tc
