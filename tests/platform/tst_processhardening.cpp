#include "processhardening.h"

#include <QFile>
#include <QProcess>
#include <QTest>

#include <cstdio>
#include <cstring>

using namespace tc;

namespace {

QByteArray textOf(const std::optional<Secret> &secret)
{
    if (!secret)
        return "none";
    return secret->reveal([](QByteArrayView bytes) { return bytes.toByteArray(); });
}

/// The child: takes both, says what it took, and lives until its standard input closes.
int runChild(int argc, char **argv)
{
    const std::optional<Secret> argument = takeSecretArgument(argc, argv, "--token");
    const std::optional<Secret> variable = takeSecretVariable("TC_TEST_TOKEN");
    std::printf("%s %s %s\n", textOf(argument).constData(), textOf(variable).constData(),
                std::getenv("TC_TEST_TOKEN") ? "set" : "unset");
    std::fflush(stdout);
    return std::getchar() == EOF ? 0 : 1;
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class ProcessHardeningTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void neitherCommandLineNorEnvironmentKeepThem_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("taken");
        const QString canary = QStringLiteral("canary-argument");
        QTest::newRow("two words") << QStringList {QStringLiteral("--token"), canary} << canary.toLatin1();
        QTest::newRow("one word") << QStringList {QStringLiteral("--token=") + canary} << canary.toLatin1();
        QTest::newRow("twice") << QStringList {QStringLiteral("--token=canary-first"),
                                               QStringLiteral("--token"), canary}
                               << canary.toLatin1();
        QTest::newRow("not given") << QStringList() << QByteArray("none");
        QTest::newRow("no value") << QStringList {QStringLiteral("--token")} << QByteArray("none");
        QTest::newRow("another option")
            << QStringList {QStringLiteral("--tokens=plain")} << QByteArray("none");
        QTest::newRow("after the options")
            << QStringList {QStringLiteral("--"), QStringLiteral("--token=plain")} << QByteArray("none");
    }

    void neitherCommandLineNorEnvironmentKeepThem()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, taken);
        QProcess child;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("TC_TEST_TOKEN"), QStringLiteral("canary-variable"));
        child.setProcessEnvironment(environment);
        child.start(QCoreApplication::applicationFilePath(),
                    QStringList(QStringLiteral("--child")) + arguments);
        QVERIFY(child.waitForStarted());
        QTRY_VERIFY(child.canReadLine());
        QCOMPARE(child.readLine(), taken + " canary-variable unset\n");

        const QString process = QStringLiteral("/proc/%1/").arg(child.processId());
        const QByteArray commandLine = read(process + QStringLiteral("cmdline"));
        QVERIFY(commandLine.contains("--child"));
        QVERIFY2(!commandLine.contains("canary"), commandLine.constData());
        QCOMPARE(commandLine.contains("plain"), arguments.join(u' ').contains(QLatin1String("plain")));
        const QByteArray variables = read(process + QStringLiteral("environ"));
        QVERIFY(variables.contains("TC_TEST_TOKEN=xxx"));
        QVERIFY(!variables.contains("canary"));

        child.closeWriteChannel();
        QVERIFY(child.waitForFinished());
        QCOMPARE(child.exitCode(), 0);
    }

    void aDashStays()
    {
        char program[] = "program";
        char option[] = "--token";
        char dash[] = "-";
        char *arguments[] = {program, option, dash, nullptr};
        QCOMPARE(textOf(takeSecretArgument(3, arguments, "token")), QByteArray("-"));
        QCOMPARE(QByteArray(dash), QByteArray("-"));
    }

    void whatIsNotSetIsNone() { QVERIFY(!takeSecretVariable("TC_TEST_NOT_SET")); }
};

int main(int argc, char **argv)
{
    if (argc > 1 && std::strcmp(argv[1], "--child") == 0)
        return runChild(argc, argv);
    QCoreApplication app(argc, argv);
    ProcessHardeningTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_processhardening.moc"
