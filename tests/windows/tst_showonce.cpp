#include "desk.h"
#include "mainwindow.h"
#include "messagebanner.h"
#include "onscreen.h"
#include "revokedialog.h"
#include "secretfield.h"
#include "tokensecretdialog.h"
#include "windowlock.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace tc;
using namespace tc::test;

namespace {

const QString kiosk = QStringLiteral("Kiosk");
const QString shop = QStringLiteral("Shop");
const QString confirmStored = QStringLiteral("Confirm secret as stored");

/// What assistive technology gets to read of \a field.
QString heardOf(SecretField &field)
{
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(&field);
    QAccessibleTextInterface *text = accessible->textInterface();
    return text->text(0, 1'000) + text->text(0, text->characterCount())
        + accessible->text(QAccessible::Value);
}

} // namespace

/// A secret that is shown once is neither lost below its dialog nor forgotten: until somebody confirms it as
/// stored, its token is marked.
class ShowOnceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void doneConfirms();
    void closingWithoutStoringLeavesTheMark();
    void savingConfirmsUnlessItWasCancelled();
    void staysWhileTheListIsRead();
    void staysWhileTheServerMoves();
    void outlivesItsSession();
    void isHiddenWhileLocked();
    void whatIsMadeWhileLockedIsHidden();
    void theListMarksIt();
    void anEarlierOneIsSaidAndRevoked();
    void anEarlierOneIsSaidAndConfirmed();
    void readOnlyRevokesNothing();
    void severalAreListed();

private:
    void openWindow();
    /// Makes a token in the window; the dialog with its secret is open afterwards.
    void makeToken();
    /// Makes one beside the console, whose secret counts as unconfirmed.
    void makeEarlier(const QString &name);
    [[nodiscard]] QString idOf(const QString &name) const
    {
        return m_desk->tokenNamed(name).value(QLatin1String("id")).toString();
    }
    [[nodiscard]] const QSet<QString> &unconfirmed() const { return m_desk->unconfirmed().tokenIds(); }
    [[nodiscard]] QString copied() const;
    void finish();
    [[nodiscard]] QTableView &table() const { return *part<QTableView>(*m_window, "table"); }
    [[nodiscard]] MessageBanner &banner() const { return *part<MessageBanner>(*m_window, "banner"); }

    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<TokenSession> m_session;
    std::unique_ptr<SavedSecrets> m_savedSecrets;
    std::unique_ptr<MainWindow> m_window;
    QPointer<TokenSecretDialog> m_dialog;
};

void ShowOnceTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_desk = std::make_unique<Desk>();
    QVERIFY(m_desk->start());
}

void ShowOnceTest::cleanup()
{
    if (m_window)
        m_window->setSession(nullptr, {});
    m_window.reset();
    m_savedSecrets.reset();
    m_session.reset();
    m_desk.reset();
}

void ShowOnceTest::openWindow()
{
    m_session = m_desk->managementSession();
    m_savedSecrets = m_desk->savedSecrets(m_desk->store);
    m_window = std::make_unique<MainWindow>(m_desk->clipboard);
    m_desk->unconfirmed().follow(*m_session);
    m_window->setSession(m_session.get(), {m_savedSecrets.get(), &m_desk->unconfirmed()});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_session->refresh();
    QTRY_VERIFY(!m_session->tokens().isEmpty());
}

void ShowOnceTest::makeToken()
{
    openWindow();
    QVERIFY(click(*m_window, QStringLiteral("Create Token")));
    QTRY_VERIFY(openDialog<QDialog>(*m_window));
    auto *create = openDialog<QDialog>(*m_window);
    QTest::keyClicks(part<QLineEdit>(*create, "nameEdit"), kiosk);
    QVERIFY(click(*create, QStringLiteral("Create Token")));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    m_dialog = openDialog<TokenSecretDialog>(*m_window);
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
    QCOMPARE(unconfirmed(), QSet<QString> {idOf(kiosk)});
}

void ShowOnceTest::makeEarlier(const QString &name)
{
    m_desk->backend.create({{QStringLiteral("name"), name}});
    m_desk->unconfirmed().add(idOf(name));
}

QString ShowOnceTest::copied() const
{
    return click(*m_dialog, QStringLiteral("Copy")) ? QGuiApplication::clipboard()->text() : QString();
}

void ShowOnceTest::finish()
{
    QVERIFY(click(*m_dialog, QStringLiteral("I have stored this token")));
    QVERIFY(click(*m_dialog, QStringLiteral("Done")));
    QTRY_VERIFY(!m_dialog);
}

void ShowOnceTest::doneConfirms()
{
    makeToken();
    finish();
    QVERIFY(unconfirmed().isEmpty());
    QVERIFY(!banner().isVisible());
}

void ShowOnceTest::closingWithoutStoringLeavesTheMark()
{
    makeToken();
    QTest::keyClick(m_dialog, Qt::Key_Escape);
    QTRY_VERIFY(openDialog<QMessageBox>(*m_window));
    QVERIFY(click(*openDialog<QMessageBox>(*m_window), QStringLiteral("Close without storing")));
    QTRY_VERIFY(!m_dialog);
    QCOMPARE(unconfirmed(), QSet<QString> {idOf(kiosk)});
}

void ShowOnceTest::savingConfirmsUnlessItWasCancelled()
{
    makeToken();
    // As after saving that was cancelled: the keychain may have it, or not.
    m_savedSecrets->assumeSaved(idOf(kiosk));
    QCOMPARE(unconfirmed(), QSet<QString> {idOf(kiosk)});
    QVERIFY(click(*m_dialog, QStringLiteral("Save in keychain")));
    QTRY_VERIFY(unconfirmed().isEmpty());
    QVERIFY(m_dialog->isVisible());
}

void ShowOnceTest::staysWhileTheListIsRead()
{
    makeToken();
    const QString secret = copied();
    QSignalSpy finished(m_session.get(), &TokenSession::refreshFinished);
    m_session->refresh();
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!m_session->error());
    QVERIFY(m_dialog && m_dialog->isVisible());
    QCOMPARE(copied(), secret);
    QCOMPARE(unconfirmed(), QSet<QString> {idOf(kiosk)});
    QVERIFY(!banner().isVisible()); // the dialog says it already
}

void ShowOnceTest::staysWhileTheServerMoves()
{
    makeToken();
    const QString secret = copied();
    Desk other;
    QVERIFY(other.start());
    QSignalSpy finished(m_session.get(), &TokenSession::refreshFinished);
    m_session->moveTo(other.profile().baseUrl);
    QTRY_VERIFY(!finished.isEmpty());
    QVERIFY(m_session->error()); // it does not know the token
    QVERIFY(m_dialog && m_dialog->isVisible());
    QCOMPARE(copied(), secret);
    QCOMPARE(unconfirmed(), QSet<QString> {idOf(kiosk)});
}

void ShowOnceTest::outlivesItsSession()
{
    makeToken();
    const QString secret = copied();
    const auto *save = button(*m_dialog, QStringLiteral("Save in keychain"));
    QVERIFY(save->isEnabled());
    m_window->setSession(nullptr, {});
    m_session.reset();
    m_savedSecrets.reset();
    m_window->showDisconnected([] { return describe(ApiError {.kind = ErrorKind::Unauthorized}); });
    QVERIFY(m_dialog && m_dialog->isVisible());
    QVERIFY(!save->isEnabled());
    QCOMPARE(copied(), secret);
    QVERIFY(!m_window->close());
    QTRY_VERIFY(openDialog<QMessageBox>(*m_window));
    QVERIFY(click(*openDialog<QMessageBox>(*m_window), QStringLiteral("Back to the secret")));
    QCOMPARE(unconfirmed(), QSet<QString> {idOf(kiosk)});
    finish();
    QVERIFY(unconfirmed().isEmpty());
}

void ShowOnceTest::isHiddenWhileLocked()
{
    makeToken();
    WindowLock lock(*m_window);
    auto *field = m_dialog->findChild<SecretField *>();
    const QString secret = copied();
    QVERIFY(heardOf(*field).contains(secret));

    lock.lock();
    QVERIFY(m_dialog && !m_dialog->isVisible());
    QCOMPARE(heardOf(*field), QString());
    QCOMPARE(QAccessible::queryAccessibleInterface(field)->textInterface()->characterCount(), 0);
    QCOMPARE(unconfirmed(), QSet<QString> {idOf(kiosk)});

    lock.unlock();
    QVERIFY(m_dialog && QTest::qWaitForWindowExposed(m_dialog));
    QVERIFY(heardOf(*field).contains(secret));
    m_desk->clipboard.clearNow();
    QCOMPARE(copied(), secret);
    QVERIFY(!button(*m_dialog, QStringLiteral("Done"))->isEnabled());
    QCOMPARE(unconfirmed(), QSet<QString> {idOf(kiosk)});
    finish();
    QVERIFY(unconfirmed().isEmpty());
}

void ShowOnceTest::whatIsMadeWhileLockedIsHidden()
{
    openWindow();
    WindowLock lock(*m_window);
    QVERIFY(click(*m_window, QStringLiteral("Create Token")));
    QTRY_VERIFY(openDialog<QDialog>(*m_window));
    auto *create = openDialog<QDialog>(*m_window);
    QTest::keyClicks(part<QLineEdit>(*create, "nameEdit"), kiosk);
    m_desk->freeze();
    QVERIFY(click(*create, QStringLiteral("Create Token")));
    lock.lock();
    m_desk->thaw();
    QTRY_VERIFY(m_window->findChild<TokenSecretDialog *>());
    m_dialog = m_window->findChild<TokenSecretDialog *>();
    auto *field = m_dialog->findChild<SecretField *>();
    QCOMPARE(heardOf(*field), QString());
    QCOMPARE(unconfirmed(), QSet<QString> {idOf(kiosk)});
    QTRY_VERIFY(!m_dialog->isVisible());

    lock.unlock();
    QVERIFY(m_dialog && QTest::qWaitForWindowExposed(m_dialog));
    QVERIFY(copied().startsWith(QLatin1String("tok_optimus_")));
    QVERIFY(heardOf(*field).contains(copied()));
}

void ShowOnceTest::theListMarksIt()
{
    makeEarlier(shop);
    openWindow();
    QVERIFY(selectRow(table(), shop));
    const QModelIndex name = table().selectionModel()->selectedRows().constFirst();
    const QString mark = QStringLiteral("Its secret was never confirmed as stored.");
    QCOMPARE(name.data(Qt::AccessibleDescriptionRole).toString(), mark);
    QVERIFY(name.data(Qt::ToolTipRole).toString().contains(mark));
    const auto *detail = part<QLabel>(*m_window, "savedText");
    QCOMPARE(detail->text(),
             QStringLiteral("Never confirmed as stored\nIf nobody has it, revoke the token; else "
                            "confirm it in the Token menu."));

    QVERIFY(trigger(*m_window, confirmStored));
    QVERIFY(unconfirmed().isEmpty());
    QCOMPARE(name.data(Qt::AccessibleDescriptionRole).toString(), QString());
    QVERIFY(detail->text().startsWith(QStringLiteral("Not kept")));
    QVERIFY(!action(*m_window, confirmStored)->isVisible());
}

void ShowOnceTest::anEarlierOneIsSaidAndRevoked()
{
    makeEarlier(shop);
    openWindow();
    QVERIFY(banner().isVisible());
    QCOMPARE(banner().sentence(), QStringLiteral("The secret of “Shop” was never confirmed as stored."));
    QVERIFY(!banner().nextStep().isEmpty());
    QVERIFY(click(banner(), QStringLiteral("Revoke…")));
    QTRY_VERIFY(openDialog<RevokeDialog>(*m_window));
    auto *dialog = openDialog<RevokeDialog>(*m_window);
    QVERIFY(everyText(*dialog).join(u'\n').contains(shop));
    QVERIFY(click(*dialog, QStringLiteral("Revoke")));
    QTRY_VERIFY(!banner().isVisible());
    QVERIFY(unconfirmed().isEmpty());
    QVERIFY(!m_desk->tokenNamed(shop).value(QLatin1String("revokedAt")).isNull());
}

void ShowOnceTest::anEarlierOneIsSaidAndConfirmed()
{
    makeEarlier(shop);
    openWindow();
    QVERIFY(click(banner(), QStringLiteral("It is stored")));
    QVERIFY(!banner().isVisible());
    QVERIFY(unconfirmed().isEmpty());
    QVERIFY(m_desk->tokenNamed(shop).value(QLatin1String("revokedAt")).isNull());
    // Once for each session: the next list does not bring it back.
    QSignalSpy finished(m_session.get(), &TokenSession::refreshFinished);
    m_session->refresh();
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!banner().isVisible());
}

void ShowOnceTest::readOnlyRevokesNothing()
{
    makeEarlier(shop);
    m_session = m_desk->managementSession();
    m_savedSecrets = m_desk->savedSecrets(m_desk->store);
    m_window = std::make_unique<MainWindow>(m_desk->clipboard);
    m_window->setReadOnly(true);
    m_window->setSession(m_session.get(), {m_savedSecrets.get(), &m_desk->unconfirmed()});
    m_window->show();
    m_session->refresh();
    QTRY_VERIFY(banner().isVisible());
    QVERIFY(!button(banner(), QStringLiteral("Revoke…"))->isEnabled());
    QVERIFY(button(banner(), QStringLiteral("It is stored"))->isEnabled());
}

void ShowOnceTest::severalAreListed()
{
    makeEarlier(shop);
    makeEarlier(kiosk);
    openWindow();
    QCOMPARE(table().model()->rowCount(), 3);
    QCOMPARE(banner().sentence(),
             QStringLiteral("The secrets of 2 token(s) were never confirmed as stored."));
    part<QLineEdit>(*m_window, "searchEdit")->setText(QStringLiteral("no such"));
    QVERIFY(click(banner(), QStringLiteral("Show these tokens")));
    QCOMPARE(part<QComboBox>(*m_window, "statusCombo")->currentText(), QStringLiteral("Secret unconfirmed"));
    QStringList names = columnTexts(table(), 0);
    names.sort();
    QCOMPARE(names, QStringList({kiosk, shop}));

    QVERIFY(selectRow(table(), shop));
    QVERIFY(trigger(*m_window, confirmStored));
    QCOMPARE(columnTexts(table(), 0), QStringList {kiosk});
    QCOMPARE(banner().sentence(), QStringLiteral("The secret of “Kiosk” was never confirmed as stored."));
    QVERIFY(click(banner(), QStringLiteral("It is stored")));
    QVERIFY(!banner().isVisible());
    QVERIFY(unconfirmed().isEmpty());
}

QTEST_MAIN(ShowOnceTest)
#include "tst_showonce.moc"
