#include "savedsecretremovals.h"

#include "savedsecrets.h"

#include <utility>

namespace tc {

void SavedSecretRemovals::setSavedSecrets(SavedSecrets *savedSecrets)
{
    const bool wasRunning = std::exchange(m_call, nullptr) != nullptr;
    m_savedSecrets = savedSecrets;
    m_waiting.clear();
    m_afterwards.clear();
    m_failed.clear();
    m_removed = 0;
    m_error.reset();
    if (wasRunning)
        Q_EMIT runningChanged();
}

void SavedSecretRemovals::add(const QStringList &tokenIds, std::function<void()> afterwards)
{
    m_waiting.append(tokenIds);
    if (afterwards)
        m_afterwards.append(std::move(afterwards));
    if (!isRunning())
        goOn();
}

void SavedSecretRemovals::cancel()
{
    if (isRunning())
        note(m_waiting.takeFirst(), tl::unexpected(ApiError {.kind = ErrorKind::Cancelled}));
}

void SavedSecretRemovals::goOn()
{
    const auto isUnsaved = [this](const QString &id) {
        return !m_savedSecrets || !m_savedSecrets->tokenIds().contains(id);
    };
    m_waiting.removeIf(isUnsaved);
    if (!m_waiting.isEmpty()) {
        m_call = m_savedSecrets->remove(m_waiting.constFirst());
        m_call->onFinished([this](const Result<Done> &result) { note(m_waiting.takeFirst(), result); });
        Q_EMIT runningChanged();
        return;
    }
    const int removed = std::exchange(m_removed, 0);
    const auto error = std::exchange(m_error, std::nullopt);
    if (removed > 0 || error)
        Q_EMIT finished(removed, error);
    for (const auto &afterwards : std::exchange(m_afterwards, {}))
        afterwards();
}

void SavedSecretRemovals::note(const QString &tokenId, const Result<Done> &result)
{
    m_call.reset();
    if (result) {
        ++m_removed;
        m_failed.remove(tokenId);
    } else {
        m_failed.insert(tokenId);
        m_error = m_error ? m_error : result.error();
    }
    Q_EMIT runningChanged();
    if (!isRunning())
        goOn();
}

} // namespace tc
