#pragma once

#include "credentialstore.h"

#include <QObject>
#include <QSet>

#include <functional>

namespace tc {

/// Which tokens' secrets were saved. A keychain cannot be asked for all its entries, so their ids (no
/// secrets) are remembered elsewhere.
struct SavedTokenIndex
{
    std::function<QSet<QString>()> load;
    std::function<void(const QSet<QString> &)> store;
};

/// The token secrets that the user chose to keep, each in a keychain entry of its own below the connection's.
class SavedSecrets final : public QObject
{
    Q_OBJECT

public:
    /// \a store must outlive this object and its calls.
    SavedSecrets(CredentialStore &store, CredentialKey connection, SavedTokenIndex index,
                 QObject *parent = nullptr);

    [[nodiscard]] const QSet<QString> &tokenIds() const { return m_tokenIds; }

    /// Lists a token whose saving was ended before its outcome: where its entry was written after all, it can
    /// be found and removed.
    void assumeSaved(const QString &tokenId) { setSaved(tokenId, true); }

    [[nodiscard]] CallPtr<Done> save(const QString &tokenId, const Secret &secret);
    [[nodiscard]] CallPtr<std::optional<Secret>> read(const QString &tokenId);
    [[nodiscard]] CallPtr<Done> remove(const QString &tokenId);

Q_SIGNALS:
    void changed();

private:
    void setSaved(const QString &tokenId, bool saved);

    CredentialStore &m_store;
    CredentialKey m_connection;
    SavedTokenIndex m_index;
    QSet<QString> m_tokenIds;
};

} // namespace tc
