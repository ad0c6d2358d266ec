#include "jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace tc;

namespace {

QJsonValue parsed(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (document.isObject())
        return document.object();
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(QJsonValue::Undefined);
}

} // namespace

/// What is found in JSON text is what Qt's parser finds there.
class TestJsonText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void takesTheItemsThatAParserFinds_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("pointer");
        const auto row = [](const char *name, const QByteArray &json, const char *pointer = "/items") {
            QTest::newRow(name) << json << QString::fromLatin1(pointer);
        };
        row("most of the text", R"({"items":[{"id":"1"},{"id":"2"}],"next":null})");
        row("little of the text", "{\"items\":[1],\"other\":\"" + QByteArray(200, 'x') + "\",\"more\":[{}]}");
        row("root", R"([{"id":"1"}, [2], "3", 4.5, true, null])", "");
        row("empty", R"({"items":[ ]})");
        row("blanks", " {\n\"items\" :\t[ 1 ,\r\n 2 ] } ");
        row("byte order mark", "\xef\xbb\xbf{\"items\":[1,2]}");
        row("deeper", R"({"result":{"data":[{"items":[1]}]}})", "/result/data/0/items");
        row("commas and brackets in texts", "{\"items\":[\"],[\",\"{\\\"a\\\\\\\"}\",{\"]\":\"}\"}]}");
        row("escaped name", R"({"\u0069tems":[1,2,3]})");
        row("duplicate: two arrays", R"({"items":[1,2,3,4,5,6,7,8,9],"items":[10]})");
        row("duplicate: small before large", R"({"items":[1],"items":[10,11,12,13,14,15,16,17,18,19]})");
        row("duplicate: a number last", R"({"items":[1,2,3],"items":4})");
        row("duplicate: an array last", R"({"items":4,"items":[1,2,3]})");
        row("duplicate parent", R"({"a":{"items":[1,2,3]},"a":{"other":1}})", "/a/items");
        row("duplicate parent with both", R"({"a":{"items":[1,2,3]},"a":{"items":[4]}})", "/a/items");
        row("trailing comma", R"({"items":[1,]})");
        row("leading comma", R"({"items":[,1]})");
        row("no comma", R"({"items":[1 2]})");
        row("wrong bracket", R"({"items":[{]},2]})");
        row("no value", R"({"items":[1,x]})");
        row("quote left open", "{\"items\":[\"a],\"next\":1}");
        row("not closed", R"({"items":[1,2]");
        row("something behind", R"({"items":[1,2]} x)");
        row("no array", R"({"items":{"0":1}})");
        row("missing", R"({"other":[1,2]})");
        row("not JSON", "<html>[1]</html>");
        row("empty text", "");
    }

    void takesTheItemsThatAParserFinds()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, pointer);
        const JsonPointer at = *JsonPointer::parse(pointer);
        const QJsonValue whole = at.in(parsed(json));
        const QByteArray before = json;
        QByteArray rest = json;
        const std::optional<JsonItems> taken = takeJsonItems(rest, at);
        QCOMPARE(json, before); // a copy that shared its bytes
        if (!taken) {
            QVERIFY(!whole.isArray());
            QCOMPARE(rest, json);
            return;
        }
        // Of text that is no JSON, what is taken or what is left is none either.
        const QJsonValue place = at.in(parsed(rest));
        QJsonArray items;
        bool allAreValues = true;
        for (const QByteArrayView text : taken->items) {
            const QJsonValue item = jsonValueOf(text);
            allAreValues = allAreValues && !item.isUndefined();
            items.append(item);
        }
        QCOMPARE(place.isArray() && allAreValues, whole.isArray());
        if (!whole.isArray())
            return;
        QCOMPARE(items, whole.toArray());
        QVERIFY(place.toArray().isEmpty());
        QVERIFY(taken->text.size() + rest.size() <= json.size() * 3 / 2 + 4);
    }

    void readsOneValueOnly()
    {
        QCOMPARE(jsonValueOf("\"a\""), QJsonValue(QStringLiteral("a")));
        QCOMPARE(jsonValueOf("5"), QJsonValue(5));
        QCOMPARE(jsonValueOf("null"), QJsonValue(QJsonValue::Null));
        for (const char *text : {"", " ", "1,2", "x", "]", "[", "{\"a\":1]"})
            QVERIFY2(jsonValueOf(text).isUndefined(), text);
    }
};

QTEST_GUILESS_MAIN(TestJsonText)
#include "tst_jsontext.moc"
