#include "tlsfault.h"

#include <QCoreApplication>

#include <algorithm>

namespace tc {

namespace {

struct TlsFaultText
{
    Q_DECLARE_TR_FUNCTIONS(TlsFault)
};

bool isUntrusted(QSslError::SslError error)
{
    switch (error) {
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
    case QSslError::CertificateSignatureFailed:
    case QSslError::InvalidCaCertificate:
        return true;
    default:
        return false;
    }
}

} // namespace

ErrorText certificateFault(const QList<QSslError> &errors)
{
    const auto has = [&errors](auto matches) {
        return std::any_of(errors.cbegin(), errors.cend(),
                           [&matches](const QSslError &each) { return matches(each.error()); });
    };
    const auto hasError = [&has](QSslError::SslError wanted) {
        return has([wanted](QSslError::SslError error) { return error == wanted; });
    };
    // Whose certificate it is comes first: what else it says is worth nothing where nobody vouches for it.
    if (has(isUntrusted))
        return {
            TlsFaultText::tr("The server’s certificate is not from an authority that is trusted here."),
            TlsFaultText::tr("Check the base URL. If the server’s certificate is from an authority of your "
                             "own, choose that under “Certificates” in Connect.")};
    if (hasError(QSslError::HostNameMismatch))
        return {TlsFaultText::tr("The server’s certificate is for another host name."),
                TlsFaultText::tr("Check the base URL; if it is right, tell the server’s operator.")};
    if (hasError(QSslError::CertificateExpired))
        return {TlsFaultText::tr("The server’s certificate has expired."),
                TlsFaultText::tr("Check this computer’s clock; if it is right, tell the server’s operator.")};
    if (hasError(QSslError::CertificateNotYetValid))
        return {TlsFaultText::tr("The server’s certificate is not valid yet."),
                TlsFaultText::tr("Check this computer’s clock; if it is right, tell the server’s operator.")};
    if (errors.isEmpty())
        return {TlsFaultText::tr("No secure connection to the server could be made."),
                TlsFaultText::tr("Check the base URL. If the server asks for a client certificate, choose it "
                                 "under “Certificates” in Connect.")};
    return {TlsFaultText::tr("The server’s certificate was not accepted."), QString()};
}

} // namespace tc
