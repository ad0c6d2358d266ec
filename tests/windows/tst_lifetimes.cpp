#include "../api/misbehavingserver.h"
#include "catalog.h"
#include "createtokendialog.h"
#include "desk.h"
#include "onscreen.h"
#include "secretrotationdialog.h"

#include <QComboBox>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QPointer>
#include <QRegularExpression>
#include <QTest>

using namespace tc;
using namespace tc::test;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The shipped description whose creations take a lifetime, with a preset of 7 days, a rotation of its own,
/// and the end written as \a conversion says (as it ships, where that is empty).
std::shared_ptr<const ServiceDescription> description(const QJsonObject &conversion)
{
    QJsonObject json
        = QJsonDocument::fromJson(contentOf(QStringLiteral(":/services/optiflow.json"))).object();
    QJsonObject features = json.value(QLatin1String("features")).toObject();
    QJsonObject expiry = features.value(QLatin1String("expiry")).toObject();
    expiry.insert(QStringLiteral("presetDays"), QJsonArray {7, 30});
    features.insert(QStringLiteral("expiry"), expiry);
    features.insert(QStringLiteral("rotation"), QStringLiteral("operation"));
    features.insert(QStringLiteral("scopesRequired"), false);
    json.insert(QStringLiteral("features"), features);
    QJsonObject operations = json.value(QLatin1String("operations")).toObject();
    QJsonObject create = operations.value(QLatin1String("create")).toObject();
    QJsonObject body = create.value(QLatin1String("body")).toObject();
    QJsonObject end = body.value(QLatin1String("expires_in")).toObject();
    if (!conversion.isEmpty()) {
        end = conversion;
        end.insert(QStringLiteral("$value"), QStringLiteral("expiresAt?"));
        body.insert(QStringLiteral("expires_in"), end);
        create.insert(QStringLiteral("body"), body);
    }
    operations.insert(QStringLiteral("create"), create);
    create.insert(QStringLiteral("path"), QStringLiteral("tokens/{id}/rotate"));
    create.insert(QStringLiteral("body"), QJsonObject {{QStringLiteral("expires_in"), end}});
    operations.insert(QStringLiteral("rotate"), create);
    json.insert(QStringLiteral("operations"), operations);
    const Catalog catalog(
        {{QStringLiteral("optiflow.json"), QJsonDocument(json).toJson(), DescriptionFile::Origin::Shipped}},
        contentOf(QStringLiteral(":/services/service.schema.json")));
    return catalog.service(u"optiflow");
}

/// A clock that stands where a test puts it.
class SetClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return instant; }

    QDateTime instant = QDateTime(QDate(2030, 1, 2), QTime(3, 4, 5, 678), Qt::UTC);
};

QByteArray bodyOf(const QByteArray &request)
{
    return request.mid(request.indexOf("\r\n\r\n") + 4);
}

} // namespace

/// A lifetime that was chosen arrives as exactly that, however long the dialog stood open.
class LifetimesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void areSentAsChosen_data();
    void areSentAsChosen();
    void areSentAsChosenInARotation_data() { areSentAsChosen_data(); }
    void areSentAsChosenInARotation();
    void noneBeginsAnewWithAnEdit();

private:
    [[nodiscard]] std::unique_ptr<TokenSession> session(const MisbehavingServer &server,
                                                        const QJsonObject &conversion)
    {
        ConnectionProfile profile;
        profile.service = description(conversion);
        profile.baseUrl = server.url(QStringLiteral("/api/v1/"));
        if (!profile.service)
            return nullptr;
        return std::make_unique<TokenSession>(
            profile, std::make_shared<const Secret>(Secret::copyOf("1|abc")), m_transport, m_clock);
    }

    SetClock m_clock;
    HttpTransport m_transport;
    MisbehavingServer m_server {
        answering(httpReply("403 Forbidden", "Content-Type: application/json\r\n", "{}"))};
};

void LifetimesTest::areSentAsChosen_data()
{
    QTest::addColumn<QJsonObject>("conversion");
    QTest::addColumn<QByteArray>("sent");
    const auto row = [](const char *as, const QByteArray &sent) {
        QTest::newRow(as) << QJsonObject {{QStringLiteral("as"), QLatin1String(as)}} << sent;
    };
    QTest::newRow("as shipped") << QJsonObject() << QByteArray("10080");
    row("duration-minutes", "10080");
    row("duration-s", "604800");
    row("duration-ms", "604800000");
    row("duration-days", "7");
    // The instant that the dialog shows.
    row("rfc3339", "\"2030-01-09T03:04:05.678Z\"");
    row("epoch-ms", "1894158245678");
}

void LifetimesTest::areSentAsChosen()
{
    QFETCH(QJsonObject, conversion);
    QFETCH(QByteArray, sent);
    const SetClock fresh;
    m_clock.instant = fresh.instant;
    const auto session = this->session(m_server, conversion);
    QVERIFY(session);
    const QPointer<CreateTokenDialog> dialog = new CreateTokenDialog(*session);
    dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    auto *name = part<QLineEdit>(*dialog, "nameEdit");
    QTRY_VERIFY(name->hasFocus());
    QTest::keyClicks(name, QStringLiteral("Shop"));
    auto *choice = part<QComboBox>(*dialog, "expiryChoice");
    choice->setCurrentIndex(choice->findData(30));
    choice->setCurrentIndex(choice->findData(7));
    m_clock.instant = fresh.instant.addSecs(90);
    QVERIFY(click(*dialog, QStringLiteral("Create Token")));
    QTRY_VERIFY(!dialog->isBusy());
    QCOMPARE(bodyOf(m_server.requests().constLast()),
             "{\"abilities\":[],\"expires_in\":" + sent + ",\"name\":\"Shop\"}");
    // And again, when it is sent again later.
    m_clock.instant = fresh.instant.addSecs(24 * 3600);
    QVERIFY(click(*dialog, QStringLiteral("Create Token")));
    QTRY_VERIFY(!dialog->isBusy());
    QCOMPARE(bodyOf(m_server.requests().constLast()),
             "{\"abilities\":[],\"expires_in\":" + sent + ",\"name\":\"Shop\"}");
    delete dialog.data();
}

void LifetimesTest::areSentAsChosenInARotation()
{
    QFETCH(QJsonObject, conversion);
    QFETCH(QByteArray, sent);
    const SetClock fresh;
    m_clock.instant = fresh.instant;
    const auto session = this->session(m_server, conversion);
    QVERIFY(session);
    Token token;
    token.id = QStringLiteral("5");
    token.name = QStringLiteral("Shop");
    const QPointer<SecretRotationDialog> dialog = new SecretRotationDialog(*session, token);
    dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    auto *choice = part<QComboBox>(*dialog, "expiryChoice");
    choice->setCurrentIndex(choice->findData(7));
    m_clock.instant = fresh.instant.addSecs(90);
    QVERIFY(click(*dialog, QStringLiteral("Rotate")));
    QTRY_VERIFY(!dialog->isBusy());
    QVERIFY(m_server.requests().constLast().startsWith("POST /api/v1/tokens/5/rotate "));
    QCOMPARE(bodyOf(m_server.requests().constLast()), "{\"expires_in\":" + sent + "}");
    delete dialog.data();
}

/// Where an edit sends everything, the end that the token has stays, although it was made with a lifetime.
void LifetimesTest::noneBeginsAnewWithAnEdit()
{
    QJsonObject json = description({{QStringLiteral("as"), QStringLiteral("duration-s")}})->json;
    QJsonObject features = json.value(QLatin1String("features")).toObject();
    features.insert(QStringLiteral("rename"), true);
    json.insert(QStringLiteral("features"), features);
    QJsonObject operations = json.value(QLatin1String("operations")).toObject();
    QJsonObject edit = operations.value(QLatin1String("create")).toObject();
    edit.remove(QLatin1String("secret"));
    edit.insert(QStringLiteral("kind"), QStringLiteral("put"));
    edit.insert(QStringLiteral("method"), QStringLiteral("PUT"));
    edit.insert(QStringLiteral("path"), QStringLiteral("tokens/{id}"));
    operations.insert(QStringLiteral("edit"), edit);
    json.insert(QStringLiteral("operations"), operations);
    const Catalog catalog(
        {{QStringLiteral("optiflow.json"), QJsonDocument(json).toJson(), DescriptionFile::Origin::Shipped}},
        contentOf(QStringLiteral(":/services/service.schema.json")));
    const auto service = catalog.service(u"optiflow");
    QVERIFY(service);
    Token token;
    token.id = QStringLiteral("5");
    token.expiry = Expiry::after(7, m_clock.instant);
    TokenEdit renamed;
    renamed.name = QStringLiteral("Till");
    const auto request
        = ServiceMapping(service).editRequest(token, renamed, {}, {}, {m_clock.instant.addDays(1), {}});
    QVERIFY(request);
    QCOMPARE(QByteArray(request->body),
             QByteArray("{\"abilities\":[],\"expires_in\":518400,\"name\":\"Till\"}"));
}

QTEST_MAIN(LifetimesTest)
#include "tst_lifetimes.moc"
