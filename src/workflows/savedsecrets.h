#pragma once

#include "credentialstore.h"
#include "tokenidindex.h"

#include <QObject>

namespace tc {

/// The token secrets that the user chose to keep, each in a keychain entry of its own below the connection's.
/// A keychain cannot be asked for all its entries, so their tokens' ids are listed elsewhere.
class SavedSecrets final : public QObject
{
    Q_OBJECT

public:
    /// \a store must outlive this object and its calls.
    SavedSecrets(CredentialStore &store, CredentialKey connection, TokenIdIndex index,
                 QObject *parent = nullptr);

    [[nodiscard]] const QSet<QString> &tokenIds() const { return m_tokenIds; }

    /// Lists a token whose saving was ended before its outcome: where its entry was written after all, it can
    /// be found and removed.
    void assumeSaved(const QString &tokenId) { setSaved(tokenId, true); }

    /// The outcome is listed even where the call outlives this object. A token whose secret the keychain may
    /// have taken although the call failed is listed, too.
    [[nodiscard]] CallPtr<Done> save(const QString &tokenId, const Secret &secret);
    /// A token whose secret turns out not to be there is listed no longer.
    [[nodiscard]] CallPtr<std::optional<Secret>> read(const QString &tokenId);
    [[nodiscard]] CallPtr<Done> remove(const QString &tokenId);

Q_SIGNALS:
    void changed();

private:
    void setSaved(const QString &tokenId, bool saved);

    CredentialStore &m_store;
    CredentialKey m_connection;
    TokenIdIndex m_index;
    QSet<QString> m_tokenIds;
};

} // namespace tc
