#include "targetresolution.h"

#include <QRegularExpression>
#include <QTest>

using namespace tc;

namespace {

const QString none = QStringLiteral("(not given)");
const QUrl prodUrl(QStringLiteral("https://app.example.com"));
const QUrl testUrl(QStringLiteral("https://dev.app.example.com"));

ServiceEnvironment environment(const QString &id, const QUrl &baseUrl, bool production)
{
    ServiceEnvironment result;
    result.id = id;
    result.baseUrl = baseUrl;
    result.production = production;
    return result;
}

ServiceDescription optimus()
{
    ServiceDescription description;
    description.id = QStringLiteral("optimus");
    description.environments = {environment(QStringLiteral("test"), testUrl, false),
                                environment(QStringLiteral("prod"), prodUrl, true)};
    description.variables = {QStringLiteral("OPTIMUS_TOKEN"), QStringLiteral("OPTIMUS_BASE_URL"),
                             QStringLiteral("OPTIMUS_ENV")};
    return description;
}

std::optional<QString> optional(const QString &text)
{
    return text == none ? std::nullopt : std::optional(text);
}

QProcessEnvironment optimusVariables(const QString &baseUrl, const QString &environment)
{
    QProcessEnvironment variables;
    if (baseUrl != none)
        variables.insert(QStringLiteral("OPTIMUS_BASE_URL"), baseUrl);
    if (environment != none)
        variables.insert(QStringLiteral("OPTIMUS_ENV"), environment);
    return variables;
}

} // namespace

class TargetResolutionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void order_data();
    void order();
    void refusals_data();
    void refusals();
    void variablesReachNoOtherService();
    void aServiceWithoutVariablesReadsNone();
    void aServiceWithoutProductionWantsAnAddress();
    void anAddressForEachWorkspaceIsNoAddress();
};

void TargetResolutionTest::order_data()
{
    QTest::addColumn<QString>("baseUrlOption");
    QTest::addColumn<QString>("baseUrlVariable");
    QTest::addColumn<QString>("environmentOption");
    QTest::addColumn<QString>("environmentVariable");
    QTest::addColumn<QUrl>("baseUrl");
    QTest::addColumn<QString>("environment");
    QTest::addColumn<TargetSource>("source");

    const QString a = QStringLiteral("https://a.example.net/api");
    const QString b = QStringLiteral("https://b.example.net");
    const QString prod = QStringLiteral("prod");
    const QString test = QStringLiteral("test");
    const QString empty = QLatin1String("");
    using Source = TargetSource;

    QTest::newRow("1 --base-url beats all")
        << a << b << test << test << QUrl(a) << empty << Source::BaseUrlOption;
    QTest::newRow("1 --base-url alone")
        << a << none << none << none << QUrl(a) << empty << Source::BaseUrlOption;
    QTest::newRow("1 --base-url of a known environment")
        << testUrl.toString() << none << none << none << testUrl << test << Source::BaseUrlOption;
    QTest::newRow("1 --base-url beats its variable")
        << a << b << none << none << QUrl(a) << empty << Source::BaseUrlOption;
    QTest::newRow("2 OPTIMUS_BASE_URL beats --env, though that is an option")
        << none << b << test << none << QUrl(b) << empty << Source::BaseUrlVariable;
    QTest::newRow("2 OPTIMUS_BASE_URL beats both environments")
        << none << b << test << prod << QUrl(b) << empty << Source::BaseUrlVariable;
    QTest::newRow("2 OPTIMUS_BASE_URL of production is production")
        << none << prodUrl.toString() << test << none << prodUrl << prod << Source::BaseUrlVariable;
    QTest::newRow("3 --env beats OPTIMUS_ENV")
        << none << none << test << prod << testUrl << test << Source::EnvironmentOption;
    QTest::newRow("3 --env alone") << none << none << prod << none << prodUrl << prod
                                   << Source::EnvironmentOption;
    QTest::newRow("3 --env, the base URL's variable empty")
        << none << empty << test << none << testUrl << test << Source::EnvironmentOption;
    QTest::newRow("4 OPTIMUS_ENV") << none << none << none << test << testUrl << test
                                   << Source::EnvironmentVariable;
    QTest::newRow("5 production") << none << none << none << none << prodUrl << prod << Source::Production;
    QTest::newRow("5 production, both variables empty")
        << none << empty << none << empty << prodUrl << prod << Source::Production;
    QTest::newRow("plain http to a loopback literal")
        << QStringLiteral("http://127.0.0.2:8080/x") << none << none << none
        << QUrl(QStringLiteral("http://127.0.0.2:8080/x")) << empty << Source::BaseUrlOption;
}

void TargetResolutionTest::order()
{
    QFETCH(QString, baseUrlOption);
    QFETCH(QString, baseUrlVariable);
    QFETCH(QString, environmentOption);
    QFETCH(QString, environmentVariable);

    const GivenTarget given {optional(baseUrlOption), optional(environmentOption)};
    const auto target
        = resolveTarget(optimus(), given, optimusVariables(baseUrlVariable, environmentVariable));
    QVERIFY(target);
    QTEST(target->baseUrl, "baseUrl");
    QTEST(target->environmentId, "environment");
    QTEST(target->source, "source");
}

void TargetResolutionTest::refusals_data()
{
    QTest::addColumn<QString>("baseUrlOption");
    QTest::addColumn<QString>("baseUrlVariable");
    QTest::addColumn<QString>("environmentOption");
    QTest::addColumn<QString>("environmentVariable");
    QTest::addColumn<QString>("sentence");

    const QString notAbsolute = QStringLiteral("--base-url must be an absolute URL.");
    for (const char *text : {"", "app.example.com", "/api", "//app.example.com", "https:", "https:///api",
                             "ftp://app.example.com", "localhost:8080", "https://a b.example.com"})
        QTest::addRow("--base-url \"%s\"", text)
            << QString::fromLatin1(text) << none << none << none << notAbsolute;
    QTest::newRow("user name") << QStringLiteral("https://me:x@app.example.com") << none << none << none
                               << QStringLiteral(
                                      "--base-url must hold no user name, password, query or fragment.");
    QTest::newRow("query") << QStringLiteral("https://app.example.com?a=b") << none << none << none
                           << QStringLiteral(
                                  "--base-url must hold no user name, password, query or fragment.");
    QTest::newRow("plain http elsewhere")
        << QStringLiteral("http://app.example.com") << none << none << none
        << QStringLiteral("--base-url must begin with https://; http:// is for 127.0.0.1 and [::1] only.");
    QTest::newRow("the variable by its name") << none << QStringLiteral("app.example.com") << none << none
                                              << QStringLiteral("OPTIMUS_BASE_URL must be an absolute URL.");
    QTest::newRow("--env") << none << none << QStringLiteral("staging") << none
                           << QStringLiteral("--env must be one of: test, prod.");
    QTest::newRow("--env in capitals") << none << none << QStringLiteral("PROD") << none
                                       << QStringLiteral("--env must be one of: test, prod.");
    QTest::newRow("--env, empty") << none << none << QStringLiteral("") << none
                                  << QStringLiteral("--env must be one of: test, prod.");
    QTest::newRow("a slip in --env is told even where it would not count")
        << QStringLiteral("https://a.example.net") << none << QStringLiteral("tset") << none
        << QStringLiteral("--env must be one of: test, prod.");
    QTest::newRow("OPTIMUS_ENV") << none << none << none << QStringLiteral("staging")
                                 << QStringLiteral("OPTIMUS_ENV must be one of: test, prod.");
}

void TargetResolutionTest::refusals()
{
    QFETCH(QString, baseUrlOption);
    QFETCH(QString, baseUrlVariable);
    QFETCH(QString, environmentOption);
    QFETCH(QString, environmentVariable);

    const GivenTarget given {optional(baseUrlOption), optional(environmentOption)};
    const auto target
        = resolveTarget(optimus(), given, optimusVariables(baseUrlVariable, environmentVariable));
    QVERIFY(!target);
    QCOMPARE(target.error().kind, ErrorKind::InvalidInput);
    QTEST(target.error().reason, "sentence");
}

void TargetResolutionTest::variablesReachNoOtherService()
{
    ServiceDescription other = optimus();
    other.id = QStringLiteral("other");
    other.variables
        = {QStringLiteral("OTHER_TOKEN"), QStringLiteral("OTHER_BASE_URL"), QStringLiteral("OTHER_ENV")};
    const auto target = resolveTarget(
        other, {}, optimusVariables(QStringLiteral("https://a.example.net"), QStringLiteral("test")));
    QVERIFY(target);
    QCOMPARE(*target, (ResolvedTarget {prodUrl, QStringLiteral("prod"), TargetSource::Production}));
}

void TargetResolutionTest::aServiceWithoutVariablesReadsNone()
{
    ServiceDescription description = optimus();
    description.variables = {};
    const auto target = resolveTarget(
        description, {}, optimusVariables(QStringLiteral("https://a.example.net"), QStringLiteral("test")));
    QVERIFY(target);
    QCOMPARE(target->source, TargetSource::Production);
}

void TargetResolutionTest::aServiceWithoutProductionWantsAnAddress()
{
    ServiceDescription description = optimus();
    description.environments.clear();
    QVERIFY(!resolveTarget(description, {}, {}));
    QVERIFY(!resolveTarget(description, {std::nullopt, QStringLiteral("prod")}, {}));
    QVERIFY(resolveTarget(description, {QStringLiteral("https://a.example.net"), std::nullopt}, {}));
}

void TargetResolutionTest::anAddressForEachWorkspaceIsNoAddress()
{
    ServiceDescription description = optimus();
    description.environments = {environment(QStringLiteral("prod"), {}, true)};
    description.environments.first().baseUrlPattern = QStringLiteral("https://{workspace}.example.com/");
    const auto byDefault = resolveTarget(description, {}, {});
    QVERIFY(!byDefault);
    QCOMPARE(byDefault.error().reason,
             QStringLiteral("This service has an address of its own for each workspace; give its base URL."));
    QVERIFY(!resolveTarget(description, {std::nullopt, QStringLiteral("prod")}, {}));
}

QTEST_GUILESS_MAIN(TargetResolutionTest)
#include "tst_targetresolution.moc"
