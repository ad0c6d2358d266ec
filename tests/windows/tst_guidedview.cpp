#include "desk.h"
#include "guidedview.h"
#include "inventory.h"
#include "inventoryentrydialog.h"
#include "iprangeedit.h"
#include "languageswitcher.h"
#include "mainwindow.h"
#include "messagebanner.h"
#include "onscreen.h"
#include "optionaldateedit.h"
#include "statepage.h"
#include "vendorhosts.h"
#include "verifytokendialog.h"

#include <QAction>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace tc;
using namespace tc::test;

namespace {

const QString secret = QStringLiteral("tok_optimus_") + QString(30, u'k');

QString cell(const QTableView &table, int row, int column)
{
    return table.model()->index(row, column).data().toString();
}

} // namespace

/// The window where a vendor documents no API: its steps, and the inventory.
class GuidedViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void tellsTheVendorsSteps();
    void notesChangesAndRemovesAToken();
    void refusesAWholeToken();
    void anInventoryThatCannotBeReadIsLeftAlone();
    void whatItSaysFollowsTheLanguage();
    void changesNothingReadOnly();
    void isLeftForASession();
    void verifiesATokenWithoutACredential();
    void verifiesNothingWithoutATransport();

private:
    /// Presses the button of \a action in the tool bar and gives the dialog that opens.
    [[nodiscard]] QPointer<InventoryEntryDialog> opened(const QString &action);
    [[nodiscard]] QTableView &table() const { return *part<QTableView>(view(), "inventoryTable"); }
    [[nodiscard]] GuidedView &view() const { return *part<GuidedView>(*m_window, "guide"); }

    std::unique_ptr<Desk> m_desk;
    ConnectionProfile m_profile;
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Inventory> m_inventory;
    std::unique_ptr<MainWindow> m_window;
};

void GuidedViewTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_directory = std::make_unique<QTemporaryDir>();
    m_desk = std::make_unique<Desk>();
    QVERIFY(m_desk->start());
    const auto service = m_desk->services.constFirst();
    m_profile = {
        service, service->environments.constFirst().baseUrl, service->environments.constFirst().id, {}, {}};
    QVERIFY(!m_profile.mayManage());
    m_inventory = std::make_unique<Inventory>(m_directory->filePath(QStringLiteral("inventory.json")),
                                              Redactor(service->secretPrefixes));
    m_window = std::make_unique<MainWindow>(m_desk->clipboard);
    m_window->showGuide(m_profile, *m_inventory, &m_desk->transport);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void GuidedViewTest::cleanup()
{
    m_window.reset();
    m_inventory.reset();
    m_desk.reset();
}

QPointer<InventoryEntryDialog> GuidedViewTest::opened(const QString &action)
{
    if (!click(view(), action))
        return nullptr;
    QPointer<InventoryEntryDialog> dialog = openDialog<InventoryEntryDialog>(*m_window);
    return dialog && QTest::qWaitForWindowExposed(dialog) ? dialog : nullptr;
}

void GuidedViewTest::tellsTheVendorsSteps()
{
    QVERIFY(view().isVisible());
    QVERIFY(part<QLabel>(view(), "whyLabel")->text().startsWith(QLatin1String("Optimus documents no API")));
    const QString steps = part<QLabel>(view(), "guideLabel")->text();
    for (const char *button :
         {"Settings", "API Interface", "Create Token", "Allowed IP ranges", "Edit IP ranges", "Revoke"})
        QVERIFY2(steps.contains(QLatin1String(button)), button);
    QVERIFY(button(view(), QStringLiteral("Open the web app")));
    QCOMPARE(part<QLabel>(*m_window, "environmentBadge")->text(), QStringLiteral("Production"));
    QVERIFY(part<StatePage>(view(), "inventoryState")->isVisible());
    bool served = false;
    connect(m_window.get(), &MainWindow::assumedServed, this, [&served] { served = true; });
    for (const QString &answer : {QStringLiteral("Cancel"), QStringLiteral("Send it there")}) {
        QVERIFY(!served);
        QVERIFY(click(view(), QStringLiteral("This server serves the API…")));
        QPointer<QMessageBox> question = openDialog<QMessageBox>(*m_window);
        QVERIFY(question);
        QVERIFY(question->text().contains(m_profile.baseUrl.host()));
        QCOMPARE(question->defaultButton()->text(), QStringLiteral("Cancel"));
        QVERIFY(click(*question, answer));
        QTRY_VERIFY(!question);
    }
    QVERIFY(served);
}

void GuidedViewTest::notesChangesAndRemovesAToken()
{
    auto dialog = opened(QStringLiteral("Note a Token…"));
    QVERIFY(dialog);
    QVERIFY(!button(*dialog, QStringLiteral("Save"))->isEnabled());
    QTest::keyClicks(part<QLineEdit>(*dialog, "nameEdit"), QStringLiteral("Shop"));
    QTest::keyClicks(part<QLineEdit>(*dialog, "maskEdit"), QStringLiteral("tok_optimus_ab12"));
    QTest::keyClicks(part<IpRangeEdit>(*dialog, "rangesEdit")->findChild<QLineEdit *>(),
                     QStringLiteral("203.0.113.0/24"));
    QTest::keyClicks(part<QLineEdit>(*dialog, "scopesEdit"), QStringLiteral("read, write"));
    QTest::keyClicks(part<QPlainTextEdit>(*dialog, "noteEdit"), QStringLiteral("Till 7"));
    part<OptionalDateEdit>(*dialog, "expiresEdit")->setDate(QDate::currentDate().addDays(-1));
    QVERIFY(click(*dialog, QStringLiteral("Save")));
    QTRY_VERIFY(!dialog);
    QCOMPARE(table().model()->rowCount(), 1);
    QCOMPARE(cell(table(), 0, 0), QStringLiteral("Shop"));
    QCOMPARE(cell(table(), 0, 2), QStringLiteral("Expired"));
    QCOMPARE(cell(table(), 0, 6), QStringLiteral("203.0.113.0/24"));
    QVERIFY(!part<StatePage>(view(), "inventoryState")->isVisible());
    const InventoryEntry noted = m_inventory->entries().constFirst();
    QCOMPARE(noted.created, QDate::currentDate());
    QCOMPARE(noted.scopes, (QStringList {QStringLiteral("read"), QStringLiteral("write")}));

    dialog = opened(QStringLiteral("Edit Entry…"));
    QVERIFY(dialog);
    QTest::keyClicks(part<QLineEdit>(*dialog, "nameEdit"), QStringLiteral(" 2"));
    part<OptionalDateEdit>(*dialog, "revokedEdit")->setDate(QDate::currentDate());
    QVERIFY(click(*dialog, QStringLiteral("Save")));
    QTRY_VERIFY(!dialog);
    QCOMPARE(cell(table(), 0, 0), QStringLiteral("Shop 2"));
    QCOMPARE(cell(table(), 0, 2), QStringLiteral("Revoked"));
    Inventory again(m_inventory->path(), Redactor());
    QVERIFY(again.load());
    QCOMPARE(again.entries(), m_inventory->entries());
    QCOMPARE(again.entries().constFirst().note, QStringLiteral("Till 7"));

    for (const QString &answer : {QStringLiteral("Cancel"), QStringLiteral("Remove")}) {
        QVERIFY(click(view(), QStringLiteral("Remove Entry…")));
        QPointer<QMessageBox> question = openDialog<QMessageBox>(*m_window);
        QVERIFY(question);
        QVERIFY(question->text().contains(QLatin1String("Shop 2")));
        QVERIFY(click(*question, answer));
        QTRY_VERIFY(!question);
        QCOMPARE(table().model()->rowCount(), answer == QLatin1String("Cancel") ? 1 : 0);
    }
    QVERIFY(again.load());
    QVERIFY(again.entries().isEmpty());
}

void GuidedViewTest::refusesAWholeToken()
{
    const auto dialog = opened(QStringLiteral("Note a Token…"));
    QVERIFY(dialog);
    QTest::keyClicks(part<QLineEdit>(*dialog, "nameEdit"), QStringLiteral("Shop"));
    part<QPlainTextEdit>(*dialog, "noteEdit")->setPlainText(secret);
    QVERIFY(click(*dialog, QStringLiteral("Save")));
    const auto *banner = part<MessageBanner>(*dialog, "banner");
    QVERIFY(banner->isVisible());
    QCOMPARE(banner->sentence(), QStringLiteral("“Note” holds a whole token, which no inventory may keep."));
    QTRY_VERIFY(part<QPlainTextEdit>(*dialog, "noteEdit")->hasFocus());
    QVERIFY(!banner->nextStep().isEmpty());
    QCOMPARE(part<QLineEdit>(*dialog, "nameEdit")->text(), QStringLiteral("Shop"));
    QVERIFY(!QFile::exists(m_inventory->path()));
    part<QPlainTextEdit>(*dialog, "noteEdit")->clear();
    QVERIFY(click(*dialog, QStringLiteral("Save")));
    QTRY_VERIFY(!dialog);
    QCOMPARE(m_inventory->entries().size(), 1);
}

void GuidedViewTest::anInventoryThatCannotBeReadIsLeftAlone()
{
    {
        QFile file(m_inventory->path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write("{") == 1);
    }
    m_window->showGuide(m_profile, *m_inventory, &m_desk->transport);
    const auto &banner = *part<MessageBanner>(view(), "inventoryBanner");
    QVERIFY(banner.isVisible());
    QCOMPARE(banner.sentence(), QStringLiteral("The inventory cannot be read."));
    QVERIFY(!button(view(), QStringLiteral("Note a Token…"))->isEnabled());
    QVERIFY(QFile::remove(m_inventory->path()));
    QVERIFY(click(banner, QStringLiteral("Read again")));
    QVERIFY(!banner.isVisible());
    QVERIFY(button(view(), QStringLiteral("Note a Token…"))->isEnabled());
}

void GuidedViewTest::whatItSaysFollowsTheLanguage()
{
    LanguageSwitcher languages {QLocale(QStringLiteral("en_US"))};
    languages.switchTo(QStringLiteral("en"));
    const auto dialog = opened(QStringLiteral("Note a Token…"));
    QVERIFY(dialog);
    part<QLineEdit>(*dialog, "nameEdit")->setText(secret);
    QVERIFY(click(*dialog, QStringLiteral("Save")));
    const auto &refused = *part<MessageBanner>(*dialog, "banner");
    QVERIFY2(refused.sentence().startsWith(QStringLiteral("“Token Name” holds")),
             qPrintable(refused.sentence()));
    languages.switchTo(QStringLiteral("de"));
    QTRY_VERIFY2(refused.sentence().startsWith(QStringLiteral("„Token-Name“ enthält")),
                 qPrintable(refused.sentence()));
    dialog->reject();

    {
        QFile file(m_inventory->path());
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    m_window->showGuide(m_profile, *m_inventory, nullptr);
    const auto &banner = *part<MessageBanner>(view(), "inventoryBanner");
    QVERIFY2(banner.sentence().startsWith(QStringLiteral("Die Token-Liste kann nicht")),
             qPrintable(banner.sentence()));
    QVERIFY(button(banner, QStringLiteral("Erneut lesen")));
    languages.switchTo(QStringLiteral("en"));
    QTRY_COMPARE(banner.sentence(), QStringLiteral("The inventory cannot be read."));
    QVERIFY(button(banner, QStringLiteral("Read again")));
}

void GuidedViewTest::changesNothingReadOnly()
{
    m_window->setReadOnly(true);
    QVERIFY(!button(view(), QStringLiteral("Note a Token…"))->isEnabled());
}

void GuidedViewTest::isLeftForASession()
{
    const auto session = m_desk->managementSession();
    const auto saved = m_desk->savedSecrets(m_desk->store);
    m_desk->unconfirmed().follow(*session);
    m_window->setSession(session.get(), {saved.get(), &m_desk->unconfirmed()});
    QVERIFY(!view().isVisible());
    QVERIFY(part<QWidget>(*m_window, "tokenList")->isVisible());
    m_window->setSession(nullptr, {});
}

/// Against the call that the vendor documents, at the vendor's own host.
void GuidedViewTest::verifiesATokenWithoutACredential()
{
    VendorHosts vendor;
    QVERIFY(vendor.isReady());
    vendor.passOn(m_profile.baseUrl, m_desk->profile().baseUrl);
    QByteArray token;
    m_desk->backend.create({{QStringLiteral("name"), QStringLiteral("Shop")}}, &token);
    m_window->setReadOnly(true); // it changes nothing
    QVERIFY(action(*m_window, QStringLiteral("Verify token…"))->isEnabled());
    QVERIFY(click(view(), QStringLiteral("Verify token…")));
    QPointer<VerifyTokenDialog> dialog = openDialog<VerifyTokenDialog>(*m_window);
    QVERIFY(dialog);
    QVERIFY(part<QLabel>(*dialog, "tokenHint")->text().contains(m_profile.baseUrl.host()));
    const auto verify = [&](const QByteArray &what) {
        part<QLineEdit>(*dialog, "tokenEdit")->setText(QString::fromLatin1(what));
        return click(*dialog, QStringLiteral("Verify"))
            && QTest::qWaitFor([&] { return !dialog->isBusy(); }, 30'000);
    };
    const auto &banner = *part<MessageBanner>(*dialog, "banner");
    QVERIFY(verify(token));
    QCOMPARE(banner.sentence(), QStringLiteral("This token is valid."));
    const QString evidence = part<QPlainTextEdit>(*dialog, "evidenceText")->toPlainText();
    QVERIFY2(evidence.contains(QLatin1String("GET https://app.optimussoftware.de/api/v1/integration/")),
             qPrintable(evidence));
    QVERIFY(verify("tok_optimus_" + QByteArray(40, 'x')));
    QCOMPARE(banner.sentence(), QStringLiteral("This token is revoked or unknown."));

    // The control, the token, and the other one.
    QCOMPARE(vendor.requests().size(), 3);
    for (const VendorHosts::Request &request : vendor.requests())
        QVERIFY2(request.target.startsWith("/api/v1/integration/vat/validations/"),
                 request.target.constData());
    QVERIFY(vendor.requests().at(0).credential != "Bearer " + token);
    QCOMPARE(vendor.requests().at(1).credential, "Bearer " + token);

    // What it asks with is gone with the guide.
    m_window->setSession(nullptr, {});
    QVERIFY(!dialog);
    QVERIFY(!action(*m_window, QStringLiteral("Verify token…"))->isEnabled());
}

void GuidedViewTest::verifiesNothingWithoutATransport()
{
    m_window->showGuide(m_profile, *m_inventory, nullptr);
    QVERIFY(!action(*m_window, QStringLiteral("Verify token…"))->isEnabled());
}

QTEST_MAIN(GuidedViewTest)
#include "tst_guidedview.moc"
