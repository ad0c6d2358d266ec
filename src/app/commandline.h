#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

namespace tc {

/// Where --token says that the token is. Its value is taken out of argv before anything is parsed (see
/// startsecrets.h), so it is not here.
enum class TokenOption {
    NotGiven,
    Given,
    StandardInput, ///< `--token -`
};

/// What the console's command line asks for. An option that was not given is empty.
struct CommandLineOptions
{
    bool local = false;
    bool readOnly = false;
    TokenOption token = TokenOption::NotGiven;
    QString serviceId;
    std::optional<QString> environmentId; ///< checked later, against the service's description
    std::optional<QString> baseUrl; ///< checked later, likewise
    QString servicesDirectory; ///< absolute
    QString dataDirectory; ///< absolute
    QString language; ///< "de" or "en"

    friend bool operator==(const CommandLineOptions &, const CommandLineOptions &) = default;
};

/// There is nothing to start: print \a text (with its final newline) and end.
struct CommandLineExit
{
    QString text;
    int code = 0; ///< 0: print to the standard output; 2, as usual for wrong usage: to the standard error
    QString language; ///< what --language asked for

    friend bool operator==(const CommandLineExit &, const CommandLineExit &) = default;
};

using CommandLine = std::variant<CommandLineOptions, CommandLineExit>;

/// Reads \a arguments, whose first is the program's name. Needs neither an application object nor a display.
/// What is wrong is refused with a sentence that repeats no argument's value: it may be a secret.
[[nodiscard]] CommandLine parseCommandLine(const QStringList &arguments);

} // namespace tc
