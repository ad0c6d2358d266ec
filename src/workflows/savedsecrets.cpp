#include "savedsecrets.h"

#include <QPointer>

namespace tc {

SavedSecrets::SavedSecrets(CredentialStore &store, CredentialKey connection, TokenIdIndex index,
                           QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_connection(std::move(connection))
    , m_index(std::move(index))
    , m_tokenIds(m_index.load())
{
}

CallPtr<Done> SavedSecrets::save(const QString &tokenId, const Secret &secret)
{
    const auto noteSaved = [self = QPointer(this), index = m_index, tokenId](Result<Done> result) {
        const bool mayBeThere = result || result.error().mayHappenLater;
        if (mayBeThere && self)
            self->setSaved(tokenId, true);
        else if (mayBeThere)
            index.note(tokenId, true);
        return result;
    };
    return mapCall<Done, Done>(m_store.write(m_connection.forToken(tokenId), secret), noteSaved);
}

CallPtr<std::optional<Secret>> SavedSecrets::read(const QString &tokenId)
{
    using Found = std::optional<Secret>;
    const auto noteMissing = [self = QPointer(this), tokenId](Result<Found> result) {
        if (result && !*result && self && self->m_tokenIds.contains(tokenId))
            self->setSaved(tokenId, false);
        return result;
    };
    return mapCall<Found, Found>(m_store.read(m_connection.forToken(tokenId)), noteMissing);
}

CallPtr<Done> SavedSecrets::remove(const QString &tokenId)
{
    const auto noteRemoved = [self = QPointer(this), tokenId](Result<Done> result) {
        if (result && self)
            self->setSaved(tokenId, false);
        return result;
    };
    return mapCall<Done, Done>(m_store.remove(m_connection.forToken(tokenId)), noteRemoved);
}

void SavedSecrets::setSaved(const QString &tokenId, bool saved)
{
    m_index.note(tokenId, saved);
    m_tokenIds = m_index.load();
    Q_EMIT changed();
}

} // namespace tc
