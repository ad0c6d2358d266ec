#pragma once

#include "backendprocess.h"
#include "certificatesmemory.h"
#include "clipboardguard.h"
#include "clock.h"
#include "connectionprofile.h"
#include "httptransport.h"
#include "savedsecrets.h"
#include "sessionstore.h"
#include "tokensession.h"
#include "unconfirmedsecrets.h"

#include <QJsonArray>

#include <memory>

namespace tc::test {

/// A store that refuses to write, as a keychain does that is locked or missing.
class RefusingStore final : public CredentialStore
{
public:
    [[nodiscard]] CallPtr<std::optional<Secret>> read(const CredentialKey &key) override;
    [[nodiscard]] CallPtr<Done> write(const CredentialKey &key, const Secret &secret) override;
    [[nodiscard]] CallPtr<Done> remove(const CredentialKey &key) override;

    bool takesLate = false; ///< whether a write may be done later all the same
};

/// A store that answers only once it is released, as a keychain does that waits for the user.
class HeldStore final : public CredentialStore
{
public:
    /// \a store does the work, and must outlive this one.
    explicit HeldStore(CredentialStore &store)
        : m_store(store)
    {
    }

    [[nodiscard]] CallPtr<std::optional<Secret>> read(const CredentialKey &key) override;
    [[nodiscard]] CallPtr<Done> write(const CredentialKey &key, const Secret &secret) override;
    [[nodiscard]] CallPtr<Done> remove(const CredentialKey &key) override;

    /// Lets everything go on that is held.
    void release();

private:
    template <typename T>
    CallPtr<T> hold(std::function<CallPtr<T>()> start);

    CredentialStore &m_store;
    QList<std::function<void()>> m_held;
};

/// A list of token ids that is gone with its last copy.
[[nodiscard]] TokenIdIndex memoryIndex(QSet<QString> ids = {});

/// A console's surroundings: a running backend, a connection to it, and a store in place of the keychain.
class Desk
{
public:
    /// False where the backend does not start; \a more are its options.
    [[nodiscard]] bool start(const QStringList &more = {});
    /// The same for the system \a id, as it ships, with as many requests as a test wants.
    [[nodiscard]] bool startSystem(const QString &id, const QStringList &more = {});

    [[nodiscard]] ConnectionProfile profile() const;
    /// The URL of \a path below the service's base URL.
    [[nodiscard]] QString url(const QString &path) const;
    [[nodiscard]] std::unique_ptr<TokenSession> session(const QByteArray &secret);
    [[nodiscard]] std::unique_ptr<TokenSession> managementSession();
    /// Saved secrets of the connection in \a credentials, with an index in memory.
    [[nodiscard]] std::unique_ptr<SavedSecrets> savedSecrets(CredentialStore &credentials);

    /// Of the connection, with an index in memory.
    [[nodiscard]] UnconfirmedSecrets &unconfirmed() { return m_unconfirmed; }

    /// What the backend lists, asked for beside the console.
    [[nodiscard]] QJsonArray tokens() const;
    /// The token called \a name there, empty where there is none.
    [[nodiscard]] QJsonObject tokenNamed(const QString &name) const;
    [[nodiscard]] int countNamed(const QString &name) const;

    /// Holds the backend's process still, so that calls stay under way, and lets it go on.
    void freeze();
    void thaw();
    /// Whether bytes have arrived that the (frozen) backend has not read.
    [[nodiscard]] bool hasUnreadBytes() const;

    BackendProcess backend;
    SystemClock clock;
    HttpTransport transport;
    OwnCertificates certificates {transport, certificatesMemory()};
    SessionStore store;
    ClipboardGuard clipboard;
    QList<std::shared_ptr<const ServiceDescription>> services;

private:
    [[nodiscard]] bool takeService(const QString &id);

    UnconfirmedSecrets m_unconfirmed {memoryIndex()};
};

struct CurlAnswer
{
    int status = 0;
    QJsonObject json;

    [[nodiscard]] QString code() const { return json.value(QLatin1String("code")).toString(); }
};

/// What `curl --interface 127.0.0.<lastOctet>` gets for \a method on \a url with \a secret and \a headers.
/// The credential goes to curl's standard input, not to its command line.
[[nodiscard]] CurlAnswer curl(const QByteArray &method, const QString &url, const QByteArray &secret,
                              int lastOctet, const QByteArrayList &headers = {}, const QByteArray &body = {});

} // namespace tc::test
