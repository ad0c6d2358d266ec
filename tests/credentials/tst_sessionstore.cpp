#include "outcome.h"
#include "sessionstore.h"

using namespace tc;
using namespace tc::test;

class SessionStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void keepsUntilRemoved()
    {
        SessionStore store;
        const CredentialKey key
            = CredentialKey::forOrigin(QStringLiteral("s"), QUrl(QStringLiteral("https://h")));
        const CredentialKey other = key.forToken(QStringLiteral("1"));
        const Secret secret = Secret::copyOf("kept");

        QCOMPARE(outcomeOf(store.write(key, secret)).value(), Result<Done>(Done {}));
        const auto found = outcomeOf(store.read(key));
        QVERIFY(found && *found && **found);
        QVERIFY((**found)->equals(secret));
        const auto elsewhere = outcomeOf(store.read(other));
        QVERIFY(elsewhere && *elsewhere && !**elsewhere);

        QCOMPARE(outcomeOf(store.remove(key)).value(), Result<Done>(Done {}));
        const auto gone = outcomeOf(store.read(key));
        QVERIFY(gone && *gone && !**gone);
        QCOMPARE(outcomeOf(store.remove(key)).value(), Result<Done>(Done {}));
    }

    void finishesOnlyFromTheEventLoop()
    {
        SessionStore store;
        bool finished = false;
        const auto call
            = store.read(CredentialKey::forOrigin(QStringLiteral("s"), QUrl(QStringLiteral("https://h"))));
        call->onFinished([&finished](const Result<std::optional<Secret>> &) { finished = true; });
        QVERIFY(!finished);
        QTRY_VERIFY(finished);
    }
};

QTEST_GUILESS_MAIN(SessionStoreTest)
#include "tst_sessionstore.moc"
