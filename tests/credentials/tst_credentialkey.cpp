#include "credentialstore.h"

#include <QSet>
#include <QTest>

using namespace tc;

class CredentialKeyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void namesApplicationHostAndAccount()
    {
        const CredentialKey key = CredentialKey::forOrigin(QStringLiteral("optimus"),
                                                           QUrl(QStringLiteral("https://Example.com/a?b")));
        QCOMPARE(key.toString(), QStringLiteral("token-console/optimus/https:%2F%2Fexample.com:443"));
        QCOMPARE(key.forToken(QStringLiteral("a/b")).toString(),
                 key.toString() + QStringLiteral("/token/a%2Fb"));
        QCOMPARE(CredentialKey::forInstance(QStringLiteral("optimus"), QStringLiteral("4f-1")).toString(),
                 QStringLiteral("token-console/optimus/instance/4f-1"));
    }

    void environmentsThatShareAnOriginHaveKeysOfTheirOwn()
    {
        const QUrl url(QStringLiteral("https://api.example.com/v1/"));
        const QString service = QStringLiteral("optimaite");
        const QString shared = CredentialKey::forOrigin(service, url).toString();
        QCOMPARE(shared, QStringLiteral("token-console/optimaite/https:%2F%2Fapi.example.com:443"));
        QCOMPARE(CredentialKey::forOrigin(service, url, QStringLiteral("test")).toString(),
                 shared + QStringLiteral("/environment/test"));
        const QUrl none(QStringLiteral("nonsense"));
        QVERIFY(CredentialKey::forOrigin(service, none, QStringLiteral("test")).toString().isEmpty());
    }

    void pathAndCaseDoNotMatter()
    {
        QCOMPARE(CredentialKey::forOrigin(QStringLiteral("s"), QUrl(QStringLiteral("https://h/x"))),
                 CredentialKey::forOrigin(QStringLiteral("s"), QUrl(QStringLiteral("https://H:443/y"))));
    }

    void whatDiffersDoesNotShareAnEntry()
    {
        const QUrl url(QStringLiteral("https://h"));
        const QString s = QStringLiteral("s");
        const QList<CredentialKey> keys {
            CredentialKey::forOrigin(s, url),
            CredentialKey::forOrigin(QStringLiteral("t"), url),
            CredentialKey::forOrigin(s, QUrl(QStringLiteral("http://h"))),
            CredentialKey::forOrigin(s, QUrl(QStringLiteral("https://h:8443"))),
            CredentialKey::forOrigin(s, QUrl(QStringLiteral("https://h.example"))),
            CredentialKey::forInstance(s, QStringLiteral("h")),
            CredentialKey::forInstance(QStringLiteral("s/instance"), QStringLiteral("h")),
            CredentialKey::forInstance(s, QStringLiteral("h/token/1")),
            CredentialKey::forInstance(s, QStringLiteral("h")).forToken(QStringLiteral("1")),
            CredentialKey::forOrigin(s, url).forToken(QStringLiteral("1")),
            CredentialKey::forOrigin(s, url, QStringLiteral("1")),
            CredentialKey::forOrigin(s, url, QStringLiteral("2")),
            CredentialKey::forOrigin(s, url, QStringLiteral("1/token/1")),
            CredentialKey::forOrigin(s, url, QStringLiteral("1")).forToken(QStringLiteral("1")),
            CredentialKey::forOrigin(s, url, {}, QStringLiteral("1")),
            CredentialKey::forOrigin(s, url, QStringLiteral("1"), QStringLiteral("1")),
            CredentialKey::forOrigin(s, url, {}, QStringLiteral("1/account/1")),
            CredentialKey::forOrigin(s, url, QStringLiteral("1/account/1")),
        };
        QSet<QString> texts;
        for (const CredentialKey &key : keys)
            texts.insert(key.toString());
        QCOMPARE(texts.size(), keys.size());
    }

    void withoutAnOriginThereIsNoKey()
    {
        const CredentialKey key
            = CredentialKey::forOrigin(QStringLiteral("s"), QUrl(QStringLiteral("file:///etc/passwd")));
        QVERIFY(key.toString().isEmpty());
        QVERIFY(key.forToken(QStringLiteral("1")).toString().isEmpty());
        QVERIFY(CredentialKey::forInstance(QStringLiteral("s"), QString()).toString().isEmpty());
    }
};

QTEST_GUILESS_MAIN(CredentialKeyTest)
#include "tst_credentialkey.moc"
