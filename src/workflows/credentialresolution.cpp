#include "credentialresolution.h"

namespace tc {

std::optional<ResolvedCredential> givenCredential(const ServiceDescription &description, bool local,
                                                  const Secret *option, const VariableSecrets &variables)
{
    if (option && !option->isEmpty())
        return ResolvedCredential {option->duplicate(), CredentialSource::Option};
    if (local || description.variables.token.isEmpty())
        return std::nullopt;
    const auto variable = variables.find(description.variables.token);
    if (variable == variables.end() || variable->second.isEmpty())
        return std::nullopt;
    return ResolvedCredential {variable->second.duplicate(), CredentialSource::Variable};
}

} // namespace tc
