#include "catalogfixture.h"
#include "servicedescription.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTest>

using namespace tc;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const QString account = QStringLiteral("2");
const QDateTime now = QDateTime(QDate(2026, 11, 28), QTime(1, 0), Qt::UTC);

} // namespace

/// The description that a reader wrote with nothing but resources/services/README.md and the vendor's page
/// (guide/grafana-api.md), as it was written.
class TestGuide : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QByteArray json = contentOf(QStringLiteral(TC_GUIDE_DIR "/grafana.json"));
        QVERIFY(!json.isEmpty());
        QCOMPARE(complaints(json), QString());
        m_mapping.emplace(mappingOf(json));
    }

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void listsAsDocumented()
    {
        const auto request = m_mapping->listRequest(account);
        QVERIFY(request);
        QCOMPARE(request->method, QByteArray("GET"));
        QCOMPARE(request->target, QByteArray("api/serviceaccounts/2/tokens"));
        const auto page
            = m_mapping->readPage(reply(200,
                                        quoted("[{'id':1,'name':'grafana','role':'Viewer','created':'2022-03-"
                                               "23T10:31:02Z','expiration':null,"
                                               "'secondsUntilExpiration':0,'hasExpired':false}]")));
        QVERIFY(page);
        QCOMPARE(page->tokens.size(), 1);
        const Token &token = page->tokens.constFirst();
        QCOMPARE(token.id, QStringLiteral("1"));
        QCOMPARE(token.name, QStringLiteral("grafana"));
        QCOMPARE(token.createdAt, QDateTime(QDate(2022, 3, 23), QTime(10, 31, 2), Qt::UTC));
        QVERIFY(token.expiry.isNever());
        QCOMPARE(token.statusAt(now), TokenStatus::Active);
        QVERIFY(page->nextTarget.isEmpty());
    }

    /// The vendor's reply says nothing of the end that was asked for, and is no reason to say "never".
    void createsAsDocumented()
    {
        TokenDraft draft;
        draft.name = QStringLiteral("grafana");
        draft.expiry = Expiry::after(7, now);
        const auto request = m_mapping->createRequest(draft, "key", account, {now, {}});
        QVERIFY(request);
        QCOMPARE(request->method, QByteArray("POST"));
        QCOMPARE(request->target, QByteArray("api/serviceaccounts/2/tokens"));
        QCOMPARE(request->body, QByteArray(R"({"name":"grafana","secondsToLive":604800})"));
        const QByteArray secret = "eyJrIjoi" + QByteArray(40, 'x');
        const auto made = m_mapping->readCreated(
            reply(200, "{\"id\":7,\"name\":\"grafana\",\"key\":\"" + secret + "\"}"), draft, now);
        QVERIFY(made);
        QCOMPARE(revealed(made->secret), secret);
        QCOMPARE(made->token.id, QStringLiteral("7"));
        QCOMPARE(made->token.expiry, draft.expiry);
        QCOMPARE(made->token.createdAt, now);
        QCOMPARE(made->token.statusAt(now), TokenStatus::Expiring);
        // What the reply does say counts.
        const auto other = m_mapping->readCreated(
            reply(200, "{\"id\":7,\"name\":\"other\",\"expiration\":null,\"key\":\"" + secret + "\"}"), draft,
            now);
        QVERIFY(other && other->token.expiry.isNever());
        QCOMPARE(other->token.name, QStringLiteral("other"));
    }

    void revokesAsDocumented()
    {
        Token token;
        token.id = QStringLiteral("1");
        const auto request = m_mapping->revokeRequest(token, account);
        QVERIFY(request);
        QCOMPARE(request->method, QByteArray("DELETE"));
        QCOMPARE(request->target, QByteArray("api/serviceaccounts/2/tokens/1"));
        QVERIFY(m_mapping->readRevoked(reply(200, quoted("{'message':'API key deleted'}"))));
    }

private:
    std::optional<ServiceMapping> m_mapping;
};

QTEST_GUILESS_MAIN(TestGuide)
#include "tst_guide.moc"
