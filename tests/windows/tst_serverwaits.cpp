#include "connectdialog.h"
#include "cuttingrelay.h"
#include "desk.h"
#include "editiprangesdialog.h"
#include "iprangeedit.h"
#include "messagebanner.h"
#include "onscreen.h"
#include "renamedialog.h"
#include "revokedialog.h"

#include <QLineEdit>
#include <QPointer>
#include <QRegularExpression>
#include <QTest>

using namespace tc;
using namespace tc::test;
using Fate = CuttingRelay::Fate;

namespace {

const QString shop = QStringLiteral("Shop");
const QString cancel = QStringLiteral("Cancel");
const QString asks = QStringLiteral("The server asks to wait.");
const QString refused = QStringLiteral("Too many integration requests in a short period.");

} // namespace

/// A server that takes a read later, as seen by whoever waits in a dialog: there is a countdown, and Cancel
/// ends it with what the server refused with, or closes a dialog that has nothing to show yet.
class ServerWaitsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void connectionTestWaits();
    void connectionTestIsCancelled();
    void editWaitsForTheToken();
    void editIsCancelledWhileItWaits();
    void changeIsCancelledWhileItWaits();
    void mayWaitTwice();
    void checkWaits();
    void checkIsCancelledWhileItWaits();

private:
    /// Shows \a dialog, which is deleted with the test.
    [[nodiscard]] bool show(ActionDialog *dialog);
    /// Presses *Test connection* with a good token, while the server asks to wait.
    [[nodiscard]] bool startTest();
    /// Revokes with the answer lost, while the server asks to wait.
    [[nodiscard]] bool loseRevoke();
    [[nodiscard]] MessageBanner &banner() const { return *part<MessageBanner>(*m_dialog, "banner"); }
    [[nodiscard]] bool countsDown() const
    {
        return m_dialog && m_dialog->isBusy() && banner().isVisible() && banner().sentence() == asks;
    }

    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<CuttingRelay> m_relay;
    std::unique_ptr<TokenSession> m_session;
    Token m_token;
    QPointer<ActionDialog> m_dialog;
};

void ServerWaitsTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_desk = std::make_unique<Desk>();
    QVERIFY(m_desk->start());
    m_desk->backend.create({{QStringLiteral("name"), shop}});
    m_relay = std::make_unique<CuttingRelay>(m_desk->backend.port());
    ConnectionProfile profile = m_desk->profile();
    profile.baseUrl = m_relay->through(profile.baseUrl);
    m_session = std::make_unique<TokenSession>(
        profile, std::make_shared<const Secret>(Secret::copyOf(m_desk->backend.managementSecret())),
        m_desk->transport, m_desk->clock);
    m_session->refresh();
    QTRY_COMPARE(m_session->tokens().size(), 2);
    for (const Token &token : m_session->tokens()) {
        if (token.name == shop)
            m_token = token;
    }
}

void ServerWaitsTest::cleanup()
{
    delete static_cast<QDialog *>(m_dialog);
    m_session.reset();
    m_relay.reset();
    m_desk.reset();
}

bool ServerWaitsTest::show(ActionDialog *dialog)
{
    m_dialog = dialog;
    dialog->show();
    return QTest::qWaitForWindowExposed(dialog);
}

bool ServerWaitsTest::startTest()
{
    if (!show(new ConnectDialog(
            {m_desk->services, m_desk->transport, m_desk->certificates, m_desk->store, m_desk->clock},
            m_session->profile())))
        return false;
    QTest::keyClicks(part<QLineEdit>(*m_dialog, "tokenEdit"),
                     QString::fromLatin1(m_desk->backend.managementSecret()));
    m_relay->setFate("GET", Fate::AskedToWait);
    return click(*m_dialog, QStringLiteral("Test connection"))
        && QTest::qWaitFor([this] { return countsDown(); });
}

bool ServerWaitsTest::loseRevoke()
{
    if (!show(new RevokeDialog(*m_session, m_token, RevokeDialog::Occasion::Asked)))
        return false;
    m_relay->setFate("DELETE", Fate::LostAfter);
    m_relay->setFate("GET", Fate::AskedToWait);
    return click(*m_dialog, QStringLiteral("Revoke")) && QTest::qWaitFor([this] { return countsDown(); });
}

void ServerWaitsTest::connectionTestWaits()
{
    QVERIFY(startTest());
    QTRY_COMPARE(banner().nextStep(), QStringLiteral("Next try in 0:01 minutes."));
    QTRY_VERIFY(!m_dialog->isBusy());
    QVERIFY2(banner().sentence().startsWith(QLatin1String("The connection works")),
             qPrintable(banner().sentence()));
}

void ServerWaitsTest::connectionTestIsCancelled()
{
    QVERIFY(startTest());
    const qsizetype sent = m_relay->requests("GET").size();
    QVERIFY(click(*m_dialog, cancel));
    QVERIFY(!m_dialog->isBusy() && m_dialog->isVisible());
    QCOMPARE(banner().sentence(), refused);
    QVERIFY(!banner().nextStep().isEmpty());
    QVERIFY(!part<QLineEdit>(*m_dialog, "tokenEdit")->text().isEmpty());
    // Longer than the wait was: nothing is sent any more.
    QVERIFY(!QTest::qWaitFor([&] { return m_relay->requests("GET").size() > sent; }, 3500));
}

void ServerWaitsTest::editWaitsForTheToken()
{
    m_relay->setFate("GET", Fate::AskedToWait);
    QVERIFY(show(new EditIpRangesDialog(*m_session, m_token)));
    QTRY_VERIFY(countsDown());
    QTRY_VERIFY(!m_dialog->isBusy());
    QVERIFY(!banner().isVisible());
    QVERIFY(part<IpRangeEdit>(*m_dialog, "rangesEdit")->isEnabled());
}

void ServerWaitsTest::editIsCancelledWhileItWaits()
{
    m_relay->setFate("GET", Fate::AskedToWait);
    QVERIFY(show(new EditIpRangesDialog(*m_session, m_token)));
    QTRY_VERIFY(countsDown());
    QVERIFY(click(*m_dialog, cancel));
    QTRY_VERIFY(!m_dialog);
}

/// A token from a list has no version, so it is read before it is changed.
void ServerWaitsTest::changeIsCancelledWhileItWaits()
{
    QVERIFY(show(new RenameDialog(*m_session, m_token)));
    auto *name = part<QLineEdit>(*m_dialog, "nameEdit");
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("Till"));
    m_relay->setFate("GET", Fate::AskedToWait);
    QVERIFY(click(*m_dialog, QStringLiteral("Rename")));
    QTRY_VERIFY(countsDown());
    QVERIFY(click(*m_dialog, cancel));
    QVERIFY(!m_dialog->isBusy() && m_dialog->isVisible());
    QCOMPARE(banner().sentence(), refused);
    QCOMPARE(name->text(), QStringLiteral("Till"));
    QVERIFY(m_relay->requests("PATCH").isEmpty());
    QVERIFY(click(*m_dialog, QStringLiteral("Rename")));
    QTRY_VERIFY(!m_dialog);
    QCOMPARE(m_relay->requests("PATCH").size(), 1);
}

void ServerWaitsTest::mayWaitTwice()
{
    m_relay->setFate("GET", Fate::AskedToWait, 2);
    QVERIFY(show(new EditIpRangesDialog(*m_session, m_token)));
    QTRY_VERIFY(countsDown());
    const qsizetype sent = m_relay->requests("GET").size();
    QTRY_VERIFY(countsDown() && m_relay->requests("GET").size() == sent + 1
                && banner().nextStep() != QStringLiteral("Next try in 0:00 minutes."));
    m_dialog->close();
    QTRY_VERIFY(!m_dialog);
    QVERIFY(!QTest::qWaitFor([&] { return m_relay->requests("GET").size() > sent + 1; }, 3500));
}

void ServerWaitsTest::checkWaits()
{
    QVERIFY(loseRevoke());
    m_relay->setFate("GET", Fate::HeldBefore);
    QTRY_COMPARE(banner().sentence(), QStringLiteral("Checking what happened…"));
    QVERIFY(m_dialog->isBusy());
    QVERIFY(click(*m_dialog, cancel));
    QVERIFY(click(*m_dialog, QStringLiteral("Check again")));
    QTRY_VERIFY(!m_dialog);
    QVERIFY(!m_desk->tokenNamed(shop).value(QLatin1String("revokedAt")).isNull());
}

void ServerWaitsTest::checkIsCancelledWhileItWaits()
{
    QVERIFY(loseRevoke());
    QVERIFY(click(*m_dialog, cancel));
    QVERIFY(!m_dialog->isBusy() && m_dialog->isVisible());
    QCOMPARE(banner().sentence(),
             QStringLiteral("It is not known whether the token is revoked. Asking the server failed: ")
                 + refused);
    QVERIFY(click(*m_dialog, QStringLiteral("Check again")));
    QTRY_VERIFY(!m_dialog);
}

QTEST_MAIN(ServerWaitsTest)
#include "tst_serverwaits.moc"
