#include "localbackend.h"
#include "outcome.h"

#include <QDir>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace tc;

namespace {

const QString optimus = QStringLiteral("optimus");

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The processes that were given \a database and whose program is \a program, or any.
QList<qint64> processesOf(const QString &database, QByteArrayView program = {})
{
    QList<qint64> found;
    const auto entries = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &entry : entries) {
        const QByteArrayList arguments = contents(QStringLiteral("/proc/%1/cmdline").arg(entry)).split('\0');
        if (arguments.constFirst().endsWith(program) && arguments.contains(QFile::encodeName(database)))
            found.append(entry.toLongLong());
    }
    return found;
}

/// The backend processes that serve \a database or are about to.
QList<qint64> backendsOf(const QString &database)
{
    return processesOf(database, "token-console-backend");
}

} // namespace

/// LocalBackend with the real program.
class EmbeddedBackendTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void givesATokenThatWorks();
    void servesTheSystemThatIsAskedFor_data();
    void servesTheSystemThatIsAskedFor();
    void saysWhatItDoesNotServe();
    void theDatabaseKeepsItsIdentity();
    void aSecondConsoleAttachesAndTakesOver();
    void theChildHoldsNoSecret();
    void saysThatTheChildWasKilled();
    void theChildEndsWithItsOwner();
    void theChildEndsWithAnOwnerKilledAtAnyMoment();

private:
    [[nodiscard]] std::unique_ptr<LocalBackend> backend(const QString &serviceId = {}) const
    {
        return std::make_unique<LocalBackend>(LocalBackend::programBesideConsole(), m_database,
                                              LocalBackend::defaultDeadline, serviceId);
    }
    /// The status that \a url answers with.
    [[nodiscard]] int statusOf(const QUrl &url, const QByteArray &token);

    std::unique_ptr<QTemporaryDir> m_directory;
    QString m_database;
    QNetworkAccessManager m_network;
};

void EmbeddedBackendTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_directory = std::make_unique<QTemporaryDir>();
    m_database = m_directory->filePath(QStringLiteral("data/backend.sqlite3"));
    QVERIFY(QDir(m_directory->path()).mkdir(QStringLiteral("data")));
}

void EmbeddedBackendTest::cleanup()
{
    QTRY_VERIFY_WITH_TIMEOUT(backendsOf(m_database).isEmpty(), 15'000);
}

int EmbeddedBackendTest::statusOf(const QUrl &url, const QByteArray &token)
{
    QNetworkRequest request(url);
    request.setRawHeader("Authorization", "Bearer " + token);
    const std::unique_ptr<QNetworkReply> reply(m_network.get(request));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    if (!finished.wait())
        return 0;
    return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

void EmbeddedBackendTest::givesATokenThatWorks()
{
    const auto local = backend();
    const auto instance = outcomeOf(local->start());
    QVERIFY(instance && *instance);
    QVERIFY(!(*instance)->attached);
    const auto token = outcomeOf(local->issueManagementToken());
    QVERIFY(token && *token);
    const QByteArray bytes = (*token)->reveal([](QByteArrayView view) { return view.toByteArray(); });

    QUrl list = (*instance)->services.value(optimus);
    list.setPath(list.path() + QStringLiteral("/api/v1/tokens"));
    QCOMPARE(statusOf(list, bytes), 200);
    QCOMPARE(statusOf(list, bytes + "x"), 401);
}

void EmbeddedBackendTest::servesTheSystemThatIsAskedFor_data()
{
    QTest::addColumn<QString>("path"); // of the list of tokens
    QTest::newRow("optimus") << QStringLiteral("/api/v1/tokens");
    QTest::newRow("optimaite") << QStringLiteral("/api-keys");
    QTest::newRow("optiverse") << QStringLiteral("/v1/api-keys");
    QTest::newRow("optiflow") << QStringLiteral("/tokens");
}

void EmbeddedBackendTest::servesTheSystemThatIsAskedFor()
{
    QFETCH(QString, path);
    const QString service = QString::fromLatin1(QTest::currentDataTag());
    const auto local = backend(service);
    const auto instance = outcomeOf(local->start());
    QVERIFY(instance && *instance);
    QCOMPARE((*instance)->services.keys(), QStringList(service));
    const auto token = outcomeOf(local->issueManagementToken());
    QVERIFY(token && *token);
    const QByteArray bytes = (*token)->reveal([](QByteArrayView view) { return view.toByteArray(); });
    QUrl list = (*instance)->services.value(service);
    list.setPath(list.path() + path);
    QCOMPARE(statusOf(list, bytes), 200);
    QCOMPARE(statusOf(list, bytes + "x"), 401);
}

void EmbeddedBackendTest::saysWhatItDoesNotServe()
{
    const auto local = backend(QStringLiteral("elsewhere"));
    const auto instance = outcomeOf(local->start());
    QVERIFY(instance && !*instance);
    QCOMPARE(instance->error().kind, ErrorKind::Transport);
    QCOMPARE(instance->error().reason, QStringLiteral("The embedded backend does not serve “elsewhere”."));
    QVERIFY(!QFile::exists(m_database));
}

void EmbeddedBackendTest::theDatabaseKeepsItsIdentity()
{
    QString instanceId;
    for (int i = 0; i < 2; ++i) {
        const auto local = backend();
        const auto instance = outcomeOf(local->start());
        QVERIFY(instance && *instance);
        QVERIFY(!(*instance)->attached || i > 0); // the first may still be on its way out
        if (i > 0)
            QCOMPARE((*instance)->instanceId, instanceId);
        instanceId = (*instance)->instanceId;
    }
}

void EmbeddedBackendTest::aSecondConsoleAttachesAndTakesOver()
{
    auto owner = backend();
    const auto first = outcomeOf(owner->start());
    QVERIFY(first && *first);

    const auto second = backend();
    auto instance = outcomeOf(second->start());
    QVERIFY(instance && *instance);
    QVERIFY((*instance)->attached);
    QCOMPARE((*instance)->url, (*first)->url);
    QCOMPARE((*instance)->instanceId, (*first)->instanceId);
    QCOMPARE((*instance)->services, (*first)->services);
    const auto token = outcomeOf(second->issueManagementToken());
    QVERIFY(token && !*token);
    QCOMPARE(token->error().kind, ErrorKind::NoSuchOperation);

    owner.reset();
    QTRY_VERIFY_WITH_TIMEOUT(backendsOf(m_database).isEmpty(), 10'000);
    instance = outcomeOf(second->start());
    QVERIFY(instance && *instance);
    QVERIFY(!(*instance)->attached);
    QCOMPARE((*instance)->instanceId, (*first)->instanceId);
}

void EmbeddedBackendTest::theChildHoldsNoSecret()
{
    // Built here, so that it is in no file of the tree.
    const QByteArray canary = QByteArray("tok_optimus_") + QByteArray(40, 'c');
    qputenv("OPTIMUS_TOKEN", canary);
    qputenv("ANOTHER_SERVICES_KEY", canary);
    const auto local = backend();
    const auto instance = outcomeOf(local->start());
    qunsetenv("OPTIMUS_TOKEN");
    qunsetenv("ANOTHER_SERVICES_KEY");
    QVERIFY(instance && *instance);
    const auto token = outcomeOf(local->issueManagementToken());
    QVERIFY(token && *token);
    const QByteArray issued = (*token)->reveal([](QByteArrayView view) { return view.toByteArray(); });

    const QList<qint64> children = backendsOf(m_database);
    QCOMPARE(children.size(), 1);
    const QByteArray environment = contents(QStringLiteral("/proc/%1/environ").arg(children.constFirst()));
    const QByteArray commandLine = contents(QStringLiteral("/proc/%1/cmdline").arg(children.constFirst()));
    QVERIFY(environment.contains("PATH="));
    QVERIFY(!commandLine.isEmpty());
    for (const QByteArray &secret : {canary, issued}) {
        QVERIFY(!environment.contains(secret));
        QVERIFY(!commandLine.contains(secret));
    }
}

void EmbeddedBackendTest::saysThatTheChildWasKilled()
{
    const auto local = backend();
    auto instance = outcomeOf(local->start());
    QVERIFY(instance && *instance);
    const QString instanceId = (*instance)->instanceId;
    QSignalSpy ended(local.get(), &LocalBackend::ended);
    const QList<qint64> children = backendsOf(m_database);
    QCOMPARE(children.size(), 1);
    QCOMPARE(::kill(static_cast<pid_t>(children.constFirst()), SIGKILL), 0);
    QVERIFY(ended.wait());

    instance = outcomeOf(local->start());
    QVERIFY(instance && *instance);
    QVERIFY(!(*instance)->attached);
    QCOMPARE((*instance)->instanceId, instanceId);
}

void EmbeddedBackendTest::theChildEndsWithItsOwner()
{
    QProcess owner;
    QSignalSpy printed(&owner, &QProcess::readyReadStandardOutput);
    QSignalSpy finished(&owner, &QProcess::finished);
    owner.start(QCoreApplication::applicationDirPath() + QStringLiteral("/tc_backendowner"), {m_database});
    QVERIFY(printed.wait());
    QVERIFY(owner.readAllStandardOutput().startsWith("http://127.0.0.1:"));
    QCOMPARE(backendsOf(m_database).size(), 1);

    owner.kill(); // SIGKILL: it can tidy up nothing
    QVERIFY(finished.wait());
    QTRY_VERIFY_WITH_TIMEOUT(backendsOf(m_database).isEmpty(), 10'000);
}

void EmbeddedBackendTest::theChildEndsWithAnOwnerKilledAtAnyMoment()
{
    for (int i = 0; i < 10; ++i) {
        QProcess owner;
        QSignalSpy finished(&owner, &QProcess::finished);
        owner.start(QCoreApplication::applicationDirPath() + QStringLiteral("/tc_backendowner"),
                    {m_database});
        QTimer::singleShot(QRandomGenerator::global()->bounded(150), &owner, &QProcess::kill);
        QVERIFY(finished.wait());
        // Of any program: a child that is not the backend yet has still its owner's name.
        QTRY_VERIFY_WITH_TIMEOUT(processesOf(m_database).isEmpty(), 15'000);
    }
}

QTEST_GUILESS_MAIN(EmbeddedBackendTest)
#include "tst_embeddedbackend.moc"
