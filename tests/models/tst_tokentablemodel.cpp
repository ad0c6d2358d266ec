#include "testtokens.h"
#include "tokentablemodel.h"
#include "tokentexts.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

#include <algorithm>

using namespace tc;

namespace {

/// Counts what a model tells its views.
struct Signals
{
    explicit Signals(const TokenTableModel &model)
        : inserted(&model, &QAbstractItemModel::rowsInserted)
        , removed(&model, &QAbstractItemModel::rowsRemoved)
        , layout(&model, &QAbstractItemModel::layoutChanged)
        , changed(&model, &QAbstractItemModel::dataChanged)
        , reset(&model, &QAbstractItemModel::modelReset)
    {
    }

    QSignalSpy inserted;
    QSignalSpy removed;
    QSignalSpy layout;
    QSignalSpy changed;
    QSignalSpy reset;
};

QStringList idsOf(const TokenTableModel &model)
{
    QStringList ids;
    for (const Token &token : model.tokens())
        ids.append(token.id);
    return ids;
}

QStringList numbered(int first, int last, int step = 1)
{
    QStringList ids;
    for (int i = first; i < last; i += step)
        ids.append(QString::number(i));
    return ids;
}

} // namespace

class TestTokenTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void labelsTheColumns();
    void updatesMinimally_data();
    void updatesMinimally();
    void keepsPersistentIndexes();
    void staysCheapForManyTokens_data();
    void staysCheapForManyTokens();
    void signalsOnlyWhatChanged();
    void showsTheLastOfTokensWithOneId();
    void setsOneToken();
    void judgesStatusByTheClock();
    void marksTokens();
    void writesCells();
    void escapesWhatOthersWrote();
    void listsEveryRangeInTheToolTip();
    void tellsDeniedRanges();

private:
    FixedClock m_clock;
};

void TestTokenTableModel::labelsTheColumns()
{
    const TokenTableModel model(m_clock);
    QStringList labels;
    for (int column = 0; column < model.columnCount(); ++column)
        labels.append(model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    QCOMPARE(labels.join(u'|'),
             QStringLiteral("Token Name|Token|Status|Created|Last used|Expires|Allowed IP ranges|Scopes"));
}

void TestTokenTableModel::updatesMinimally_data()
{
    QTest::addColumn<QStringList>("before");
    QTest::addColumn<QStringList>("after");
    QTest::addColumn<int>("inserted");
    QTest::addColumn<int>("removed");
    QTest::addColumn<int>("moved");

    const auto ids = [](const char *text) {
        return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
    };
    QTest::newRow("first load") << ids("") << ids("a b c") << 1 << 0 << 0;
    QTest::newRow("nothing new") << ids("a b c") << ids("a b c") << 0 << 0 << 0;
    QTest::newRow("all gone") << ids("a b c") << ids("") << 0 << 1 << 0;
    QTest::newRow("one on top") << ids("a b c") << ids("x a b c") << 1 << 0 << 0;
    QTest::newRow("one removed") << ids("a b c") << ids("a c") << 0 << 1 << 0;
    QTest::newRow("scattered") << ids("a b c d e") << ids("x b y d z") << 3 << 3 << 0;
    QTest::newRow("everything else") << ids("a b c") << ids("x y") << 1 << 1 << 0;
    QTest::newRow("reversed") << ids("a b c") << ids("c b a") << 0 << 0 << 1;
    QTest::newRow("moved, removed and inserted") << ids("a b c d") << ids("d x a c") << 1 << 1 << 1;
}

void TestTokenTableModel::updatesMinimally()
{
    QFETCH(QStringList, before);
    QFETCH(QStringList, after);
    TokenTableModel model(m_clock);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTokens(tokensOf(before));
    QCOMPARE(idsOf(model), before);

    const Signals seen(model);
    model.setTokens(tokensOf(after));
    QCOMPARE(idsOf(model), after);
    QTEST(int(seen.inserted.size()), "inserted");
    QTEST(int(seen.removed.size()), "removed");
    QTEST(int(seen.layout.size()), "moved");
    QCOMPARE(seen.changed.size(), 0);
    QCOMPARE(seen.reset.size(), 0);
}

void TestTokenTableModel::keepsPersistentIndexes()
{
    TokenTableModel model(m_clock);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTokens(tokensOf(numbered(0, 400)));
    QHash<QString, QPersistentModelIndex> kept;
    for (int row = 0; row < model.rowCount(); ++row)
        kept.insert(model.tokens().at(row).id, model.index(row, row % model.columnCount()));

    // Every other one goes, others come between, and the order turns round.
    QStringList ids = numbered(0, 400, 2) + numbered(1000, 1100);
    std::reverse(ids.begin(), ids.end());
    for (int i = 0; i < 100; ++i)
        ids.insert(i * 3, QStringLiteral("new%1").arg(i));
    model.setTokens(tokensOf(ids));

    QCOMPARE(idsOf(model), ids);
    for (auto it = kept.cbegin(); it != kept.cend(); ++it) {
        const bool survives = it.key().toInt() % 2 == 0;
        QCOMPARE(it->isValid(), survives);
        if (survives)
            QCOMPARE(it->data(TokenTableModel::TokenRole).value<Token>().id, it.key());
    }
}

void TestTokenTableModel::staysCheapForManyTokens_data()
{
    QTest::addColumn<QStringList>("after");
    const int count = 10000;
    QTest::newRow("every other one gone") << numbered(0, count, 2);
    QTest::newRow("one between every two") << [] {
        QStringList ids;
        for (int i = 0; i < count; ++i)
            ids << QString::number(i) << QStringLiteral("new%1").arg(i);
        return ids;
    }();
    QTest::newRow("reversed") << [] {
        QStringList ids = numbered(0, count);
        std::reverse(ids.begin(), ids.end());
        return ids;
    }();
    QTest::newRow("all others") << numbered(count, 2 * count);
}

void TestTokenTableModel::staysCheapForManyTokens()
{
    QFETCH(QStringList, after);
    TokenTableModel model(m_clock);
    model.setTokens(tokensOf(numbered(0, 10000)));
    const Signals seen(model);
    model.setTokens(tokensOf(after));
    QCOMPARE(idsOf(model), after);
    // Views and proxies spend time in proportion to all rows on each of these, so there must be few.
    QVERIFY(seen.inserted.size() + seen.removed.size() + seen.layout.size() <= 4);
    QVERIFY(seen.changed.size() <= 64);
    QCOMPARE(seen.reset.size(), 0);
}

void TestTokenTableModel::signalsOnlyWhatChanged()
{
    TokenTableModel model(m_clock);
    QList<Token> tokens = tokensOf(numbered(0, 10));
    model.setTokens(tokens);
    const Signals seen(model);
    tokens[3].name = QStringLiteral("renamed");
    tokens[4].lastUsedAt = m_clock.instant;
    tokens[8].revoked = true;
    model.setTokens(tokens);
    QCOMPARE(seen.changed.size(), 2);
    QCOMPARE(seen.changed[0][0].toModelIndex().row(), 3);
    QCOMPARE(seen.changed[0][1].toModelIndex().row(), 4);
    QCOMPARE(seen.changed[1][0].toModelIndex().row(), 8);
    QCOMPARE(model.tokens(), tokens);
}

void TestTokenTableModel::showsTheLastOfTokensWithOneId()
{
    TokenTableModel model(m_clock);
    QList<Token> tokens = tokensOf({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("a")});
    tokens[2].name = QStringLiteral("newer");
    model.setTokens(tokens);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.tokens()[0].name, QStringLiteral("newer"));
}

void TestTokenTableModel::setsOneToken()
{
    TokenTableModel model(m_clock);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTokens(tokensOf({QStringLiteral("a"), QStringLiteral("b")}));
    const Signals seen(model);
    model.setToken(tokenOf(QStringLiteral("b"), QStringLiteral("renamed")));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.tokens()[1].name, QStringLiteral("renamed"));
    QCOMPARE(seen.changed.size(), 1);
    model.setToken(tokenOf(QStringLiteral("c")));
    QCOMPARE(model.indexOfId(QStringLiteral("c")).row(), 2);
    QCOMPARE(seen.inserted.size(), 1);
    QVERIFY(!model.indexOfId(QStringLiteral("d")).isValid());
}

/// Fault 40.
void TestTokenTableModel::judgesStatusByTheClock()
{
    FixedClock clock;
    TokenTableModel model(clock);
    Token token = tokenOf(QStringLiteral("a"));
    token.expiry = Expiry::after(20, clock.instant);
    model.setTokens({token});
    const QModelIndex status = model.index(0, TokenTableModel::Status);
    QCOMPARE(status.data().toString(), QStringLiteral("Active"));

    const Signals seen(model);
    clock.instant = clock.instant.addDays(7);
    model.setTokens({token});
    QCOMPARE(seen.changed.size(), 1); // the same token, but time has moved on
    QCOMPARE(status.data().toString(), QStringLiteral("Expiring"));
    QVERIFY(model.index(0, TokenTableModel::Expires)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(QStringLiteral("(days left: 13)")));

    clock.instant = clock.instant.addDays(14);
    model.refreshTexts();
    QCOMPARE(status.data().toString(), QStringLiteral("Expired"));
    QCOMPARE(status.data(TokenTableModel::StatusRole).toInt(), int(TokenStatus::Expired));

    token.revoked = true;
    model.setToken(token);
    QCOMPARE(status.data().toString(), QStringLiteral("Revoked"));
}

void TestTokenTableModel::marksTokens()
{
    TokenTableModel model(m_clock);
    model.setTokens(tokensOf({QStringLiteral("a"), QStringLiteral("b")}));
    const QModelIndex first = model.index(0, TokenTableModel::Name);
    const QModelIndex second = model.index(1, TokenTableModel::Name);
    QVERIFY(!first.data(TokenTableModel::OwnRole).toBool());

    const Signals seen(model);
    model.setOwnTokenId(QStringLiteral("a"));
    model.setSavedTokenIds({QStringLiteral("b"), QStringLiteral("gone")});
    QCOMPARE(seen.changed.size(), 2);
    QVERIFY(first.data(TokenTableModel::OwnRole).toBool());
    QVERIFY(!first.data(TokenTableModel::SavedRole).toBool());
    QVERIFY(!second.data(TokenTableModel::OwnRole).toBool());
    QVERIFY(second.data(TokenTableModel::SavedRole).toBool());
    QVERIFY(!second.data(TokenTableModel::UnconfirmedRole).toBool());
    model.setUnconfirmedTokenIds({QStringLiteral("b")});
    QCOMPARE(seen.changed.size(), 3);
    QVERIFY(!first.data(TokenTableModel::UnconfirmedRole).toBool());
    QVERIFY(second.data(TokenTableModel::UnconfirmedRole).toBool());
    QVERIFY(
        second.data(Qt::AccessibleDescriptionRole).toString().contains(QStringLiteral("never confirmed")));
    QCOMPARE(first.data(Qt::AccessibleTextRole).toString(), first.data().toString());
    QVERIFY(!first.data(Qt::AccessibleDescriptionRole).toString().isEmpty());
    QVERIFY(second.data(Qt::ToolTipRole).toString().contains(QStringLiteral("keychain")));
}

void TestTokenTableModel::writesCells()
{
    TokenTableModel model(m_clock);
    model.setAccessLabels({{{QStringLiteral("management"), QStringLiteral("Manages tokens")}}, {}});
    Token token = tokenOf(QStringLiteral("a"));
    token.mask = maskOf(u"tok_optimus_abc123");
    token.type = QStringLiteral("management");
    token.scopes = QStringList {QStringLiteral("vat.read")};
    model.setTokens({token});
    const auto cell = [&model](int column, int role = Qt::DisplayRole) {
        return model.index(0, column).data(role).toString();
    };
    QCOMPARE(cell(TokenTableModel::Mask), QStringLiteral("tok_optimus_abc123••••••••"));
    QCOMPARE(cell(TokenTableModel::Mask, Qt::AccessibleTextRole),
             QStringLiteral("starts with tok_optimus_abc123"));
    QCOMPARE(cell(TokenTableModel::Created),
             QLocale().toString(token.createdAt.toLocalTime(), QLocale::ShortFormat));
    QCOMPARE(cell(TokenTableModel::Created, Qt::ToolTipRole), QStringLiteral("2026-01-01T08:00:00Z"));
    QCOMPARE(cell(TokenTableModel::LastUsed), QStringLiteral("Never"));
    QCOMPARE(cell(TokenTableModel::LastUsed, Qt::AccessibleTextRole), QStringLiteral("never used"));
    QCOMPARE(cell(TokenTableModel::Expires), QStringLiteral("Never"));
    QCOMPARE(cell(TokenTableModel::AllowedIpRanges), QStringLiteral("Any IP address"));
    QCOMPARE(cell(TokenTableModel::Scopes), QStringLiteral("Manages tokens, vat.read"));

    token.lastUsedAt = QDateTime(QDate(2026, 2, 2), QTime(10, 30), Qt::UTC);
    token.lastUsedAddress = QStringLiteral("203.0.113.9");
    token.allowedIps = allowed({QStringLiteral("10.0.0.0/8"), QStringLiteral("192.0.2.1")});
    model.setToken(token);
    QCOMPARE(cell(TokenTableModel::LastUsed, Qt::ToolTipRole),
             QStringLiteral("2026-02-02T10:30:00Z\nfrom 203.0.113.9"));
    QCOMPARE(cell(TokenTableModel::AllowedIpRanges), QStringLiteral("10.0.0.0/8, 192.0.2.1"));
}

/// Fault 27.
void TestTokenTableModel::escapesWhatOthersWrote()
{
    TokenTableModel model(m_clock);
    Token token = tokenOf(QStringLiteral("a"), QStringLiteral("<b>bold</b> \u202Etxt.exe"));
    token.foreignRanges = QStringList {QStringLiteral("2001:db8::/32\u202E")};
    model.setTokens({token});
    QCOMPARE(model.index(0, TokenTableModel::Name).data().toString(),
             QStringLiteral("<b>bold</b> \\u{202E}txt.exe"));
    const QString toolTip = model.index(0, TokenTableModel::Name).data(Qt::ToolTipRole).toString();
    QVERIFY2(toolTip.contains(QStringLiteral("&lt;b&gt;bold")), qPrintable(toolTip));
    QCOMPARE(model.index(0, TokenTableModel::AllowedIpRanges).data().toString(),
             QStringLiteral("2001:db8::/32\\u{202E}"));
}

void TestTokenTableModel::listsEveryRangeInTheToolTip()
{
    TokenTableModel model(m_clock);
    Token token = tokenOf(QStringLiteral("a"));
    QStringList ranges;
    for (int i = 0; i < 200; ++i)
        ranges.append(QStringLiteral("10.0.%1.0/24").arg(i));
    token.allowedIps = allowed(ranges);
    model.setTokens({token});
    const QModelIndex cell = model.index(0, TokenTableModel::AllowedIpRanges);
    QCOMPARE(cell.data().toString(), QStringLiteral("10.0.0.0/24, 10.0.1.0/24, 10.0.2.0/24 +197 more"));
    const QString toolTip = cell.data(Qt::ToolTipRole).toString();
    for (const QString &range : std::as_const(ranges))
        QVERIFY(toolTip.contains(range));
    QVERIFY(toolTip.count(u'\n') < 30);
}

void TestTokenTableModel::tellsDeniedRanges()
{
    TokenTableModel model(m_clock);
    Token token = tokenOf(QStringLiteral("a"));
    token.allowedIps = allowed({QStringLiteral("203.0.113.0/24"), QStringLiteral("2001:db8::/32")});
    token.deniedIps = allowed({QStringLiteral("203.0.113.7"), QStringLiteral("2001:db8::7")});
    token.foreignDenied = QStringList {QStringLiteral("<office>")};
    Token open = tokenOf(QStringLiteral("b"));
    open.deniedIps = allowed({QStringLiteral("192.0.2.1")});
    model.setTokens({token, open});
    const QModelIndex cell = model.index(0, TokenTableModel::AllowedIpRanges);
    QCOMPARE(cell.data().toString(),
             QStringLiteral("203.0.113.0/24, 2001:db8::/32, except 203.0.113.7, "
                            "2001:db8::7, <office>"));
    const QString toolTip = cell.data(Qt::ToolTipRole).toString();
    QVERIFY2(toolTip.contains(QStringLiteral("Except 203.0.113.7")), qPrintable(toolTip));
    QVERIFY2(toolTip.contains(QStringLiteral("&lt;office&gt;")), qPrintable(toolTip));
    const QModelIndex other = model.index(1, TokenTableModel::AllowedIpRanges);
    QCOMPARE(other.data().toString(), QStringLiteral("Any IP address, except 192.0.2.1"));
    QCOMPARE(other.data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("Any IP address\nExcept 192.0.2.1"));
}

QTEST_GUILESS_MAIN(TestTokenTableModel)
#include "tst_tokentablemodel.moc"
