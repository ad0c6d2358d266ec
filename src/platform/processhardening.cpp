#include "processhardening.h"

#include "startmemory.h"

#include <QtGlobal>

#include <cstdlib>
#include <cstring>
#include <string_view>

namespace tc {

namespace {

Secret takeArgument(char *value)
{
    const std::size_t length = std::strlen(value);
    Secret secret = Secret::copyOf(QByteArrayView(value, static_cast<qsizetype>(length)));
    if (std::string_view(value) != "-") {
        overwriteInCommandLine(value);
        std::memset(value, 'x', length);
    }
    return secret;
}

} // namespace

std::optional<Secret> takeSecretArgument(int argc, char **argv, const char *name)
{
    std::string_view bare(name);
    while (bare.starts_with('-'))
        bare.remove_prefix(1);

    std::optional<Secret> taken;
    for (int i = 1; i < argc; ++i) {
        std::string_view argument(argv[i]);
        if (argument == "--")
            break;
        if (!argument.starts_with("--"))
            continue;
        argument.remove_prefix(2);
        if (!argument.starts_with(bare))
            continue;
        argument.remove_prefix(bare.size());
        if (argument.empty() && i + 1 < argc)
            taken = takeArgument(argv[++i]);
        else if (argument.starts_with('='))
            taken = takeArgument(argv[i] + 2 + bare.size() + 1);
    }
    return taken;
}

std::optional<Secret> takeSecretVariable(const char *name)
{
    const char *value = std::getenv(name);
    if (!value)
        return std::nullopt;
    Secret secret = Secret::copyOf(QByteArrayView(value));
    overwriteInEnvironment(name);
    qunsetenv(name);
    return secret;
}

} // namespace tc
