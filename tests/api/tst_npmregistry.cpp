#include "../catalog/catalogfixture.h"
#include "httptransport.h"
#include "npmregistry.h"
#include "servicedescription.h"
#include "signin.h"
#include "tokenapi.h"
#include "waiting.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace tc;

namespace {

/// The answers to what signing in or creating asks for.
std::map<QString, Secret> answers(const QByteArray &password = NpmRegistry::password())
{
    std::map<QString, Secret> all;
    all.emplace(QStringLiteral("username"), Secret::copyOf(NpmRegistry::userName()));
    all.emplace(QStringLiteral("password"), Secret::copyOf(password));
    return all;
}

TokenDraft readOnly(std::initializer_list<const char *> allowed)
{
    TokenDraft draft;
    draft.type = QStringLiteral("readonly");
    draft.allowedIps = ranges(allowed);
    return draft;
}

/// A token as npm tells it.
QJsonObject told(const Token &token)
{
    return {{QStringLiteral("key"), token.id},
            {QStringLiteral("token"), token.mask},
            {QStringLiteral("cidr"), QJsonArray::fromStringList(token.allowedIps.toStringList())},
            {QStringLiteral("readonly"), token.type == QLatin1String("readonly")},
            {QStringLiteral("created"), token.createdAt.toString(Qt::ISODateWithMs)}};
}

} // namespace

/// What ships for npm registries, against one: verdaccio, with npm itself as the other client.
class TestNpmRegistry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_registry.start(), m_registry.log().constData());
        QVERIFY(m_mapping.description().tested);
    }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        auto session = outcomeOf(signIn(m_mapping, m_registry.url(), {}, answers(), m_transport, m_clock));
        QVERIFY(session && session->has_value());
        m_session = std::make_shared<const Secret>(std::move(**session));
        m_api = std::make_unique<TokenApi>(m_mapping, ApiTarget {m_registry.url(), {}, m_session},
                                           m_transport, m_clock);
        QVERIFY(listed().isEmpty());
    }

    void cleanup()
    {
        for (const Token &token : listed())
            QVERIFY(outcomeOf(m_api->revoke(token)).value().has_value());
        QVERIFY(listed().isEmpty());
    }

    void refusesAWrongPassword()
    {
        QCOMPARE(kindOf(outcomeOf(
                     signIn(m_mapping, m_registry.url(), {}, answers("wrong"), m_transport, m_clock))),
                 ErrorKind::Unauthorized);
        QCOMPARE(kindOf(outcomeOf(m_api->create(readOnly({}), {}, answers("wrong")))),
                 ErrorKind::Unauthorized);
        QVERIFY(listed().isEmpty());
        TokenApi stranger(m_mapping,
                          {m_registry.url(), {}, std::make_shared<const Secret>(Secret::copyOf("bm9ib2R5"))},
                          m_transport, m_clock);
        QCOMPARE(kindOf(outcomeOf(stranger.list())), ErrorKind::Unauthorized);
    }

    void createsListsAndRevokes()
    {
        const auto created
            = outcomeOf(m_api->create(readOnly({"203.0.113.0/24", "198.51.100.7/32"}), {}, answers()));
        QVERIFY(created && created->has_value());
        const Token &made = (*created)->token;
        QCOMPARE(made.type, QStringLiteral("readonly"));
        QCOMPARE(made.allowedIps, ranges({"203.0.113.0/24", "198.51.100.7/32"}));
        const auto secret = std::make_shared<const Secret>((*created)->secret.duplicate());
        QVERIFY(outcomeOf(m_api->tryRequest(secret)).value().has_value());

        const QList<Token> tokens = listed();
        QCOMPARE(tokens.size(), 1);
        QCOMPARE(tokens.constFirst().id, made.id);
        QCOMPARE(tokens.constFirst().type, made.type);
        QCOMPARE(tokens.constFirst().allowedIps, made.allowedIps);
        QCOMPARE(tokens.constFirst().createdAt, made.createdAt);
        QVERIFY(revealed(*secret).startsWith(tokens.constFirst().mask.first(5).toLatin1()));
        compareWithNpm(tokens);

        const auto revoked = outcomeOf(m_api->revoke(tokens.constFirst()));
        QVERIFY(revoked && revoked->has_value());
        QVERIFY(listed().isEmpty());
        compareWithNpm({});
        // This registry does not tell a second time from the first.
        QVERIFY(outcomeOf(m_api->revoke(tokens.constFirst())).value().has_value());
    }

    void showsWhatNpmMade()
    {
        const QJsonDocument made
            = m_registry.npm({QStringLiteral("token"), QStringLiteral("create"),
                              QStringLiteral("--read-only"), QStringLiteral("--cidr=192.0.2.0/24")},
                             revealed(*m_session));
        QVERIFY2(made.isObject(), m_registry.log().constData());
        const QList<Token> tokens = listed();
        QCOMPARE(tokens.size(), 1);
        QCOMPARE(tokens.constFirst().allowedIps, ranges({"192.0.2.0/24"}));
        QCOMPARE(tokens.constFirst().type, QStringLiteral("readonly"));
        QCOMPARE(tokens.constFirst().createdAt.toString(Qt::ISODateWithMs), made[u"created"].toString());
    }

    void tellsTypesApart()
    {
        TokenDraft draft = readOnly({});
        draft.type = QStringLiteral("publish");
        QVERIFY(outcomeOf(m_api->create(draft, {}, answers())).value().has_value());
        const QList<Token> tokens = listed();
        QCOMPARE(tokens.size(), 1);
        QCOMPARE(tokens.constFirst().type, draft.type);
        QVERIFY(tokens.constFirst().allowedIps.isEmpty());
        compareWithNpm(tokens);
    }

private:
    [[nodiscard]] QList<Token> listed()
    {
        const auto outcome = outcomeOf(m_api->list());
        if (!outcome || !*outcome || (*outcome)->missing)
            qFatal("the list cannot be read");
        return (*outcome)->tokens;
    }

    void compareWithNpm(const QList<Token> &tokens)
    {
        const QJsonDocument list
            = m_registry.npm({QStringLiteral("token"), QStringLiteral("list")}, revealed(*m_session));
        QVERIFY2(list.isArray(), m_registry.log().constData());
        QCOMPARE(list.array().size(), tokens.size());
        for (const Token &token : tokens) {
            const QJsonObject expected = told(token);
            QJsonObject theirs = list[tokens.indexOf(token)].toObject();
            theirs.remove(u"id");
            theirs.remove(u"user");
            QCOMPARE(theirs, expected);
        }
    }

    NpmRegistry m_registry;
    ServiceMapping m_mapping = mappingOf(shipped(QStringLiteral("npm.json")));
    HttpTransport m_transport;
    SystemClock m_local;
    ServerClock m_clock {m_local};
    std::shared_ptr<const Secret> m_session;
    std::unique_ptr<TokenApi> m_api;
};

QTEST_GUILESS_MAIN(TestNpmRegistry)
#include "tst_npmregistry.moc"
