#include "deafclipboard.h"
#include "desk.h"
#include "mainwindow.h"
#include "messagebanner.h"
#include "onscreen.h"
#include "screencapture.h"
#include "tokensecretdialog.h"

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
#include <QTest>

using namespace tc;
using namespace tc::test;

class TokenSecretDialogTest : public QObject
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

    std::unique_ptr<Desk> m_desk;
    RefusingStore m_refusingStore;
    bool m_deaf = false;
    std::unique_ptr<ClipboardGuard> m_clipboard;
    std::unique_ptr<TokenSession> m_session;
    std::unique_ptr<SavedSecrets> m_savedSecrets;
    std::unique_ptr<MainWindow> m_window;
    QPointer<TokenSecretDialog> m_dialog;
};

void TokenSecretDialogTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_desk = std::make_unique<Desk>();
    QVERIFY(m_desk->start());
    m_deaf = false;
    m_clipboard = std::make_unique<ClipboardGuard>(std::make_unique<DeafClipboard>(m_deaf),
                                                   ClipboardGuard::defaultLifetime);
}

void TokenSecretDialogTest::cleanup()
{
    if (m_window)
        m_window->setSession(nullptr, {});
    m_window.reset();
    m_savedSecrets.reset();
    m_session.reset();
    m_clipboard.reset();
    m_desk.reset();
}

void TokenSecretDialogTest::makeToken(CredentialStore &credentials)
{
    m_session = m_desk->managementSession();
    m_savedSecrets = m_desk->savedSecrets(credentials);
    m_window = std::make_unique<MainWindow>(*m_clipboard);
    m_window->setSession(m_session.get(), {m_savedSecrets.get(), &m_desk->unconfirmed()});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_session->refresh();
    QTRY_VERIFY(!m_session->tokens().isEmpty());
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
