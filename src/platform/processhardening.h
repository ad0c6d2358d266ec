#pragma once

#include "secret.h"

#include <QByteArrayList>

#include <optional>

namespace tc {

/// Takes the value of `--name VALUE` and `--name=VALUE` out of \a arguments and overwrites it there with \c
/// x, so that it is no longer in the process's command line. "-" is left as it is. Returns the last value
/// given. Call it first in main(): QCoreApplication copies its arguments.
[[nodiscard]] std::optional<Secret> takeSecretArgument(int argc, char **argv, const char *name);

/// Takes the value of the environment variable \a name, overwrites it where it stands in the process's
/// initial environment (/proc/PID/environ), and unsets it, so that no child inherits it.
[[nodiscard]] std::optional<Secret> takeSecretVariable(const char *name);

} // namespace tc
