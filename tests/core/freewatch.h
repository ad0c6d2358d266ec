#pragma once

#include <QtGlobal>

#include <algorithm>
#include <cstddef>
#include <cstdlib>

// For one source file of a test program. What memory holds at the moment it is given back is seen in free(),
// which the whole process calls: under the sanitizers by their hook, else by standing before glibc's.
struct Watch
{
    const volatile char *bytes = nullptr;
    std::size_t size = 0;
    std::ptrdiff_t largestHeader = 0;
    bool freed = false;
    bool wiped = false;
};
inline Watch watch;

inline void beforeFree(const volatile void *block)
{
    if (!watch.bytes || !block)
        return;
    const std::ptrdiff_t distance = watch.bytes - static_cast<const volatile char *>(block);
    if (distance < 0 || distance > watch.largestHeader)
        return;
    watch.freed = true;
    watch.wiped = std::all_of(watch.bytes, watch.bytes + watch.size, [](char byte) { return byte == 0; });
    watch.bytes = nullptr;
}

/// What QByteArray and QString keep before their bytes.
inline constexpr std::ptrdiff_t containerHeader = 16;

/// Watches \a size bytes at \a bytes, which begin a block but for a container's own header. No smaller block
/// than that can lie before them, so no other is taken for it.
inline void startWatch(const void *bytes, qsizetype size, std::ptrdiff_t largestHeader = containerHeader)
{
    watch = Watch {static_cast<const volatile char *>(bytes), static_cast<std::size_t>(size), largestHeader,
                   false, false};
}

#ifdef TC_SANITIZED
extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*)(const volatile void *, std::size_t),
                                                         void (*)(const volatile void *));
#else
extern "C" void __libc_free(void *block);
extern "C" void free(void *block) noexcept
{
    beforeFree(block);
    __libc_free(block);
}
#endif

/// Call it first; false where nothing can be watched.
inline bool watchFrees()
{
#ifdef TC_SANITIZED
    return __sanitizer_install_malloc_and_free_hooks([](const volatile void *, std::size_t) {}, beforeFree)
        > 0;
#else
    return true;
#endif
}
