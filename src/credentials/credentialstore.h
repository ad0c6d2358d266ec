#pragma once

#include "call.h"
#include "secret.h"

#include <QString>
#include <QUrl>

#include <optional>

namespace tc {

/// What a stored credential is bound to. Two keys with the same text are the same entry.
class CredentialKey
{
public:
    /// The user's own token for the service \a serviceId at \a baseUrl's scheme, host and port; for its
    /// environment \a environmentId there, and for the account \a account, where these are not "".
    [[nodiscard]] static CredentialKey forOrigin(const QString &serviceId, const QUrl &baseUrl,
                                                 const QString &environmentId = {},
                                                 const QString &account = {});
    /// The user's own token for the embedded backend's database \a instanceId, whatever port it listens on.
    [[nodiscard]] static CredentialKey forInstance(const QString &serviceId, const QString &instanceId);
    /// The secret of the token \a tokenId, saved from the show-once dialog, below its server's key.
    [[nodiscard]] CredentialKey forToken(const QString &tokenId) const;

    [[nodiscard]] QString toString() const { return m_text; }
    friend bool operator==(const CredentialKey &, const CredentialKey &) = default;

private:
    explicit CredentialKey(QString text)
        : m_text(std::move(text))
    {
    }
    QString m_text;
};

/// Secrets in the OS keychain. Every failure is ErrorKind::StorageUnavailable with a translated reason; a
/// locked keychain or a dismissed prompt is such a failure and never "no entry". Where the keychain was asked
/// to change something and did not say whether it did, the failure has `mayHappenLater`.
class CredentialStore
{
public:
    /// Entries hold at most this many bytes (Windows allows 2,560 with what the keychain adds).
    static constexpr qsizetype maximumSize = 2048;

    virtual ~CredentialStore() = default;

    /// The secret, or none where the keychain is open and has no such entry.
    [[nodiscard]] virtual CallPtr<std::optional<Secret>> read(const CredentialKey &key) = 0;
    /// Writes and reads back; fails unless what was read is what was written.
    [[nodiscard]] virtual CallPtr<Done> write(const CredentialKey &key, const Secret &secret) = 0;
    /// Removes and reads back; succeeds where there was nothing to remove.
    [[nodiscard]] virtual CallPtr<Done> remove(const CredentialKey &key) = 0;
};

} // namespace tc
