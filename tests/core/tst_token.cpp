#include "token.h"

#include <QRegularExpression>
#include <QTest>
#include <QVariant>

using namespace tc;

namespace {

const QDateTime now(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);

} // namespace

class TestToken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void hasOneStatus_data();
    void hasOneStatus();
    void maskHidesTheLength();
    void editSendsNothingByDefault();
    void travelsInAVariant();
    void createdTokenMovesOnly();
    void draftsAreAlikeWhereTheirRequestsAre();
};

void TestToken::hasOneStatus_data()
{
    QTest::addColumn<bool>("revoked");
    QTest::addColumn<bool>("known");
    QTest::addColumn<int>("seconds"); // until it expires; 0 is never
    QTest::addColumn<int>("status");
    constexpr int day = 24 * 60 * 60;
    const auto row = [](const char *name, bool revoked, bool known, int seconds, TokenStatus status) {
        QTest::newRow(name) << revoked << known << seconds << int(status);
    };
    row("never expires", false, true, 0, TokenStatus::Active);
    row("in a year", false, true, 365 * day, TokenStatus::Active);
    row("just over 14 days", false, true, 14 * day + 1, TokenStatus::Active);
    row("in 14 days", false, true, 14 * day, TokenStatus::Expiring);
    row("in a second", false, true, 1, TokenStatus::Expiring);
    row("a second ago", false, true, -1, TokenStatus::Expired);
    row("revoked", true, true, 0, TokenStatus::Revoked);
    row("revoked and expired", true, true, -1, TokenStatus::Revoked);
    row("revoked, though the service says little", true, false, 0, TokenStatus::Revoked);
    row("unknown", false, false, 0, TokenStatus::Unknown);
    row("unknown, but expired for sure", false, false, -1, TokenStatus::Expired);
    row("unknown, soon to expire", false, false, day, TokenStatus::Unknown);
}

void TestToken::hasOneStatus()
{
    QFETCH(bool, revoked);
    QFETCH(bool, known);
    QFETCH(int, seconds);
    Token token;
    token.revoked = revoked;
    token.statusKnown = known;
    token.expiry = seconds == 0 ? Expiry::never() : Expiry::at(now.addSecs(seconds));
    QTEST(int(token.statusAt(now)), "status");
}

void TestToken::maskHidesTheLength()
{
    const QString eightDots(8, u'•');
    QCOMPARE(maskOf(u"tok_optimus_Ab3xY9"), QStringLiteral("tok_optimus_Ab3xY9") + eightDots);
    QCOMPARE(maskOf(u"sk_", u"wxyz"), QStringLiteral("sk_") + eightDots + QStringLiteral("wxyz"));
    QCOMPARE(maskOf(QString()), eightDots);
}

void TestToken::editSendsNothingByDefault()
{
    const TokenEdit edit;
    QVERIFY(!edit.name);
    QVERIFY(!edit.allowedIps);
}

void TestToken::travelsInAVariant()
{
    Token token;
    token.id = QStringLiteral("1");
    token.allowedIps.add(*IpRange::parse(u"10.0.0.0/8"));
    QCOMPARE(QVariant::fromValue(token).value<Token>(), token);
    Token renamed = token;
    renamed.name = QStringLiteral("other");
    QVERIFY(renamed != token);
}

void TestToken::createdTokenMovesOnly()
{
    static_assert(!std::is_copy_constructible_v<CreatedToken>);
    CreatedToken created {{}, Secret::copyOf("canary")};
    const CreatedToken taken = std::move(created);
    QCOMPARE(taken.secret.size(), 6);
}

/// What is asked for in other words must not go out with the same idempotency key.
void TestToken::draftsAreAlikeWhereTheirRequestsAre()
{
    const auto with = [](QStringView allowed, QStringView denied) {
        TokenDraft draft;
        draft.allowedIps.add(*IpRange::parse(allowed));
        draft.deniedIps.add(*IpRange::parse(denied));
        return draft;
    };
    const TokenDraft draft = with(u"10.0.0.1", u"2001:db8::1");
    QVERIFY(draft == with(u"10.0.0.1", u"2001:db8::1"));
    QVERIFY(draft != with(u"10.0.0.1/32", u"2001:db8::1"));
    QVERIFY(draft != with(u"10.0.0.1", u"2001:db8:0::1"));
    QVERIFY(draft != with(u"10.0.0.1", u"2001:db8::2"));
    QVERIFY(draft != with(u"10.0.0.2", u"2001:db8::1"));
    TokenDraft renamed = draft;
    renamed.name = QStringLiteral("other");
    QVERIFY(draft != renamed);
}

QTEST_GUILESS_MAIN(TestToken)
#include "tst_token.moc"
