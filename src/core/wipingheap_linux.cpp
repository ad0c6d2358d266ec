// Wipes what a program gives back to the heap: linked into an executable, this free() and realloc() stand in
// front of glibc's for the whole process, so that no copy of a secret outlives the object that held it,
// whoever made the copy: Qt's containers, its network, D-Bus, glib. (Overriding operator delete would see
// none of these.)
//
// Linux with glibc only. It takes glibc's malloc to be the one behind it, so no other may be preloaded. On
// Windows and macOS nothing of the kind is done: there only what is ours (tc::Secret) is wiped.

#include <cstddef>
#include <cstdlib>
#include <cstring>

#include <malloc.h>

// glibc's own, by the names under which it exports them for the likes of this file. Looking them up at run
// time could ask for memory, and would come too late for what runs before constructors do.
// NOLINTBEGIN(bugprone-reserved-identifier)
extern "C" void __libc_free(void *block) noexcept;
extern "C" void *__libc_realloc(void *block, std::size_t size) noexcept;
// NOLINTEND(bugprone-reserved-identifier)

namespace {

/// Whether the block is a mapping of its own, which free() unmaps and realloc() moves with mremap(): the
/// kernel clears such pages before anyone sees them again, and wiping would only touch them all. glibc keeps
/// the mark (IS_MMAPPED) in the word before the block.
bool isMapping(const void *block) noexcept
{
    constexpr std::size_t mark = 2;
    std::size_t header = 0;
    std::memcpy(&header, static_cast<const char *>(block) - sizeof header, sizeof header);
    return (header & mark) != 0;
}

} // namespace

// Exported, or the libraries would keep to glibc's.
#define TC_EXPORTED extern "C" __attribute__((visibility("default")))

TC_EXPORTED void free(void *block) noexcept
{
    if (!block)
        return;
    if (!isMapping(block))
        explicit_bzero(block, malloc_usable_size(block));
    __libc_free(block);
}

TC_EXPORTED void *realloc(void *block, std::size_t size) noexcept
{
    if (!block)
        return std::malloc(size);
    if (size == 0) { // as glibc does it
        std::free(block);
        return nullptr;
    }
    if (isMapping(block))
        return __libc_realloc(block, size);

    const std::size_t room = malloc_usable_size(block);
    if (size <= room) {
        // Never moved; glibc cuts the rest off, which thereby is free.
        explicit_bzero(static_cast<char *>(block) + size, room - size);
        return __libc_realloc(block, size);
    }
    void *moved = std::malloc(size);
    if (!moved)
        return nullptr; // the block is as it was
    std::memcpy(moved, block, room);
    std::free(block);
    return moved;
}
