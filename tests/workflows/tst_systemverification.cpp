#include "../api/waiting.h"
#include "backendprocess.h"
#include "descriptionloader.h"
#include "httptransport.h"
#include "tokenverification.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace tc;
using namespace tc::test;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// Tokens of every system that ships, verified by their descriptions against the embedded backend.
class SystemVerificationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void cleanup();

    void optimaite();
    void optiverse();
    void optiflow();

private:
    [[nodiscard]] bool start(const QString &system);
    [[nodiscard]] Result<Verification> verify(const QByteArray &token);
    [[nodiscard]] TokenVerdict verdict(const QByteArray &token);
    /// What a POST of \a body to \a path below the service's base URL answers.
    [[nodiscard]] QJsonObject post(const QString &path, const QByteArray &body);
    /// The one service that recognises \a token, and the environment that it means.
    [[nodiscard]] QString looksLike(const QByteArray &token) const;

    SystemClock m_clock;
    std::unique_ptr<BackendProcess> m_backend;
    std::unique_ptr<HttpTransport> m_transport;
    std::unique_ptr<VerificationMemory> m_memory;
    ConnectionProfile m_profile;
};

void SystemVerificationTest::cleanup()
{
    m_transport.reset();
    m_backend.reset();
}

bool SystemVerificationTest::start(const QString &system)
{
    m_backend = std::make_unique<BackendProcess>();
    m_transport = std::make_unique<HttpTransport>();
    m_memory = std::make_unique<VerificationMemory>(m_clock);
    // As if the vendor counted by the second, or the test would take as long as it says.
    QJsonObject root
        = QJsonDocument::fromJson(contentOf(QStringLiteral(":/services/%1.json").arg(system))).object();
    QJsonObject verification = root.value(u"verification").toObject();
    if (verification.contains(u"oneCallEverySeconds"))
        verification.insert(QStringLiteral("oneCallEverySeconds"), 1);
    root.insert(QStringLiteral("verification"), verification);
    DescriptionLoader loader(contentOf(QStringLiteral(":/services/service.schema.json")));
    const auto loaded = loader.load(QJsonDocument(root).toJson(), system);
    const bool started = m_backend->start(
        {QStringLiteral("--system"), system, QStringLiteral("--rate-limit"), QStringLiteral("1000")});
    if (!loaded || !started)
        return false;
    m_profile = {};
    m_profile.service = *loaded;
    m_profile.baseUrl = QUrl(m_backend->ready().value(u"services").toObject().value(system).toString());
    return true;
}

Result<Verification> SystemVerificationTest::verify(const QByteArray &token)
{
    auto outcome = outcomeOf<Verification>(std::make_unique<TokenVerification>(
        m_profile, std::make_shared<const Secret>(Secret::copyOf(token)), *m_transport, *m_memory));
    return outcome ? std::move(*outcome) : tl::unexpected(ApiError {.kind = ErrorKind::Deadline});
}

TokenVerdict SystemVerificationTest::verdict(const QByteArray &token)
{
    const Result<Verification> verification = verify(token);
    return verification ? verification->verdict : TokenVerdict::CannotTell;
}

QJsonObject SystemVerificationTest::post(const QString &path, const QByteArray &body)
{
    const QString target = m_profile.baseUrl.path() + u'/' + path;
    const auto reply = m_backend->client().send("POST", target.toLatin1().replace("//", "/"),
                                                bearer(m_backend->managementSecret()), body);
    return reply ? reply->json().value(u"data").toObject() : QJsonObject();
}

QString SystemVerificationTest::looksLike(const QByteArray &token) const
{
    const auto claims = recognise(Secret::copyOf(token), {m_profile.service});
    if (claims.size() != 1 || claims.first().failsChecksum)
        return {};
    return claims.first().service->id + u' ' + claims.first().environmentId;
}

void SystemVerificationTest::optimaite()
{
    QVERIFY(start(QStringLiteral("optimaite")));
    const auto create = [this](const char *name, const char *scope, const char *environment) {
        return post(QStringLiteral("api-keys"),
                    QJsonDocument(QJsonObject {{QStringLiteral("name"), QLatin1String(name)},
                                               {QStringLiteral("scopes"), QJsonArray {QLatin1String(scope)}},
                                               {QStringLiteral("environment"), QLatin1String(environment)}})
                        .toJson())
            .value(u"key")
            .toString()
            .toLatin1();
    };
    const QByteArray live = create("Live", "cases:read", "live");
    const QByteArray sandbox = create("Sandbox", "cases:read", "test");
    QCOMPARE(looksLike(live), QStringLiteral("optimaite prod"));
    QCOMPARE(looksLike(sandbox), QStringLiteral("optimaite test"));
    QCOMPARE(verdict(live), TokenVerdict::Valid);
    QCOMPARE(verdict(sandbox), TokenVerdict::Valid);
    QCOMPARE(verdict(create("Other", "parties:read", "live")), TokenVerdict::LackingScope);
    QVERIFY(
        runSql(m_backend->database(), QStringLiteral("UPDATE token SET expires_at = 1 WHERE name = 'Live'")));
    QCOMPARE(verdict(live), TokenVerdict::Expired);
    QVERIFY(runSql(m_backend->database(),
                   QStringLiteral("UPDATE token SET revoked_at = 1 WHERE name = 'Sandbox'")));
    QCOMPARE(verdict(sandbox), TokenVerdict::Unknown);
}

void SystemVerificationTest::optiverse()
{
    QVERIFY(start(QStringLiteral("optiverse")));
    const QByteArray key = post(QStringLiteral("v1/api-keys"), "{}").value(u"apiKey").toString().toLatin1();
    QCOMPARE(looksLike(key), QStringLiteral("optiverse "));
    const Result<Verification> verification = verify(key);
    QVERIFY(verification);
    QCOMPARE(verification->verdict, TokenVerdict::Valid);
    QCOMPARE(verification->control->said.vendorCode, QStringLiteral("AUTH002"));
    QVERIFY(runSql(m_backend->database(), QStringLiteral("UPDATE token SET revoked_at = 1")));
    QCOMPARE(verdict(key), TokenVerdict::Unknown);

    const auto claims = recognise(Secret::copyOf("optiorg_v1_x"), {m_profile.service});
    QCOMPARE(claims.size(), 1);
    QCOMPARE(claims.first().unsupported.in(QLocale(QLocale::English)),
             QStringLiteral("Organisation keys are not supported yet."));
}

void SystemVerificationTest::optiflow()
{
    QVERIFY(start(QStringLiteral("optiflow")));
    const QByteArray token = m_backend->managementSecret();
    QCOMPARE(looksLike(token), QStringLiteral("optiflow "));
    QCOMPARE(verdict(token), TokenVerdict::Valid);
    // A slip of the pen is known before anything is sent.
    QByteArray mistyped = token;
    mistyped.back() = mistyped.back() == '0' ? '1' : '0';
    QVERIFY(recognise(Secret::copyOf(mistyped), {m_profile.service}).first().failsChecksum);
    QCOMPARE(verdict(mistyped), TokenVerdict::Unknown);
    QVERIFY(runSql(m_backend->database(), QStringLiteral("UPDATE token SET expires_at = 1")));
    QCOMPARE(verdict(token), TokenVerdict::Unknown);
}

QTEST_GUILESS_MAIN(SystemVerificationTest)
#include "tst_systemverification.moc"
