#include "../api/misbehavingserver.h"
#include "catalog.h"
#include "desk.h"
#include "mainwindow.h"
#include "onscreen.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <utility>

using namespace tc;
using namespace tc::test;

Q_DECLARE_METATYPE(MisbehavingServer::Behaviour)

namespace {

using Behaviour = MisbehavingServer::Behaviour;

const QByteArray json = "Content-Type: application/json\r\n";
const QByteArray ok = "HTTP/1.1 200 OK\r\n" + json;
constexpr qsizetype mebibyte = 1024 * 1024;

/// A page of Optimus tokens named \a names, whose numbers begin with \a first.
QByteArray pageOf(const QByteArrayList &names, int first = 0, const QByteArray &cursor = {})
{
    QByteArrayList items;
    for (const QByteArray &name : names) {
        const int number = first + static_cast<int>(items.size());
        items.append("{\"id\":\"" + QByteArray::number(number) + "\",\"name\":\"" + name
                     + "\",\"prefix\":\"tok_optimus_abcdef\",\"access\":\"integration\","
                       "\"createdAt\":\"2026-01-01T00:00:"
                     + QByteArray::number(number * 7919 % 60).rightJustified(2, '0')
                     + "Z\",\"lastUsedAt\":null,\"lastUsedIp\":null,"
                       "\"expiresAt\":null,\"revokedAt\":null,\"allowedIps\":[\"10.0.0.0/8\"]}");
    }
    return "{\"items\":[" + items.join(',')
        + "],\"nextCursor\":" + (cursor.isEmpty() ? "null" : '"' + cursor + '"') + '}';
}

QByteArray listReply(const QByteArrayList &names)
{
    return httpReply("200 OK", json, pageOf(names));
}

/// How long the event loop stood still at most, while this lives.
class Heartbeat
{
public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.callOnTimeout(&m_timer, [this] { m_longest = std::max(m_longest, m_sinceBeat.restart()); });
        m_sinceBeat.start();
        m_timer.start(2);
    }
    /// Milliseconds.
    [[nodiscard]] qint64 longest() const { return std::max(m_longest, m_sinceBeat.elapsed()); }

private:
    QTimer m_timer;
    QElapsedTimer m_sinceBeat;
    qint64 m_longest = 0;
};

/// A server on a thread of its own, so that only what the console does is measured.
class ServerThread
{
public:
    explicit ServerThread(const Behaviour &behaviour)
    {
        m_context.moveToThread(&m_thread);
        m_thread.start();
        QMetaObject::invokeMethod(
            &m_context, [&] { m_server = std::make_unique<MisbehavingServer>(behaviour); },
            Qt::BlockingQueuedConnection);
        m_url = m_server->url(QStringLiteral("/"));
    }
    ~ServerThread()
    {
        QMetaObject::invokeMethod(
            &m_context, [this] { m_server.reset(); }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }
    ServerThread(const ServerThread &) = delete;
    ServerThread &operator=(const ServerThread &) = delete;

    [[nodiscard]] QUrl url() const { return m_url; }

private:
    QThread m_thread;
    QObject m_context;
    std::unique_ptr<MisbehavingServer> m_server;
    QUrl m_url;
};

} // namespace

/// The window while a hostile server replies to its session.
class HostileRepliesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void theWindowAnswersThroughout_data();
    void theWindowAnswersThroughout();

private:
    /// The longest standstill of a window while it reads from \a url; \a tokens are listed afterwards.
    void measure(const QUrl &url, qint64 &longest, qsizetype &tokens);
};

void HostileRepliesTest::theWindowAnswersThroughout_data()
{
    QTest::addColumn<Behaviour>("behaviour");
    QTest::addColumn<int>("tokens"); // -1 for an error
    const auto row = [](const char *name, const Behaviour &behaviour, int tokens = -1) {
        QTest::newRow(name) << behaviour << tokens;
    };
    const QByteArray spaces(256 * 1024, ' ');
    row("fault 10: a body drip", [](QTcpSocket &socket, const QByteArray &) {
        socket.write(ok + "Content-Length: 1000000\r\n\r\n");
        drip(socket, " ");
    });
    row("fault 11: 300 MiB", [spaces](QTcpSocket &socket, const QByteArray &) {
        socket.write(ok + "Connection: close\r\n\r\n");
        pour(socket, spaces, 300 * mebibyte);
    });
    row("fault 12: gzip", [spaces](QTcpSocket &socket, const QByteArray &) {
        socket.write(ok + "Content-Encoding: gzip\r\n\r\n");
        pour(socket, spaces, 64 * mebibyte);
    });
    row("fault 13: a header without end", [](QTcpSocket &socket, const QByteArray &) {
        socket.write(ok + "X-Long: ");
        pour(socket, QByteArray(mebibyte, 'x'), 20 * mebibyte);
    });
    row("fault 21: 4 MiB of depth", answering(httpReply("200 OK", json, QByteArray(4 * mebibyte, '['))));
    row("4 MiB of arrays",
        answering(httpReply("200 OK", json, '[' + QByteArray("[0],").repeated(mebibyte - 2) + "[0]]")));
    row("100,000 values",
        answering(httpReply("200 OK", json, '[' + QByteArray("[0],").repeated(49'998) + "[0]]")));
    row("a problem of 4 MiB",
        answering(httpReply(
            "422 No", "Content-Type: application/problem+json\r\n",
            "{\"code\":\"INVALID\",\"detail\":\"" + QByteArray(2 * mebibyte, 'x') + "\",\"errors\":["
                + QByteArray("{\"pointer\":\"/name\",\"message\":\"No\"},").repeated(20'000)
                + "{\"pointer\":\"/name\",\"message\":\"" + QByteArray(mebibyte, 'y') + "\"}]}")));
    row("fault 24: a page of 7,500 tokens", answering(listReply(QByteArrayList(7'500, QByteArray(200, 'n')))),
        7'500);
    row("fault 27: names of 1 MB", answering(listReply(QByteArrayList(4, QByteArray(1'000'000, 'x')))), 4);
    row("fault 27: names of 1 MB of blanks",
        answering(listReply(QByteArrayList(4, QByteArray(1'000'000, ' ')))), 4);
    row("fault 27: names of 1 MB that turn the text",
        answering(listReply(QByteArrayList(4, QByteArray("\xe2\x80\xae").repeated(333'333)))), 4);
    row("fault 27: names of 1 MB of markup",
        answering(listReply(QByteArrayList(4, QByteArray("<img src=x>").repeated(90'000)))), 4);
    row("fault 27: names of 1 MB of one character's marks",
        answering(listReply(QByteArrayList(4, 'a' + QByteArray("\xcc\x81").repeated(499'999)))), 4);
}

void HostileRepliesTest::measure(const QUrl &url, qint64 &longest, qsizetype &tokens)
{
    QFile optimus(QStringLiteral(":/services/optimus.json"));
    QFile schema(QStringLiteral(":/services/service.schema.json"));
    QVERIFY(optimus.open(QIODevice::ReadOnly) && schema.open(QIODevice::ReadOnly));
    const Catalog catalog(
        {{QStringLiteral("optimus.json"), optimus.readAll(), DescriptionFile::Origin::Shipped}},
        schema.readAll());
    ConnectionProfile profile;
    profile.service = catalog.service(u"optimus");
    profile.baseUrl = url;
    HttpTransport transport({.deadline = std::chrono::seconds(2)});
    const SystemClock clock;
    SessionStore store;
    ClipboardGuard clipboard;
    TokenSession session(profile, std::make_shared<const Secret>(Secret::copyOf("abc123")), transport, clock);
    SavedSecrets saved(store, profile.credentialKey(), memoryIndex());
    UnconfirmedSecrets unconfirmed(memoryIndex());
    MainWindow window(clipboard);
    window.setSession(&session, {&saved, &unconfirmed});
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QSignalSpy finished(&session, &TokenSession::refreshFinished);
    {
        const Heartbeat heartbeat;
        session.refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!finished.isEmpty(), 20'000);
        // Drawing what has arrived belongs to it, and so does the details of the first.
        if (!session.tokens().isEmpty()) {
            part<QTableView>(window, "table")->selectRow(0);
            window.repaint();
        }
        QElapsedTimer drawing;
        drawing.start();
        QTRY_VERIFY(drawing.hasExpired(300));
        longest = heartbeat.longest();
    }
    tokens = session.error() ? -1 : session.tokens().size();
    window.setSession(nullptr, {});
}

/// Faults 10, 11, 12, 13, 21, 24 and 27: the event loop stands still for no more than 100 ms longer than
/// idle.
void HostileRepliesTest::theWindowAnswersThroughout()
{
    QFETCH(const Behaviour, behaviour);
    QFETCH(const int, tokens);
    const auto idle = answering(listReply({"Token"}));
    const ServerThread quiet(idle);
    const ServerThread hostile([&behaviour](QTcpSocket &socket, const QByteArray &request) {
        if (request.contains("/current "))
            socket.write(httpReply("404 Not Found", json, "{}"));
        else
            behaviour(socket, request);
    });
    // Other programs may hold this one up; what blocks the window does so every time.
    qint64 excess = 0;
    for (int tries = 0; tries < 3; ++tries) {
        qint64 idleLongest = 0;
        qint64 longest = 0;
        qsizetype listed = 0;
        measure(quiet.url(), idleLongest, listed);
        QCOMPARE(listed, 1);
        measure(hostile.url(), longest, listed);
        QCOMPARE(listed, tokens);
        qInfo("The window stood still for %lld ms at most, otherwise for %lld ms.",
              static_cast<long long>(longest), static_cast<long long>(idleLongest));
        excess = longest - idleLongest;
        if (excess <= 100)
            break;
    }
#ifndef TC_SANITIZED
    QVERIFY2(excess <= 100, QByteArray::number(excess).constData());
#endif
}

QTEST_MAIN(HostileRepliesTest)
#include "tst_hostilereplies.moc"
