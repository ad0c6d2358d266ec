#pragma once

#include "preferencesdialog.h"
#include "tlssettings.h"

#include <QByteArray>
#include <QSet>
#include <QSettings>
#include <QString>
#include <QUrl>

namespace tc {

/// Where the console keeps what is its own (settings, services, the embedded database): \a option, which
/// --data-dir gave, else the user's data directory. Absolute; made if it is not there, for the user alone.
[[nodiscard]] QString dataDirectory(const QString &option);

/// What the console remembers of its looks, in an INI file that only its user may read. Never a secret.
class Settings
{
public:
    /// \a option is what --data-dir gave: the file is `settings.ini` there; else in the user's configuration.
    explicit Settings(const QString &option);
    ~Settings();

    /// As QWidget::saveGeometry() gives it; empty where nothing was kept.
    [[nodiscard]] QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);

    /// As QHeaderView::saveState() gives it; empty where nothing was kept.
    [[nodiscard]] QByteArray headerState() const;
    void setHeaderState(const QByteArray &state);

    /// The language the user chose (ISO 639-1), "" where none was.
    [[nodiscard]] QString language() const;
    void setLanguage(const QString &language);

    /// What the user adjusted; what is not there, or out of its limits, is the nearest that is allowed.
    [[nodiscard]] Preferences preferences() const;
    void setPreferences(const Preferences &preferences);

    /// Where the console was connected last; not the credential.
    struct LastConnection
    {
        QString serviceId; ///< "" where nothing was kept
        QUrl baseUrl;
        QString workspace;

        friend bool operator==(const LastConnection &, const LastConnection &) = default;
    };
    [[nodiscard]] LastConnection lastConnection() const;
    void setLastConnection(const LastConnection &connection);

    /// Whether the user says that the server of the entry \a connection (the text of its CredentialKey)
    /// serves operations that its vendor does not document.
    [[nodiscard]] bool servesAssumed(const QString &connection) const;
    void setServesAssumed(const QString &connection, bool serves);

    /// Where the user keeps the certificates for \a origin (the text of an Origin): paths, nothing of what is
    /// in the files.
    [[nodiscard]] TlsFiles tlsFiles(const QString &origin) const;
    void setTlsFiles(const QString &origin, const TlsFiles &files);

    /// A list of ids of tokens of one connection.
    enum class TokenList {
        Saved, ///< those whose secrets are in the keychain
        Unconfirmed, ///< those made here whose secret nobody confirmed as stored
    };
    /// The ids on \a list of the entry \a connection (the text of its CredentialKey), with what other
    /// processes have noted.
    [[nodiscard]] QSet<QString> tokenIds(TokenList list, const QString &connection);
    /// Written at once; what other processes have noted stays.
    void noteTokenId(TokenList list, const QString &connection, const QString &tokenId, bool listed);

    [[nodiscard]] QString fileName() const { return m_settings.fileName(); }

private:
    QSettings m_settings;
};

} // namespace tc
