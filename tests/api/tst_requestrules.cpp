#include "requestrules.h"

#include <QRegularExpression>
#include <QTest>

using namespace tc;

class TestRequestRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void putsTargetsBelowTheBase_data()
    {
        QTest::addColumn<QString>("base");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("url");
        const QString base = QStringLiteral("https://api.example.com/api/v1");
        QTest::newRow("path") << base << QByteArray("tokens")
                              << QByteArray("https://api.example.com/api/v1/tokens");
        QTest::newRow("query") << base << QByteArray("tokens?limit=500&cursor=a%2Fb%3D")
                               << QByteArray(
                                      "https://api.example.com/api/v1/tokens?limit=500&cursor=a%2Fb%3D");
        QTest::newRow("encoded id") << base << QByteArray("tokens/..%2Fx")
                                    << QByteArray("https://api.example.com/api/v1/tokens/..%2Fx");
        QTest::newRow("base itself") << base << QByteArray() << QByteArray("https://api.example.com/api/v1");
        QTest::newRow("base with a slash") << base + QLatin1Char('/') << QByteArray("tokens")
                                           << QByteArray("https://api.example.com/api/v1/tokens");
        QTest::newRow("base without a path")
            << QStringLiteral("http://127.0.0.1:8080") << QByteArray("tokens")
            << QByteArray("http://127.0.0.1:8080/tokens");
        QTest::newRow("IPv6 loopback") << QStringLiteral("http://[::1]:8080/a") << QByteArray("b")
                                       << QByteArray("http://[::1]:8080/a/b");
        QTest::newRow("colon in a segment")
            << base << QByteArray("a:b/c@d") << QByteArray("https://api.example.com/api/v1/a:b/c@d");
    }

    void putsTargetsBelowTheBase()
    {
        QFETCH(QString, base);
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, url);
        const auto made = requestUrl(QUrl(base), target);
        QVERIFY(made.has_value());
        QCOMPARE(made->toEncoded(QUrl::FullyEncoded), url);
    }

    void refusesOtherPlaces_data()
    {
        QTest::addColumn<QString>("base");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<ErrorKind>("kind");
        const QString base = QStringLiteral("https://api.example.com/api/v1");
        const auto leaves = [&base](const char *name, const QByteArray &target) {
            QTest::newRow(name) << base << target << ErrorKind::Protocol;
        };
        leaves("absolute path", "/tokens");
        leaves("other host", "//evil.example/tokens");
        leaves("parent", "../tokens");
        leaves("inner parent", "tokens/../../x");
        leaves("encoded parent", "%2e%2E/x");
        leaves("half encoded parent", "tokens/.%2e/x");
        leaves("last parent", "tokens/..");
        leaves("backslash", "..\\x");
        leaves("fragment", "tokens#x");
        leaves("line break", "tokens\r\nX: 1");
        leaves("blank", "tokens x");
        leaves("NUL", QByteArray("tok\0ens", 7));
        leaves("not ASCII", "tokens/ä");
        leaves("bad percent", "tokens/%zz");
        const auto wrongBase = [](const char *name, const QString &text, ErrorKind kind) {
            QTest::newRow(name) << text << QByteArray("tokens") << kind;
        };
        wrongBase("http elsewhere", QStringLiteral("http://api.example.com/api"), ErrorKind::Tls);
        wrongBase("http localhost name", QStringLiteral("http://localhost/api"), ErrorKind::Tls);
        wrongBase("user info", QStringLiteral("https://user:pw@api.example.com/api"),
                  ErrorKind::InvalidInput);
        wrongBase("user only", QStringLiteral("https://user@api.example.com/api"), ErrorKind::InvalidInput);
        wrongBase("other scheme", QStringLiteral("ftp://api.example.com/api"), ErrorKind::InvalidInput);
        wrongBase("relative", QStringLiteral("/api"), ErrorKind::InvalidInput);
        wrongBase("query", QStringLiteral("https://api.example.com/api?x=1"), ErrorKind::InvalidInput);
        wrongBase("fragment", QStringLiteral("https://api.example.com/api#x"), ErrorKind::InvalidInput);
        wrongBase("dots", QStringLiteral("https://api.example.com/api/../.."), ErrorKind::Protocol);
    }

    void refusesOtherPlaces()
    {
        QFETCH(QString, base);
        QFETCH(QByteArray, target);
        QFETCH(ErrorKind, kind);
        const auto made = requestUrl(QUrl(base), target);
        QVERIFY(!made.has_value());
        QCOMPARE(made.error().kind, kind);
        QVERIFY(!made.error().reason.isEmpty());
    }

    void knowsCredentials_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("good");
        QTest::newRow("bearer") << QByteArray("Bearer abc-._~+/DEF123==") << true;
        QTest::newRow("bare") << QByteArray("abc123") << true;
        QTest::newRow("Sanctum") << QByteArray("Bearer 12|abcDEF") << true;
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("scheme only") << QByteArray("Bearer ") << false;
        QTest::newRow("padding only") << QByteArray("Bearer ==") << false;
        QTest::newRow("padding inside") << QByteArray("Bearer a=b") << false;
        QTest::newRow("two blanks") << QByteArray("Bearer a b") << false;
        QTest::newRow("CRLF") << QByteArray("Bearer abc\r\nX-Evil: 1") << false;
        QTest::newRow("trailing newline") << QByteArray("Bearer abc\n") << false;
        QTest::newRow("NUL") << QByteArray("Bearer a\0b", 10) << false;
        QTest::newRow("not ASCII") << QByteArray("Bearer \xc3\xa4") << false;
    }

    void knowsCredentials()
    {
        QFETCH(QByteArray, value);
        QFETCH(bool, good);
        QCOMPARE(isCredentialValue(value), good);
    }

    void knowsHeaders()
    {
        QVERIFY(areSendable({{"If-Match", "\"3\""}, {"Idempotency-Key", "1-2"}, {"Accept", "a, b"}}));
        QVERIFY(!areSendable({{"If-Match", "a\r\nX: 1"}}));
        QVERIFY(!areSendable({{"If Match", "a"}}));
        QVERIFY(!areSendable({{"", "a"}}));
        QVERIFY(!areSendable({{"hOST", "evil.example"}}));
        QVERIFY(!areSendable({{"Content-Length", "0"}}));
        QVERIFY(!areSendable({{"X", "\xc3\xa4"}}));
    }
};

QTEST_GUILESS_MAIN(TestRequestRules)
#include "tst_requestrules.moc"
