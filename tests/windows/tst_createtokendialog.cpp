#include "createtokendialog.h"
#include "desk.h"
#include "iprangeedit.h"
#include "messagebanner.h"
#include "onscreen.h"

#include <QApplication>
#include <QComboBox>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QProgressBar>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace tc;
using namespace tc::test;

namespace {

const QString createText = QStringLiteral("Create Token");
const QString tokenName = QStringLiteral("Till 7");

} // namespace

class CreateTokenDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void doubleClickMakesOneToken();
    void enterMakesOneToken();
    void repeatAfterCancelMakesOneToken_data();
    void repeatAfterCancelMakesOneToken();
    void tooManyRangesEndAtTheChips();
    void refusedNameEndsAtTheName();
    void refusalLeavesEverything();
    void stoppedBackendLeavesEverything();
    void cancelEndsTheCallAndStaysOpen();
    void emptyNameCannotBeCreated();
    void enterInTheRangesAddsOnly();

private:
    void open();
    [[nodiscard]] QLineEdit &name() const { return *part<QLineEdit>(*m_dialog, "nameEdit"); }
    [[nodiscard]] IpRangeEdit &ranges() const { return *part<IpRangeEdit>(*m_dialog, "rangesEdit"); }
    [[nodiscard]] MessageBanner &banner() const { return *part<MessageBanner>(*m_dialog, "banner"); }
    void fillIn();
    [[nodiscard]] bool holdsWhatWasFilledIn() const;

    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<TokenSession> m_session;
    QPointer<CreateTokenDialog> m_dialog;
};

void CreateTokenDialogTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_desk = std::make_unique<Desk>();
    QVERIFY(m_desk->start());
    m_session = m_desk->managementSession();
    open();
}

void CreateTokenDialogTest::open()
{
    m_dialog = new CreateTokenDialog(*m_session);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
}

void CreateTokenDialogTest::cleanup()
{
    delete m_dialog;
    m_session.reset();
    m_desk.reset();
}

void CreateTokenDialogTest::fillIn()
{
    QTest::keyClicks(&name(), tokenName);
    auto *field = ranges().findChild<QLineEdit *>();
    QTest::keyClicks(field, QStringLiteral("203.0.113.0/24,198.51.100.7,"));
    QVERIFY(holdsWhatWasFilledIn());
}

bool CreateTokenDialogTest::holdsWhatWasFilledIn() const
{
    return name().text() == tokenName
        && ranges().ranges().toStringList()
        == QStringList {QStringLiteral("203.0.113.0/24"), QStringLiteral("198.51.100.7")};
}

void CreateTokenDialogTest::doubleClickMakesOneToken()
{
    fillIn();
    QSignalSpy created(m_dialog, &CreateTokenDialog::created);
    QAbstractButton *create = button(*m_dialog, createText);
    QTest::mouseClick(create, Qt::LeftButton);
    QTest::mouseDClick(create, Qt::LeftButton);
    QTRY_VERIFY(!m_dialog);
    QCOMPARE(created.size(), 1);
    QCOMPARE(m_desk->countNamed(tokenName), 1);
    const QJsonArray allowed = m_desk->tokenNamed(tokenName).value(QLatin1String("allowedIps")).toArray();
    QCOMPARE(allowed.size(), 2);
}

void CreateTokenDialogTest::enterMakesOneToken()
{
    fillIn();
    QSignalSpy created(m_dialog, &CreateTokenDialog::created);
    QTest::keyClick(&name(), Qt::Key_Return);
    QTest::keyClick(m_dialog, Qt::Key_Return);
    QTest::keyClick(m_dialog, Qt::Key_Enter);
    QTRY_VERIFY(!m_dialog);
    QCOMPARE(created.size(), 1);
    QCOMPARE(m_desk->countNamed(tokenName), 1);
}

void CreateTokenDialogTest::repeatAfterCancelMakesOneToken_data()
{
    QTest::addColumn<QString>("expiry");
    QTest::newRow("never") << QStringLiteral("Never");
    QTest::newRow("preset") << QStringLiteral("In 30 day(s)");
    QTest::newRow("date") << QStringLiteral("On a date…");
}

/// Fault 20: 409.
void CreateTokenDialogTest::repeatAfterCancelMakesOneToken()
{
    QFETCH(QString, expiry);
    fillIn();
    auto *choice = part<QComboBox>(*m_dialog, "expiryChoice");
    choice->setCurrentText(expiry);
    QCOMPARE(choice->currentText(), expiry);
    m_desk->freeze();
    QVERIFY(click(*m_dialog, createText));
    QTRY_VERIFY(m_desk->hasUnreadBytes());
    QVERIFY(click(*m_dialog, QStringLiteral("Cancel")));
    m_desk->thaw();
    QTRY_COMPARE(m_desk->countNamed(tokenName), 1);
    QTRY_VERIFY(!m_dialog->isBusy());
    // Whatever the user was told of the first request, the repeat carries the same key.
    QVERIFY(click(*m_dialog, createText));
    QTRY_VERIFY(!m_dialog || !m_dialog->isBusy());
    QCOMPARE(m_desk->countNamed(tokenName), 1);
}

void CreateTokenDialogTest::tooManyRangesEndAtTheChips()
{
    QTest::keyClicks(&name(), tokenName);
    AllowedIps many;
    for (int i = 0; i < 201; ++i)
        QVERIFY(many.add(*IpRange::parse(QStringLiteral("10.0.%1.1").arg(i))));
    ranges().setRanges(many);
    QVERIFY(click(*m_dialog, createText));
    QTRY_VERIFY(banner().isVisible());
    const QString word = QStringLiteral("There may be at most 200 IP ranges.");
    QVERIFY(banner().sentence().contains(word));
    QVERIFY(everyText(ranges()).contains(word));
    QTRY_VERIFY(ranges().isAncestorOf(QApplication::focusWidget()));
    QCOMPARE(ranges().ranges(), many);
    QCOMPARE(name().text(), tokenName);
    QVERIFY(!part<QLabel>(*m_dialog, "nameError")->isVisible());
}

/// Fault 20: 422.
void CreateTokenDialogTest::refusedNameEndsAtTheName()
{
    fillIn();
    const QString refused = QStringLiteral("Till\u20287");
    name().setText(refused);
    m_dialog->setFocus();
    QVERIFY(click(*m_dialog, createText));
    QTRY_VERIFY(banner().isVisible());
    const auto *error = part<QLabel>(*m_dialog, "nameError");
    QVERIFY(error->isVisible());
    QCOMPARE(error->text(), QStringLiteral("The name must not contain control characters."));
    QTRY_VERIFY(name().hasFocus());
    QCOMPARE(name().text(), refused);
    QCOMPARE(ranges().ranges().size(), 2);
    QVERIFY(!everyText(ranges()).contains(error->text()));
    name().setText(tokenName);
    QVERIFY(!error->isVisible());
}

void CreateTokenDialogTest::refusalLeavesEverything()
{
    fillIn();
    // Someone else revokes the token the console works with, while the dialog is open.
    const QString own = m_desk->tokens().first().toObject().value(QLatin1String("id")).toString();
    const CurlAnswer revoked = curl("DELETE", m_desk->url(QStringLiteral("api/v1/tokens/") + own),
                                    m_desk->backend.managementSecret(), 1);
    QCOMPARE(revoked.status, 204);
    QSignalSpy created(m_dialog, &CreateTokenDialog::created);
    QVERIFY(click(*m_dialog, createText));
    QTRY_VERIFY(banner().isVisible());
    QCOMPARE(banner().sentence(), QStringLiteral("The token has been revoked."));
    QVERIFY(!banner().nextStep().isEmpty());
    QVERIFY(holdsWhatWasFilledIn());
    QVERIFY(button(*m_dialog, createText)->isEnabled());
    QCOMPARE(created.size(), 0);
}

void CreateTokenDialogTest::stoppedBackendLeavesEverything()
{
    fillIn();
    QCOMPARE(m_desk->backend.terminate(), 0);
    QVERIFY(click(*m_dialog, createText));
    QTRY_VERIFY(banner().isVisible());
    QVERIFY(!banner().sentence().isEmpty());
    QVERIFY(!banner().nextStep().isEmpty());
    QVERIFY(holdsWhatWasFilledIn());
    QVERIFY(name().isEnabled());
    QVERIFY(button(*m_dialog, createText)->isEnabled());
    QVERIFY(m_dialog->isVisible());
}

void CreateTokenDialogTest::cancelEndsTheCallAndStaysOpen()
{
    fillIn();
    m_desk->freeze();
    QVERIFY(click(*m_dialog, createText));
    QVERIFY(m_dialog->isBusy());
    QVERIFY(part<QProgressBar>(*m_dialog, "busyBar")->isVisible());
    QVERIFY(!name().isEnabled());
    QVERIFY(!button(*m_dialog, createText)->isEnabled());
    QVERIFY(click(*m_dialog, QStringLiteral("Cancel")));
    QVERIFY(m_dialog->isBusy()); // asks whether it was done
    QVERIFY(click(*m_dialog, QStringLiteral("Cancel")));
    QVERIFY(!m_dialog->isBusy());
    QVERIFY(m_dialog->isVisible());
    QVERIFY(!part<QProgressBar>(*m_dialog, "busyBar")->isVisible());
    QVERIFY(banner().isVisible()); // says that the outcome is not known
    QVERIFY(holdsWhatWasFilledIn());
    m_desk->thaw();

    QVERIFY(click(*m_dialog, QStringLiteral("Cancel")));
    QTRY_VERIFY(!m_dialog);
}

void CreateTokenDialogTest::emptyNameCannotBeCreated()
{
    const QAbstractButton *create = button(*m_dialog, createText);
    QVERIFY(!create->isEnabled());
    QTest::keyClick(&name(), Qt::Key_Return);
    QVERIFY(!m_dialog->isBusy());
    QTest::keyClicks(&name(), QStringLiteral("   "));
    QVERIFY(!create->isEnabled());
    QTest::keyClicks(&name(), QStringLiteral("x"));
    QVERIFY(create->isEnabled());
    QTest::keyClick(&name(), Qt::Key_Backspace);
    QVERIFY(!create->isEnabled());
    QCOMPARE(m_desk->tokens().size(), 1);
}

void CreateTokenDialogTest::enterInTheRangesAddsOnly()
{
    QTest::keyClicks(&name(), tokenName);
    auto *field = ranges().findChild<QLineEdit *>();
    QTest::keyClicks(field, QStringLiteral("203.0.113.7/24"));
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(!m_dialog->isBusy());
    // An entry that cannot be added keeps the dialog from making a token without it.
    QVERIFY(click(*m_dialog, createText));
    QVERIFY(!m_dialog->isBusy());
    QCOMPARE(field->text(), QStringLiteral("203.0.113.7/24"));
    QCOMPARE(m_desk->countNamed(tokenName), 0);
}

QTEST_MAIN(CreateTokenDialogTest)
#include "tst_createtokendialog.moc"
