#include "clipboardguard.h"
#include "deafclipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace tc;
using namespace tc::test;

namespace {

/// What another client gets, asked for while this one's event loop answers; nothing where there is nothing.
QByteArray paste(const char *selection, const char *target)
{
    QProcess xclip;
    xclip.start(QStringLiteral("xclip"),
                {QStringLiteral("-o"), QStringLiteral("-selection"), QLatin1String(selection),
                 QStringLiteral("-t"), QLatin1String(target)});
    (void)QTest::qWaitFor([&xclip] { return xclip.state() == QProcess::NotRunning; }, 10000);
    return xclip.exitCode() == 0 ? xclip.readAllStandardOutput() : QByteArray();
}

/// Puts \a text on \a selection as another client; xclip stays in the background to serve it.
bool copyElsewhere(const char *selection, const QByteArray &text)
{
    QProcess xclip;
    xclip.setStandardOutputFile(QProcess::nullDevice());
    xclip.setStandardErrorFile(QProcess::nullDevice());
    xclip.start(QStringLiteral("xclip"),
                {QStringLiteral("-i"), QStringLiteral("-selection"), QLatin1String(selection)});
    xclip.write(text);
    xclip.closeWriteChannel();
    return QTest::qWaitFor([&xclip] { return xclip.state() == QProcess::NotRunning; }, 10000)
        && xclip.exitCode() == 0;
}

Secret canary()
{
    return Secret::copyOf("canary \xc3\xbc");
}

} // namespace

class ClipboardGuardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCOMPARE(QGuiApplication::platformName(), QStringLiteral("xcb")); }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        letGo();
        QVERIFY(paste("primary", "TARGETS").isEmpty());
        QVERIFY(paste("clipboard", "TARGETS").isEmpty());
    }

    void cleanup() { letGo(); }

    void countsDownAndClears()
    {
        ClipboardGuard guard(std::chrono::seconds(2));
        QSignalSpy seconds(&guard, &ClipboardGuard::remainingChanged);
        QCOMPARE(guard.remainingSeconds(), 0);
        guard.copy(canary());
        QCOMPARE(guard.remainingSeconds(), 2);

        const QByteArrayList targets = paste("clipboard", "TARGETS").split('\n');
        QVERIFY(targets.contains("UTF8_STRING"));
        QVERIFY(targets.contains("x-kde-passwordManagerHint"));
        QCOMPARE(paste("clipboard", "UTF8_STRING"), QByteArray("canary \xc3\xbc"));
        QCOMPARE(paste("clipboard", "x-kde-passwordManagerHint"), QByteArray("secret"));
        QVERIFY(paste("primary", "UTF8_STRING").isEmpty());

        QTRY_COMPARE(guard.remainingSeconds(), 0);
        QCOMPARE(seconds, QList<QVariantList>({{2}, {1}, {0}}));
        QVERIFY(paste("clipboard", "TARGETS").isEmpty());
        QVERIFY(paste("clipboard", "UTF8_STRING").isEmpty());
    }

    void primaryIsLeftAlone()
    {
        QVERIFY(copyElsewhere("primary", "selected"));
        ClipboardGuard guard;
        guard.copy(canary());
        QCOMPARE(paste("primary", "UTF8_STRING"), QByteArray("selected"));
        guard.clearNow();
        QCOMPARE(paste("primary", "UTF8_STRING"), QByteArray("selected"));
        QVERIFY(paste("clipboard", "UTF8_STRING").isEmpty());
    }

    void whatAnotherClientCopiedStays()
    {
        ClipboardGuard guard;
        QSignalSpy seconds(&guard, &ClipboardGuard::remainingChanged);
        guard.copy(canary());
        QVERIFY(copyElsewhere("clipboard", "foreign"));
        QTRY_COMPARE(guard.remainingSeconds(), 0);
        QCOMPARE(seconds.last(), QVariantList {0});
        guard.clearNow();
        QCOMPARE(paste("clipboard", "UTF8_STRING"), QByteArray("foreign"));
    }

    void whatThisApplicationCopiedOtherwiseStays()
    {
        {
            ClipboardGuard guard;
            guard.copy(canary());
            QGuiApplication::clipboard()->setText(QStringLiteral("a name"));
            QTRY_COMPARE(guard.remainingSeconds(), 0);
        }
        QCOMPARE(paste("clipboard", "UTF8_STRING"), QByteArray("a name"));
    }

    void clearsWhenItEnds()
    {
        {
            ClipboardGuard guard;
            guard.copy(canary());
            QVERIFY(!paste("clipboard", "UTF8_STRING").isEmpty());
        }
        QVERIFY(paste("clipboard", "TARGETS").isEmpty());
    }

    void aSecondCopyStartsAnew()
    {
        ClipboardGuard guard(std::chrono::seconds(3));
        QSignalSpy seconds(&guard, &ClipboardGuard::remainingChanged);
        guard.copy(canary());
        QTRY_VERIFY(guard.remainingSeconds() < 3);
        guard.copy(Secret::copyOf("second"));
        QCOMPARE(guard.remainingSeconds(), 3);
        QVERIFY(!seconds.contains(QVariantList {0}));
        QCOMPARE(paste("clipboard", "UTF8_STRING"), QByteArray("second"));
    }

    void theLifetimeIsTheNextCopys()
    {
        ClipboardGuard guard(std::chrono::seconds(20));
        guard.copy(canary());
        guard.setLifetime(std::chrono::seconds(40));
        QVERIFY(guard.remainingSeconds() <= 20);
        guard.copy(canary());
        QCOMPARE(guard.remainingSeconds(), 40);
    }

    void eachModeIsClearedOnItsOwn()
    {
        ClipboardGuard guard;
        guard.copy(canary());
        // As if a desktop had made the selection follow the clipboard.
        const QMimeData *content = QGuiApplication::clipboard()->mimeData();
        auto *copy = new QMimeData;
        copy->setText(QStringLiteral("canary"));
        copy->setData(SystemClipboard::markerFormat(), content->data(SystemClipboard::markerFormat()));
        QGuiApplication::clipboard()->setMimeData(copy, QClipboard::Selection);
        QVERIFY(copyElsewhere("clipboard", "foreign"));
        QTRY_VERIFY(!QGuiApplication::clipboard()->ownsClipboard());
        QVERIFY(guard.remainingSeconds() > 0);
        guard.clearNow();
        QVERIFY(paste("primary", "UTF8_STRING").isEmpty());
        QCOMPARE(paste("clipboard", "UTF8_STRING"), QByteArray("foreign"));
        QCOMPARE(guard.remainingSeconds(), 0);
    }

    void saysThatAClearFailedAndTriesAgain()
    {
        bool deaf = true;
        ClipboardGuard guard(std::make_unique<DeafClipboard>(deaf), std::chrono::seconds(1));
        QSignalSpy failed(&guard, &ClipboardGuard::clearingFailed);
        QSignalSpy seconds(&guard, &ClipboardGuard::remainingChanged);
        guard.copy(canary());
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(guard.isStuck());
        QVERIFY(!seconds.contains(QVariantList {0}));
        QCOMPARE(paste("clipboard", "UTF8_STRING"), QByteArray("canary \xc3\xbc"));

        deaf = false;
        QTRY_COMPARE(seconds.last(), QVariantList {0});
        QVERIFY(!guard.isStuck());
        QCOMPARE(failed.size(), 1);
        QVERIFY(paste("clipboard", "TARGETS").isEmpty());
    }

    void aGuardWithoutACopyClearsNothing()
    {
        QVERIFY(copyElsewhere("clipboard", "before"));
        {
            ClipboardGuard guard;
            guard.clearNow();
        }
        QCOMPARE(paste("clipboard", "UTF8_STRING"), QByteArray("before"));
    }

private:
    /// Takes both selections from whoever has them, which ends an xclip that serves them.
    static void letGo()
    {
        QGuiApplication::clipboard()->clear(QClipboard::Clipboard);
        QGuiApplication::clipboard()->clear(QClipboard::Selection);
    }
};

QTEST_MAIN(ClipboardGuardTest)
#include "tst_clipboardguard.moc"
