#include "localbackendprotocol.h"

#include <QRegularExpression>
#include <QTest>

using namespace tc;

namespace {

const QByteArray uuid("0b6c8f36-6a0e-4c6c-9a55-0d3f4a1b2c3d");

QByteArray readyLine(const QByteArray &url, const QByteArray &instance, const QByteArray &service)
{
    return "{\"url\":\"" + url + "\",\"instance\":\"" + instance + "\",\"services\":{\"optimus\":\"" + service
        + "\"}}\n";
}

} // namespace

class LocalBackendProtocolTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void readsReadyAndRunning();
    void refusesInstances_data();
    void refusesInstances();
    void readsTokens_data();
    void readsTokens();
    void onlyNamedVariablesReachTheChild();
};

void LocalBackendProtocolTest::readsReadyAndRunning()
{
    const QByteArray line = readyLine("http://127.0.0.1:4711", uuid, "http://127.0.0.1:4711/optimus");
    const auto ready = readInstanceLine(line);
    QVERIFY(ready);
    QVERIFY(!ready->attached);
    QCOMPARE(ready->url, QUrl(QStringLiteral("http://127.0.0.1:4711")));
    QCOMPARE(ready->instanceId, QString::fromLatin1(uuid));
    QCOMPARE(ready->services.value(QStringLiteral("optimus")),
             QUrl(QStringLiteral("http://127.0.0.1:4711/optimus")));

    const auto running = readInstanceLine("{\"running\":" + line.trimmed() + "}");
    QVERIFY(running);
    QVERIFY(running->attached);
    QCOMPARE(running->services, ready->services);
}

void LocalBackendProtocolTest::refusesInstances_data()
{
    QTest::addColumn<QByteArray>("line");
    const QByteArray here("http://127.0.0.1:4711");
    QTest::newRow("empty") << QByteArray("\n");
    QTest::newRow("no JSON") << QByteArray("listening on 4711\n");
    QTest::newRow("an array") << QByteArray("[1]\n");
    QTest::newRow("another computer") << readyLine("http://10.0.0.1:4711", uuid, "http://10.0.0.1:4711");
    QTest::newRow("a name") << readyLine("http://localhost:4711", uuid, "http://localhost:4711");
    QTest::newRow("https") << readyLine("https://127.0.0.1:4711", uuid, "https://127.0.0.1:4711");
    QTest::newRow("a service elsewhere") << readyLine(here, uuid, "http://127.0.0.1:4712");
    QTest::newRow("no service") << "{\"url\":\"" + here + "\",\"instance\":\"" + uuid + "\",\"services\":{}}";
    QTest::newRow("no instance") << readyLine(here, "", here);
    QTest::newRow("an instance that is no UUID") << readyLine(here, "../x", here);
    QTest::newRow("running, but where") << QByteArray("{\"running\":{}}\n");
}

void LocalBackendProtocolTest::refusesInstances()
{
    QFETCH(QByteArray, line);
    QVERIFY(!readInstanceLine(line));
}

void LocalBackendProtocolTest::readsTokens_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("token");
    const QByteArray none;
    QTest::newRow("compact") << QByteArray("{\"managementToken\":\"a-b_c.d~e+f/g=\"}\n")
                             << QByteArray("a-b_c.d~e+f/g=");
    QTest::newRow("Sanctum") << QByteArray("{\"managementToken\":\"1|abc\"}\n") << QByteArray("1|abc");
    QTest::newRow("blanks") << QByteArray(" { \"managementToken\" : \"abc\" }\r\n") << QByteArray("abc");
    QTest::newRow("nothing") << QByteArray("\n") << none;
    QTest::newRow("empty token") << QByteArray("{\"managementToken\":\"\"}") << none;
    QTest::newRow("no end") << QByteArray("{\"managementToken\":\"abc") << none;
    QTest::newRow("no closing brace") << QByteArray("{\"managementToken\":\"abc\"") << none;
    QTest::newRow("more behind it") << QByteArray("{\"managementToken\":\"abc\"} x") << none;
    QTest::newRow("another member") << QByteArray("{\"managementToken\":\"abc\",\"a\":1}") << none;
    QTest::newRow("an escape") << QByteArray("{\"managementToken\":\"a\\u0062c\"}") << none;
    QTest::newRow("a blank in it") << QByteArray("{\"managementToken\":\"a bc\"}") << none;
    QTest::newRow("no string") << QByteArray("{\"managementToken\":1}") << none;
    QTest::newRow("an error") << QByteArray("{\"error\":\"abc\"}") << none;
}

void LocalBackendProtocolTest::readsTokens()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, token);
    const auto secret = readManagementTokenLine(line);
    QCOMPARE(secret.has_value(), !token.isEmpty());
    if (secret)
        QCOMPARE(secret->reveal([](QByteArrayView bytes) { return bytes.toByteArray(); }), token);
}

void LocalBackendProtocolTest::onlyNamedVariablesReachTheChild()
{
    QProcessEnvironment own;
    for (const char *name : {"PATH", "HOME", "TZ", "OPTIMUS_TOKEN", "OTHER_SECRET", "SSH_AUTH_SOCK"})
        own.insert(QLatin1String(name), QStringLiteral("value"));
    QStringList names = backendEnvironment(own).keys();
    names.sort();
    QCOMPARE(names, QString::fromLatin1("HOME PATH TZ").split(u' '));
}

QTEST_GUILESS_MAIN(LocalBackendProtocolTest)
#include "tst_localbackendprotocol.moc"
