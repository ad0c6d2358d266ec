#include "backendprocess.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace tc::test;

namespace {

const QByteArray base("/optiverse/external-api/v1/");
const QByteArray keys = base + "api-keys";

QString codeOf(const std::optional<Reply> &reply)
{
    return reply ? reply->json().value(QLatin1String("error"))[QLatin1String("code")].toString() : QString();
}

QJsonValue data(const std::optional<Reply> &reply)
{
    return reply ? reply->json().value(QLatin1String("data")) : QJsonValue();
}

QStringList options(const QStringList &more = {})
{
    return QStringList {QStringLiteral("--system"), QStringLiteral("optiverse")} + more;
}

/// With so many requests a minute that the polling limit is in no test's way.
QStringList unhurried()
{
    return options({QStringLiteral("--rate-limit"), QStringLiteral("1000")});
}

} // namespace

/// Optiverse's key over real sockets.
class TestOptiverse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aUserHasOneKey()
    {
        BackendProcess backend;
        QVERIFY(backend.start(unhurried()));
        HttpClient http = backend.client();
        const Headers profile = bearer(backend.managementSecret());
        QVERIFY(data(http.send("GET", keys, profile)).toArray().isEmpty());
        const auto created = http.send("POST", keys, profile, "{}");
        QCOMPARE(created->status, 201);
        QCOMPARE(created->headers.value("cache-control"), QByteArray("no-store"));
        const QByteArray key = data(created)[QLatin1String("apiKey")].toString().toLatin1();
        QVERIFY(key.startsWith("optiuser_v1_"));
        const auto second = http.send("POST", keys, profile, "{}");
        QCOMPARE(second->status, 409);
        QCOMPARE(codeOf(second), QStringLiteral("KEY001"));
        const QJsonArray listed = data(http.send("GET", keys, profile)).toArray();
        QCOMPARE(listed.size(), 1);
        QCOMPARE(listed.at(0)[QLatin1String("keyPrefix")].toString(), QString::fromLatin1(key.first(16)));

        QCOMPARE(http.send("GET", base + "list-records", bearer(key))->status, 200);
        // Delete, then create: in between no key works.
        const QByteArray id = data(created)[QLatin1String("keyId")].toString().toLatin1();
        QCOMPARE(http.send("DELETE", keys + '/' + id, profile)->status, 200);
        const auto gone = http.send("GET", base + "list-records", bearer(key));
        QCOMPARE(gone->status, 401);
        QCOMPARE(codeOf(gone), QStringLiteral("AUTH002"));
        QVERIFY(data(http.send("GET", keys, profile)).toArray().isEmpty());
        const auto again = http.send("POST", keys, profile);
        QCOMPARE(again->status, 201);
        QCOMPARE(http.send("GET", base + "list-records",
                           bearer(data(again)[QLatin1String("apiKey")].toString().toLatin1()))
                     ->status,
                 200);
    }

    void refusesWithTheDocumentedCodes()
    {
        BackendProcess backend;
        const QString log = backend.directory() + QLatin1String("/log");
        backend.logTo(log);
        QVERIFY(backend.start(unhurried()));
        HttpClient http = backend.client();
        const Headers profile = bearer(backend.managementSecret());
        const QByteArray key
            = data(http.send("POST", keys, profile))[QLatin1String("apiKey")].toString().toLatin1();

        const auto expect = [](const std::optional<Reply> &reply, int status, const char *code) {
            QVERIFY(reply);
            QCOMPARE(reply->status, status);
            QCOMPARE(codeOf(reply), QString::fromLatin1(code));
            QCOMPARE(reply->json().value(QLatin1String("success")), QJsonValue(false));
        };
        expect(http.send("GET", base + "list-records"), 401, "AUTH001");
        expect(http.send("GET", base + "list-records", {{"Authorization", "Basic eDp5"}}), 401, "AUTH002");
        expect(http.send("GET", base + "list-records", bearer("optiuser_v1_your_key_here")), 401, "AUTH002");
        // A profile's session is no API key.
        expect(http.send("GET", base + "list-records", profile), 401, "AUTH002");
        expect(http.send("POST", keys, profile), 409, "KEY001");
        for (const char *query : {"limit=0", "limit=101", "limit=x", "offset=-1", "dateFrom=yesterday"})
            expect(http.send("GET", base + "list-records?" + query, bearer(key)), 400, "VAL001");
        expect(http.send("GET", base + "summaries/structured", bearer(key)), 400, "VAL001");
        expect(http.send("POST", keys, profile, "[]"), 400, "VAL001");
        // Not there, or not one's own: the same.
        expect(http.send("GET", base + "nothing", bearer(key)), 404, "PERM001");
        expect(http.send("GET", keys, bearer(key)), 404, "PERM001");
        expect(http.send("DELETE", keys + "/nothing", profile), 404, "PERM001");
        const QString protocol
            = data(http.send("GET", base + "protocol-templates", bearer(key)))[0][QLatin1String("protocolId")]
                  .toString();
        const QByteArray summaries = base + "summaries/unstructured?protocolId=";
        QCOMPARE(http.send("GET", summaries + protocol.toLatin1(), bearer(key))->status, 200);
        expect(http.send("GET", summaries + "00000000-0000-4000-8000-000000000001", bearer(key)), 404,
               "PERM001");
        // A database that cannot be read.
        QVERIFY(runSql(backend.database(), QStringLiteral("UPDATE token SET allowed_ips = 'x'")));
        expect(http.send("GET", base + "list-records", bearer(key)), 500, "SRV500");
        QFile file(log);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray logged = file.readAll();
        QVERIFY(!logged.isEmpty() && !logged.contains(key));
    }

    void hidesWhatIsOthers()
    {
        BackendProcess backend;
        QVERIFY(backend.start(unhurried()));
        const QByteArray anna = backend.managementSecret();
        const auto hers = backend.client().send("POST", keys, bearer(anna));
        const QByteArray herKey = data(hers)[QLatin1String("apiKey")].toString().toLatin1();
        const QByteArray herId = data(hers)[QLatin1String("keyId")].toString().toLatin1();
        const QJsonValue herRecord
            = data(backend.client().send("GET", base + "list-records", bearer(herKey)))[0];
        QCOMPARE(herRecord[QLatin1String("ownerEmail")].toString(), QStringLiteral("anna@example.com"));

        QVERIFY(backend.restartFor(QStringLiteral("ben@example.com"), unhurried()));
        HttpClient http = backend.client();
        const Headers ben = bearer(backend.managementSecret());
        // Her key does not stand in the way of his.
        const QByteArray key
            = data(http.send("POST", keys, ben))[QLatin1String("apiKey")].toString().toLatin1();
        QVERIFY(!key.isEmpty());
        const auto foreign = http.send("DELETE", keys + '/' + herId, ben);
        QCOMPARE(foreign->status, 404);
        QCOMPARE(codeOf(foreign), QStringLiteral("PERM001"));
        const QJsonValue record = data(http.send("GET", base + "list-records", bearer(key)))[0];
        QVERIFY(record[QLatin1String("recordId")] != herRecord[QLatin1String("recordId")]);
        const QByteArray protocol
            = data(http.send("GET", base + "protocol-templates", bearer(key)))[0][QLatin1String("protocolId")]
                  .toString()
                  .toLatin1();
        const QByteArray summaries = base + "summaries/structured?protocolId=" + protocol + "&recordId=";
        const auto summary = http.send(
            "GET", summaries + herRecord[QLatin1String("recordId")].toString().toLatin1(), bearer(key));
        QCOMPARE(summary->status, 404);
        QCOMPARE(codeOf(summary), QStringLiteral("PERM001"));
        QCOMPARE(
            http.send("GET", summaries + record[QLatin1String("recordId")].toString().toLatin1(), bearer(key))
                ->status,
            200);
        QCOMPARE(http.send("GET", base + "list-records", bearer(herKey))->status, 200);
    }

    void letsPollOnce()
    {
        BackendProcess backend;
        QVERIFY(backend.start(options()));
        HttpClient http = backend.client();
        const QByteArray key
            = data(http.send("POST", keys, bearer(backend.managementSecret())))[QLatin1String("apiKey")]
                  .toString()
                  .toLatin1();
        QCOMPARE(http.send("GET", base + "protocol-templates", bearer(key))->status, 200);
        const auto limited = http.send("GET", base + "list-records?limit=1", bearer(key));
        QCOMPARE(limited->status, 429);
        const int wait = limited->headers.value("retry-after").toInt();
        QVERIFY(wait > 120 && wait <= 180);
    }
};

QTEST_GUILESS_MAIN(TestOptiverse)
#include "tst_optiverse.moc"
