#include "conversion.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace tc;

namespace {

using Kind = Conversion::Kind;

Conversion conversion(Kind kind)
{
    Conversion made;
    made.kind = kind;
    return made;
}

QDateTime utc(const char *text)
{
    return *parseRfc3339(QString::fromLatin1(text));
}

} // namespace

class TestConversion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void readsRfc3339()
    {
        const QDateTime expected(QDate(2026, 12, 24), QTime(15, 0), Qt::UTC);
        for (const char *text :
             {"2026-12-24T15:00:00Z", "2026-12-24t15:00:00z", "2026-12-24 15:00:00Z",
              "2026-12-24T16:30:00+01:30", "2026-12-24T14:00:00-01:00", "2026-12-24T15:00:00.0Z",
              "2026-12-24T15:00:00.0009999Z", "2026-12-24T14:59:60Z"})
            QCOMPARE(parseRfc3339(QString::fromLatin1(text)), std::optional(expected));
        QCOMPARE(parseRfc3339(u"2026-12-24T15:00:00.5Z")->time().msec(), 500);
        QCOMPARE(parseRfc3339(u"2026-12-24T15:00:00.123456789012345678901234567890Z")->time().msec(), 123);
    }

    /// "Never" as other platforms write it west and east of Greenwich.
    void staysWithinFourDigitsOfAYear()
    {
        const QDateTime last(QDate(9999, 12, 31), QTime(23, 59, 59, 999), Qt::UTC);
        for (const char *text : {"9999-12-31T23:59:59.9999999-08:00", "9999-12-31T23:59:60Z"}) {
            QCOMPARE(parseRfc3339(QString::fromLatin1(text)), std::optional(last));
            QCOMPARE(formatRfc3339(*parseRfc3339(QString::fromLatin1(text))),
                     QStringLiteral("9999-12-31T23:59:59.999Z"));
        }
        QCOMPARE(formatRfc3339(*parseRfc3339(u"0001-01-01T00:00:00+01:00")),
                 QStringLiteral("0001-01-01T00:00:00Z"));
        Conversion date = conversion(Kind::Date);
        date.endOfDay = true;
        QCOMPARE(date.readTime(QStringLiteral("9999-12-31")), std::optional(last));
    }

    void refusesOtherTimes()
    {
        for (const char *text :
             {"", "2026-12-24", "2026-12-24T15:00:00", "2026-12-24T15:00Z", "2026-02-30T15:00:00Z",
              "2026-12-24T25:00:00Z", "2026-12-24T15:00:61Z", "2026-12-24T15:00:00.Z",
              "2026-12-24T15:00:00+0100", "2026-12-24T15:00:00Zx", " 2026-12-24T15:00:00Z",
              "+2026-12-24T15:00:00Z", "now", "2026-12-24T15:00:00+24:00", "٢٠٢٦-12-24T15:00:00Z"})
            QVERIFY2(!parseRfc3339(QString::fromUtf8(text)), text);
    }

    void timesComeBack()
    {
        QRandomGenerator random(20261123);
        Conversion asText = conversion(Kind::EpochMilliseconds);
        asText.asText = true;
        for (int i = 0; i < 20000; ++i) {
            const qint64 ms = random.bounded(qint64(253402300799999));
            const QDateTime exact = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
            const QDateTime second = QDateTime::fromSecsSinceEpoch(ms / 1000, Qt::UTC);
            for (const Conversion &each : {conversion(Kind::None), conversion(Kind::Rfc3339),
                                           conversion(Kind::EpochMilliseconds), asText})
                QCOMPARE(each.readTime(*each.writeTime(exact)), std::optional(exact));
            const Conversion seconds = conversion(Kind::EpochSeconds);
            QCOMPARE(seconds.readTime(*seconds.writeTime(exact)), std::optional(second));
        }
    }

    void datesNeverEndLater()
    {
        QRandomGenerator random(7);
        for (int i = 0; i < 20000; ++i) {
            const QDateTime asked
                = QDateTime::fromSecsSinceEpoch(random.bounded(qint64(1000000), qint64(4000000000)), Qt::UTC);
            for (const bool endOfDay : {false, true}) {
                Conversion date = conversion(Kind::Date);
                date.endOfDay = endOfDay;
                const QJsonValue written = *date.writeTime(asked);
                const QDateTime read = *date.readTime(written);
                QVERIFY(read <= asked && read.secsTo(asked) < 24 * 60 * 60);
                QCOMPARE(*date.writeTime(read), written);
            }
        }
        QCOMPARE(*conversion(Kind::Date).readTime(QStringLiteral("2026-12-24")), utc("2026-12-24T00:00:00Z"));
        QVERIFY(!conversion(Kind::Date).readTime(QStringLiteral("2026-12-24T00:00:00Z")));
        QVERIFY(!conversion(Kind::Date).readTime(QStringLiteral("2026-13-24")));
    }

    void durationsCountFromAStart()
    {
        const QDateTime start = utc("2026-11-23T12:00:00Z");
        Conversion lifespan = conversion(Kind::DurationMilliseconds);
        lifespan.asText = true;
        QCOMPARE(lifespan.readTime(QStringLiteral("604800000"), start), std::optional(start.addDays(7)));
        QVERIFY(!lifespan.readTime(QStringLiteral("604800000")));
        QVERIFY(!lifespan.readTime(604800000, start));
        QVERIFY(!lifespan.readTime(QStringLiteral("-1"), start));
        QVERIFY(!lifespan.writeTime(start.addDays(7)));
        QVERIFY(!lifespan.writeTime(start.addDays(-7), start));

        Conversion rounded = conversion(Kind::DurationMilliseconds);
        rounded.roundToSeconds = 24 * 60 * 60;
        QCOMPARE(rounded.writeTime(start.addDays(30).addSecs(-5), start),
                 std::optional(QJsonValue(qint64(30) * 86400000)));
        Conversion minutes = conversion(Kind::DurationMinutes);
        QCOMPARE(minutes.writeTime(start.addSecs(90), start), std::optional(QJsonValue(1)));
        minutes.roundToSeconds = 60;
        QCOMPARE(minutes.writeTime(start.addSecs(90), start), std::optional(QJsonValue(2)));
        QCOMPARE(minutes.readTime(43200, start), std::optional(start.addDays(30)));
        QRandomGenerator random(3);
        for (const Kind kind :
             {Kind::DurationSeconds, Kind::DurationMilliseconds, Kind::DurationMinutes, Kind::DurationDays}) {
            for (int i = 0; i < 2000; ++i) {
                const QDateTime end = start.addDays(random.bounded(20000));
                const Conversion each = conversion(kind);
                QCOMPARE(each.readTime(*each.writeTime(end, start), start), std::optional(end));
            }
        }
    }

    void numbersAsText()
    {
        const Conversion number = conversion(Kind::NumberAsText);
        QCOMPARE(number.readText(42), std::optional(QStringLiteral("42")));
        QCOMPARE(number.readText(-1), std::optional(QStringLiteral("-1")));
        QCOMPARE(number.readText(qint64(9007199254740993)),
                 std::optional(QStringLiteral("9007199254740993")));
        QVERIFY(!number.readText(1.5));
        QVERIFY(!number.readText(QStringLiteral("42")));
        QVERIFY(!number.writeText(QStringLiteral("042")));
        QVERIFY(!number.writeText(QStringLiteral("4x")));
        QRandomGenerator random(11);
        for (int i = 0; i < 20000; ++i) {
            const auto value = qint64(random.generate64() >> (i % 60));
            QCOMPARE(number.readText(*number.writeText(QString::number(value))),
                     std::optional(QString::number(value)));
        }
    }

    void enumerations()
    {
        Conversion words = conversion(Kind::Enumeration);
        words.words = {{true, QStringLiteral("readonly")},
                       {QStringLiteral("true"), QStringLiteral("text")},
                       {QJsonObject {{QStringLiteral("a"), 1}}, QStringLiteral("object")}};
        for (const auto &[theirs, ours] : std::as_const(words.words)) {
            QCOMPARE(words.readText(theirs), std::optional(ours));
            QCOMPARE(words.writeText(ours), std::optional(theirs));
        }
        QVERIFY(!words.readText(false));
        QVERIFY(!words.writeText(QStringLiteral("other")));
    }

    void refusesWrongTypes()
    {
        const QList<QJsonValue> values {QJsonValue(),
                                        true,
                                        -5,
                                        1e300,
                                        QStringLiteral("x"),
                                        QJsonArray(),
                                        QJsonObject(),
                                        QJsonValue(QJsonValue::Undefined)};
        for (const QJsonValue &value : values) {
            for (const Kind kind : {Kind::Rfc3339, Kind::Date, Kind::EpochSeconds, Kind::EpochMilliseconds})
                QVERIFY(!conversion(kind).readTime(value));
        }
    }
};

QTEST_APPLESS_MAIN(TestConversion)
#include "tst_conversion.moc"
