// Each documented reply and request of the token APIs of other vendors than Optimus: what ships for them, and
// one that does not.
#include "catalogfixture.h"
#include "errortext.h"
#include "servicedescription.h"
#include "vendordescriptions.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace tc;

namespace {

ServiceMapping shippedMapping(const char *id)
{
    return mappingOf(shipped(QString::fromLatin1(id) + QLatin1String(".json")));
}

QDateTime utc(int year, int month, int day, QTime time = QTime(0, 0))
{
    return QDateTime(QDate(year, month, day), time, Qt::UTC);
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

TokenEdit renaming(const char *name)
{
    TokenEdit edit;
    edit.name = QString::fromLatin1(name);
    return edit;
}

RequestExtras answering(std::initializer_list<std::pair<const char *, const char *>> answers)
{
    RequestExtras extras;
    for (const auto &[id, answer] : answers)
        extras.answers[QString::fromLatin1(id)] = Secret::copyOf(answer);
    return extras;
}

/// A request as its first line and body: "POST tokens {…}"; or why there is none.
QByteArray told(const Result<HttpRequestData> &request)
{
    if (!request)
        return "refused: " + QByteArray::number(static_cast<int>(request.error().kind));
    return (request->method + ' ' + request->target + ' ' + request->body).trimmed();
}

QStringList texts(std::initializer_list<const char *> all)
{
    QStringList list;
    for (const char *text : all)
        list.append(QString::fromUtf8(text));
    return list;
}

/// The tokens that \a body lists.
QList<Token> listed(const ServiceMapping &mapping, const QByteArray &body, HttpHeaders headers = {},
                    const QByteArray &target = {})
{
    const auto page = mapping.readPage(reply(200, body, std::move(headers)), target);
    if (!page)
        qFatal("%s", qPrintable(page.error().reason));
    return page->tokens;
}

} // namespace

class TestShippedVendors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void allLoad()
    {
        const QStringList names
            = QDir(QStringLiteral(":/services")).entryList({QStringLiteral("*.json")}, QDir::Files);
        QVERIFY(names.contains(QLatin1String("npm.json")));
        for (const QString &name : names) {
            if (!name.endsWith(QLatin1String(".schema.json")))
                QCOMPARE(complaints(shipped(name)), QString());
        }
        QCOMPARE(complaints(offsetDescription()), QString());
        QCOMPARE(complaints(accessorDescription()), QString());
    }

    void textsAreInBothLanguages()
    {
        const QLocale english(QLocale::English);
        const QLocale german(QLocale::German);
        for (const char *id : {"npm", "gitlab", "gitea", "cloudflare", "pterodactyl", "strapi"}) {
            const ServiceMapping mapping = shippedMapping(id);
            const ServiceDescription &description = mapping.description();
            QVERIFY2(!description.readyMadeLines.isEmpty() && description.documentationUrl.isValid(), id);
            const QJsonArray catalogue = description.json.value(u"errors")[u"catalogue"].toArray();
            QVERIFY2(!catalogue.isEmpty(), id);
            for (const QJsonValue entry : catalogue) {
                for (const char *text : {"meaning", "fix"}) {
                    const QJsonValue value = entry[QLatin1String(text)];
                    QVERIFY2(value.isUndefined() || value[u"de"].toString().size() > 3, id);
                }
            }
            for (const QList<AskedField> &asks : {description.signInAsks, description.listAsks,
                                                  description.createAsks, description.revokeAsks}) {
                for (const AskedField &field : asks)
                    QVERIFY2(!field.label.in(german).isEmpty(), id);
            }
            for (const ScopeDescription &scope : description.features.scopes)
                QVERIFY2(scope.help.in(german) != scope.help.in(english), qPrintable(scope.id));
            for (const TokenType &type : description.features.types)
                QVERIFY2(type.label.in(german) != type.label.in(english), qPrintable(type.id));
        }
    }

    void untestedOnesSaySo()
    {
        for (const char *id : {"gitlab", "gitea", "cloudflare", "pterodactyl", "strapi", "optimus",
                               "optimaite", "optiverse", "optiflow"})
            QVERIFY2(!shippedMapping(id).description().tested, id);
        QVERIFY(shippedMapping("npm").description().tested);
    }

    void aWorkspaceThatIsMissingIsSaid()
    {
        const auto request = shippedMapping("gitea").listRequest({});
        QVERIFY(!request);
        QCOMPARE(request.error().kind, ErrorKind::InvalidInput);
        const ErrorText text = describe(request.error());
        QCOMPARE(text.sentence,
                 QString::fromUtf8("This service needs “User name” in every request, and none is chosen."));
        QCOMPARE(text.nextStep, QStringLiteral("Choose it in Connect."));
    }

    void npmSignsIn()
    {
        const ServiceMapping mapping = shippedMapping("npm");
        QVERIFY(mapping.hasSignIn());
        const auto made = mapping.signInRequest({}, answering({{"username", "jo"}, {"password", "p\"w"}}));
        QVERIFY(made.has_value());
        QCOMPARE(told(made->request),
                 quoted("PUT -/user/org.couchdb.user:jo {'name':'jo','password':'p\\\"w'}"));
        QCOMPARE(made->credential.first, QByteArray("Authorization"));
        QCOMPARE(made->credential.second, "Basic " + QByteArray("jo:p\"w").toBase64());
        QVERIFY(headerValue(made->request.headers, "npm-otp").isEmpty());
        const auto session = mapping.readSession(reply(
            201,
            quoted("{'ok':'you are authenticated as \\'jo\\'','token':'S.1-2_3'}").replace("\\\"", "'")));
        QCOMPARE(revealed(session.value()), QByteArray("S.1-2_3"));
        QCOMPARE(mapping.readSession(reply(401, quoted("{'error':'unauthorized'}"))).error().kind,
                 ErrorKind::Unauthorized);
    }

    void npmLists()
    {
        const ServiceMapping mapping = shippedMapping("npm");
        QCOMPARE(told(mapping.listRequest({})), QByteArray("GET -/npm/v1/tokens"));
        const QByteArray body = quoted(
            "{'objects':[{'user':'jo','token':'ZTYxM...mMTNh','key':'0123abc','cidr':['203.0.113.0/24'],"
            "'readonly':true,'created':'2026-11-22T05:28:51.592Z'}],'urls':{'next':''}}");
        const auto page = mapping.readPage(reply(200, body));
        QVERIFY(page.has_value());
        QCOMPARE(page->nextTarget, QByteArray());
        const Token &token = page->tokens.at(0);
        QCOMPARE(token.id, QStringLiteral("0123abc"));
        QCOMPARE(token.mask, QStringLiteral("ZTYxM...mMTNh"));
        QCOMPARE(token.type, QStringLiteral("readonly"));
        QCOMPARE(token.allowedIps, ranges({"203.0.113.0/24"}));
        QCOMPARE(token.createdAt, utc(2026, 11, 22, QTime(5, 28, 51, 592)));
        QVERIFY(token.name.isEmpty() && token.statusKnown && token.expiry.isNever() && !token.revoked);
        QVERIFY(!mapping.readPage(reply(200, quoted("{'objects':[{'key':'a'}]}"))));

        // The public registry says more.
        const Token more
            = listed(mapping,
                     quoted("{'objects':[{'key':'k','name':'ci','description':null,'token':'npm_1f','expiry':"
                            "'2027-01-01T00:00:00Z','cidr':[],'bypass_2fa':false,'revoked':null,'created':"
                            "'2026-01-01T00:00:00Z','updated':'2026-01-01T00:00:00Z','accessed':"
                            "'2026-02-01T00:00:00Z','permissions':[{'name':'package','action':'write'},"
                            "{'name':'org','action':'read'}],'scopes':[{'type':'package','name':'@a/b'}]}],"
                            "'urls':{}}"))
                  .at(0);
        QCOMPARE(more.name, QStringLiteral("ci"));
        QCOMPARE(more.mask, QStringLiteral("npm_1f"));
        QCOMPARE(more.expiry.instant(), utc(2027, 1, 1));
        QCOMPARE(more.lastUsedAt, utc(2026, 2, 1));
        QCOMPARE(more.scopes, texts({"package:write", "org:read"}));
        QVERIFY(more.type.isEmpty() && !more.revoked);
    }

    void npmCreatesAndRevokes()
    {
        const ServiceMapping mapping = shippedMapping("npm");
        TokenDraft draft;
        draft.type = QStringLiteral("publish");
        draft.allowedIps = ranges({"203.0.113.0/24"});
        QCOMPARE(mapping.createRequest(draft, {}, {}).error().fields.at(0).pointer,
                 QStringLiteral("/asked/password"));
        QCOMPARE(told(mapping.createRequest(draft, {}, {}, answering({{"password", "p\"w"}}))),
                 quoted("POST -/npm/v1/tokens "
                        "{'cidr_whitelist':['203.0.113.0/24'],'password':'p\\\"w','readonly':false}"));
        const auto request
            = mapping.createRequest(draft, {}, {}, answering({{"password", "p"}, {"otp", "123456"}}));
        QCOMPARE(headerValue(request->headers, "npm-otp"), QByteArray("123456"));
        QVERIFY(!mapping.createRequest(draft, {}, {}, answering({{"password", "p"}, {"otp", "1\r\nX: y"}})));

        // The whole secret stands where the list has the mask, so it must not become one; and not every
        // registry's begin as those of the public one do.
        const QByteArray object = quoted("{'user':'jo','token':'whole-secret','key':'0123abc','cidr':[],"
                                         "'readonly':true,'created':'2026-11-22T05:28:51.592Z'}");
        for (const int status : {200, 201}) {
            const auto created = mapping.readCreated(reply(status, object));
            QCOMPARE(revealed(created->secret), QByteArray("whole-secret"));
            QCOMPARE(created->token.mask, maskOf({}));
            QCOMPARE(created->token.id, QStringLiteral("0123abc"));
        }
        const auto known = mapping.readCreated(reply(200, QByteArray(object).replace("whole-", "npm_")));
        QCOMPARE(known->token.mask, maskOf(u"npm_"));
        QCOMPARE(mapping.readCreated(reply(401, "{}")).error().kind, ErrorKind::Unauthorized);
        QCOMPARE(mapping.readCreated(reply(422, "{}")).error().kind, ErrorKind::InvalidInput);

        const Token token = tokenCalled("0123abc");
        QCOMPARE(told(mapping.revokeRequest(token, {})), QByteArray("DELETE -/npm/v1/tokens/token/0123abc"));
        QCOMPARE(
            headerValue(mapping.revokeRequest(token, {}, answering({{"otp", "123456"}}))->headers, "npm-otp"),
            QByteArray("123456"));
        QVERIFY(mapping.readRevoked(reply(200, quoted("{'ok':'x'}"))).has_value());
        QVERIFY(mapping.readRevoked(reply(204, {})).has_value());
        QVERIFY(!mapping.has(Operation::Edit) && !mapping.has(Operation::Rotate));
    }

    void pterodactylListsAndRevokes()
    {
        const ServiceMapping mapping = shippedMapping("pterodactyl");
        QCOMPARE(told(mapping.listRequest({})), QByteArray("GET api/client/account/api-keys"));
        const Token token
            = listed(mapping,
                     quoted("{'object':'list','data':[{'object':'api_key','attributes':{'identifier':"
                            "'ptlc_abcdefghijk','description':'d','allowed_ips':['203.0.113.10'],"
                            "'last_used_at':null,'created_at':'2026-01-01T00:00:00+00:00'}}]}"))
                  .at(0);
        QCOMPARE(token.id, QStringLiteral("ptlc_abcdefghijk"));
        QCOMPARE(token.name, QStringLiteral("d"));
        QCOMPARE(token.allowedIps, ranges({"203.0.113.10"}));
        QCOMPARE(token.mask, maskOf(u"ptlc_abcdefgh"));
        QCOMPARE(token.createdAt, utc(2026, 1, 1));
        QVERIFY(!token.lastUsedAt.isValid());
        QCOMPARE(told(mapping.revokeRequest(token, {})),
                 QByteArray("DELETE api/client/account/api-keys/ptlc_abcdefghijk"));
        QVERIFY(mapping.readRevoked(reply(204, {})).has_value());
        QVERIFY(!mapping.has(Operation::Edit) && !mapping.has(Operation::Rotate));
    }

    void pterodactylJoinsItsSecret()
    {
        const ServiceMapping mapping = shippedMapping("pterodactyl");
        TokenDraft draft = draftCalled("d");
        QCOMPARE(told(mapping.createRequest(draft, {}, {})),
                 quoted("POST api/client/account/api-keys {'allowed_ips':[],'description':'d'}"));
        draft.allowedIps = ranges({"203.0.113.10", "127.0.0.0/8"});
        QCOMPARE(told(mapping.createRequest(draft, {}, {})),
                 quoted("POST api/client/account/api-keys "
                        "{'allowed_ips':['203.0.113.10','127.0.0.0/8'],'description':'d'}"));
        const QByteArray body
            = quoted("{'object':'api_key','attributes':{'identifier':'ptlc_abcdefghijk','description':'d',"
                     "'allowed_ips':[],'last_used_at':null,'created_at':'2026-01-01T00:00:00+00:00'}");
        const auto created
            = mapping.readCreated(reply(200, body + quoted(",'meta':{'secret_token':'SECRET'}}")));
        QCOMPARE(revealed(created->secret), QByteArray("ptlc_abcdefghijkSECRET"));
        QCOMPARE(created->token.id, QStringLiteral("ptlc_abcdefghijk"));
        QCOMPARE(mapping.readCreated(reply(200, body + "}")).error().kind, ErrorKind::Protocol);

        const ApiError error
            = mapping
                  .readCreated(
                      reply(422,
                            quoted("{'errors':[{'code':'ValidationException','status':'422','detail':'bad',"
                                   "'meta':{'source_field':'allowed_ips.0','rule':'ip'}}]}")))
                  .error();
        QCOMPARE(error.fields,
                 QList<FieldError>(
                     {{QStringLiteral("/allowed_ips/0"), QStringLiteral("bad"), InputField::AllowedIps}}));
        QCOMPARE(error.vendorCode, QStringLiteral("ValidationException"));
        QCOMPARE(mapping.readCreated(reply(400, "{}")).error().kind, ErrorKind::Conflict);
        QCOMPARE(mapping.readPage(reply(400, "{}")).error().kind, ErrorKind::InvalidInput);
    }

    void strapiSignsIn()
    {
        const ServiceMapping mapping = shippedMapping("strapi");
        const auto made
            = mapping.signInRequest({}, answering({{"email", "jo@example.com"}, {"password", "ä\\"}}));
        QCOMPARE(told(made->request),
                 quoted("POST admin/login {'email':'jo@example.com','password':'ä\\\\'}"));
        QVERIFY(made->credential.first.isEmpty());
        const auto session
            = mapping.readSession(reply(200, quoted("{'data':{'token':'a.b.c','user':{'id':1}}}")));
        QCOMPARE(revealed(session.value()), QByteArray("a.b.c"));
        const ApiError error
            = mapping
                  .readSession(
                      reply(400,
                            quoted("{'data':null,'error':{'status':400,'name':'ApplicationError','message':"
                                   "'Invalid credentials','details':{}}}")))
                  .error();
        QCOMPARE(error.kind, ErrorKind::Unauthorized);
        QCOMPARE(error.vendorCode, QStringLiteral("ApplicationError"));
    }

    void strapiListsAndCreates()
    {
        const ServiceMapping mapping = shippedMapping("strapi");
        QCOMPARE(told(mapping.listRequest({})), QByteArray("GET admin/api-tokens"));
        const QByteArray object
            = quoted("{'id':3,'name':'n','description':'','type':'read-only','permissions':[],'lifespan':"
                     "'604800000','expiresAt':'2026-01-08T00:00:00.000Z','lastUsedAt':null,"
                     "'createdAt':'2026-01-01T00:00:00.000Z','updatedAt':'2026-01-01T00:00:00.000Z'}");
        const Token token = listed(mapping, quoted("{'data':[") + object + "]}").at(0);
        QCOMPARE(token.id, QStringLiteral("3"));
        QCOMPARE(token.name, QStringLiteral("n"));
        QCOMPARE(token.type, QStringLiteral("read-only"));
        QCOMPARE(token.expiry.instant(), utc(2026, 1, 8));
        QCOMPARE(token.createdAt, utc(2026, 1, 1));
        QVERIFY(!token.lastUsedAt.isValid() && token.scopes.isEmpty());
        QCOMPARE(
            listed(mapping,
                   quoted("{'data':[") + QByteArray(object).replace("[]", "[\"api::page.page.find\"]") + "]}")
                .at(0)
                .scopes,
            texts({"api::page.page.find"}));
        // The lifespan, a text that counts from the creation, says the same.
        QJsonObject description = QJsonDocument::fromJson(shipped(QStringLiteral("strapi.json"))).object();
        QJsonObject rules = description[u"token"].toObject();
        rules[QStringLiteral("expiresAt")]
            = QJsonDocument::fromJson(quoted("{'pointer':'/lifespan','as':'duration-ms','asText':true}"))
                  .object();
        description[QStringLiteral("token")] = rules;
        QCOMPARE(
            listed(mappingOf(QJsonDocument(description).toJson()), quoted("{'data':[") + object + "]}").at(0),
            token);

        // Without the time it counts from, a lifetime cannot be sent.
        TokenDraft draft = draftCalled("n");
        draft.type = QStringLiteral("read-only");
        draft.expiry = Expiry::at(utc(2026, 1, 31));
        QCOMPARE(mapping.createRequest(draft, {}, {}).error().kind, ErrorKind::InvalidInput);
        RequestExtras extras;
        extras.now = utc(2026, 1, 1).addSecs(3);
        QCOMPARE(told(mapping.createRequest(draft, {}, {}, extras)),
                 quoted("POST admin/api-tokens {'description':'','lifespan':2592000000,'name':'n',"
                        "'permissions':null,'type':'read-only'}"));
        draft.expiry = Expiry::never();
        QVERIFY(mapping.createRequest(draft, {}, {})->body.contains(quoted("'lifespan':null")));
        QByteArray created = object;
        created.insert(1, quoted("'accessKey':'S3CRET',"));
        const auto made = mapping.readCreated(reply(201, quoted("{'data':") + created + "}"));
        QCOMPARE(revealed(made->secret), QByteArray("S3CRET"));
        QCOMPARE(made->token.expiry, token.expiry);
        const ApiError error
            = mapping
                  .readCreated(reply(
                      400,
                      quoted("{'data':null,'error':{'status':400,'name':'ValidationError','message':'m',"
                             "'details':{'errors':[{'path':['name'],'name':'ValidationError',"
                             "'message':'taken'}]}}}")))
                  .error();
        QCOMPARE(error.fields,
                 QList<FieldError>({{QStringLiteral("/name"), QStringLiteral("taken"), InputField::Name}}));
    }

    void strapiEditsRotatesRevokes()
    {
        const ServiceMapping mapping = shippedMapping("strapi");
        Token token = tokenCalled("3");
        token.name = QStringLiteral("old");
        token.expiry = Expiry::at(utc(2026, 1, 8));
        QVERIFY(!mapping.editNeedsRead());
        QCOMPARE(told(mapping.editRequest(token, renaming("new"), {}, {})),
                 quoted("PUT admin/api-tokens/3 {'name':'new'}"));
        QCOMPARE(told(mapping.rotateRequest(token, Expiry::never(), {})),
                 QByteArray("POST admin/api-tokens/3/regenerate"));
        const auto rotated = mapping.readRotated(reply(200, quoted("{'data':{'accessKey':'N'}}")), token);
        QCOMPARE(revealed(rotated->secret), QByteArray("N"));
        QCOMPARE(rotated->token, [&] {
            Token masked = token;
            masked.mask = maskOf({});
            return masked;
        }());
        for (const auto &[body, kind] :
             {std::pair("{}", ErrorKind::Protocol), {"{'data':{'accessKey':'N", ErrorKind::OutcomeUnknown}})
            QCOMPARE(mapping.readRotated(reply(200, quoted(body)), token).error().kind, kind);
        QCOMPARE(mapping.readRotated(reply(200, "{}"), token).error().reason,
                 QString::fromUtf8("The token’s secret was replaced, but the answer does not hold the new "
                                   "one: the old one may no longer work, so rotate the token again."));

        QCOMPARE(told(mapping.revokeRequest(token, {})), QByteArray("DELETE admin/api-tokens/3"));
        QVERIFY(mapping.readRevoked(reply(200, quoted("{'data':{'id':3}}"))).has_value());
        // An id that is not known has no status of its own.
        QCOMPARE(mapping.readRevoked(reply(200, quoted("{'data':null}"))).error().kind, ErrorKind::NotFound);
    }

    void giteaListsInPages()
    {
        const ServiceMapping mapping = shippedMapping("gitea");
        QCOMPARE(mapping.credentialHeader(Secret::copyOf("Aladdin:open sesame")).second,
                 QByteArray("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
        const QString user = QStringLiteral("a/b");
        const QByteArray first = mapping.listRequest(user)->target;
        QCOMPARE(first, QByteArray("api/v1/users/a%2Fb/tokens?limit=50"));
        const QByteArray body
            = quoted("[{'id':1,'name':'n','sha1':'','token_last_eight':'12345678','scopes':['read:user'],"
                     "'created_at':'2026-01-01T00:00:00Z','last_used_at':'2026-01-01T00:00:00+01:00'}]");
        const auto page = mapping.readPage(reply(200, body, {{"X-Total-Count", "1"}}), first);
        const Token &token = page->tokens.at(0);
        QCOMPARE(token.id, QStringLiteral("1"));
        QCOMPARE(token.mask, maskOf({}, u"12345678"));
        QCOMPARE(token.scopes, texts({"read:user"}));
        QCOMPARE(token.lastUsedAt, utc(2025, 12, 31, QTime(23, 0)));
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

    void giteaCreatesRevokesAndTakesCodes()
    {
        const ServiceMapping mapping = shippedMapping("gitea");
        const QString user = QStringLiteral("jo");
        TokenDraft draft = draftCalled("n");
        draft.scopes = texts({"read:user", "write:package"});
        QCOMPARE(told(mapping.createRequest(draft, {}, user)),
                 quoted("POST api/v1/users/jo/tokens {'name':'n','scopes':['read:user','write:package']}"));
        const auto created = mapping.readCreated(reply(
            201, quoted("{'id':2,'name':'n','sha1':'S3CRET','token_last_eight':'3CRET','scopes':['all']}")));
        QCOMPARE(revealed(created->secret), QByteArray("S3CRET"));
        QCOMPARE(created->token.id, QStringLiteral("2"));
        QCOMPARE(mapping.readCreated(reply(400, "{}")).error().kind, ErrorKind::InvalidInput);
        QCOMPARE(told(mapping.revokeRequest(tokenCalled("2"), user)),
                 QByteArray("DELETE api/v1/users/jo/tokens/2"));
        QVERIFY(mapping.readRevoked(reply(204, {})).has_value());
        QCOMPARE(mapping.readRevoked(reply(403, "{}")).error().kind, ErrorKind::Forbidden);
        QCOMPARE(mapping.readRevoked(reply(404, "{}")).error().kind, ErrorKind::NotFound);
        QCOMPARE(mapping.readRevoked(reply(422, "{}")).error().kind, ErrorKind::Conflict);

        // Where two factors are on, each call takes a code; and one with a code is sent once.
        const RequestExtras code = answering({{"otp", "123456"}});
        const auto list = mapping.listRequest(user, code);
        QVERIFY(!list->idempotent && mapping.listRequest(user)->idempotent);
        for (const Result<HttpRequestData> &request :
             {list, mapping.pageRequest(list->target + "&page=2", user, code),
              mapping.createRequest(draft, {}, user, code),
              mapping.revokeRequest(tokenCalled("2"), user, code)})
            QCOMPARE(headerValue(request->headers, "X-Gitea-OTP"), QByteArray("123456"));
        QVERIFY(headerValue(mapping.listRequest(user)->headers, "X-Gitea-OTP").isEmpty());
    }

    void gitlabLists()
    {
        const ServiceMapping mapping = shippedMapping("gitlab");
        const auto [name, value] = mapping.credentialHeader(Secret::copyOf("abc"));
        QCOMPARE(name, QByteArray("PRIVATE-TOKEN"));
        QCOMPARE(value, QByteArray("abc"));
        const QString user = QStringLiteral("7");
        QCOMPARE(told(mapping.listRequest(user)),
                 QByteArray("GET api/v4/personal_access_tokens?user_id=7&per_page=100"));
        const QByteArray object = quoted(
            "{'id':42,'name':'n','revoked':false,'created_at':'2026-01-02T03:04:05.678Z','description':'d',"
            "'scopes':['api'],'user_id':7,'last_used_at':null,'active':true,'expires_at':'2026-12-24'}");
        const auto page = mapping.readPage(reply(200, "[" + object + "]", {{"X-Next-Page", "2"}}));
        const Token &token = page->tokens.at(0);
        QCOMPARE(token.id, QStringLiteral("42"));
        QCOMPARE(token.name, QStringLiteral("n"));
        QCOMPARE(token.createdAt, utc(2026, 1, 2, QTime(3, 4, 5, 678)));
        QCOMPARE(token.expiry.instant(), utc(2026, 12, 24));
        QCOMPARE(token.mask, maskOf(u"glpat-"));
        QCOMPARE(token.scopes, texts({"api"}));
        QCOMPARE(token.workspace, user);
        QVERIFY(!token.revoked && token.statusKnown && !token.lastUsedAt.isValid());
        QCOMPARE(told(mapping.pageRequest(page->nextTarget, user)),
                 QByteArray("GET api/v4/personal_access_tokens?user_id=7&per_page=100&page=2"));
        QCOMPARE(mapping.readPage(reply(200, "[]", {{"X-Next-Page", ""}}))->nextTarget, QByteArray());
        QCOMPARE(mapping.readPage(reply(200, "[]", {{"X-Next-Page", "x"}})).error().kind,
                 ErrorKind::Protocol);

        QByteArray used = object;
        used.replace("false", "true")
            .replace(quoted("'last_used_at':null"),
                     quoted("'last_used_at':'2026-02-01T00:00:00Z','last_used_ips':['203.0.113.7','::1']"));
        const Token revoked = listed(mapping, "[" + used + "]").at(0);
        QVERIFY(revoked.revoked);
        QCOMPARE(revoked.lastUsedAt, utc(2026, 2, 1));
        QCOMPARE(revoked.lastUsedAddress, QStringLiteral("203.0.113.7"));
        QCOMPARE(told(mapping.readRequest(QStringLiteral("42"), user)),
                 QByteArray("GET api/v4/personal_access_tokens/42"));
        QCOMPARE(told(mapping.currentRequest(user)), QByteArray("GET api/v4/personal_access_tokens/self"));
        QCOMPARE(mapping.readToken(reply(200, object), Operation::Current).value(), token);
    }

    void gitlabCreatesRotatesRevokes()
    {
        const ServiceMapping mapping = shippedMapping("gitlab");
        const QString user = QStringLiteral("7");
        const QByteArray object = quoted(
            "{'token':'S3CRET','id':42,'name':'n','revoked':false,'created_at':'2026-01-02T03:04:05.678Z',"
            "'scopes':['api'],'user_id':7,'last_used_at':null,'active':true,'expires_at':'2026-12-24'}");
        TokenDraft draft = draftCalled("n");
        draft.scopes = texts({"api"});
        draft.expiry = Expiry::at(utc(2026, 12, 24).addSecs(3600));
        QCOMPARE(told(mapping.createRequest(draft, {}, user)),
                 quoted("POST api/v4/users/7/personal_access_tokens "
                        "{'expires_at':'2026-12-24','name':'n','scopes':['api']}"));
        QCOMPARE(mapping.createRequest(draft, {}, {}).error().kind, ErrorKind::InvalidInput);
        QCOMPARE(revealed(mapping.readCreated(reply(201, object))->secret), QByteArray("S3CRET"));

        const Token token = tokenCalled("42");
        QCOMPARE(told(mapping.rotateRequest(token, Expiry::at(utc(2027, 1, 1)), user)),
                 quoted("POST api/v4/personal_access_tokens/42/rotate {'expires_at':'2027-01-01'}"));
        QCOMPARE(told(mapping.rotateRequest(token, Expiry::never(), user)),
                 QByteArray("POST api/v4/personal_access_tokens/42/rotate {}"));
        const auto rotated = mapping.readRotated(reply(200, QByteArray(object).replace("42", "43")), token);
        QCOMPARE(revealed(rotated->secret), QByteArray("S3CRET"));
        QCOMPARE(rotated->token.id, QStringLiteral("43"));
        // The secret is not lost with what cannot be read: the old one is dead.
        const auto unread = mapping.readRotated(reply(200, R"({"token":"N3W","id":{},"scopes":7})"), token);
        QVERIFY(unread.has_value());
        QCOMPARE(revealed(unread->secret), QByteArray("N3W"));
        QCOMPARE(unread->token.id, QString());
        QCOMPARE(unread->token.name, token.name);
        QCOMPARE(told(mapping.revokeRequest(token, user)),
                 QByteArray("DELETE api/v4/personal_access_tokens/42"));
        QVERIFY(mapping.readRevoked(reply(204, {})).has_value());
        QCOMPARE(mapping.readRevoked(reply(401, "{}")).error().kind, ErrorKind::NotFound);
        QCOMPARE(mapping.readPage(reply(401, "{}")).error().kind, ErrorKind::Unauthorized);
    }

    void cloudflareLists()
    {
        const ServiceMapping mapping = shippedMapping("cloudflare");
        QCOMPARE(told(mapping.listRequest({})), QByteArray("GET user/tokens?per_page=50"));
        const QByteArray body = quoted(
            "{'success':true,'errors':[],'messages':[],'result':[{'id':'a1','name':'n','status':'active',"
            "'issued_on':'2026-01-01T00:00:00Z','modified_on':'2026-01-01T00:00:00Z',"
            "'not_before':'2026-01-01T00:00:00Z','expires_on':'2027-01-01T00:00:00Z',"
            "'last_used_on':'2026-02-01T00:00:00Z',"
            "'condition':{'request_ip':{'in':['203.0.113.0/24','2001:db8::/32'],'not_in':['203.0.113.7']}},"
            "'policies':[{'id':'x','effect':'allow','resources':{},'permission_groups':[{'id':'p','name':'"
            "Zone "
            "Read'},{'id':'q','name':'DNS Write'}]},{'id':'y','effect':'deny','resources':{},"
            "'permission_groups':[{'id':'r','name':'Billing Read'}]}]},"
            "{'id':'a2','name':'m','status':'disabled','issued_on':'2026-01-01T00:00:00Z','policies':[]},"
            "{'id':'a3','name':'o','status':'expired','issued_on':'2026-01-01T00:00:00Z','policies':[],"
            "'expires_on':'2026-01-02T00:00:00Z'}],"
            "'result_info':{'page':1,'total_pages':2}}");
        const auto page = mapping.readPage(reply(200, body));
        QVERIFY(page.has_value());
        const Token &token = page->tokens.at(0);
        QCOMPARE(token.name, QStringLiteral("n"));
        QCOMPARE(token.allowedIps.toStringList(), texts({"203.0.113.0/24", "2001:db8::/32"}));
        QCOMPARE(token.deniedIps.toStringList(), texts({"203.0.113.7"}));
        QVERIFY(token.foreignRanges.isEmpty() && token.foreignDenied.isEmpty());
        QCOMPARE(token.scopes, texts({"Zone Read", "DNS Write"}));
        QCOMPARE(token.expiry.instant(), utc(2027, 1, 1));
        QCOMPARE(token.lastUsedAt, utc(2026, 2, 1));
        QVERIFY(!token.revoked && token.statusKnown);
        QVERIFY(page->tokens.at(1).revoked && page->tokens.at(1).allowedIps.isEmpty());
        QCOMPARE(page->tokens.at(2).statusAt(utc(2026, 2, 1)), TokenStatus::Expired);
        QCOMPARE(page->nextTarget, QByteArray("user/tokens?per_page=50&page=2"));
        const QByteArray last = QByteArray(body).replace(quoted("'page':1"), quoted("'page':2"));
        QCOMPARE(mapping.readPage(reply(200, last))->nextTarget, QByteArray());
        QCOMPARE(
            mapping.readPage(reply(200, QByteArray(body).replace("203.0.113.7\"", "1\",7"))).error().kind,
            ErrorKind::Protocol);

        QCOMPARE(told(mapping.currentRequest({})), QByteArray("GET user/tokens/verify"));
        const auto own = mapping.readToken(
            reply(200,
                  quoted("{'success':true,'result':{'id':'a1','status':'active','expires_on':"
                         "'2027-01-01T00:00:00Z','not_before':'2026-01-01T00:00:00Z'}}")),
            Operation::Current);
        QCOMPARE(own->id, QStringLiteral("a1"));
        QVERIFY(own->statusKnown && !own->revoked);

        const auto failed = mapping.readPage(reply(
            200, quoted("{'success':false,'errors':[{'code':1000,'message':'Invalid'}],'result':null}")));
        QCOMPARE(failed.error().kind, ErrorKind::Unauthorized);
        QCOMPARE(failed.error().vendorCode, QStringLiteral("1000"));
    }

    void cloudflareCreates()
    {
        const ServiceMapping mapping = shippedMapping("cloudflare");
        TokenDraft draft = draftCalled("n");
        draft.scopes = texts({"DNS Read"});
        const QByteArray policies = quoted(
            "'policies':[{'effect':'allow','permission_groups':[{'id':'82e64a83756745bbbb1c9c2701bf816b'}],"
            "'resources':{'com.cloudflare.api.account.zone.*':'*'}}]}");
        QCOMPARE(told(mapping.createRequest(draft, "k", {})),
                 quoted("POST user/tokens {'name':'n',") + policies);
        QVERIFY(headerValue(mapping.createRequest(draft, "k", {})->headers, "Idempotency-Key").isEmpty());
        QVERIFY(!mapping.createIsRepeatable());
        draft.allowedIps = ranges({"127.0.0.2"});
        draft.expiry = Expiry::at(utc(2027, 1, 1));
        QCOMPARE(told(mapping.createRequest(draft, "k", {})),
                 quoted("POST user/tokens {'condition':{'request_ip':{'in':['127.0.0.2']}},"
                        "'expires_on':'2027-01-01T00:00:00Z','name':'n',")
                     + policies);
        draft.scopes = texts({"never:heard"});
        QCOMPARE(mapping.createRequest(draft, "k", {}).error().kind, ErrorKind::InvalidInput);

        const auto created = mapping.readCreated(
            reply(200,
                  quoted("{'success':true,'result':{'id':'a1','name':'n','status':'active',"
                         "'issued_on':'2026-01-01T00:00:00Z','policies':[],'value':'S3'}}")));
        QCOMPARE(revealed(created->secret), QByteArray("S3"));
        const ApiError error
            = mapping
                  .readCreated(
                      reply(400,
                            quoted("{'success':false,'errors':[{'code':1001,'message':'no such range',"
                                   "'source':{'pointer':'/condition/request_ip/in/0'}}],'result':null}")))
                  .error();
        QCOMPARE(error.fields,
                 QList<FieldError>({{QStringLiteral("/condition/request_ip/in/0"),
                                     QStringLiteral("no such range"), InputField::AllowedIps}}));
    }

    /// IPv4 and IPv6, *is in* and *is not in*.
    void cloudflareTakesIpv6AndDeniedRanges()
    {
        const ServiceMapping mapping = shippedMapping("cloudflare");
        const TokenFeatures &features = mapping.description().features;
        QVERIFY(features.allowedIps && features.deniedIps && features.ipVersions == IpVersions::V4AndV6);

        TokenDraft draft = draftCalled("n");
        draft.scopes = texts({"DNS Read"});
        draft.allowedIps = ranges({"203.0.113.0/24", "2001:0DB8:0::/32"});
        draft.deniedIps = ranges({"2001:db8::7"});
        QVERIFY2(mapping.createRequest(draft, "k", {})
                     ->body.startsWith(quoted("{'condition':{'request_ip':{'in':['203.0.113.0/24',"
                                              "'2001:0DB8:0::/32'],'not_in':['2001:db8::7']}},'name':'n',")),
                 mapping.createRequest(draft, "k", {})->body.constData());
        draft.allowedIps = {};
        QVERIFY(mapping.createRequest(draft, "k", {})
                    ->body.startsWith(quoted("{'condition':{'request_ip':{'not_in':['2001:db8::7']}},")));
        // What the reply leaves out is as it was asked for.
        const auto created = mapping.readCreated(
            reply(200, quoted("{'success':true,'result':{'id':'a1','name':'n','value':'S3'}}")), draft, {});
        QCOMPARE(created->token.deniedIps, draft.deniedIps);

        const ApiError error
            = mapping
                  .readCreated(
                      reply(400,
                            quoted("{'success':false,'errors':[{'code':1001,'message':'no such range',"
                                   "'source':{'pointer':'/condition/request_ip/not_in/0'}}],'result':null}")))
                  .error();
        QCOMPARE(error.fields.value(0).field, InputField::DeniedIps);
    }

    /// What the user did not touch goes back byte for byte, and in its order.
    void cloudflareKeepsRangesAsTheyAreWritten()
    {
        const ServiceMapping mapping = shippedMapping("cloudflare");
        const QByteArray current = quoted(
            "{'success':true,'result':{'id':'a1','name':'old','status':'active',"
            "'condition':{'request_ip':{'in':['2001:0DB8:0::/32','::FFFF:192.0.2.1','203.0.113.10/32'],"
            "'not_in':['2001:db8::0:7','the office']}}}}");
        const auto token = mapping.readToken(reply(200, current), Operation::Read);
        QVERIFY(token.has_value());
        QCOMPARE(token->allowedIps.size(), 3);
        QVERIFY(token->foreignRanges.isEmpty());
        QCOMPARE(token->deniedIps.toStringList(), texts({"2001:db8::0:7"}));
        QCOMPARE(token->foreignDenied, texts({"the office"}));
        const auto sent = [&](const TokenEdit &edit) {
            const QByteArray body = mapping.editRequest(*token, edit, current, {})->body;
            const qsizetype start = body.indexOf("{\"in\"");
            return body.mid(start < 0 ? body.indexOf("\"request_ip\"") : start);
        };

        TokenEdit edit;
        edit.allowedIps = token->allowedIps;
        edit.allowedIps->add(*IpRange::parse(u"2001:db8:1::/48"));
        QVERIFY2(
            sent(edit).startsWith(quoted("{'in':['2001:0DB8:0::/32','::FFFF:192.0.2.1','203.0.113.10/32',"
                                         "'2001:db8:1::/48'],'not_in':['2001:db8::0:7','the office']}}")),
            sent(edit).constData());
        edit.allowedIps.reset();
        edit.deniedIps = token->deniedIps;
        edit.deniedIps->add(*IpRange::parse(u"2001:db8::8"));
        QVERIFY2(
            sent(edit).startsWith(quoted("{'in':['2001:0DB8:0::/32','::FFFF:192.0.2.1','203.0.113.10/32'],"
                                         "'not_in':['2001:db8::0:7','2001:db8::8','the office']}}")),
            sent(edit).constData());
        // Without denied ranges the member goes, as RFC 7396 has it.
        Token readable = *token;
        readable.foreignDenied.clear();
        edit.deniedIps = IpRanges();
        QVERIFY(
            mapping.editRequest(readable, edit, current, {})->body.contains(quoted("'203.0.113.10/32']}}")));
    }

    /// An edit that sends everything sends the denied ranges, too.
    void putSendsDeniedRanges()
    {
        QJsonObject json = QJsonDocument::fromJson(shipped(QStringLiteral("cloudflare.json"))).object();
        QJsonObject operations = json.value(QLatin1String("operations")).toObject();
        QJsonObject put = operations.value(QLatin1String("edit")).toObject();
        put.insert(QStringLiteral("kind"), QStringLiteral("put"));
        put.insert(QStringLiteral("body"),
                   QJsonObject {{QStringLiteral("allow"), QStringLiteral("{allowedIps}")},
                                {QStringLiteral("deny"), QStringLiteral("{deniedIps}")}});
        put.remove(QStringLiteral("omit"));
        operations.insert(QStringLiteral("edit"), put);
        json.insert(QStringLiteral("operations"), operations);
        const ServiceMapping mapping = mappingOf(QJsonDocument(json).toJson());
        Token base = tokenCalled("a1");
        base.allowedIps = ranges({"2001:0DB8:0::/32"});
        base.deniedIps = ranges({"203.0.113.7"});
        base.foreignDenied = texts({"the office"});
        QCOMPARE(mapping.editRequest(base, renaming("new"), {}, {})->body,
                 quoted("{'allow':['2001:0DB8:0::/32'],'deny':['203.0.113.7','the office']}"));
        TokenEdit edit;
        edit.deniedIps = ranges({"2001:db8::7"});
        QCOMPARE(mapping.editRequest(base, edit, {}, {})->body,
                 quoted("{'allow':['2001:0DB8:0::/32'],'deny':['2001:db8::7','the office']}"));
    }

    void cloudflareEditsRotatesRevokes()
    {
        const ServiceMapping mapping = shippedMapping("cloudflare");
        QVERIFY(mapping.editNeedsRead());
        QCOMPARE(told(mapping.readRequest(QStringLiteral("a1"), {})), QByteArray("GET user/tokens/a1"));
        const QByteArray current = quoted(
            "{'success':true,'result':{'id':'a1','name':'old','status':'active','issued_on':'x','modified_on'"
            ":'x',"
            "'last_used_on':'x','policies':[{'x':1}],"
            "'condition':{'request_ip':{'in':['203.0.113.0/24'],'not_in':['203.0.113.7']}},'future':[1]}}");
        const Token before = tokenCalled("a1");
        QCOMPARE(told(mapping.editRequest(before, renaming("new"), current, {})),
                 quoted("PUT user/tokens/a1 "
                        "{'condition':{'request_ip':{'in':['203.0.113.0/24'],'not_in':['203.0.113.7']}},"
                        "'future':[1],'name':'new','policies':[{'x':1}],'status':'active'}"));
        TokenEdit edit;
        edit.allowedIps = AllowedIps();
        QCOMPARE(mapping.editRequest(before, edit, current, {})->body,
                 quoted("{'condition':{'request_ip':{'not_in':['203.0.113.7']}},"
                        "'future':[1],'name':'old','policies':[{'x':1}],'status':'active'}"));
        for (const char *broken : {"", "[]", "{}", "<html>", "{'result':5}"})
            QCOMPARE(mapping.editRequest(before, edit, quoted(broken), {}).error().kind, ErrorKind::Protocol);

        const auto rotate = mapping.rotateRequest(before, Expiry::never(), {});
        QCOMPARE(told(rotate), QByteArray("PUT user/tokens/a1/value {}"));
        QVERIFY(!rotate->idempotent);
        const auto rotated
            = mapping.readRotated(reply(200, quoted("{'success':true,'result':'N3W'}")), before);
        QCOMPARE(revealed(rotated->secret), QByteArray("N3W"));
        QCOMPARE(rotated->token.id, before.id);

        QCOMPARE(told(mapping.revokeRequest(before, {})), QByteArray("DELETE user/tokens/a1"));
        QVERIFY(mapping.readRevoked(reply(200, quoted("{'success':true,'result':{'id':'a1'}}"))).has_value());
        QVERIFY(!mapping.readRevoked(reply(200, quoted("{'success':false,'errors':[]}"))));
    }

    void accessorsStandForTokens()
    {
        const ServiceMapping mapping = mappingOf(accessorDescription());
        QVERIFY(mapping.listsIdsOnly());
        QCOMPARE(told(mapping.listRequest({})), QByteArray("GET v1/auth/token/accessors?list=true"));
        const QList<Token> tokens = listed(mapping, quoted("{'data':{'keys':['a1','a2']}}"));
        QCOMPARE(tokens.size(), 2);
        QCOMPARE(tokens.at(1).id, QStringLiteral("a2"));
        // Nothing is claimed of it before it is read.
        QVERIFY(!tokens.at(1).statusKnown);
        for (const char *keys : {"[5]", "['']", "[{}]", "[null]", "['hvs.ABCDEFGHIJKLMNOP']"})
            QCOMPARE(
                mapping.readPage(reply(200, quoted("{'data':{'keys':") + quoted(keys) + "}}")).error().kind,
                ErrorKind::Protocol);

        const auto read = mapping.readRequest(QStringLiteral("a1"), {});
        QCOMPARE(told(read), quoted("POST v1/auth/token/lookup-accessor {'accessor':'a1'}"));
        const auto token = mapping.readToken(reply(
            200,
            quoted("{'data':{'accessor':'a1','creation_time':1767225600,'display_name':'token-ci','id':'',"
                   "'expire_time':'2027-01-01T00:00:00.466476215Z','policies':['default','web'],"
                   "'bound_cidrs':['203.0.113.0/24']}}")));
        QCOMPARE(token->name, QStringLiteral("token-ci"));
        QCOMPARE(token->createdAt, utc(2026, 1, 1));
        QCOMPARE(token->expiry.instant(), utc(2027, 1, 1, QTime(0, 0, 0, 466)));
        QCOMPARE(token->allowedIps, ranges({"203.0.113.0/24"}));
        QCOMPARE(token->scopes, texts({"default", "web"}));
        // It only reads, whatever its method is.
        QCOMPARE(mapping.readToken(reply(200, "{}")).error().kind, ErrorKind::Protocol);
        QCOMPARE(mapping.readToken(reply(403, "{}")).error().kind, ErrorKind::NotFound);

        TokenDraft draft = draftCalled("ci");
        draft.scopes = texts({"web"});
        draft.expiry = Expiry::at(utc(2026, 1, 2));
        RequestExtras extras;
        extras.now = utc(2026, 1, 1);
        QCOMPARE(told(mapping.createRequest(draft, {}, {}, extras)),
                 quoted("POST v1/auth/token/create {'display_name':'ci','policies':['web'],'ttl':'86400'}"));
        const auto created = mapping.readCreated(
            reply(200, quoted("{'auth':{'client_token':'hvs.S','accessor':'a1','policies':['web']}}")));
        QCOMPARE(revealed(created->secret), QByteArray("hvs.S"));
        QCOMPARE(told(mapping.revokeRequest(*token, {})),
                 quoted("POST v1/auth/token/revoke-accessor {'accessor':'a1'}"));
        QVERIFY(mapping.readRevoked(reply(204, {})).has_value());
    }
};

QTEST_APPLESS_MAIN(TestShippedVendors)
#include "tst_shippedvendors.moc"
