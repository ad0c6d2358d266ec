#pragma once

#include "tlssettings.h"

#include <QHash>
#include <QUrl>

#include <functional>

namespace tc {

class HttpTransport;
class Origin;

/// The certificates of a user's own, by server: where their files are is remembered, what is in them goes to
/// the transport. Each belongs to one origin, as a credential does.
class OwnCertificates
{
public:
    /// Where paths are remembered; of an origin that nothing was saved of, all are "".
    struct Memory
    {
        std::function<TlsFiles(const Origin &)> load;
        std::function<void(const Origin &, const TlsFiles &)> save;
    };

    /// \a transport must outlive the object.
    OwnCertificates(HttpTransport &transport, Memory memory);

    /// What is remembered of \a baseUrl's origin.
    [[nodiscard]] TlsFiles filesAt(const QUrl &baseUrl) const;
    /// Whether the key of \a files was opened for that origin, and so needs its passphrase no more.
    [[nodiscard]] bool isOpened(const QUrl &baseUrl, const TlsFiles &files) const;

    /// As loadTls(); an encrypted key that was opened for \a baseUrl's origin already needs no \a passphrase.
    [[nodiscard]] tl::expected<TlsSettings, TlsFilesError> load(const QUrl &baseUrl, const TlsFiles &files,
                                                                const Secret &passphrase) const;
    /// From now on \a settings, which were read from \a files, hold at \a baseUrl's origin; \a files are
    /// remembered.
    void use(const QUrl &baseUrl, const TlsFiles &files, const TlsSettings &settings);
    /// Lets what is remembered of \a baseUrl's origin hold there. An error where it cannot be read (any more)
    /// or needs a passphrase.
    [[nodiscard]] tl::expected<void, TlsFilesError> useRemembered(const QUrl &baseUrl);
    /// Lets go of the key that was opened for \a baseUrl's origin; what is remembered stays.
    void letGo(const QUrl &baseUrl);
    /// The same, and nothing of that origin is remembered any more.
    void forget(const QUrl &baseUrl);

private:
    struct InUse
    {
        TlsFiles files;
        TlsSettings settings;
    };

    HttpTransport &m_transport;
    Memory m_memory;
    QHash<QString, InUse> m_inUse; ///< by origin
};

} // namespace tc
