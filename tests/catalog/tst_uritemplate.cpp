#include "uritemplate.h"

#include <QRegularExpression>
#include <QTest>
#include <QUrl>

using namespace tc;

class TestUriTemplate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    // RFC 6570 sections 1.2 and 3.2, the expressions that are supported here.
    void expandsRfcExamples_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("expected");
        const QList<std::pair<const char *, const char *>> cases {
            {"{var}", "value"},
            {"{hello}", "Hello%20World%21"},
            {"{half}", "50%25"},
            {"O{empty}X", "OX"},
            {"O{undef}X", "OX"},
            {"{x,y}", "1024,768"},
            {"{x,hello,y}", "1024,Hello%20World%21,768"},
            {"map?{x,y}", "map?1024,768"},
            {"{/who}", "/fred"},
            {"{/who,who}", "/fred/fred"},
            {"{/half,who}", "/50%25/fred"},
            {"{/var,empty}", "/value/"},
            {"{/var,undef}", "/value"},
            {"{?who}", "?who=fred"},
            {"{?half}", "?half=50%25"},
            {"{?x,y}", "?x=1024&y=768"},
            {"{?x,y,empty}", "?x=1024&y=768&empty="},
            {"{?x,y,undef}", "?x=1024&y=768"},
            {"{?undef}", ""},
            {"{&who}", "&who=fred"},
            {"{&half}", "&half=50%25"},
            {"?fixed=yes{&x}", "?fixed=yes&x=1024"},
            {"{&x,y,empty}", "&x=1024&y=768&empty="},
            {"{&x,y,undef}", "&x=1024&y=768"},
        };
        for (const auto &[text, expected] : cases)
            QTest::newRow(text) << QString::fromLatin1(text) << QByteArray(expected);
    }

    void expandsRfcExamples()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, expected);
        const auto parsed = UriTemplate::parse(text);
        QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(parsed.error()));
        QCOMPARE(parsed->expand(values()), expected);
    }

    /// Fault 28.
    void encodesHostileValues()
    {
        const auto parsed = UriTemplate::parse(u"tokens/{id}");
        const QList<std::pair<QString, QByteArray>> cases {
            {QStringLiteral("../x"), "tokens/..%2Fx"},
            {QStringLiteral("a?b=c#d"), "tokens/a%3Fb%3Dc%23d"},
            {QStringLiteral("//evil.example"), "tokens/%2F%2Fevil.example"},
            {QStringLiteral("a\r\nX: y"), "tokens/a%0D%0AX%3A%20y"},
            {QStringLiteral("{workspace}"), "tokens/%7Bworkspace%7D"},
            {QStringLiteral("%2e%2e"), "tokens/%252e%252e"},
            {QStringLiteral("ü😀"), "tokens/%C3%BC%F0%9F%98%80"},
            {QString(QChar(0)), "tokens/%00"},
        };
        for (const auto &[id, expected] : cases)
            QCOMPARE(parsed->expand({{QStringLiteral("id"), id}}), expected);
    }

    void everyCharacterComesBack()
    {
        const auto parsed = UriTemplate::parse(u"{v}");
        for (char32_t c = 0; c < 0x11000; c += c < 0x300 ? 1 : 37) {
            if (c >= 0xd800 && c <= 0xdfff)
                continue;
            const QString text = QString::fromUcs4(&c, 1);
            const QByteArray out = parsed->expand({{QStringLiteral("v"), text}});
            QCOMPARE(QString::fromUtf8(QByteArray::fromPercentEncoding(out)), text);
            for (const char byte : out)
                QVERIFY(QByteArrayView("-._~%").contains(byte) || (byte >= '0' && byte <= '9')
                        || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'));
        }
    }

    void keepsWhatIsFilledInLater()
    {
        const auto parsed = UriTemplate::parse(u"w/{workspace}/tokens{?page}");
        const QByteArray kept = parsed->expand({{QStringLiteral("page"), QStringLiteral("{workspace}")}},
                                               {QStringLiteral("workspace")});
        QCOMPARE(kept, QByteArray("w/{workspace}/tokens?page=%7Bworkspace%7D"));
        QCOMPARE(UriTemplate::fillIn(kept, QStringLiteral("workspace"), QStringLiteral("a/b")),
                 QByteArray("w/a%2Fb/tokens?page=%7Bworkspace%7D"));
    }

    void knowsItsVariables()
    {
        const auto parsed = UriTemplate::parse(u"a/{b}{/c}?d=1{&e,f}");
        QCOMPARE(parsed->variables(),
                 QStringList(
                     {QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("e"), QStringLiteral("f")}));
        QCOMPARE(parsed->pathVariables(), QStringList({QStringLiteral("b"), QStringLiteral("c")}));
    }

    void refusesOtherTemplates()
    {
        for (const char *text : {"{+var}", "{#var}", "{.var}", "{;var}", "{var:3}", "{var*}", "{}", "{a,}",
                                 "{a", "a b", "a#b", "a}b", "{ä}", "ä", "{a b}", "{?}", "{|x}"})
            QVERIFY2(!UriTemplate::parse(QString::fromUtf8(text)), text);
    }

private:
    static UriTemplate::Values values()
    {
        UriTemplate::Values all;
        const QList<std::pair<const char *, const char *>> list {{"var", "value"}, {"hello", "Hello World!"},
                                                                 {"half", "50%"},  {"who", "fred"},
                                                                 {"empty", ""},    {"x", "1024"},
                                                                 {"y", "768"}};
        for (const auto &[name, value] : list)
            all.insert(QString::fromLatin1(name), QString::fromLatin1(value));
        return all;
    }
};

QTEST_APPLESS_MAIN(TestUriTemplate)
#include "tst_uritemplate.moc"
