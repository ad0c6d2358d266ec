#include "connectdialog.h"
#include "keychainstore.h"
#include "messagebanner.h"
#include "onscreen.h"
#include "origin.h"
#include "outcome.h"
#include "savedsecrets.h"
#include "severalsystems.h"
#include "statepage.h"
#include "waitingcalls.h"

#include <QLabel>
#include <QMessageBox>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace tc;
using namespace tc::test;

namespace {

constexpr int patience = 30'000;

/// The real keychain, but for writing, which ends as the test wants.
class HeldWrites final : public CredentialStore
{
public:
    [[nodiscard]] CallPtr<std::optional<Secret>> read(const CredentialKey &key) override
    {
        return real.read(key);
    }
    [[nodiscard]] CallPtr<Done> write(const CredentialKey &, const Secret &) override { return writes.add(); }
    [[nodiscard]] CallPtr<Done> remove(const CredentialKey &key) override { return real.remove(key); }

    KeychainStore real;
    WaitingCalls<Done> writes;
};

} // namespace

/// Several systems at once in one window, over the real keychain: each at an origin of its own, two of the
/// same service.
class SeveralConnectionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void oneAloneNeedsNoList();
    void showsWhatIsChosen();
    void aNewOneJoinsTheOthers();
    void disconnectingOneLeavesTheOthers();
    void removesOneWithItsEntry();
    void removesWhatIsKeptOfItsServer();
    void keepsWhatAnotherOfItsServerUses();
    void keepsWhatAnotherConsoleUses();
    void aProblemOfAnotherIsSaidWithItsName();
    void aNoticeStaysWithItsConnection();
    void theListIsWhereItWasLeft();

private:
    [[nodiscard]] std::optional<bool> hasEntry(const CredentialKey &key);
    void saveSecretOfToken(const QString &id);
    void listAll();
    [[nodiscard]] MainWindow &window() const { return m_start->window; }
    [[nodiscard]] QListView &list() const { return m_shown->list(); }
    [[nodiscard]] bool choose(int row) const { return m_shown->choose(row); }
    [[nodiscard]] bool shows(int row) const { return m_shown->shows(row); }

    Systems m_systems;
    QList<std::shared_ptr<const ServiceDescription>> m_services;
    KeychainStore m_store;
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Start> m_start;
    std::unique_ptr<ShownConnections> m_shown;
};

void SeveralConnectionsTest::initTestCase()
{
    m_systems = fourSystems();
    for (const auto &system : m_systems)
        QVERIFY2(system->relay, qPrintable(system->mark));
    m_services = servicesOf(m_systems);
}

void SeveralConnectionsTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    for (const auto &system : m_systems) {
        const auto stored = outcomeOf(
            m_store.write(system->profile().credentialKey(), Secret::copyOf(system->token().constData())));
        QVERIFY(stored && *stored);
    }
    m_directory = std::make_unique<QTemporaryDir>();
    m_start = std::make_unique<Start>(m_services, m_store, m_directory->path());
    m_shown = std::make_unique<ShownConnections>(window(), m_systems);
    window().activateWindow(); // the display may have no window manager to do so
    QVERIFY(QTest::qWaitForWindowActive(&window()));
}

void SeveralConnectionsTest::cleanup()
{
    m_shown.reset();
    m_start.reset();
}

void SeveralConnectionsTest::cleanupTestCase()
{
    for (const auto &system : m_systems) {
        const auto removed = outcomeOf(m_store.remove(system->profile().credentialKey()));
        QVERIFY(removed && *removed);
    }
}

void SeveralConnectionsTest::listAll()
{
    for (const auto &system : m_systems)
        m_start->controller.list(system->profile());
}

void SeveralConnectionsTest::oneAloneNeedsNoList()
{
    m_start->controller.connectTo(m_systems.front()->profile(), std::nullopt);
    QTRY_VERIFY_WITH_TIMEOUT(shows(0), patience);
    QVERIFY(!list().isVisible());
    QVERIFY(!action(window(), QStringLiteral("Remove connection…"))->isEnabled());
    m_start->controller.list(m_systems.at(1)->profile());
    QVERIFY(list().isVisible());
    QVERIFY(shows(0));
}

void SeveralConnectionsTest::showsWhatIsChosen()
{
    listAll();
    QCOMPARE(list().model()->rowCount(), 4);
    QVERIFY(!list().currentIndex().isValid());
    for (int row = 0; row < 4; ++row) {
        QVERIFY(choose(row));
        QTRY_VERIFY_WITH_TIMEOUT(shows(row), patience);
        const ConnectionProfile profile = m_systems.at(size_t(row))->profile();
        const QString label = part<QLabel>(window(), "connectionLabel")->text();
        QVERIFY2(label.startsWith(profile.service->name.text()), qPrintable(label));
        QVERIFY2(label.endsWith(QString::number(profile.baseUrl.port())), qPrintable(label));
        const QString told = list().currentIndex().data(Qt::AccessibleTextRole).toString();
        QVERIFY2(told.startsWith(profile.service->name.text() + QStringLiteral(", 127.0.0.1:")),
                 qPrintable(told));
        QVERIFY2(told.endsWith(QStringLiteral(", Other server")), qPrintable(told));
    }
    // At once, without a word to the server, and by the keyboard.
    const qsizetype asked = m_systems.front()->relay->requests("GET").size();
    QTest::keyClick(&window(), Qt::Key_1, Qt::ControlModifier);
    QVERIFY(shows(0));
    QCOMPARE(list().currentIndex().row(), 0);
    QTest::keyClick(&window(), Qt::Key_4, Qt::ControlModifier);
    QVERIFY(shows(3));
    QCOMPARE(m_systems.front()->relay->requests("GET").size(), asked);
}

void SeveralConnectionsTest::aNewOneJoinsTheOthers()
{
    m_start->controller.connectTo(m_systems.at(0)->profile(), std::nullopt);
    QTRY_VERIFY_WITH_TIMEOUT(shows(0), patience);
    QVERIFY(trigger(window(), QStringLiteral("Connect…")));
    QTRY_VERIFY(openDialog<ConnectDialog>(window()));
    auto *dialog = openDialog<ConnectDialog>(window());
    Q_EMIT dialog->connected(
        m_systems.at(3)->profile(),
        std::make_shared<const Secret>(Secret::copyOf(m_systems.at(3)->token().constData())), true);
    dialog->accept();
    QTRY_VERIFY_WITH_TIMEOUT(shows(3), patience);
    QCOMPARE(list().model()->rowCount(), 2);
    QCOMPARE(list().currentIndex().row(), 1);
    QVERIFY(choose(0));
    QVERIFY(shows(0));
    // Both are there the next time.
    QCOMPARE(m_start->settings.connections().size(), 2);
}

void SeveralConnectionsTest::disconnectingOneLeavesTheOthers()
{
    listAll();
    QVERIFY(choose(0));
    QTRY_VERIFY_WITH_TIMEOUT(shows(0), patience);
    QVERIFY(choose(3));
    QTRY_VERIFY_WITH_TIMEOUT(shows(3), patience);
    QVERIFY(trigger(window(), QStringLiteral("Disconnect…")));
    QVERIFY(click(*openDialog<QMessageBox>(window()), QStringLiteral("Disconnect")));
    auto &page = *window().findChild<StatePage *>(QStringLiteral("statePage"));
    QTRY_COMPARE_WITH_TIMEOUT(page.headline(), QStringLiteral("Disconnected."), patience);
    QCOMPARE(list().model()->rowCount(), 4);
    QVERIFY(list()
                .currentIndex()
                .data(Qt::AccessibleTextRole)
                .toString()
                .endsWith(QStringLiteral("Not connected")));
    QVERIFY(choose(0));
    QVERIFY(shows(0));
    const auto kept = outcomeOf(m_store.read(m_systems.at(0)->profile().credentialKey()));
    QVERIFY(kept && *kept && **kept);
    const auto gone = outcomeOf(m_store.read(m_systems.at(3)->profile().credentialKey()));
    QVERIFY(gone && *gone && !**gone);
    // Chosen again it says so, and looks for nothing by itself.
    QVERIFY(choose(3));
    QCOMPARE(page.headline(), QStringLiteral("Disconnected."));
}

void SeveralConnectionsTest::removesOneWithItsEntry()
{
    listAll();
    for (const int row : {1, 0}) {
        QVERIFY(choose(row));
        QTRY_VERIFY_WITH_TIMEOUT(shows(row), patience);
    }
    QCOMPARE(m_start->settings.connections().size(), 2);
    QVERIFY(trigger(window(), QStringLiteral("Remove connection…")));
    auto *question = openDialog<QMessageBox>(window());
    QCOMPARE(question->defaultButton()->text(), QStringLiteral("Cancel"));
    QVERIFY(click(*question, QStringLiteral("Remove")));
    QTRY_COMPARE_WITH_TIMEOUT(list().model()->rowCount(), 3, patience);
    QVERIFY(shows(1)); // what took its place
    QCOMPARE(m_start->settings.connections().size(), 1);
    const auto gone = outcomeOf(m_store.read(m_systems.at(0)->profile().credentialKey()));
    QVERIFY(gone && *gone && !**gone);
}

std::optional<bool> SeveralConnectionsTest::hasEntry(const CredentialKey &key)
{
    const auto found = outcomeOf(m_store.read(key));
    return found && *found ? std::optional((*found)->has_value()) : std::nullopt;
}

/// As the dialog that shows it once does, of the first system.
void SeveralConnectionsTest::saveSecretOfToken(const QString &id)
{
    const CredentialKey server = m_systems.front()->profile().serverKey();
    SavedSecrets saved(m_store, server, m_start->savedTokens(server));
    const auto stored = outcomeOf(saved.save(id, Secret::copyOf("secret")));
    QVERIFY(stored && *stored);
}

void SeveralConnectionsTest::removesWhatIsKeptOfItsServer()
{
    const ConnectionProfile profile = m_systems.front()->profile();
    const CredentialKey saved = profile.serverKey().forToken(QStringLiteral("17"));
    const QString origin = Origin(profile.baseUrl).toString();
    saveSecretOfToken(QStringLiteral("17"));
    listAll();
    QVERIFY(choose(0));
    QTRY_VERIFY_WITH_TIMEOUT(shows(0), patience);
    m_start->settings.setTlsFiles(origin, {QStringLiteral("/a"), {}, {}});
    QVERIFY(trigger(window(), QStringLiteral("Remove connection…")));
    auto *question = openDialog<QMessageBox>(window());
    QVERIFY2(question->text().contains(QStringLiteral("The secrets of 1 token(s) that you saved")),
             qPrintable(question->text()));
    QVERIFY(click(*question, QStringLiteral("Remove")));
    QTRY_COMPARE_WITH_TIMEOUT(list().model()->rowCount(), 3, patience);
    QCOMPARE(hasEntry(saved), std::optional(false));
    QCOMPARE(hasEntry(profile.credentialKey()), std::optional(false));
    QVERIFY(m_start->savedTokens(profile.serverKey()).load().isEmpty());
    QCOMPARE(m_start->settings.tlsFiles(origin), TlsFiles());
    QCOMPARE(m_start->forgotten, QStringList(profile.serverKey().toString()));
}

void SeveralConnectionsTest::keepsWhatAnotherOfItsServerUses()
{
    ConnectionProfile profile = m_systems.front()->profile();
    const CredentialKey saved = profile.serverKey().forToken(QStringLiteral("17"));
    const QString origin = Origin(profile.baseUrl).toString();
    saveSecretOfToken(QStringLiteral("17"));
    listAll();
    profile.workspace = QStringLiteral("another");
    m_start->controller.list(profile);
    m_start->settings.setTlsFiles(origin, {QStringLiteral("/a"), {}, {}});
    m_start->controller.startWith(profile);
    QVERIFY(trigger(window(), QStringLiteral("Remove connection…")));
    auto *question = openDialog<QMessageBox>(window());
    for (const char *stays :
         {"that stays, for another connection that uses it", "The secrets of 1 token(s) of this server stay"})
        QVERIFY2(question->text().contains(QString::fromUtf8(stays)), qPrintable(question->text()));
    QVERIFY(click(*question, QStringLiteral("Remove")));
    QTRY_COMPARE_WITH_TIMEOUT(list().model()->rowCount(), 4, patience);
    QCOMPARE(hasEntry(saved), std::optional(true));
    QCOMPARE(hasEntry(profile.credentialKey()), std::optional(true));
    QCOMPARE(m_start->settings.tlsFiles(origin).authorities, QStringLiteral("/a"));
    QCOMPARE(m_start->forgotten, QStringList());
    const auto removed = outcomeOf(m_store.remove(saved));
    QVERIFY(removed && *removed);
}

void SeveralConnectionsTest::keepsWhatAnotherConsoleUses()
{
    const ConnectionProfile profile = m_systems.front()->profile();
    ConnectionProfile others = profile;
    others.workspace = QStringLiteral("another");
    m_start->othersSaved = {profile, others};
    listAll();
    QVERIFY(choose(0));
    QTRY_VERIFY_WITH_TIMEOUT(shows(0), patience);
    QVERIFY(trigger(window(), QStringLiteral("Remove connection…")));
    QVERIFY(click(*openDialog<QMessageBox>(window()), QStringLiteral("Remove")));
    QTRY_COMPARE_WITH_TIMEOUT(list().model()->rowCount(), 3, patience);
    QCOMPARE(hasEntry(profile.credentialKey()), std::optional(true));
    QCOMPARE(m_start->forgotten, QStringList());
}

void SeveralConnectionsTest::aProblemOfAnotherIsSaidWithItsName()
{
    HeldWrites store;
    m_shown.reset();
    m_start.reset();
    m_start = std::make_unique<Start>(m_services, store, m_directory->path());
    m_shown = std::make_unique<ShownConnections>(window(), m_systems);
    window().activateWindow(); // the display may have no window manager to do so
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    const System &first = *m_systems.at(0);
    m_start->controller.list(m_systems.at(1)->profile());
    m_start->controller.connectTo(
        first.profile(),
        ResolvedCredential {Secret::copyOf(first.token().constData()), CredentialSource::Option});
    QVERIFY(trigger(window(), QStringLiteral("Save token in keychain")));
    QVERIFY(choose(0));
    QTRY_VERIFY_WITH_TIMEOUT(shows(1), patience);
    ApiError error {.kind = ErrorKind::StorageUnavailable};
    error.reason = QStringLiteral("It is locked.");
    store.writes.finishFirst(tl::unexpected(error));
    const auto &banner = *part<MessageBanner>(window(), "banner");
    QVERIFY(banner.isVisible());
    QVERIFY2(banner.sentence().startsWith(QStringLiteral("Optimus at 127.0.0.1:")),
             qPrintable(banner.sentence()));
    // Its button is about that connection, too.
    QVERIFY(click(window(), QStringLiteral("Try again")));
    QCOMPARE(store.writes.count(), std::size_t(1));
    store.writes.finishFirst(Done {});
    QVERIFY(choose(1));
    QVERIFY(!action(window(), QStringLiteral("Save token in keychain"))->isEnabled());
    m_start.reset(); // before its store
}

void SeveralConnectionsTest::aNoticeStaysWithItsConnection()
{
    HeldWrites store;
    m_shown.reset();
    m_start.reset();
    m_start = std::make_unique<Start>(m_services, store, m_directory->path());
    m_shown = std::make_unique<ShownConnections>(window(), m_systems);
    window().activateWindow(); // the display may have no window manager to do so
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    const System &first = *m_systems.at(0);
    m_start->controller.list(m_systems.at(1)->profile());
    m_start->controller.connectTo(
        first.profile(),
        ResolvedCredential {Secret::copyOf(first.token().constData()), CredentialSource::Option});
    QVERIFY(trigger(window(), QStringLiteral("Save token in keychain")));
    ApiError error {.kind = ErrorKind::StorageUnavailable};
    error.reason = QStringLiteral("It is locked.");
    store.writes.finishFirst(tl::unexpected(error));
    const auto &banner = *part<MessageBanner>(window(), "banner");
    QVERIFY(banner.isVisible());
    const QString said = banner.sentence();
    QVERIFY(choose(0));
    QVERIFY(!banner.isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(shows(1), patience);
    QVERIFY(choose(1));
    QVERIFY(banner.isVisible());
    QCOMPARE(banner.sentence(), said);
    QVERIFY(click(window(), QStringLiteral("Try again")));
    store.writes.finishFirst(Done {});
    QVERIFY(banner.isVisible());
    QVERIFY(banner.sentence() != said);
    // What went well is of no interest later.
    for (const int row : {0, 1}) {
        QVERIFY(choose(row));
        QVERIFY(!banner.isVisible());
    }
    m_start.reset(); // before its store
}

void SeveralConnectionsTest::theListIsWhereItWasLeft()
{
    listAll();
    for (const int row : {1, 0}) {
        QVERIFY(choose(row));
        QTRY_VERIFY_WITH_TIMEOUT(shows(row), patience);
    }
    auto &table = *part<QTableView>(window(), "table");
    window().resize(window().width(), 480);
    QTRY_VERIFY(table.verticalScrollBar()->maximum() > 3);
    table.setCurrentIndex(table.model()->index(4, 0));
    table.verticalScrollBar()->setValue(3);
    const QString selected = m_shown->names().at(4);
    QVERIFY(choose(1));
    QVERIFY(!table.selectionModel()->hasSelection());
    QVERIFY(choose(0));
    QCOMPARE(table.selectionModel()->selectedRows().value(0).row(), 4);
    QCOMPARE(m_shown->names().at(4), selected);
    QCOMPARE(table.verticalScrollBar()->value(), 3);
}

QTEST_MAIN(SeveralConnectionsTest)
#include "tst_severalconnections.moc"
