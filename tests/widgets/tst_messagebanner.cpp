#include "messagebanner.h"
#include "statepage.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace tc;

namespace {

QList<QPushButton *> buttonsOf(const QWidget &widget)
{
    return widget.findChildren<QPushButton *>();
}

} // namespace

class TestMessageBanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void showsAndAnnounces();
    void showsPlainTextOnly();
    void offersActions();
    void survivesItsOwnDismissal();
    void statePageShowsAndAnnounces();
    void statePageIsBusy();
};

void TestMessageBanner::showsAndAnnounces()
{
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *banner = new MessageBanner(&window);
    layout->addWidget(banner);
    window.show();
    QVERIFY(!banner->isVisible());

    banner->showMessage(MessageBanner::Severity::Warning, QStringLiteral("It broke."),
                        QStringLiteral("Mend it."));
    QVERIFY(banner->isVisible());
    QCOMPARE(banner->sentence(), QStringLiteral("It broke."));
    QCOMPARE(banner->nextStep(), QStringLiteral("Mend it."));
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(banner);
    QCOMPARE(interface->role(), QAccessible::AlertMessage);
    QCOMPARE(interface->text(QAccessible::Name), QStringLiteral("It broke. Mend it."));

    banner->dismiss();
    QVERIFY(!banner->isVisible());
    QCOMPARE(banner->sentence(), QString());
}

/// Fault 27.
void TestMessageBanner::showsPlainTextOnly()
{
    MessageBanner banner;
    banner.showMessage(MessageBanner::Severity::Error, QStringLiteral("<img src=x>"),
                       QStringLiteral("<b>b</b>"));
    StatePage page;
    page.showState(StatePage::Picture::Error, QStringLiteral("<b>b</b>"), QStringLiteral("<b>b</b>"));
    for (const QWidget *widget : {static_cast<QWidget *>(&banner), static_cast<QWidget *>(&page)}) {
        for (const QLabel *label : widget->findChildren<QLabel *>()) {
            if (!label->text().isEmpty())
                QCOMPARE(label->textFormat(), Qt::PlainText);
        }
    }
}

void TestMessageBanner::offersActions()
{
    QDialog dialog;
    auto *layout = new QVBoxLayout(&dialog);
    auto *banner = new MessageBanner(&dialog);
    layout->addWidget(banner);
    auto *usual = new QPushButton(QStringLiteral("Usual"), &dialog);
    usual->setDefault(true);
    layout->addWidget(usual);
    const QSignalSpy usualClicked(usual, &QPushButton::clicked);
    QAction retry(QStringLiteral("Try again"));
    const QSignalSpy triggered(&retry, &QAction::triggered);
    dialog.show();
    dialog.activateWindow(); // the display may have no window manager to do so
    QVERIFY(QTest::qWaitForWindowActive(&dialog));

    banner->showMessage(MessageBanner::Severity::Error, QStringLiteral("It broke."), {}, {&retry});
    QCOMPARE(buttonsOf(*banner).size(), 1);
    QPushButton *button = buttonsOf(*banner).first();
    QCOMPARE(button->text(), QStringLiteral("Try again"));
    retry.setEnabled(false);
    QVERIFY(!button->isEnabled());
    retry.setEnabled(true);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(triggered.size(), 1);
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Return);
    QTest::keyClick(button, Qt::Key_Space);
    QCOMPARE(triggered.size(), 3);
    QCOMPARE(usualClicked.size(), 0);

    banner->showMessage(MessageBanner::Severity::Error, QStringLiteral("It broke again."));
    QCOMPARE(buttonsOf(*banner).size(), 0);
}

void TestMessageBanner::survivesItsOwnDismissal()
{
    MessageBanner banner;
    QAction close(QStringLiteral("Close"));
    connect(&close, &QAction::triggered, &banner, &MessageBanner::dismiss);
    banner.showMessage(MessageBanner::Severity::Information, QStringLiteral("Done."), {}, {&close});
    QTest::mouseClick(buttonsOf(banner).first(), Qt::LeftButton);
    QVERIFY(!banner.isVisible());
    QCOMPARE(buttonsOf(banner).size(), 0);
}

void TestMessageBanner::statePageShowsAndAnnounces()
{
    StatePage page;
    page.show();
    QAction create(QStringLiteral("Create Token"));
    page.showState(StatePage::Picture::Empty, QStringLiteral("No tokens yet"),
                   QStringLiteral("Create the first one."), {&create});
    QCOMPARE(page.headline(), QStringLiteral("No tokens yet"));
    QCOMPARE(page.nextStep(), QStringLiteral("Create the first one."));
    QCOMPARE(page.accessibleName(), QStringLiteral("No tokens yet Create the first one."));
    QCOMPARE(buttonsOf(page).size(), 1);
    QVERIFY(!page.findChild<QProgressBar *>()->isVisible());
}

void TestMessageBanner::statePageIsBusy()
{
    StatePage page;
    page.show();
    QAction cancel(QStringLiteral("Cancel"));
    connect(&cancel, &QAction::triggered, &page, [&page] {
        page.showState(StatePage::Picture::Disconnected, QStringLiteral("Not connected"), {});
    });
    page.showBusy(QStringLiteral("Loading…"), {&cancel});
    QVERIFY(page.findChild<QProgressBar *>()->isVisible());
    QCOMPARE(page.findChild<QProgressBar *>()->accessibleName(), QStringLiteral("Loading…"));
    QTest::mouseClick(buttonsOf(page).first(), Qt::LeftButton);
    QCOMPARE(page.headline(), QStringLiteral("Not connected"));
    QVERIFY(!page.findChild<QProgressBar *>()->isVisible());
}

QTEST_MAIN(TestMessageBanner)
#include "tst_messagebanner.moc"
