#include "settings.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QLockFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace tc;
using List = Settings::TokenList;

namespace {

const QString connection = QStringLiteral("console/optimus/https://app.example.com:443");
/// Makes this program note a token: directory, id, 1 or 0.
const QString noteOption = QStringLiteral("--note");
/// Makes this program list connections of a name: directory, name.
const QString listOption = QStringLiteral("--list");
constexpr int listedOfEach = 25;

void listConnections(Settings &settings, const QString &name)
{
    for (int i = 0; i < listedOfEach; ++i) {
        const QUrl url(QStringLiteral("https://%1-%2.example.com/").arg(name).arg(i));
        settings.addConnection({QStringLiteral("optimus"), url, {}});
    }
}

} // namespace

class SettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void remembers();
    void remembersTheLastConnection();
    void remembersTokensByConnection();
    void tokensAreWrittenAtOnce();
    void processesKeepEachOthersTokens();
    void processesKeepEachOthersConnections();
    void whoChangesTheListWaitsForItsTurn();
    void startsWithNothing();
    void onlyItsUserReadsTheFile();
    void anOldFileIsClosedToOthers();
    void clearsUpAfterAKilledProcess_data();
    void clearsUpAfterAKilledProcess();
    void preferencesAreBounded();
    void whoServesWhatIsAssumedIsRemembered();
    void workspacesAreRememberedByConnection();
    void certificatesAreRememberedByOrigin();
    void theDataDirectoryIsMade();
};

void SettingsTest::remembers()
{
    const auto geometry = QByteArray::fromHex("01d9d0cb00ff0a");
    const QTemporaryDir directory;
    {
        Settings settings(directory.path());
        settings.setWindowGeometry(geometry);
        settings.setHeaderState("header");
        settings.setLanguage(QStringLiteral("de"));
        settings.setPreferences(
            {std::chrono::seconds(45), std::chrono::minutes(0), std::chrono::seconds(60)});
    }
    const Settings settings(directory.path());
    QCOMPARE(settings.fileName(), directory.filePath(QStringLiteral("settings.ini")));
    QCOMPARE(settings.windowGeometry(), geometry);
    QCOMPARE(settings.headerState(), QByteArray("header"));
    QCOMPARE(settings.language(), QStringLiteral("de"));
    QCOMPARE(settings.preferences(),
             (Preferences {std::chrono::seconds(45), std::chrono::minutes(0), std::chrono::seconds(60)}));
}

void SettingsTest::remembersTheLastConnection()
{
    const QTemporaryDir directory;
    const Settings::SavedConnection last {QStringLiteral("optimus"),
                                          QUrl(QStringLiteral("https://app.example.com:8443/a%20b")),
                                          QStringLiteral("Büro, Nord; 1"), QStringLiteral("test")};
    Settings(directory.path()).setLastConnection(last);
    QCOMPARE(Settings(directory.path()).lastConnection(), last);
}

void SettingsTest::workspacesAreRememberedByConnection()
{
    const QTemporaryDir directory;
    {
        Settings settings(directory.path());
        QCOMPARE(settings.workspaces(connection), QStringList());
        for (const char *name : {"1", "Büro, Nord", "2", "1"})
            settings.noteWorkspace(connection, QString::fromUtf8(name));
    }
    Settings settings(directory.path());
    QCOMPARE(settings.workspaces(connection),
             QStringList({QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("Büro, Nord")}));
    QCOMPARE(settings.workspaces(connection + QStringLiteral("/environment/test")), QStringList());
    for (int i = 0; i < 100; ++i)
        settings.noteWorkspace(connection, QString::number(i));
    QCOMPARE(settings.workspaces(connection).size(), 20);
    QCOMPARE(settings.workspaces(connection).constFirst(), QStringLiteral("99"));
    settings.forgetWorkspaces(connection);
    QCOMPARE(settings.workspaces(connection), QStringList());
}

void SettingsTest::remembersTokensByConnection()
{
    const QTemporaryDir directory;
    const QString other = QStringLiteral("console/optimus/https://app.example.com:444");
    const QSet<QString> ids {QStringLiteral("a/b"), QStringLiteral("c, d"), QStringLiteral("ü%")};
    {
        Settings settings(directory.path());
        for (const QString &id : ids)
            settings.noteTokenId(List::Saved, connection, id, true);
        settings.noteTokenId(List::Unconfirmed, connection, QStringLiteral("e"), true);
    }
    Settings settings(directory.path());
    QCOMPARE(settings.tokenIds(List::Saved, connection), ids);
    QCOMPARE(settings.tokenIds(List::Saved, other), QSet<QString>());
    QCOMPARE(settings.tokenIds(List::Unconfirmed, connection), QSet<QString> {QStringLiteral("e")});
    for (const QString &id : ids)
        settings.noteTokenId(List::Saved, connection, id, false);
    QCOMPARE(settings.tokenIds(List::Saved, connection), QSet<QString>());
    QCOMPARE(settings.tokenIds(List::Unconfirmed, connection), QSet<QString> {QStringLiteral("e")});
}

void SettingsTest::tokensAreWrittenAtOnce()
{
    const QTemporaryDir directory;
    Settings settings(directory.path());
    settings.noteTokenId(List::Unconfirmed, connection, QStringLiteral("mine"), true);
    // A killed process writes nothing more.
    QFile file(settings.fileName());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("mine"));
}

/// Two consoles on one data directory: neither takes from the list what the other has put there.
void SettingsTest::processesKeepEachOthersConnections()
{
    const QTemporaryDir directory;
    QProcess others[2];
    for (QProcess &other : others)
        other.start(QCoreApplication::applicationFilePath(),
                    {listOption, directory.path(), QStringLiteral("other%1").arg(&other - others)});
    Settings settings(directory.path());
    listConnections(settings, QStringLiteral("mine"));
    for (QProcess &other : others) {
        QVERIFY(other.waitForFinished());
        QCOMPARE(other.exitCode(), 0);
    }
    const auto all = Settings(directory.path()).connections();
    QCOMPARE(all.size(), 3 * listedOfEach);
    // Not by what was read before, either.
    settings.removeConnection(all.constFirst());
    QCOMPARE(Settings(directory.path()).connections().size(), all.size() - 1);
}

/// Between one's reading and its writing nobody else writes.
void SettingsTest::whoChangesTheListWaitsForItsTurn()
{
    const QTemporaryDir directory;
    Settings settings(directory.path());
    QLockFile lock(settings.fileName() + QLatin1String(".connections.lock"));
    QVERIFY(lock.tryLock());
    QProcess other;
    other.start(QCoreApplication::applicationFilePath(),
                {listOption, directory.path(), QStringLiteral("other")});
    QVERIFY(!other.waitForFinished(700));
    QVERIFY(Settings(directory.path()).connections().isEmpty());
    lock.unlock();
    QVERIFY(other.waitForFinished());
    QCOMPARE(Settings(directory.path()).connections().size(), listedOfEach);
}

void SettingsTest::processesKeepEachOthersTokens()
{
    const QTemporaryDir directory;
    Settings settings(directory.path());
    const auto inAnotherProcess = [&directory](const QString &tokenId, const QString &listed) {
        return QProcess::execute(QCoreApplication::applicationFilePath(),
                                 {noteOption, directory.path(), tokenId, listed});
    };
    settings.noteTokenId(List::Unconfirmed, connection, QStringLiteral("mine"), true);
    QCOMPARE(inAnotherProcess(QStringLiteral("others"), QStringLiteral("1")), 0);
    settings.noteTokenId(List::Unconfirmed, connection, QStringLiteral("mine too"), true);
    QCOMPARE(settings.tokenIds(List::Unconfirmed, connection),
             QSet<QString>({QStringLiteral("mine"), QStringLiteral("others"), QStringLiteral("mine too")}));

    QCOMPARE(inAnotherProcess(QStringLiteral("mine"), QStringLiteral("0")), 0);
    QCOMPARE(settings.tokenIds(List::Unconfirmed, connection),
             QSet<QString>({QStringLiteral("others"), QStringLiteral("mine too")}));
    settings.noteTokenId(List::Unconfirmed, connection, QStringLiteral("mine too"), false);
    QCOMPARE(Settings(directory.path()).tokenIds(List::Unconfirmed, connection),
             QSet<QString> {QStringLiteral("others")});
}

void SettingsTest::startsWithNothing()
{
    const QTemporaryDir directory;
    const Settings settings(directory.path());
    QCOMPARE(settings.windowGeometry(), QByteArray());
    QCOMPARE(settings.headerState(), QByteArray());
    QCOMPARE(settings.language(), QString());
    QCOMPARE(settings.preferences(),
             (Preferences {std::chrono::seconds(30), std::chrono::minutes(5), std::chrono::seconds(30)}));
    QCOMPARE(settings.lastConnection(), Settings::SavedConnection());
}

void SettingsTest::onlyItsUserReadsTheFile()
{
    const QTemporaryDir directory;
    const QString data = directory.filePath(QStringLiteral("data"));
    QString file;
    {
        Settings settings(data);
        settings.setLanguage(QStringLiteral("en"));
        file = settings.fileName();
    }
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(QFile::exists(file));
    QVERIFY(!(QFile::permissions(file) & others));
    QVERIFY(!(QFile::permissions(data) & (others | QFile::ExeGroup | QFile::ExeOther)));
}

void SettingsTest::anOldFileIsClosedToOthers()
{
    const QTemporaryDir directory;
    const QString file = directory.filePath(QStringLiteral("settings.ini"));
    QFile old(file);
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("language=de\n");
    old.close();
    QVERIFY(old.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther));

    Settings settings(directory.path());
    QVERIFY(!(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther)));
    QCOMPARE(settings.language(), QStringLiteral("de"));
}

void SettingsTest::clearsUpAfterAKilledProcess_data()
{
    QTest::addColumn<QByteArray>("lock");
    QTest::newRow("lock without its owner's name") << QByteArray();
    QTest::newRow("lock of an owner that is gone") << QByteArray("4194305\ntoken-console\n\n\n\n");
}

void SettingsTest::clearsUpAfterAKilledProcess()
{
    QFETCH(const QByteArray, lock);
    const QTemporaryDir directory;
    const auto write = [&directory](const QString &name, const QByteArray &bytes) {
        QFile file(directory.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };
    QVERIFY(write(QStringLiteral("settings.ini"), "[General]\nlanguage=de\n"));
    QVERIFY(write(QStringLiteral("settings.ini.backup"), "[General]\nlanguage=de\n"));
    {
        QFile backup(directory.filePath(QStringLiteral("settings.ini.backup")));
        QVERIFY(backup.open(QIODevice::ReadWrite));
        QVERIFY(
            backup.setFileTime(QDateTime::currentDateTime().addDays(-1), QFileDevice::FileModificationTime));
    }
    QVERIFY(write(QStringLiteral("settings.ini.lock"), lock));
    QVERIFY(write(QStringLiteral("settings.ini.aBcDeF"), "[General]\nlang"));

    QElapsedTimer start;
    start.start();
    {
        Settings settings(directory.path());
        QCOMPARE(settings.language(), QStringLiteral("de"));
        settings.setLanguage(QStringLiteral("en"));
    }
    QVERIFY(start.elapsed() < 5'000);
    QCOMPARE(Settings(directory.path()).language(), QStringLiteral("en"));
    QCOMPARE(QDir(directory.path()).entryList(QDir::Files),
             (QStringList {QStringLiteral("settings.ini"), QStringLiteral("settings.ini.backup")}));
}

void SettingsTest::preferencesAreBounded()
{
    const QTemporaryDir directory;
    Settings settings(directory.path());
    settings.setPreferences({std::chrono::seconds(0), std::chrono::minutes(-1), std::chrono::seconds(0)});
    QCOMPARE(settings.preferences(),
             (Preferences {std::chrono::seconds(10), std::chrono::minutes(0), std::chrono::seconds(5)}));
    settings.setPreferences(
        {std::chrono::seconds(100'000), std::chrono::minutes(100'000), std::chrono::seconds(100'000)});
    QCOMPARE(settings.preferences(),
             (Preferences {std::chrono::seconds(120), std::chrono::minutes(120), std::chrono::seconds(300)}));
    // As a hand that slipped leaves it.
    QSettings file(settings.fileName(), QSettings::IniFormat);
    file.setValue(QStringLiteral("clipboard/seconds"), QStringLiteral("soon"));
    file.setValue(QStringLiteral("lock/idleMinutes"), QStringLiteral(""));
    file.setValue(QStringLiteral("network/deadlineSeconds"), QStringLiteral("30 s"));
    file.sync();
    QCOMPARE(Settings(directory.path()).preferences(), Preferences());
}

void SettingsTest::whoServesWhatIsAssumedIsRemembered()
{
    const QTemporaryDir directory;
    const QString connection = QStringLiteral("token-console/optimus/https://example.com:443");
    {
        Settings settings(directory.path());
        QVERIFY(!settings.servesAssumed(connection));
        settings.setServesAssumed(connection, true);
    }
    {
        Settings settings(directory.path());
        QVERIFY(settings.servesAssumed(connection));
        QVERIFY(!settings.servesAssumed(QStringLiteral("token-console/optimus/https://example.com:8443")));
        settings.setServesAssumed(connection, false);
    }
    QVERIFY(!Settings(directory.path()).servesAssumed(connection));
}

void SettingsTest::certificatesAreRememberedByOrigin()
{
    const QTemporaryDir directory;
    const QString origin = QStringLiteral("https://example.com:443");
    const TlsFiles files {QStringLiteral("/etc/Büro, Nord/ca 1.pem"), QStringLiteral("C:/Certs/me.p12"),
                          QStringLiteral("/home/me/100%.key")};
    {
        Settings settings(directory.path());
        QCOMPARE(settings.tlsFiles(origin), TlsFiles());
        settings.setTlsFiles(origin, files);
    }
    Settings settings(directory.path());
    QCOMPARE(settings.tlsFiles(origin), files);
    QCOMPARE(settings.tlsFiles(QStringLiteral("https://example.com:8443")), TlsFiles());
    settings.setTlsFiles(origin, {files.authorities, {}, {}});
    QCOMPARE(settings.tlsFiles(origin), (TlsFiles {files.authorities, {}, {}}));
    settings.setTlsFiles(origin, {});
    QCOMPARE(settings.tlsFiles(origin), TlsFiles());
    // Nothing is left of them.
    QVERIFY(!QSettings(settings.fileName(), QSettings::IniFormat)
                 .childGroups()
                 .contains(QStringLiteral("certificates")));
}

void SettingsTest::theDataDirectoryIsMade()
{
    const QTemporaryDir directory;
    const QString data = directory.filePath(QStringLiteral("a/b"));
    QCOMPARE(dataDirectory(data), data);
    QVERIFY(QDir(data).exists());
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.value(1) == noteOption) {
        Settings(arguments.at(2))
            .noteTokenId(List::Unconfirmed, connection, arguments.at(3),
                         arguments.at(4) == QLatin1String("1"));
        return 0;
    }
    if (arguments.value(1) == listOption) {
        Settings settings(arguments.at(2));
        listConnections(settings, arguments.at(3));
        return 0;
    }
    SettingsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_settings.moc"
