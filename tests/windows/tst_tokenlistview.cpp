#include "desk.h"
#include "mainwindow.h"
#include "messagebanner.h"
#include "namedelegate.h"
#include "onscreen.h"
#include "statepage.h"
#include "tokentablemodel.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QProgressBar>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStatusBar>
#include <QStyle>
#include <QTest>

#include <limits>

using namespace tc;
using namespace tc::test;

namespace {

class SetClock final : public Clock
{
public:
    QDateTime instant = QDateTime::currentDateTimeUtc();
    [[nodiscard]] QDateTime now() const override { return instant; }
};

/// The seconds that "Next try in 0:42 minutes." says, -1 where \a text is none.
int countedSeconds(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^Next try in (\\d+):(\\d\\d) minutes\\.$"));
    const QRegularExpressionMatch match = form.match(text);
    return match.hasMatch() ? match.captured(1).toInt() * 60 + match.captured(2).toInt() : -1;
}

/// What a column of \a cell's sorts by; the same for all where it is a text.
qint64 sortKey(const QModelIndex &cell)
{
    const auto token = cell.data(TokenTableModel::TokenRole).value<Token>();
    switch (cell.column()) {
    case TokenTableModel::Status:
        return cell.data(TokenTableModel::StatusRole).toInt();
    case TokenTableModel::Created:
        return token.createdAt.toMSecsSinceEpoch();
    case TokenTableModel::LastUsed:
        return token.lastUsedAt.isValid() ? token.lastUsedAt.toMSecsSinceEpoch() : 0;
    case TokenTableModel::Expires:
        return token.expiry.isNever() ? std::numeric_limits<qint64>::max()
                                      : token.expiry.instant().toMSecsSinceEpoch();
    case TokenTableModel::AllowedIpRanges:
        return token.allowedIps.size();
    default:
        return 0;
    }
}

} // namespace

class TokenListViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void disconnected();
    void loadingCanBeCancelled();
    void empty();
    void offline();
    void ownTokenRevoked();
    void integrationTokenIsRefused();
    void rateLimited();
    void countdownOverAFilledList();
    void failedRefreshKeepsTheList();
    void searchAndFilter();
    void selectionAndScrollSurviveRefresh();
    void sortsByEveryColumn();
    void sortsByMenu();
    void marksOwnAndSavedTokens();
    void masksAreNotCut();
    void progressOverAFilledList();
    void refreshesWhenActivatedAfterAWhile();
    void whatWasNeverReadIsTriedAgain();
    void aSessionBehindAnotherChangesNothing();
    void isReadAnewWhenItComesBackAfterAWhile();
    void columnsAreRestored();
    void waitingForTheKeychainCanBeCancelled();

private:
    void open(const QByteArray &secret);
    void openAsManager() { open(m_desk->backend.managementSecret()); }
    void refresh();
    [[nodiscard]] StatePage &page() const { return *part<StatePage>(*m_window, "statePage"); }
    [[nodiscard]] QTableView &table() const { return *part<QTableView>(*m_window, "table"); }
    /// Whether the page stands where the list would, with a headline, a next step and a button \a text.
    [[nodiscard]] bool offers(const QString &text) const;
    void create(const QString &name, const QJsonObject &more = {}) const;

    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<TokenSession> m_session;
    std::unique_ptr<SavedSecrets> m_savedSecrets;
    std::unique_ptr<MainWindow> m_window;
};

void TokenListViewTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_desk = std::make_unique<Desk>();
    m_window = std::make_unique<MainWindow>(m_desk->clipboard);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TokenListViewTest::cleanup()
{
    m_window->setSession(nullptr, {});
    m_window.reset();
    m_savedSecrets.reset();
    m_session.reset();
    m_desk.reset();
}

void TokenListViewTest::open(const QByteArray &secret)
{
    m_session = m_desk->session(secret);
    m_savedSecrets = m_desk->savedSecrets(m_desk->store);
    m_window->setSession(m_session.get(), {m_savedSecrets.get(), &m_desk->unconfirmed()});
    m_session->refresh();
}

void TokenListViewTest::refresh()
{
    QSignalSpy finished(m_session.get(), &TokenSession::refreshFinished);
    QVERIFY(trigger(*m_window, QStringLiteral("Refresh")));
    QTRY_COMPARE(finished.size(), 1);
}

bool TokenListViewTest::offers(const QString &text) const
{
    return page().isVisible() && !table().isVisible() && !page().headline().isEmpty()
        && !page().nextStep().isEmpty() && button(page(), text) && button(page(), text)->isEnabled();
}

void TokenListViewTest::create(const QString &name, const QJsonObject &more) const
{
    QJsonObject body = more;
    body.insert(QLatin1String("name"), name);
    QVERIFY(!m_desk->backend.create(body).isEmpty());
}

void TokenListViewTest::disconnected()
{
    m_window->showDisconnected([] {
        return ErrorText {QStringLiteral("Not connected."), QStringLiteral("Connect.")};
    });
    QVERIFY(offers(QStringLiteral("Connect…")));
    QSignalSpy requested(m_window.get(), &MainWindow::connectRequested);
    QVERIFY(click(page(), QStringLiteral("Connect…")));
    QCOMPARE(requested.size(), 1);
}

void TokenListViewTest::loadingCanBeCancelled()
{
    QVERIFY(m_desk->start());
    m_desk->freeze();
    openAsManager();
    QVERIFY(page().isVisible());
    QCOMPARE(page().headline(), QStringLiteral("Loading tokens…"));
    QVERIFY(page().findChild<QProgressBar *>()->isVisible());
    QVERIFY(click(page(), QStringLiteral("Cancel")));
    QVERIFY(!m_session->isRefreshing());
    QVERIFY(offers(QStringLiteral("Refresh")));
    QVERIFY(!page().findChild<QProgressBar *>()->isVisible());
    m_desk->thaw();
    QVERIFY(click(page(), QStringLiteral("Refresh")));
    QTRY_VERIFY(table().isVisible());
}

void TokenListViewTest::empty()
{
    // The list of this backend always has the token that asks; a session that read nothing yet shows the
    // state.
    QVERIFY(m_desk->start());
    m_session = m_desk->managementSession();
    m_savedSecrets = m_desk->savedSecrets(m_desk->store);
    m_window->setSession(m_session.get(), {m_savedSecrets.get(), &m_desk->unconfirmed()});
    QVERIFY(offers(QStringLiteral("Create Token")));
}

void TokenListViewTest::offline()
{
    QVERIFY(m_desk->start());
    const quint16 port = m_desk->backend.port();
    QCOMPARE(m_desk->backend.terminate(), 0);
    openAsManager();
    QTRY_VERIFY(offers(QStringLiteral("Refresh")));
    QVERIFY(button(page(), QStringLiteral("Connect…")));

    QVERIFY(m_desk->backend.start({QStringLiteral("--listen"), QStringLiteral("127.0.0.1:%1").arg(port)}));
    QVERIFY(click(page(), QStringLiteral("Refresh")));
    QTRY_VERIFY(table().isVisible());
}

void TokenListViewTest::ownTokenRevoked()
{
    QVERIFY(m_desk->start());
    const QString own = m_desk->tokens().first().toObject().value(QLatin1String("id")).toString();
    const QString url = m_desk->url(QStringLiteral("api/v1/tokens/") + own);
    QCOMPARE(curl("DELETE", url, m_desk->backend.managementSecret(), 1).status, 204);
    openAsManager();
    QTRY_VERIFY(offers(QStringLiteral("Connect…")));
    QCOMPARE(m_session->error()->kind, ErrorKind::Unauthorized);
    QCOMPARE(page().headline(), QStringLiteral("The token has been revoked."));
}

void TokenListViewTest::integrationTokenIsRefused()
{
    QVERIFY(m_desk->start());
    QByteArray secret;
    m_desk->backend.create({{QStringLiteral("name"), QStringLiteral("Shop")},
                            {QStringLiteral("access"), QStringLiteral("integration")}},
                           &secret);
    open(secret);
    QTRY_VERIFY(offers(QStringLiteral("Connect…")));
    QCOMPARE(m_session->error()->kind, ErrorKind::Forbidden);
}

/// Fault 19.
void TokenListViewTest::rateLimited()
{
    QVERIFY(m_desk->start({QStringLiteral("--rate-limit"), QStringLiteral("1")}));
    HttpClient http = m_desk->backend.client();
    QVERIFY(http.send("GET", "/api/v1/tokens", bearer(m_desk->backend.managementSecret())));
    openAsManager();
    QTRY_COMPARE(page().headline(), QStringLiteral("The server asks to wait."));
    QVERIFY(offers(QStringLiteral("Cancel")));
    QVERIFY2(countedSeconds(page().nextStep()) > 0, qPrintable(page().nextStep()));
    const QPointer<QAbstractButton> cancel = button(page(), QStringLiteral("Cancel"));
    const int first = countedSeconds(page().nextStep());
    QTRY_VERIFY(countedSeconds(page().nextStep()) < first);
    QVERIFY(cancel); // the same one, which may have the focus

    QElapsedTimer timer;
    timer.start();
    QVERIFY(click(page(), QStringLiteral("Cancel")));
    QVERIFY(offers(QStringLiteral("Refresh")));
    QVERIFY2(timer.elapsed() < 100, QByteArray::number(timer.elapsed()).constData());
    QCOMPARE(m_session->error()->kind, ErrorKind::RateLimited);
    QVERIFY(!m_session->isRefreshing());

    // Refused once more, so it asked at once.
    QVERIFY(click(page(), QStringLiteral("Refresh")));
    QTRY_COMPARE(page().headline(), QStringLiteral("The server asks to wait."));
}

/// Fault 19.
void TokenListViewTest::countdownOverAFilledList()
{
    // For the list and the token's own entry, and then no more.
    QVERIFY(m_desk->start({QStringLiteral("--rate-limit"), QStringLiteral("2")}));
    openAsManager();
    QTRY_VERIFY(table().isVisible());
    QTRY_VERIFY(m_session->ownToken());
    QVERIFY(trigger(*m_window, QStringLiteral("Refresh")));
    auto *banner = part<MessageBanner>(*m_window, "banner");
    QTRY_VERIFY(banner->isVisible());
    QCOMPARE(banner->sentence(), QStringLiteral("The server asks to wait."));
    const int first = countedSeconds(banner->nextStep());
    QVERIFY2(first > 0, qPrintable(banner->nextStep()));
    QTRY_VERIFY(countedSeconds(banner->nextStep()) < first);
    QVERIFY(table().isVisible());

    QVERIFY(click(*banner, QStringLiteral("Cancel")));
    QVERIFY(table().isVisible());
    QCOMPARE(table().model()->rowCount(), 1);
    QCOMPARE(m_session->error()->kind, ErrorKind::RateLimited);
    QVERIFY(banner->isVisible() && banner->sentence() != QStringLiteral("The server asks to wait."));
    QVERIFY(button(*banner, QStringLiteral("Refresh")));
}

void TokenListViewTest::failedRefreshKeepsTheList()
{
    QVERIFY(m_desk->start());
    openAsManager();
    QTRY_VERIFY(table().isVisible());
    QCOMPARE(m_desk->backend.terminate(), 0);
    refresh();
    QVERIFY(table().isVisible());
    QCOMPARE(table().model()->rowCount(), 1);
    auto *banner = part<MessageBanner>(*m_window, "banner");
    QVERIFY(banner->isVisible());
    QVERIFY(!banner->nextStep().isEmpty());
    QVERIFY(button(*banner, QStringLiteral("Refresh")));
}

void TokenListViewTest::searchAndFilter()
{
    QVERIFY(m_desk->start());
    create(QStringLiteral("Shop Munich"),
           {{QStringLiteral("allowedIps"), QJsonArray {QStringLiteral("203.0.113.0/24")}}});
    create(QStringLiteral("Shop Vienna"));
    openAsManager();
    QTRY_COMPARE(table().model()->rowCount(), 3);

    auto *search = part<QLineEdit>(*m_window, "searchEdit");
    const auto *count = part<QLabel>(*m_window, "countLabel");
    QTest::keyClicks(search, QStringLiteral("shop"));
    QCOMPARE(table().model()->rowCount(), 2);
    QCOMPARE(count->text(), QStringLiteral("2 of 3"));
    search->clear();
    QTest::keyClicks(search, QStringLiteral("203.0.113"));
    QCOMPARE(columnTexts(table(), 0), QStringList {QStringLiteral("Shop Munich")});
    search->clear();
    QTest::keyClicks(search, QStringLiteral("nowhere"));
    QVERIFY(offers(QStringLiteral("Show all tokens")));
    QVERIFY(click(page(), QStringLiteral("Show all tokens")));
    QVERIFY(search->text().isEmpty());
    QCOMPARE(table().model()->rowCount(), 3);

    auto *status = part<QComboBox>(*m_window, "statusCombo");
    status->setCurrentText(QStringLiteral("Never used"));
    QCOMPARE(table().model()->rowCount(), 2);
    status->setCurrentText(QStringLiteral("Revoked"));
    QVERIFY(offers(QStringLiteral("Show all tokens")));
    QVERIFY(click(page(), QStringLiteral("Show all tokens")));
    QCOMPARE(status->currentIndex(), 0);
    QCOMPARE(table().model()->rowCount(), 3);
}

void TokenListViewTest::selectionAndScrollSurviveRefresh()
{
    QVERIFY(m_desk->start());
    for (int i = 0; i < 60; ++i)
        create(QStringLiteral("Token %1").arg(i, 2, 10, QLatin1Char('0')));
    openAsManager();
    QTRY_COMPARE(table().model()->rowCount(), 61);
    QVERIFY(selectRow(table(), QStringLiteral("Token 20")));
    table().verticalScrollBar()->setValue(15);
    QCOMPARE(table().verticalScrollBar()->value(), 15);

    create(QStringLiteral("Aardvark")); // the newest comes first, above what is on screen
    refresh();
    QCOMPARE(table().model()->rowCount(), 62);
    const QModelIndexList selected = table().selectionModel()->selectedRows();
    QCOMPARE(selected.size(), 1);
    QCOMPARE(selected.first().data().toString(), QStringLiteral("Token 20"));
    QVERIFY(qAbs(table().verticalScrollBar()->value() - 15) <= 1);
    QCOMPARE(part<QLabel>(*m_window, "nameText")->text(), QStringLiteral("Token 20"));
}

void TokenListViewTest::sortsByEveryColumn()
{
    QVERIFY(m_desk->start());
    const auto inDays = [](int days) {
        return QDateTime::currentDateTimeUtc().addDays(days).toString(Qt::ISODate);
    };
    create(QStringLiteral("b"), {{QStringLiteral("expiresAt"), inDays(3)}});
    create(QStringLiteral("C"), {{QStringLiteral("allowedIps"), QJsonArray {QStringLiteral("10.0.0.0/8")}}});
    create(QStringLiteral("a"),
           {{QStringLiteral("allowedIps"), QJsonArray {QStringLiteral("9.9.9.9")}},
            {QStringLiteral("expiresAt"), inDays(90)}});
    openAsManager();
    QTRY_COMPARE(table().model()->rowCount(), 4);

    QHeaderView &header = *table().horizontalHeader();
    for (int column = 0; column < TokenTableModel::ColumnCount; ++column) {
        if (table().isColumnHidden(column))
            continue;
        QStringList orders[2];
        for (QStringList &names : orders) {
            table().horizontalScrollBar()->setValue(header.sectionPosition(column));
            const QPoint section(header.sectionViewportPosition(column) + 12, header.height() / 2);
            QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, section);
            QCOMPARE(header.sortIndicatorSection(), column);
            names = columnTexts(table(), 0);
            const bool ascending = header.sortIndicatorOrder() == Qt::AscendingOrder;
            QAbstractItemModel &model = *table().model();
            for (int row = 0; row + 1 < model.rowCount(); ++row) {
                const qint64 here = sortKey(model.index(row, column));
                const qint64 next = sortKey(model.index(row + 1, column));
                QVERIFY(here == next || (here < next) == ascending);
            }
        }
        // Names alone are all different: what was created within one millisecond keeps its order both ways.
        if (column == TokenTableModel::Name) {
            QVERIFY(orders[0].filter(QRegularExpression(QStringLiteral("^.$")))
                    == (header.sortIndicatorOrder() == Qt::DescendingOrder
                            ? QStringList {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("C")}
                            : QStringList {QStringLiteral("C"), QStringLiteral("b"), QStringLiteral("a")}));
            std::reverse(orders[1].begin(), orders[1].end());
            QCOMPARE(orders[1], orders[0]);
        }
    }
}

void TokenListViewTest::sortsByMenu()
{
    QVERIFY(m_desk->start());
    create(QStringLiteral("b"));
    create(QStringLiteral("a"));
    auto *menu = m_window->findChild<QMenu *>(QStringLiteral("sortMenu"));
    QVERIFY(menu && !menu->isEnabled());
    openAsManager();
    QTRY_COMPARE(table().model()->rowCount(), 3);
    QVERIFY(menu->isEnabled());

    const auto choose = [menu](const QString &text) {
        menu->popup(QPoint());
        QVERIFY(QTest::qWaitForWindowExposed(menu));
        const auto isThere = [menu, &text] {
            return menu->activeAction() && menu->activeAction()->text() == text;
        };
        for (qsizetype step = 0; step <= menu->actions().size() && !isThere(); ++step)
            QTest::keyClick(menu, Qt::Key_Down);
        QVERIFY(isThere());
        QTest::keyClick(menu, Qt::Key_Return);
    };
    choose(QStringLiteral("Token Name"));
    choose(QStringLiteral("Ascending"));
    QCOMPARE(columnTexts(table(), 0).first(2), (QStringList {QStringLiteral("a"), QStringLiteral("b")}));
    QCOMPARE(table().horizontalHeader()->sortIndicatorSection(), int(TokenTableModel::Name));
    choose(QStringLiteral("Descending"));
    QCOMPARE(columnTexts(table(), 0).last(2), (QStringList {QStringLiteral("b"), QStringLiteral("a")}));
    QStringList texts;
    for (const QAction *action : menu->actions())
        texts.append(action->text());
    QVERIFY(texts.contains(QStringLiteral("Expires")));
    QVERIFY(!texts.contains(QStringLiteral("Scopes"))); // a column that this service has not
}

void TokenListViewTest::marksOwnAndSavedTokens()
{
    QVERIFY(m_desk->start());
    create(QStringLiteral("Shop"));
    openAsManager();
    QTRY_COMPARE(table().model()->rowCount(), 2);
    QTRY_VERIFY(m_session->ownToken());
    const auto picture = [this](const QString &name) {
        const int row = static_cast<int>(columnTexts(table(), TokenTableModel::Name).indexOf(name));
        const QModelIndex index = table().model()->index(row, TokenTableModel::Name);
        const QRect cell = table().visualRect(index);
        return table().viewport()->grab(cell.adjusted(cell.width() / 2, 0, 0, 0)).toImage();
    };
    // The right halves of cells with short names are alike but for the mark.
    const QImage unmarked = picture(QStringLiteral("Shop"));
    const auto saving = m_savedSecrets->save(
        m_desk->tokenNamed(QStringLiteral("Shop")).value(QLatin1String("id")).toString(),
        Secret::copyOf("x"));
    QTRY_COMPARE(m_savedSecrets->tokenIds().size(), 1);
    QVERIFY(picture(QStringLiteral("Shop")) != unmarked);
    const QString own = m_session->ownToken()->name;
    const QModelIndex ownCell = table().model()->index(
        static_cast<int>(columnTexts(table(), TokenTableModel::Name).indexOf(own)), TokenTableModel::Name);
    QVERIFY(ownCell.data(TokenTableModel::OwnRole).toBool());
    QVERIFY(qobject_cast<NameDelegate *>(table().itemDelegateForIndex(ownCell)));
}

void TokenListViewTest::masksAreNotCut()
{
    QVERIFY(m_desk->start());
    openAsManager();
    QTRY_COMPARE(table().model()->rowCount(), 1);
    const QString widest = maskOf(u"tok_optimus_MOnkDo");
    const int margin = table().style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, &table()) + 1;
    QVERIFY(table().fontMetrics().horizontalAdvance(widest) + 2 * margin
            <= table().columnWidth(TokenTableModel::Mask));
}

void TokenListViewTest::progressOverAFilledList()
{
    QVERIFY(m_desk->start());
    openAsManager();
    QTRY_VERIFY(table().isVisible());
    auto *status = part<QStatusBar>(*m_window, "statusBar");
    QVERIFY(!status->findChild<QProgressBar *>()->isVisible());
    m_desk->freeze();
    QVERIFY(trigger(*m_window, QStringLiteral("Refresh")));
    QVERIFY(status->findChild<QProgressBar *>()->isVisible());
    QVERIFY(table().isVisible());
    QVERIFY(click(*status, QStringLiteral("Cancel")));
    QVERIFY(!m_session->isRefreshing());
    QVERIFY(!status->findChild<QProgressBar *>()->isVisible());
    QVERIFY(!button(*status, QStringLiteral("Cancel")));
    m_desk->thaw();
    refresh();
    QVERIFY(!m_session->error());
}

void TokenListViewTest::refreshesWhenActivatedAfterAWhile()
{
    QVERIFY(m_desk->start());
    SetClock clock;
    const auto credential
        = std::make_shared<const Secret>(Secret::copyOf(m_desk->backend.managementSecret()));
    m_session = std::make_unique<TokenSession>(m_desk->profile(), credential, m_desk->transport, clock);
    m_savedSecrets = m_desk->savedSecrets(m_desk->store);
    m_window->setSession(m_session.get(), {m_savedSecrets.get(), &m_desk->unconfirmed()});
    m_session->refresh();
    QTRY_VERIFY(m_session->updatedAt().isValid());
    QEvent activation(QEvent::WindowActivate);
    clock.instant = clock.instant.addSecs(50);
    QApplication::sendEvent(m_window.get(), &activation);
    QVERIFY(!m_session->isRefreshing());
    clock.instant = clock.instant.addSecs(20);
    QApplication::sendEvent(m_window.get(), &activation);
    QVERIFY(m_session->isRefreshing());
    QTRY_VERIFY(!m_session->isRefreshing());
    QCOMPARE(m_session->updatedAt(), clock.instant);
    m_window->setSession(nullptr, {});
    m_session.reset();
}

/// The server was down at the start.
void TokenListViewTest::whatWasNeverReadIsTriedAgain()
{
    QVERIFY(m_desk->start());
    SetClock clock;
    ConnectionProfile profile = m_desk->profile();
    profile.baseUrl.setPort(1); // nobody listens
    const auto credential
        = std::make_shared<const Secret>(Secret::copyOf(m_desk->backend.managementSecret()));
    m_session = std::make_unique<TokenSession>(profile, credential, m_desk->transport, clock);
    m_savedSecrets = m_desk->savedSecrets(m_desk->store);
    m_window->setSession(m_session.get(), {m_savedSecrets.get(), &m_desk->unconfirmed()});
    m_session->refresh();
    QTRY_VERIFY(m_session->error());
    QCOMPARE(m_session->error()->kind, ErrorKind::Transport);
    QEvent activation(QEvent::WindowActivate);
    clock.instant = clock.instant.addSecs(50);
    QApplication::sendEvent(m_window.get(), &activation);
    QVERIFY(!m_session->isRefreshing());
    clock.instant = clock.instant.addSecs(20);
    QApplication::sendEvent(m_window.get(), &activation);
    QVERIFY(m_session->isRefreshing());
    QTRY_VERIFY(!m_session->isRefreshing());
    QApplication::sendEvent(m_window.get(), &activation); // not at once again
    QVERIFY(!m_session->isRefreshing());
    m_window->setSession(nullptr, {});
    m_session.reset();
}

/// It goes on, and what it tells is about its own tokens.
void TokenListViewTest::aSessionBehindAnotherChangesNothing()
{
    QVERIFY(m_desk->start());
    create(QStringLiteral("First"));
    const auto behind = m_desk->managementSession();
    const auto behindSaved = m_desk->savedSecrets(m_desk->store);
    const SecretRecords records {behindSaved.get(), &m_desk->unconfirmed()};
    m_window->setSession(behind.get(), records);
    behind->refresh();
    QTRY_VERIFY(behind->ownToken() && table().model()->rowCount() == 2);
    openAsManager();
    QTRY_VERIFY(m_session->ownToken() && table().model()->rowCount() == 2);

    TokenDraft draft;
    draft.name = QStringLiteral("Made behind");
    draft.type = behind->service().features.defaultType;
    QSignalSpy changed(behind.get(), &TokenSession::tokenChanged);
    const auto making = behind->create(draft, newIdempotencyKey());
    QTRY_COMPARE(changed.size(), 1);
    QVERIFY(!columnTexts(table(), TokenTableModel::Name).contains(draft.name));
    QSignalSpy listed(behind.get(), &TokenSession::refreshFinished);
    m_desk->freeze();
    behind->refresh();
    QVERIFY(!action(*m_window, QStringLiteral("Cancel"))->isEnabled());
    m_desk->thaw();
    QTRY_COMPARE(listed.size(), 1);
    QCOMPARE(table().model()->rowCount(), 2);

    m_window->setSession(behind.get(), records);
    QVERIFY(columnTexts(table(), TokenTableModel::Name).contains(draft.name));
    m_window->setSession(nullptr, {});
}

void TokenListViewTest::isReadAnewWhenItComesBackAfterAWhile()
{
    QVERIFY(m_desk->start());
    SetClock clock;
    const auto credential
        = std::make_shared<const Secret>(Secret::copyOf(m_desk->backend.managementSecret()));
    m_session = std::make_unique<TokenSession>(m_desk->profile(), credential, m_desk->transport, clock);
    m_savedSecrets = m_desk->savedSecrets(m_desk->store);
    const SecretRecords records {m_savedSecrets.get(), &m_desk->unconfirmed()};
    m_window->setSession(m_session.get(), records);
    m_session->refresh();
    QTRY_VERIFY(m_session->updatedAt().isValid());
    m_window->setSession(nullptr, {});
    clock.instant = clock.instant.addSecs(50);
    m_window->setSession(m_session.get(), records);
    QVERIFY(!m_session->isRefreshing());
    m_window->setSession(nullptr, {});
    clock.instant = clock.instant.addSecs(20);
    m_window->setSession(m_session.get(), records);
    QVERIFY(m_session->isRefreshing());
    QTRY_COMPARE(m_session->updatedAt(), clock.instant);
    m_window->setSession(nullptr, {});
    m_session.reset();
}

void TokenListViewTest::columnsAreRestored()
{
    QVERIFY(m_desk->start());
    openAsManager();
    QTRY_VERIFY(table().isVisible());
    QHeaderView &header = *table().horizontalHeader();
    header.moveSection(header.visualIndex(TokenTableModel::Expires), 1);
    header.resizeSection(TokenTableModel::Name, 321);
    table().sortByColumn(TokenTableModel::Name, Qt::AscendingOrder);
    const QByteArray state = m_window->columnState();

    MainWindow other(m_desk->clipboard);
    other.restoreColumnState(state);
    other.setSession(m_session.get(), {m_savedSecrets.get(), &m_desk->unconfirmed()});
    const QHeaderView &restored = *part<QTableView>(other, "table")->horizontalHeader();
    QCOMPARE(restored.visualIndex(TokenTableModel::Expires), 1);
    QCOMPARE(restored.sectionSize(TokenTableModel::Name), 321);
    QCOMPARE(restored.sortIndicatorSection(), int(TokenTableModel::Name));
    QCOMPARE(restored.sortIndicatorOrder(), Qt::AscendingOrder);
    QCOMPARE(other.columnState(), state);
    other.setSession(nullptr, {});
    QCOMPARE(other.columnState(), state);
}

void TokenListViewTest::waitingForTheKeychainCanBeCancelled()
{
    m_window->showConnecting([] { return ErrorText {QStringLiteral("Looking…"), {}}; });
    QCOMPARE(page().headline(), QStringLiteral("Looking…"));
    QSignalSpy cancelled(m_window.get(), &MainWindow::connectingCancelled);
    QVERIFY(click(page(), QStringLiteral("Cancel")));
    QCOMPARE(cancelled.size(), 1);
    m_window->showDisconnected([] {
        return ErrorText {QStringLiteral("Not connected."), QStringLiteral("Connect.")};
    });
    QVERIFY(!action(*m_window, QStringLiteral("Cancel"))->isEnabled());
}

QTEST_MAIN(TokenListViewTest)
#include "tst_tokenlistview.moc"
