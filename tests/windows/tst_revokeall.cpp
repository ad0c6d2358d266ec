#include "cuttingrelay.h"
#include "desk.h"
#include "mainwindow.h"
#include "messagebanner.h"
#include "onscreen.h"
#include "revokealldialog.h"

#include <QCheckBox>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace tc;
using namespace tc::test;
using Fate = CuttingRelay::Fate;

Q_DECLARE_METATYPE(tc::test::CuttingRelay::Fate)

namespace {

const QString revokeAllText = QStringLiteral("Revoke all tokens…");
const QString revokeText = QStringLiteral("Revoke all");
const QString confirmText = QStringLiteral("Yes, revoke every one of them");
const QString cancelText = QStringLiteral("Cancel");

} // namespace

/// *Revoke all tokens…* from the window down to the backend's database, with its answer lost as well.
class RevokeAllTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void isThereWhereTheServiceDoesIt();
    void wantsToBeConfirmed();
    void revokesAllAndEndsInConnect();
    void savedSecretsGoWithTheirTokens();
    void lostAnswers_data();
    void lostAnswers();
    void cancelledIsFoundOut();

private:
    [[nodiscard]] bool openWindow(const QString &system);
    /// Makes a token beside the console, and gives its secret.
    [[nodiscard]] QByteArray makeToken(const QByteArray &name) const;
    [[nodiscard]] bool works(const QByteArray &secret) const;
    [[nodiscard]] QPointer<RevokeAllDialog> opened();
    [[nodiscard]] static MessageBanner &banner(const QWidget &dialog)
    {
        return *part<MessageBanner>(dialog, "banner");
    }

    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<CuttingRelay> m_relay;
    std::unique_ptr<TokenSession> m_session;
    std::unique_ptr<SavedSecrets> m_savedSecrets;
    std::unique_ptr<MainWindow> m_window;
    QByteArray m_token; ///< one that is made before the list is read
};

void RevokeAllTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_desk = std::make_unique<Desk>();
}

void RevokeAllTest::cleanup()
{
    if (m_window)
        m_window->setSession(nullptr, {});
    m_window.reset();
    m_savedSecrets.reset();
    m_session.reset();
    m_relay.reset();
    m_desk.reset();
}

bool RevokeAllTest::openWindow(const QString &system)
{
    if (!(system == QLatin1String("optimus") ? m_desk->start() : m_desk->startSystem(system)))
        return false;
    m_relay = std::make_unique<CuttingRelay>(m_desk->backend.port());
    if (system == QLatin1String("optiflow"))
        m_token = makeToken("Shop");
    ConnectionProfile profile = m_desk->profile();
    profile.baseUrl = m_relay->through(profile.baseUrl);
    m_session = std::make_unique<TokenSession>(
        profile, std::make_shared<const Secret>(Secret::copyOf(m_desk->backend.managementSecret())),
        m_desk->transport, m_desk->clock);
    m_savedSecrets = m_desk->savedSecrets(m_desk->store);
    m_window = std::make_unique<MainWindow>(m_desk->clipboard);
    m_window->setSession(m_session.get(), {m_savedSecrets.get(), &m_desk->unconfirmed()});
    m_window->show();
    if (!QTest::qWaitForWindowExposed(m_window.get()))
        return false;
    m_session->refresh();
    return QTest::qWaitFor([this] { return m_session->updatedAt().isValid() && m_session->ownToken(); },
                           30'000);
}

QByteArray RevokeAllTest::makeToken(const QByteArray &name) const
{
    const CurlAnswer made = curl("POST", m_desk->url(QStringLiteral("tokens")),
                                 m_desk->backend.managementSecret(), 1, {"Content-Type: application/json"},
                                 "{\"name\":\"" + name + "\",\"abilities\":[\"invoices:view\"]}");
    return made.json.value(QLatin1String("plain_text_token")).toString().toLatin1();
}

bool RevokeAllTest::works(const QByteArray &secret) const
{
    return curl("GET", m_desk->url(QStringLiteral("users/search")), secret, 1).status == 200;
}

QPointer<RevokeAllDialog> RevokeAllTest::opened()
{
    if (!trigger(*m_window, revokeAllText))
        return nullptr;
    QPointer<RevokeAllDialog> dialog = openDialog<RevokeAllDialog>(*m_window);
    return dialog && QTest::qWaitForWindowExposed(dialog) ? dialog : nullptr;
}

void RevokeAllTest::isThereWhereTheServiceDoesIt()
{
    QVERIFY(openWindow(QStringLiteral("optimus")));
    QVERIFY(!action(*m_window, revokeAllText)->isVisible());
    QVERIFY(!action(*m_window, revokeAllText)->isEnabled());
    cleanup();
    init();
    QVERIFY(openWindow(QStringLiteral("optiflow")));
    QVERIFY(action(*m_window, revokeAllText)->isVisible());
    QVERIFY(action(*m_window, revokeAllText)->isEnabled());
    m_window->setReadOnly(true);
    QVERIFY(!action(*m_window, revokeAllText)->isEnabled());
    m_window->setReadOnly(false);
    m_window->setSession(nullptr, {});
    QVERIFY(!action(*m_window, revokeAllText)->isVisible());
}

void RevokeAllTest::wantsToBeConfirmed()
{
    QVERIFY(openWindow(QStringLiteral("optiflow")));
    const auto dialog = opened();
    QVERIFY(dialog);
    QCOMPARE(m_session->tokens().size(), 2);
    QVERIFY2(part<QLabel>(*dialog, "questionLabel")->text().startsWith(QLatin1String("Revoke all 2 token")),
             qPrintable(part<QLabel>(*dialog, "questionLabel")->text()));
    QVERIFY(part<QLabel>(*dialog, "consequenceLabel")
                ->text()
                .startsWith(QLatin1String("This cannot be undone.")));
    QVERIFY(part<QLabel>(*dialog, "ownTokenLabel")->isVisible());
    QVERIFY(part<QLabel>(*dialog, "ownTokenLabel")
                ->text()
                .startsWith(QLatin1String("Your own token is one of them")));
    const auto *cancel = qobject_cast<QPushButton *>(button(*dialog, cancelText));
    QVERIFY(cancel && cancel->isDefault());
    QTRY_VERIFY(cancel->hasFocus());
    QVERIFY(!button(*dialog, revokeText)->isEnabled());
    QVERIFY(click(*dialog, confirmText));
    QVERIFY(button(*dialog, revokeText)->isEnabled());
    QVERIFY(click(*dialog, confirmText));
    QVERIFY(!button(*dialog, revokeText)->isEnabled());
    // Enter is Cancel's.
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(!dialog);
    QCOMPARE(m_relay->requests("DELETE").size(), 0);
    QVERIFY(works(m_token));
}

void RevokeAllTest::revokesAllAndEndsInConnect()
{
    QVERIFY(openWindow(QStringLiteral("optiflow")));
    const QByteArray late = makeToken("Not in the list yet");
    QVERIFY(works(m_token) && works(late));
    const QSignalSpy ended(m_window.get(), &MainWindow::ownTokenRevoked);
    const auto dialog = opened();
    QVERIFY(dialog);
    QVERIFY(click(*dialog, confirmText));
    QVERIFY(click(*dialog, revokeText));
    QTRY_VERIFY(!dialog);
    QTRY_COMPARE(ended.size(), 1); // whereupon the session is closed, and Connect opens
    for (const QByteArray &secret : {m_token, late, m_desk->backend.managementSecret()})
        QVERIFY(!works(secret));
    QCOMPARE(m_relay->requests("DELETE").size(), 1);
    for (const Token &token : m_session->tokens())
        QVERIFY(token.revoked);
}

void RevokeAllTest::savedSecretsGoWithTheirTokens()
{
    QVERIFY(openWindow(QStringLiteral("optiflow")));
    std::optional<bool> isSaved;
    const QString id = m_session->tokens().constLast().id;
    for (const Token &token : m_session->tokens()) {
        isSaved.reset();
        const auto saving = m_savedSecrets->save(token.id, Secret::copyOf(m_token));
        saving->onFinished([&isSaved](const Result<Done> &result) { isSaved = result.has_value(); });
        QTRY_COMPARE(isSaved, std::optional(true));
    }
    QCOMPARE(m_savedSecrets->tokenIds().size(), 2);
    const QSignalSpy ended(m_window.get(), &MainWindow::ownTokenRevoked);
    const auto dialog = opened();
    QVERIFY(dialog);
    QVERIFY(click(*dialog, confirmText));
    QVERIFY(click(*dialog, revokeText));
    QTRY_COMPARE(ended.size(), 1);
    QVERIFY(m_savedSecrets->tokenIds().isEmpty());
}

void RevokeAllTest::lostAnswers_data()
{
    QTest::addColumn<Fate>("fate");
    QTest::newRow("before") << Fate::LostBefore;
    QTest::newRow("after") << Fate::LostAfter;
    QTest::newRow("gateway") << Fate::GatewayTimeout;
    QTest::newRow("unreadable") << Fate::Unreadable;
}

void RevokeAllTest::lostAnswers()
{
    QFETCH(Fate, fate);
    const bool isDone = fate != Fate::LostBefore;
    QVERIFY(openWindow(QStringLiteral("optiflow")));
    const QSignalSpy ended(m_window.get(), &MainWindow::ownTokenRevoked);
    const auto dialog = opened();
    QVERIFY(dialog);
    m_relay->setFate("DELETE", fate);
    QVERIFY(click(*dialog, confirmText));
    QVERIFY(click(*dialog, revokeText));
    if (isDone) {
        QTRY_VERIFY(!dialog);
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(banner(*m_window).sentence(), QStringLiteral("All tokens are revoked."));
    } else {
        QTRY_VERIFY(!dialog->isBusy());
        QCOMPARE(banner(*dialog).sentence(), QStringLiteral("The tokens were not revoked: some still work."));
        QCOMPARE(ended.size(), 0);
    }
    QCOMPARE(works(m_token), !isDone);
    QCOMPARE(m_relay->requests("DELETE").size(), 1);
}

void RevokeAllTest::cancelledIsFoundOut()
{
    QVERIFY(openWindow(QStringLiteral("optiflow")));
    const QSignalSpy ended(m_window.get(), &MainWindow::ownTokenRevoked);
    const auto dialog = opened();
    QVERIFY(dialog);
    m_relay->setFate("DELETE", Fate::HeldAfter);
    QVERIFY(click(*dialog, confirmText));
    QVERIFY(click(*dialog, revokeText));
    QTRY_COMPARE(m_relay->answered("DELETE"), 1);
    m_relay->setFate("GET", Fate::Refused);
    QVERIFY(click(*dialog, cancelText));
    QTRY_VERIFY(!dialog->isBusy());
    QVERIFY2(banner(*dialog).sentence().startsWith(
                 QLatin1String("It is not known whether the tokens are revoked.")),
             qPrintable(banner(*dialog).sentence()));
    QVERIFY(click(*dialog, QStringLiteral("Check again")));
    QTRY_VERIFY(!dialog);
    QTRY_COMPARE(ended.size(), 1);
    QVERIFY(!works(m_token));
}

QTEST_MAIN(RevokeAllTest)
#include "tst_revokeall.moc"
