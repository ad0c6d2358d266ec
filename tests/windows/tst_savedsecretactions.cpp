#include "messagebanner.h"
#include "onscreen.h"
#include "revokedialog.h"
#include "rotatedialog.h"
#include "tokensecretdialog.h"
#include "windowondesk.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTest>

using namespace tc;
using namespace tc::test;

namespace {

const QString copySaved = QStringLiteral("Copy saved secret");
const QString removeSaved = QStringLiteral("Remove saved secret");
const QString shop = QStringLiteral("Shop");
const QString till = QStringLiteral("Till 7");

} // namespace

/// Copying and removing a secret that was saved earlier, and what revoking does to it.
class SavedSecretActionsTest : public QObject, protected WindowOnDesk
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void copyIsClearedAndSaysSo();
    void removeAsksFirst();
    void refusedRemovalIsSaid();
    void callsCanBeCancelled();
    void aLockKeepsALateSecretOffTheClipboard();
    void revokeRemovesTheSecret();
    void everyRevokedTokensSecretIsRemoved();
    void ownTokenIsGivenUpAfterItsSecret();
    void ownTokenIsGivenUpWhereRemovalFails();
    void goesOnWithTheNewTokenOfARotatedOwn();
    void warnsOfTheOwnOnceItIsKnown();

private:
    /// A window on a backend with \a tokens, whose secrets count as saved in \a store: the own one, Shop, and
    /// what a test has added.
    void open(CredentialStore &store, int tokens = 2);
    void revokeSelected();
    [[nodiscard]] QString ownName() const { return m_session->ownToken()->name; }
    [[nodiscard]] QTableView &table() const { return *part<QTableView>(*m_window, "table"); }
    [[nodiscard]] MessageBanner &banner() const { return *part<MessageBanner>(*m_window, "banner"); }
    [[nodiscard]] QMessageBox *question() const { return openDialog<QMessageBox>(*m_window); }
    [[nodiscard]] QString tokenId(const QString &name) const
    {
        return m_desk->tokenNamed(name).value(QLatin1String("id")).toString();
    }

    RefusingStore m_refusingStore;
};

void SavedSecretActionsTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    QVERIFY(startDesk(std::make_unique<ClipboardGuard>(std::chrono::seconds(2))));
    m_desk->backend.create({{QStringLiteral("name"), shop}});
}

void SavedSecretActionsTest::cleanup()
{
    closeAll();
}

void SavedSecretActionsTest::open(CredentialStore &store, int tokens)
{
    QVERIFY(openWindow(store));
    QTRY_COMPARE(columnTexts(table(), 0).size(), tokens);
    const CredentialKey key = m_desk->profile().credentialKey();
    for (const Token &token : m_session->tokens()) {
        bool written = false;
        const auto writing = m_desk->store.write(key.forToken(token.id), Secret::copyOf("saved"));
        writing->onFinished([&written](const Result<Done> &result) { written = result.has_value(); });
        QTRY_VERIFY(written);
        m_savedSecrets->assumeSaved(token.id);
    }
    QVERIFY(selectRow(table(), shop));
}

void SavedSecretActionsTest::revokeSelected()
{
    QVERIFY(click(*m_window, QStringLiteral("Revoke")));
    QTRY_VERIFY(openDialog<RevokeDialog>(*m_window));
    QVERIFY(click(*openDialog<RevokeDialog>(*m_window), QStringLiteral("Revoke")));
    QTRY_VERIFY(!openDialog<RevokeDialog>(*m_window));
}

void SavedSecretActionsTest::copyIsClearedAndSaysSo()
{
    open(m_desk->store);
    QVERIFY(trigger(*m_window, copySaved));
    QTRY_VERIFY(banner().isVisible());
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("saved"));
    QCOMPARE(banner().sentence(),
             QStringLiteral("Copied from the keychain; the clipboard is cleared in 2 second(s)."));
    QTRY_COMPARE(banner().sentence(),
                 QStringLiteral("Copied from the keychain; the clipboard is cleared in 1 second(s)."));
    QTRY_VERIFY(!banner().isVisible());
    QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
    QCOMPARE(part<QStatusBar>(*m_window, "statusBar")->currentMessage(),
             QStringLiteral("The clipboard no longer holds the secret."));
}

void SavedSecretActionsTest::removeAsksFirst()
{
    open(m_desk->store);
    QVERIFY(trigger(*m_window, removeSaved));
    QTRY_VERIFY(question());
    QVERIFY(question()->text().contains(shop));
    QCOMPARE(question()->defaultButton()->text(), QStringLiteral("Cancel"));
    QTest::keyClick(question(), Qt::Key_Escape);
    QTRY_VERIFY(!m_window->findChild<QMessageBox *>());
    QCOMPARE(m_savedSecrets->tokenIds().size(), 2);

    QVERIFY(trigger(*m_window, removeSaved));
    QTRY_VERIFY(question());
    QVERIFY(click(*question(), QStringLiteral("Remove")));
    QTRY_COMPARE(banner().sentence(), QStringLiteral("The secret was removed from the keychain."));
    QVERIFY(!m_savedSecrets->tokenIds().contains(tokenId(shop)));
    QVERIFY(!action(*m_window, removeSaved)->isEnabled());
}

void SavedSecretActionsTest::refusedRemovalIsSaid()
{
    open(m_refusingStore);
    QVERIFY(trigger(*m_window, removeSaved));
    QTRY_VERIFY(question());
    QVERIFY(click(*question(), QStringLiteral("Remove")));
    QTRY_VERIFY(banner().isVisible());
    QVERIFY(banner().sentence().contains(QStringLiteral("The keychain is locked.")));
    QVERIFY(m_savedSecrets->tokenIds().contains(tokenId(shop)));
}

void SavedSecretActionsTest::callsCanBeCancelled()
{
    HeldStore held(m_desk->store);
    open(held);
    auto *status = part<QStatusBar>(*m_window, "statusBar");
    QVERIFY(trigger(*m_window, copySaved));
    QVERIFY(status->findChild<QProgressBar *>()->isVisible());
    QVERIFY(everyText(*status).contains(QStringLiteral("Reading the keychain…")));
    QVERIFY(!action(*m_window, copySaved)->isEnabled());
    QVERIFY(click(*status, QStringLiteral("Cancel")));
    QVERIFY(!status->findChild<QProgressBar *>()->isVisible());
    QCOMPARE(banner().sentence(), QStringLiteral("Cancelled."));
    held.release();
    QVERIFY(QGuiApplication::clipboard()->text().isEmpty());

    QVERIFY(trigger(*m_window, removeSaved));
    QTRY_VERIFY(question());
    QVERIFY(click(*question(), QStringLiteral("Remove")));
    QVERIFY(status->findChild<QProgressBar *>()->isVisible());
    QVERIFY(click(*status, QStringLiteral("Cancel")));
    QCOMPARE(banner().sentence(),
             QStringLiteral("Removing was cancelled; the keychain may still hold the secret."));
    QVERIFY(m_savedSecrets->tokenIds().contains(tokenId(shop)));
    QVERIFY(action(*m_window, removeSaved)->isEnabled());
}

void SavedSecretActionsTest::aLockKeepsALateSecretOffTheClipboard()
{
    HeldStore held(m_desk->store);
    open(held);
    QVERIFY(trigger(*m_window, copySaved));
    m_window->dropCopy(); // as the lock does
    held.release();
    QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
    QCOMPARE(m_desk->clipboard.remainingSeconds(), 0);
}

void SavedSecretActionsTest::revokeRemovesTheSecret()
{
    open(m_desk->store);
    QSignalSpy ownRevoked(m_window.get(), &MainWindow::ownTokenRevoked);
    revokeSelected();
    QTRY_VERIFY(!m_savedSecrets->tokenIds().contains(tokenId(shop)));
    QCOMPARE(m_savedSecrets->tokenIds().size(), 1);
    QCOMPARE(ownRevoked.size(), 0);
}

void SavedSecretActionsTest::everyRevokedTokensSecretIsRemoved()
{
    m_desk->backend.create({{QStringLiteral("name"), till}});
    HeldStore held(m_desk->store);
    open(held, 3);
    QSignalSpy ownRevoked(m_window.get(), &MainWindow::ownTokenRevoked);
    revokeSelected();
    // While the keychain still works on the first.
    QVERIFY(selectRow(table(), till));
    revokeSelected();
    QVERIFY(selectRow(table(), ownName()));
    revokeSelected();
    QCOMPARE(m_savedSecrets->tokenIds().size(), 3);
    const auto isDone = [&] {
        held.release();
        return m_savedSecrets->tokenIds().isEmpty();
    };
    QTRY_VERIFY(isDone());
    QTRY_COMPARE(ownRevoked.size(), 1);
    QCOMPARE(banner().sentence(), QStringLiteral("3 secret(s) were removed from the keychain."));
}

/// What follows on the signal closes the session, which would end the removal.
void SavedSecretActionsTest::ownTokenIsGivenUpAfterItsSecret()
{
    HeldStore held(m_desk->store);
    open(held);
    QSignalSpy ownRevoked(m_window.get(), &MainWindow::ownTokenRevoked);
    const QString id = m_session->ownToken()->id;
    QVERIFY(selectRow(table(), ownName()));
    revokeSelected();
    QCOMPARE(ownRevoked.size(), 0);
    held.release();
    QTRY_COMPARE(ownRevoked.size(), 1);
    QVERIFY(!m_savedSecrets->tokenIds().contains(id));
}

void SavedSecretActionsTest::ownTokenIsGivenUpWhereRemovalFails()
{
    open(m_refusingStore);
    QSignalSpy ownRevoked(m_window.get(), &MainWindow::ownTokenRevoked);
    QVERIFY(selectRow(table(), ownName()));
    revokeSelected();
    QTRY_COMPARE(ownRevoked.size(), 1);
    QVERIFY(banner().isVisible());
    QVERIFY(banner().sentence().contains(QStringLiteral("The keychain is locked.")));
    m_window->setSession(nullptr, {});
    QVERIFY(banner().isVisible());
}

/// Rotated in steps: until the old one is revoked, both work.
void SavedSecretActionsTest::goesOnWithTheNewTokenOfARotatedOwn()
{
    open(m_desk->store);
    const QSignalSpy ended(m_window.get(), &MainWindow::ownTokenRevoked);
    // As the console does.
    connect(m_window.get(), &MainWindow::ownTokenRotated, m_session.get(), &TokenSession::changeCredential);
    const QString old = m_session->ownToken()->id;
    QVERIFY(selectRow(table(), ownName()));
    QVERIFY(click(*m_window, QStringLiteral("Rotate")));
    QTRY_VERIFY(openDialog<RotateDialog>(*m_window));
    QVERIFY(click(*openDialog<RotateDialog>(*m_window), QStringLiteral("Create new token")));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    auto *secret = openDialog<TokenSecretDialog>(*m_window);
    const QString made = secret->token().id;
    QVERIFY(click(*secret, QStringLiteral("I have stored this token")));
    QVERIFY(click(*secret, QStringLiteral("Done")));
    QTRY_VERIFY(openDialog<RevokeDialog>(*m_window));
    auto *revoking = openDialog<RevokeDialog>(*m_window);
    QVERIFY(part<QLabel>(*revoking, "ownTokenLabel")
                ->text()
                .endsWith(QLatin1String("Afterwards it goes on with the new one.")));
    QCOMPARE(m_session->ownToken()->id, old);
    QVERIFY(click(*revoking, QStringLiteral("Revoke")));
    QTRY_VERIFY(m_session->ownToken() && m_session->ownToken()->id == made);
    QTRY_VERIFY(!m_session->isRefreshing());
    QVERIFY(!m_session->error());
    QVERIFY(!m_savedSecrets->tokenIds().contains(old));
    QCOMPARE(ended.size(), 0);
}

void SavedSecretActionsTest::warnsOfTheOwnOnceItIsKnown()
{
    open(m_desk->store);
    const Token own = *m_session->ownToken();
    m_session->changeCredential(
        std::make_shared<const Secret>(Secret::copyOf(m_desk->backend.managementSecret())));
    QVERIFY(!m_session->ownToken());
    RevokeDialog dialog(*m_session, own, RevokeDialog::Occasion::AfterRotation);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.guideTo(own, false, false);
    dialog.show();
    const auto *warning = part<QLabel>(dialog, "ownTokenLabel");
    QVERIFY(!warning->isVisible());
    QTRY_VERIFY(warning->isVisible());
    // Nothing was handed over to go on with.
    QVERIFY(warning->text().endsWith(QLatin1String("You will need another one to connect again.")));
    QTRY_VERIFY(!m_session->isRefreshing());
}

QTEST_MAIN(SavedSecretActionsTest)
#include "tst_savedsecretactions.moc"
