#include "catalogfixture.h"
#include "servicedescription.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace tc;

namespace {

/// \a json with ' for ".
QByteArray quoted(const QByteArray &json)
{
    return QByteArray(json).replace('\'', '"');
}

QJsonValue parsedJson(const char *json)
{
    return QJsonDocument::fromJson(quoted(json)).object();
}

/// \a description with \a verification in place of its own, none where it is undefined.
QByteArray with(const QByteArray &description, const QJsonValue &verification)
{
    QJsonObject root = QJsonDocument::fromJson(description).object();
    root.remove(QStringLiteral("verification"));
    if (!verification.isUndefined())
        root.insert(QStringLiteral("verification"), verification);
    return QJsonDocument(root).toJson();
}

QByteArray optimus()
{
    return shipped(QStringLiteral("optimus.json"));
}

/// One without a harmless call.
QByteArray withoutTry()
{
    QJsonObject root = QJsonDocument::fromJson(optimus()).object();
    QJsonObject operations = root.value(u"operations").toObject();
    operations.remove(QStringLiteral("try"));
    root.insert(QStringLiteral("operations"), operations);
    root.remove(QStringLiteral("verification"));
    return QJsonDocument(root).toJson();
}

/// One whose answers are 200, in an envelope that says whether they mean failure.
QByteArray enveloped()
{
    QJsonObject root = QJsonDocument::fromJson(optimus()).object();
    QJsonObject operations = root.value(u"operations").toObject();
    operations.insert(
        QStringLiteral("try"),
        QJsonDocument::fromJson(quoted("{'method': 'GET', 'path': 'verify', 'documented': true}")).object());
    root.insert(QStringLiteral("operations"), operations);
    root.insert(QStringLiteral("errors"),
                QJsonDocument::fromJson(quoted("{'code': ['/errors/0/code'],"
                                               " 'failure': {'pointer': '/success', 'equals': false}}"))
                    .object());
    return QJsonDocument(root).toJson();
}

QByteArray problem(const char *code)
{
    return QJsonDocument(QJsonObject {{QStringLiteral("code"), QLatin1String(code)}}).toJson();
}

TokenVerdict verdict(const ServiceMapping &mapping, int status, const QByteArray &body)
{
    return mapping.readVerification(reply(status, body)).means;
}

} // namespace

class TestVerification : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void shippedAnswers_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<TokenVerdict>("means");
        const auto row = [](int status, const QByteArray &body, TokenVerdict means) {
            QTest::addRow("%d %s", status, body.simplified().constData()) << status << body << means;
        };
        row(404, problem("NOT_FOUND"), TokenVerdict::Valid);
        row(404, "", TokenVerdict::Valid);
        row(402, problem("QUOTA_EXHAUSTED"), TokenVerdict::Valid);
        row(401, problem("TOKEN_EXPIRED"), TokenVerdict::Expired);
        row(401, problem("TOKEN_REVOKED"), TokenVerdict::Unknown);
        row(401, problem("TOKEN_INVALID"), TokenVerdict::Unknown);
        row(401, "", TokenVerdict::Unknown);
        row(403, problem("IP_NOT_ALLOWED"), TokenVerdict::AddressRefused);
        row(403, problem("NOT_PERMITTED"), TokenVerdict::LackingScope);
        // Without a code the vendor leaves open which of both it is.
        row(403, "", TokenVerdict::CannotTell);
        row(429, "", TokenVerdict::CannotTell);
        row(500, "", TokenVerdict::CannotTell);
        row(200, "{}", TokenVerdict::CannotTell);
        row(200, "<html>", TokenVerdict::CannotTell);
    }

    void shippedAnswers()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(TokenVerdict, means);
        const VerificationAnswer answer = mappingOf(optimus()).readVerification(reply(status, body));
        QCOMPARE(answer.means, means);
        QCOMPARE(answer.said.status, status);
    }

    void saysWhatTheVendorSays()
    {
        const VerificationAnswer answer
            = mappingOf(optimus()).readVerification(reply(403, problem("IP_NOT_ALLOWED")));
        QCOMPARE(answer.said.vendorCode, QStringLiteral("IP_NOT_ALLOWED"));
        QVERIFY(answer.said.fix.in(QLocale(QLocale::German)).contains(QLatin1String("IP-Bereiche")));
    }

    void callIsToldAndIsDocumented()
    {
        const ServiceMapping mapping = mappingOf(optimus());
        const auto call = mapping.verificationCall();
        QVERIFY(call);
        QCOMPARE(call->method, QByteArray("GET"));
        QCOMPARE(call->path, QStringLiteral("api/v1/integration/vat/validations/{uuid}"));
        QCOMPARE(call->oneCallEvery.count(), 0);
        QVERIFY(mapping.isVerificationDocumented());
        // Never the one that counts against the quota.
        QVERIFY(!mapping.verificationRequest({})->target.contains("resolve"));
        QVERIFY(mapping.verificationRequest({})->idempotent);
    }

    void countedCallsAreSentOnce()
    {
        const ServiceMapping mapping = mappingOf(with(optimus(), parsedJson("{'oneCallEverySeconds': 180}")));
        QCOMPARE(mapping.verificationCall()->oneCallEvery.count(), 180);
        QVERIFY(!mapping.verificationRequest({})->idempotent);
        QCOMPARE(verdict(mapping, 404, "{}"), TokenVerdict::Valid);
    }

    void successAndRefusalDoWithoutRules()
    {
        const ServiceMapping mapping = mappingOf(with(optimus(), QJsonValue::Undefined));
        QVERIFY(mapping.verificationCall());
        QCOMPARE(verdict(mapping, 404, "{}"), TokenVerdict::Valid);
        QCOMPARE(verdict(mapping, 401, "{}"), TokenVerdict::Unknown);
        QCOMPARE(verdict(mapping, 403, problem("IP_NOT_ALLOWED")), TokenVerdict::CannotTell);
    }

    void serviceWithoutHarmlessCall()
    {
        const ServiceMapping mapping = mappingOf(withoutTry());
        QVERIFY(!mapping.verificationCall());
        QCOMPARE(mapping.verificationRequest({}).error().kind, ErrorKind::NoSuchOperation);
        QCOMPARE(verdict(mapping, 200, "{}"), TokenVerdict::CannotTell);
    }

    void bodyTellsWhatTheStatusDoesNot()
    {
        const ServiceMapping mapping
            = mappingOf(with(enveloped(),
                             parsedJson("{'answers': ["
                                        " {'status': 200, 'where': {'pointer': '/result/status', 'equals': "
                                        "'active'}, 'means': 'valid'},"
                                        " {'status': 200, 'where': {'pointer': '/result/status', 'equals': "
                                        "'expired'}, 'means': 'expired'},"
                                        " {'status': 200, 'where': {'pointer': '/result/status', 'equals': "
                                        "'disabled'}, 'means': 'unknown'},"
                                        " {'status': 401, 'means': 'unknown'}, {'status': 200, 'code': "
                                        "'1000', 'means': 'unknown'}]}")));
        const auto body = [](const char *status) {
            return quoted("{'success':true,'result':{'status':'" + QByteArray(status) + "'}}");
        };
        QCOMPARE(verdict(mapping, 200, body("active")), TokenVerdict::Valid);
        QCOMPARE(verdict(mapping, 200, body("expired")), TokenVerdict::Expired);
        QCOMPARE(verdict(mapping, 200, body("disabled")), TokenVerdict::Unknown);
        QCOMPARE(verdict(mapping, 200, body("strange")), TokenVerdict::CannotTell);
        QCOMPARE(verdict(mapping, 200, quoted("{'success':false,'errors':[{'code':1000}]}")),
                 TokenVerdict::Unknown);
    }

    void failureWithStatus200IsNoSuccess()
    {
        const ServiceMapping mapping = mappingOf(with(enveloped(), QJsonValue::Undefined));
        QCOMPARE(verdict(mapping, 200, quoted("{'success':true}")), TokenVerdict::Valid);
        QCOMPARE(verdict(mapping, 200, quoted("{'success':false}")), TokenVerdict::CannotTell);
        QCOMPARE(verdict(mapping, 200, "<html>"), TokenVerdict::CannotTell);
        QCOMPARE(verdict(mapping, 200, "{"), TokenVerdict::CannotTell);
        QCOMPARE(verdict(mapping, 401, quoted("{'success':false}")), TokenVerdict::Unknown);
    }

    void namesWhatIsWrong_data()
    {
        QTest::addColumn<QString>("verification");
        QTest::addColumn<QString>("pointer");
        const auto row = [](const char *name, const char *verification, const char *pointer) {
            QTest::newRow(name) << QString::fromLatin1(verification) << QString::fromLatin1(pointer);
        };
        row("no refusal", "{'answers':[{'status':404,'means':'valid'},{'status':403,'means':'expired'}]}",
            "/verification/answers");
        row("nothing valid",
            "{'answers':[{'status':404,'means':'unknown'},{'status':401,'means':'unknown'}]}",
            "/verification/answers");
        row("meaning nobody knows",
            "{'answers':[{'status':404,'means':'fine'},{'status':401,'means':'unknown'}]}",
            "/verification/answers/0/means");
        row("refused and valid",
            "{'answers':[{'status':401,'means':'valid'},{'status':404,'means':'unknown'}]}",
            "/verification/answers/0/means");
        row("the server's failure",
            "{'answers':[{'status':500,'means':'valid'},{'status':401,'means':'unknown'}]}",
            "/verification/answers/0/status");
        row("too many requests",
            "{'answers':[{'status':429,'means':'valid'},{'status':401,'means':'unknown'}]}",
            "/verification/answers/0/status");
        row("answer that none reaches",
            "{'answers':[{'status':404,'means':'valid'},{'status':401,'means':'unknown'},"
            " {'status':401,'code':'X','means':'expired'}]}",
            "/verification/answers/2");
        row("where without pointer",
            "{'answers':[{'status':404,'where':{'equals':1},'means':'valid'},{'status':401,'means':'unknown'}"
            "]}",
            "/verification/answers/0/where");
        row("wait without end", "{'oneCallEverySeconds':0}", "/verification/oneCallEverySeconds");
        row("operation that changes something", "{'operation':'revoke'}", "/verification/operation");
        row("member nobody knows", "{'colour':'red'}", "/verification");
    }

    void namesWhatIsWrong()
    {
        QFETCH(QString, verification);
        QFETCH(QString, pointer);
        const QString all = complaints(with(optimus(), parsedJson(verification.toLatin1().constData())));
        QVERIFY2(all.contains(u' ' + pointer + u' '), qPrintable(all));
    }

    void needsTheOperationThatItNames()
    {
        const QString all = complaints(with(withoutTry(), parsedJson("{'operation':'try'}")));
        QVERIFY2(all.contains(QLatin1String(" /verification ")), qPrintable(all));
    }
};

QTEST_APPLESS_MAIN(TestVerification)
#include "tst_verification.moc"
