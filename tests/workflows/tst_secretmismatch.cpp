#include "secretmismatch.h"

#include <QTest>

using namespace tc;

namespace {

std::shared_ptr<const ServiceDescription> service(const char *id, const QList<SecretPrefix> &prefixes)
{
    auto description = std::make_shared<ServiceDescription>();
    description->id = QLatin1String(id);
    description->prefixes = prefixes;
    for (const bool production : {true, false}) {
        ServiceEnvironment environment;
        environment.id = production ? QStringLiteral("prod") : QStringLiteral("test");
        environment.production = production;
        description->environments.append(environment);
    }
    return description;
}

} // namespace

class SecretMismatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finds_data()
    {
        using Kind = SecretMismatch::Kind;
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<QString>("environment");
        QTest::addColumn<int>("kind"); // -1 for none
        const auto row
            = [](const char *name, const char *secret, const char *environment, std::optional<Kind> kind) {
                  QTest::newRow(name) << QByteArray(secret) << QString::fromLatin1(environment)
                                      << (kind ? static_cast<int>(*kind) : -1);
              };
        row("production in production", "acme_live_x", "prod", {});
        row("test in test", "acme_test_x", "test", {});
        row("production in test", "acme_live_x", "test", Kind::ProductionInTest);
        row("test in production", "acme_test_x", "prod", Kind::TestInProduction);
        row("at another server", "acme_live_x", "", {});
        row("environment that is gone", "acme_live_x", "stage", {});
        row("prefix of no environment", "acme_any_x", "test", {});
        row("of no service", "nonsense", "prod", {});
        row("nothing", "", "prod", {});
        row("another service's", "other_x", "prod", Kind::OtherService);
        row("another service's at another server", "other_x", "", Kind::OtherService);
        row("unsupported", "acme_org_x", "prod", Kind::Unsupported);
        row("claimed by another, too", "both_x", "prod", {});
    }

    void finds()
    {
        QFETCH(QByteArray, secret);
        QFETCH(QString, environment);
        QFETCH(int, kind);
        const LocalizedText no(QHash<QString, QString> {{QStringLiteral("en"), QStringLiteral("No.")}});
        const auto acme = service("acme",
                                  {{QStringLiteral("acme_live_"), QStringLiteral("prod"), {}},
                                   {QStringLiteral("acme_test_"), QStringLiteral("test"), {}},
                                   {QStringLiteral("acme_any_"), {}, {}},
                                   {QStringLiteral("acme_org_"), {}, no},
                                   {QStringLiteral("both_"), {}, {}}});
        const auto other
            = service("other", {{QStringLiteral("other_"), {}, {}}, {QStringLiteral("both_"), {}, {}}});
        ConnectionProfile profile;
        profile.service = acme;
        profile.environmentId = environment;
        const auto mismatch = mismatchOf(Secret::copyOf(secret), profile, {other, acme});
        QCOMPARE(mismatch ? static_cast<int>(mismatch->kind) : -1, kind);
        if (mismatch)
            QCOMPARE(mismatch->secret.service,
                     mismatch->kind == SecretMismatch::Kind::OtherService ? other : acme);
    }
};

QTEST_APPLESS_MAIN(SecretMismatchTest)
#include "tst_secretmismatch.moc"
