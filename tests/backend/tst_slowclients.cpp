#include "backendprocess.h"
#include "wellbehavedclient.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>
#include <QTimer>

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

using namespace tc::test;

namespace {

const QByteArray post("POST /api/v1/tokens HTTP/1.1\r\nHost: x\r\n");

/// Connections of misbehaving clients, each of which reads nothing until it is asked to.
class Attackers
{
public:
    explicit Attackers(const BackendProcess &backend)
        : m_port(backend.port())
    {
    }

    /// One more from 127.0.0.66, which sends \a bytes at once; nothing where it cannot connect.
    QTcpSocket *add(const QByteArray &bytes)
    {
        auto socket = std::make_unique<QTcpSocket>();
        if (!socket->bind(QHostAddress(QStringLiteral("127.0.0.66"))))
            return nullptr;
        socket->setReadBufferSize(4096);
        socket->connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        if (!socket->waitForConnected(30'000))
            return nullptr;
        socket->write(bytes);
        socket->flush();
        m_sockets.push_back(std::move(socket));
        return m_sockets.back().get();
    }

    [[nodiscard]] std::vector<std::unique_ptr<QTcpSocket>> &sockets() { return m_sockets; }

    [[nodiscard]] qsizetype open() const
    {
        return std::count_if(m_sockets.begin(), m_sockets.end(), [](const auto &socket) {
            return socket->state() == QAbstractSocket::ConnectedState;
        });
    }

private:
    quint16 m_port;
    std::vector<std::unique_ptr<QTcpSocket>> m_sockets;
};

/// How many connections the backend has, its listening socket not counted.
qsizetype connectionsOf(BackendProcess &backend)
{
    QDirIterator descriptors(QStringLiteral("/proc/%1/fd").arg(backend.process().processId()),
                             QDir::Files | QDir::System);
    qsizetype sockets = 0;
    while (descriptors.hasNext()) {
        descriptors.next();
        if (QFile::symLinkTarget(descriptors.filePath()).contains(QLatin1String("socket:")))
            ++sockets;
    }
    return sockets - 1;
}

} // namespace

/// Callers that take their time, to send or to read.
class TestSlowClients : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void endsHalfRequests()
    {
        struct Slow
        {
            QByteArray start;
            bool drips;
        };
        const std::array<Slow, 5> kinds {{
            {{}, false},
            {"GET / HTTP/1.1\r\nHost: x\r\nX-", false},
            {"GET / HTTP/1.1\r\nHost: x\r\nX-", true},
            {post + "Content-Length: 1000\r\n\r\n{", false},
            {post + "Content-Length: 1000\r\n\r\n{", true},
        }};
        BackendProcess backend;
        QVERIFY(backend.start());
        WellBehavedClient beside(backend);
        Attackers attackers(backend);
        std::vector<qint64> lived;
        QElapsedTimer timer;
        timer.start();
        for (std::size_t i = 0; i < 500; ++i) {
            QTcpSocket *socket = attackers.add(kinds[i % kinds.size()].start);
            QVERIFY(socket);
            connect(socket, &QTcpSocket::disconnected, this,
                    [&lived, &timer, start = timer.elapsed()] { lived.push_back(timer.elapsed() - start); });
        }
        QTimer drip;
        connect(&drip, &QTimer::timeout, this, [&] {
            for (std::size_t i = 0; i < attackers.sockets().size(); ++i) {
                QTcpSocket &socket = *attackers.sockets()[i];
                if (kinds[i % kinds.size()].drips && socket.state() == QAbstractSocket::ConnectedState)
                    socket.write("x");
            }
        });
        drip.start(500);
        QTRY_COMPARE_WITH_TIMEOUT(attackers.open(), 0, 30'000);
        QCOMPARE(lived.size(), std::size_t(500));
        std::sort(lived.begin(), lived.end());
        // Those past the 256th pushed the first ones out; the rest had their ten seconds, a byte or none.
        QVERIFY2(lived[240] < 5'000, QByteArray::number(lived[240]).constData());
        QVERIFY2(lived[260] > 9'000, QByteArray::number(lived[260]).constData());
        QVERIFY2(lived.back() < 11'500, QByteArray::number(lived.back()).constData());
        QVERIFY(beside.wasServedThroughout("500 half requests"));
        QVERIFY(backend.stayedSmall("500 half requests"));
    }

    void boundsWhatBodiesHold()
    {
        BackendProcess backend;
        QVERIFY(backend.start());
        WellBehavedClient beside(backend);
        Attackers attackers(backend);
        const QByteArray allButOne(1024 * 1024 - 1, ' ');
        for (int i = 0; i < 100; ++i) {
            QVERIFY(attackers.add(post + "Content-Length: 1048576\r\n\r\n" + allButOne));
            QVERIFY(attackers.add(post + "Transfer-Encoding: chunked\r\n\r\nfffff\r\n" + allButOne));
        }
        // Eight bodies of 1 MiB are what fits.
        QTRY_VERIFY_WITH_TIMEOUT(attackers.open() <= 8, 60'000);
        QVERIFY(beside.wasServedThroughout("200 large half bodies"));
        QVERIFY(backend.stayedSmall("200 large half bodies"));
        // A body still gets through.
        QVERIFY(!backend.create({{QStringLiteral("name"), QStringLiteral("late")}}).isEmpty());
    }

    void boundsAnswersThatNobodyReads()
    {
        BackendProcess backend;
        QVERIFY(backend.start());
        // As long as a page gets with the longest names and 200 ranges each.
        QVERIFY(runSql(backend.database(),
                       QStringLiteral("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                                      " WHERE i < 500) INSERT INTO token (id, name, prefix, secret_hash,"
                                      " access, created_at, allowed_ips) SELECT printf('%08x%028d', i, 0),"
                                      " printf('%.*c', 4000, 'x'), 'tok', randomblob(32), 'integration', i,"
                                      " '192.0.2.0/24' FROM n")));
        WellBehavedClient beside(backend);
        Attackers attackers(backend);
        const QByteArray ask = "GET /api/v1/tokens?limit=500 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
            + backend.managementSecret() + "\r\n\r\n";
        for (int i = 0; i < 60; ++i) {
            QTcpSocket *socket = attackers.add(ask + ask + ask);
            QVERIFY(socket);
            // One by one: it is not about how many lists can be made in a second.
            QVERIFY(socket->waitForReadyRead(30'000));
        }
        // One sees no end of what one does not read: only the backend knows how many are left.
        QTRY_VERIFY_WITH_TIMEOUT(connectionsOf(backend) <= 5, 60'000);
        QVERIFY(beside.wasServedThroughout("60 callers that read no answer"));
        QVERIFY(backend.stayedSmall("60 callers that read no answer"));
    }

    void answersHalfClosedConnections()
    {
        BackendProcess backend;
        QVERIFY(backend.start());
        HttpClient whole = backend.client();
        QVERIFY(whole.connectNow());
        whole.socket().write("GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n");
        while (whole.socket().bytesToWrite() > 0)
            QVERIFY(whole.socket().waitForBytesWritten(30'000));
        QCOMPARE(::shutdown(static_cast<int>(whole.socket().socketDescriptor()), SHUT_WR), 0);
        QByteArray received;
        while (whole.socket().waitForReadyRead(5'000))
            received += whole.socket().readAll();
        QVERIFY(received.startsWith("HTTP/1.1 404 Not Found\r\n"));
        QCOMPARE(whole.socket().state(), QAbstractSocket::UnconnectedState);

        // Half a request that cannot be completed any more ends at once.
        HttpClient half = backend.client();
        QVERIFY(half.connectNow());
        half.socket().write(post + "Content-Length: 10\r\n\r\n{");
        while (half.socket().bytesToWrite() > 0)
            QVERIFY(half.socket().waitForBytesWritten(30'000));
        QCOMPARE(::shutdown(static_cast<int>(half.socket().socketDescriptor()), SHUT_WR), 0);
        QVERIFY(half.socket().waitForDisconnected(5'000));
    }
};

QTEST_GUILESS_MAIN(TestSlowClients)
#include "tst_slowclients.moc"
