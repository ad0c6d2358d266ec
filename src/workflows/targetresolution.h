#pragma once

#include "result.h"
#include "servicedescription.h"

#include <QProcessEnvironment>
#include <QString>
#include <QUrl>

#include <optional>

namespace tc {

/// What decided which server is called, strongest first.
enum class TargetSource {
    BaseUrlOption, ///< --base-url
    BaseUrlVariable, ///< the service's own variable `baseUrl`; it beats --env
    EnvironmentOption, ///< --env
    EnvironmentVariable, ///< the service's own variable `environment`
    Production, ///< nothing was said
};

/// What the command line says about the server; --local asks nobody. An option that was not given is empty.
struct GivenTarget
{
    std::optional<QString> baseUrl;
    std::optional<QString> environmentId;
};

struct ResolvedTarget
{
    QUrl baseUrl; ///< absolute; may carry a credential (https, or http to a loopback literal)
    QString environmentId; ///< of the description; "" where none of its environments runs at baseUrl
    TargetSource source = TargetSource::Production;

    friend bool operator==(const ResolvedTarget &, const ResolvedTarget &) = default;
};

/// The server to call, in the order of the vendors' own tools that the descriptions' variables come from:
/// --base-url, variable `baseUrl`, --env, variable `environment`, production.
///
/// Only the variables that \a description names are looked up in \a variables; an empty one counts as not
/// set. Fails with ErrorKind::InvalidInput and a sentence in `reason`. An --env that names no environment is
/// refused even where a base URL wins, so that a slip does not pass unseen.
[[nodiscard]] Result<ResolvedTarget> resolveTarget(const ServiceDescription &description,
                                                   const GivenTarget &given,
                                                   const QProcessEnvironment &variables);

} // namespace tc
