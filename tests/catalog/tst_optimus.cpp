#include "catalogfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>
#include <QUuid>

using namespace tc;

namespace {

QJsonObject tokenObject()
{
    return {{QStringLiteral("id"), QStringLiteral("t-1")},
            {QStringLiteral("name"), QStringLiteral("Nightly customer VAT check")},
            {QStringLiteral("prefix"), QStringLiteral("tok_optimus_AbCdEf")},
            {QStringLiteral("access"), QStringLiteral("integration")},
            {QStringLiteral("createdAt"), QStringLiteral("2026-11-01T08:00:00Z")},
            {QStringLiteral("lastUsedAt"), QStringLiteral("2026-11-22T23:59:59.250Z")},
            {QStringLiteral("lastUsedIp"), QStringLiteral("203.0.113.10")},
            {QStringLiteral("expiresAt"), QStringLiteral("2027-01-01T00:00:00Z")},
            {QStringLiteral("revokedAt"), QJsonValue()},
            {QStringLiteral("allowedIps"),
             QJsonArray {QStringLiteral("203.0.113.10"), QStringLiteral("203.0.113.0/24")}}};
}

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray pageOf(const QJsonArray &items, const QJsonValue &next)
{
    return json({{QStringLiteral("items"), items}, {QStringLiteral("nextCursor"), next}});
}

QByteArray problem(const QString &code)
{
    return json({{QStringLiteral("type"), QStringLiteral("about:blank")}, {QStringLiteral("code"), code}});
}

} // namespace

class TestOptimus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void loads()
    {
        QCOMPARE(complaints(shipped(QStringLiteral("optimus.json"))), QString());
        const ServiceDescription &optimus = mapping.description();
        QCOMPARE(optimus.id, QStringLiteral("optimus"));
        QCOMPARE(optimus.environment(u"prod")->baseUrl,
                 QUrl(QStringLiteral("https://app.optimussoftware.de/")));
        QVERIFY(optimus.environment(u"prod")->production);
        QCOMPARE(optimus.environmentAt(QUrl(QStringLiteral("https://dev.app.optimussoftware.de:443/x")))->id,
                 QStringLiteral("test"));
        QVERIFY(!optimus.environmentAt(QUrl(QStringLiteral("http://dev.app.optimussoftware.de/"))));
        QVERIFY(!optimus.environmentAt(QUrl(QStringLiteral("http://127.0.0.1:8080/optimus/"))));
        QCOMPARE(optimus.variables.token, QStringLiteral("OPTIMUS_TOKEN"));
        QCOMPARE(
            optimus.missingTokenMessage.in(QLocale(QLocale::English)),
            QStringLiteral("No token configured. Set --token or the OPTIMUS_TOKEN environment variable."));
        QVERIFY(optimus.missingTokenMessage.in(QLocale(QLocale::German)).contains(QLatin1String("--token")));
        QVERIFY(optimus.assumed);
        QVERIFY(mapping.isDocumented(Operation::Try) && !mapping.isDocumented(Operation::List));
        QVERIFY(!mapping.has(Operation::Rotate));
        QCOMPARE(optimus.features.rotation, QStringLiteral("create-then-revoke"));
        QCOMPARE(optimus.features.expiryPresetDays, QList<int>({30, 90, 180, 365}));
        QCOMPARE(optimus.features.defaultType, QStringLiteral("integration"));
        QVERIFY(mapping.editNeedsRead());
    }

    void everyTextIsGerman()
    {
        const QJsonObject document = mapping.description().json;
        for (const QJsonValue entry : document[u"errors"][u"catalogue"].toArray()) {
            for (const char *part : {"meaning", "fix"})
                QVERIFY(!entry[QLatin1String(part)][u"de"].toString().isEmpty());
        }
    }

    void credentialHeader()
    {
        const auto [name, value] = mapping.credentialHeader(Secret::copyOf("abc"));
        QCOMPARE(name, QByteArray("Authorization"));
        QCOMPARE(value, QByteArray("Bearer abc"));
    }

    void listsPageByPage()
    {
        const auto first = mapping.listRequest({});
        QCOMPARE(first->method, QByteArray("GET"));
        QCOMPARE(first->target, QByteArray("api/v1/tokens?limit=200"));
        QCOMPARE(first->headers, HttpHeaders({{"Accept", "application/json"}}));
        QVERIFY(first->body.isEmpty() && first->idempotent);

        const auto page = mapping.readPage(reply(200, pageOf({tokenObject()}, QStringLiteral("a&b/="))));
        QVERIFY(page.has_value());
        QCOMPARE(page->tokens.size(), 1);
        QCOMPARE(page->nextTarget, QByteArray("api/v1/tokens?limit=200&cursor=a%26b%2F%3D"));
        QCOMPARE(mapping.pageRequest(page->nextTarget, {})->target, page->nextTarget);
        QCOMPARE(mapping.readPage(reply(200, pageOf({}, QJsonValue())))->nextTarget, QByteArray());
    }

    void pagesStayBelowTheList()
    {
        for (const char *target :
             {"", "/api/v1/tokens?cursor=a", "api/v1/other?cursor=a", "api/v1/tokens/../x",
              "https://evil.example/api/v1/tokens", "//evil.example/api/v1/tokens", "api/v1/tokens?a\r\nX: y",
              "api/v1/tokens?a#b", "api/v1/tokens?a b"})
            QCOMPARE(mapping.pageRequest(target, {}).error().kind, ErrorKind::Protocol);
    }

    void readsEveryValue()
    {
        const auto token = mapping.readToken(reply(200, json(tokenObject()), {{"etag", "\"7\""}}));
        QVERIFY(token.has_value());
        QCOMPARE(token->id, QStringLiteral("t-1"));
        QCOMPARE(token->name, QStringLiteral("Nightly customer VAT check"));
        QCOMPARE(token->mask, maskOf(u"tok_optimus_AbCdEf"));
        QCOMPARE(token->type, QStringLiteral("integration"));
        QCOMPARE(token->createdAt, QDateTime(QDate(2026, 11, 1), QTime(8, 0), Qt::UTC));
        QCOMPARE(token->lastUsedAt.time().msec(), 250);
        QCOMPARE(token->lastUsedAddress, QStringLiteral("203.0.113.10"));
        QCOMPARE(token->expiry.instant(), QDateTime(QDate(2027, 1, 1), QTime(0, 0), Qt::UTC));
        QCOMPARE(token->allowedIps, ranges({"203.0.113.10", "203.0.113.0/24"}));
        QCOMPARE(token->version, QByteArray("\"7\""));
        QVERIFY(!token->revoked && token->statusKnown);

        QJsonObject other = tokenObject();
        other[QStringLiteral("revokedAt")] = QStringLiteral("2026-11-20T00:00:00Z");
        other[QStringLiteral("expiresAt")] = QJsonValue();
        other[QStringLiteral("lastUsedAt")] = QJsonValue();
        other[QStringLiteral("lastUsedIp")] = QJsonValue();
        other[QStringLiteral("allowedIps")]
            = QJsonArray {QStringLiteral("office"), QStringLiteral("2001:0db8::/32")};
        const auto revoked = mapping.readToken(reply(200, json(other)), Operation::Current);
        QVERIFY(revoked->revoked && revoked->revokedAt.isValid());
        QVERIFY(revoked->expiry.isNever() && !revoked->lastUsedAt.isValid());
        QCOMPARE(revoked->allowedIps.toStringList(), QStringList(QStringLiteral("2001:0db8::/32")));
        QCOMPARE(revoked->foreignRanges, QStringList(QStringLiteral("office")));
    }

    void creates()
    {
        TokenDraft draft;
        draft.name = QStringLiteral("Ä \"quoted\"");
        draft.allowedIps = ranges({"127.0.0.2", "203.0.113.0/24"});
        draft.type = QStringLiteral("integration");
        draft.expiry = Expiry::at(QDateTime(QDate(2026, 12, 24), QTime(15, 0), Qt::UTC));
        const auto request = mapping.createRequest(draft, "key-1", {});
        QCOMPARE(request->method, QByteArray("POST"));
        QCOMPARE(request->target, QByteArray("api/v1/tokens"));
        QCOMPARE(headerValue(request->headers, "idempotency-key"), QByteArray("key-1"));
        QVERIFY(mapping.createIsRepeatable());
        QCOMPARE(headerValue(request->headers, "Content-Type"), QByteArray("application/json"));
        QCOMPARE(request->body,
                 QByteArray("{\"access\":\"integration\",\"allowedIps\":[\"127.0.0.2\",\"203.0.113.0/24\"],"
                            "\"expiresAt\":\"2026-12-24T15:00:00Z\",\"name\":\"\xc3\x84 \\\"quoted\\\"\"}"));
        QVERIFY(request->idempotent);

        draft.expiry = Expiry::never();
        draft.allowedIps = {};
        QCOMPARE(mapping.createRequest(draft, "key-2", {})->body,
                 QByteArray("{\"access\":\"integration\",\"allowedIps\":[],\"expiresAt\":null,"
                            "\"name\":\"\xc3\x84 \\\"quoted\\\"\"}"));
        QVERIFY(!mapping.createRequest(draft, "", {}));
        QVERIFY(!mapping.createRequest(draft, "a\r\nb", {}));
    }

    void readsTheSecretOnceAndWipesIt()
    {
        const QByteArray secret = "tok_optimus_" + QByteArray(28, 'x');
        QByteArray body = "{\"token\":" + json(tokenObject()) + ",\"secret\":\"" + secret + "\"}";
        body.detach();
        HttpReplyData received = reply(201, {});
        received.body = std::move(body);
        const auto created = mapping.readCreated(std::move(received));
        QVERIFY(created.has_value());
        QCOMPARE(revealed(created->secret), secret);
        QCOMPARE(created->token.id, QStringLiteral("t-1"));
        QVERIFY(received.body.isEmpty());
    }

    /// Fault 23.
    void refusesCreationWithoutSecret()
    {
        const QByteArray token = json(tokenObject());
        for (const QByteArray &body : {QByteArray("{\"token\":" + token + "}"),
                                       QByteArray("{\"token\":" + token + ",\"secret\":\"\"}"),
                                       QByteArray("{\"token\":" + token + ",\"secret\":null}"),
                                       QByteArray("{\"token\":" + token + ",\"secret\":\"a\\r\\nX: y\"}"),
                                       QByteArray("{\"token\":" + token + ",\"secret\":\"\\ud800\"}")}) {
            const ApiError error = mapping.readCreated(reply(201, body)).error();
            QCOMPARE(error.kind, ErrorKind::Protocol);
            QVERIFY(error.reason.contains(u"no secret"));
        }
        // What cannot be read may stand for a token all the same.
        for (const QByteArray &body : {QByteArray("<html>"), QByteArray(), QByteArray("{\"secret\":\"\"}"),
                                       QByteArray("{\"token\":" + token + ",\"secret\":\"abc")}) {
            const ApiError error = mapping.readCreated(reply(201, body)).error();
            QCOMPARE(error.kind, ErrorKind::OutcomeUnknown);
            QCOMPARE(error.status, 201);
            QVERIFY(!error.reason.isEmpty());
        }
        // 200 is not what the service answers to a creation.
        QCOMPARE(mapping.readCreated(reply(200, "{}")).error().kind, ErrorKind::OutcomeUnknown);
        const auto replay
            = mapping.readCreated(reply(409, "{\"code\":\"IDEMPOTENCY_REPLAY\",\"token\":" + token + "}"));
        QCOMPARE(replay.error().kind, ErrorKind::Conflict);
        QCOMPARE(replay.error().vendorCode, QStringLiteral("IDEMPOTENCY_REPLAY"));
        QVERIFY(!replay.error().fix.isEmpty());
    }

    /// It is there this once.
    void keepsTheSecretOfAnAnswerThatCannotBeRead()
    {
        TokenDraft asked;
        asked.name = QStringLiteral("Shop");
        const QByteArray secret = "tok_optimus_" + QByteArray(40, 's');
        const QByteArray kept = "\"secret\":\"" + secret + "\"";
        for (const QByteArray &body :
             {"{" + kept + "}", "{\"token\":null," + kept + "}", "{\"token\":{\"id\":7}," + kept + "}",
              "{\"token\":{\"id\":\"t-1\",\"createdAt\":\"yesterday\"}," + kept + "}",
              "{\"token\":{\"id\":\"" + secret + "\"}," + kept + "}"}) {
            HttpReplyData received = reply(201, body);
            const auto created = mapping.readCreated(std::move(received), asked);
            QVERIFY2(created.has_value(), body.constData());
            QCOMPARE(revealed(created->secret), secret);
            QCOMPARE(created->token.id, QString());
            QCOMPARE(created->token.name, asked.name);
            QVERIFY(!created->token.mask.contains(QLatin1String("sss")));
            QVERIFY(received.body.isEmpty());
        }
        // A refusal is one, whatever it holds.
        QVERIFY(!mapping.readCreated(reply(422, "{" + kept + "}"), asked));
    }

    void edits()
    {
        Token base;
        base.id = QStringLiteral("../x");
        base.version = "\"7\"";
        TokenEdit rename;
        rename.name = QStringLiteral("new");
        const auto request = mapping.editRequest(base, rename, {}, {});
        QCOMPARE(request->method, QByteArray("PATCH"));
        QCOMPARE(request->target, QByteArray("api/v1/tokens/..%2Fx"));
        QCOMPARE(headerValue(request->headers, "If-Match"), QByteArray("\"7\""));
        QCOMPARE(request->body, QByteArray("{\"name\":\"new\"}"));
        QVERIFY(!request->idempotent);

        TokenEdit restrict;
        restrict.allowedIps = AllowedIps();
        QCOMPARE(mapping.editRequest(base, restrict, {}, {})->body, QByteArray("{\"allowedIps\":[]}"));
        base.foreignRanges = {QStringLiteral("office")};
        restrict.allowedIps = ranges({"127.0.0.2"});
        QCOMPARE(mapping.editRequest(base, restrict, {}, {})->body,
                 QByteArray("{\"allowedIps\":[\"127.0.0.2\",\"office\"]}"));
        base.version.clear();
        QCOMPARE(mapping.editRequest(base, rename, {}, {}).error().kind, ErrorKind::Stale);
    }

    void revokesAndReads()
    {
        Token token;
        token.id = QStringLiteral("t-1");
        const auto request = mapping.revokeRequest(token, {});
        QCOMPARE(request->method, QByteArray("DELETE"));
        QCOMPARE(request->target, QByteArray("api/v1/tokens/t-1"));
        QVERIFY(request->body.isEmpty() && request->idempotent);
        QVERIFY(mapping.readRevoked(reply(204, {})).has_value());
        QCOMPARE(mapping.readRevoked(reply(200, "<html>")).error().kind, ErrorKind::OutcomeUnknown);
        QCOMPARE(mapping.readRequest(QStringLiteral("a b"), {})->target, QByteArray("api/v1/tokens/a%20b"));
        QCOMPARE(mapping.currentRequest({})->target, QByteArray("api/v1/tokens/current"));
        for (const QString &id :
             {QString(), QStringLiteral("."), QStringLiteral(".."), QString(QChar(0xd800))}) {
            token.id = id;
            QCOMPARE(mapping.revokeRequest(token, {}).error().kind, ErrorKind::InvalidInput);
            QCOMPARE(mapping.readRequest(id, {}).error().kind, ErrorKind::InvalidInput);
        }
    }

    void triesWithARandomUuid()
    {
        const QByteArray base = "api/v1/integration/vat/validations/";
        const QByteArray one = mapping.tryRequest({})->target;
        QVERIFY(one.startsWith(base) && one != mapping.tryRequest({})->target);
        QVERIFY(!QUuid::fromString(QString::fromLatin1(one.mid(base.size()))).isNull());
        QVERIFY(mapping.readTried(reply(404, "{}")).has_value());
        QCOMPARE(mapping.readTried(reply(401, problem(QStringLiteral("TOKEN_INVALID")))).error().kind,
                 ErrorKind::Unauthorized);
        QCOMPARE(mapping.readTried(reply(200, "<html>captive</html>")).error().kind, ErrorKind::Protocol);
    }

    void errors_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("explained");
        const auto row = [](int status, const char *code, ErrorKind kind, bool explained = true) {
            QTest::addRow("%d %s", status, code)
                << status << QString::fromLatin1(code) << static_cast<int>(kind) << explained;
        };
        row(401, "", ErrorKind::Unauthorized);
        for (const char *code : {"TOKEN_MISSING", "TOKEN_INVALID", "TOKEN_EXPIRED", "TOKEN_REVOKED"})
            row(401, code, ErrorKind::Unauthorized);
        row(402, "", ErrorKind::Quota);
        row(402, "QUOTA_EXHAUSTED", ErrorKind::Quota);
        row(403, "", ErrorKind::Forbidden);
        row(403, "IP_NOT_ALLOWED", ErrorKind::Forbidden);
        row(403, "NOT_PERMITTED", ErrorKind::Forbidden);
        row(403, "NEVER_HEARD_OF", ErrorKind::Forbidden);
        row(409, "IDEMPOTENCY_REPLAY", ErrorKind::Conflict);
        row(412, "", ErrorKind::Stale);
        row(428, "", ErrorKind::Stale);
        row(429, "", ErrorKind::RateLimited);
        row(400, "", ErrorKind::InvalidInput, false);
        row(404, "", ErrorKind::NotFound, false);
        row(422, "", ErrorKind::InvalidInput, false);
        row(500, "", ErrorKind::Server, false);
        row(503, "", ErrorKind::Server, false);
        row(302, "", ErrorKind::Redirect, false);
        row(418, "", ErrorKind::Protocol, false);
        row(202, "", ErrorKind::Protocol, false);
    }

    void errors()
    {
        QFETCH(int, status);
        QFETCH(QString, code);
        QFETCH(int, kind);
        QFETCH(bool, explained);
        const ApiError error = mapping.readPage(reply(status, problem(code))).error();
        QCOMPARE(static_cast<int>(error.kind), kind);
        QCOMPARE(error.status, status);
        QCOMPARE(error.vendorCode, code);
        QCOMPARE(!error.meaning.isEmpty(), explained);
        // The same without a body that says anything.
        QCOMPARE(static_cast<int>(mapping.readPage(reply(status, "<html>")).error().kind), kind);
    }

    void vendorsFixes()
    {
        const QLocale english(QLocale::English);
        const auto fix = [&](int status) {
            return mapping.readPage(reply(status, {})).error().fix.in(english);
        };
        QCOMPARE(fix(401),
                 QStringLiteral("Create a new token in Settings > API Interface > API Tokens and "
                                "update your client."));
        QCOMPARE(fix(403), QStringLiteral("Check token permissions, account access, and allowed IP ranges."));
        QCOMPARE(fix(402), QStringLiteral("Check license and quota."));
    }

    void fieldErrors()
    {
        const QByteArray body = R"({"code":"INVALID","errors":[{"pointer":"/allowedIps/1","message":"no"},)"
                                R"({"pointer":5,"message":[]},"x",{"message":"m"}]})";
        const ApiError error = mapping.readCreated(reply(422, body)).error();
        QCOMPARE(error.fields,
                 QList<FieldError>(
                     {{QStringLiteral("/allowedIps/1"), QStringLiteral("no"), InputField::AllowedIps},
                      {QString(), QStringLiteral("m")}}));
    }

    void takesSecretsOutOfErrors()
    {
        // Somebody else's, too: one that the console has never seen.
        const QString secret = QStringLiteral("tok_optimus_") + QStringLiteral("Qz7").repeated(12);
        const auto field = [](const QString &pointer, const QString &message) {
            return QJsonObject {{QStringLiteral("pointer"), pointer}, {QStringLiteral("message"), message}};
        };
        const QJsonArray fields {field(u'/' + secret, QStringLiteral("You sent ") + secret),
                                 field({}, QString(3'900, u' ') + secret),
                                 field(QStringLiteral("/name"), QStringLiteral("Authorization: Basic dTpw"))};
        const QByteArray body = json({{QStringLiteral("code"), secret}, {QStringLiteral("errors"), fields}});
        const ApiError error = mapping.readPage(reply(422, body)).error();
        QCOMPARE(error.vendorCode, QString());
        QCOMPARE(error.fields.size(), 3);
        QCOMPARE(error.fields.at(0).pointer, QStringLiteral("/tok_optimus_[redacted]"));
        QCOMPARE(error.fields.at(0).message, QStringLiteral("You sent tok_optimus_[redacted]"));
        QVERIFY(!error.fields.at(1).message.contains(u'Q'));
        QCOMPARE(error.fields.at(2).message, QStringLiteral("Authorization: [redacted]"));
    }

    void takesSecretsOutOfTokens()
    {
        const QString secret = QStringLiteral("tok_optimus_") + QStringLiteral("Qz7").repeated(12);
        const QString masked = QStringLiteral("tok_optimus_Qz7Qz7");
        const auto read = [this](const QString &name, const QString &prefix, const QString &address) {
            const QByteArray body
                = json({{QStringLiteral("id"), QStringLiteral("t-1")},
                        {QStringLiteral("name"), name},
                        {QStringLiteral("prefix"), prefix},
                        {QStringLiteral("access"), QStringLiteral("integration")},
                        {QStringLiteral("createdAt"), QStringLiteral("2026-01-01T00:00:00Z")},
                        {QStringLiteral("lastUsedAt"), QJsonValue()},
                        {QStringLiteral("lastUsedIp"), address},
                        {QStringLiteral("expiresAt"), QJsonValue()},
                        {QStringLiteral("revokedAt"), QJsonValue()},
                        {QStringLiteral("allowedIps"), QJsonArray {address}}});
            return *mapping.readToken(reply(200, body));
        };
        const Token hostile = read(QStringLiteral("Till ") + secret, secret, secret);
        QCOMPARE(hostile.name, QStringLiteral("Till tok_optimus_[redacted]"));
        QCOMPARE(hostile.lastUsedAddress, QStringLiteral("tok_optimus_[redacted]"));
        QCOMPARE(hostile.foreignRanges, QStringList(QStringLiteral("tok_optimus_[redacted]")));
        QCOMPARE(hostile.mask, maskOf(masked + QStringLiteral("Qz")));

        // What is no secret stays: a mask in a name, and words that are dangerous elsewhere only.
        const Token honest = read(masked + QStringLiteral(" bearer authorization: till"), masked,
                                  QStringLiteral("2001:db8::1"));
        QCOMPARE(honest.name, masked + QStringLiteral(" bearer authorization: till"));
        QCOMPARE(honest.mask, maskOf(masked));
    }

    /// Fault 19.
    void waits()
    {
        const QByteArray date = "Mon, 23 Nov 2026 09:00:00 GMT";
        const QDateTime now(QDate(2026, 11, 23), QTime(9, 0), Qt::UTC);
        const auto at = [&](HttpHeaders headers) {
            headers.append({"Date", date});
            return mapping.readPage(reply(429, {}, headers)).error().retryAt;
        };
        QCOMPARE(at({{"Retry-After", "30"}}), now.addSecs(30));
        QCOMPARE(at({{"Retry-After", "-1"}}), now);
        QCOMPARE(at({{"Retry-After", "99999999"}}), now.addSecs(3600));
        QCOMPARE(at({{"Retry-After", "99999999999999999999999"}}), now.addSecs(3600));
        QCOMPARE(at({{"Retry-After", "Mon, 23 Nov 2026 09:01:00 GMT"}}), now.addSecs(60));
        QCOMPARE(at({{"Retry-After", "Tue, 24 Nov 2026 09:00:00 GMT"}}), now.addSecs(3600));
        QCOMPARE(at({{"Retry-After", "Sun, 22 Nov 2026 09:00:00 GMT"}}), now);
        QCOMPARE(at({{"Retry-After", "soon"}}), QDateTime());
        const QByteArray reset = QByteArray::number(now.addSecs(45).toSecsSinceEpoch());
        QCOMPARE(at({{"X-RateLimit-Reset", reset}}), now.addSecs(45));
        QCOMPARE(at({{"X-RateLimit-Reset", "-9223372036854775808"}}), now);
        QCOMPARE(at({{"X-RateLimit-Reset", "9223372036854775807"}}), now.addDays(1));
        QCOMPARE(mapping.readPage(reply(429, {})).error().retryAt, QDateTime());
        QCOMPARE(ServiceMapping::serverTime(reply(200, {}, {{"date", date}})), now);
        QVERIFY(!ServiceMapping::serverTime(reply(200, {})).isValid());

        const RateLimit state = mapping.rateLimit(reply(200, {},
                                                        {{"Date", date},
                                                         {"x-ratelimit-limit", "60"},
                                                         {"X-RateLimit-Remaining", "x"},
                                                         {"X-RateLimit-Reset", reset}}));
        QCOMPARE(state.limit, std::optional(60));
        QVERIFY(!state.remaining);
        QCOMPARE(state.resetsAt, now.addSecs(45));
    }

    void refusesMissingMembersAndWrongTypes()
    {
        const QJsonObject whole = tokenObject();
        const QList<QJsonValue> wrong {5, true, QJsonArray {1}, QJsonObject(), QStringLiteral("x y z")};
        for (const QString &member : whole.keys()) {
            QJsonObject without = whole;
            without.remove(member);
            const auto missing = mapping.readPage(reply(200, pageOf({without}, QJsonValue())));
            QVERIFY2(!missing && missing.error().kind == ErrorKind::Protocol, qPrintable(member));
            QVERIFY(missing.error().reason.contains(member));
            for (const QJsonValue &value : wrong) {
                QJsonObject changed = whole;
                changed[member] = value;
                const auto read = mapping.readToken(reply(200, json(changed)));
                const bool fits = value.isString() && member != QLatin1String("allowedIps")
                    && !member.endsWith(QLatin1String("At"));
                QCOMPARE(read.has_value(), fits);
            }
        }
        for (const QByteArray &body :
             {QByteArray(), QByteArray("[]"), QByteArray("null"), QByteArray("{}"),
              QByteArray("{\"items\":{}}"), QByteArray("{\"items\":[5]}"), QByteArray("{\"items\":[null]}"),
              QByteArray("<!doctype html>"), QByteArray("{\"items\":[]"), QByteArray("\xff\xfe{}"),
              pageOf({}, QJsonObject()), pageOf({}, true),
              QByteArray("{\"items\":" + QByteArray(1025, '[') + QByteArray(1025, ']') + "}")})
            QCOMPARE(mapping.readPage(reply(200, body)).error().kind, ErrorKind::Protocol);
    }

    /// Faults 22 and 27.
    void survivesHostileValues()
    {
        QJsonObject token = tokenObject();
        token[QStringLiteral("name")] = QString(1 << 20, u'n');
        QCOMPARE(mapping.readToken(reply(200, json(token)))->name.size(), 1 << 20);
        // Written out, since QJsonDocument does not write a lone surrogate.
        QByteArray text = json(tokenObject());
        QByteArray surrogate = text;
        surrogate.replace("Nightly customer VAT check", "a\\ud800b\\u0000");
        QCOMPARE(mapping.readToken(reply(200, surrogate))->name.size(), 4);
        QByteArray badId = text;
        badId.replace("\"t-1\"", "\"\\udc00\"");
        QCOMPARE(mapping.readToken(reply(200, badId)).error().kind, ErrorKind::Protocol);
        QByteArray duplicate = text;
        duplicate.insert(1, "\"id\":\"other\",");
        QVERIFY(mapping.readToken(reply(200, duplicate)).has_value());
        QJsonArray many;
        for (int i = 0; i < 2001; ++i)
            many.append(QStringLiteral("10.0.%1.%2").arg(i / 256).arg(i % 256));
        token = tokenObject();
        token[QStringLiteral("allowedIps")] = many;
        QCOMPARE(mapping.readToken(reply(200, json(token))).error().kind, ErrorKind::Protocol);
        QCOMPARE(mapping.readPage(reply(200, pageOf({}, QString(10000, u'c')))).error().kind,
                 ErrorKind::Protocol);
        const ApiError error = mapping.readPage(reply(401, problem(QStringLiteral("<b>\u202e")))).error();
        QVERIFY(error.vendorCode.isEmpty());
    }

    void readyMadeLinesHoldNoSecret()
    {
        QStringList ids;
        for (const ReadyMadeLine &line : mapping.description().readyMadeLines) {
            ids.append(line.id);
            QVERIFY(!line.text.contains(QLatin1String("tok_optimus_")));
        }
        QVERIFY(ids.contains(QLatin1String("shell")) && ids.contains(QLatin1String("powershell"))
                && ids.contains(QLatin1String("curl")));
    }

    void loadsQuickly()
    {
        const QByteArray optimus = shipped(QStringLiteral("optimus.json"));
        const QByteArray schema = serviceSchema();
        QBENCHMARK
        {
            DescriptionLoader loader(schema);
            QVERIFY(loader.load(optimus, {}, DescriptionLoader::Check::Meaning).has_value());
        }
    }

    void validatesQuickly()
    {
        const QByteArray optimus = shipped(QStringLiteral("optimus.json"));
        const QByteArray schema = serviceSchema();
        QBENCHMARK
        {
            DescriptionLoader loader(schema);
            QVERIFY(loader.load(optimus, {}).has_value());
        }
    }

private:
    const ServiceMapping mapping = mappingOf(shipped(QStringLiteral("optimus.json")));
};

QTEST_APPLESS_MAIN(TestOptimus)
#include "tst_optimus.moc"
