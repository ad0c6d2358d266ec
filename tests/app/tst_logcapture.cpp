#include "logcapture.h"
#include "supportlog.h"

#include <QLoggingCategory>
#include <QProcess>
#include <QTest>

using namespace tc;

namespace {

Q_LOGGING_CATEGORY(ownLog, "tc.test")
Q_LOGGING_CATEGORY(otherLog, "other.test")

const QString prefix = QStringLiteral("tok_optimus_");

QString canary()
{
    return prefix + QStringLiteral("Kw").repeated(20);
}

/// What the child run of this program does.
void talk()
{
    SupportLog log;
    log.setRedactor(Redactor({prefix}));
    const LogCapture capture(log);
    qCInfo(ownLog) << "own" << canary();
    qCWarning(ownLog) << "own warning" << canary();
    qCInfo(otherLog) << "other" << canary();
    std::fputs((u'\n' + log.lines().join(u'\n')).toUtf8().constData(), stdout);
}

} // namespace

class LogCaptureTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingLeavesWithoutBeingRedacted();
    void verboseOthersLeaveTheConsolesLines();
    void givesTheHandlerBack();
};

void LogCaptureTest::nothingLeavesWithoutBeingRedacted()
{
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--talk")});
    QVERIFY(child.waitForFinished());
    QCOMPARE(child.exitCode(), 0);
    const QString error = QString::fromLocal8Bit(child.readAllStandardError());
    const QString log = QString::fromUtf8(child.readAllStandardOutput());

    QVERIFY(!error.contains(canary()));
    QVERIFY(!error.contains(QStringLiteral("own \"")));
    QVERIFY2(error.contains(QStringLiteral("own warning \"tok_optimus_[redacted]\"")), qPrintable(error));
    QVERIFY2(error.contains(QStringLiteral("other \"tok_optimus_[redacted]\"")), qPrintable(error));

    QVERIFY(!log.contains(canary()));
    QVERIFY2(log.contains(QStringLiteral("Z info tc.test own \"tok_optimus_[redacted]\"")), qPrintable(log));
    QVERIFY2(log.contains(QStringLiteral("Z warning tc.test own warning \"tok_optimus_[redacted]\"")),
             qPrintable(log));
    QVERIFY2(log.contains(QStringLiteral("Z info other.test other \"tok_optimus_[redacted]\"")),
             qPrintable(log));
}

void LogCaptureTest::verboseOthersLeaveTheConsolesLines()
{
    SupportLog log(3);
    {
        const LogCapture capture(log);
        qCInfo(ownLog) << "own";
        for (int i = 0; i < 10; ++i)
            qCInfo(otherLog) << "other";
    }
    QCOMPARE(log.lines().size(), 4);
    QVERIFY(log.lines().constFirst().endsWith(QStringLiteral(" tc.test own")));
}

void LogCaptureTest::givesTheHandlerBack()
{
    SupportLog log;
    {
        const LogCapture capture(log);
        qCInfo(ownLog) << "inside";
    }
    QTest::ignoreMessage(QtInfoMsg, "outside");
    qCInfo(ownLog) << "outside";
    QCOMPARE(log.lines().size(), 1);
    QVERIFY(log.lines().constFirst().endsWith(QStringLiteral("inside")));
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (application.arguments().contains(QStringLiteral("--talk"))) {
        talk();
        return 0;
    }
    LogCaptureTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_logcapture.moc"
