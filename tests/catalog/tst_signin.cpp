#include "../core/freewatch.h"
#include "catalogfixture.h"
#include "servicedescription.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace tc;

namespace {

/// A description with \a signIn.
QByteArray withSignIn(const QJsonValue &signIn)
{
    QJsonObject root = QJsonDocument::fromJson(shipped(QStringLiteral("npm.json"))).object();
    root[QStringLiteral("signIn")] = signIn;
    return QJsonDocument(root).toJson();
}

QJsonObject parsedObject(const char *text)
{
    return QJsonDocument::fromJson(quoted(text)).object();
}

/// A sign-in that loads.
QJsonObject usual()
{
    return parsedObject(
        "{'method':'POST','path':'login/{asked.user}','documented':true,"
        "'asks':[{'id':'user','label':'User','secret':false},{'id':'password','label':'Password'},"
        "{'id':'otp','label':'Code','optional':true}],"
        "'headers':{'X-Otp':'{asked.otp?}','X-Client':'console'},"
        "'body':{'password':'{asked.password}','keep':true},'session':'/session/token'}");
}

RequestExtras answers(std::initializer_list<std::pair<const char *, const char *>> all)
{
    RequestExtras extras;
    for (const auto &[id, answer] : all)
        extras.answers[QString::fromLatin1(id)] = Secret::copyOf(answer);
    return extras;
}

/// Which answer \a made was refused for.
QString refusedAnswer(const Result<SignInRequest> &made)
{
    if (made || made.error().kind != ErrorKind::InvalidInput || made.error().fields.isEmpty())
        return {};
    return made.error().fields.constFirst().pointer;
}

} // namespace

class TestSignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void namesWhatIsWrong_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("reported");
        const auto row = [](const char *name, const char *member, const char *value, const char *reported) {
            const QJsonArray json = QJsonDocument::fromJson('[' + quoted(value) + ']').array();
            QTest::newRow(name) << QString::fromLatin1(member)
                                << (json.isEmpty() ? QJsonValue(QJsonValue::Undefined) : json.at(0))
                                << QString::fromLatin1(reported);
        };
        // Against the schema.
        row("no session", "session", "", "/signIn");
        row("nothing asked", "asks", "[]", "/signIn/asks");
        row("a read", "method", "'GET'", "/signIn/method");
        row("member nobody knows", "colour", "'red'", "/signIn");
        row("documented or not is not said", "documented", "", "/signIn");
        row("basic without password", "basic", "{'user':'user'}", "/signIn/basic");
        row("session is no pointer", "session", "'token'", "/signIn/session");
        // What a schema cannot see.
        row("secret in the path", "path", "'login/{asked.user}/{asked.password}'", "/signIn/path");
        row("secret in the query", "path", "'login/{asked.user}{?asked.password}'", "/signIn/path");
        row("optional answer in the path", "path", "'login/{asked.user}{?asked.otp}'", "/signIn/path");
        row("nobody asked", "path", "'login/{asked.user}/{asked.team}'", "/signIn/path");
        row("path climbs", "path", "'../login/{asked.user}'", "/signIn/path");
        row("asks and does not use", "headers", "{}", "/signIn/asks");
        row("placeholder of a token", "body", "{'password':'{asked.password}','name':'{name}'}", "/signIn");
        row("asked for twice", "asks",
            "[{'id':'user','label':'a','secret':false},{'id':'password','label':'a'},{'id':'password','label'"
            ":'b'},"
            "{'id':'otp','label':'c','optional':true}]",
            "/signIn/asks/2/id");
        row("basic user that is not asked for", "basic", "{'user':'name','password':'password'}",
            "/signIn/basic/user");
        row("basic password that is optional", "basic", "{'user':'user','password':'otp'}",
            "/signIn/basic/password");
    }

    void namesWhatIsWrong()
    {
        QFETCH(QString, member);
        QFETCH(QJsonValue, value);
        QFETCH(QString, reported);
        QCOMPARE(complaints(withSignIn(usual())), QString());
        QJsonObject signIn = usual();
        signIn[member] = value;
        const QString all = complaints(withSignIn(signIn));
        QVERIFY2(all.contains(QLatin1String("mine.json ") + reported + u' '), qPrintable(all));
    }

    // Without the schema in front, too.
    void theReaderAloneRefusesReads()
    {
        DescriptionLoader loader(serviceSchema());
        for (const char *method : {"GET", "HEAD", "", "DELETE"}) {
            QJsonObject signIn = usual();
            signIn[QStringLiteral("method")] = QLatin1String(method);
            QVERIFY2(!loader.load(withSignIn(signIn), {}, DescriptionLoader::Check::Meaning), method);
        }
        QVERIFY(!loader.load(withSignIn(5), {}, DescriptionLoader::Check::Meaning));
        QVERIFY(loader.load(withSignIn(usual()), {}, DescriptionLoader::Check::Meaning));
    }

    void isToldBeforeItIsAsked()
    {
        const ServiceMapping mapping = mappingOf(withSignIn(usual()));
        const QList<AskedField> &asks = mapping.description().signInAsks;
        QCOMPARE(asks.size(), 3);
        QVERIFY(!asks.at(0).secret && asks.at(0).required);
        QVERIFY(asks.at(1).secret && asks.at(1).required);
        QVERIFY(asks.at(2).secret && !asks.at(2).required);
        QVERIFY(!mapping.description().assumed);
        QJsonObject signIn = usual();
        signIn[QStringLiteral("documented")] = false;
        QVERIFY(mappingOf(withSignIn(signIn)).description().assumed);

        const ServiceMapping none = mappingOf(shipped(QStringLiteral("optimus.json")));
        QVERIFY(!none.hasSignIn() && none.description().signInAsks.isEmpty());
        QCOMPARE(none.signInRequest({}, {}).error().kind, ErrorKind::NoSuchOperation);
        QCOMPARE(none.readSession(reply(200, "{}")).error().kind, ErrorKind::NoSuchOperation);
    }

    void putsAnswersWhereTheyBelong()
    {
        const ServiceMapping mapping = mappingOf(withSignIn(usual()));
        const auto made = mapping.signInRequest({}, answers({{"user", "a/b ü"}, {"password", "p"}}));
        QVERIFY(made.has_value());
        QCOMPARE(made->request.target, QByteArray("login/a%2Fb%20%C3%BC"));
        QCOMPARE(made->request.shownTarget, QByteArray("login/{asked.user}"));
        QCOMPARE(made->request.body, quoted("{'keep':true,'password':'p'}"));
        QCOMPARE(headerValue(made->request.headers, "X-Client"), QByteArray("console"));
        QVERIFY(headerValue(made->request.headers, "X-Otp").isEmpty());
        QVERIFY(!made->request.idempotent);
        QVERIFY(made->credential.first.isEmpty() && made->credential.second.isEmpty());
        const auto coded
            = mapping.signInRequest({}, answers({{"user", "a"}, {"password", "p"}, {"otp", "123 456"}}));
        QCOMPARE(headerValue(coded->request.headers, "X-Otp"), QByteArray("123 456"));
    }

    void refusesAnswersThatCannotBeSent()
    {
        const ServiceMapping mapping = mappingOf(withSignIn(usual()));
        const auto refused = [&](std::initializer_list<std::pair<const char *, const char *>> all) {
            return refusedAnswer(mapping.signInRequest({}, answers(all)));
        };
        QCOMPARE(refused({}), QStringLiteral("/asked/user"));
        QCOMPARE(refused({{"user", ""}, {"password", "p"}}), QStringLiteral("/asked/user"));
        QCOMPARE(refused({{"user", "a"}}), QStringLiteral("/asked/password"));
        QCOMPARE(refused({{"user", ".."}, {"password", "p"}}), QStringLiteral("/asked/user"));
        QCOMPARE(refused({{"user", "a"}, {"password", "p"}, {"otp", "1\r\nX: y"}}),
                 QStringLiteral("/asked/otp"));

        QJsonObject basic = usual();
        basic[QStringLiteral("basic")] = parsedObject("{'user':'user','password':'password'}");
        const ServiceMapping twofold = mappingOf(withSignIn(basic));
        QCOMPARE(refusedAnswer(twofold.signInRequest({}, answers({{"user", "a:b"}, {"password", "p"}}))),
                 QStringLiteral("/asked/user"));
        QCOMPARE(refusedAnswer(twofold.signInRequest({}, answers({{"user", "a"}, {"password", "p\n"}}))),
                 QStringLiteral("/asked/password"));
        const auto made
            = twofold.signInRequest({}, answers({{"user", "Aladdin"}, {"password", "open sesame"}}));
        QCOMPARE(made->credential.second, QByteArray("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
    }

    void readsTheSessionAndNothingElse()
    {
        const ServiceMapping mapping = mappingOf(withSignIn(usual()));
        HttpReplyData whole = reply(200, quoted("{'session':{'token':'S3SSION'},'user':'a'}"));
        QCOMPARE(revealed(mapping.readSession(HttpReplyData(whole)).value()), QByteArray("S3SSION"));
        for (const char *body :
             {"", "[]", "{}", "<html>", "{'session':{'token':null}}", "{'session':{'token':''}}",
              "{'session':{'token':5}}", "{'session':{'token':'a b'}}", "{'session':{'token':'a\\nb'}}",
              "{'session':{'token':'S3SS"})
            QCOMPARE(mapping.readSession(reply(200, quoted(body))).error().kind, ErrorKind::Protocol);
        // What a refusal holds there is no session.
        const QByteArray body = whole.body;
        QCOMPARE(mapping.readSession(reply(401, body)).error().kind, ErrorKind::Unauthorized);
        QCOMPARE(mapping.readSession(reply(403, body)).error().kind, ErrorKind::Forbidden);
        QCOMPARE(mapping.readSession(reply(429, body)).error().kind, ErrorKind::RateLimited);
        QCOMPARE(mapping.readSession(reply(503, body)).error().kind, ErrorKind::Server);
    }

    void wipesTheReply()
    {
        QVERIFY(watchFrees());
        const ServiceMapping mapping = mappingOf(withSignIn(usual()));
        for (const int status : {200, 401}) {
            HttpReplyData whole = reply(status, quoted("{'session':{'token':'S3SSION'},'user':'a'}"));
            startWatch(whole.body.constData(), whole.body.size());
            const auto session = mapping.readSession(std::move(whole));
            QCOMPARE(session.has_value(), status == 200);
            QVERIFY(watch.freed && watch.wiped);
        }
    }

    void theErrorCatalogueKnowsIt()
    {
        QJsonObject root = QJsonDocument::fromJson(withSignIn(usual())).object();
        root[QStringLiteral("errors")] = parsedObject(
            "{'code':['/code'],'catalogue':[{'status':400,'operations':['signIn'],'kind':'unauthorized',"
            "'meaning':'Wrong.'},{'status':400,'meaning':'Bad.'}]}");
        const ServiceMapping mapping = mappingOf(QJsonDocument(root).toJson());
        const ApiError refused = mapping.readSession(reply(400, quoted("{'code':'E1'}"))).error();
        QCOMPARE(refused.kind, ErrorKind::Unauthorized);
        QCOMPARE(refused.vendorCode, QStringLiteral("E1"));
        QCOMPARE(refused.meaning.text(), QStringLiteral("Wrong."));
        QCOMPARE(mapping.readPage(reply(400, "{}")).error().kind, ErrorKind::InvalidInput);
    }
};

QTEST_APPLESS_MAIN(TestSignIn)
#include "tst_signin.moc"
