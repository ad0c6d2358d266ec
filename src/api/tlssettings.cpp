#include "tlssettings.h"

#include "secret.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>

namespace tc {

namespace {

/// Far more than any of these files has.
constexpr qint64 longestFile = 4 * 1024 * 1024;

struct TlsText
{
    Q_DECLARE_TR_FUNCTIONS(TlsSettings)
};

tl::unexpected<ApiError> refused(const QString &reason, const QString &advice)
{
    ApiError error;
    error.kind = ErrorKind::InvalidInput;
    error.reason = reason;
    error.advice = advice;
    return tl::unexpected(error);
}

/// Bytes that may hold a key: wiped behind.
class FileBytes
{
public:
    FileBytes() = default;
    FileBytes(const FileBytes &) = delete;
    FileBytes &operator=(const FileBytes &) = delete;
    ~FileBytes() { wipe(bytes); }

    [[nodiscard]] bool read(const QString &path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) || file.isSequential()
            || file.size() > longestFile)
            return false;
        bytes.resize(file.size());
        return file.read(bytes.data(), bytes.size()) == bytes.size() && !bytes.isEmpty();
    }

    QByteArray bytes;
};

tl::unexpected<ApiError> unreadable(const QString &path)
{
    return refused(TlsText::tr("The file %1 cannot be read.").arg(path),
                   TlsText::tr("Choose another file, or see to it that you may read this one."));
}

bool isPem(const QByteArray &bytes)
{
    return bytes.contains("-----BEGIN ");
}

QSslKey keyFrom(const QByteArray &pem, const QByteArray &passphrase)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey, passphrase);
        if (!key.isNull())
            return key;
    }
    return {};
}

/// Whether \a key is \a certificate's. Qt makes no public key of a private one, but both are written with the
/// same public numbers: an RSA key's modulus and exponent, an elliptic curve's point.
bool isKeyOf(const QSslKey &key, const QSslCertificate &certificate)
{
    constexpr qsizetype significant = 64;
    const QByteArray publicNumbers = certificate.publicKey().toDer().right(significant);
    QByteArray own = key.toDer();
    const bool fits = publicNumbers.size() == significant && own.contains(publicNumbers);
    wipe(own);
    return fits;
}

bool readPkcs12(const QByteArray &bytes, const QByteArray &passphrase, TlsSettings &settings)
{
    // A view, so that the buffer's bytes stay ours to wipe.
    QByteArray view = QByteArray::fromRawData(bytes.constData(), bytes.size());
    QBuffer buffer(&view);
    QSslCertificate certificate;
    QList<QSslCertificate> chain;
    if (!buffer.open(QIODevice::ReadOnly)
        || !QSslCertificate::importPkcs12(&buffer, &settings.clientKey, &certificate, &chain, passphrase))
        return false;
    settings.clientChain = QList {certificate} + chain;
    return true;
}

tl::unexpected<ApiError> keyDoesNotOpen(bool hasPassphrase)
{
    return hasPassphrase
        ? refused(TlsText::tr("The passphrase does not open the client certificate’s key."),
                  TlsText::tr("Enter it again; if it is right, the file is damaged."))
        : refused(TlsText::tr("The client certificate’s key cannot be read."),
                  TlsText::tr("Enter its passphrase, or choose a PEM or PKCS#12 file that holds a key."));
}

Result<Done> loadClient(const TlsFiles &files, const QByteArray &passphrase, TlsSettings &settings)
{
    FileBytes certificate;
    if (!certificate.read(files.clientCertificate))
        return unreadable(files.clientCertificate);
    if (!isPem(certificate.bytes)) {
        if (!readPkcs12(certificate.bytes, passphrase, settings))
            return keyDoesNotOpen(!passphrase.isEmpty());
    } else {
        settings.clientChain = QSslCertificate::fromData(certificate.bytes, QSsl::Pem);
        FileBytes key;
        if (!files.clientKey.isEmpty() && !key.read(files.clientKey))
            return unreadable(files.clientKey);
        settings.clientKey = keyFrom(files.clientKey.isEmpty() ? certificate.bytes : key.bytes, passphrase);
        if (!settings.clientChain.isEmpty() && settings.clientKey.isNull())
            return keyDoesNotOpen(!passphrase.isEmpty());
    }
    if (settings.clientChain.isEmpty() || settings.clientChain.constFirst().isNull())
        return refused(TlsText::tr("The file %1 holds no certificate.").arg(files.clientCertificate),
                       TlsText::tr("Choose a PEM or PKCS#12 file with your client certificate."));
    if (!isKeyOf(settings.clientKey, settings.clientChain.constFirst()))
        return refused(TlsText::tr("The key is not the client certificate’s."),
                       TlsText::tr("Choose the certificate and the key that were made together."));
    return Done {};
}

} // namespace

bool needsPassphrase(const TlsFiles &files)
{
    FileBytes file;
    if (files.clientCertificate.isEmpty()
        || !file.read(files.clientKey.isEmpty() ? files.clientCertificate : files.clientKey))
        return false;
    if (isPem(file.bytes))
        return file.bytes.contains("ENCRYPTED"); // in the label of PKCS#8, or in Proc-Type (RFC 1421)
    TlsSettings unused;
    return !readPkcs12(file.bytes, {}, unused);
}

Result<TlsSettings> loadTls(const TlsFiles &files, const Secret &passphrase)
{
    TlsSettings settings;
    if (!files.authorities.isEmpty()) {
        FileBytes file;
        if (!file.read(files.authorities))
            return unreadable(files.authorities);
        settings.authorities = QSslCertificate::fromData(file.bytes, QSsl::Pem);
        if (settings.authorities.isEmpty())
            return refused(TlsText::tr("The file %1 holds no certificate.").arg(files.authorities),
                           TlsText::tr("Choose a PEM file with your authority’s certificate."));
    }
    if (files.clientCertificate.isEmpty())
        return settings;
    const Result<Done> loaded = passphrase.reveal([&](QByteArrayView bytes) {
        QByteArray copy = bytes.toByteArray();
        Result<Done> result = loadClient(files, copy, settings);
        wipe(copy);
        return result;
    });
    if (!loaded)
        return tl::unexpected(loaded.error());
    return settings;
}

} // namespace tc
