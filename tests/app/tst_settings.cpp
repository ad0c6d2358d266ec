#include "settings.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace tc;

class SettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void remembers();
    void remembersTheLastConnection();
    void remembersSavedTokensByConnection();
    void remembersUnconfirmedTokensAtOnce();
    void startsWithNothing();
    void onlyItsUserReadsTheFile();
    void anOldFileIsClosedToOthers();
    void preferencesAreBounded();
    void whoServesWhatIsAssumedIsRemembered();
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
        settings.setPreferences({std::chrono::seconds(45), std::chrono::minutes(0)});
    }
    const Settings settings(directory.path());
    QCOMPARE(settings.fileName(), directory.filePath(QStringLiteral("settings.ini")));
    QCOMPARE(settings.windowGeometry(), geometry);
    QCOMPARE(settings.headerState(), QByteArray("header"));
    QCOMPARE(settings.language(), QStringLiteral("de"));
    QCOMPARE(settings.preferences(), (Preferences {std::chrono::seconds(45), std::chrono::minutes(0)}));
}

void SettingsTest::remembersTheLastConnection()
{
    const QTemporaryDir directory;
    const Settings::LastConnection last {QStringLiteral("optimus"),
                                         QUrl(QStringLiteral("https://app.example.com:8443/a%20b")),
                                         QStringLiteral("Büro, Nord; 1")};
    Settings(directory.path()).setLastConnection(last);
    QCOMPARE(Settings(directory.path()).lastConnection(), last);
}

void SettingsTest::remembersSavedTokensByConnection()
{
    const QTemporaryDir directory;
    const QString one = QStringLiteral("console/optimus/https://app.example.com:443");
    const QString other = QStringLiteral("console/optimus/https://app.example.com:444");
    const QSet<QString> ids {QStringLiteral("a/b"), QStringLiteral("c, d")};
    Settings(directory.path()).setSavedTokenIds(one, ids);
    {
        Settings settings(directory.path());
        QCOMPARE(settings.savedTokenIds(one), ids);
        QCOMPARE(settings.savedTokenIds(other), QSet<QString>());
        settings.setSavedTokenIds(one, {});
    }
    QCOMPARE(Settings(directory.path()).savedTokenIds(one), QSet<QString>());
}

void SettingsTest::remembersUnconfirmedTokensAtOnce()
{
    const QTemporaryDir directory;
    const QString connection = QStringLiteral("console/optimus/https://app.example.com:443");
    const QSet<QString> ids {QStringLiteral("a/b")};
    Settings settings(directory.path());
    settings.setUnconfirmedTokenIds(connection, ids);
    settings.setSavedTokenIds(connection, {QStringLiteral("c")});
    // A killed process writes nothing more.
    QCOMPARE(QSettings(settings.fileName(), QSettings::IniFormat)
                 .value(QStringLiteral("unconfirmedTokens/")
                        + QString::fromLatin1(QUrl::toPercentEncoding(connection)))
                 .toStringList(),
             QStringList(QStringLiteral("a/b")));
    QCOMPARE(Settings(directory.path()).unconfirmedTokenIds(connection), ids);
}

void SettingsTest::startsWithNothing()
{
    const QTemporaryDir directory;
    const Settings settings(directory.path());
    QCOMPARE(settings.windowGeometry(), QByteArray());
    QCOMPARE(settings.headerState(), QByteArray());
    QCOMPARE(settings.language(), QString());
    QCOMPARE(settings.preferences(), (Preferences {std::chrono::seconds(30), std::chrono::minutes(5)}));
    QCOMPARE(settings.lastConnection(), Settings::LastConnection());
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

void SettingsTest::preferencesAreBounded()
{
    const QTemporaryDir directory;
    Settings settings(directory.path());
    settings.setPreferences({std::chrono::seconds(0), std::chrono::minutes(-1)});
    QCOMPARE(settings.preferences(), (Preferences {std::chrono::seconds(10), std::chrono::minutes(0)}));
    settings.setPreferences({std::chrono::seconds(100'000), std::chrono::minutes(100'000)});
    QCOMPARE(settings.preferences(), (Preferences {std::chrono::seconds(120), std::chrono::minutes(120)}));
    // As a hand that slipped leaves it.
    QSettings file(settings.fileName(), QSettings::IniFormat);
    file.setValue(QStringLiteral("clipboard/seconds"), QStringLiteral("soon"));
    file.setValue(QStringLiteral("lock/idleMinutes"), QStringLiteral(""));
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
        settings.setServesAssumed(connection);
    }
    const Settings settings(directory.path());
    QVERIFY(settings.servesAssumed(connection));
    QVERIFY(!settings.servesAssumed(QStringLiteral("token-console/optimus/https://example.com:8443")));
}

void SettingsTest::theDataDirectoryIsMade()
{
    const QTemporaryDir directory;
    const QString data = directory.filePath(QStringLiteral("a/b"));
    QCOMPARE(dataDirectory(data), data);
    QVERIFY(QDir(data).exists());
}

QTEST_GUILESS_MAIN(SettingsTest)
#include "tst_settings.moc"
