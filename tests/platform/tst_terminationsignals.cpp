#include "terminationsignals.h"

#include <QSignalSpy>
#include <QTest>

#include <csignal>

using namespace tc;

class TerminationSignalsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tells_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGHUP") << SIGHUP;
    }

    void tells()
    {
        QFETCH(const int, signal);
        TerminationSignals subject;
        QSignalSpy requested(&subject, &TerminationSignals::requested);
        QCOMPARE(::raise(signal), 0);
        QCOMPARE(requested.size(), 0);
        QTRY_COMPARE(requested.size(), 1);
    }

    void whatWasIgnoredStaysIgnored()
    {
        std::signal(SIGHUP, SIG_IGN);
        TerminationSignals subject;
        QSignalSpy requested(&subject, &TerminationSignals::requested);
        QCOMPARE(::raise(SIGHUP), 0);
        QCOMPARE(::raise(SIGTERM), 0);
        QTRY_COMPARE(requested.size(), 1);
        std::signal(SIGHUP, SIG_DFL);
    }

    void givesTheOldHandlingBack()
    {
        std::signal(SIGHUP, SIG_IGN);
        {
            const TerminationSignals handled;
        }
        struct sigaction now
        {
        };
        QCOMPARE(::sigaction(SIGHUP, nullptr, &now), 0);
        QVERIFY(now.sa_handler == SIG_IGN);
        std::signal(SIGHUP, SIG_DFL);
    }
};

QTEST_GUILESS_MAIN(TerminationSignalsTest)
#include "tst_terminationsignals.moc"
