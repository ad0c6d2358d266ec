#include "catalogfixture.h"
#include "servicedescription.h"
#include "vendordescriptions.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace tc;

namespace {

QDateTime utc(int year, int month, int day)
{
    return QDateTime(QDate(year, month, day), QTime(0, 0), Qt::UTC);
}

Token tokenCalled(const char *id)
{
    Token token;
    token.id = QString::fromLatin1(id);
    return token;
}

} // namespace

class TestVendors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void cutsMasksThatShowTooMuch_data()
    {
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *said, const QString &shown) {
            QTest::newRow(said) << QString::fromLatin1(said) << shown;
        };
        for (const char *mask : {"ZTYxM...mMTNh", "abcd****wxyz", "12345678"})
            row(mask, QString::fromLatin1(mask));
        row("abcdefghijklm", maskOf(u"abcd"));
        row("abcdef.ghijkl.mnopqr", maskOf(u"abcd"));
        row("a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r", maskOf(u"a.b."));
    }

    void cutsMasksThatShowTooMuch()
    {
        QFETCH(QString, said);
        QFETCH(QString, shown);
        const QByteArray object = quoted("{'user':'u','token':'") + said.toLatin1()
            + quoted("','key':'0123abc','cidr':[],'readonly':true,'created':'2026-11-22T05:28:51.592Z'}");
        const auto page = mappingOf(shipped(QStringLiteral("npm.json")))
                              .readPage(reply(200, quoted("{'objects':[") + object + quoted("]}")));
        QVERIFY(page.has_value());
        QCOMPARE(page->tokens.at(0).mask, shown);
    }

    void offsetsHostsAndEnvelopes()
    {
        const ServiceMapping mapping = mappingOf(offsetDescription());
        const ServiceEnvironment &environment = mapping.description().environments.at(0);
        QCOMPARE(environment.urlFor(QStringLiteral("Acme")),
                 QUrl(QStringLiteral("https://acme.example.com/api/")));
        for (const char *tenant : {"", "a.b", "evil.example/", "a@b", "-a", "ä", "a b", "{workspace}"})
            QVERIFY2(environment.urlFor(QString::fromUtf8(tenant)).isEmpty(), tenant);
        QVERIFY(mapping.description().environmentAt(QUrl(QStringLiteral("https://techco.example.com/"))));
        QVERIFY(!mapping.description().environmentAt(QUrl(QStringLiteral("https://techco.example.org/"))));
        QCOMPARE(mapping.description().prefixEnvironments.value(QStringLiteral("off_live_")),
                 QStringLiteral("prod"));

        const QByteArray body
            = quoted("{'success':true,'data':[{'id':'a','created':1767225600,'ends':'1798761600000'},"
                     "{'id':'b','created':0,'ends':null}],'pagination':{'total':3}}");
        QCOMPARE(mapping.listRequest({})->target, QByteArray("keys"));
        const auto first = mapping.readPage(reply(200, body), "keys");
        QCOMPARE(first->tokens.at(0).createdAt, utc(2026, 1, 1));
        QCOMPARE(first->tokens.at(0).expiry.instant(), utc(2027, 1, 1));
        QVERIFY(first->tokens.at(1).expiry.isNever());
        QCOMPARE(first->nextTarget, QByteArray("keys?offset=2"));
        QCOMPARE(mapping.readPage(reply(200, body), first->nextTarget)->nextTarget, QByteArray());
        QCOMPARE(mapping
                     .readToken(reply(200, quoted("{'key':{'id':'a','created':0,'ends':null}}")),
                                Operation::Current)
                     ->id,
                 QStringLiteral("a"));
        const auto revoke = mapping.revokeRequest(tokenCalled("../a"), {});
        QCOMPARE(revoke->target, QByteArray("keys/revoke"));
        QCOMPARE(revoke->body, quoted("{'id':'../a'}"));
        QVERIFY(revoke->idempotent);
        const ApiError limited
            = mapping
                  .readPage(reply(429, quoted("{'error':{'code':'RATE_LIMIT_EXCEEDED','retry_after':30}}"),
                                  {{"Date", "Mon, 23 Nov 2026 09:00:00 GMT"}}))
                  .error();
        QCOMPARE(limited.retryAt, utc(2026, 11, 23).addSecs(9 * 3600 + 30));
        QCOMPARE(mapping.readPage(reply(200, quoted("{'success':false}"))).error().kind, ErrorKind::Protocol);
        QCOMPARE(mapping.createRequest({}, {}, {}).error().kind, ErrorKind::NoSuchOperation);
        QVERIFY(!mapping.has(Operation::Create) && !mapping.editNeedsRead());
    }

    void linksStayBelowTheBase()
    {
        QJsonObject description = QJsonDocument::fromJson(shipped(QStringLiteral("gitlab.json"))).object();
        QJsonObject operations = description[u"operations"].toObject();
        QJsonObject list = operations[u"list"].toObject();
        list[QStringLiteral("path")] = QStringLiteral("api/v4/personal_access_tokens?per_page=100");
        list[QStringLiteral("pagination")] = QJsonObject {{QStringLiteral("kind"), QStringLiteral("link")}};
        operations[QStringLiteral("list")] = list;
        description[QStringLiteral("operations")] = operations;
        const ServiceMapping mapping = mappingOf(QJsonDocument(description).toJson());
        const auto next = [&](const QByteArray &link) {
            return mapping.readPage(reply(200, "[]", {{"Link", link}}));
        };
        const QByteArray page = "api/v4/personal_access_tokens?page=2&x=%2F";
        for (const char *link :
             {"<https://gitlab.example/api/v4/personal_access_tokens?page=2&x=%2F>; rel=\"next\"",
              "<https://gitlab.example/sub/api/v4/personal_access_tokens?page=2&x=%2F>; rel=next",
              "</api/v4/personal_access_tokens?page=2&x=%2F>; rel=\"next\"",
              "<?page=2&x=%2F>; rel=\"last next\"",
              "<https://a/x?page=1>; rel=\"prev\"; title=\"a,b\", <?page=2&x=%2F>; rel=\"next\""})
            QCOMPARE(next(link).value().nextTarget, page);
        for (const char *link : {"", "<?page=2>; rel=\"prev\"", "garbage", "<a", "<?page=2>"})
            QCOMPARE(next(link).value().nextTarget, QByteArray());
        for (const char *link : {"<https://evil.example/other?page=2>; rel=\"next\"",
                                 "</api/v4/../v5/personal_access_tokens?a=b>; rel=next",
                                 "<https://gitlab.example/api/v4/personal_access_tokens>; rel=\"next\"",
                                 "<javascript:alert(1)?x>; rel=\"next\"", "<http://[bad?x=y>; rel=\"next\""})
            QCOMPARE(next(link).error().kind, ErrorKind::Protocol);
        // Another host is not followed: its query goes to the list's own path, at the own origin.
        QCOMPARE(next("<https://evil.example/api/v4/personal_access_tokens?page=9>; rel=next")->nextTarget,
                 QByteArray("api/v4/personal_access_tokens?page=9"));
    }

    void workspaceInAHeader()
    {
        QJsonObject description = QJsonDocument::fromJson(shipped(QStringLiteral("npm.json"))).object();
        QJsonObject workspace {{QStringLiteral("in"), QStringLiteral("header")},
                               {QStringLiteral("header"), QStringLiteral("X-Workspace-ID")},
                               {QStringLiteral("serverDefault"), true}};
        description[QStringLiteral("workspace")] = workspace;
        description.remove(u"headers");
        const ServiceMapping mapping = mappingOf(QJsonDocument(description).toJson());
        QCOMPARE(mapping.listRequest(QStringLiteral("3"))->headers, HttpHeaders({{"X-Workspace-ID", "3"}}));
        QVERIFY(mapping.listRequest({})->headers.isEmpty());
        QCOMPARE(mapping.listRequest(QStringLiteral("3\r\nX: y")).error().kind, ErrorKind::InvalidInput);
        workspace[QStringLiteral("serverDefault")] = false;
        description[QStringLiteral("workspace")] = workspace;
        QCOMPARE(mappingOf(QJsonDocument(description).toJson()).listRequest({}).error().kind,
                 ErrorKind::InvalidInput);
    }
};

QTEST_APPLESS_MAIN(TestVendors)
#include "tst_vendors.moc"
