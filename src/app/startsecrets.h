#pragma once

#include "secret.h"

#include <QStringList>

#include <cstdio>
#include <map>
#include <optional>

namespace tc {

/// Takes the values of the environment variables \a names (each service's token variable) and leaves nothing
/// of them in this process's environment, so that no child inherits one. Those not set are not in the result.
[[nodiscard]] std::map<QString, Secret> takeSecretVariables(const QStringList &names);

/// Reads one line from \a input (UTF-8, without its line end), for `--token -`. Blocks: call it before there
/// is a window. Nothing is echoed where \a input is a terminal. None where the line is empty or longer than
/// the keychain takes.
[[nodiscard]] std::optional<Secret> readSecretLine(std::FILE *input);

} // namespace tc
