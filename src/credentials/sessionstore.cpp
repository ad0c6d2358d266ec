#include "sessionstore.h"

#include "readycall.h"

namespace tc {

CallPtr<std::optional<Secret>> SessionStore::read(const CredentialKey &key)
{
    std::optional<Secret> found;
    if (const auto entry = m_secrets.find(key.toString()); entry != m_secrets.end())
        found = entry->second.duplicate();
    return readyCall<std::optional<Secret>>(std::move(found));
}

CallPtr<Done> SessionStore::write(const CredentialKey &key, const Secret &secret)
{
    m_secrets.insert_or_assign(key.toString(), secret.duplicate());
    return readyCall<Done>(Done {});
}

CallPtr<Done> SessionStore::remove(const CredentialKey &key)
{
    m_secrets.erase(key.toString());
    return readyCall<Done>(Done {});
}

} // namespace tc
