#pragma once

#include "localizedtext.h"
#include "secret.h"
#include "servicedescription.h"

#include <QString>

#include <map>
#include <optional>
#include <variant>

namespace tc {

/// Secrets that came in environment variables, by the variable's name.
using VariableSecrets = std::map<QString, Secret>;

/// Where a credential came from, strongest first.
enum class CredentialSource {
    Option, ///< --token; serves this session, stored only if the user asks
    Variable, ///< the service's own variable (OPTIMUS_TOKEN); likewise
    Keychain, ///< the entry of the connection's origin (or of the embedded backend's database)
};

struct ResolvedCredential
{
    Secret secret;
    CredentialSource source = CredentialSource::Keychain;
};

/// Nothing supplies a credential: show Connect with the service's own words.
struct ConnectNeeded
{
    LocalizedText message; ///< the description's missingTokenMessage
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

/// What comes of it after the keychain was asked: \a entry, or Connect where it has none.
[[nodiscard]] std::variant<ResolvedCredential, ConnectNeeded>
keychainCredential(const ServiceDescription &description, std::optional<Secret> entry);

} // namespace tc
