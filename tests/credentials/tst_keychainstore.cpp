#include "keychainstore.h"
#include "outcome.h"

#include <QUuid>

using namespace tc;
using namespace tc::test;

/// The normal ways, on the real and unlocked Secret Service of the session that the test runs in.
class KeychainStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_key.emplace(CredentialKey::forOrigin(
            QStringLiteral("test"),
            QUrl(QStringLiteral("https://%1.example").arg(QUuid::createUuid().toString(QUuid::Id128)))));
    }

    void cleanup()
    {
        const auto removed = outcomeOf(m_store.remove(*m_key));
        QVERIFY(removed && removed->has_value());
    }

    void theKeychainIsOpen()
    {
        const auto state = outcomeOf(queryKeychainState());
        QVERIFY(state && *state);
        QCOMPARE(**state, KeychainState::Open);
    }

    void whatWasNeverWrittenIsNone()
    {
        const auto found = outcomeOf(m_store.read(*m_key));
        QVERIFY(found && *found);
        QVERIFY(!**found);
    }

    void readsWhatWasWritten_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("letters") << QByteArray("abc");
        QTest::newRow("umlauts") << QByteArray("Schl\xc3\xbcssel");
        QTest::newRow("line ends") << QByteArray("a\r\nb\n");
        QByteArray all;
        for (int byte = 1; byte < 256; ++byte)
            all.append(static_cast<char>(byte));
        QTest::newRow("every byte but NUL") << all;
        QTest::newRow("the longest") << QByteArray(CredentialStore::maximumSize, 'x');
    }

    void readsWhatWasWritten()
    {
        QFETCH(QByteArray, bytes);
        const Secret secret = Secret::copyOf(bytes);
        const auto written = outcomeOf(m_store.write(*m_key, secret));
        QVERIFY(written && written->has_value());

        KeychainStore another;
        const auto found = outcomeOf(another.read(*m_key));
        QVERIFY(found && *found && **found);
        QVERIFY((**found)->equals(secret));
    }

    void writesOverWhatIsThere()
    {
        QVERIFY(outcomeOf(m_store.write(*m_key, Secret::copyOf("first")))->has_value());
        QVERIFY(outcomeOf(m_store.write(*m_key, Secret::copyOf("second")))->has_value());
        const auto found = outcomeOf(m_store.read(*m_key));
        QVERIFY(found && *found && **found);
        QVERIFY((**found)->equals(Secret::copyOf("second")));
    }

    void entriesAreApart()
    {
        const CredentialKey origin = CredentialKey::forOrigin(QStringLiteral("test"),
                                                              QUrl(QStringLiteral("https://b.example:8443")));
        const CredentialKey token = m_key->forToken(QStringLiteral("42"));
        QVERIFY(outcomeOf(m_store.write(*m_key, Secret::copyOf("a")))->has_value());
        QVERIFY(outcomeOf(m_store.write(origin, Secret::copyOf("b")))->has_value());
        QVERIFY(outcomeOf(m_store.write(token, Secret::copyOf("c")))->has_value());

        QVERIFY(outcomeOf(m_store.remove(*m_key))->has_value());
        QVERIFY(!outcomeOf(m_store.read(*m_key))->value());
        const auto other = outcomeOf(m_store.read(origin));
        QVERIFY(other && *other && **other && (**other)->equals(Secret::copyOf("b")));
        const auto below = outcomeOf(m_store.read(token));
        QVERIFY(below && *below && **below && (**below)->equals(Secret::copyOf("c")));
        QVERIFY(outcomeOf(m_store.remove(origin))->has_value());
        QVERIFY(outcomeOf(m_store.remove(token))->has_value());
    }

    void removingWhatIsNotThereSucceeds()
    {
        const auto removed = outcomeOf(m_store.remove(*m_key));
        QVERIFY(removed && removed->has_value());
    }

    void refusesBeforeWriting_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("too long") << QByteArray(CredentialStore::maximumSize + 1, 'x');
        QTest::newRow("NUL") << QByteArray("a\0b", 3);
        QTest::newRow("empty") << QByteArray();
    }

    void refusesBeforeWriting()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(outcomeOf(m_store.write(*m_key, Secret::copyOf("before")))->has_value());
        const auto written = outcomeOf(m_store.write(*m_key, Secret::copyOf(bytes)));
        QVERIFY(written && !*written);
        QCOMPARE(written->error().kind, ErrorKind::StorageUnavailable);
        QVERIFY(!written->error().reason.isEmpty());
        const auto found = outcomeOf(m_store.read(*m_key));
        QVERIFY(found && *found && **found);
        QVERIFY((**found)->equals(Secret::copyOf("before")));
    }

    void refusesWhatBelongsToNoServer()
    {
        const CredentialKey key
            = CredentialKey::forOrigin(QStringLiteral("test"), QUrl(QStringLiteral("nonsense")));
        const auto found = outcomeOf(m_store.read(key));
        QVERIFY(found && !*found);
        QCOMPARE(found->error().kind, ErrorKind::StorageUnavailable);
        QVERIFY(!outcomeOf(m_store.write(key, Secret::copyOf("a")))->has_value());
        QVERIFY(!outcomeOf(m_store.remove(key))->has_value());
    }

    void callsMayOutliveTheStoreAndRunSideBySide()
    {
        int finished = 0;
        std::vector<CallPtr<Done>> calls;
        {
            KeychainStore store;
            for (int i = 0; i < 10; ++i)
                calls.push_back(store.write(*m_key, Secret::copyOf("same")));
        }
        for (const CallPtr<Done> &call : calls)
            call->onFinished([&finished](const Result<Done> &done) { finished += done.has_value() ? 1 : 0; });
        QTRY_COMPARE_WITH_TIMEOUT(finished, 10, 30000);
    }

    void aDestroyedCallNeverFinishes()
    {
        bool finished = false;
        auto dropped = m_store.write(*m_key, Secret::copyOf("dropped"));
        dropped->onFinished([&finished](const Result<Done> &) { finished = true; });
        dropped.reset();
        QVERIFY(outcomeOf(m_store.read(*m_key))->has_value());
        QVERIFY(!finished);
    }

private:
    KeychainStore m_store;
    std::optional<CredentialKey> m_key;
};

QTEST_GUILESS_MAIN(KeychainStoreTest)
#include "tst_keychainstore.moc"
