#include "unconfirmedsecrets.h"

namespace tc {

UnconfirmedSecrets::UnconfirmedSecrets(SavedTokenIndex index, QObject *parent)
    : QObject(parent)
    , m_index(std::move(index))
    , m_tokenIds(m_index.load())
{
}

void UnconfirmedSecrets::add(const QString &tokenId)
{
    if (m_tokenIds.contains(tokenId))
        return;
    m_tokenIds.insert(tokenId);
    m_index.store(m_tokenIds);
    Q_EMIT changed();
}

void UnconfirmedSecrets::remove(const QString &tokenId)
{
    if (!m_tokenIds.remove(tokenId))
        return;
    m_index.store(m_tokenIds);
    Q_EMIT changed();
}

} // namespace tc
