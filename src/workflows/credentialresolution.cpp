#include "credentialresolution.h"

namespace tc {

namespace {

/// Without the blanks and the line break that a pasted token brings along.
Secret trimmed(const Secret &secret)
{
    return secret.reveal([](QByteArrayView bytes) { return Secret::copyOf(bytes.trimmed()); });
}

} // namespace

std::optional<ResolvedCredential> givenCredential(const ServiceDescription &description, bool local,
                                                  const Secret *option, const VariableSecrets &variables)
{
    if (Secret given = option ? trimmed(*option) : Secret(); !given.isEmpty())
        return ResolvedCredential {std::move(given), CredentialSource::Option};
    if (local || description.variables.token.isEmpty())
        return std::nullopt;
    const auto variable = variables.find(description.variables.token);
    if (Secret given = variable != variables.end() ? trimmed(variable->second) : Secret(); !given.isEmpty())
        return ResolvedCredential {std::move(given), CredentialSource::Variable};
    return std::nullopt;
}

} // namespace tc
