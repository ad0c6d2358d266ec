#pragma once

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QTemporaryDir>

/// An authority of a test's own, and certificates from it, made with openssl's command line.
class TestAuthority
{
public:
    TestAuthority()
    {
        run({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
             "-subj", "/CN=Test Authority", "-keyout", "ca.key", "-out", "ca.pem"});
    }

    /// Makes `name.pem` and `name.key` for \a subjectAlternatives ("IP:127.0.0.1"), valid from \a firstDay to
    /// \a lastDay ("20200101000000Z").
    bool issue(const QByteArray &name, const QByteArray &subjectAlternatives,
               const QByteArray &firstDay = "20200101000000Z", const QByteArray &lastDay = "20500101000000Z")
    {
        write("extensions", "subjectAltName=" + subjectAlternatives + "\n");
        write("index", {});
        write("serial", QByteArray::number(++m_serial) + "0\n");
        write("config",
              "[ca]\ndefault_ca=own\n[own]\ndatabase=index\nserial=serial\nnew_certs_dir=.\n"
              "default_md=sha256\npolicy=any\n[any]\ncommonName=supplied\n");
        return run({"req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=" + name, "-keyout", name + ".key",
                    "-out", name + ".csr"})
            && run({"ca", "-batch", "-notext", "-config", "config", "-cert", "ca.pem", "-keyfile", "ca.key",
                    "-in", name + ".csr", "-out", name + ".pem", "-extfile", "extensions", "-startdate",
                    firstDay, "-enddate", lastDay});
    }

    bool run(const QByteArrayList &arguments)
    {
        QStringList list;
        for (const QByteArray &argument : arguments)
            list.append(QString::fromLatin1(argument));
        QProcess openssl;
        openssl.setWorkingDirectory(m_directory.path());
        openssl.start(QStringLiteral("openssl"), list);
        return openssl.waitForFinished() && openssl.exitCode() == 0;
    }

    [[nodiscard]] QString path(const QByteArray &file) const
    {
        return m_directory.filePath(QString::fromLatin1(file));
    }

    [[nodiscard]] QSslCertificate certificate(const QByteArray &name) const
    {
        return QSslCertificate::fromPath(path(name + ".pem")).value(0);
    }

    [[nodiscard]] QSslKey key(const QByteArray &name) const
    {
        QFile file(path(name + ".key"));
        return file.open(QIODevice::ReadOnly) ? QSslKey(&file, QSsl::Rsa) : QSslKey();
    }

    bool write(const QByteArray &name, const QByteArray &content) const
    {
        QFile file(path(name));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    }

private:
    QTemporaryDir m_directory;
    int m_serial = 0;
};
