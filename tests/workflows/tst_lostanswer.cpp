#include "backendprocess.h"
#include "catalog.h"
#include "clock.h"
#include "cuttingrelay.h"
#include "httptransport.h"
#include "lostanswer.h"
#include "servicedescription.h"
#include "tokensession.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace tc;
using namespace tc::test;
using Fate = CuttingRelay::Fate;
using Verdict = Finding::Verdict;
using Doubt = Finding::Doubt;

Q_DECLARE_METATYPE(tc::test::CuttingRelay::Fate)
Q_DECLARE_METATYPE(tc::Finding::Verdict)

namespace {

const QString shop = QStringLiteral("Shop");

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

AllowedIps ranges(const QStringList &texts)
{
    AllowedIps ips;
    for (const QString &text : texts)
        ips.add(*IpRange::parse(text));
    return ips;
}

/// Waits for \a call's outcome.
template <typename T>
Result<T> outcomeOf(CallPtr<T> call)
{
    std::optional<Result<T>> outcome;
    call->onFinished([&outcome](Result<T> result) { outcome.emplace(std::move(result)); });
    if (!QTest::qWaitFor([&outcome] { return outcome.has_value(); }, 30'000))
        return tl::unexpected(ApiError {.kind = ErrorKind::Cancelled});
    return *std::move(outcome);
}

} // namespace

/// Real writes through a relay that loses their answers, and what reading again says of them.
class LostAnswerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void createIsFoundOrNot_data();
    void createIsFoundOrNot();
    void aRepeatMakesNoSecondToken();
    void createsBeforeAnyListIsRead();
    void createUnderAWrongClock();
    void createIsUnknownWhereTheListCannotBeRead();
    void judgesNewTokens_data();
    void judgesNewTokens();
    void judgesDeniedRanges();
    void judgesRotatedTokens_data();
    void judgesRotatedTokens();
    void editIsFoundOrNot_data();
    void editIsFoundOrNot();
    void editOfATokenThatIsNoMore();
    void editIsUnknownWhereTheTokenCannotBeRead();
    void judgesChangedTokens_data();
    void judgesChangedTokens();
    void revokeIsFoundOrNot_data();
    void revokeIsFoundOrNot();
    void revokeOfTheOwnToken();
    void revokeOfATokenThatIsNoMore();
    void readsFromTheListWhereThereIsNoOtherWay();
    void aRefusalOfAListThatAsksTellsNothing();
    void revokingAllIsFoundOrNot_data();
    void revokingAllIsFoundOrNot();

private:
    [[nodiscard]] TokenDraft draft() const;
    [[nodiscard]] Token add(const QString &name);
    void refresh();
    [[nodiscard]] Finding finding(CallPtr<Finding> check) const;
    [[nodiscard]] int countNamed(const QString &name) const;

    std::unique_ptr<BackendProcess> m_backend;
    std::unique_ptr<CuttingRelay> m_relay;
    SystemClock m_clock;
    std::unique_ptr<HttpTransport> m_transport;
    ConnectionProfile m_profile;
    std::unique_ptr<TokenSession> m_session;
};

void LostAnswerTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    if (QByteArrayView(QTest::currentTestFunction()).startsWith("judges"))
        return; // values alone
    m_backend = std::make_unique<BackendProcess>();
    QVERIFY(m_backend->start());
    m_relay = std::make_unique<CuttingRelay>(m_backend->port());
    m_transport = std::make_unique<HttpTransport>();
    const Catalog catalog(
        {{QStringLiteral("optimus.json"), contentOf(QStringLiteral(":/services/optimus.json")),
          DescriptionFile::Origin::Shipped}},
        contentOf(QStringLiteral(":/services/service.schema.json")));
    m_profile.service = catalog.service(u"optimus");
    QVERIFY(m_profile.service);
    m_profile.baseUrl = m_relay->through(QUrl(m_backend->ready()
                                                  .value(QLatin1String("services"))
                                                  .toObject()
                                                  .value(QLatin1String("optimus"))
                                                  .toString()));
    m_session = std::make_unique<TokenSession>(
        m_profile, std::make_shared<const Secret>(Secret::copyOf(m_backend->managementSecret())),
        *m_transport, m_clock);
    refresh();
    QTRY_VERIFY(m_session->ownToken());
}

void LostAnswerTest::cleanup()
{
    m_session.reset();
    m_transport.reset();
    m_relay.reset();
    m_backend.reset();
}

void LostAnswerTest::refresh()
{
    QSignalSpy finished(m_session.get(), &TokenSession::refreshFinished);
    m_session->refresh();
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!m_session->error());
}

TokenDraft LostAnswerTest::draft() const
{
    TokenDraft draft;
    draft.name = shop;
    draft.allowedIps = ranges({QStringLiteral("203.0.113.0/24"), QStringLiteral("198.51.100.7")});
    draft.expiry = Expiry::after(30, m_clock.now());
    draft.type = m_session->service().features.defaultType;
    return draft;
}

/// A token that someone else makes, and that the session knows.
Token LostAnswerTest::add(const QString &name)
{
    m_backend->create({{QStringLiteral("name"), name},
                       {QStringLiteral("allowedIps"), QJsonArray {QStringLiteral("203.0.113.0/24")}}});
    refresh();
    const auto found = std::find_if(m_session->tokens().cbegin(), m_session->tokens().cend(),
                                    [&name](const Token &token) { return token.name == name; });
    return found == m_session->tokens().cend() ? Token() : *found;
}

Finding LostAnswerTest::finding(CallPtr<Finding> check) const
{
    const Result<Finding> found = outcomeOf(std::move(check));
    return found ? *found : Finding {.error = found.error()};
}

int LostAnswerTest::countNamed(const QString &name) const
{
    const auto reply
        = m_backend->client().send("GET", "/api/v1/tokens?limit=500", bearer(m_backend->managementSecret()));
    int count = 0;
    const QJsonArray items = reply ? reply->json().value(QLatin1String("items")).toArray() : QJsonArray();
    for (const QJsonValue &token : items)
        count += token.toObject().value(QLatin1String("name")).toString() == name ? 1 : 0;
    return count;
}

void LostAnswerTest::createIsFoundOrNot_data()
{
    QTest::addColumn<Fate>("fate");
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("lost before") << Fate::LostBefore << Verdict::NotDone;
    QTest::newRow("lost after") << Fate::LostAfter << Verdict::DoneWithoutSecret;
    QTest::newRow("cut short") << Fate::CutShort << Verdict::DoneWithoutSecret;
    QTest::newRow("unreadable") << Fate::Unreadable << Verdict::DoneWithoutSecret;
    QTest::newRow("late at a gateway") << Fate::GatewayTimeout << Verdict::DoneWithoutSecret;
}

void LostAnswerTest::createIsFoundOrNot()
{
    QFETCH(Fate, fate);
    QFETCH(Verdict, verdict);
    // One that looks the same was there before.
    QVERIFY(outcomeOf(m_session->create(draft(), newIdempotencyKey())));
    m_relay->setFate("POST", fate);
    const CreateAttempt attempt = startAttempt(*m_session, draft());
    const auto created = outcomeOf(m_session->create(attempt.draft, attempt.idempotencyKey));
    QVERIFY(!created);
    QVERIFY(mayHaveBeenDone(created.error()));

    const Finding found = finding(checkCreated(*m_session, attempt, created.error()));
    QCOMPARE(found.verdict, verdict);
    const bool made = verdict == Verdict::DoneWithoutSecret;
    QCOMPARE(found.token.name, made ? shop : QString());
    QVERIFY(!attempt.idsBefore->contains(found.token.id));
    QCOMPARE(countNamed(shop), made ? 2 : 1);
    // The list has it, too.
    QCOMPARE(m_session->tokens().size(), made ? 3 : 2);
}

/// The first request is lost, or arrives after the server was asked: the repeat with its key finds out.
void LostAnswerTest::aRepeatMakesNoSecondToken()
{
    QVERIFY(m_session->mayRepeatCreate());
    const CreateAttempt attempt = startAttempt(*m_session, draft());
    m_relay->setFate("POST", Fate::LostAfter);
    QVERIFY(!outcomeOf(m_session->create(attempt.draft, attempt.idempotencyKey)));
    const auto repeated = outcomeOf(m_session->create(attempt.draft, attempt.idempotencyKey));
    QVERIFY(!repeated);
    QCOMPARE(repeated.error().kind, ErrorKind::Conflict);
    const Finding found = finding(checkCreated(*m_session, attempt, repeated.error()));
    QCOMPARE(found.verdict, Verdict::DoneWithoutSecret);
    QCOMPARE(countNamed(shop), 1);

    const CreateAttempt other = startAttempt(*m_session, draft());
    QVERIFY(other.idempotencyKey != attempt.idempotencyKey);
    m_relay->setFate("POST", Fate::LostBefore);
    QVERIFY(!outcomeOf(m_session->create(other.draft, other.idempotencyKey)));
    QVERIFY(outcomeOf(m_session->create(other.draft, other.idempotencyKey)));
    QCOMPARE(countNamed(shop), 2);
    const QList<QByteArray> requests = m_relay->requests("POST");
    QCOMPARE(requests.size(), 4);
    QVERIFY(requests.at(2).contains("Idempotency-Key: " + other.idempotencyKey));
    QVERIFY(requests.at(3).contains("Idempotency-Key: " + other.idempotencyKey));
}

void LostAnswerTest::createsBeforeAnyListIsRead()
{
    m_session = std::make_unique<TokenSession>(
        m_profile, std::make_shared<const Secret>(Secret::copyOf(m_backend->managementSecret())),
        *m_transport, m_clock);
    const CreateAttempt attempt = startAttempt(*m_session, draft());
    QVERIFY(!attempt.idsBefore);
    m_relay->setFate("POST", Fate::LostAfter);
    const auto created = outcomeOf(m_session->create(attempt.draft, attempt.idempotencyKey));
    QVERIFY(!created);
    QCOMPARE(finding(checkCreated(*m_session, attempt, created.error())).verdict, Verdict::DoneWithoutSecret);
    QCOMPARE(m_session->tokens().size(), 2);
}

/// This machine's clock is a day ahead: what the server made just now is a day old by it.
void LostAnswerTest::createUnderAWrongClock()
{
    class FastClock final : public Clock
    {
    public:
        [[nodiscard]] QDateTime now() const override { return SystemClock().now().addDays(1); }
    };
    const FastClock fast;
    TokenSession session(m_profile,
                         std::make_shared<const Secret>(Secret::copyOf(m_backend->managementSecret())),
                         *m_transport, fast);
    const CreateAttempt attempt = startAttempt(session, draft());
    m_relay->setFate("POST", Fate::LostAfter);
    const auto created = outcomeOf(session.create(attempt.draft, attempt.idempotencyKey));
    QVERIFY(!created);
    QCOMPARE(finding(checkCreated(session, attempt, created.error())).verdict, Verdict::DoneWithoutSecret);
}

void LostAnswerTest::createIsUnknownWhereTheListCannotBeRead()
{
    const CreateAttempt attempt = startAttempt(*m_session, draft());
    m_relay->setFate("POST", Fate::LostAfter);
    const auto created = outcomeOf(m_session->create(attempt.draft, attempt.idempotencyKey));
    QVERIFY(!created);
    const QList<Token> before = m_session->tokens();
    m_relay->setFate("GET", Fate::Refused);
    const Finding found = finding(checkCreated(*m_session, attempt, created.error()));
    QCOMPARE(found.verdict, Verdict::Unknown);
    QCOMPARE(found.doubt, Doubt::Unreadable);
    QCOMPARE(found.error.kind, ErrorKind::Forbidden);
    QCOMPARE(m_session->tokens(), before);
    QCOMPARE(finding(checkCreated(*m_session, attempt, created.error())).verdict, Verdict::DoneWithoutSecret);
}

void LostAnswerTest::judgesNewTokens_data()
{
    QTest::addColumn<QList<Token>>("listed");
    QTest::addColumn<bool>("listedBefore");
    QTest::addColumn<bool>("known");
    QTest::addColumn<int>("verdict");
    QTest::addColumn<int>("doubt");
    const auto row = [](const char *name, const QList<Token> &listed, bool listedBefore, bool known,
                        Verdict verdict, Doubt doubt = Doubt::None) {
        QTest::newRow(name) << listed << listedBefore << known << int(verdict) << int(doubt);
    };
    const QDateTime begin(QDate(2026, 11, 20), QTime(12, 30, 15, 400), Qt::UTC);
    Token made;
    made.id = QStringLiteral("new");
    made.name = shop;
    made.createdAt = begin.addMSecs(20);
    made.allowedIps = ranges({QStringLiteral("203.0.113.0/24"), QStringLiteral("198.51.100.7/32")});
    made.deniedIps = ranges({QStringLiteral("2001:0DB8:0::/32")});
    made.expiry = Expiry::at(begin.addDays(30));
    const auto with = [&made](auto change) {
        Token token = made;
        change(token);
        return token;
    };
    const auto createdAt = [&with](const QDateTime &instant) {
        return with([&](Token &token) { token.createdAt = instant; });
    };

    row("nothing", {}, true, false, Verdict::NotDone);
    row("nothing, but known", {}, true, true, Verdict::Unknown, Doubt::NotListed);
    row("made", {made}, true, false, Verdict::DoneWithoutSecret);
    row("made and known", {made}, true, true, Verdict::DoneWithoutSecret);
    row("made, never listed before", {made}, false, false, Verdict::DoneWithoutSecret);
    row("there before", {with([](Token &token) { token.id = QStringLiteral("old"); })}, true, false,
        Verdict::NotDone);
    row("another name", {with([](Token &token) { token.name = QStringLiteral("Till"); })}, true, false,
        Verdict::NotDone);
    row("two", {made, with([](Token &token) { token.id = QStringLiteral("newer"); })}, true, false,
        Verdict::Unknown, Doubt::Several);
    row("other ranges", {with([](Token &token) { token.allowedIps = {}; })}, true, false, Verdict::Unknown,
        Doubt::Similar);
    row("unreadable ranges", {with([](Token &token) { token.foreignRanges = {QStringLiteral("office")}; })},
        true, false, Verdict::Unknown, Doubt::Similar);
    row("other denied ranges", {with([](Token &token) { token.deniedIps = {}; })}, true, false,
        Verdict::Unknown, Doubt::Similar);
    row("unreadable denied ranges",
        {with([](Token &token) { token.foreignDenied = {QStringLiteral("office")}; })}, true, false,
        Verdict::Unknown, Doubt::Similar);
    row("no end", {with([](Token &token) { token.expiry = {}; })}, true, false, Verdict::Unknown,
        Doubt::Similar);
    row("an end as a date", {with([](Token &token) {
            token.expiry = Expiry::at(QDateTime(token.expiry.instant().date(), QTime(0, 0), Qt::UTC));
        })},
        true, false, Verdict::DoneWithoutSecret);
    row("one beside a similar one", {made, with([](Token &token) {
                                         token.id = QStringLiteral("similar");
                                         token.allowedIps = {};
                                     })},
        true, false, Verdict::DoneWithoutSecret);
    row("new, by a clock that goes wrong", {createdAt(begin.addSecs(-3600))}, true, false,
        Verdict::DoneWithoutSecret);
    row("created before", {createdAt(begin.addMSecs(-1))}, false, false, Verdict::NotDone);
    row("created in the same second", {createdAt(begin.addMSecs(-400))}, false, false,
        Verdict::DoneWithoutSecret);
    row("created a second before", {createdAt(begin.addMSecs(-1400))}, false, false, Verdict::NotDone);
    row("created the same day", {createdAt(QDateTime(begin.date(), QTime(0, 0), Qt::UTC))}, false, false,
        Verdict::DoneWithoutSecret);
    row("no time of creation", {createdAt({})}, true, false, Verdict::DoneWithoutSecret);
    row("no time of creation, never listed before", {createdAt({})}, false, false, Verdict::Unknown,
        Doubt::Several);
}

void LostAnswerTest::judgesNewTokens()
{
    QFETCH(QList<Token>, listed);
    QFETCH(bool, listedBefore);
    QFETCH(bool, known);
    QFETCH(int, verdict);
    QFETCH(int, doubt);
    const QDateTime begin(QDate(2026, 11, 20), QTime(12, 30, 15, 400), Qt::UTC);
    CreateAttempt attempt;
    attempt.draft.name = shop;
    attempt.draft.allowedIps = ranges({QStringLiteral("198.51.100.7"), QStringLiteral("203.0.113.0/24")});
    attempt.draft.deniedIps = ranges({QStringLiteral("2001:db8::/32")});
    attempt.draft.expiry = Expiry::at(begin.addDays(30));
    if (listedBefore)
        attempt.idsBefore = QSet<QString> {QStringLiteral("old")};
    TokenFeatures features;
    features.allowedIps = true;
    features.deniedIps = true;
    features.expiry = true;
    const Finding found = judgeCreated(attempt, listed, begin, features, known);
    QCOMPARE(int(found.verdict), verdict);
    QCOMPARE(int(found.doubt), doubt);
    QCOMPARE(found.token, found.verdict == Verdict::DoneWithoutSecret ? listed.constFirst() : Token());
}

void LostAnswerTest::judgesDeniedRanges()
{
    Token base;
    base.allowedIps = ranges({QStringLiteral("203.0.113.0/24")});
    base.deniedIps = ranges({QStringLiteral("203.0.113.7")});
    TokenEdit edit;
    edit.deniedIps = ranges({QStringLiteral("203.0.113.7"), QStringLiteral("2001:db8::7")});
    Token now = base;
    now.allowedIps = {}; // somebody else's, and no matter of this edit
    QCOMPARE(judgeEdited(base, edit, now).verdict, Verdict::NotDone);
    now.deniedIps = ranges({QStringLiteral("2001:db8:0::7"), QStringLiteral("203.0.113.7/32")});
    QCOMPARE(judgeEdited(base, edit, now).verdict, Verdict::Done);
    now.deniedIps = {};
    QCOMPARE(judgeEdited(base, edit, now).verdict, Verdict::ChangedByOthers);
    edit.deniedIps = IpRanges();
    QCOMPARE(judgeEdited(base, edit, now).verdict, Verdict::Done);
}

void LostAnswerTest::judgesRotatedTokens_data()
{
    QTest::addColumn<QList<Token>>("listed");
    QTest::addColumn<bool>("listedBefore");
    QTest::addColumn<int>("verdict");
    QTest::addColumn<int>("doubt");
    QTest::addColumn<QString>("id");
    const QString old = QStringLiteral("old");
    const QString made = QStringLiteral("new");
    const auto row = [](const char *name, const QList<Token> &listed, bool listedBefore, Verdict verdict,
                        const QString &id, Doubt doubt = Doubt::None) {
        QTest::newRow(name) << listed << listedBefore << int(verdict) << int(doubt) << id;
    };
    const auto token = [](const char *id, bool revoked = false) {
        Token one;
        one.id = QLatin1String(id);
        one.name = shop;
        one.revoked = revoked;
        return one;
    };
    Token other = token("new");
    other.name = QStringLiteral("Kiosk");

    row("the same token", {token("old")}, true, Verdict::Unknown, old, Doubt::SameToken);
    row("the same token, never listed before", {token("old")}, false, Verdict::Unknown, old,
        Doubt::SameToken);
    row("the same token beside a new one", {token("new"), token("old")}, true, Verdict::Unknown, old,
        Doubt::SameToken);
    row("another in its place", {token("old", true), token("new")}, true, Verdict::DoneWithoutSecret, made);
    row("another, and the old one is no more", {token("new")}, true, Verdict::DoneWithoutSecret, made);
    row("two that could be it", {token("new"), token("newer")}, true, Verdict::Gone, old, Doubt::Several);
    row("one that is revoked again", {token("new", true), token("newer")}, true, Verdict::DoneWithoutSecret,
        QStringLiteral("newer"));
    row("one of another name", {other}, true, Verdict::Gone, old);
    row("one that was there before", {token("beside")}, true, Verdict::Gone, old);
    row("nobody knows which is new", {token("new")}, false, Verdict::Gone, old);
    row("revoked", {token("old", true)}, true, Verdict::Gone, old);
    row("nothing", {}, true, Verdict::Gone, old);
}

void LostAnswerTest::judgesRotatedTokens()
{
    QFETCH(QList<Token>, listed);
    QFETCH(bool, listedBefore);
    QFETCH(int, verdict);
    QFETCH(int, doubt);
    QFETCH(QString, id);
    Token old;
    old.id = QStringLiteral("old");
    old.name = shop;
    const QSet<QString> before {old.id, QStringLiteral("beside")};
    const Finding found = judgeRotated(old, listedBefore ? std::optional(before) : std::nullopt, listed);
    QCOMPARE(int(found.verdict), verdict);
    QCOMPARE(int(found.doubt), doubt);
    QCOMPARE(found.token.id, id);
}

void LostAnswerTest::editIsFoundOrNot_data()
{
    QTest::addColumn<Fate>("fate");
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("lost before") << Fate::LostBefore << Verdict::NotDone;
    QTest::newRow("lost after") << Fate::LostAfter << Verdict::Done;
    QTest::newRow("cut short") << Fate::CutShort << Verdict::Done;
    QTest::newRow("unreadable") << Fate::Unreadable << Verdict::Done;
    QTest::newRow("late at a gateway") << Fate::GatewayTimeout << Verdict::Done;
}

void LostAnswerTest::editIsFoundOrNot()
{
    QFETCH(Fate, fate);
    QFETCH(Verdict, verdict);
    const Token base = add(shop);
    m_relay->setFate("PATCH", fate);
    TokenEdit edit;
    edit.name = QStringLiteral("Web shop");
    edit.allowedIps = ranges({QStringLiteral("198.51.100.7")});
    const auto edited = outcomeOf(m_session->edit(base, edit));
    QVERIFY(!edited);
    QVERIFY(mayHaveBeenDone(edited.error()));
    const Finding found = finding(checkEdited(*m_session, base, edit));
    QCOMPARE(found.verdict, verdict);
    QCOMPARE(found.token.name, verdict == Verdict::Done ? *edit.name : shop);
    QVERIFY(m_session->tokens().contains(found.token) || verdict == Verdict::NotDone);
    QVERIFY(!found.token.version.isEmpty()); // fit to be sent again
    QCOMPARE(m_session->tokens().size(), 2);
    if (verdict == Verdict::NotDone)
        QVERIFY(outcomeOf(m_session->edit(found.token, edit)));
    QCOMPARE(countNamed(*edit.name), 1);
}

void LostAnswerTest::editOfATokenThatIsNoMore()
{
    const Token base = add(shop);
    QVERIFY(outcomeOf(m_session->revoke(base)));
    TokenEdit edit;
    edit.name = QStringLiteral("Web shop");
    QCOMPARE(finding(checkEdited(*m_session, base, edit)).verdict, Verdict::Gone);
    Token unknown = base;
    unknown.id = QStringLiteral("00000000-0000-4000-8000-000000000000");
    QCOMPARE(finding(checkEdited(*m_session, unknown, edit)).verdict, Verdict::Gone);
}

void LostAnswerTest::editIsUnknownWhereTheTokenCannotBeRead()
{
    const Token base = add(shop);
    TokenEdit edit;
    edit.name = QStringLiteral("Web shop");
    m_relay->setFate("GET", Fate::Refused);
    const Finding found = finding(checkEdited(*m_session, base, edit));
    QCOMPARE(found.verdict, Verdict::Unknown);
    QCOMPARE(found.doubt, Doubt::Unreadable);
    QCOMPARE(found.error.kind, ErrorKind::Forbidden);
}

void LostAnswerTest::judgesChangedTokens_data()
{
    QTest::addColumn<QString>("nowName");
    QTest::addColumn<QStringList>("nowRanges");
    QTest::addColumn<bool>("revoked");
    QTest::addColumn<int>("verdict");
    const QString other = QStringLiteral("Other");
    const QStringList before {QStringLiteral("203.0.113.0/24")};
    const QStringList wanted {QStringLiteral("198.51.100.7"), QStringLiteral("192.0.2.0/24")};
    const QStringList reordered {QStringLiteral("192.0.2.0/24"), QStringLiteral("198.51.100.7/32")};
    QTest::newRow("as before") << shop << before << false << int(Verdict::NotDone);
    QTest::newRow("another field changed") << other << before << false << int(Verdict::NotDone);
    QTest::newRow("as wanted") << shop << wanted << false << int(Verdict::Done);
    QTest::newRow("as wanted, written otherwise") << other << reordered << false << int(Verdict::Done);
    QTest::newRow("otherwise") << shop << QStringList() << false << int(Verdict::ChangedByOthers);
    QTest::newRow("revoked") << shop << before << true << int(Verdict::Gone);
    QTest::newRow("done, then revoked") << shop << wanted << true << int(Verdict::Done);
}

void LostAnswerTest::judgesChangedTokens()
{
    QFETCH(QString, nowName);
    QFETCH(QStringList, nowRanges);
    QFETCH(bool, revoked);
    QFETCH(int, verdict);
    Token base;
    base.name = shop;
    base.allowedIps = ranges({QStringLiteral("203.0.113.0/24")});
    TokenEdit edit;
    edit.allowedIps = ranges({QStringLiteral("198.51.100.7"), QStringLiteral("192.0.2.0/24")});
    Token now = base;
    now.name = nowName;
    now.allowedIps = ranges(nowRanges);
    now.revoked = revoked;
    const Finding found = judgeEdited(base, edit, now);
    QCOMPARE(int(found.verdict), verdict);
    QCOMPARE(found.token, now);
}

void LostAnswerTest::revokeIsFoundOrNot_data()
{
    editIsFoundOrNot_data();
}

/// Fault 8.
void LostAnswerTest::revokeIsFoundOrNot()
{
    QFETCH(Fate, fate);
    QFETCH(Verdict, verdict);
    const Token token = add(shop);
    m_relay->setFate("DELETE", fate, -1); // a request without a body may be sent twice by Qt
    const auto revoked = outcomeOf(m_session->revoke(token));
    QVERIFY(!revoked);
    QVERIFY(mayHaveBeenDone(revoked.error()));
    const Finding found = finding(checkRevoked(*m_session, token));
    QCOMPARE(found.verdict, verdict);
    QCOMPARE(found.token.revoked, verdict == Verdict::Done);
    const auto listed = std::find_if(m_session->tokens().cbegin(), m_session->tokens().cend(),
                                     [&token](const Token &each) { return each.id == token.id; });
    QCOMPARE(listed->revoked, verdict == Verdict::Done);
}

void LostAnswerTest::revokeOfTheOwnToken()
{
    const Token own = *m_session->ownToken();
    m_relay->setFate("DELETE", Fate::LostAfter, -1);
    QVERIFY(!outcomeOf(m_session->revoke(own)));
    // The console is not answered any more: it asks with the token that was revoked.
    QCOMPARE(finding(checkRevoked(*m_session, own)).verdict, Verdict::Done);
    Token another = own;
    another.id = QStringLiteral("00000000-0000-4000-8000-000000000000");
    const Finding found = finding(checkRevoked(*m_session, another));
    QCOMPARE(found.verdict, Verdict::Unknown);
    QCOMPARE(found.error.kind, ErrorKind::Unauthorized);
}

/// Fault 8: a server that has forgotten the token answers 404.
void LostAnswerTest::revokeOfATokenThatIsNoMore()
{
    Token token = add(shop);
    token.id = QStringLiteral("00000000-0000-4000-8000-000000000000");
    QSignalSpy changed(m_session.get(), &TokenSession::tokenChanged);
    QCOMPARE(finding(checkRevoked(*m_session, token)).verdict, Verdict::Done);
    QCOMPARE(changed.size(), 1);
    QVERIFY(changed.constFirst().constFirst().value<Token>().revoked);
}

void LostAnswerTest::readsFromTheListWhereThereIsNoOtherWay()
{
    QJsonObject json = m_profile.service->json;
    QJsonObject operations = json.value(QLatin1String("operations")).toObject();
    operations.remove(QLatin1String("read"));
    QJsonObject edit = operations.value(QLatin1String("edit")).toObject();
    edit.remove(QLatin1String("ifMatch"));
    operations.insert(QLatin1String("edit"), edit);
    json.insert(QLatin1String("operations"), operations);
    const Catalog catalog(
        {{QStringLiteral("optimus.json"), QJsonDocument(json).toJson(), DescriptionFile::Origin::Shipped}},
        contentOf(QStringLiteral(":/services/service.schema.json")));
    m_profile.service = catalog.service(u"optimus");
    QVERIFY(m_profile.service);
    TokenSession session(m_profile,
                         std::make_shared<const Secret>(Secret::copyOf(m_backend->managementSecret())),
                         *m_transport, m_clock);
    const Token token = add(shop);
    const auto read = outcomeOf(session.read(token.id));
    QVERIFY(read);
    QCOMPARE(*read, token);
    const auto gone = outcomeOf(session.read(QStringLiteral("none")));
    QVERIFY(!gone);
    QCOMPARE(gone.error().kind, ErrorKind::NotFound);
}

/// It may be for want of what it asks for, and not as the own token is revoked.
void LostAnswerTest::aRefusalOfAListThatAsksTellsNothing()
{
    QJsonObject json = m_profile.service->json;
    QJsonObject operations = json.value(QLatin1String("operations")).toObject();
    operations.remove(QLatin1String("read"));
    QJsonObject edit = operations.value(QLatin1String("edit")).toObject();
    edit.remove(QLatin1String("ifMatch"));
    operations.insert(QLatin1String("edit"), edit);
    QJsonObject list = operations.value(QLatin1String("list")).toObject();
    list.insert(QLatin1String("asks"),
                QJsonArray {QJsonObject {{QLatin1String("id"), QLatin1String("otp")},
                                         {QLatin1String("label"), QLatin1String("One-time code")},
                                         {QLatin1String("optional"), true}}});
    list.insert(QLatin1String("headers"),
                QJsonObject {{QLatin1String("X-Otp"), QLatin1String("{asked.otp?}")}});
    operations.insert(QLatin1String("list"), list);
    json.insert(QLatin1String("operations"), operations);
    const Catalog catalog(
        {{QStringLiteral("optimus.json"), QJsonDocument(json).toJson(), DescriptionFile::Origin::Shipped}},
        contentOf(QStringLiteral(":/services/service.schema.json")));
    m_profile.service = catalog.service(u"optimus");
    QVERIFY(m_profile.service);
    TokenSession session(m_profile,
                         std::make_shared<const Secret>(Secret::copyOf(m_backend->managementSecret())),
                         *m_transport, m_clock);
    session.refresh();
    QTRY_VERIFY(!session.isRefreshing() && session.ownToken());
    const Token own = *session.ownToken();
    QVERIFY(!session.isRefusedUnanswered());
    QVERIFY(outcomeOf(m_session->revoke(own)));
    for (const Finding &found : {finding(checkRevoked(session, own)), finding(checkAllRevoked(session)),
                                 finding(checkRotated(session, own, listedIds(session), {}))}) {
        QCOMPARE(found.verdict, Verdict::Unknown);
        QCOMPARE(found.doubt, Doubt::Unreadable);
        QVERIFY(found.error.reason.contains(QLatin1String("One-time code")));
    }
    QVERIFY(session.isRefusedUnanswered());
    QVERIFY(!session.tokens().constFirst().revoked);
}

void LostAnswerTest::revokingAllIsFoundOrNot_data()
{
    QTest::addColumn<Fate>("fate");
    QTest::addColumn<Fate>("reading");
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("lost before") << Fate::LostBefore << Fate::Pass << Verdict::NotDone;
    QTest::newRow("lost after") << Fate::LostAfter << Fate::Pass << Verdict::Done;
    QTest::newRow("gateway") << Fate::GatewayTimeout << Fate::Pass << Verdict::Done;
    QTest::newRow("unreadable") << Fate::LostAfter << Fate::Refused << Verdict::Unknown;
}

void LostAnswerTest::revokingAllIsFoundOrNot()
{
    QFETCH(Fate, fate);
    QFETCH(Fate, reading);
    m_session.reset();
    BackendProcess backend;
    QVERIFY(backend.start({QStringLiteral("--system"), QStringLiteral("optiflow")}));
    CuttingRelay relay(backend.port());
    const Catalog catalog(
        {{QStringLiteral("optiflow.json"), contentOf(QStringLiteral(":/services/optiflow.json")),
          DescriptionFile::Origin::Shipped}},
        contentOf(QStringLiteral(":/services/service.schema.json")));
    ConnectionProfile profile;
    profile.service = catalog.service(u"optiflow");
    QVERIFY(profile.service);
    profile.baseUrl = relay.through(QUrl(backend.ready()
                                             .value(QLatin1String("services"))
                                             .toObject()
                                             .value(QLatin1String("optiflow"))
                                             .toString()));
    TokenSession session(profile, std::make_shared<const Secret>(Secret::copyOf(backend.managementSecret())),
                         *m_transport, m_clock);
    session.refresh();
    QTRY_COMPARE(session.tokens().size(), 1);
    relay.setFate("DELETE", fate);
    const Result<Done> lost = outcomeOf(session.revokeAll());
    QVERIFY(!lost && mayHaveBeenDone(lost.error()));
    relay.setFate("GET", reading);
    QTEST(finding(checkAllRevoked(session)).verdict, "verdict");
    QCOMPARE(session.tokens().constFirst().revoked, fate != Fate::LostBefore && reading == Fate::Pass);
}

QTEST_GUILESS_MAIN(LostAnswerTest)
#include "tst_lostanswer.moc"
