#include "readycall.h"
#include "savedsecrets.h"
#include "sessionstore.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace tc;

namespace {

const QString tokenId = QStringLiteral("b9c1");

/// A keychain that is locked.
class LockedStore final : public CredentialStore
{
public:
    CallPtr<std::optional<Secret>> read(const CredentialKey &) override
    {
        return readyCall<std::optional<Secret>>(locked());
    }
    CallPtr<Done> write(const CredentialKey &, const Secret &) override { return readyCall<Done>(locked()); }
    CallPtr<Done> remove(const CredentialKey &) override { return readyCall<Done>(locked()); }

private:
    static tl::unexpected<ApiError> locked()
    {
        return tl::unexpected(ApiError {.kind = ErrorKind::StorageUnavailable});
    }
};

/// A keychain whose answer to a write does not come in time; it takes the secret all the same.
class LateStore final : public CredentialStore
{
public:
    CallPtr<std::optional<Secret>> read(const CredentialKey &key) override { return m_store.read(key); }
    CallPtr<Done> write(const CredentialKey &key, const Secret &secret) override
    {
        m_writing = m_store.write(key, secret);
        return readyCall<Done>(
            tl::unexpected(ApiError {.kind = ErrorKind::StorageUnavailable, .mayHappenLater = true}));
    }
    CallPtr<Done> remove(const CredentialKey &key) override { return m_store.remove(key); }

private:
    SessionStore m_store;
    CallPtr<Done> m_writing;
};

template <typename T>
std::optional<Result<T>> outcomeOf(const CallPtr<T> &call)
{
    std::optional<Result<T>> outcome;
    call->onFinished([&outcome](Result<T> result) { outcome.emplace(std::move(result)); });
    return QTest::qWaitFor([&outcome] { return outcome.has_value(); }) ? std::move(outcome) : std::nullopt;
}

} // namespace

class SavedSecretsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void savesReadsAndRemoves();
    void remembersIdsOnly();
    void liesBelowTheConnectionsEntry();
    void failureChangesNothing();
    void lateSavingIsListed();
    void whatIsMissingIsListedNoLonger();
    void destroyedWhileSaving();

private:
    [[nodiscard]] std::unique_ptr<SavedSecrets> open(CredentialStore &store);

    const CredentialKey m_connection = CredentialKey::forOrigin(
        QStringLiteral("optimus"), QUrl(QStringLiteral("https://app.example.com/")));
    const Secret m_secret = Secret::copyOf("not a real one");
    QSet<QString> m_index;
};

void SavedSecretsTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_index.clear();
}

std::unique_ptr<SavedSecrets> SavedSecretsTest::open(CredentialStore &store)
{
    const TokenIdIndex index {[this] { return m_index; },
                              [this](const QString &id, bool listed) {
                                  if (listed)
                                      m_index.insert(id);
                                  else
                                      m_index.remove(id);
                              }};
    return std::make_unique<SavedSecrets>(store, m_connection, index);
}

void SavedSecretsTest::savesReadsAndRemoves()
{
    SessionStore store;
    const auto saved = open(store);
    QSignalSpy changed(saved.get(), &SavedSecrets::changed);
    const auto saving = saved->save(tokenId, m_secret);
    QVERIFY(outcomeOf(saving)->has_value());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(saved->tokenIds(), QSet<QString> {tokenId});

    const auto reading = saved->read(tokenId);
    const auto read = outcomeOf(reading);
    QVERIFY(read && *read && **read);
    QVERIFY((**read)->equals(m_secret));

    const auto removing = saved->remove(tokenId);
    QVERIFY(outcomeOf(removing)->has_value());
    QCOMPARE(changed.size(), 2);
    QVERIFY(saved->tokenIds().isEmpty());
    const auto again = saved->read(tokenId);
    const auto gone = outcomeOf(again);
    QVERIFY(gone && *gone && !**gone);
}

void SavedSecretsTest::remembersIdsOnly()
{
    SessionStore store;
    const auto saving = open(store)->save(tokenId, m_secret);
    m_index = {tokenId};
    QCOMPARE(open(store)->tokenIds(), QSet<QString> {tokenId});
}

void SavedSecretsTest::liesBelowTheConnectionsEntry()
{
    SessionStore store;
    const auto saved = open(store);
    const auto saving = saved->save(tokenId, m_secret);
    QVERIFY(outcomeOf(saving)->has_value());
    const auto own = store.read(m_connection);
    QVERIFY(!**outcomeOf(own));
    const auto below = store.read(m_connection.forToken(tokenId));
    QVERIFY(**outcomeOf(below));
}

void SavedSecretsTest::failureChangesNothing()
{
    LockedStore store;
    m_index = {QStringLiteral("other")};
    const auto saved = open(store);
    QSignalSpy changed(saved.get(), &SavedSecrets::changed);
    const auto saving = saved->save(tokenId, m_secret);
    const auto outcome = outcomeOf(saving);
    QVERIFY(outcome && !*outcome);
    QCOMPARE(outcome->error().kind, ErrorKind::StorageUnavailable);
    const auto removing = saved->remove(QStringLiteral("other"));
    QVERIFY(!outcomeOf(removing)->has_value());
    QCOMPARE(changed.size(), 0);
    QCOMPARE(saved->tokenIds(), QSet<QString> {QStringLiteral("other")});
    QCOMPARE(m_index, QSet<QString> {QStringLiteral("other")});
}

void SavedSecretsTest::lateSavingIsListed()
{
    LateStore store;
    const auto saved = open(store);
    const auto saving = saved->save(tokenId, m_secret);
    QVERIFY(!outcomeOf(saving)->has_value());
    QCOMPARE(m_index, QSet<QString> {tokenId});
    const auto reading = saved->read(tokenId);
    QVERIFY(**outcomeOf(reading));
    QCOMPARE(saved->tokenIds(), QSet<QString> {tokenId});
    const auto removing = saved->remove(tokenId);
    QVERIFY(outcomeOf(removing)->has_value());
    QVERIFY(m_index.isEmpty());
}

void SavedSecretsTest::whatIsMissingIsListedNoLonger()
{
    SessionStore store;
    const auto saved = open(store);
    saved->assumeSaved(tokenId);
    const auto reading = saved->read(tokenId);
    const auto outcome = outcomeOf(reading);
    QVERIFY(outcome && *outcome && !**outcome);
    QVERIFY(saved->tokenIds().isEmpty());
    QVERIFY(m_index.isEmpty());
}

void SavedSecretsTest::destroyedWhileSaving()
{
    SessionStore store;
    auto saved = open(store);
    const auto saving = saved->save(tokenId, m_secret);
    saved.reset();
    QVERIFY(outcomeOf(saving)->has_value());
    QCOMPARE(m_index, QSet<QString> {tokenId}); // else nobody would find the entry again
}

QTEST_GUILESS_MAIN(SavedSecretsTest)
#include "tst_savedsecrets.moc"
