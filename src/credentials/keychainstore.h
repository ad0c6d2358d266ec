#pragma once

#include "credentialstore.h"
#include "keychainrun.h"

namespace tc {

/// The keychain of the user's session through QtKeychain: Secret Service or KWallet on Linux, Keychain on
/// macOS, Credential Manager on Windows. Nothing touches it, or D-Bus, before the first call; the calls may
/// outlive the store.
class KeychainStore final : public CredentialStore
{
public:
    explicit KeychainStore(KeychainLimits limits = {});

    [[nodiscard]] CallPtr<std::optional<Secret>> read(const CredentialKey &key) override;
    /// Refuses secrets that are empty, longer than maximumSize, or hold a NUL, before anything is written.
    [[nodiscard]] CallPtr<Done> write(const CredentialKey &key, const Secret &secret) override;
    [[nodiscard]] CallPtr<Done> remove(const CredentialKey &key) override;

private:
    std::shared_ptr<KeychainQueue> m_queue;
};

} // namespace tc
