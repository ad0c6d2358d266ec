#pragma once

#include "store.h"

#include <QHash>

namespace tc {

/// Last uses that are not on disk yet. They are written together, so that a request costs no write: a kill
/// loses what was used since the last flush() and nothing else.
class LastUses
{
public:
    explicit LastUses(Store &store)
        : m_store(store)
    {
    }

    void record(const QString &tokenId, const LastUse &use) { m_pending.insert(tokenId, use); }

    [[nodiscard]] bool arePending() const { return !m_pending.isEmpty(); }

    /// \a token with its last use as it is now.
    [[nodiscard]] StoredToken upToDate(StoredToken token) const;

    /// Writes what is pending; keeps it for the next time where that fails.
    [[nodiscard]] StoreResult<bool> flush();

private:
    Store &m_store;
    QHash<QString, LastUse> m_pending;
};

} // namespace tc
