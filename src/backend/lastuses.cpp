#include "lastuses.h"

namespace tc {

StoredToken LastUses::upToDate(StoredToken token) const
{
    if (const auto pending = m_pending.constFind(token.id); pending != m_pending.constEnd()) {
        token.lastUsedAt = pending->at;
        token.lastUsedIp = pending->ip;
    }
    return token;
}

StoreResult<bool> LastUses::flush()
{
    if (m_pending.isEmpty())
        return true;
    StoreResult<bool> written = m_store.writeLastUses(m_pending);
    if (written)
        m_pending.clear();
    return written;
}

} // namespace tc
