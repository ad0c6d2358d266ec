#include "testtokens.h"
#include "tokenfiltermodel.h"
#include "tokentablemodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace tc;

class TestTokenFilterModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void sortsByEveryColumn_data();
    void sortsByEveryColumn();
    void keepsTheOrderOfEqualRows();
    void followsTheAlphabetOfTheLocale();
    void searches_data();
    void searches();
    void findsIpv6AndDeniedRanges_data();
    void findsIpv6AndDeniedRanges();
    void sortsIpv4BeforeIpv6();
    void filtersByStatus_data();
    void filtersByStatus();
    void movesRowsWhenTokensChange();
    void keepsSelectedTokensOverRandomChanges();

private:
    [[nodiscard]] QList<Token> samples() const;

    FixedClock m_clock;
};

namespace {

QString idsOf(const TokenFilterModel &filter)
{
    QStringList ids;
    for (int row = 0; row < filter.rowCount(); ++row)
        ids.append(filter.index(row, 0).data(TokenTableModel::TokenRole).value<Token>().id);
    return ids.join(u' ');
}

} // namespace

QList<Token> TestTokenFilterModel::samples() const
{
    // Text order and time order differ everywhere: 9 December comes before 10 January of the next year.
    Token a = tokenOf(QStringLiteral("a"), QStringLiteral("build 10"));
    a.createdAt = QDateTime(QDate(2026, 1, 10), QTime(0, 0), Qt::UTC);
    a.lastUsedAt = QDateTime(QDate(2026, 2, 3), QTime(0, 0), Qt::UTC);
    a.expiry = Expiry::at(QDateTime(QDate(2027, 1, 1), QTime(0, 0), Qt::UTC));
    a.allowedIps = allowed({QStringLiteral("192.0.2.0/24"), QStringLiteral("10.0.0.1")});
    a.scopes = QStringList {QStringLiteral("vat")};

    Token b = tokenOf(QStringLiteral("b"), QStringLiteral("Build 9"));
    b.createdAt = QDateTime(QDate(2025, 12, 9), QTime(0, 0), Qt::UTC);
    b.lastUsedAt = QDateTime(QDate(2025, 12, 31), QTime(0, 0), Qt::UTC);
    b.expiry = Expiry::at(QDateTime(QDate(2026, 3, 5), QTime(0, 0), Qt::UTC));
    b.allowedIps = allowed({QStringLiteral("203.0.113.0/24")});
    b.scopes = QStringList {QStringLiteral("audit")};

    Token c = tokenOf(QStringLiteral("c"), QStringLiteral("archive"));
    c.createdAt = QDateTime(QDate(2026, 2, 1), QTime(0, 0), Qt::UTC);
    c.allowedIps = allowed({QStringLiteral("9.9.9.9")});
    c.revoked = true;

    Token d = tokenOf(QStringLiteral("d"), QStringLiteral("Zoll"));
    d.createdAt = QDateTime(QDate(2024, 1, 1), QTime(0, 0), Qt::UTC);
    d.lastUsedAt = QDateTime(QDate(2024, 1, 1), QTime(0, 0), Qt::UTC);
    d.expiry = Expiry::at(QDateTime(QDate(2026, 2, 1), QTime(0, 0), Qt::UTC));
    return {a, b, c, d};
}

void TestTokenFilterModel::sortsByEveryColumn_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("ascending");
    QTest::newRow("name: case apart, numbers as numbers") << int(TokenTableModel::Name) << "c b a d";
    QTest::newRow("mask") << int(TokenTableModel::Mask) << "a b c d";
    QTest::newRow("status") << int(TokenTableModel::Status) << "a b d c";
    QTest::newRow("created") << int(TokenTableModel::Created) << "d b a c";
    QTest::newRow("never used is oldest") << int(TokenTableModel::LastUsed) << "c d b a";
    QTest::newRow("never expiring is last") << int(TokenTableModel::Expires) << "d b a c";
    QTest::newRow("ranges: number, then address") << int(TokenTableModel::AllowedIpRanges) << "d c b a";
    QTest::newRow("scopes") << int(TokenTableModel::Scopes) << "c d b a";
}

void TestTokenFilterModel::sortsByEveryColumn()
{
    QFETCH(int, column);
    QFETCH(QString, ascending);
    TokenTableModel model(m_clock);
    TokenFilterModel filter;
    const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    filter.setSourceModel(&model);
    model.setTokens(samples());
    filter.sort(column, Qt::AscendingOrder);
    QCOMPARE(idsOf(filter), ascending);

    filter.sort(column, Qt::DescendingOrder);
    QStringList descending = ascending.split(u' ');
    std::reverse(descending.begin(), descending.end());
    if (column == TokenTableModel::Scopes) // c and d have none and keep the source's order
        descending.swapItemsAt(2, 3);
    QCOMPARE(idsOf(filter), descending.join(u' '));
}

void TestTokenFilterModel::keepsTheOrderOfEqualRows()
{
    TokenTableModel model(m_clock);
    TokenFilterModel filter;
    filter.setSourceModel(&model);
    QList<Token> tokens;
    QStringList ids;
    for (int i = 0; i < 50; ++i) {
        tokens.append(tokenOf(QStringLiteral("t%1").arg(i), QStringLiteral("same")));
        ids.append(tokens.last().id);
    }
    model.setTokens(tokens);
    for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        filter.sort(TokenTableModel::Name, order);
        QCOMPARE(idsOf(filter), ids.join(u' '));
        tokens[20].name = QStringLiteral("other");
        model.setTokens(tokens);
        tokens[20].name = QStringLiteral("same");
        model.setTokens(tokens);
        QCOMPARE(idsOf(filter), ids.join(u' '));
    }
}

void TestTokenFilterModel::followsTheAlphabetOfTheLocale()
{
    TokenTableModel model(m_clock);
    TokenFilterModel filter;
    filter.setSourceModel(&model);
    model.setTokens({tokenOf(QStringLiteral("z"), QStringLiteral("Zoll")),
                     tokenOf(QStringLiteral("o"), QStringLiteral("Öl"))});
    filter.sort(TokenTableModel::Name);
    QCOMPARE(idsOf(filter), QStringLiteral("o z"));

    QLocale::setDefault(QLocale(QLocale::Swedish));
    model.refreshTexts();
    QCOMPARE(idsOf(filter), QStringLiteral("z o"));
    initTestCase();
}

void TestTokenFilterModel::searches_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("found");
    QTest::newRow("nothing") << ""
                             << "a b c d";
    QTest::newRow("blanks") << "  "
                            << "a b c d";
    QTest::newRow("name in any case") << "BUILD"
                                      << "a b";
    QTest::newRow("with blanks around") << " zoll "
                                        << "d";
    QTest::newRow("mask") << "tok_c"
                          << "c";
    QTest::newRow("part of a range") << "113.0/2"
                                     << "b";
    QTest::newRow("address inside a range") << "203.0.113.77"
                                            << "b";
    QTest::newRow("single address as a range of one") << "10.0.0.1/32"
                                                      << "a";
    QTest::newRow("address outside all") << "198.51.100.1"
                                         << "";
    QTest::newRow("no pattern") << ".*"
                                << "";
}

void TestTokenFilterModel::searches()
{
    QFETCH(QString, text);
    TokenTableModel model(m_clock);
    TokenFilterModel filter;
    const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    filter.setSourceModel(&model);
    model.setTokens(samples());
    filter.setSearch(text);
    QTEST(idsOf(filter), "found");
    filter.setSearch({});
    QCOMPARE(filter.rowCount(), 4);
}

void TestTokenFilterModel::findsIpv6AndDeniedRanges_data()
{
    QTest::addColumn<QString>("found");
    QTest::newRow("2001:db8::77") << "six";
    QTest::newRow("2001:DB8:0:0::77/128") << "six";
    QTest::newRow("2001:db8::/32") << "six";
    QTest::newRow("2001:0db8::/32") << "six";
    QTest::newRow("2001:0DB8:0") << "six";
    QTest::newRow("2001:db9::1") << "";
    QTest::newRow("::ffff:203.0.113.9") << "four"; // as a dual-stack server's log has a client
    QTest::newRow("203.0.113.7") << "four"; // refused there, and that is what is being looked for
    QTest::newRow("198.51.100.7") << "denied";
    QTest::newRow("office") << "six";
}

void TestTokenFilterModel::findsIpv6AndDeniedRanges()
{
    Token six = tokenOf(QStringLiteral("six"));
    six.allowedIps = allowed({QStringLiteral("2001:0DB8:0::/32")});
    six.foreignDenied = QStringList {QStringLiteral("the office")};
    Token four = tokenOf(QStringLiteral("four"));
    four.allowedIps = allowed({QStringLiteral("203.0.113.0/24")});
    four.deniedIps = allowed({QStringLiteral("203.0.113.7")});
    Token denied = tokenOf(QStringLiteral("denied"));
    denied.deniedIps = allowed({QStringLiteral("198.51.100.0/24")});
    TokenTableModel model(m_clock);
    TokenFilterModel filter;
    filter.setSourceModel(&model);
    model.setTokens({six, four, denied});
    filter.setSearch(QString::fromLatin1(QTest::currentDataTag()));
    QTEST(idsOf(filter), "found");
}

void TestTokenFilterModel::sortsIpv4BeforeIpv6()
{
    const QStringList texts {QStringLiteral("2001:db8::/32"), QStringLiteral("::1"),
                             QStringLiteral("255.255.255.255"), QStringLiteral("2001:db8::/48")};
    QList<Token> tokens;
    for (const QString &text : texts) {
        tokens.append(tokenOf(text));
        tokens.last().allowedIps = allowed({text});
    }
    TokenTableModel model(m_clock);
    TokenFilterModel filter;
    filter.setSourceModel(&model);
    model.setTokens(tokens);
    filter.sort(TokenTableModel::AllowedIpRanges);
    QCOMPARE(idsOf(filter), QStringLiteral("255.255.255.255 ::1 2001:db8::/32 2001:db8::/48"));
}

void TestTokenFilterModel::filtersByStatus_data()
{
    QTest::addColumn<StatusFilter>("status");
    QTest::addColumn<QString>("found");
    QTest::newRow("all") << StatusFilter::All << "a b c d";
    QTest::newRow("active: expiring ones work too") << StatusFilter::Active << "a b";
    QTest::newRow("expiring") << StatusFilter::Expiring << "b";
    QTest::newRow("expired") << StatusFilter::Expired << "d";
    QTest::newRow("revoked") << StatusFilter::Revoked << "c";
    QTest::newRow("never used") << StatusFilter::NeverUsed << "c";
    QTest::newRow("secret unconfirmed") << StatusFilter::SecretUnconfirmed << "a c";
}

void TestTokenFilterModel::filtersByStatus()
{
    QFETCH(StatusFilter, status);
    TokenTableModel model(m_clock);
    TokenFilterModel filter;
    const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    filter.setSourceModel(&model);
    model.setTokens(samples());
    model.setUnconfirmedTokenIds({QStringLiteral("a"), QStringLiteral("c")});
    filter.setStatusFilter(status);
    QTEST(idsOf(filter), "found");
}

void TestTokenFilterModel::movesRowsWhenTokensChange()
{
    TokenTableModel model(m_clock);
    TokenFilterModel filter;
    const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    filter.setSourceModel(&model);
    filter.sort(TokenTableModel::LastUsed, Qt::DescendingOrder);
    filter.setStatusFilter(StatusFilter::Active);
    QList<Token> tokens = samples();
    model.setTokens(tokens);
    QCOMPARE(idsOf(filter), QStringLiteral("a b"));

    tokens[1].lastUsedAt = m_clock.instant;
    model.setToken(tokens[1]);
    QCOMPARE(idsOf(filter), QStringLiteral("b a"));
    tokens[0].revoked = true;
    model.setToken(tokens[0]);
    QCOMPARE(idsOf(filter), QStringLiteral("b"));
}

void TestTokenFilterModel::keepsSelectedTokensOverRandomChanges()
{
    TokenTableModel model(m_clock);
    TokenFilterModel filter;
    const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    filter.setSourceModel(&model);
    filter.sort(TokenTableModel::Name);
    const QSignalSpy resets(&filter, &QAbstractItemModel::modelReset);
    QRandomGenerator random(20260301);

    for (int round = 0; round < 12; ++round) {
        QHash<QString, QPersistentModelIndex> kept;
        for (int row = 0; row < filter.rowCount(); ++row) {
            const QModelIndex index = filter.index(row, 0);
            kept.insert(index.data(TokenTableModel::TokenRole).value<Token>().id, index);
        }
        QList<Token> next;
        for (int id = 0; id < 150; ++id) {
            if (random.bounded(3) > 0)
                next.append(tokenOf(QString::number(id), QString::number(random.bounded(100))));
        }
        std::shuffle(next.begin(), next.end(), random);
        model.setTokens(next);
        QCOMPARE(model.tokens(), next);
        for (const Token &token : std::as_const(next)) {
            if (kept.contains(token.id))
                QCOMPARE(kept[token.id].data(TokenTableModel::TokenRole).value<Token>(), token);
        }
    }
    QCOMPARE(resets.size(), 0);
}

QTEST_GUILESS_MAIN(TestTokenFilterModel)
#include "tst_tokenfiltermodel.moc"
