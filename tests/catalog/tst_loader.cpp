#include "catalog.h"
#include "catalogfixture.h"
#include "servicedescription.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace tc;

namespace {

/// \a root with the member at \a path set, or removed where \a value is undefined.
QJsonValue changed(const QJsonValue &root, QStringList path, const QJsonValue &value)
{
    if (path.isEmpty())
        return value;
    const QString step = path.takeFirst();
    if (root.isArray()) {
        QJsonArray array = root.toArray();
        const int index = step.toInt();
        if (index == array.size())
            array.append(changed(QJsonValue(), path, value));
        else
            array.replace(index, changed(array.at(index), path, value));
        return array;
    }
    QJsonObject object = root.toObject();
    const QJsonValue child = changed(object.value(step), path, value);
    if (child.isUndefined())
        object.remove(step);
    else
        object.insert(step, child);
    return object;
}

QByteArray optimusWith(const QString &pointer, const QJsonValue &value)
{
    const QJsonValue root = QJsonDocument::fromJson(shipped(QStringLiteral("optimus.json"))).object();
    return QJsonDocument(changed(root, pointer.mid(1).split(u'/'), value).toObject()).toJson();
}

QJsonValue parsed(const char *json)
{
    return QJsonDocument::fromJson("[" + QByteArray(json) + "]").array().at(0);
}

/// A description with its own id and \a variables.
QByteArray named(const QString &id, const QJsonObject &variables = {})
{
    QJsonObject root = QJsonDocument::fromJson(shipped(QStringLiteral("optimus.json"))).object();
    root.insert(QStringLiteral("id"), id);
    root.insert(QStringLiteral("variables"), variables);
    return QJsonDocument(root).toJson();
}

} // namespace

class TestLoader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void namesWhatIsWrong_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("reported"); // the pointer that the error names
        const auto row
            = [](const char *name, const char *pointer, const char *value, const char *reported = nullptr) {
                  QTest::newRow(name) << QString::fromLatin1(pointer)
                                      << (*value ? parsed(value) : QJsonValue(QJsonValue::Undefined))
                                      << QString::fromLatin1(reported ? reported : pointer);
              };
        // Against the schema.
        row("no id", "/id", "", "");
        row("id with blanks", "/id", "\"Op Timus\"");
        row("no name", "/name", "", "");
        row("no operations", "/operations", "", "");
        row("member nobody knows", "/colour", "\"red\"", "");
        row("operation nobody knows", "/operations/destroy", "{}", "/operations");
        row("method nobody knows", "/operations/list/method", "\"LIST\"");
        row("undocumented or not is not said", "/operations/list/documented", "", "/operations/list");
        row("label without English", "/environments/0/label", "{\"de\":\"Produktion\"}");
        row("wrong type", "/features/allowedIps", "\"yes\"");
        row("status out of range", "/operations/list/success", "[99]", "/operations/list/success/0");
        row("pointer without slash", "/operations/create/secret", "\"secret\"");
        row("pointer with a bad escape", "/token/name", "\"/a~2\"");
        row("conversion nobody knows", "/token/createdAt", "{\"pointer\":\"/c\",\"as\":\"roman\"}");
        row("header with a line end", "/headers", "{\"X\":\"a\\r\\nY: b\"}", "/headers/X");
        row("token variable that is not one", "/variables/token", "\"PATH\"");
        row("token variable that only ends like one", "/variables/token", "\"MONKEY\"");
        // What a schema cannot see.
        row("plain http", "/environments/0/baseUrl", "\"http://app.optimussoftware.de/\"");
        row("host that begins like loopback", "/environments/0/baseUrl",
            "\"http://127.0.0.1.evil.example/\"");
        row("user in the base URL", "/environments/0/baseUrl", "\"https://me:pw@example.com/\"");
        row("base URL with a query", "/environments/0/baseUrl", "\"https://example.com/?a=/\"");
        row("environment twice", "/environments/1/id", "\"prod\"");
        row("prefix of no environment", "/secretPrefixes/0/environment", "\"stage\"");
        row("template breaks", "/operations/read/path", "\"tokens/{id\"");
        row("reserved expansion", "/operations/read/path", "\"tokens/{+id}\"");
        row("variable nobody knows", "/operations/read/path", "\"tokens/{name}\"");
        row("path climbs", "/operations/read/path", "\"../tokens/{id}\"");
        row("path climbs encoded", "/operations/read/path", "\"%2E%2e/tokens/{id}\"");
        row("path is absolute", "/operations/read/path", "\"https://evil.example/{id}\"");
        row("path begins with a slash", "/operations/read/path", "\"/tokens/{id}\"");
        row("pagination unused", "/operations/list/path", "\"api/v1/tokens\"");
        row("pagination in the path", "/operations/list/path", "\"api/{cursor}/tokens\"");
        row("cursor without next", "/operations/list/pagination/next", "", "/operations/list/pagination");
        row("pages with a cursor", "/operations/list/pagination/pages", "\"/pages\"");
        row("placeholder nobody knows", "/operations/create/body/name", "\"{title}\"", "/operations/create");
        row("placeholder inside a text", "/operations/create/body/name", "\"my {name}\"");
        row("enumeration without words", "/operations/create/body/access",
            "{\"$value\":\"type\",\"as\":\"enumeration\"}");
        row("time conversion of a text", "/operations/create/body/name",
            "{\"$value\":\"name\",\"as\":\"date\"}", "/operations/create/body");
        row("asks and does not use", "/operations/create/asks", "[{\"id\":\"otp\",\"label\":\"Code\"}]");
        row("creation without secret", "/operations/create/secret", "", "/operations/create");
        row("secret of public parts", "/operations/create/secret",
            "[{\"pointer\":\"/token/id\",\"public\":true}]");
        row("creation without token", "/operations/create/token", "", "/operations/create");
        row("patch that sends all", "/operations/edit/body/name", "\"{name}\"", "/operations/edit/body");
        row("edit without body", "/operations/edit/body", "", "/operations/edit");
        row("edit without kind", "/operations/edit/kind", "");
        row("omit without merge", "/operations/edit/omit", "[\"id\"]");
        row("version without read", "/operations/read", "", "/operations/edit");
        row("body of a list", "/operations/list/body", "{}");
        row("secret of a list", "/operations/list/secret", "\"/secret\"");
        row("rotation without operation", "/features/rotation", "\"operation\"", "/operations");
        row("default type of no type", "/features/defaultType", "\"admin\"");
        row("IPv6 without ranges", "/features", "{\"ipv6\":true}", "/features/ipv6");
        row("denied ranges without allowed ones", "/features", "{\"deniedIps\":true}", "/features/deniedIps");
        row("denied ranges that are not created", "/features/deniedIps", "true", "/operations/create/body");
        row("denied ranges that are not changed", "/features/deniedIps", "true", "/operations/edit/body");
        row("denied ranges that are not read", "/features/deniedIps", "true", "/operations");
        row("denied ranges where all is sent", "/operations/edit/body/deniedIps", "\"{deniedIps}\"",
            "/operations/edit/body");
        row("scope twice", "/features/scopes", "[{\"id\":\"a\"},{\"id\":\"a\"}]", "/features/scopes/1/id");
        row("scope of no group", "/features/scopes", "[{\"id\":\"a\",\"group\":\"g\"}]",
            "/features/scopes/0/group");
        row("group of no scope", "/features/scopeGroups", "[{\"id\":\"g\",\"label\":\"G\"}]",
            "/features/scopeGroups/0");
        row("group without label", "/features/scopeGroups", "[{\"id\":\"g\"}]", "/features/scopeGroups/0");
        row("type twice", "/features/types/1/id", "\"integration\"");
        row("status of other words", "/token/status",
            "{\"pointer\":\"/s\",\"as\":\"enumeration\",\"words\":[{\"service\":1,\"console\":\"fine\"}]}");
        row("time by enumeration", "/token/createdAt",
            "{\"pointer\":\"/c\",\"as\":\"enumeration\",\"words\":[{\"service\":1,\"console\":\"a\"}]}");
        row("end of day of no date", "/token/createdAt",
            "{\"pointer\":\"/c\",\"as\":\"rfc3339\",\"endOfDay\":true}", "/token/createdAt/endOfDay");
        row("error twice", "/errors/catalogue/1/code", "\"TOKEN_INVALID\"", "/errors/catalogue/2");
        row("workspace nowhere", "/workspace", "{\"in\":\"path\"}", "/operations");
        row("workspace header missing", "/workspace", "{\"in\":\"header\"}", "/workspace/header");
        row("workspace of nobody", "/workspace",
            "{\"in\":\"header\",\"header\":\"X-A\",\"serverDefault\":true,\"ownCredential\":true}",
            "/workspace/ownCredential");
        row("workspaces of none", "/operations/workspaces",
            "{\"method\":\"GET\",\"path\":\"w\",\"documented\":false,\"items\":\"\",\"id\":\"/id\"}");
        row("workspaces without id", "/operations/workspaces",
            "{\"method\":\"GET\",\"path\":\"w\",\"documented\":false,\"items\":\"\"}");
        row("workspaces named in their path", "/operations/workspaces",
            "{\"method\":\"GET\",\"path\":\"{workspace}\",\"documented\":false,\"id\":\"/id\"}",
            "/operations/workspaces/path");
        row("workspace id of a token", "/operations/read/id", "\"/id\"");
        row("items of a revocation", "/operations/revokeAll",
            "{\"method\":\"DELETE\",\"path\":\"t\",\"documented\":false,\"items\":\"/data\"}",
            "/operations/revokeAll/items");
        row("host without pattern", "/workspace", "{\"in\":\"host\"}", "/environments/0/baseUrl");
    }

    void namesWhatIsWrong()
    {
        QFETCH(QString, pointer);
        QFETCH(QJsonValue, value);
        QFETCH(QString, reported);
        DescriptionLoader loader(serviceSchema());
        const auto loaded = loader.load(optimusWith(pointer, value), QStringLiteral("mine.json"));
        QVERIFY(!loaded);
        const QList<DescriptionError> &errors = loaded.error();
        QString all;
        bool found = false;
        for (const DescriptionError &error : errors) {
            QCOMPARE(error.fileName, QStringLiteral("mine.json"));
            QVERIFY(!error.reason.isEmpty());
            all += error.pointer + u' ' + error.reason + u'\n';
            found = found || error.pointer == reported;
        }
        QVERIFY2(found, qPrintable(all));
    }

    /// Managing goes without them: where they alone are assumed, the rest may be sent.
    void extrasDoNotMakeAServiceAssumed()
    {
        const auto assumed = [](QJsonObject root, const QString &undocumented) {
            QJsonObject operations = root.value(u"operations").toObject();
            for (const QString &name : operations.keys()) {
                QJsonObject operation = operations.value(name).toObject();
                operation.insert(QStringLiteral("documented"), name != undocumented);
                operations.insert(name, operation);
            }
            root.insert(QStringLiteral("operations"), operations);
            return mappingOf(QJsonDocument(root).toJson()).description().assumed;
        };
        const QJsonObject optiflow
            = QJsonDocument::fromJson(shipped(QStringLiteral("optiflow.json"))).object();
        for (const char *extra : {"try", "revokeAll", "workspaces"})
            QVERIFY2(!assumed(optiflow, QString::fromLatin1(extra)), extra);
        for (const char *needed : {"list", "create", "revoke"})
            QVERIFY2(assumed(optiflow, QString::fromLatin1(needed)), needed);
    }

    void refusesSecretsInLines()
    {
        const QString secret = QStringLiteral("tok_optimus_") + QString(12, u'x');
        QVERIFY(complaints(optimusWith(QStringLiteral("/readyMadeLines/0/text"), secret))
                    .contains(QLatin1String("/readyMadeLines/0/text")));
    }

    void refusesWhatIsNoDescription()
    {
        for (const char *text : {"", "nonsense", "[]", "{\"id\":", "\xff", "{}", "null"})
            QVERIFY2(complaints(text).startsWith(QLatin1String("mine.json ")), text);
        DescriptionLoader broken("no schema");
        const auto loaded = broken.load(shipped(QStringLiteral("optimus.json")), QStringLiteral("a.json"));
        QVERIFY(!loaded && loaded.error().size() == 1);
    }

    void survivesAnyTruncation()
    {
        const QByteArray whole = shipped(QStringLiteral("optimus.json"));
        DescriptionLoader loader(serviceSchema());
        for (qsizetype length = 0; length < whole.trimmed().size(); length += 7)
            QVERIFY(!loader.load(whole.left(length), {}, DescriptionLoader::Check::Meaning));
    }

    void survivesAnyMissingOrWrongMember()
    {
        const QJsonObject root = QJsonDocument::fromJson(shipped(QStringLiteral("optimus.json"))).object();
        DescriptionLoader loader(serviceSchema());
        int tried = 0;
        const auto visit = [&](const auto &self, const QJsonValue &value, const QStringList &path) -> void {
            if (!path.isEmpty()) {
                for (const QJsonValue &other :
                     {QJsonValue(QJsonValue::Null), QJsonValue(5), QJsonValue(QStringLiteral("{")),
                      QJsonValue(QJsonArray {1}), QJsonValue(QJsonObject {{QStringLiteral("x"), 1}})}) {
                    const QByteArray text = QJsonDocument(changed(root, path, other).toObject()).toJson();
                    // Without the schema in front: the reading itself must stand anything.
                    const auto loaded = loader.load(text, {}, DescriptionLoader::Check::Meaning);
                    QVERIFY(loaded.has_value() || !loaded.error().isEmpty());
                    ++tried;
                }
            }
            const QJsonObject object = value.toObject();
            for (const QString &key : object.keys())
                self(self, object.value(key), path + QStringList(key));
            const QJsonArray array = value.toArray();
            for (int i = 0; i < qMin<int>(int(array.size()), 2); ++i)
                self(self, array.at(i), path + QStringList(QString::number(i)));
        };
        visit(visit, root, {});
        QVERIFY(tried > 500);
    }

    // What teaches authors must itself load: its blocks put together are one description.
    void theReadmesExampleLoads()
    {
        QFile readme(QStringLiteral(TC_SERVICES_README));
        QVERIFY(readme.open(QIODevice::ReadOnly));
        const QStringList parts = QString::fromUtf8(readme.readAll()).split(QStringLiteral("```json\n"));
        QStringList blocks;
        for (const QString &part : parts.mid(1))
            blocks.append(part.section(QStringLiteral("```"), 0, 0).trimmed());
        QVERIFY(blocks.size() >= 4);
        blocks.first().chop(1);
        QCOMPARE(complaints(blocks.join(u',').toUtf8() + '}'), QString());
    }

    void oneWrongFileDoesNotStopTheOthers()
    {
        using Origin = DescriptionFile::Origin;
        const Catalog catalog(
            {{QStringLiteral("bad.json"), "{", Origin::User},
             {QStringLiteral("mine.json"), named(QStringLiteral("mine")), Origin::User},
             {QStringLiteral("service.schema.json"), serviceSchema(), Origin::Shipped},
             {QStringLiteral("optimus.json"), named(QStringLiteral("optimus")), Origin::Shipped}},
            serviceSchema());
        QCOMPARE(catalog.services().size(), 2);
        QCOMPARE(catalog.services().at(0)->id, QStringLiteral("optimus"));
        QVERIFY(catalog.service(u"mine"));
        QVERIFY(!catalog.service(u"other"));
        QCOMPARE(catalog.errors().size(), 1);
        QCOMPARE(catalog.errors().at(0).fileName, QStringLiteral("bad.json"));
    }

    void idsAreNotTaken()
    {
        using Origin = DescriptionFile::Origin;
        const Catalog catalog(
            {{QStringLiteral("fake.json"), named(QStringLiteral("optimus")), Origin::User},
             {QStringLiteral("one.json"), named(QStringLiteral("mine")), Origin::User},
             {QStringLiteral("two.json"), named(QStringLiteral("mine")), Origin::User},
             {QStringLiteral("optimus.json"), named(QStringLiteral("optimus")), Origin::Shipped}},
            serviceSchema());
        QCOMPARE(catalog.services().size(), 2);
        QCOMPARE(catalog.errors().size(), 2);
        QCOMPARE(catalog.errors().at(0).fileName, QStringLiteral("fake.json"));
        QCOMPARE(catalog.errors().at(0).pointer, QStringLiteral("/id"));
        QCOMPARE(catalog.errors().at(1).fileName, QStringLiteral("two.json"));
    }

    void variablesAreNotTaken_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("pointer"); // "" where the description loads
        QTest::newRow("another's token") << "token"
                                         << "OPTIMUS_TOKEN"
                                         << "/variables/token";
        QTest::newRow("another's token as base URL") << "baseUrl"
                                                     << "OPTIMUS_TOKEN"
                                                     << "/variables/baseUrl";
        QTest::newRow("another's base URL") << "baseUrl"
                                            << "OPTIMUS_BASE_URL"
                                            << "/variables/baseUrl";
        QTest::newRow("another's environment") << "environment"
                                               << "OPTIMUS_ENV"
                                               << "/variables/environment";
        QTest::newRow("its own token again") << "environment"
                                             << "MINE_TOKEN"
                                             << "/variables/environment";
        QTest::newRow("its own") << "baseUrl"
                                 << "MINE_URL"
                                 << "";
    }

    void variablesAreNotTaken()
    {
        QFETCH(QString, kind);
        QFETCH(QString, name);
        QFETCH(QString, pointer);
        QJsonObject variables {{QStringLiteral("token"), QStringLiteral("MINE_TOKEN")}};
        variables.insert(kind, name);
        using Origin = DescriptionFile::Origin;
        const Catalog catalog(
            {{QStringLiteral("mine.json"), named(QStringLiteral("mine"), variables), Origin::User},
             {QStringLiteral("optimus.json"), shipped(QStringLiteral("optimus.json")), Origin::Shipped}},
            serviceSchema());
        QCOMPARE(catalog.services().size(), pointer.isEmpty() ? 2 : 1);
        QCOMPARE(catalog.errors().size(), pointer.isEmpty() ? 0 : 1);
        if (!pointer.isEmpty()) {
            QCOMPARE(catalog.errors().at(0).fileName, QStringLiteral("mine.json"));
            QCOMPARE(catalog.errors().at(0).pointer, pointer);
        }
    }
};

QTEST_APPLESS_MAIN(TestLoader)
#include "tst_loader.moc"
