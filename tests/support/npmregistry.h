#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QJsonDocument>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>
#include <QUrl>

/// A real npm registry (verdaccio, see tests/verdaccio) on loopback, with one user, no packages, and storage
/// of its own that goes with it.
class NpmRegistry
{
public:
    NpmRegistry();
    Q_DISABLE_COPY_MOVE(NpmRegistry)
    ~NpmRegistry();

    /// Waits until it answers; false where it does not start.
    [[nodiscard]] bool start();

    [[nodiscard]] QUrl url() const { return m_url; }
    [[nodiscard]] static QByteArray userName() { return "jo"; }
    [[nodiscard]] static QByteArray password() { return "correct \"horse\" \\ staple"; }

    /// What npm, a client of the registry that is not ours, prints as JSON when called with \a arguments and
    /// the session \a credential; it may ask for the password. Null where it fails.
    [[nodiscard]] QJsonDocument npm(const QStringList &arguments, const QByteArray &credential) const;

    /// What went wrong, for a test's message.
    [[nodiscard]] QByteArray log() const { return m_log; }

private:
    [[nodiscard]] bool write(const char *name, const QByteArray &content) const;

    QTemporaryDir m_directory;
    QProcess m_process;
    QUrl m_url;
    mutable QByteArray m_log;
};
