#pragma once

#include "call.h"

#include <QObject>
#include <QPointer>
#include <QSet>
#include <QStringList>

#include <optional>

namespace tc {

class SavedSecrets;

/// Removes saved secrets from the keychain, one after another, until every one that was asked for was tried.
class SavedSecretRemovals final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// From now on it removes those of \a savedSecrets, which may go before it. What is left of another's is
    /// given up.
    void setSavedSecrets(SavedSecrets *savedSecrets);

    /// Removes those of \a tokenIds that are saved. \a afterwards comes once nothing is left to be removed,
    /// also where a removal failed; before this returns where there is nothing to remove at all.
    void add(const QStringList &tokenIds, std::function<void()> afterwards = {});
    [[nodiscard]] bool isRunning() const { return m_call != nullptr; }
    /// Ends the removal under way with ErrorKind::Cancelled; the others follow.
    void cancel();
    /// Whether the last removal of the token \a tokenId's secret failed: the keychain may have it still.
    [[nodiscard]] bool hasFailed(const QString &tokenId) const { return m_failed.contains(tokenId); }

Q_SIGNALS:
    /// See isRunning().
    void runningChanged();
    /// Nothing is left to be removed: \a removed were, and \a error is the first failure among them.
    void finished(int removed, const std::optional<tc::ApiError> &error);

private:
    void goOn();
    void note(const QString &tokenId, const Result<Done> &result);

    QPointer<SavedSecrets> m_savedSecrets;
    QStringList m_waiting; ///< token ids; the first is the one that is being removed, while one is
    QList<std::function<void()>> m_afterwards;
    QSet<QString> m_failed;
    int m_removed = 0; ///< since nothing was left, as m_error
    std::optional<ApiError> m_error;
    CallPtr<Done> m_call;
};

} // namespace tc
