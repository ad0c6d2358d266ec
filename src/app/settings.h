#pragma once

#include "preferencesdialog.h"
#include "tlssettings.h"

#include <QByteArray>
#include <QSet>
#include <QSettings>
#include <QString>
#include <QUrl>

#include <functional>

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

    /// Where a connection goes; not the credential.
    struct SavedConnection
    {
        QString serviceId; ///< "" where nothing was kept
        QUrl baseUrl;
        QString workspace;
        QString environmentId = {}; ///< tells environments apart that share an origin

        friend bool operator==(const SavedConnection &, const SavedConnection &) = default;
    };
    /// The one that was made or chosen last.
    [[nodiscard]] SavedConnection lastConnection() const;
    void setLastConnection(const SavedConnection &connection);

    /// The connections that the user has, in the order they were first made; not the credentials.
    [[nodiscard]] QList<SavedConnection> connections();
    /// Lists \a connection, unless it is listed.
    void addConnection(const SavedConnection &connection);
    /// Takes it off the list. As above, what another console changes meanwhile is not lost.
    void removeConnection(const SavedConnection &connection);

    /// Whether the user says that the server of the entry \a connection (the text of its
    /// ConnectionProfile::serverKey()) serves operations that its vendor does not document.
    [[nodiscard]] bool servesAssumed(const QString &connection) const;
    void setServesAssumed(const QString &connection, bool serves);

    /// The workspaces that the user worked in at the entry \a connection (the text of its serverKey()), the
    /// latest first.
    [[nodiscard]] QStringList workspaces(const QString &connection) const;
    /// Has \a workspace be the latest of them; of many, the oldest go.
    void noteWorkspace(const QString &connection, const QString &workspace);
    void forgetWorkspaces(const QString &connection);

    /// Where the user keeps the certificates for \a origin (the text of an Origin): paths, nothing of what is
    /// in the files.
    [[nodiscard]] TlsFiles tlsFiles(const QString &origin) const;
    void setTlsFiles(const QString &origin, const TlsFiles &files);

    /// A list of ids of tokens of one connection.
    enum class TokenList {
        Saved, ///< those whose secrets are in the keychain
        Unconfirmed, ///< those made here whose secret nobody confirmed as stored
    };
    /// The ids on \a list of the entry \a connection (the text of its serverKey()), with what other
    /// processes have noted.
    [[nodiscard]] QSet<QString> tokenIds(TokenList list, const QString &connection);
    /// Written at once; what other processes have noted stays.
    void noteTokenId(TokenList list, const QString &connection, const QString &tokenId, bool listed);

    [[nodiscard]] QString fileName() const { return m_settings.fileName(); }

private:
    void changeConnections(const std::function<void(QList<SavedConnection> &)> &change);
    void writeConnections(const QList<SavedConnection> &connections);

    QSettings m_settings;
};

} // namespace tc
