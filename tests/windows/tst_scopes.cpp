#include "createtokendialog.h"
#include "onscreen.h"
#include "scopechoice.h"
#include "tokensecretdialog.h"
#include "tokentablemodel.h"
#include "windowondesk.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QRegularExpression>
#include <QScrollArea>
#include <QTest>

using namespace tc;
using namespace tc::test;

namespace {

const QString createText = QStringLiteral("Create Token");
const QString tokenName = QStringLiteral("CRM");

} // namespace

/// *Create Token* where the service has scopes, from the window down to the backend's database.
class ScopesTest : public QObject, private WindowOnDesk
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { closeAll(); }

    void createsWithScopesOfTwoGroups();
    void createsInASystemOfItsOwnWords();
    void choosesNothingByItself();
    void saysWhatSufficesForWhat();
    void keepsChosenOnesInSightOfASearch();
    void isReadToThoseWhoCannotSeeIt();

private:
    [[nodiscard]] QPointer<CreateTokenDialog> opened(const QString &system);
    [[nodiscard]] static QCheckBox *box(const QWidget &dialog, const char *scope);
    /// Scrolls to it and clicks it; false where it does not end up checked.
    [[nodiscard]] static bool check(const QWidget &dialog, const char *scope);
    [[nodiscard]] QStringList scopesInTheBackend(const char *path, const char *member) const;
};

void ScopesTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
}

QPointer<CreateTokenDialog> ScopesTest::opened(const QString &system)
{
    if (!startSystem(system) || !openWindow(m_desk->store) || !click(*m_window, createText))
        return nullptr;
    QPointer<CreateTokenDialog> dialog = openDialog<CreateTokenDialog>(*m_window);
    return dialog && QTest::qWaitForWindowExposed(dialog) ? dialog : nullptr;
}

QCheckBox *ScopesTest::box(const QWidget &dialog, const char *scope)
{
    return part<QCheckBox>(dialog, (QByteArray("scope ") + scope).constData());
}

bool ScopesTest::check(const QWidget &dialog, const char *scope)
{
    QCheckBox *found = box(dialog, scope);
    if (!found)
        return false;
    part<QScrollArea>(dialog, "scopeArea")->ensureWidgetVisible(found);
    QTest::mouseClick(found, Qt::LeftButton, {}, QPoint(8, found->height() / 2));
    return found->isChecked();
}

QStringList ScopesTest::scopesInTheBackend(const char *path, const char *member) const
{
    HttpClient http = m_desk->backend.client();
    const auto reply = http.send("GET", path, bearer(m_desk->backend.managementSecret()));
    if (!reply)
        return {};
    QStringList scopes;
    for (const QJsonValue &token : reply->json().value(QLatin1String("data")).toArray()) {
        if (token[QLatin1String("name")].toString() != tokenName)
            continue;
        for (const QJsonValue &scope : token[QLatin1String(member)].toArray())
            scopes.append(scope.toString());
    }
    return scopes;
}

void ScopesTest::createsWithScopesOfTwoGroups()
{
    const auto dialog = opened(QStringLiteral("optimaite"));
    QVERIFY(dialog);
    QTest::keyClicks(part<QLineEdit>(*dialog, "nameEdit"), tokenName);
    for (const char *scope : {"parties:read", "cases:read", "cases:write"})
        QVERIFY2(check(*dialog, scope), scope);
    QCOMPARE(part<QLabel>(*dialog, "scopeCount")->text(),
             QStringLiteral("3 of 15 scope(s) chosen. Choose no more than the token is used for."));
    QVERIFY(part<QLabel>(*dialog, "summaryLabel")
                ->text()
                .contains(QStringLiteral("Scopes: Read cases, Write cases, Read parties.")));
    QVERIFY(click(*dialog, createText));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));

    const QStringList scopes {QStringLiteral("cases:read"), QStringLiteral("cases:write"),
                              QStringLiteral("parties:read")};
    QCOMPARE(scopesInTheBackend("/optimaite/api/v1/api-keys", "scopes"), scopes);
    auto *table = part<QTableView>(*m_window, "table");
    QVERIFY(!table->isColumnHidden(TokenTableModel::Scopes));
    const qsizetype row = columnTexts(*table, TokenTableModel::Name).indexOf(tokenName);
    QVERIFY(row >= 0);
    QCOMPARE(columnTexts(*table, TokenTableModel::Scopes).at(row),
             QStringLiteral("Test key, Read cases, Write cases, Read parties"));
    const QModelIndex cell = table->model()->index(static_cast<int>(row), TokenTableModel::Scopes);
    QCOMPARE(cell.data(Qt::ToolTipRole).toString(),
             QStringLiteral("Test key\nRead cases (cases:read)\nWrite cases (cases:write)\nRead parties "
                            "(parties:read)"));
    table->selectRow(static_cast<int>(row));
    QVERIFY(part<QLabel>(*m_window, "scopesText")->isVisibleTo(m_window.get()));
    QCOMPARE(part<QLabel>(*m_window, "scopesText")->text(),
             QStringLiteral("Read cases (cases:read)\nWrite cases (cases:write)\nRead parties "
                            "(parties:read)"));
    // Found by what a scope is called and by its id.
    auto *search = part<QLineEdit>(*m_window, "searchEdit");
    for (const char *text : {"write cases", "parties:read"}) {
        search->setText(QLatin1String(text));
        QTRY_COMPARE(columnTexts(*table, TokenTableModel::Name), QStringList(tokenName));
    }
}

void ScopesTest::createsInASystemOfItsOwnWords()
{
    const auto dialog = opened(QStringLiteral("optiflow"));
    QVERIFY(dialog);
    QTest::keyClicks(part<QLineEdit>(*dialog, "nameEdit"), tokenName);
    for (const char *scope : {"invoices:view", "contacts:view"})
        QVERIFY2(check(*dialog, scope), scope);
    QVERIFY(click(*dialog, createText));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    auto *table = part<QTableView>(*m_window, "table");
    const qsizetype row = columnTexts(*table, TokenTableModel::Name).indexOf(tokenName);
    QVERIFY(row >= 0);
    QCOMPARE(columnTexts(*table, TokenTableModel::Scopes).at(row),
             QStringLiteral("View invoices, View contacts"));
}

void ScopesTest::choosesNothingByItself()
{
    const auto dialog = opened(QStringLiteral("optimaite"));
    QVERIFY(dialog);
    const auto boxes = dialog->findChildren<QCheckBox *>(QRegularExpression(QStringLiteral("^scope ")));
    QCOMPARE(boxes.size(), 15);
    for (const QCheckBox *each : boxes)
        QVERIFY(!each->isChecked());
    QTest::keyClicks(part<QLineEdit>(*dialog, "nameEdit"), tokenName);
    QVERIFY(!button(*dialog, createText)->isEnabled());
    QCOMPARE(part<QLabel>(*dialog, "scopeCount")->text(),
             QStringLiteral("None of 15 scope(s) chosen: the token needs at least one."));
    QVERIFY(check(*dialog, "invoices:write"));
    QVERIFY(button(*dialog, createText)->isEnabled());
    box(*dialog, "invoices:write")->setChecked(false);
    QVERIFY(!button(*dialog, createText)->isEnabled());
}

void ScopesTest::saysWhatSufficesForWhat()
{
    const auto dialog = opened(QStringLiteral("optimaite"));
    QVERIFY(dialog);
    QStringList titles;
    for (const QGroupBox *group : dialog->findChildren<QGroupBox *>()) {
        titles.append(group->title());
        QVERIFY(everyText(*group).contains(group->accessibleDescription()));
        QVERIFY(!group->accessibleDescription().isEmpty());
    }
    QCOMPARE(titles.join(u' '), QStringLiteral("Cases Parties Documents Deadlines Calendar Invoices"));
    for (QCheckBox *each : dialog->findChildren<QCheckBox *>(QRegularExpression(QStringLiteral("^scope ")))) {
        each->setChecked(true);
    }
    QCOMPARE(part<QLabel>(*dialog, "scopeCount")->text(),
             QStringLiteral("All of 15 scope(s) chosen: leave out what the token is not used for."));
}

void ScopesTest::keepsChosenOnesInSightOfASearch()
{
    const auto dialog = opened(QStringLiteral("optimaite"));
    QVERIFY(dialog);
    QTest::keyClicks(part<QLineEdit>(*dialog, "nameEdit"), tokenName);
    QVERIFY(check(*dialog, "cases:delete"));
    auto *search = part<QLineEdit>(*dialog, "scopeSearch");
    search->setFocus();
    QTest::keyClicks(search, QStringLiteral("INVOICE"));
    QVERIFY(box(*dialog, "cases:delete")->isVisible());
    QVERIFY(box(*dialog, "invoices:read")->isVisible());
    QVERIFY(!box(*dialog, "cases:read")->isVisible());
    QVERIFY(!box(*dialog, "calendar:read")->isVisible());
    // Enter goes on to what was found; it makes no token.
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(!dialog->isBusy());
    QTRY_COMPARE(QApplication::focusWidget(), box(*dialog, "invoices:read"));
    QVERIFY(!box(*dialog, "invoices:read")->visibleRegion().isEmpty());
    search->clear();
    QVERIFY(box(*dialog, "cases:read")->isVisible());
    QTest::keyClicks(search, QStringLiteral("no such scope"));
    QVERIFY(everyText(*dialog).contains(QStringLiteral("No scope matches.")));
    QVERIFY(!box(*dialog, "invoices:read")->isVisible());
}

void ScopesTest::isReadToThoseWhoCannotSeeIt()
{
    const auto dialog = opened(QStringLiteral("optimaite"));
    QVERIFY(dialog);
    const QCheckBox *read = box(*dialog, "deadlines:read");
    QCOMPARE(read->accessibleName(), QStringLiteral("Read deadlines"));
    QCOMPARE(read->accessibleDescription(),
             QStringLiteral("deadlines:read · Read calendar events and deadlines"));
    // Every scope is reached by the keyboard, and scrolled to.
    auto *search = part<QLineEdit>(*dialog, "scopeSearch");
    search->setFocus();
    QTRY_COMPARE(QApplication::focusWidget(), search); // not before the window is active
    for (int i = 0; i < 15; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        auto *focused = qobject_cast<QCheckBox *>(QApplication::focusWidget());
        QVERIFY(focused);
        QTest::keyClick(focused, Qt::Key_Space);
        QVERIFY(focused->isChecked());
        QVERIFY(!focused->visibleRegion().isEmpty());
    }
    QVERIFY(part<QLabel>(*dialog, "scopeCount")->text().startsWith(QLatin1String("All of 15")));
}

QTEST_MAIN(ScopesTest)
#include "tst_scopes.moc"
