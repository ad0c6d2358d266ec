#pragma once

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTemporaryDir>

/// A certificate authority of a test's own and what it issues, made by openssl for as long as this lives.
class TestCertificates
{
public:
    enum class Kind {
        Good, ///< issued for 127.0.0.1 by the authority
        SelfSigned, ///< for 127.0.0.1
        Expired, ///< issued for 127.0.0.1 by the authority, and over since yesterday
        OtherHost, ///< issued for other.example by the authority
    };

    struct Identity
    {
        QSslCertificate certificate;
        QSslKey key;
    };

    TestCertificates();

    /// Null where openssl failed.
    [[nodiscard]] QSslCertificate authority() const { return m_authority; }
    /// A new server certificate with its key.
    [[nodiscard]] Identity issue(Kind kind = Kind::Good) const;
    /// The same for the host \a name, by the authority.
    [[nodiscard]] Identity issueFor(const QString &name) const;

private:
    /// \a name as RFC 5280, 4.2.1.6 has it, with its kind before.
    [[nodiscard]] Identity issue(const QString &name, Kind kind) const;
    /// Runs openssl with \a arguments, which blanks part, where the files are.
    [[nodiscard]] bool openssl(const QString &arguments) const;
    [[nodiscard]] QString file(const QString &name) const { return m_directory.filePath(name); }

    QTemporaryDir m_directory;
    QSslCertificate m_authority;
};

/// Every TLS connection of the process trusts \a authority for as long as this lives.
class TrustedAuthority
{
public:
    explicit TrustedAuthority(const QSslCertificate &authority);
    TrustedAuthority(const TrustedAuthority &) = delete;
    TrustedAuthority &operator=(const TrustedAuthority &) = delete;
    ~TrustedAuthority();

private:
    QSslConfiguration m_before;
};
