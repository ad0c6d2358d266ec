#include "commandline.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

using namespace tc;

namespace {

CommandLine parse(const QStringList &options)
{
    return parseCommandLine(QStringList {QStringLiteral("token-console")} + options);
}

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

class CommandLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void nothingGiven();
    void everyOption();
    void localGoesWithServiceAndToken();
    void tokenFromStandardInput_data();
    void tokenFromStandardInput();
    void refusals_data();
    void refusals();
    void noRefusalRepeatsAValue_data();
    void noRefusalRepeatsAValue();
    void helpAndVersion();
};

void CommandLineTest::nothingGiven()
{
    QCOMPARE(parse({}), CommandLine(CommandLineOptions()));
}

void CommandLineTest::everyOption()
{
    const CommandLine line = parse(words(
        "--service optimus --env test --base-url=https://a.example.net --token xxxxx --services-dir some/dir "
        "--data-dir /data --read-only --language de"));
    const auto *options = std::get_if<CommandLineOptions>(&line);
    QVERIFY(options);
    QVERIFY(!options->local);
    QVERIFY(options->readOnly);
    QCOMPARE(options->token, TokenOption::Given);
    QCOMPARE(options->serviceId, QStringLiteral("optimus"));
    QCOMPARE(options->environmentId, QStringLiteral("test"));
    QCOMPARE(options->baseUrl, QStringLiteral("https://a.example.net"));
    QCOMPARE(options->servicesDirectory, QDir::current().absoluteFilePath(QStringLiteral("some/dir")));
    QCOMPARE(options->dataDirectory, QDir(QStringLiteral("/data")).absolutePath());
    QCOMPARE(options->language, QStringLiteral("de"));
}

void CommandLineTest::localGoesWithServiceAndToken()
{
    const CommandLine line = parse(words("--local --service optimus --token xxxxx"));
    const auto *options = std::get_if<CommandLineOptions>(&line);
    QVERIFY(options);
    QVERIFY(options->local);
    QCOMPARE(options->serviceId, QStringLiteral("optimus"));
}

void CommandLineTest::tokenFromStandardInput_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<TokenOption>("token");
    QTest::newRow("dash") << QStringLiteral("--token -") << TokenOption::StandardInput;
    QTest::newRow("=dash") << QStringLiteral("--token=-") << TokenOption::StandardInput;
    QTest::newRow("dash, then options") << QStringLiteral("--token - --local") << TokenOption::StandardInput;
    QTest::newRow("the last counts") << QStringLiteral("--token - --token xxxx") << TokenOption::Given;
    QTest::newRow("the last counts, dash")
        << QStringLiteral("--token xxxx --token -") << TokenOption::StandardInput;
    QTest::newRow("not given") << QStringLiteral("--local") << TokenOption::NotGiven;
}

void CommandLineTest::tokenFromStandardInput()
{
    QFETCH(QString, arguments);
    const CommandLine line = parse(arguments.split(u' '));
    const auto *options = std::get_if<CommandLineOptions>(&line);
    QVERIFY(options);
    QTEST(options->token, "token");
}

void CommandLineTest::refusals_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("sentence");
    const QString localConflict
        = QStringLiteral("--local brings its own server; it does not go with --%1.\n");
    QTest::newRow("--local --base-url")
        << words("--local --base-url https://a.example.net") << localConflict.arg(QStringLiteral("base-url"));
    QTest::newRow("--local --env") << words("--env prod --local") << localConflict.arg(QStringLiteral("env"));
    QTest::newRow("language") << words("--language fr")
                              << QStringLiteral("--language must be one of: de, en.\n");
    QTest::newRow("empty token") << QStringList {QStringLiteral("--token"), QString()}
                                 << QStringLiteral("--token needs a value.\n");
    QTest::newRow("empty directory") << words("--data-dir=") << QStringLiteral("--data-dir needs a value.\n");
    QTest::newRow("no value") << words("--local --service")
                              << QStringLiteral("Missing value after '--service'.\n");
    QTest::newRow("a value too many")
        << words("--local=yes") << QStringLiteral("Unexpected value after '--local'.\n");
}

void CommandLineTest::refusals()
{
    QFETCH(QStringList, arguments);
    const CommandLine line = parse(arguments);
    const auto *end = std::get_if<CommandLineExit>(&line);
    QVERIFY(end);
    QCOMPARE(end->code, 2);
    QTEST(end->text, "sentence");
}

void CommandLineTest::noRefusalRepeatsAValue_data()
{
    QTest::addColumn<QString>("arguments");
    for (const char *arguments :
         {"--tokenCANARY", "--tokn=CANARY", "--tokn CANARY", "-CANARY", "CANARY", "--local=CANARY",
          "--read-only CANARY", "--language CANARY", "--local --env CANARY", "--local --base-url CANARY"})
        QTest::newRow(arguments) << QString::fromLatin1(arguments);
}

void CommandLineTest::noRefusalRepeatsAValue()
{
    QFETCH(QString, arguments);
    const CommandLine line = parse(arguments.split(u' '));
    const auto *end = std::get_if<CommandLineExit>(&line);
    QVERIFY(end);
    QCOMPARE(end->code, 2);
    QVERIFY(end->text.size() > 10);
    QVERIFY2(!end->text.contains(QStringLiteral("CANARY")), qPrintable(end->text));
}

void CommandLineTest::helpAndVersion()
{
    const CommandLine help = parse(words("--help --language de --nonsense"));
    const auto *helpExit = std::get_if<CommandLineExit>(&help);
    QVERIFY(helpExit);
    QCOMPARE(helpExit->code, 0);
    QCOMPARE(helpExit->language, QStringLiteral("de"));
    for (const char *option :
         {"--local", "--service id", "--env prod|test", "--base-url url", "--token token",
          "--services-dir dir", "--data-dir dir", "--read-only", "--language de|en", "--version", "--help"})
        QVERIFY2(helpExit->text.contains(QLatin1String(option)), option);

    const CommandLine version = parse(words("--version"));
    const auto *versionExit = std::get_if<CommandLineExit>(&version);
    QVERIFY(versionExit);
    QCOMPARE(versionExit->code, 0);
    QCOMPARE(versionExit->text, QStringLiteral("token-console " TC_VERSION "\n"));
}

// No application object here: --help and --version must work without one.
int main(int argc, char **argv)
{
    CommandLineTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_commandline.moc"
