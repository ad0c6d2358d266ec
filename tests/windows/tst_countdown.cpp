#include "countdown.h"

#include <QTest>

using namespace tc;
using std::chrono::seconds;

/// When a countdown is heard.
class CountdownTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isHeardNowAndThen();
    void aSecondLeftOutIsHeardLater();
    void readsAsMinutesAndSeconds();
};

void CountdownTest::isHeardNowAndThen()
{
    CountdownVoice voice;
    voice.start(seconds(180));
    QList<int> heard;
    for (int left = 179; left >= 0; --left) {
        if (voice.isDue(seconds(left)))
            heard.append(left);
    }
    QCOMPARE(heard, (QList<int> {120, 60, 30, 10}));
    voice.start(seconds(9));
    QVERIFY(!voice.isDue(seconds(8)));
    QVERIFY(!voice.isDue(seconds(0)));
}

/// A timer may be late.
void CountdownTest::aSecondLeftOutIsHeardLater()
{
    CountdownVoice voice;
    voice.start(seconds(62));
    QVERIFY(!voice.isDue(seconds(61)));
    QVERIFY(voice.isDue(seconds(59)));
    QVERIFY(!voice.isDue(seconds(58)));
}

void CountdownTest::readsAsMinutesAndSeconds()
{
    QCOMPARE(minutesAndSeconds(seconds(179)), QStringLiteral("2:59"));
    QCOMPARE(minutesAndSeconds(seconds(5)), QStringLiteral("0:05"));
}

QTEST_GUILESS_MAIN(CountdownTest)
#include "tst_countdown.moc"
