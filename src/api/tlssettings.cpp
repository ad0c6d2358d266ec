#include "tlssettings.h"

#include "secret.h"
#include "untrustedtext.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <initializer_list>

namespace tc {

namespace {

/// Far more than any of these files has.
constexpr qint64 longestFile = 4 * 1024 * 1024;

struct TlsText
{
    Q_DECLARE_TR_FUNCTIONS(TlsSettings)
};

tl::unexpected<TlsFilesError> refused(TlsInput input, const QString &sentence, const QString &nextStep)
{
    return tl::unexpected(TlsFilesError {input, {sentence, nextStep}});
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
        // Asked first: to open a pipe waits for whoever writes into it.
        const QFileInfo info(path);
        QFile file(path);
        if (!info.isFile() || info.size() > longestFile
            || !file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
            return false;
        bytes.resize(file.size());
        return file.read(bytes.data(), bytes.size()) == bytes.size() && !bytes.isEmpty();
    }

    QByteArray bytes;
};

/// \a path as the user's system writes it, fit to be shown.
QString shown(const QString &path)
{
    return escapeUntrusted(QDir::toNativeSeparators(path));
}

tl::unexpected<TlsFilesError> unreadable(TlsInput input, const QString &path)
{
    return refused(input, TlsText::tr("The file %1 cannot be read.").arg(shown(path)),
                   TlsText::tr("Choose another file, or see to it that you may read this one."));
}

bool isPem(const QByteArray &bytes)
{
    return bytes.contains("-----BEGIN ");
}

/// Whether the key in \a pem is encrypted: said in the label of PKCS#8, or in Proc-Type (RFC 1421).
bool isLocked(const QByteArray &pem)
{
    return pem.contains("ENCRYPTED");
}

/// Whether it begins as one (RFC 7292): as a SEQUENCE of ASN.1.
bool mayBePkcs12(const QByteArray &bytes)
{
    return bytes.startsWith('\x30');
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

/// Whether TLS 1.3 has a signature scheme for \a certificate's key (RFC 8446, 4.2.3): OpenSSL sends no other,
/// and without a word. Of elliptic curves these are P-256, P-384 and P-521, by their names (RFC
/// 5480, 2.1.1.1).
bool hasUsualKey(const QSslCertificate &certificate)
{
    if (certificate.publicKey().algorithm() != QSsl::Ec)
        return true;
    const QByteArray key = certificate.publicKey().toDer();
    const std::initializer_list<QByteArray> names {QByteArray::fromHex("06082a8648ce3d030107"),
                                                   QByteArray::fromHex("06052b81040022"),
                                                   QByteArray::fromHex("06052b81040023")};
    return std::any_of(names.begin(), names.end(),
                       [&key](const QByteArray &name) { return key.contains(name); });
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

tl::unexpected<TlsFilesError> keyDoesNotOpen(bool hasPassphrase)
{
    return hasPassphrase ? refused(TlsInput::Passphrase,
                                   TlsText::tr("The passphrase does not open the client certificate’s key."),
                                   TlsText::tr("Enter it again; if it is right, the file is damaged."))
                         : refused(TlsInput::Passphrase,
                                   TlsText::tr("The client certificate’s key is protected by a passphrase."),
                                   TlsText::tr("Enter the passphrase."));
}

tl::unexpected<TlsFilesError> holdsNoCertificate(const QString &path)
{
    return refused(TlsInput::ClientCertificate,
                   TlsText::tr("The file %1 holds no certificate.").arg(shown(path)),
                   TlsText::tr("Choose a PEM or PKCS#12 file with your client certificate."));
}

using Read = tl::expected<void, TlsFilesError>;

Read readPem(const TlsFiles &files, const QByteArray &certificates, const QByteArray &passphrase,
             TlsSettings &settings)
{
    settings.clientChain = QSslCertificate::fromData(certificates, QSsl::Pem);
    if (settings.clientChain.isEmpty() || settings.clientChain.constFirst().isNull())
        return holdsNoCertificate(files.clientCertificate);
    FileBytes own;
    if (!files.clientKey.isEmpty() && !own.read(files.clientKey))
        return unreadable(TlsInput::ClientKey, files.clientKey);
    const QByteArray &pem = files.clientKey.isEmpty() ? certificates : own.bytes;
    settings.clientKey = keyFrom(pem, passphrase);
    if (!settings.clientKey.isNull())
        return {};
    if (isLocked(pem))
        return keyDoesNotOpen(!passphrase.isEmpty());
    return refused(TlsInput::ClientKey, TlsText::tr("The client certificate’s key cannot be read."),
                   TlsText::tr("Choose the PEM file that holds the key."));
}

Read loadClient(const TlsFiles &files, const QByteArray &passphrase, TlsSettings &settings)
{
    FileBytes file;
    if (!file.read(files.clientCertificate))
        return unreadable(TlsInput::ClientCertificate, files.clientCertificate);
    if (isPem(file.bytes)) {
        if (Read read = readPem(files, file.bytes, passphrase, settings); !read)
            return read;
    } else if (!mayBePkcs12(file.bytes)) {
        return holdsNoCertificate(files.clientCertificate);
    } else if (!readPkcs12(file.bytes, passphrase, settings)) {
        return keyDoesNotOpen(!passphrase.isEmpty());
    }
    if (settings.clientChain.constFirst().isNull())
        return holdsNoCertificate(files.clientCertificate);
    if (!hasUsualKey(settings.clientChain.constFirst()))
        return refused(
            TlsInput::ClientCertificate,
            TlsText::tr("The client certificate’s key is on an elliptic curve that TLS 1.3 does not "
                        "know, so that servers do not accept it."),
            TlsText::tr("Have a certificate issued for an RSA key, or for one on the curve P-256, "
                        "P-384 or P-521."));
    if (!isKeyOf(settings.clientKey, settings.clientChain.constFirst()))
        return refused(files.clientKey.isEmpty() ? TlsInput::ClientCertificate : TlsInput::ClientKey,
                       TlsText::tr("The key is not the client certificate’s."),
                       TlsText::tr("Choose the certificate and the key that were made together."));
    return {};
}

} // namespace

bool needsPassphrase(const TlsFiles &files)
{
    FileBytes certificate;
    if (files.clientCertificate.isEmpty() || !certificate.read(files.clientCertificate))
        return false;
    if (!isPem(certificate.bytes)) {
        TlsSettings unused;
        return mayBePkcs12(certificate.bytes) && !readPkcs12(certificate.bytes, {}, unused);
    }
    FileBytes key;
    if (files.clientKey.isEmpty())
        return isLocked(certificate.bytes);
    return key.read(files.clientKey) && isLocked(key.bytes);
}

tl::expected<TlsSettings, TlsFilesError> loadTls(const TlsFiles &files, const Secret &passphrase)
{
    TlsSettings settings;
    if (!files.authorities.isEmpty()) {
        FileBytes file;
        if (!file.read(files.authorities))
            return unreadable(TlsInput::Authorities, files.authorities);
        settings.authorities = QSslCertificate::fromData(file.bytes, QSsl::Pem);
        if (settings.authorities.isEmpty())
            return refused(TlsInput::Authorities,
                           TlsText::tr("The file %1 holds no certificate.").arg(shown(files.authorities)),
                           TlsText::tr("Choose a PEM file with your authority’s certificate."));
    }
    if (files.clientCertificate.isEmpty() && !files.clientKey.isEmpty())
        return refused(TlsInput::ClientCertificate,
                       TlsText::tr("There is a private key, but no client certificate."),
                       TlsText::tr("Choose the certificate that was made with it, or clear the key."));
    if (files.clientCertificate.isEmpty())
        return settings;
    const Read loaded = passphrase.reveal([&](QByteArrayView bytes) {
        QByteArray copy = bytes.toByteArray();
        Read result = loadClient(files, copy, settings);
        wipe(copy);
        return result;
    });
    if (!loaded)
        return tl::unexpected(loaded.error());
    return settings;
}

} // namespace tc
