#include "settings.h"

#include "applog.h"
#include "clipboardguard.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QStandardPaths>
#include <QThread>

#include <algorithm>
#include <chrono>

namespace tc {

namespace {

const QString windowGeometryKey = QStringLiteral("window/geometry");
const QString headerStateKey = QStringLiteral("window/header");
const QString languageKey = QStringLiteral("language");
const QString clipboardSecondsKey = QStringLiteral("clipboard/seconds");
const QString idleMinutesKey = QStringLiteral("lock/idleMinutes");

const QString deadlineSecondsKey = QStringLiteral("network/deadlineSeconds");

const QString lastServiceKey = QStringLiteral("connection/service");
const QString lastBaseUrlKey = QStringLiteral("connection/baseUrl");
const QString lastWorkspaceKey = QStringLiteral("connection/workspace");
const QString lastEnvironmentKey = QStringLiteral("connection/environment");

const QString connectionsKey = QStringLiteral("connections");
const QString serviceName = QStringLiteral("service");
const QString baseUrlName = QStringLiteral("baseUrl");
const QString workspaceName = QStringLiteral("workspace");
const QString environmentName = QStringLiteral("environment");

const QString authoritiesKey = QStringLiteral("/authorities");
const QString clientCertificateKey = QStringLiteral("/clientCertificate");
const QString clientKeyKey = QStringLiteral("/clientKey");

constexpr QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

QString writtenUrl(const QUrl &url)
{
    return url.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo);
}

QString ownDirectory(const QString &option, QStandardPaths::StandardLocation standard)
{
    const QString path = option.isEmpty() ? QStandardPaths::writableLocation(standard) : option;
    const QDir directory(path);
    if (!directory.exists() && QDir().mkpath(path))
        QFile::setPermissions(path, ownerOnly | QFile::ExeOwner);
    return directory.absolutePath();
}

/// Removes what a process left that was killed while its QSettings wrote \a path: the lock, and the new file
/// that had not got its name yet. Whoever writes holds the lock, so none of it is in use.
void clearUpAfterKilled(const QString &path)
{
    const QFileInfo held(path + QLatin1String(".lock"));
    if (!held.exists())
        return;
    const QDateTime since = held.lastModified();
    // A lock without its owner's name in it would be waited for, with the window frozen, for half a minute.
    // One whose owner lives is not taken from it, however old it is.
    QLockFile lock(path + QLatin1String(".lock"));
    lock.setStaleLockTime(std::chrono::seconds(1));
    if (!lock.tryLock(std::chrono::seconds(2)))
        return;
    const QFileInfo file(path);
    const QDir directory = file.dir();
    // What is older than the lock is a user's own, such as settings.ini.backup.
    const auto unnamed = directory.entryInfoList({file.fileName() + QLatin1String(".??????")}, QDir::Files);
    for (const QFileInfo &half : unnamed) {
        if (half.lastModified() >= since)
            QFile::remove(half.filePath());
    }
}

/// QSettings gives a new file what the umask allows, but keeps what an old one has; so the file is there,
/// with its mode, before QSettings is.
QString ownSettingsFile(const QString &option)
{
    const QString path = QDir(ownDirectory(option, QStandardPaths::AppConfigLocation))
                             .filePath(QStringLiteral("settings.ini"));
    QFile file(path);
    if (!file.exists())
        static_cast<void>(file.open(QIODevice::NewOnly | QIODevice::WriteOnly, ownerOnly));
    else if (file.permissions() & ~(ownerOnly | QFile::ReadUser | QFile::WriteUser))
        file.setPermissions(ownerOnly);
    clearUpAfterKilled(path);
    return path;
}

/// Percent-encoded, since QSettings reads a slash in a key as a group.
QString keyIn(const char *group, const QString &connection)
{
    return QLatin1String(group) + u'/' + QString::fromLatin1(QUrl::toPercentEncoding(connection));
}

QString keyOf(Settings::TokenList list, const QString &connection)
{
    return keyIn(list == Settings::TokenList::Saved ? "savedTokens" : "unconfirmedTokens", connection);
}

} // namespace

QString dataDirectory(const QString &option)
{
    return ownDirectory(option, QStandardPaths::AppDataLocation);
}

Settings::Settings(const QString &option)
    : m_settings(ownSettingsFile(option), QSettings::IniFormat)
{
}

Settings::~Settings() = default;

QByteArray Settings::windowGeometry() const
{
    return m_settings.value(windowGeometryKey).toByteArray();
}

void Settings::setWindowGeometry(const QByteArray &geometry)
{
    m_settings.setValue(windowGeometryKey, geometry);
}

QByteArray Settings::headerState() const
{
    return m_settings.value(headerStateKey).toByteArray();
}

void Settings::setHeaderState(const QByteArray &state)
{
    m_settings.setValue(headerStateKey, state);
}

QString Settings::language() const
{
    return m_settings.value(languageKey).toString();
}

void Settings::setLanguage(const QString &language)
{
    m_settings.setValue(languageKey, language);
}

Preferences Settings::preferences() const
{
    const Preferences usual;
    const auto number = [this](const QString &key, auto otherwise) {
        bool isNumber = false;
        const int value = m_settings.value(key).toInt(&isNumber);
        return isNumber ? decltype(otherwise)(value) : otherwise;
    };
    return {std::clamp(number(clipboardSecondsKey, usual.clipboardLifetime), ClipboardGuard::minimumLifetime,
                       ClipboardGuard::maximumLifetime),
            std::clamp(number(idleMinutesKey, usual.idleLimit), std::chrono::minutes(0),
                       PreferencesDialog::maximumIdleLimit),
            std::clamp(number(deadlineSecondsKey, usual.deadline), PreferencesDialog::minimumDeadline,
                       PreferencesDialog::maximumDeadline)};
}

void Settings::setPreferences(const Preferences &preferences)
{
    m_settings.setValue(clipboardSecondsKey, static_cast<int>(preferences.clipboardLifetime.count()));
    m_settings.setValue(idleMinutesKey, static_cast<int>(preferences.idleLimit.count()));
    m_settings.setValue(deadlineSecondsKey, static_cast<int>(preferences.deadline.count()));
}

Settings::SavedConnection Settings::lastConnection() const
{
    return {m_settings.value(lastServiceKey).toString(),
            QUrl(m_settings.value(lastBaseUrlKey).toString(), QUrl::StrictMode),
            m_settings.value(lastWorkspaceKey).toString(), m_settings.value(lastEnvironmentKey).toString()};
}

void Settings::setLastConnection(const SavedConnection &connection)
{
    m_settings.setValue(lastServiceKey, connection.serviceId);
    m_settings.setValue(lastBaseUrlKey, writtenUrl(connection.baseUrl));
    m_settings.setValue(lastWorkspaceKey, connection.workspace);
    m_settings.setValue(lastEnvironmentKey, connection.environmentId);
}

QList<Settings::SavedConnection> Settings::connections()
{
    m_settings.sync(); // another console may have changed them
    QList<SavedConnection> connections;
    const int count = m_settings.beginReadArray(connectionsKey);
    for (int i = 0; i < count; ++i) {
        m_settings.setArrayIndex(i);
        connections.append({m_settings.value(serviceName).toString(),
                            QUrl(m_settings.value(baseUrlName).toString(), QUrl::StrictMode),
                            m_settings.value(workspaceName).toString(),
                            m_settings.value(environmentName).toString()});
    }
    m_settings.endArray();
    return connections;
}

void Settings::addConnection(const SavedConnection &connection)
{
    changeConnections([&connection](QList<SavedConnection> &all) {
        if (!all.contains(connection))
            all.append(connection);
    });
}

void Settings::removeConnection(const SavedConnection &connection)
{
    changeConnections([&connection](QList<SavedConnection> &all) { all.removeAll(connection); });
}

void Settings::changeConnections(const std::function<void(QList<SavedConnection> &)> &change)
{
    QList<SavedConnection> wanted = connections();
    change(wanted);
    if (wanted == connections())
        return;
    // QSettings merges keys, but what is changed here is a list of many: whoever reads it to write it holds
    // this lock until it is written. Its own lock, which sync() takes, is another file.
    QLockFile lock(m_settings.fileName() + QLatin1String(".connections.lock"));
    lock.setStaleLockTime(std::chrono::seconds(10));
    // Not by QLockFile's own waiting, whose steps grow: among several it might never come to its turn. The
    // window waits meanwhile; where the lock cannot be had, a change that may be lost is better than none.
    QDeadlineTimer patience(std::chrono::seconds(2));
    while (!lock.tryLock(std::chrono::milliseconds(0)) && lock.error() == QLockFile::LockFailedError
           && !patience.hasExpired())
        QThread::msleep(5);
    if (!lock.isLocked())
        qCWarning(appLog) << "The list of connections is changed without its lock.";
    const QList<SavedConnection> before = connections();
    QList<SavedConnection> all = before;
    change(all);
    if (all != before)
        writeConnections(all);
}

void Settings::writeConnections(const QList<SavedConnection> &connections)
{
    m_settings.remove(connectionsKey);
    m_settings.beginWriteArray(connectionsKey, static_cast<int>(connections.size()));
    for (int i = 0; i < connections.size(); ++i) {
        m_settings.setArrayIndex(i);
        m_settings.setValue(serviceName, connections.at(i).serviceId);
        m_settings.setValue(baseUrlName, writtenUrl(connections.at(i).baseUrl));
        m_settings.setValue(workspaceName, connections.at(i).workspace);
        m_settings.setValue(environmentName, connections.at(i).environmentId);
    }
    m_settings.endArray();
    m_settings.sync();
}

bool Settings::servesAssumed(const QString &connection) const
{
    return m_settings.value(keyIn("servesAssumed", connection)).toBool();
}

void Settings::setServesAssumed(const QString &connection, bool serves)
{
    if (serves)
        m_settings.setValue(keyIn("servesAssumed", connection), true);
    else
        m_settings.remove(keyIn("servesAssumed", connection));
    // A console that is killed must not start with what was taken back.
    m_settings.sync();
}

QStringList Settings::workspaces(const QString &connection) const
{
    return m_settings.value(keyIn("workspaces", connection)).toStringList();
}

void Settings::noteWorkspace(const QString &connection, const QString &workspace)
{
    constexpr qsizetype most = 20;
    QStringList used = workspaces(connection);
    used.removeAll(workspace);
    used.prepend(workspace);
    m_settings.setValue(keyIn("workspaces", connection), used.mid(0, most));
}

void Settings::forgetWorkspaces(const QString &connection)
{
    m_settings.remove(keyIn("workspaces", connection));
}

TlsFiles Settings::tlsFiles(const QString &origin) const
{
    const QString group = keyIn("certificates", origin);
    return {m_settings.value(group + authoritiesKey).toString(),
            m_settings.value(group + clientCertificateKey).toString(),
            m_settings.value(group + clientKeyKey).toString()};
}

void Settings::setTlsFiles(const QString &origin, const TlsFiles &files)
{
    const QString group = keyIn("certificates", origin);
    const auto set = [this, &group](const QString &key, const QString &path) {
        if (path.isEmpty())
            m_settings.remove(group + key);
        else
            m_settings.setValue(group + key, path);
    };
    set(authoritiesKey, files.authorities);
    set(clientCertificateKey, files.clientCertificate);
    set(clientKeyKey, files.clientKey);
}

QSet<QString> Settings::tokenIds(TokenList list, const QString &connection)
{
    m_settings.sync();
    m_settings.beginGroup(keyOf(list, connection));
    QSet<QString> ids;
    for (const QString &key : m_settings.childKeys())
        ids.insert(QUrl::fromPercentEncoding(key.toLatin1()));
    m_settings.endGroup();
    return ids;
}

void Settings::noteTokenId(TokenList list, const QString &connection, const QString &tokenId, bool listed)
{
    // A key for each: QSettings merges keys, not values, with what others have written.
    const QString key
        = keyOf(list, connection) + u'/' + QString::fromLatin1(QUrl::toPercentEncoding(tokenId));
    if (listed)
        m_settings.setValue(key, true);
    else
        m_settings.remove(key);
    // What is left in a keychain or at a service must not be forgotten by a process that is killed.
    m_settings.sync();
}

} // namespace tc
