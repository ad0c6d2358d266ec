#include "untrustedtext.h"

#include <QRegularExpression>
#include <QTest>

using namespace tc;

class TestUntrustedText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void escapesWhatCannotBeSeen_data();
    void escapesWhatCannotBeSeen();
    void leavesWhatCanBeSeen_data();
    void leavesWhatCanBeSeen();
    void cutsAfterTheMaximum();
    void neverCutsACharacterInHalf();
    void isShortForHugeTexts();
};

void TestUntrustedText::escapesWhatCannotBeSeen_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *name, char32_t character, const char16_t *escaped) {
        QTest::newRow(name) << u'a' + QStringView(QChar::fromUcs4(character)).toString() + u'b'
                            << u'a' + QStringView(escaped).toString() + u'b';
    };
    row("right-to-left override", 0x202e, u"\\u{202E}");
    row("left-to-right isolate", 0x2066, u"\\u{2066}");
    row("Arabic letter mark", 0x061c, u"\\u{061C}");
    row("zero width space", 0x200b, u"\\u{200B}");
    row("zero width joiner", 0x200d, u"\\u{200D}");
    row("byte order mark", 0xfeff, u"\\u{FEFF}");
    row("soft hyphen", 0x00ad, u"\\u{00AD}");
    row("NUL", 0x0000, u"\\u{0000}");
    row("line feed", 0x000a, u"\\u{000A}");
    row("carriage return", 0x000d, u"\\u{000D}");
    row("tab", 0x0009, u"\\u{0009}");
    row("escape", 0x001b, u"\\u{001B}");
    row("delete", 0x007f, u"\\u{007F}");
    row("next line", 0x0085, u"\\u{0085}");
    row("line separator", 0x2028, u"\\u{2028}");
    row("paragraph separator", 0x2029, u"\\u{2029}");
    row("private use", 0xe000, u"\\u{E000}");
    row("tag letter, beyond the basic plane", 0xe0041, u"\\u{E0041}");
    row("noncharacter", 0x10ffff, u"\\u{10FFFF}");
    QTest::newRow("lone high surrogate") << QStringView(u"a\xd83d"
                                                        u"b")
                                                .toString()
                                         << QStringLiteral("a\\u{D83D}b");
    QTest::newRow("lone low surrogate") << QStringView(u"a\xde00"
                                                       u"b")
                                               .toString()
                                        << QStringLiteral("a\\u{DE00}b");
    QTest::newRow("high surrogate at the end")
        << QStringView(u"a\xd83d").toString() << QStringLiteral("a\\u{D83D}");
    QTest::newRow("surrogates the wrong way round")
        << QStringView(u"\xde00\xd83d").toString() << QStringLiteral("\\u{DE00}\\u{D83D}");
}

/// Fault 27.
void TestUntrustedText::escapesWhatCannotBeSeen()
{
    QFETCH(QString, text);
    QTEST(escapeUntrusted(text), "shown");
}

void TestUntrustedText::leavesWhatCanBeSeen_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("German") << QStringLiteral("Schlüssel für „Größe“ – 100 €");
    QTest::newRow("Arabic") << QStringLiteral("مفتاح");
    QTest::newRow("Chinese") << QStringLiteral("密钥");
    QTest::newRow("combining") << QStringLiteral("e\u0301");
    QTest::newRow("emoji") << QStringLiteral("\U0001f600");
    QTest::newRow("markup stays text") << QStringLiteral("<b>&amp;</b>");
    QTest::newRow("upper and lower case beside an escape") << QStringLiteral("aU\\Ub");
}

void TestUntrustedText::leavesWhatCanBeSeen()
{
    QFETCH(QString, text);
    QCOMPARE(escapeUntrusted(text), text);
}

void TestUntrustedText::cutsAfterTheMaximum()
{
    QCOMPARE(escapeUntrusted(u"abcde", 5), QStringLiteral("abcde"));
    QCOMPARE(escapeUntrusted(u"abcdef", 5), QStringLiteral("abcde…"));
    QCOMPARE(escapeUntrusted(u"a", 0), QStringLiteral("…"));
    QCOMPARE(escapeUntrusted(QString(), 0), QString());
    QCOMPARE(escapeUntrusted(QString(200, u'x')).size(), 200);
    QCOMPARE(escapeUntrusted(QString(201, u'x')).size(), 201);
    QVERIFY(escapeUntrusted(QString(201, u'x')).endsWith(u'…'));
}

void TestUntrustedText::neverCutsACharacterInHalf()
{
    QCOMPARE(escapeUntrusted(u"\U0001f600\U0001f600\U0001f600", 2), QStringLiteral("\U0001f600\U0001f600…"));
    QCOMPARE(escapeUntrusted(u"\u202e\u202e", 1), QStringLiteral("\\u{202E}…"));
}

/// Fault 27.
void TestUntrustedText::isShortForHugeTexts()
{
    QCOMPARE(escapeUntrusted(QString(10'000'000, QChar(u'\u202e')), 10).size(), 10 * 8 + 1);
}

QTEST_GUILESS_MAIN(TestUntrustedText)
#include "tst_untrustedtext.moc"
