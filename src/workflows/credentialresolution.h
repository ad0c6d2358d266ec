#pragma once

#include "secret.h"
#include "servicedescription.h"

#include <QString>

#include <map>
#include <optional>

namespace tc {

/// Secrets that came in environment variables, by the variable's name.
using VariableSecrets = std::map<QString, Secret>;

/// Where a given credential came from, strongest first. The keychain comes third, and is asked by whoever
/// connects.
enum class CredentialSource {
    Option, ///< --token; serves this session, stored only if the user asks
    Variable, ///< the service's own variable `token`; likewise
};

struct ResolvedCredential
{
    Secret secret;
    CredentialSource source = CredentialSource::Option;
};

/// What --token or a variable supplies for a connection to the service of \a description, as a copy; none
/// where the keychain is to be asked next.
///
/// \a option is what --token gave for this connection, nullptr without. Of \a variables only the one that
/// \a description names is looked at, and none at all with \a local: a service's variables reach neither
/// --local nor another service. Empty ones count as not set.
[[nodiscard]] std::optional<ResolvedCredential> givenCredential(const ServiceDescription &description,
                                                                bool local, const Secret *option,
                                                                const VariableSecrets &variables);

} // namespace tc
