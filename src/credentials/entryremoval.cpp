#include "entryremoval.h"

#include "readycall.h"

#include <algorithm>
#include <deque>

namespace tc {

namespace {

class EntryRemoval final : public Call<Done>
{
public:
    EntryRemoval(CredentialStore &store, const QList<CredentialKey> &keys,
                 std::function<void(const CredentialKey &)> removed)
        : m_store(store)
        , m_removed(std::move(removed))
    {
        for (const CredentialKey &key : keys) {
            if (std::find(m_keys.cbegin(), m_keys.cend(), key) == m_keys.cend())
                m_keys.push_back(key);
        }
        removeNext();
    }

private:
    void removeNext()
    {
        m_removing = m_keys.empty() ? readyCall<Done>(Done {}) : m_store.remove(m_keys.front());
        m_removing->onFinished([this](Result<Done> result) {
            if (!result || m_keys.empty()) {
                finish(std::move(result));
                return;
            }
            m_removed(m_keys.front());
            m_keys.pop_front();
            if (m_keys.empty())
                finish(Done {});
            else
                removeNext();
        });
    }

    CredentialStore &m_store;
    std::function<void(const CredentialKey &)> m_removed;
    std::deque<CredentialKey> m_keys;
    CallPtr<Done> m_removing;
};

} // namespace

CallPtr<Done> removeEntries(CredentialStore &store, const QList<CredentialKey> &keys,
                            std::function<void(const CredentialKey &)> removed)
{
    return std::make_unique<EntryRemoval>(store, keys, std::move(removed));
}

} // namespace tc
