#include "iprangeedit.h"
#include "messagebanner.h"
#include "rangechip.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDialogButtonBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>
#include <QTranslator>
#include <QVBoxLayout>

using namespace tc;

namespace {

/// A dialog as Create Token has one: with a default button that Enter would press.
class Stage
{
public:
    Stage()
        : edit(new IpRangeEdit(&dialog))
        , changes(edit, &IpRangeEdit::rangesChanged)
    {
        auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, &dialog);
        QObject::connect(buttons, &QDialogButtonBox::accepted, &dialog, [this] { ++accepted; });
        auto *layout = new QVBoxLayout(&dialog);
        layout->addWidget(edit);
        layout->addWidget(buttons);
        dialog.resize(420, 300);
        dialog.show();
        edit->setFocus();
        dialog.activateWindow(); // the display may have no window manager to do so
    }

    [[nodiscard]] bool isReady()
    {
        return QTest::qWaitForWindowActive(&dialog)
            && QTest::qWaitFor([this] { return field()->hasFocus(); });
    }
    [[nodiscard]] QLineEdit *field() const { return edit->findChild<QLineEdit *>(); }
    [[nodiscard]] QList<RangeChip *> chips() const { return edit->findChildren<RangeChip *>(); }
    [[nodiscard]] MessageBanner *message() const
    {
        for (MessageBanner *banner : edit->findChildren<MessageBanner *>()) {
            if (banner->isVisible())
                return banner;
        }
        return nullptr;
    }
    /// Everything that is said below the field.
    [[nodiscard]] QString said() const
    {
        QString text;
        for (const QLabel *label : edit->findChildren<QLabel *>()) {
            if (label->isVisible())
                text += label->text() + u'\n';
        }
        return text;
    }
    [[nodiscard]] QPushButton *button(const QString &text) const
    {
        for (QPushButton *candidate : edit->findChildren<QPushButton *>()) {
            if (candidate->isVisible() && candidate->text() == text)
                return candidate;
        }
        return nullptr;
    }
    [[nodiscard]] QString ranges() const { return edit->ranges().toStringList().join(u' '); }
    void type(const QString &text) { QTest::keyClicks(QApplication::focusWidget(), text); }
    void press(Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); }
    void paste(const QString &text)
    {
        QApplication::clipboard()->setText(text);
        QTest::keySequence(QApplication::focusWidget(), QKeySequence::Paste);
    }

    QDialog dialog;
    IpRangeEdit *edit;
    QSignalSpy changes;
    int accepted = 0;
};

#define STAGE(stage)                                                                                         \
    Stage stage;                                                                                             \
    QVERIFY(stage.isReady())

/// Puts "de:" before every text.
class MarkingTranslator final : public QTranslator
{
public:
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *, const char *source, const char *, int) const override
    {
        return QLatin1String("de:") + QString::fromUtf8(source);
    }
};

} // namespace

class TestIpRangeEdit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void takesEntries_data();
    void takesEntries();
    void pressesTheDefaultButtonOnlyWhenEmpty();
    void addsByComma();
    void addsAPastedList();
    void addsAListFromTheContextMenu();
    void keepsRefusedEntries();
    void offersTheNetwork();
    void offersNetworksOfAPastedList();
    void asksForEveryAddress();
    void asksForEveryAddressOfASuggestion();
    void declinesEveryAddress();
    void takesIpv6WhereTheServiceDoes();
    void asksForEveryAddressOfBothFamilies();
    void speaksOfDeniedRanges();
    void takesTheLastByBackspace();
    void removesByMouse();
    void removesByKeyboard_data();
    void removesByKeyboard();
    void removesByAssistiveTechnology();
    void movesFocusAfterRemoval();
    void movesAmongChipsByArrows();
    void hasOneTabStopForAllChips();
    void namesEverything();
    void announcesWhatIsSaid();
    void commitsPendingText();
    void takesRangesFromOutside();
    void showsTheServersWord();
    void scrollsManyChips();
    void speaksAnotherLanguageAtOnce();
};

void TestIpRangeEdit::takesEntries_data()
{
    QTest::addColumn<QString>("entry");
    QTest::addColumn<QString>("ranges");
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("reason");

    const QString none;
    QTest::newRow("address") << "203.0.113.10"
                             << "203.0.113.10" << none << none;
    QTest::newRow("range") << "203.0.113.0/24"
                           << "203.0.113.0/24" << none << none;
    QTest::newRow("blanks around") << "  203.0.113.10  "
                                   << "203.0.113.10" << none << none;
    QTest::newRow("trailing newline") << "203.0.113.10\n"
                                      << "203.0.113.10" << none << none;
    QTest::newRow("trailing Windows line end") << "203.0.113.10\r\n"
                                               << "203.0.113.10" << none << none;
    QTest::newRow("host bits") << "203.0.113.7/24" << none << "203.0.113.7/24"
                               << "203.0.113.0/24";
    QTest::newRow("octal") << "010.8.8.8" << none << "010.8.8.8"
                           << "leading zeros";
    QTest::newRow("hexadecimal") << "0x7f.1" << none << "0x7f.1"
                                 << "four numbers";
    QTest::newRow("short") << "10.1" << none << "10.1"
                           << "four numbers";
    QTest::newRow("prefix alone") << "/8" << none << "/8"
                                  << "four numbers";
    QTest::newRow("prefix too large") << "1.2.3.4/33" << none << "1.2.3.4/33"
                                      << "larger than /32";
    QTest::newRow("prefix with zero") << "1.2.3.4/08" << none << "1.2.3.4/08"
                                      << "leading zeros";
    QTest::newRow("octet too large") << "256.1.1.1" << none << "256.1.1.1"
                                     << "larger than 255";
    QTest::newRow("IPv6") << "::1" << none << "::1"
                          << "IPv6";
    const QString arabic = QStringLiteral("\u0661\u0660.\u0661.\u0661.\u0661");
    QTest::newRow("Arabic-Indic digits") << arabic << none << arabic << "not a number";
}

void TestIpRangeEdit::takesEntries()
{
    QFETCH(QString, entry);
    QFETCH(QString, ranges);
    QFETCH(QString, left);
    QFETCH(QString, reason);
    STAGE(stage);
    // keyClicks() knows Latin-1 only; the rest comes as from an input method or a paste.
    if (entry.contains(u'\n') || entry.front().unicode() > 255)
        stage.paste(entry);
    else
        stage.type(entry);
    if (!entry.contains(u'\n'))
        stage.press(Qt::Key_Return);
    QCOMPARE(stage.ranges(), ranges);
    QCOMPARE(stage.edit->pendingText(), left);
    QCOMPARE(stage.changes.size(), ranges.isEmpty() ? 0 : 1);
    QCOMPARE(stage.accepted, 0);
    if (reason.isEmpty()) {
        QVERIFY(!stage.message());
    } else {
        QVERIFY(stage.message());
        QVERIFY2(stage.message()->sentence().contains(u'“' + left + u'”'),
                 qPrintable(stage.message()->sentence()));
        QVERIFY2(stage.message()->sentence().contains(reason), qPrintable(stage.message()->sentence()));
    }
}

void TestIpRangeEdit::pressesTheDefaultButtonOnlyWhenEmpty()
{
    STAGE(stage);
    stage.type(QStringLiteral("nonsense"));
    stage.press(Qt::Key_Return);
    stage.press(Qt::Key_Enter);
    QCOMPARE(stage.accepted, 0);
    stage.field()->clear();
    stage.press(Qt::Key_Return);
    QCOMPARE(stage.accepted, 1);
}

void TestIpRangeEdit::addsByComma()
{
    STAGE(stage);
    stage.type(QStringLiteral("203.0.113.10,"));
    QCOMPARE(stage.ranges(), QStringLiteral("203.0.113.10"));
    QCOMPARE(stage.edit->pendingText(), QString());
    stage.type(QStringLiteral(","));
    QCOMPARE(stage.edit->pendingText(), QString());
    stage.type(QStringLiteral("203.0.113.1O,"));
    QCOMPARE(stage.edit->pendingText(), QStringLiteral("203.0.113.1O"));
    QCOMPARE(stage.chips().size(), 1);
}

void TestIpRangeEdit::addsAPastedList()
{
    STAGE(stage);
    const QStringList separators {QStringLiteral("\n"), QStringLiteral(", "),   QStringLiteral(";"),
                                  QStringLiteral(" "),  QStringLiteral("\r\n"), QStringLiteral("\t")};
    QString text;
    QStringList wanted;
    QStringList wrong;
    for (int i = 0; i < 200; ++i) {
        switch (i % 5) {
        case 0:
            wanted.append(QStringLiteral("10.0.%1.0/24").arg(i));
            text += wanted.last();
            break;
        case 4:
            wrong.append(QStringLiteral("10.0.%1.7/24").arg(i));
            text += wrong.last();
            break;
        default:
            wanted.append(QStringLiteral("192.0.2.%1").arg(i));
            text += wanted.last();
        }
        text += separators[i % separators.size()];
    }
    QElapsedTimer timer;
    timer.start();
    stage.paste(text);
    QCOMPARE(stage.ranges(), wanted.join(u' '));
    QCOMPARE(stage.edit->pendingText(), wrong.join(u' '));
    QCOMPARE(stage.chips().size(), 160);
    QCOMPARE(stage.changes.size(), 1);
    QVERIFY(stage.message());
    QVERIFY(stage.message()->sentence().contains(QStringLiteral("160")));
    QVERIFY(stage.message()->sentence().contains(QStringLiteral("40")));
    QVERIFY(stage.message()->nextStep().contains(u'“' + wrong.first() + u'”'));
    qInfo("200 lines took %lld ms", timer.elapsed());

    // The reasons stay while the user mends what is left.
    stage.press(Qt::Key_Backspace);
    QVERIFY(stage.message());
    stage.field()->selectAll();
    stage.press(Qt::Key_Delete);
    QVERIFY(!stage.message());
}

void TestIpRangeEdit::addsAListFromTheContextMenu()
{
    STAGE(stage);
    QApplication::clipboard()->setText(QStringLiteral("203.0.113.1 203.0.113.2"));
    stage.field()->paste();
    QCOMPARE(stage.ranges(), QStringLiteral("203.0.113.1 203.0.113.2"));
}

void TestIpRangeEdit::keepsRefusedEntries()
{
    STAGE(stage);
    stage.type(QStringLiteral("203.0.113.1 nonsense 203.0.113.2"));
    stage.press(Qt::Key_Return);
    QCOMPARE(stage.ranges(), QStringLiteral("203.0.113.1 203.0.113.2"));
    QCOMPARE(stage.edit->pendingText(), QStringLiteral("nonsense"));
    QVERIFY(stage.said().contains(QStringLiteral("“nonsense”")));
}

/// Fault 30.
void TestIpRangeEdit::offersTheNetwork()
{
    STAGE(stage);
    stage.type(QStringLiteral("203.0.113.7/24"));
    stage.press(Qt::Key_Return);
    QPushButton *use = stage.button(QStringLiteral("Use 203.0.113.0/24"));
    QVERIFY(use);
    use->setFocus();
    stage.press(Qt::Key_Return);
    QCOMPARE(stage.ranges(), QStringLiteral("203.0.113.0/24"));
    QCOMPARE(stage.edit->pendingText(), QString());
    QVERIFY(!stage.message());
    QTRY_VERIFY(stage.field()->hasFocus());
    QCOMPARE(stage.accepted, 0);
}

void TestIpRangeEdit::offersNetworksOfAPastedList()
{
    STAGE(stage);
    stage.paste(QStringLiteral("10.0.0.1/8, nonsense, 203.0.113.7/24, 1.2.3.4"));
    QTest::mouseClick(stage.button(QStringLiteral("Use 203.0.113.0/24")), Qt::LeftButton);
    QCOMPARE(stage.ranges(), QStringLiteral("1.2.3.4 203.0.113.0/24"));
    QCOMPARE(stage.edit->pendingText(), QStringLiteral("10.0.0.1/8 nonsense"));
    QTest::mouseClick(stage.button(QStringLiteral("Use 10.0.0.0/8")), Qt::LeftButton);
    QCOMPARE(stage.ranges(), QStringLiteral("1.2.3.4 203.0.113.0/24 10.0.0.0/8"));
    QCOMPARE(stage.edit->pendingText(), QStringLiteral("nonsense"));
}

/// Fault 32.
void TestIpRangeEdit::asksForEveryAddress()
{
    STAGE(stage);
    stage.type(QStringLiteral("0.0.0.0/0"));
    stage.press(Qt::Key_Return);
    QCOMPARE(stage.ranges(), QString());
    QCOMPARE(stage.message()->sentence(), QStringLiteral("0.0.0.0/0 allows every IP address."));
    stage.press(Qt::Key_Return); // an impatient Enter is no yes
    QCOMPARE(stage.ranges(), QString());
    QVERIFY(!stage.edit->commitPending());
    QTest::mouseClick(stage.button(QStringLiteral("Allow every address")), Qt::LeftButton);
    QCOMPARE(stage.ranges(), QStringLiteral("0.0.0.0/0"));
    QVERIFY(stage.edit->commitPending());
    QVERIFY(!stage.message());
}

void TestIpRangeEdit::asksForEveryAddressOfASuggestion()
{
    STAGE(stage);
    stage.type(QStringLiteral("10.1.2.3/0"));
    stage.press(Qt::Key_Return);
    QTest::mouseClick(stage.button(QStringLiteral("Use 0.0.0.0/0")), Qt::LeftButton);
    QCOMPARE(stage.ranges(), QString());
    QVERIFY(stage.button(QStringLiteral("Allow every address")));
}

void TestIpRangeEdit::declinesEveryAddress()
{
    STAGE(stage);
    stage.paste(QStringLiteral("0.0.0.0/0, nonsense, 203.0.113.1"));
    QCOMPARE(stage.ranges(), QStringLiteral("203.0.113.1"));
    QTest::mouseClick(stage.button(QStringLiteral("Cancel")), Qt::LeftButton);
    QCOMPARE(stage.ranges(), QStringLiteral("203.0.113.1"));
    QCOMPARE(stage.edit->pendingText(), QStringLiteral("nonsense"));
    QVERIFY(!stage.button(QStringLiteral("Allow every address")));
    QVERIFY(stage.said().contains(QStringLiteral("“nonsense”")));
}

void TestIpRangeEdit::takesIpv6WhereTheServiceDoes()
{
    STAGE(stage);
    stage.type(QStringLiteral("2001:db8::/32"));
    stage.press(Qt::Key_Return);
    QCOMPARE(stage.ranges(), QString());
    QCOMPARE(stage.message()->sentence(),
             QStringLiteral("“2001:db8::/32” is an IPv6 address; this service takes IPv4 only."));

    stage.edit->setUse(RangeRole::Allowed, IpVersions::V4AndV6);
    QCOMPARE(stage.field()->placeholderText(), QStringLiteral("203.0.113.0/24 or 2001:db8::/32, then Enter"));
    stage.press(Qt::Key_Return);
    QCOMPARE(stage.ranges(), QStringLiteral("2001:db8::/32"));
    QCOMPARE(stage.chips().first()->accessibleName(), QStringLiteral("Remove 2001:db8::/32"));
    stage.type(QStringLiteral("2001:db8:1::/64"));
    QVERIFY2(stage.said().contains(QStringLiteral("2001:db8:1::/64: one subnet: 2001:db8:1:: to")),
             qPrintable(stage.said()));
    stage.field()->clear();
    stage.paste(QStringLiteral("2001:db8:2::1\n192.0.2.1;2001:0db8::/32"));
    QCOMPARE(stage.ranges(), QStringLiteral("2001:db8::/32 2001:db8:2::1 192.0.2.1"));
    stage.type(QStringLiteral("::ffff:192.0.2.9"));
    stage.press(Qt::Key_Return);
    QTest::mouseClick(stage.button(QStringLiteral("Use 192.0.2.9")), Qt::LeftButton);
    QCOMPARE(stage.ranges(), QStringLiteral("2001:db8::/32 2001:db8:2::1 192.0.2.1 192.0.2.9"));
}

void TestIpRangeEdit::asksForEveryAddressOfBothFamilies()
{
    STAGE(stage);
    stage.edit->setUse(RangeRole::Allowed, IpVersions::V4AndV6);
    stage.paste(QStringLiteral("::/0, 0.0.0.0/0"));
    QCOMPARE(stage.ranges(), QString());
    QCOMPARE(stage.message()->sentence(), QStringLiteral("0.0.0.0/0 allows every IPv4 address."));
    QCOMPARE(stage.message()->nextStep(), QStringLiteral("::/0 allows every IPv6 address."));
    QTest::mouseClick(stage.button(QStringLiteral("Allow every address")), Qt::LeftButton);
    QCOMPARE(stage.ranges(), QStringLiteral("::/0 0.0.0.0/0"));
    QVERIFY(stage.said().contains(QStringLiteral("any IP address may use this token")));
    stage.press(Qt::Key_Backspace);
    QVERIFY(stage.said().contains(QStringLiteral("any IPv6 address may use this token")));
}

void TestIpRangeEdit::speaksOfDeniedRanges()
{
    STAGE(stage);
    stage.edit->setUse(RangeRole::Denied, IpVersions::V4AndV6);
    QCOMPARE(stage.field()->accessibleName(), QStringLiteral("Denied IP ranges"));
    QVERIFY(stage.said().contains(QStringLiteral("No IP address is denied.")));
    stage.type(QStringLiteral("2001:db8::7,"));
    QVERIFY(stage.said().contains(QStringLiteral("These addresses may not use this token")));
    stage.type(QStringLiteral("::/0"));
    stage.press(Qt::Key_Return);
    QCOMPARE(stage.message()->sentence(), QStringLiteral("::/0 denies every IPv6 address."));
    QTest::mouseClick(stage.button(QStringLiteral("Deny every address")), Qt::LeftButton);
    QVERIFY(
        stage.said().contains(QStringLiteral("::/0 is in the list: no IPv6 address may use this token.")));
    QCOMPARE(stage.ranges(), QStringLiteral("2001:db8::7 ::/0"));
    QCOMPARE(stage.chips().first()->parentWidget()->accessibleName(), QStringLiteral("Denied ranges added"));
}

void TestIpRangeEdit::takesTheLastByBackspace()
{
    STAGE(stage);
    stage.type(QStringLiteral("203.0.113.1,203.0.113.2,"));
    stage.press(Qt::Key_Backspace);
    QCOMPARE(stage.ranges(), QStringLiteral("203.0.113.1"));
    QTRY_VERIFY(stage.field()->hasFocus());
    stage.type(QStringLiteral("x"));
    stage.press(Qt::Key_Backspace);
    QCOMPARE(stage.ranges(), QStringLiteral("203.0.113.1"));
    stage.press(Qt::Key_Backspace);
    stage.press(Qt::Key_Backspace);
    QCOMPARE(stage.ranges(), QString());
    QVERIFY(stage.said().contains(QStringLiteral("Any IP address may use this token.")));
}

void TestIpRangeEdit::removesByMouse()
{
    STAGE(stage);
    stage.paste(QStringLiteral("203.0.113.1 203.0.113.2 203.0.113.3"));
    QTRY_VERIFY(stage.chips().at(1)->isVisible());
    QTest::mouseClick(stage.chips().at(1), Qt::LeftButton);
    QCOMPARE(stage.ranges(), QStringLiteral("203.0.113.1 203.0.113.3"));
    QCOMPARE(stage.chips().size(), 2);
    QVERIFY(stage.said().contains(QStringLiteral("Removed: 203.0.113.2.")));
}

void TestIpRangeEdit::removesByKeyboard_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::newRow("space") << Qt::Key_Space;
    QTest::newRow("return") << Qt::Key_Return;
    QTest::newRow("enter") << Qt::Key_Enter;
    QTest::newRow("delete") << Qt::Key_Delete;
    QTest::newRow("backspace") << Qt::Key_Backspace;
}

void TestIpRangeEdit::removesByKeyboard()
{
    QFETCH(Qt::Key, key);
    STAGE(stage);
    stage.paste(QStringLiteral("203.0.113.1 203.0.113.2"));
    QTRY_VERIFY(stage.chips().first()->isVisible());
    stage.chips().first()->setFocus();
    stage.press(key);
    QCOMPARE(stage.ranges(), QStringLiteral("203.0.113.2"));
    QCOMPARE(stage.accepted, 0);
}

void TestIpRangeEdit::removesByAssistiveTechnology()
{
    STAGE(stage);
    stage.paste(QStringLiteral("203.0.113.0/24 203.0.113.2"));
    QTRY_VERIFY(stage.chips().first()->isVisible());
    QAccessibleInterface *chip = QAccessible::queryAccessibleInterface(stage.chips().first());
    QCOMPARE(chip->text(QAccessible::Name), QStringLiteral("Remove 203.0.113.0/24"));
    QCOMPARE(chip->role(), QAccessible::Button);
    QVERIFY(chip->actionInterface()->actionNames().contains(QAccessibleActionInterface::pressAction()));
    chip->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QTRY_COMPARE(stage.ranges(), QStringLiteral("203.0.113.2"));
}

void TestIpRangeEdit::movesFocusAfterRemoval()
{
    STAGE(stage);
    stage.paste(QStringLiteral("203.0.113.1 203.0.113.2 203.0.113.3"));
    QTRY_VERIFY(stage.chips().first()->isVisible());
    stage.chips().at(1)->setFocus();
    stage.press(Qt::Key_Delete);
    QCOMPARE(QApplication::focusWidget()->accessibleName(), QStringLiteral("Remove 203.0.113.3"));
    stage.press(Qt::Key_Delete);
    QTRY_VERIFY(stage.field()->hasFocus());
}

void TestIpRangeEdit::movesAmongChipsByArrows()
{
    STAGE(stage);
    stage.paste(QStringLiteral("203.0.113.1 203.0.113.2"));
    QTRY_VERIFY(stage.chips().first()->isVisible());
    const auto focused = [] {
        return QApplication::focusWidget()->accessibleName();
    };
    stage.press(Qt::Key_Left);
    QCOMPARE(focused(), QStringLiteral("Remove 203.0.113.2"));
    stage.press(Qt::Key_Left);
    QCOMPARE(focused(), QStringLiteral("Remove 203.0.113.1"));
    stage.press(Qt::Key_Left);
    QCOMPARE(focused(), QStringLiteral("Remove 203.0.113.1"));
    stage.press(Qt::Key_Right);
    stage.press(Qt::Key_Right);
    QTRY_VERIFY(stage.field()->hasFocus());
    // Within the text the arrow keys are the field's.
    stage.type(QStringLiteral("12"));
    stage.press(Qt::Key_Left);
    QTRY_VERIFY(stage.field()->hasFocus());
    QCOMPARE(stage.field()->cursorPosition(), 1);
}

void TestIpRangeEdit::hasOneTabStopForAllChips()
{
    STAGE(stage);
    stage.paste(QStringLiteral("203.0.113.1 203.0.113.2 203.0.113.3"));
    QTRY_VERIFY(stage.chips().first()->isVisible());
    QTest::keyClick(stage.field(), Qt::Key_Backtab);
    QCOMPARE(QApplication::focusWidget()->accessibleName(), QStringLiteral("Remove 203.0.113.3"));
    stage.press(Qt::Key_Tab);
    QTRY_VERIFY(stage.field()->hasFocus());
    stage.press(Qt::Key_Tab);
    QCOMPARE(
        qobject_cast<QPushButton *>(QApplication::focusWidget())->parentWidget()->metaObject()->className(),
        "QDialogButtonBox");
}

void TestIpRangeEdit::namesEverything()
{
    STAGE(stage);
    QAccessibleInterface *field = QAccessible::queryAccessibleInterface(stage.field());
    QCOMPARE(field->text(QAccessible::Name), QStringLiteral("Allowed IP ranges"));
    QCOMPARE(field->role(), QAccessible::EditableText);
    QCOMPARE(field->text(QAccessible::Description), QStringLiteral("Any IP address may use this token."));
    stage.type(QStringLiteral("203.0.113.0/24"));
    QVERIFY(field->text(QAccessible::Description).contains(QStringLiteral("256 addresses")));
}

void TestIpRangeEdit::announcesWhatIsSaid()
{
    // Qt sends accessibility events only while a screen reader runs; what they would carry is there always.
    STAGE(stage);
    stage.type(QStringLiteral("nonsense"));
    stage.press(Qt::Key_Return);
    QAccessibleInterface *message = QAccessible::queryAccessibleInterface(stage.message());
    QCOMPARE(message->role(), QAccessible::AlertMessage);
    QVERIFY(message->text(QAccessible::Name).contains(QStringLiteral("“nonsense”")));

    stage.field()->clear();
    stage.type(QStringLiteral("203.0.113.1,"));
    QVERIFY(stage.field()->accessibleDescription().startsWith(QStringLiteral("Added: 203.0.113.1.")));
}

void TestIpRangeEdit::commitsPendingText()
{
    STAGE(stage);
    QVERIFY(stage.edit->commitPending());
    stage.type(QStringLiteral("203.0.113.1"));
    QCOMPARE(stage.edit->pendingText(), QStringLiteral("203.0.113.1"));
    QVERIFY(stage.edit->commitPending());
    QCOMPARE(stage.ranges(), QStringLiteral("203.0.113.1"));

    stage.type(QStringLiteral("10.1"));
    stage.dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok)->setFocus();
    QVERIFY(!stage.edit->commitPending());
    QTRY_VERIFY(stage.field()->hasFocus());
    QVERIFY(stage.message());
    QCOMPARE(stage.edit->pendingText(), QStringLiteral("10.1"));

    stage.field()->clear();
    stage.type(QStringLiteral("203.0.113.1"));
    QVERIFY(stage.edit->commitPending());
    QVERIFY(stage.said().contains(QStringLiteral("203.0.113.1 is in the list already.")));
    QCOMPARE(stage.chips().size(), 1);
}

void TestIpRangeEdit::takesRangesFromOutside()
{
    STAGE(stage);
    stage.type(QStringLiteral("half"));
    IpRanges ranges;
    ranges.add(*IpRange::parse(u"203.0.113.0/24"));
    ranges.add(*IpRange::parse(u"198.51.100.1"));
    stage.edit->setRanges(ranges);
    QCOMPARE(stage.edit->ranges(), ranges);
    QCOMPARE(stage.chips().size(), 2);
    QCOMPARE(stage.edit->pendingText(), QStringLiteral("half"));
    QCOMPARE(stage.changes.size(), 0);
    stage.edit->setRanges({});
    QCOMPARE(stage.chips().size(), 0);
}

void TestIpRangeEdit::showsTheServersWord()
{
    STAGE(stage);
    stage.edit->setErrorMessage(QStringLiteral("<b>No</b> private ranges."));
    QVERIFY(stage.said().contains(QStringLiteral("<b>No</b> private ranges.")));
    for (const QLabel *label : stage.edit->findChildren<QLabel *>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
    stage.edit->setErrorMessage({});
    QVERIFY(!stage.message());
}

void TestIpRangeEdit::scrollsManyChips()
{
    STAGE(stage);
    QString text;
    for (int i = 0; i < 200; ++i)
        text += QStringLiteral("10.0.%1.0/24\n").arg(i);
    stage.paste(text);
    auto *area = stage.edit->findChild<QScrollArea *>();
    QTRY_VERIFY(stage.chips().last()->isVisible());
    QVERIFY(area->height() <= 6 * stage.chips().first()->height() + 5 * 10);
    const auto isInView = [area](const QWidget *chip) {
        return area->viewport()->rect().contains(
            QRect(chip->mapTo(area->viewport(), QPoint()), chip->size()));
    };
    QTRY_VERIFY(isInView(stage.chips().last()));
    stage.chips().first()->setFocus();
    QTRY_VERIFY(isInView(stage.chips().first()));
}

void TestIpRangeEdit::speaksAnotherLanguageAtOnce()
{
    STAGE(stage);
    stage.type(QStringLiteral("203.0.113.1,0.0.0.0/0,"));
    MarkingTranslator translator;
    QCoreApplication::installTranslator(&translator);
    QTRY_COMPARE(stage.field()->accessibleName(), QStringLiteral("de:Allowed IP ranges"));
    QCOMPARE(stage.chips().first()->accessibleName(), QStringLiteral("de:Remove 203.0.113.1"));
    QVERIFY(stage.field()->placeholderText().startsWith(QStringLiteral("de:")));
    QCOMPARE(stage.message()->sentence(), QStringLiteral("de:0.0.0.0/0 allows every IP address."));
    QVERIFY(stage.button(QStringLiteral("de:Allow every address")));
    QVERIFY(stage.field()->accessibleDescription().startsWith(QStringLiteral("de:")));
    QCoreApplication::removeTranslator(&translator);
    QTRY_COMPARE(stage.field()->accessibleName(), QStringLiteral("Allowed IP ranges"));
}

QTEST_MAIN(TestIpRangeEdit)
#include "tst_iprangeedit.moc"
