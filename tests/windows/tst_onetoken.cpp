#include "createtokendialog.h"
#include "messagebanner.h"
#include "onscreen.h"
#include "rotatedialog.h"
#include "statepage.h"
#include "tokensecretdialog.h"
#include "tokentablemodel.h"
#include "windowondesk.h"

#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>

using namespace tc;
using namespace tc::test;

namespace {

const QByteArray keys("/optiverse/external-api/v1/api-keys");
const QString createText = QStringLiteral("Create Token");

} // namespace

/// The window where a user has one token without a name at a time.
class OneTokenTest : public QObject, private WindowOnDesk
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { closeAll(); }

    void asksForNoneForEachIntegration();
    void createsAndListsWithoutAName();
    void saysThatThereIsOneBeforeAnythingIsSent();
    void saysWhyTheServerRefuses();
    void rotatesFromTheWarning();
    void saysTheGapAndDeletesFirst();
    void saysThatNothingWorksWhereOnlyTheDeletionWasDone();

private:
    [[nodiscard]] QPointer<CreateTokenDialog> openCreate();
    [[nodiscard]] QJsonArray keysInTheBackend() const;
    /// Makes one beside the console, and gives its mask once the list has it.
    [[nodiscard]] QString makeKey();
    [[nodiscard]] static MessageBanner &banner(const QWidget &dialog)
    {
        return *part<MessageBanner>(dialog, "banner");
    }
    [[nodiscard]] QTableView &table() const { return *part<QTableView>(*m_window, "table"); }
};

void OneTokenTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    QVERIFY(startSystem(QStringLiteral("optiverse")));
    QVERIFY(openWindow(m_desk->store));
}

QPointer<CreateTokenDialog> OneTokenTest::openCreate()
{
    if (!click(*m_window, createText))
        return nullptr;
    QPointer<CreateTokenDialog> dialog = openDialog<CreateTokenDialog>(*m_window);
    return dialog && QTest::qWaitForWindowExposed(dialog) ? dialog : nullptr;
}

QJsonArray OneTokenTest::keysInTheBackend() const
{
    HttpClient http = m_desk->backend.client();
    const auto reply = http.send("GET", keys, bearer(m_desk->backend.managementSecret()));
    return reply ? reply->json().value(QLatin1String("data")).toArray() : QJsonArray();
}

QString OneTokenTest::makeKey()
{
    HttpClient http = m_desk->backend.client();
    const auto made = http.send("POST", keys, bearer(m_desk->backend.managementSecret()), "{}");
    if (!made || made->status != 201)
        return {};
    m_session->refresh();
    const bool isListed = QTest::qWaitFor([this] { return m_session->tokens().size() == 1; });
    return isListed ? m_session->tokens().constFirst().mask : QString();
}

void OneTokenTest::asksForNoneForEachIntegration()
{
    const auto *page = m_window->findChild<StatePage *>(QStringLiteral("statePage"));
    QTRY_COMPARE(page->headline(), QStringLiteral("There are no tokens yet."));
    QCOMPARE(page->nextStep(), QStringLiteral("There is at most one for each user here."));
}

void OneTokenTest::createsAndListsWithoutAName()
{
    const auto dialog = openCreate();
    QVERIFY(dialog);
    QVERIFY(!part<QLineEdit>(*dialog, "nameEdit")->isVisible());
    QVERIFY(!part<QLabel>(*dialog, "nameLabel")->isVisible());
    QVERIFY(!banner(*dialog).isVisible());
    QVERIFY(part<QLabel>(*dialog, "summaryLabel")->text().startsWith(QLatin1String("Tokens have no names")));
    QVERIFY(click(*dialog, createText));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    QCOMPARE(keysInTheBackend().size(), 1);

    // The mask takes the name's place, and no column is there for nothing.
    const QString mask = m_session->tokens().constFirst().mask;
    QVERIFY(mask.startsWith(QLatin1String("optiuser_v1_")));
    QVERIFY(table().isColumnHidden(TokenTableModel::Mask));
    QVERIFY(!table().isColumnHidden(TokenTableModel::Name));
    QCOMPARE(columnTexts(table(), TokenTableModel::Name), QStringList(mask));
    const QAbstractItemModel &model = *table().model();
    QCOMPARE(model.headerData(TokenTableModel::Name, Qt::Horizontal).toString(), QStringLiteral("Token"));
    QVERIFY(model.index(0, TokenTableModel::Name)
                .data(Qt::AccessibleTextRole)
                .toString()
                .startsWith(QLatin1String("starts with optiuser_v1_")));
    table().selectRow(0);
    QCOMPARE(part<QLabel>(*m_window, "maskText")->text(), mask);
    QVERIFY(!part<QLabel>(*m_window, "nameText")->isVisibleTo(m_window.get()));
    for (const QString &text : everyText(*m_window))
        QVERIFY2(!text.contains(QStringLiteral("“”")), qPrintable(text));
}

void OneTokenTest::saysThatThereIsOneBeforeAnythingIsSent()
{
    const QString mask = makeKey();
    QVERIFY(!mask.isEmpty());
    const auto dialog = openCreate();
    QVERIFY(dialog);
    QVERIFY(banner(*dialog).isVisible());
    QVERIFY(banner(*dialog).sentence().contains(mask));
    QVERIFY(banner(*dialog).sentence().contains(QStringLiteral("only be one at a time")));
    QVERIFY(banner(*dialog).nextStep().contains(QStringLiteral("In between, no token works.")));
}

/// The list can be older than what the server has.
void OneTokenTest::saysWhyTheServerRefuses()
{
    const auto dialog = openCreate();
    QVERIFY(dialog);
    HttpClient http = m_desk->backend.client();
    QCOMPARE(http.send("POST", keys, bearer(m_desk->backend.managementSecret()), "{}")->status, 201);
    for (int i = 0; i < 2; ++i) { // the second time, too: nothing is in doubt
        QVERIFY(click(*dialog, createText));
        QTRY_VERIFY(banner(*dialog).isVisible() && !dialog->isBusy());
        QVERIFY2(banner(*dialog).sentence().contains(QStringLiteral("User already has an active API key.")),
                 qPrintable(banner(*dialog).sentence()));
        QVERIFY(banner(*dialog).nextStep().contains(QStringLiteral("Delete the existing one first")));
    }
    QCOMPARE(keysInTheBackend().size(), 1);
}

void OneTokenTest::rotatesFromTheWarning()
{
    QVERIFY(!makeKey().isEmpty());
    const auto dialog = openCreate();
    QVERIFY(dialog);
    QVERIFY(click(*dialog, QStringLiteral("Rotate…")));
    QTRY_VERIFY(!dialog);
    QVERIFY(openDialog<RotateDialog>(*m_window));
    QCOMPARE(keysInTheBackend().size(), 1);
}

void OneTokenTest::saysTheGapAndDeletesFirst()
{
    const QString mask = makeKey();
    const QString oldId = m_session->tokens().constFirst().id;
    QVERIFY(selectRow(table(), mask));
    QVERIFY(click(*m_window, QStringLiteral("Rotate")));
    QPointer<RotateDialog> dialog = openDialog<RotateDialog>(*m_window);
    QVERIFY(dialog && QTest::qWaitForWindowExposed(dialog));
    QVERIFY(!part<QLineEdit>(*dialog, "nameEdit")->isVisible());
    const QString explanation = part<QLabel>(*dialog, "explanationLabel")->text();
    QVERIFY(explanation.contains(mask));
    QVERIFY(explanation.contains(QStringLiteral("they have no access to the API")));
    QTRY_VERIFY(button(*dialog, QStringLiteral("Cancel"))->hasFocus());
    QVERIFY(click(*dialog, QStringLiteral("Delete and create")));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    QVERIFY(!dialog);
    const QJsonArray left = keysInTheBackend();
    QCOMPARE(left.size(), 1);
    QVERIFY(left.at(0)[QLatin1String("keyId")].toString() != oldId);

    // Nothing is left to revoke.
    auto *secret = openDialog<TokenSecretDialog>(*m_window);
    QVERIFY(click(*secret, QStringLiteral("I have stored this token")));
    QVERIFY(click(*secret, QStringLiteral("Done")));
    QTRY_VERIFY(!openDialog<TokenSecretDialog>(*m_window));
    QVERIFY(!openDialog<QDialog>(*m_window));
}

void OneTokenTest::saysThatNothingWorksWhereOnlyTheDeletionWasDone()
{
    const QString mask = makeKey();
    QVERIFY(selectRow(table(), mask));
    QVERIFY(click(*m_window, QStringLiteral("Rotate")));
    QPointer<RotateDialog> dialog = openDialog<RotateDialog>(*m_window);
    QVERIFY(dialog && QTest::qWaitForWindowExposed(dialog));
    // Someone else's key is there the moment this one is gone, so that the server refuses another.
    bool isMade = false;
    connect(dialog, &RotateDialog::oldDeleted, this, [this, &isMade] {
        HttpClient http = m_desk->backend.client();
        const auto made = http.send("POST", keys, bearer(m_desk->backend.managementSecret()), "{}");
        isMade = made && made->status == 201;
    });
    QVERIFY(click(*dialog, QStringLiteral("Delete and create")));
    QTRY_VERIFY(isMade && !dialog->isBusy());
    QVERIFY(banner(*dialog).isVisible());
    QVERIFY(banner(*dialog).sentence().startsWith(QLatin1String("The old token is deleted, and there is no "
                                                                "new one yet")));
    QVERIFY(banner(*dialog).sentence().contains(QStringLiteral("User already has an active API key.")));
    QVERIFY(banner(*dialog).nextStep().contains(QStringLiteral("Delete the existing one first")));
    QVERIFY(part<QLabel>(*dialog, "explanationLabel")->text().contains(QStringLiteral("is deleted")));
    // Once that is out of the way, the dialog goes on with the creation alone.
    HttpClient http = m_desk->backend.client();
    const QByteArray theirs = keysInTheBackend().at(0)[QLatin1String("keyId")].toString().toLatin1();
    QCOMPARE(http.send("DELETE", keys + '/' + theirs, bearer(m_desk->backend.managementSecret()))->status,
             200);
    QVERIFY(click(*dialog, QStringLiteral("Create new token")));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    QCOMPARE(keysInTheBackend().size(), 1);
}

QTEST_MAIN(OneTokenTest)
#include "tst_onetoken.moc"
