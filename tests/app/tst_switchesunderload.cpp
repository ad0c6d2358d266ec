#include "badge.h"
#include "keychainstore.h"
#include "onscreen.h"
#include "outcome.h"
#include "severalsystems.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace tc;
using namespace tc::test;

namespace {

constexpr int patience = 30'000;
constexpr int switches = 1000;

Badge::Role expectedRole(const System &system)
{
    const ServiceEnvironment *const environment = system.service->environment(system.environment);
    if (!environment)
        return Badge::Role::Neutral;
    return environment->production ? Badge::Role::Production : Badge::Role::Test;
}

} // namespace

/// Four connections over the real keychain, to two of the same service among them, switched as fast as one
/// can while they are asked and answered: nothing of one is ever seen in another's list, or sent to another's
/// server.
class SwitchesUnderLoadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void warm();
    void coldWithSlowAndFailingServers();

private:
    void start();
    void refresh() const;
    /// One switch to another row than the one shown, and its duration in nanoseconds; -1 where it failed.
    [[nodiscard]] qint64 switchTo(int row) const;
    /// What is wrong with what the window shows of \a row, "" where nothing is.
    [[nodiscard]] QString mixedUp(int row) const;
    /// A request that has another system's credential or lacks its own, "" where there is none.
    [[nodiscard]] QString foreignRequest() const;
    [[nodiscard]] int otherRow() { return (m_shown->list().currentIndex().row() + 1 + bounded(3)) % 4; }
    [[nodiscard]] int bounded(int bound) { return int(m_random.bounded(bound)); }
    /// So that answers arrive for the connection that is shown, and for those that are not.
    void letSomeArrive();

    Systems m_systems;
    KeychainStore m_store;
    QRandomGenerator m_random;
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Start> m_start;
    std::unique_ptr<ShownConnections> m_shown;
};

void SwitchesUnderLoadTest::initTestCase()
{
    m_systems = fourSystems();
    for (const auto &system : m_systems)
        QVERIFY2(system->relay, qPrintable(system->mark));
    nameEnvironments(m_systems);
    QList<CredentialKey> keys;
    for (const auto &system : m_systems) {
        const CredentialKey key = system->profile().credentialKey();
        QVERIFY(!keys.contains(key));
        keys.append(key);
        const auto stored = outcomeOf(m_store.write(key, Secret::copyOf(system->token().constData())));
        QVERIFY(stored && *stored);
    }
}

void SwitchesUnderLoadTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_random.seed(11);
    m_directory = std::make_unique<QTemporaryDir>();
    start();
    QVERIFY(QTest::qWaitForWindowActive(&m_start->window));
}

void SwitchesUnderLoadTest::cleanup()
{
    m_shown.reset();
    m_start.reset();
}

void SwitchesUnderLoadTest::cleanupTestCase()
{
    for (const auto &system : m_systems) {
        const auto removed = outcomeOf(m_store.remove(system->profile().credentialKey()));
        QVERIFY(removed && *removed);
    }
}

void SwitchesUnderLoadTest::start()
{
    cleanup();
    m_start = std::make_unique<Start>(servicesOf(m_systems), m_store, m_directory->path());
    m_shown = std::make_unique<ShownConnections>(m_start->window, m_systems);
    m_start->window.activateWindow(); // the display may have no window manager to do so
    for (const auto &system : m_systems)
        m_start->controller.list(system->profile());
}

void SwitchesUnderLoadTest::refresh() const
{
    if (QAction *refresh = action(m_start->window, QStringLiteral("Refresh")); refresh->isEnabled())
        refresh->trigger();
}

qint64 SwitchesUnderLoadTest::switchTo(int row) const
{
    QElapsedTimer timer;
    timer.start();
    return m_shown->choose(row) ? timer.nsecsElapsed() : -1;
}

QString SwitchesUnderLoadTest::mixedUp(int row) const
{
    if (const QString stranger = m_shown->strangerBeside(row); !stranger.isEmpty())
        return QStringLiteral("%1 is another's").arg(stranger);
    const System &system = *m_systems.at(size_t(row));
    if (const QString label = m_shown->label();
        !label.endsWith(QString::number(system.profile().baseUrl.port())))
        return label;
    if (part<Badge>(m_start->window, "environmentBadge")->role() != expectedRole(system))
        return QStringLiteral("Another's badge beside %1").arg(m_shown->label());
    return {};
}

QString SwitchesUnderLoadTest::foreignRequest() const
{
    for (const auto &system : m_systems) {
        for (const QByteArray &request : system->relay->requests("GET")) {
            for (const auto &other : m_systems) {
                if (request.contains(other->token()) != (other == system))
                    return QStringLiteral("%1 was asked: %2").arg(system->mark, QString::fromLatin1(request));
            }
        }
    }
    return {};
}

void SwitchesUnderLoadTest::letSomeArrive()
{
    for (int round = bounded(4); round > 0; --round)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
}

void SwitchesUnderLoadTest::warm()
{
    for (int row = 0; row < 4; ++row) {
        QVERIFY(m_shown->choose(row));
        QTRY_VERIFY_WITH_TIMEOUT(m_shown->shows(row), patience);
    }
    QList<qint64> durations;
    for (int i = 0; i < switches; ++i) {
        const int row = otherRow();
        durations.append(switchTo(row));
        QVERIFY(durations.constLast() >= 0);
        // A list that was read stays, so what is there at once is all of its own.
        QVERIFY(m_shown->shows(row));
        QCOMPARE(mixedUp(row), QString());
        refresh();
        letSomeArrive();
        QVERIFY(m_shown->shows(row));
        QCOMPARE(mixedUp(row), QString());
    }
    std::sort(durations.begin(), durations.end());
    qInfo("A switch took %.1f ms (median), %.1f ms at most.", double(durations.at(switches / 2)) / 1e6,
          double(durations.constLast()) / 1e6);
    QVERIFY(durations.at(switches / 2) < 50'000'000);
    for (const auto &system : m_systems)
        QVERIFY2(system->relay->requests("GET").size() > 50, qPrintable(system->mark));
    QCOMPARE(foreignRequest(), QString());
}

void SwitchesUnderLoadTest::coldWithSlowAndFailingServers()
{
    using Fate = CuttingRelay::Fate;
    constexpr std::array fates {Fate::Late,      Fate::Late,           Fate::LostBefore,
                                Fate::LostAfter, Fate::CutShort,       Fate::Unreadable,
                                Fate::Refused,   Fate::GatewayTimeout, Fate::AskedToWait};
    constexpr int starts = 4;
    for (int round = 0; round < starts; ++round) {
        start(); // nothing is read yet, and nothing connected
        for (int i = 0; i < switches / starts; ++i) {
            // What asks to wait is out of the game for three seconds: the last of them, in the second half of
            // the round.
            const int most = int(fates.size()) - (i < 125 ? 1 : 0);
            for (const auto &system : m_systems) {
                if (bounded(4) == 0)
                    system->relay->setFate("GET", fates.at(size_t(bounded(most))));
            }
            const int row = otherRow();
            QVERIFY(switchTo(row) >= 0);
            QCOMPARE(mixedUp(row), QString());
            refresh();
            letSomeArrive();
            QCOMPARE(mixedUp(row), QString());
        }
        // Once they answer again, each one's list is there.
        for (const auto &system : m_systems)
            system->relay->setFate("GET", Fate::Pass);
        for (int row = 0; row < 4; ++row) {
            QVERIFY(m_shown->choose(row));
            QVERIFY(QTest::qWaitFor(
                [&] {
                    if (!m_shown->shows(row))
                        refresh();
                    return m_shown->shows(row);
                },
                patience));
            QCOMPARE(mixedUp(row), QString());
        }
    }
    for (const Fate fate : fates) {
        int met = 0;
        for (const auto &system : m_systems)
            met += system->relay->met(fate);
        QVERIFY2(met > 0, qPrintable(QStringLiteral("%1 of fate %2").arg(met).arg(int(fate))));
    }
    QCOMPARE(foreignRequest(), QString());
}

QTEST_MAIN(SwitchesUnderLoadTest)
#include "tst_switchesunderload.moc"
