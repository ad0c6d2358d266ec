#include "jsonscan.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace tc;

namespace {

qsizetype valuesIn(const QJsonValue &value)
{
    qsizetype count = 1;
    for (const QJsonValue &item : value.toArray())
        count += valuesIn(item);
    const QJsonObject object = value.toObject();
    for (const QJsonValue &member : object)
        count += valuesIn(member);
    return count;
}

} // namespace

class TestJsonScan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void agreesWithTheParser_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty array") << QByteArray("[]");
        QTest::newRow("numbers") << QByteArray("[1,-2.5e3 , 0]");
        QTest::newRow("literals") << QByteArray("{\"a\":true,\"b\":null,\"c\": false}");
        QTest::newRow("nested") << QByteArray("{\"a\":[{\"b\":[[],{}]}],\"c\":\"x\"}");
        QTest::newRow("marks inside strings") << QByteArray("[\"[,]{:}\",\"\\\"[1,2]\",\"\\\\\",3]");
        QTest::newRow("marks inside names") << QByteArray("{\"[1,:2]\":\"v\",\"\\\"\":[1]}");
        QTest::newRow("spaced") << QByteArray(" {\r\n\t\"a\" : [ 1 , 2 ]\n} ");
    }

    void agreesWithTheParser()
    {
        QFETCH(QByteArray, json);
        const QJsonDocument document = QJsonDocument::fromJson(json);
        QVERIFY(!document.isNull());
        const QJsonValue root
            = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
        QCOMPARE(countJsonValues(json), valuesIn(root));
        // It arrives in pieces.
        for (qsizetype size = 0; size <= json.size(); ++size) {
            JsonScan scan;
            scan.take(json.first(size));
            scan.take(json.sliced(size));
            QCOMPARE(scan.values(), valuesIn(root));
            QVERIFY(!scan.isCutShort());
        }
    }

    void countsManyValues()
    {
        QCOMPARE(countJsonValues("[" + QByteArray("[0],").repeated(100'000) + "0]"), 200'002);
    }

    /// A parser makes all values before it comes to the colons.
    void colonsTakeNothingElseBack()
    {
        const QByteArray many = "[" + QByteArray("[0],").repeated(1000);
        QCOMPARE(countJsonValues(many + QByteArray(2000, ':')), 2001);
        QCOMPARE(countJsonValues("{\"a\" \r\n:1," + many + "\"b\",:"), 2004);
        QCOMPARE(countJsonValues("::::"), 0);
    }

    void survivesWhatIsNoJson_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("open string") << QByteArray("[\"abc");
        QTest::newRow("ends in a backslash") << QByteArray("\"abc\\");
        QTest::newRow("binary") << QByteArray("\0\xff\x01[", 4);
    }

    void survivesWhatIsNoJson()
    {
        QFETCH(QByteArray, text);
        QVERIFY(countJsonValues(text) <= text.size());
    }

    void tellsWhatWasCutShort_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("nested") << QByteArray("{\"a\":[{\"b\":[[],{}]}],\"c\":\"x\"}");
        QTest::newRow("marks in strings") << QByteArray("[\"[{\",{\"]}\\\"\":\"\\\\\"}]");
    }

    void tellsWhatWasCutShort()
    {
        QFETCH(QByteArray, json);
        QVERIFY(!QJsonDocument::fromJson(json).isNull());
        QVERIFY(!isJsonCutShort(json));
        QVERIFY(!isJsonCutShort({}));
        for (qsizetype size = 1; size < json.size(); ++size)
            QVERIFY2(isJsonCutShort(json.first(size)), json.first(size).constData());
    }
};

QTEST_GUILESS_MAIN(TestJsonScan)
#include "tst_jsonscan.moc"
