#include "descriptionloader.h"
#include "httptransport.h"
#include "misbehavingserver.h"
#include "tokenapi.h"
#include "waiting.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace tc;

namespace {

constexpr int perPage = 2;

QByteArray contentOf(const char *name)
{
    QFile file(QStringLiteral(TC_SERVICES_DIR "/") + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::shared_ptr<const ServiceDescription> description()
{
    DescriptionLoader loader(contentOf("service.schema.json"));
    return loader.load(contentOf("optiflow.json"), QStringLiteral("optiflow.json")).value_or(nullptr);
}

/// Lists workspaces in pages, as the service's paginator does.
class PagesServer
{
public:
    PagesServer()
        : m_server([this](QTcpSocket &socket, const QByteArray &request) { answer(socket, request); })
    {
    }

    [[nodiscard]] QUrl url() const { return m_server.url(QStringLiteral("/api/v1/")); }
    [[nodiscard]] const QList<QByteArray> &requests() const { return m_server.requests(); }

    int count = 5; ///< workspaces
    int size = perPage;
    /// The link from the page \a number on; "" after the last.
    std::function<QString(int number)> link = [this](int number) {
        return number * size < count ? QStringLiteral("/api/v1/workspaces?page=%1").arg(number + 1)
                                     : QString();
    };
    int failingPage = 0;
    bool repeatsFirst = false; ///< every page has what the first has

private:
    void answer(QTcpSocket &socket, const QByteArray &request)
    {
        static const QRegularExpression expression(QStringLiteral("[?&]page=(\\d+)"));
        const QString asked = expression.match(QString::fromLatin1(request)).captured(1);
        const int number = asked.isEmpty() ? 1 : asked.toInt();
        const int shown = repeatsFirst ? 1 : number;
        if (number == failingPage) {
            socket.write(httpReply("403 Forbidden", "Content-Type: application/json\r\n", "{}"));
            return;
        }
        QJsonArray data;
        for (int id = (shown - 1) * size + 1; id <= qMin(count, shown * size); ++id)
            data.append(QJsonObject {{QStringLiteral("id"), id},
                                     {QStringLiteral("name"), QStringLiteral("Branch %1").arg(id)}});
        const QString next = link(number);
        const QJsonObject page {
            {QStringLiteral("data"), data},
            {QStringLiteral("links"),
             QJsonObject {{QStringLiteral("next"), next.isEmpty() ? QJsonValue() : QJsonValue(next)}}}};
        socket.write(httpReply("200 OK", "Content-Type: application/json\r\n",
                               QJsonDocument(page).toJson(QJsonDocument::Compact)));
    }

    MisbehavingServer m_server;
};

} // namespace

/// The workspaces where they come in pages: bounds and origins are a token list's.
class WorkspacePagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void areFollowed();
    void stayAtTheServer();
    void areAllOrNone();
    void comeToAnEnd_data();
    void comeToAnEnd();

private:
    [[nodiscard]] std::optional<Result<QList<NamedWorkspace>>> listed(const PagesServer &server)
    {
        TokenApi api(
            ServiceMapping(description()),
            {server.url(), QStringLiteral("99"), std::make_shared<const Secret>(Secret::copyOf("7|abc"))},
            m_transport, m_serverClock);
        return outcomeOf(api.workspaces());
    }

    SystemClock m_clock;
    ServerClock m_serverClock {m_clock};
    HttpTransport m_transport;
};

void WorkspacePagesTest::areFollowed()
{
    const PagesServer server;
    const auto result = listed(server);
    QVERIFY(result && *result);
    QStringList ids;
    for (const NamedWorkspace &workspace : **result)
        ids.append(workspace.id);
    QCOMPARE(ids.join(u' '), QStringLiteral("1 2 3 4 5"));
    QCOMPARE((*result)->constLast().name, QStringLiteral("Branch 5"));
    QCOMPARE(server.requests().size(), 3);
    QVERIFY(server.requests().at(0).startsWith("GET /api/v1/workspaces HTTP/1.1\r\n"));
    QVERIFY(server.requests().at(1).startsWith("GET /api/v1/workspaces?page=2 HTTP/1.1\r\n"));
    QVERIFY(server.requests().at(2).startsWith("GET /api/v1/workspaces?page=3 HTTP/1.1\r\n"));
    for (const QByteArray &request : server.requests()) {
        QVERIFY(request.contains("\r\nAuthorization: Bearer 7|abc\r\n"));
        QVERIFY(!request.contains("X-Workspace-ID"));
    }
}

void WorkspacePagesTest::stayAtTheServer()
{
    const PagesServer other;
    PagesServer server;
    // Of a link the query alone is taken, whatever host it names.
    server.link = [&other](int number) {
        return number < 3
            ? other.url().resolved(QUrl(QStringLiteral("workspaces?page=%1").arg(number + 1))).toString()
            : QString();
    };
    const auto result = listed(server);
    QVERIFY(result && *result);
    QCOMPARE((*result)->size(), 5);
    QCOMPARE(server.requests().size(), 3);
    for (const char *elsewhere : {"/api/v1/tokens?page=2", "/api/v1/../workspaces?page=2",
                                  "/api/v1/workspaces/2?page=2", "workspaces"}) {
        server.link = [elsewhere](int) {
            return QString::fromLatin1(elsewhere);
        };
        const qsizetype before = server.requests().size();
        QCOMPARE(kindOf(listed(server)), ErrorKind::Protocol);
        QCOMPARE(server.requests().size(), before + 1);
    }
    QVERIFY(other.requests().isEmpty());
}

void WorkspacePagesTest::areAllOrNone()
{
    PagesServer server;
    server.failingPage = 3;
    QCOMPARE(kindOf(listed(server)), ErrorKind::Forbidden);
    QCOMPARE(server.requests().size(), 3);
}

void WorkspacePagesTest::comeToAnEnd_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("size");
    /// The page that every link leads to; 0 for the next, -1 for that too, with what the first has.
    QTest::addColumn<int>("backTo");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<int>("most"); ///< requests
    QTest::newRow("cycle") << 5 << 2 << 2
                           << QStringLiteral("The server’s list leads back to a page that was read already.")
                           << 2;
    QTest::newRow("empty pages") << 0 << 2 << 0
                                 << QStringLiteral("The server’s list does not come to an end.") << 101;
    QTest::newRow("nothing new") << 1 << 2 << -1
                                 << QStringLiteral("The server’s list does not come to an end.") << 102;
    QTest::newRow("too many") << 1'000'000 << 400 << 0
                              << QStringLiteral("The server lists more than 1,000 workspaces.") << 3;
}

void WorkspacePagesTest::comeToAnEnd()
{
    QFETCH(int, count);
    QFETCH(int, size);
    QFETCH(int, backTo);
    QFETCH(QString, reason);
    QLocale::setDefault(QLocale(QStringLiteral("en_US")));
    PagesServer server;
    server.count = count;
    server.size = size;
    server.repeatsFirst = backTo < 0;
    server.link = [backTo](int number) {
        return QStringLiteral("workspaces?page=%1").arg(backTo > 0 ? backTo : number + 1);
    };
    const auto result = listed(server);
    QCOMPARE(kindOf(result), ErrorKind::Protocol);
    QCOMPARE(result->error().reason, reason);
    QTEST(int(server.requests().size()), "most");
}

QTEST_MAIN(WorkspacePagesTest)
#include "tst_workspacepages.moc"
