#include "catalogfixture.h"
#include "redactor.h"
#include "secretforms.h"
#include "servicedescription.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace tc;

namespace {

/// What \a json, with ' for ", holds.
QJsonObject object(const char *json)
{
    return QJsonDocument::fromJson(QByteArray(json).replace('\'', '"')).object();
}

/// A description called \a id with \a more members.
QByteArray described(const char *id, const QJsonObject &more)
{
    QJsonObject root = object(
        "{'authentication': {'header': 'Authorization', 'template': 'Bearer {credential}'},"
        " 'token': {'id': '/id'}, 'operations': {},"
        " 'environments': ["
        " {'id': 'prod', 'label': 'Production', 'baseUrl': 'https://a.example/', 'production': true},"
        " {'id': 'test', 'label': 'Test', 'baseUrl': 'https://b.example/', 'production': false}]}");
    root.insert(QStringLiteral("id"), QLatin1String(id));
    root.insert(QStringLiteral("name"), QLatin1String(id));
    for (auto member = more.begin(); member != more.end(); ++member)
        root.insert(member.key(), *member);
    return QJsonDocument(root).toJson();
}

std::shared_ptr<const ServiceDescription> service(const char *id, const char *more)
{
    DescriptionLoader loader(serviceSchema());
    auto loaded = loader.load(described(id, object(more)), QStringLiteral("test.json"));
    if (!loaded)
        qFatal("%s", qPrintable(complaints(described(id, object(more)))));
    return *loaded;
}

QList<std::shared_ptr<const ServiceDescription>> services()
{
    DescriptionLoader loader(serviceSchema());
    return {*loader.load(shipped(QStringLiteral("optimus.json")), {}),
            service("acme",
                    "{'secretPrefixes': [{'prefix': 'opt_live_', 'environment': 'prod'},"
                    " {'prefix': 'opt_test_', 'environment': 'test'}]}"),
            service("verse",
                    "{'secretPrefixes': [{'prefix': 'optiuser_v1_'},"
                    " {'prefix': 'opti*_v1_', 'unsupported': {'en': 'Not yet.', 'de': 'Noch nicht.'}}]}"),
            service("flow", "{'secretForm': {'kind': 'id|secret', 'checksum': 'crc32-hex'}}")};
}

/// Each service that claims \a secret, its environment, whether it is unsupported and whether mistyped.
QString claims(const QByteArray &secret)
{
    QStringList all;
    for (const RecognisedSecret &each : recognise(Secret::copyOf(secret), services()))
        all.append(each.service->id + u':' + each.environmentId
                   + (each.unsupported.isEmpty() ? QLatin1String("") : QLatin1String(":unsupported"))
                   + (each.failsChecksum ? QLatin1String(":mistyped") : QLatin1String("")));
    return all.join(u' ');
}

} // namespace

class TestSecretForms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void recognises_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<QString>("expected");
        const QByteArray body(32, 'x');
        const auto row = [](const char *name, const QByteArray &secret, const char *expected) {
            QTest::newRow(name) << secret << QString::fromLatin1(expected);
        };
        row("prefix without environment", "tok_optimus_" + body, "optimus:");
        row("production", "opt_live_" + body, "acme:prod");
        row("test", "opt_test_" + body, "acme:test");
        row("user key", "optiuser_v1_" + body, "verse:");
        row("organisation key", "optiorg_v1_" + body, "verse::unsupported");
        row("star needs a letter", "opti_v1_" + body, "");
        row("star takes letters only", "opti9_v1_" + body, "");
        row("other version", "optiorg_v2_" + body, "");
        row("prefix alone", "opt_live_", "acme:prod");
        row("half a prefix", "opt_liv", "");
        row("prefix elsewhere", "x_opt_live_" + body, "");
        // php > echo hash('crc32b', str_repeat('A', 40));
        row("checksum", "7|" + QByteArray(40, 'A') + "2ae98c30", "flow:");
        row("checksum in capitals", "7|" + QByteArray(40, 'A') + "2AE98C30", "flow:");
        row("checksum behind a prefix", "7|acme_" + QByteArray(40, 'A') + "2ae98c30", "flow:");
        row("one letter wrong", "7|" + QByteArray(39, 'A') + "B2ae98c30", "flow::mistyped");
        row("cut", "7|" + QByteArray(40, 'A'), "flow::mistyped");
        row("bar without id", "|" + QByteArray(48, 'A'), "");
        row("id that is none", "x7|" + QByteArray(48, 'A'), "");
        row("too short for id|secret", "7|" + QByteArray(31, 'A'), "");
        // Of these anybody could say they are theirs.
        row("JWT", "eyJhbGciOiJIUzI1NiJ9.e30." + body, "");
        row("no prefix", body, "");
        row("nothing", "", "");
    }

    void recognises()
    {
        QFETCH(QByteArray, secret);
        QFETCH(QString, expected);
        QCOMPARE(claims(secret), expected);
    }

    /// The check value of CRC-32 for "123456789" is cbf43926.
    void checksumIsTheUsualOne()
    {
        const auto flow = service("flow", "{'secretForm': {'kind': 'id|secret', 'checksum': 'crc32-hex'}}");
        QVERIFY(fitsChecksum("1|" + QByteArray(40, 'A') + "2ae98c30", *flow));
        QVERIFY(!fitsChecksum("1|" + QByteArray(40, 'A') + "2ae98c31", *flow));
        QVERIFY(fitsChecksum("anything", *services().constFirst()));
    }

    void sentenceIsInBothLanguages()
    {
        const auto recognised = recognise(Secret::copyOf("optiorg_v1_" + QByteArray(20, 'x')), services());
        QCOMPARE(recognised.size(), 1);
        QCOMPARE(recognised.first().unsupported.in(QLocale(QLocale::German)), QStringLiteral("Noch nicht."));
        QCOMPARE(recognised.first().unsupported.in(QLocale(QLocale::English)), QStringLiteral("Not yet."));
    }

    /// Unsupported ones are secrets, too, and no mask of a supported one.
    void unsupportedOnesAreRedacted()
    {
        const auto verse = services().at(2);
        QCOMPARE(verse->secretPrefixes, QStringList {QStringLiteral("optiuser_v1_")});
        const QString secret = QStringLiteral("optiorg_v1_") + QString(20, u'x');
        const QString clean
            = Redactor(verse->redactedPrefixes()).redact(QStringLiteral("Key %1 is unknown.").arg(secret));
        QCOMPARE(clean, QStringLiteral("Key optiorg_v1_[redacted] is unknown."));
    }

    void twoServicesOfOnePrefixAreBothNamed()
    {
        const QList<std::shared_ptr<const ServiceDescription>> twins {
            service("one", "{'secretPrefixes': [{'prefix': 'twin_'}]}"),
            service("two", "{'secretPrefixes': [{'prefix': 'twin_'}]}")};
        QCOMPARE(recognise(Secret::copyOf("twin_x"), twins).size(), 2);
    }

    void namesWhatIsWrong_data()
    {
        QTest::addColumn<QString>("more");
        QTest::addColumn<QString>("pointer");
        const auto row = [](const char *name, const char *more, const char *pointer) {
            QTest::newRow(name) << QString::fromLatin1(more) << QString::fromLatin1(pointer);
        };
        row("two stars", "{'secretPrefixes': [{'prefix': 'ab*c*_', 'unsupported': 'No.'}]}",
            "/secretPrefixes/0/prefix");
        row("star of supported tokens", "{'secretPrefixes': [{'prefix': 'abc*_'}]}",
            "/secretPrefixes/0/prefix");
        row("star too early", "{'secretPrefixes': [{'prefix': 'a*_bc', 'unsupported': 'No.'}]}",
            "/secretPrefixes/0/prefix");
        row("twice", "{'secretPrefixes': [{'prefix': 'abc_'}, {'prefix': 'abc_'}]}",
            "/secretPrefixes/1/prefix");
        row("form nobody knows", "{'secretForm': {'kind': 'jwt'}}", "/secretForm/kind");
        row("checksum nobody knows", "{'secretForm': {'kind': 'id|secret', 'checksum': 'md5'}}",
            "/secretForm/checksum");
        row("sentence without English",
            "{'secretPrefixes': [{'prefix': 'abc_', 'unsupported': {'de': 'Nein.'}}]}",
            "/secretPrefixes/0/unsupported");
    }

    void namesWhatIsWrong()
    {
        QFETCH(QString, more);
        QFETCH(QString, pointer);
        const QString all = complaints(described("mine", object(more.toUtf8().constData())));
        QVERIFY2(all.contains(u' ' + pointer + u' '), qPrintable(all));
    }
};

QTEST_APPLESS_MAIN(TestSecretForms)
#include "tst_secretforms.moc"
