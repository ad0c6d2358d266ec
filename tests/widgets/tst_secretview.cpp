#include "secretfield.h"
#include "secretview.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QFontMetrics>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace tc;

namespace {

/// Made at run time, so that nothing in the tree looks like a secret.
QByteArray madeUp(int length)
{
    QByteArray text("tok_example_");
    while (text.size() < length)
        text += char('a' + text.size() % 26);
    return text;
}

} // namespace

class TestSecretView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void showsTheSecret();
    void forgetsTheSecret();
    void asksToCopy();
    void selectsNothing();
    void breaksLongSecrets();
    void speaksToAssistiveTechnology();
};

void TestSecretView::showsTheSecret()
{
    SecretView view;
    auto *field = view.findChild<SecretField *>();
    view.resize(500, 60);
    view.show();
    const QImage empty = view.grab().toImage();
    view.setSecret(Secret::take(madeUp(52)));
    QVERIFY(view.secret().equals(Secret::take(madeUp(52))));
    QVERIFY(view.grab().toImage() != empty);
    QCOMPARE(field->characterCount(), 52);
    QCOMPARE(field->characterAt(4), QStringLiteral("e"));
    // Not QFontInfo::fixedPitch(): some monospaced fonts do not declare that they are.
    const QFontMetrics metrics(field->font());
    QCOMPARE(metrics.horizontalAdvance(QLatin1Char('i')), metrics.horizontalAdvance(QLatin1Char('W')));

    view.setSecret(Secret::take(QByteArray("gr\xc3\xbc\xc3\x9f\x01")));
    QCOMPARE(field->characterCount(), 5);
    QCOMPARE(field->characterAt(2), QStringLiteral("ü"));
    QCOMPARE(field->characterAt(4), QString(QChar::ReplacementCharacter));
}

void TestSecretView::forgetsTheSecret()
{
    SecretView view;
    view.resize(500, 60);
    view.show();
    const QImage empty = view.grab().toImage();
    view.setSecret(Secret::take(madeUp(52)));
    view.clear();
    QVERIFY(view.secret().isEmpty());
    QCOMPARE(view.findChild<SecretField *>()->characterCount(), 0);
    QCOMPARE(view.grab().toImage(), empty);
    QVERIFY(QAccessible::queryAccessibleInterface(view.findChild<SecretField *>())
                ->text(QAccessible::Value)
                .isEmpty());
}

void TestSecretView::asksToCopy()
{
    SecretView view;
    const QSignalSpy copies(&view, &SecretView::copyRequested);
    QApplication::clipboard()->setText(QStringLiteral("before"));
    view.show();
    view.activateWindow(); // the display may have no window manager to do so
    QVERIFY(QTest::qWaitForWindowActive(&view));
    view.setFocus();
    QTest::keySequence(QApplication::focusWidget(), QKeySequence::Copy);
    QCOMPARE(copies.size(), 0); // there is nothing to copy
    view.setSecret(Secret::take(madeUp(52)));
    QTest::keySequence(QApplication::focusWidget(), QKeySequence::Copy);
    QCOMPARE(copies.size(), 1);
    QTest::keySequence(QApplication::focusWidget(), QKeySequence::Cut);
    QCOMPARE(copies.size(), 1);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("before"));
}

void TestSecretView::selectsNothing()
{
    SecretView view;
    view.resize(500, 60);
    view.setSecret(Secret::take(madeUp(52)));
    view.show();
    view.activateWindow(); // the display may have no window manager to do so
    QVERIFY(QTest::qWaitForWindowActive(&view));
    QVERIFY(QApplication::clipboard()->supportsSelection());
    QApplication::clipboard()->setText(QStringLiteral("before"), QClipboard::Selection);
    auto *field = view.findChild<SecretField *>();
    QTest::mousePress(field, Qt::LeftButton, {}, field->cellOf(0).center());
    QTest::mouseMove(field, field->cellOf(20).center());
    QTest::mouseRelease(field, Qt::LeftButton, {}, field->cellOf(20).center());
    QTest::mouseDClick(field, Qt::LeftButton, {}, field->cellOf(5).center());
    QTest::keySequence(field, QKeySequence::SelectAll);
    QCOMPARE(QApplication::clipboard()->text(QClipboard::Selection), QStringLiteral("before"));
    QCOMPARE(field->contextMenuPolicy(), Qt::PreventContextMenu);
}

void TestSecretView::breaksLongSecrets()
{
    SecretView view;
    view.setSecret(Secret::take(madeUp(600)));
    view.resize(400, 60);
    view.show();
    auto *field = view.findChild<SecretField *>();
    QTRY_VERIFY(field->rect().contains(field->cellOf(599)));
    QVERIFY(field->cellOf(599).top() > field->cellOf(0).bottom());
}

void TestSecretView::speaksToAssistiveTechnology()
{
    SecretView view;
    view.setSecret(Secret::take(madeUp(52)));
    view.show();
    QAccessibleInterface *field = QAccessible::queryAccessibleInterface(view.findChild<SecretField *>());
    QCOMPARE(field->text(QAccessible::Name), QStringLiteral("Token secret"));
    QCOMPARE(field->role(), QAccessible::EditableText);
    QVERIFY(field->state().readOnly);
    QVERIFY(field->textInterface());
    QCOMPARE(field->textInterface()->characterCount(), 52);
    QVERIFY(Secret::take(field->textInterface()->text(0, 52)).equals(view.secret()));
    QCOMPARE(field->textInterface()->selectionCount(), 0);
    QVERIFY(!field->editableTextInterface());

    view.hide();
    QCOMPARE(field->textInterface()->characterCount(), 0);
    QVERIFY(field->textInterface()->text(0, 52).isEmpty());
    QVERIFY(field->text(QAccessible::Value).isEmpty());
}

QTEST_MAIN(TestSecretView)
#include "tst_secretview.moc"
