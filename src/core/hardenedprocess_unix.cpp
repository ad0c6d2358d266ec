#include "hardenedprocess.h"

#include <sys/stat.h>

#if defined(NDEBUG)
#include <sys/resource.h>
#if defined(__linux__)
#include <sys/prctl.h>
#elif defined(__APPLE__)
#include <sys/types.h>

#include <sys/ptrace.h>
#endif
#endif

namespace tc {

void hardenProcess()
{
    ::umask(077);
#if defined(NDEBUG)
    // Where one of these fails the process is as others are: no reason not to start.
    const rlimit none = {0, 0};
    static_cast<void>(::setrlimit(RLIMIT_CORE, &none));
#if defined(__linux__)
    static_cast<void>(::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0));
#elif defined(__APPLE__)
    static_cast<void>(::ptrace(PT_DENY_ATTACH, 0, nullptr, 0));
#endif
#endif
}

} // namespace tc
