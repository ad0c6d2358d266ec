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

TokenDraft draftCalled(const char *name)
{
    TokenDraft draft;
    draft.name = QString::fromLatin1(name);
    return draft;
}

/// JSON with ' for ", so that it reads well here.
QByteArray quoted(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

} // namespace

class TestVendors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void allLoad_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("cloudflare") << cloudflareDescription();
        QTest::newRow("verdaccio") << verdaccioDescription();
        QTest::newRow("gitlab") << gitlabDescription();
        QTest::newRow("pterodactyl") << pterodactylDescription();
        QTest::newRow("strapi") << strapiDescription();
        QTest::newRow("gitea") << giteaDescription();
        QTest::newRow("offset") << offsetDescription();
    }

    void allLoad()
    {
        QFETCH(QByteArray, json);
        QCOMPARE(complaints(json), QString());
    }

    void cloudflareLists()
    {
        const ServiceMapping mapping = mappingOf(cloudflareDescription());
        QCOMPARE(mapping.listRequest({})->target, QByteArray("user/tokens?per_page=50"));
        const QByteArray body = quoted(
            "{'success':true,'result':[{'id':'a1','name':'n','status':'active','issued_on':'2026-01-01T00:00:"
            "00Z',"
            "'condition':{'request_ip':{'in':['203.0.113.0/24','2001:db8::/32'],'not_in':['203.0.113.7']}},"
            "'policies':[{'effect':'allow','permission_groups':[{'id':'p2'}]},{'effect':'deny'}]},"
            "{'id':'a2','name':'m','status':'disabled','issued_on':'2026-01-01T00:00:00Z','policies':[]}],"
            "'result_info':{'page':1,'total_pages':2}}");
        const auto page = mapping.readPage(reply(200, body));
        QVERIFY(page.has_value());
        const Token &token = page->tokens.at(0);
        QCOMPARE(token.allowedIps, ranges({"203.0.113.0/24"}));
        QCOMPARE(token.foreignRanges, QStringList(QStringLiteral("2001:db8::/32")));
        QCOMPARE(token.scopes, QStringList({QStringLiteral("zone:read"), QStringLiteral("?")}));
        QVERIFY(!token.revoked && token.statusKnown);
        QVERIFY(page->tokens.at(1).revoked && page->tokens.at(1).allowedIps.isEmpty());
        QCOMPARE(page->nextTarget, QByteArray("user/tokens?per_page=50&page=2"));
        const QByteArray last = QByteArray(body).replace(quoted("'page':1"), quoted("'page':2"));
        QCOMPARE(mapping.readPage(reply(200, last))->nextTarget, QByteArray());

        const auto failed = mapping.readPage(reply(
            200, quoted("{'success':false,'errors':[{'code':1000,'message':'Invalid'}],'result':null}")));
        QCOMPARE(failed.error().kind, ErrorKind::Unauthorized);
        QCOMPARE(failed.error().vendorCode, QStringLiteral("1000"));
    }

    void cloudflareCreatesEditsRotatesRevokes()
    {
        const ServiceMapping mapping = mappingOf(cloudflareDescription());
        TokenDraft draft = draftCalled("n");
        draft.scopes = {QStringLiteral("dns:edit")};
        const QByteArray policies
            = quoted("'policies':[{'effect':'allow','permission_groups':[{'id':'p1'}]}]}");
        QCOMPARE(mapping.createRequest(draft, "k", {})->body, quoted("{'name':'n',") + policies);
        QVERIFY(headerValue(mapping.createRequest(draft, "k", {})->headers, "Idempotency-Key").isEmpty());
        QVERIFY(!mapping.createIsRepeatable());
        draft.allowedIps = ranges({"127.0.0.2"});
        QCOMPARE(mapping.createRequest(draft, "k", {})->body,
                 quoted("{'condition':{'request_ip':{'in':['127.0.0.2']}},'name':'n',") + policies);
        draft.scopes = {QStringLiteral("never:heard")};
        QCOMPARE(mapping.createRequest(draft, "k", {}).error().kind, ErrorKind::InvalidInput);

        const auto created = mapping.readCreated(
            reply(200,
                  quoted("{'success':true,'result':{'id':'a1','name':'n','status':'active',"
                         "'issued_on':'2026-01-01T00:00:00Z','policies':[],'value':'S3'}}")));
        QCOMPARE(revealed(created->secret), QByteArray("S3"));

        QVERIFY(mapping.editNeedsRead());
        const QByteArray current = quoted(
            "{'success':true,'result':{'id':'a1','name':'old','status':'active','issued_on':'x','policies':[{"
            "'x':1}],"
            "'condition':{'request_ip':{'in':['203.0.113.0/24'],'not_in':['203.0.113.7']}},'future':[1]}}");
        TokenEdit edit;
        edit.name = QStringLiteral("new");
        const auto renamed = mapping.editRequest(tokenCalled("a1"), edit, current, {});
        QCOMPARE(renamed->method, QByteArray("PUT"));
        QCOMPARE(renamed->target, QByteArray("user/tokens/a1"));
        QCOMPARE(renamed->body,
                 quoted("{'condition':{'request_ip':{'in':['203.0.113.0/24'],'not_in':['203.0.113.7']}},"
                        "'future':[1],'name':'new','policies':[{'x':1}],'status':'active'}"));
        edit.name.reset();
        edit.allowedIps = AllowedIps();
        QCOMPARE(mapping.editRequest(tokenCalled("a1"), edit, current, {})->body,
                 quoted("{'condition':{'request_ip':{'not_in':['203.0.113.7']}},"
                        "'future':[1],'name':'old','policies':[{'x':1}],'status':'active'}"));
        for (const char *broken : {"", "[]", "{}", "<html>", "{'result':5}"})
            QCOMPARE(mapping.editRequest(tokenCalled("a1"), edit, quoted(broken), {}).error().kind,
                     ErrorKind::Protocol);

        const Token before = tokenCalled("a1");
        const auto rotate = mapping.rotateRequest(before, Expiry::never(), {});
        QCOMPARE(rotate->target, QByteArray("user/tokens/a1/value"));
        QCOMPARE(rotate->body, QByteArray("{}"));
        QVERIFY(!rotate->idempotent);
        const auto rotated
            = mapping.readRotated(reply(200, quoted("{'success':true,'result':'N3W'}")), before);
        QCOMPARE(revealed(rotated->secret), QByteArray("N3W"));
        QCOMPARE(rotated->token.id, before.id);

        QCOMPARE(mapping.revokeRequest(before, {})->target, QByteArray("user/tokens/a1"));
        QVERIFY(mapping.readRevoked(reply(200, quoted("{'success':true,'result':{'id':'a1'}}"))).has_value());
        QVERIFY(!mapping.readRevoked(reply(200, quoted("{'success':false,'errors':[]}"))));
    }

    void verdaccio()
    {
        const ServiceMapping mapping = mappingOf(verdaccioDescription());
        QCOMPARE(mapping.listRequest({})->target, QByteArray("-/npm/v1/tokens"));
        const QByteArray object
            = quoted("{'user':'u','token':'ZTYxM...mMTNh','key':'0123abc','cidr':['203.0.113.0/24'],"
                     "'readonly':true,'created':'2026-11-22T05:28:51.592Z'}");
        const auto page
            = mapping.readPage(reply(200, quoted("{'objects':[") + object + quoted("],'urls':{'next':''}}")));
        QVERIFY(page.has_value());
        QCOMPARE(page->nextTarget, QByteArray());
        const Token &token = page->tokens.at(0);
        QCOMPARE(token.mask, QStringLiteral("ZTYxM...mMTNh"));
        QCOMPARE(token.type, QStringLiteral("readonly"));
        QVERIFY(token.name.isEmpty() && token.statusKnown && token.expiry.isNever());

        TokenDraft draft;
        draft.type = QStringLiteral("publish");
        draft.allowedIps = ranges({"203.0.113.0/24"});
        const auto unanswered = mapping.createRequest(draft, {}, {});
        QCOMPARE(unanswered.error().fields.at(0).pointer, QStringLiteral("/asked/password"));
        RequestExtras extras;
        extras.answers[QStringLiteral("password")] = Secret::copyOf("p\"w");
        const auto request = mapping.createRequest(draft, {}, {}, extras);
        QCOMPARE(request->method, QByteArray("POST"));
        QCOMPARE(request->body,
                 quoted("{'cidr_whitelist':['203.0.113.0/24'],'password':'p\\\"w','readonly':false}"));
        QVERIFY(headerValue(request->headers, "npm-otp").isEmpty());
        extras.answers[QStringLiteral("otp")] = Secret::copyOf("123456");
        QCOMPARE(headerValue(mapping.createRequest(draft, {}, {}, extras)->headers, "npm-otp"),
                 QByteArray("123456"));
        extras.answers[QStringLiteral("otp")] = Secret::copyOf("1\r\nX: y");
        QVERIFY(!mapping.createRequest(draft, {}, {}, extras));

        // The whole secret stands where the list has the mask, so it must not become one.
        const auto created
            = mapping.readCreated(reply(200, QByteArray(object).replace("ZTYxM...mMTNh", "whole-secret")));
        QCOMPARE(revealed(created->secret), QByteArray("whole-secret"));
        QCOMPARE(created->token.mask, maskOf({}));
        QCOMPARE(mapping.revokeRequest(token, {})->target, QByteArray("-/npm/v1/tokens/token/0123abc"));
        QVERIFY(mapping.readRevoked(reply(200, quoted("{'ok':'x'}"))).has_value());
    }

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
        const auto page = mappingOf(verdaccioDescription())
                              .readPage(reply(200, quoted("{'objects':[") + object + quoted("]}")));
        QVERIFY(page.has_value());
        QCOMPARE(page->tokens.at(0).mask, shown);
    }

    void gitlab()
    {
        const ServiceMapping mapping = mappingOf(gitlabDescription());
        const auto [name, value] = mapping.credentialHeader(Secret::copyOf("abc"));
        QCOMPARE(name, QByteArray("PRIVATE-TOKEN"));
        QCOMPARE(value, QByteArray("abc"));
        const QString user = QStringLiteral("7");
        QCOMPARE(mapping.listRequest(user)->target, QByteArray("api/v4/personal_access_tokens?per_page=100"));
        const QByteArray object = quoted(
            "{'id':42,'name':'n','revoked':false,'created_at':'2026-01-02T03:04:05.678Z','scopes':['api'],"
            "'last_used_at':null,'expires_at':'2026-12-24'}");
        const auto page = mapping.readPage(reply(200, "[" + object + "]", {{"X-Next-Page", "2"}}));
        QCOMPARE(page->tokens.at(0).id, QStringLiteral("42"));
        QCOMPARE(page->tokens.at(0).expiry.instant(), utc(2026, 12, 24));
        QCOMPARE(page->tokens.at(0).mask, maskOf(u"glpat-"));
        QCOMPARE(page->nextTarget, QByteArray("api/v4/personal_access_tokens?per_page=100&page=2"));
        QCOMPARE(mapping.readPage(reply(200, "[]", {{"X-Next-Page", ""}}))->nextTarget, QByteArray());
        QCOMPARE(mapping.readPage(reply(200, "[]", {{"X-Next-Page", "x"}})).error().kind,
                 ErrorKind::Protocol);

        TokenDraft draft = draftCalled("n");
        draft.scopes = {QStringLiteral("api")};
        draft.expiry = Expiry::at(utc(2026, 12, 24).addSecs(3600));
        const auto create = mapping.createRequest(draft, {}, user);
        QCOMPARE(create->target, QByteArray("api/v4/users/7/personal_access_tokens"));
        QCOMPARE(create->body, quoted("{'expires_at':'2026-12-24','name':'n','scopes':['api']}"));
        QCOMPARE(mapping.createRequest(draft, {}, {}).error().kind, ErrorKind::InvalidInput);
        QByteArray created = object;
        created.insert(1, quoted("'token':'S3CRET',"));
        QCOMPARE(revealed(mapping.readCreated(reply(201, created))->secret), QByteArray("S3CRET"));

        const Token token = page->tokens.at(0);
        QCOMPARE(mapping.rotateRequest(token, Expiry::at(utc(2027, 1, 1)), user)->body,
                 quoted("{'expires_at':'2027-01-01'}"));
        QCOMPARE(mapping.rotateRequest(token, Expiry::never(), user)->body, QByteArray("{}"));
        QCOMPARE(mapping.rotateRequest(token, Expiry::never(), user)->target,
                 QByteArray("api/v4/personal_access_tokens/42/rotate"));
        QCOMPARE(mapping.revokeRequest(token, user)->target, QByteArray("api/v4/personal_access_tokens/42"));
        QVERIFY(mapping.readRevoked(reply(204, {})).has_value());
        QCOMPARE(mapping.readRevoked(reply(401, "{}")).error().kind, ErrorKind::NotFound);
        QCOMPARE(mapping.readPage(reply(401, "{}")).error().kind, ErrorKind::Unauthorized);
        QCOMPARE(mapping.readToken(reply(200, object), Operation::Current)->id, QStringLiteral("42"));
    }

    void pterodactylJoinsItsSecret()
    {
        const ServiceMapping mapping = mappingOf(pterodactylDescription());
        const QByteArray attributes
            = quoted("{'identifier':'ptlc_abc','description':'d','allowed_ips':['203.0.113.10'],"
                     "'last_used_at':null,'created_at':'2026-01-01T00:00:00+00:00'}");
        const auto page = mapping.readPage(reply(
            200, quoted("{'object':'list','data':[{'object':'api_key','attributes':") + attributes + "}]}"));
        QCOMPARE(page->tokens.at(0).id, QStringLiteral("ptlc_abc"));
        QCOMPARE(mapping.createRequest(draftCalled("d"), {}, {})->body,
                 quoted("{'allowed_ips':[],'description':'d'}"));
        const QByteArray body = quoted("{'object':'api_key','attributes':") + attributes;
        const auto created
            = mapping.readCreated(reply(200, body + quoted(",'meta':{'secret_token':'SECRET'}}")));
        QCOMPARE(revealed(created->secret), QByteArray("ptlc_abcSECRET"));
        QCOMPARE(created->token.id, QStringLiteral("ptlc_abc"));
        QCOMPARE(created->token.mask, maskOf(u"ptlc_abc"));
        QCOMPARE(mapping.readCreated(reply(200, body + "}")).error().kind, ErrorKind::Protocol);

        const ApiError error
            = mapping
                  .readCreated(reply(422,
                                     quoted("{'errors':[{'code':'ValidationException','detail':'bad',"
                                            "'meta':{'source_field':'allowed_ips.0'}}]}")))
                  .error();
        QCOMPARE(error.fields,
                 QList<FieldError>(
                     {{QStringLiteral("/allowed_ips/0"), QStringLiteral("bad"), InputField::AllowedIps}}));
        QCOMPARE(mapping.readCreated(reply(400, "{}")).error().kind, ErrorKind::Conflict);
        QCOMPARE(mapping.readPage(reply(400, "{}")).error().kind, ErrorKind::InvalidInput);
    }

    void strapi()
    {
        const ServiceMapping mapping = mappingOf(strapiDescription());
        const QByteArray object
            = quoted("{'id':3,'name':'n','type':'read-only','createdAt':'2026-01-01T00:00:00Z',"
                     "'lastUsedAt':null,'lifespan':'604800000'}");
        const auto token = mapping.readToken(reply(200, quoted("{'data':") + object + "}"));
        QCOMPARE(token->expiry.instant(), utc(2026, 1, 8));
        // Without the time it counts from, a lifetime cannot be sent.
        TokenDraft draft = draftCalled("n");
        draft.type = QStringLiteral("read-only");
        draft.expiry = Expiry::at(utc(2026, 1, 31));
        QCOMPARE(mapping.createRequest(draft, {}, {}).error().kind, ErrorKind::InvalidInput);
        RequestExtras extras;
        extras.now = utc(2026, 1, 1).addSecs(3);
        QCOMPARE(
            mapping.createRequest(draft, {}, {}, extras)->body,
            quoted(
                "{'description':'','lifespan':2592000000,'name':'n','permissions':null,'type':'read-only'}"));
        draft.expiry = Expiry::never();
        QVERIFY(mapping.createRequest(draft, {}, {})->body.contains(quoted("'lifespan':null")));

        // Everything goes back, out of the token last read; nothing has to be read first.
        QVERIFY(!mapping.editNeedsRead());
        TokenEdit edit;
        edit.name = QStringLiteral("new");
        QCOMPARE(mapping.editRequest(*token, edit, {}, {})->body,
                 quoted("{'name':'new','type':'read-only'}"));
        QCOMPARE(mapping.editRequest(*token, {}, {}, {})->body, quoted("{'name':'n','type':'read-only'}"));
        // But not a text without the secret that stood in it: it would become the true one.
        Token shown = *token;
        shown.name = QStringLiteral("Till cm_[redacted]");
        const ApiError unsaid = mapping.editRequest(shown, {}, {}, {}).error();
        QCOMPARE(unsaid.kind, ErrorKind::InvalidInput);
        QVERIFY(unsaid.reason.contains(QStringLiteral("a secret was left out")));
        QCOMPARE(mapping.editRequest(shown, edit, {}, {})->body, quoted("{'name':'new','type':'read-only'}"));
        const auto rotated = mapping.readRotated(reply(200, quoted("{'data':{'accessKey':'N'}}")), *token);
        QCOMPARE(revealed(rotated->secret), QByteArray("N"));
        for (const auto &[body, kind] :
             {std::pair("{}", ErrorKind::Protocol), {"{'data':{'accessKey':'N", ErrorKind::OutcomeUnknown}})
            QCOMPARE(mapping.readRotated(reply(200, quoted(body)), *token).error().kind, kind);
        QCOMPARE(rotated->token.name, QStringLiteral("n"));
    }

    void giteaCountsPages()
    {
        const ServiceMapping mapping = mappingOf(giteaDescription());
        QCOMPARE(mapping.credentialHeader(Secret::copyOf("Aladdin:open sesame")).second,
                 QByteArray("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
        const QString user = QStringLiteral("a/b");
        const QByteArray first = mapping.listRequest(user)->target;
        QCOMPARE(first, QByteArray("api/v1/users/a%2Fb/tokens?limit=50"));
        const QByteArray body
            = quoted("[{'id':1,'name':'n','sha1':'','token_last_eight':'12345678','scopes':[],"
                     "'created_at':'2026-01-01T00:00:00Z','last_used_at':'2026-01-01T00:00:00+01:00'}]");
        const auto page = mapping.readPage(reply(200, body), first);
        QCOMPARE(page->tokens.at(0).mask, maskOf({}, u"12345678"));
        const auto second = mapping.pageRequest(page->nextTarget, user);
        QCOMPARE(second->target, QByteArray("api/v1/users/a%2Fb/tokens?limit=50&page=2"));
        const auto third
            = mapping.pageRequest(mapping.readPage(reply(200, body), second->target)->nextTarget, user);
        QCOMPARE(third->target, QByteArray("api/v1/users/a%2Fb/tokens?limit=50&page=3"));
        QCOMPARE(mapping.readPage(reply(200, "[]"), third->target)->nextTarget, QByteArray());
        // Which page a reply is must be known, or the second would be read for ever.
        QCOMPARE(mapping.readPage(reply(200, body)).error().kind, ErrorKind::Protocol);
        QCOMPARE(mapping.listRequest(QStringLiteral("..")).error().kind, ErrorKind::InvalidInput);
        // Nor is there one after the last number.
        const QByteArray last = "api/v1/users/a%2Fb/tokens?limit=50&page=9223372036854775807";
        QCOMPARE(mapping.readPage(reply(200, body), last).error().kind, ErrorKind::Protocol);
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
        QJsonObject description = QJsonDocument::fromJson(gitlabDescription()).object();
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
        QJsonObject description = QJsonDocument::fromJson(verdaccioDescription()).object();
        QJsonObject workspace {{QStringLiteral("in"), QStringLiteral("header")},
                               {QStringLiteral("header"), QStringLiteral("X-Workspace-ID")},
                               {QStringLiteral("serverDefault"), true}};
        description[QStringLiteral("workspace")] = workspace;
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
