#pragma once

#include "secret.h"

#include <memory>
#include <new>

namespace tc {

/// Wipes what it gives back, for buffers that requests with credentials pass through.
template <typename T>
class WipingAllocator
{
public:
    using value_type = T;

    WipingAllocator() = default;
    template <typename U>
    WipingAllocator(const WipingAllocator<U> & /*other*/) noexcept
    {
    }

    [[nodiscard]] T *allocate(std::size_t count) { return std::allocator<T>().allocate(count); }

    void deallocate(T *memory, std::size_t count) noexcept
    {
        wipeBytes(memory, count * sizeof(T));
        std::allocator<T>().deallocate(memory, count);
    }

    friend bool operator==(const WipingAllocator &, const WipingAllocator &) { return true; }
};

} // namespace tc
