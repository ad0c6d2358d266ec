#include "backendoptions.h"
#include "backendprocess.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTest>

#include <sys/stat.h>

using namespace tc::test;

class TestOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void saysVersionAndHelp()
    {
        const Ended version = runToEnd({QStringLiteral("--version")});
        QCOMPARE(version.exitCode, 0);
        QVERIFY(version.output.startsWith("token-console-backend "));
        const Ended help = runToEnd({QStringLiteral("--help")});
        QCOMPARE(help.exitCode, 0);
        for (const char *option : {"--listen", "--database", "--issue-management-token", "--rate-limit",
                                   "--quota", "--attached", "--system", "--owner", "--token-lifetime"})
            QVERIFY2(help.output.contains(option), option);
    }

    void refusesOtherAddresses_data()
    {
        QTest::addColumn<QString>("listen");
        for (const char *listen :
             {"0.0.0.0:0", "192.0.2.1:80", "localhost:0", "[::1]:0", ":8080", "8080", "127.1:0",
              "0177.0.0.1:0", "127.0.0.0/8:0", "128.0.0.1:0", "126.255.255.255:0", " 127.0.0.1:0"})
            QTest::addRow("%s", listen) << QString::fromLatin1(listen);
    }

    void refusesOtherAddresses()
    {
        QFETCH(QString, listen);
        const Ended ended = runToEnd({QStringLiteral("--listen"), listen, QStringLiteral("--database"),
                                      QStringLiteral("/nonexistent/never-made")});
        QCOMPARE(ended.exitCode, 2);
        QVERIFY(ended.output.isEmpty());
        QVERIFY(ended.errors.contains("TLS"));
        QCOMPARE(ended.errors.count('\n'), 1);
    }

    void refusesUnusableOptions_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QString database = QStringLiteral("/nonexistent/never-made");
        QTest::newRow("no database") << QStringList {};
        QTest::newRow("unknown option")
            << QStringList {QStringLiteral("--database"), database, QStringLiteral("--x")};
        QTest::newRow("argument") << QStringList {QStringLiteral("--database"), database,
                                                  QStringLiteral("x")};
        QTest::newRow("no port") << QStringList {QStringLiteral("--database"), database,
                                                 QStringLiteral("--listen"), QStringLiteral("127.0.0.1")};
        QTest::newRow("large port") << QStringList {QStringLiteral("--database"), database,
                                                    QStringLiteral("--listen"),
                                                    QStringLiteral("127.0.0.1:65536")};
        QTest::newRow("rate 0") << QStringList {QStringLiteral("--database"), database,
                                                QStringLiteral("--rate-limit"), QStringLiteral("0")};
        QTest::newRow("rate -1") << QStringList {QStringLiteral("--database"), database,
                                                 QStringLiteral("--rate-limit=-1")};
        QTest::newRow("unknown system") << QStringList {QStringLiteral("--database"), database,
                                                        QStringLiteral("--system"), QStringLiteral("opti")};
        QTest::newRow("quota of another system")
            << QStringList {QStringLiteral("--database"), database,
                            QStringLiteral("--system"),   QStringLiteral("optiflow"),
                            QStringLiteral("--quota"),    QStringLiteral("1")};
        QTest::newRow("lifetime of another system") << QStringList {
            QStringLiteral("--database"), database, QStringLiteral("--token-lifetime"), QStringLiteral("60")};
        QTest::newRow("lifetime 0") << QStringList {
            QStringLiteral("--database"),       database,
            QStringLiteral("--system"),         QStringLiteral("optiflow"),
            QStringLiteral("--token-lifetime"), QStringLiteral("0")};
        QTest::newRow("quota -1") << QStringList {QStringLiteral("--database"), database,
                                                  QStringLiteral("--quota=-1")};
        QTest::newRow("quota many") << QStringList {QStringLiteral("--database"), database,
                                                    QStringLiteral("--quota=many")};
    }

    void refusesUnusableOptions()
    {
        QFETCH(QStringList, arguments);
        const Ended ended = runToEnd(arguments);
        QCOMPARE(ended.exitCode, 2);
        QVERIFY(ended.output.isEmpty());
        QVERIFY(!ended.errors.isEmpty());
    }

    void listensOnAnyLoopbackAddress()
    {
        const auto options = tc::parseBackendOptions({QStringLiteral("backend"), QStringLiteral("--listen"),
                                                      QStringLiteral("127.0.0.9:8443"),
                                                      QStringLiteral("--database"), QStringLiteral("x")});
        QVERIFY(options);
        QCOMPARE(options->address, 0x7f000009u);
        QCOMPARE(options->port, std::uint16_t {8443});
    }

    void saysWhereItIsInOneLine()
    {
        BackendProcess backend;
        QVERIFY(backend.start());
        const QJsonObject ready = backend.ready();
        const QString url = ready.value(QLatin1String("url")).toString();
        QCOMPARE(url, QStringLiteral("http://127.0.0.1:%1").arg(backend.port()));
        QCOMPARE(ready.value(QLatin1String("instance")).toString().size(), 36);
        QCOMPARE(ready.value(QLatin1String("services")).toObject().value(QLatin1String("optimus")).toString(),
                 url + QLatin1String("/optimus"));
        HttpClient http = backend.client();
        for (const QByteArray target : {"/api/v1/tokens/current", "/optimus/api/v1/tokens/current"}) {
            const auto reply = http.send("GET", target, bearer(backend.managementSecret()));
            QVERIFY(reply);
            QCOMPARE(reply->status, 200);
        }
        QCOMPARE(backend.terminate(), 0);
        QVERIFY(backend.process().readAllStandardOutput().isEmpty());
    }

    void keepsFilesPrivate()
    {
        QTemporaryDir directory;
        const QString database = directory.filePath(QStringLiteral("a/b/tokens.sqlite"));
        BackendProcess backend(database);
        QVERIFY(backend.start());
        const auto mode = [](const QString &path) {
            struct stat status
            {
            };
            return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? int(status.st_mode & 0777)
                                                                             : -1;
        };
        for (const char *suffix : {"", "-wal", "-shm", ".lock", ".running"})
            QCOMPARE(mode(database + QLatin1String(suffix)), 0600);
        QCOMPARE(mode(directory.filePath(QStringLiteral("a"))), 0700);
        QCOMPARE(mode(directory.filePath(QStringLiteral("a/b"))), 0700);
        QCOMPARE(mode(backend.directory() + QLatin1String("/management-token")), 0600);
    }

    void neverTouchesAnExistingTokenFile()
    {
        QTemporaryDir directory;
        const QString file = directory.filePath(QStringLiteral("precious"));
        QFile precious(file);
        QVERIFY(precious.open(QIODevice::WriteOnly));
        precious.write("mine");
        precious.close();
        const QString link = directory.filePath(QStringLiteral("link"));
        QVERIFY(QFile::link(directory.filePath(QStringLiteral("elsewhere")), link));
        for (const QString &path : {file, link}) {
            const Ended ended
                = runToEnd({QStringLiteral("--database"), directory.filePath(QStringLiteral("tokens.sqlite")),
                            QStringLiteral("--issue-management-token"), path});
            QCOMPARE(ended.exitCode, 1);
            QVERIFY(ended.errors.contains("exists already"));
            QVERIFY(ended.output.isEmpty());
        }
        QVERIFY(precious.open(QIODevice::ReadOnly));
        QCOMPARE(precious.readAll(), QByteArray("mine"));
        QVERIFY(!QFileInfo::exists(directory.filePath(QStringLiteral("elsewhere"))));
    }

    void saysWhenThePortIsTaken()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress(QHostAddress::LocalHost)));
        QTemporaryDir directory;
        const Ended ended
            = runToEnd({QStringLiteral("--database"), directory.filePath(QStringLiteral("t.sqlite")),
                        QStringLiteral("--listen"), QStringLiteral("127.0.0.1:%1").arg(taken.serverPort())});
        QCOMPARE(ended.exitCode, 1);
        QVERIFY(ended.errors.contains("port"));
    }

    void refusesAFileThatIsNoDatabase()
    {
        QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("t.sqlite"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        const Ended ended = runToEnd({QStringLiteral("--database"), path});
        QCOMPARE(ended.exitCode, 1);
        QVERIFY(!ended.errors.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
