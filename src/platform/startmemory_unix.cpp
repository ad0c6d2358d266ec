#include "startmemory.h"

#include <cstring>

#if defined(__APPLE__)
#include <crt_externs.h>
#define environ (*_NSGetEnviron())
#else
extern "C" char **environ;
#endif

namespace tc {

void overwriteInCommandLine(const char *)
{
    // argv is the command line itself.
}

void overwriteInEnvironment(const char *name)
{
    // The strings that environ points to are the process's initial environment, as /proc/PID/environ shows
    // it. A name may stand there more than once; unsetenv() only takes the pointers away.
    const std::size_t length = std::strlen(name);
    for (char **entry = environ; entry && *entry; ++entry) {
        if (std::strncmp(*entry, name, length) == 0 && (*entry)[length] == '=') {
            char *value = *entry + length + 1;
            std::memset(value, 'x', std::strlen(value));
        }
    }
}

} // namespace tc
