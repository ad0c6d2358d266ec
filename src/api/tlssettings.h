#pragma once

#include "errortext.h"

#include <QList>
#include <QSslCertificate>
#include <QSslKey>

#include <tl/expected.hpp>

namespace tc {

class Secret;

/// What one server needs of TLS beyond what the system has. It never takes anything away from verification.
struct TlsSettings
{
    QList<QSslCertificate> authorities; ///< trusted beside the system's
    QList<QSslCertificate> clientChain; ///< the client certificate first; empty for none
    QSslKey clientKey; ///< OpenSSL wipes it with its last copy
};

/// Where a user keeps it; "" for none.
struct TlsFiles
{
    QString authorities; ///< PEM, one certificate or several
    QString clientCertificate; ///< PEM, its chain behind it; or PKCS#12 (`.p12`, `.pfx`) with the key
    QString clientKey; ///< PEM; "" where it is in the certificate's file

    friend bool operator==(const TlsFiles &, const TlsFiles &) = default;
};

/// What TLS settings are read from, as a user gives it.
enum class TlsInput { Authorities, ClientCertificate, ClientKey, Passphrase };

/// Why they cannot be read, and what to do about it.
struct TlsFilesError
{
    TlsInput input = TlsInput::Authorities; ///< the one to correct
    ErrorText text; ///< already translated
};

/// Whether the key of \a files is encrypted, so that loadTls() needs its passphrase.
[[nodiscard]] bool needsPassphrase(const TlsFiles &files);

/// Reads \a files, the key with \a passphrase (empty for none). An error where one cannot be read or does not
/// fit: no certificate, no or a wrong passphrase, a key that is another certificate's or has none.
[[nodiscard]] tl::expected<TlsSettings, TlsFilesError> loadTls(const TlsFiles &files,
                                                               const Secret &passphrase);

} // namespace tc
