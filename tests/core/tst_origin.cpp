#include "origin.h"

#include <QRegularExpression>
#include <QTest>

using namespace tc;

class TestOrigin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void isSchemeHostAndPort_data();
    void isSchemeHostAndPort();
    void tellsOriginsApart();
    void saysWhereACredentialMayTravel_data();
    void saysWhereACredentialMayTravel();
    void knowsAbsoluteHttpUrls_data();
    void knowsAbsoluteHttpUrls();
};

void TestOrigin::isSchemeHostAndPort_data()
{
    QTest::addColumn<QString>("origin"); // empty: not valid
    const auto row = [](const char *url, const char *origin) {
        QTest::newRow(url) << QString::fromLatin1(origin);
    };
    row("https://app.example.com", "https://app.example.com:443");
    row("https://app.example.com/api/v1?q#f", "https://app.example.com:443");
    row("https://APP.Example.COM:443/", "https://app.example.com:443");
    row("HTTPS://app.example.com", "https://app.example.com:443");
    row("http://app.example.com", "http://app.example.com:80");
    row("http://127.0.0.1:8080/x", "http://127.0.0.1:8080");
    row("https://[::1]:8443/", "https://[::1]:8443");
    row("https://b\u00fccher.example/", "https://xn--bcher-kva.example:443");
    row("https://user@app.example.com/", "https://app.example.com:443");
    row("ftp://app.example.com", "");
    row("file:///etc/passwd", "");
    row("/api/v1", "");
    row("app.example.com", "");
    row("https://", "");
    row("", "");
}

void TestOrigin::isSchemeHostAndPort()
{
    QFETCH(QString, origin);
    const Origin found(QUrl(QString::fromUtf8(QTest::currentDataTag())));
    QCOMPARE(found.toString(), origin);
    QCOMPARE(found.isValid(), !origin.isEmpty());
}

void TestOrigin::tellsOriginsApart()
{
    const Origin origin(QUrl(QStringLiteral("https://app.example.com/a")));
    QCOMPARE(Origin(QUrl(QStringLiteral("https://app.example.com:443/b"))), origin);
    for (const char16_t *other : {u"http://app.example.com/a", u"https://app.example.com:444/a",
                                  u"https://example.com/a", u"https://app.example.com./a"})
        QVERIFY(Origin(QUrl(QStringView(other).toString())) != origin);
}

void TestOrigin::saysWhereACredentialMayTravel_data()
{
    QTest::addColumn<bool>("may");
    QTest::newRow("https://app.example.com/") << true;
    QTest::newRow("https://app.example.com:8443/") << true;
    QTest::newRow("http://127.0.0.1:8080/") << true;
    QTest::newRow("http://127.255.0.9/") << true;
    QTest::newRow("http://[::1]:8080/") << true;
    QTest::newRow("http://app.example.com/") << false;
    QTest::newRow("http://localhost/") << false; // a name may be resolved to anything
    QTest::newRow("http://127.0.0.1.example.com/") << false;
    QTest::newRow("http://128.0.0.1/") << false;
    QTest::newRow("http://0.0.0.0/") << false;
    QTest::newRow("http://[::ffff:127.0.0.1]/") << false;
    QTest::newRow("https://user@app.example.com/") << false;
    QTest::newRow("https://user:word@app.example.com/") << false;
    QTest::newRow("http://127.0.0.1@app.example.com/") << false;
    QTest::newRow("ftp://127.0.0.1/") << false;
    QTest::newRow("ws://127.0.0.1/") << false;
    QTest::newRow("/api/v1") << false;
    QTest::newRow("") << false;
}

void TestOrigin::saysWhereACredentialMayTravel()
{
    QTEST(mayCarryCredential(QUrl(QString::fromUtf8(QTest::currentDataTag()))), "may");
}

void TestOrigin::knowsAbsoluteHttpUrls_data()
{
    QTest::addColumn<bool>("absolute");
    QTest::newRow("https://app.example.com/api") << true;
    QTest::newRow("http://app.example.com") << true;
    QTest::newRow("//app.example.com/api") << false;
    QTest::newRow("/api") << false;
    QTest::newRow("app.example.com") << false;
    QTest::newRow("https:///api") << false;
    QTest::newRow("https://a b/") << false;
    QTest::newRow("https://app.example.com:99999/") << false;
    QTest::newRow("javascript:alert(1)") << false;
}

void TestOrigin::knowsAbsoluteHttpUrls()
{
    QTEST(isAbsoluteHttpUrl(QUrl(QString::fromUtf8(QTest::currentDataTag()))), "absolute");
}

QTEST_GUILESS_MAIN(TestOrigin)
#include "tst_origin.moc"
