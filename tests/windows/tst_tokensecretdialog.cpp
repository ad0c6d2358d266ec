#include "deafclipboard.h"
#include "messagebanner.h"
#include "onscreen.h"
#include "screencapture.h"
#include "tokensecretdialog.h"
#include "windowondesk.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QProgressBar>
#include <QRegularExpression>
#include <QTableView>
#include <QTest>

using namespace tc;
using namespace tc::test;

class TokenSecretDialogTest : public QObject, protected WindowOnDesk
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void doneNeedsTheCheckBox();
    void escapeAsksFirst();
    void closeButtonAsksFirst();
    void quittingAsksFirst();
    void nothingHoldsTheSecretAfterwards();
    void savesInTheKeychain();
    void refusedKeychainKeepsTheSecretShown();
    void aLateKeychainIsSaidAndListed();
    void helpSaysWhetherTheScreenCanBeRecorded();
    void staysWhileSaving();
    void savingCanBeCancelled();
    void readyMadeLinesHoldNoSecret();
    void saysWhenTheClipboardIsCleared();
    void saysWhenTheClipboardCannotBeCleared();

private:
    /// Makes a token in the window, with \a credentials as the keychain; its dialog is open afterwards.
    void makeToken(CredentialStore &credentials);
    void keepOpen();
    [[nodiscard]] QMessageBox *question() const { return openDialog<QMessageBox>(*m_window); }
    /// The secret, as *Copy* puts it on the clipboard.
    [[nodiscard]] QString copied() const;

    RefusingStore m_refusingStore;
    bool m_deaf = false;
    QPointer<TokenSecretDialog> m_dialog;
};

void TokenSecretDialogTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_deaf = false;
    m_refusingStore.takesLate = false;
    QVERIFY(startDesk(std::make_unique<ClipboardGuard>(std::make_unique<DeafClipboard>(m_deaf),
                                                       ClipboardGuard::defaultLifetime)));
}

void TokenSecretDialogTest::cleanup()
{
    closeAll();
}

void TokenSecretDialogTest::makeToken(CredentialStore &credentials)
{
    QVERIFY(openWindow(credentials));
    QVERIFY(click(*m_window, QStringLiteral("Create Token")));
    QTRY_VERIFY(openDialog<QDialog>(*m_window));
    auto *create = openDialog<QDialog>(*m_window);
    QTest::keyClicks(part<QLineEdit>(*create, "nameEdit"), QStringLiteral("Kiosk"));
    QVERIFY(click(*create, QStringLiteral("Create Token")));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    m_dialog = openDialog<TokenSecretDialog>(*m_window);
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
}

QString TokenSecretDialogTest::copied() const
{
    return click(*m_dialog, QStringLiteral("Copy")) ? QGuiApplication::clipboard()->text() : QString();
}

/// Answers the question with going back; the dialog and its secret are still there then.
void TokenSecretDialogTest::keepOpen()
{
    QTRY_VERIFY(question());
    QVERIFY(m_dialog->isVisible());
    QVERIFY(click(*question(), QStringLiteral("Back to the secret")));
    QTRY_VERIFY(!m_window->findChild<QMessageBox *>());
    QVERIFY(m_dialog && m_dialog->isVisible());
    QVERIFY(copied().startsWith(QLatin1String("tok_optimus_")));
}

void TokenSecretDialogTest::doneNeedsTheCheckBox()
{
    makeToken(m_desk->store);
    QVERIFY(!button(*m_dialog, QStringLiteral("Done"))->isEnabled());
    QVERIFY(click(*m_dialog, QStringLiteral("I have stored this token")));
    QVERIFY(button(*m_dialog, QStringLiteral("Done"))->isEnabled());
    QVERIFY(click(*m_dialog, QStringLiteral("I have stored this token")));
    QVERIFY(!button(*m_dialog, QStringLiteral("Done"))->isEnabled());
    QVERIFY(click(*m_dialog, QStringLiteral("I have stored this token")));
    QVERIFY(click(*m_dialog, QStringLiteral("Done")));
    QTRY_VERIFY(!m_dialog);
}

void TokenSecretDialogTest::escapeAsksFirst()
{
    makeToken(m_desk->store);
    QTest::keyClick(m_dialog, Qt::Key_Escape);
    keepOpen();
    QTest::keyClick(m_dialog, Qt::Key_Escape);
    QTRY_VERIFY(question());
    // Escape in the question goes back too: nothing is lost by pressing it twice.
    QTest::keyClick(question(), Qt::Key_Escape);
    QTRY_VERIFY(!m_window->findChild<QMessageBox *>());
    QVERIFY(m_dialog && m_dialog->isVisible());
    QTest::keyClick(m_dialog, Qt::Key_Escape);
    QTRY_VERIFY(question());
    QVERIFY(click(*question(), QStringLiteral("Close without storing")));
    QTRY_VERIFY(!m_dialog);
}

void TokenSecretDialogTest::closeButtonAsksFirst()
{
    makeToken(m_desk->store);
    QVERIFY(!m_dialog->close());
    keepOpen();
}

void TokenSecretDialogTest::quittingAsksFirst()
{
    makeToken(m_desk->store);
    QVERIFY(!m_window->close());
    QVERIFY(m_window->isVisible());
    keepOpen();
    QVERIFY(trigger(*m_window, QStringLiteral("Quit")));
    QVERIFY(m_window->isVisible());
    keepOpen();
}

void TokenSecretDialogTest::nothingHoldsTheSecretAfterwards()
{
    makeToken(m_desk->store);
    const QString secret = copied();
    QVERIFY(secret.size() > 40);
    const QString random = secret.sliced(20);
    QVERIFY(click(*m_dialog, QStringLiteral("I have stored this token")));
    QVERIFY(click(*m_dialog, QStringLiteral("Done")));
    QTRY_VERIFY(!m_dialog);
    QVERIFY(trigger(*m_window, QStringLiteral("Refresh")));
    QTRY_VERIFY(!m_session->isRefreshing());

    int texts = 0;
    for (const QWidget *window : QApplication::topLevelWidgets()) {
        for (const QString &text : everyText(*window)) {
            QVERIFY2(!text.contains(random), "a widget still shows the secret");
            ++texts;
        }
    }
    QVERIFY(texts > 100);
}

void TokenSecretDialogTest::savesInTheKeychain()
{
    makeToken(m_desk->store);
    QVERIFY(click(*m_dialog, QStringLiteral("Save in keychain")));
    const auto *label = part<QLabel>(*m_dialog, "keychainLabel");
    QTRY_COMPARE(label->text(), QStringLiteral("Saved in the keychain and read back."));
    QVERIFY(!button(*m_dialog, QStringLiteral("Save in keychain"))->isEnabled());
    QVERIFY(copied().startsWith(QLatin1String("tok_optimus_")));
    // Having it in the keychain is the user's to judge: it is not taken for "stored".
    QVERIFY(!button(*m_dialog, QStringLiteral("Done"))->isEnabled());
    QCOMPARE(m_savedSecrets->tokenIds().size(), 1);
}

/// Fault 38.
void TokenSecretDialogTest::refusedKeychainKeepsTheSecretShown()
{
    makeToken(m_refusingStore);
    QVERIFY(click(*m_dialog, QStringLiteral("Save in keychain")));
    const auto *banner = part<MessageBanner>(*m_dialog, "banner");
    QTRY_VERIFY(banner->isVisible());
    QVERIFY(banner->sentence().contains(QStringLiteral("The keychain is locked.")));
    QVERIFY(banner->nextStep().startsWith(QStringLiteral("The secret is still shown here")));
    QVERIFY(button(*m_dialog, QStringLiteral("Save in keychain"))->isEnabled());
    QVERIFY(copied().startsWith(QLatin1String("tok_optimus_")));
    QVERIFY(m_savedSecrets->tokenIds().isEmpty());
    QTest::keyClick(m_dialog, Qt::Key_Escape);
    keepOpen();
}

void TokenSecretDialogTest::aLateKeychainIsSaidAndListed()
{
    m_refusingStore.takesLate = true;
    makeToken(m_refusingStore);
    QVERIFY(click(*m_dialog, QStringLiteral("Save in keychain")));
    const auto *banner = part<MessageBanner>(*m_dialog, "banner");
    QTRY_VERIFY(banner->isVisible());
    QVERIFY(banner->nextStep().startsWith(
        QStringLiteral("The keychain may hold the secret all the same. It is still shown here")));
    QVERIFY(button(*m_dialog, QStringLiteral("Save in keychain"))->isEnabled());
    // Else nobody would ever find or remove the entry.
    QCOMPARE(m_savedSecrets->tokenIds().size(), 1);
    m_dialog->done(QDialog::Rejected);
    QTRY_VERIFY(!m_dialog);
    QTRY_VERIFY(selectRow(*part<QTableView>(*m_window, "table"), QStringLiteral("Kiosk")));
    QVERIFY(action(*m_window, QStringLiteral("Copy saved secret"))->isEnabled());
    QVERIFY(action(*m_window, QStringLiteral("Remove saved secret"))->isEnabled());
}

void TokenSecretDialogTest::helpSaysWhetherTheScreenCanBeRecorded()
{
    makeToken(m_desk->store);
    const auto *view = part<QWidget>(*m_dialog, "secretView");
    QVERIFY(view->toolTip().contains(canBlockScreenCapture()
                                         ? QStringLiteral("leave this window out")
                                         : QStringLiteral("other programs on this computer can record it")));
    QCOMPARE(view->whatsThis(), view->toolTip());
}

void TokenSecretDialogTest::staysWhileSaving()
{
    HeldStore held(m_desk->store);
    makeToken(held);
    QVERIFY(click(*m_dialog, QStringLiteral("I have stored this token")));
    QVERIFY(click(*m_dialog, QStringLiteral("Save in keychain")));
    QVERIFY(part<QProgressBar>(*m_dialog, "savingBar")->isVisible());
    QVERIFY(!button(*m_dialog, QStringLiteral("Done"))->isEnabled());
    QTest::keyClick(m_dialog, Qt::Key_Escape);
    QVERIFY(!m_dialog->close());
    QVERIFY(!m_window->close());
    QVERIFY(m_dialog && m_dialog->isVisible());
    QVERIFY(!question());
    held.release();
    QTRY_VERIFY(button(*m_dialog, QStringLiteral("Done"))->isEnabled());
    QVERIFY(!part<QProgressBar>(*m_dialog, "savingBar")->isVisible());
    QCOMPARE(m_savedSecrets->tokenIds().size(), 1);
    QVERIFY(click(*m_dialog, QStringLiteral("Done")));
    QTRY_VERIFY(!m_dialog);
}

void TokenSecretDialogTest::savingCanBeCancelled()
{
    HeldStore held(m_desk->store);
    makeToken(held);
    QVERIFY(click(*m_dialog, QStringLiteral("Save in keychain")));
    QVERIFY(click(*m_dialog, QStringLiteral("Cancel")));
    const auto *banner = part<MessageBanner>(*m_dialog, "banner");
    QVERIFY(banner->isVisible());
    QVERIFY(banner->sentence().startsWith(QStringLiteral("Saving was cancelled")));
    QVERIFY(copied().startsWith(QLatin1String("tok_optimus_")));
    // The keychain may have written it: the list must be able to find and remove the entry.
    QCOMPARE(m_savedSecrets->tokenIds().size(), 1);
    QVERIFY(click(*m_dialog, QStringLiteral("Save in keychain")));
    held.release();
    QTRY_COMPARE(part<QLabel>(*m_dialog, "keychainLabel")->text(),
                 QStringLiteral("Saved in the keychain and read back."));
    QVERIFY(!banner->isVisible());
}

void TokenSecretDialogTest::readyMadeLinesHoldNoSecret()
{
    makeToken(m_desk->store);
    const QString secret = copied();
    auto *lines = part<QComboBox>(*m_dialog, "lineCombo");
    const auto *text = part<QPlainTextEdit>(*m_dialog, "lineText");
    QVERIFY(lines->count() >= 2);
    for (int i = 0; i < lines->count(); ++i) {
        lines->setCurrentIndex(i);
        QVERIFY(!text->toPlainText().isEmpty());
        QVERIFY(!text->toPlainText().contains(secret.sliced(20)));
        QVERIFY(!text->toPlainText().contains(QStringLiteral("{baseUrl}")));
        QVERIFY(click(*m_dialog, QStringLiteral("Copy line")));
        QCOMPARE(QGuiApplication::clipboard()->text(), text->toPlainText());
    }
}

void TokenSecretDialogTest::saysWhenTheClipboardIsCleared()
{
    makeToken(m_desk->store);
    const auto *label = part<QLabel>(*m_dialog, "clipboardLabel");
    QCOMPARE(label->text(), QStringLiteral("Copy it now: it is shown this once."));
    QVERIFY(!copied().isEmpty());
    QCOMPARE(label->text(), QStringLiteral("Copied. The clipboard is cleared in 30 second(s)."));
    QTRY_COMPARE(label->text(), QStringLiteral("Copied. The clipboard is cleared in 29 second(s)."));
    m_clipboard->clearNow();
    QCOMPARE(label->text(), QStringLiteral("The clipboard no longer holds the secret."));
    QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
}

void TokenSecretDialogTest::saysWhenTheClipboardCannotBeCleared()
{
    makeToken(m_desk->store);
    const auto *label = part<QLabel>(*m_dialog, "clipboardLabel");
    const auto *banner = part<MessageBanner>(*m_window, "banner");
    const QString secret = copied();
    m_deaf = true;
    m_clipboard->clearNow();
    QCOMPARE(
        label->text(),
        QStringLiteral("The clipboard could not be cleared: it may still hold the secret. Copy something "
                       "else over it."));
    QVERIFY(banner->isVisible());
    QCOMPARE(banner->sentence(),
             QStringLiteral("The clipboard could not be cleared: it may still hold the secret."));
    QCOMPARE(banner->nextStep(), QStringLiteral("Copy something else over it."));
    QCOMPARE(QGuiApplication::clipboard()->text(), secret);

    m_deaf = false; // it is tried again every second
    QTRY_COMPARE(label->text(), QStringLiteral("The clipboard no longer holds the secret."));
    QVERIFY(!banner->isVisible());
    QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
}

QTEST_MAIN(TokenSecretDialogTest)
#include "tst_tokensecretdialog.moc"
