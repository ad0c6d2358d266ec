#include "jsonpointer.h"
#include "jsonstring.h"
#include "mergepatch.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace tc;

class TestJsonPointer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void readsRfcExamples_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QJsonValue>("expected");
        const auto row = [](const char *pointer, const QJsonValue &expected) {
            QTest::newRow(*pointer ? pointer : "whole") << QString::fromLatin1(pointer) << expected;
        };
        row("", document());
        row("/foo", QJsonArray {QStringLiteral("bar"), QStringLiteral("baz")});
        row("/foo/0", QStringLiteral("bar"));
        row("/", 0);
        row("/a~1b", 1);
        row("/c%d", 2);
        row("/e^f", 3);
        row("/g|h", 4);
        row("/i\\j", 5);
        row("/k\"l", 6);
        row("/ ", 7);
        row("/m~0n", 8);
        const QJsonValue nothing(QJsonValue::Undefined);
        row("/foo/2", nothing);
        row("/foo/00", nothing);
        row("/foo/-", nothing);
        row("/foo/+1", nothing);
        row("/foo/99999999999999999999", nothing);
        row("/foo/0/x", nothing);
        row("/none/x", nothing);
    }

    void readsRfcExamples()
    {
        QFETCH(QString, pointer);
        QFETCH(QJsonValue, expected);
        const auto parsed = JsonPointer::parse(pointer);
        QVERIFY(parsed);
        QCOMPARE(parsed->in(document()), expected);
        QCOMPARE(parsed->toString(), pointer);
    }

    void refusesOtherText()
    {
        for (const QString &text : {QStringLiteral("foo"), QStringLiteral("/a~2"), QStringLiteral("/a~"),
                                    QStringLiteral("#/foo"), QStringLiteral(" /foo")})
            QVERIFY2(!JsonPointer::parse(text), qPrintable(text));
    }

    void mergesAsRfc7396Says_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<QByteArray>("expected");
        const QList<std::array<const char *, 3>> cases {
            {R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})"},
            {R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})"},
            {R"({"a":"b"})", R"({"a":null})", R"({})"},
            {R"({"a":"b","b":"c"})", R"({"a":null})", R"({"b":"c"})"},
            {R"({"a":["b"]})", R"({"a":"c"})", R"({"a":"c"})"},
            {R"({"a":"c"})", R"({"a":["b"]})", R"({"a":["b"]})"},
            {R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})", R"({"a":{"b":"d"}})"},
            {R"({"a":[{"b":"c"}]})", R"({"a":[1]})", R"({"a":[1]})"},
            {R"(["a","b"])", R"(["c","d"])", R"(["c","d"])"},
            {R"({"e":null})", R"({"a":1})", R"({"e":null,"a":1})"},
            {R"([1,2])", R"({"a":"b","c":null})", R"({"a":"b"})"},
            {R"({})", R"({"a":{"bb":{"ccc":null}}})", R"({"a":{"bb":{}}})"},
        };
        int number = 0;
        for (const auto &[target, patch, expected] : cases)
            QTest::addRow("%d", ++number) << QByteArray(target) << QByteArray(patch) << QByteArray(expected);
    }

    void mergesAsRfc7396Says()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, patch);
        QFETCH(QByteArray, expected);
        QCOMPARE(mergePatch(value(target), value(patch)), value(expected));
    }

    void takesStrings_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QByteArray>("expected"); // null where there is none
        const auto row = [](const char *name, const char *json, const char *pointer, const char *expected) {
            QTest::newRow(name) << QByteArray(json) << QString::fromLatin1(pointer) << QByteArray(expected);
        };
        row("plain", R"({"secret":"abc"})", "/secret", "abc");
        row("blanks", "{ \"a\" : [ 1 , { \"b\" :\t\"x\" } ] }", "/a/1/b", "x");
        row("behind nested", "{\"z\":{\"secret\":\"no\",\"y\":[\"]\",\"}\"]},\"secret\":\"yes\"}", "/secret",
            "yes");
        row("escapes", "{\"secret\":\"a\\\"\\\\\\/\\n\\u00e9\\ud83d\\ude00\"}", "/secret",
            "a\"\\/\n\xc3\xa9\xf0\x9f\x98\x80");
        row("escaped key", "{\"\\u0073ecret\":\"abc\"}", "/secret", "abc");
        row("escapes of no JSON, as Qt reads them", "{\"\\secr\\et\":\"\\one\\q\\'\"}", "/secret", "oneq'");
        row("such an escape beyond ASCII", "{\"secret\":\"\\\xe9\"}", "/secret", "\xc3\xa9");
        row("byte order mark", "\xef\xbb\xbf{\"secret\":\"abc\"}", "/secret", "abc");
        row("byte order mark in front of a value",
            "{\"secret\":\"\xef\xbb\xbf"
            "abc\"}",
            "/secret", "abc");
        row("byte order mark before an escape",
            "{\"secret\":\"\xef\xbb\xbf"
            "a\\u0062c\"}",
            "/secret",
            "\xef\xbb\xbf"
            "abc");
        row("duplicates: the last", R"({"secret":"one","secret":"two"})", "/secret", "two");
        row("last is no string", R"({"secret":"one","secret":2})", "/secret", nullptr);
        row("in an object that a later one replaces", R"({"meta":{"secret":"one"},"meta":{"other":"else"}})",
            "/meta/secret", nullptr);
        row("in an object that a number replaces", R"({"meta":{"secret":"one"},"meta":5})", "/meta/secret",
            nullptr);
        row("and in a third one again", R"({"meta":{"secret":"one"},"meta":{},"meta":{"secret":"three"}})",
            "/meta/secret", "three");
        row("in an array's object", R"({"list":[{"a":{"secret":"one"},"a":{"secret":"three"}}]})",
            "/list/0/a/secret", "three");
        row("in both of two such objects", R"({"meta":{"secret":"one"},"meta":{"secret":"two"}})",
            "/meta/secret", "two");
        row("lone surrogate", "{\"secret\":\"\\ud800\"}", "/secret", nullptr);
        row("low surrogate first", "{\"secret\":\"\\udc00\\ud800\"}", "/secret", nullptr);
        row("number", R"({"secret":5})", "/secret", nullptr);
        row("missing", R"({"other":"abc"})", "/secret", nullptr);
        row("cut short", R"({"secret":"abc)", "/secret", nullptr);
        row("not JSON", "<html>secret</html>", "/secret", nullptr);
        row("unbalanced", "}}]]", "/secret", nullptr);
        row("empty", "", "/secret", nullptr);
    }

    void takesStrings()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, pointer);
        QFETCH(QByteArray, expected);
        json.detach();
        const QByteArray before = json;
        const auto taken = takeJsonString(json, *JsonPointer::parse(pointer));
        QCOMPARE(taken.has_value(), !expected.isNull());
        QCOMPARE(json.size(), before.size());
        QVERIFY(!json.contains("one") && !json.contains("two"));
        if (!taken)
            return;
        QCOMPARE(taken->reveal([](QByteArrayView bytes) { return bytes.toByteArray(); }), expected);
        const QJsonDocument rest = QJsonDocument::fromJson(json);
        QVERIFY(!rest.isNull());
        QCOMPARE(JsonPointer::parse(pointer)->in(rest.object()), QJsonValue(QString()));
    }

    /// Fault 21.
    void survivesDeepNesting()
    {
        QByteArray json
            = "{\"a\":" + QByteArray(1000000, '[') + "1" + QByteArray(1000000, ']') + ",\"secret\":\"s\"}";
        const auto taken = takeJsonString(json, *JsonPointer::parse(u"/secret"));
        QVERIFY(taken);
        QCOMPARE(taken->size(), 1);
    }

    void putsStrings()
    {
        QByteArray json = R"({"a":"MARK","b":1})";
        putJsonString(json, "MARK", Secret::copyOf("p\"w\\\x01\xc3\xa9"));
        QCOMPARE(json, QByteArray("{\"a\":\"p\\\"w\\\\\\u0001\xc3\xa9\",\"b\":1}"));
        QCOMPARE(QJsonDocument::fromJson(json)[u"a"].toString(), QStringLiteral("p\"w\\\u0001é"));
    }

private:
    static QJsonValue value(const QByteArray &json)
    {
        const QJsonDocument document = QJsonDocument::fromJson(json);
        return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    }

    static QJsonObject document()
    {
        return QJsonDocument::fromJson(R"({"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,)"
                                       R"("i\\j":5,"k\"l":6," ":7,"m~n":8})")
            .object();
    }
};

QTEST_APPLESS_MAIN(TestJsonPointer)
#include "tst_jsonpointer.moc"
