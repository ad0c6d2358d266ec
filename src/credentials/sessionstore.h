#pragma once

#include "credentialstore.h"

#include <map>

namespace tc {

/// Credentials for this session only: in memory, wiped when replaced, removed, or with the store.
class SessionStore final : public CredentialStore
{
public:
    [[nodiscard]] CallPtr<std::optional<Secret>> read(const CredentialKey &key) override;
    [[nodiscard]] CallPtr<Done> write(const CredentialKey &key, const Secret &secret) override;
    [[nodiscard]] CallPtr<Done> remove(const CredentialKey &key) override;

private:
    std::map<QString, Secret> m_secrets;
};

} // namespace tc
