#include "catalog.h"
#include "httptransport.h"
#include "misbehavingserver.h"
#include "testcertificates.h"
#include "tokenapi.h"
#include "waiting.h"

#include <QEventLoop>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <cstdio>
#include <cstring>

using namespace tc;

Q_DECLARE_METATYPE(MisbehavingServer::Behaviour)

namespace {

using Behaviour = MisbehavingServer::Behaviour;

const QByteArray json = "Content-Type: application/json\r\n";
const QByteArray ok = "HTTP/1.1 200 OK\r\n" + json;
constexpr qint64 mebibyte = 1024 * 1024;
constexpr qint64 endless = 100'000 * mebibyte;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A field of /proc/self/status, in KiB.
qint64 statusKibibytes(const char *field)
{
    for (const QByteArray &line : contentOf(QStringLiteral("/proc/self/status")).split('\n')) {
        if (line.startsWith(field))
            return line.simplified().split(' ').value(1).toLongLong();
    }
    return -1;
}

/// A page of Optimus tokens named \a names.
QByteArray pageOf(const QByteArrayList &names)
{
    QByteArrayList items;
    for (const QByteArray &name : names)
        items.append("{\"id\":\"" + QByteArray::number(items.size()) + "\",\"name\":\"" + name
                     + "\",\"prefix\":\"tok_optimus_abcdef\",\"access\":\"integration\","
                       "\"createdAt\":\"2026-01-01T00:00:00Z\",\"lastUsedAt\":null,\"lastUsedIp\":null,"
                       "\"expiresAt\":null,\"revokedAt\":null,\"allowedIps\":[]}");
    return "{\"items\":[" + items.join(',') + "],\"nextCursor\":null}";
}

Behaviour pouring(const QByteArray &head, const QByteArray &piece, qint64 total)
{
    return [head, piece, total](QTcpSocket &socket, const QByteArray &) {
        socket.write(head);
        pour(socket, piece, total);
    };
}

/// The child: reads the list twice, a good one first, and prints the second outcome's kind (-1 for none) and
/// by how many KiB the process grew at most meanwhile.
int runChild(const QUrl &url, const QString &authority, std::chrono::milliseconds deadline)
{
    std::optional<TrustedAuthority> trust;
    if (!authority.isEmpty())
        trust.emplace(QSslCertificate::fromPath(authority).value(0));
    const QString services = QStringLiteral(TC_SERVICES_DIR "/");
    const Catalog catalog(
        {{QStringLiteral("optimus.json"), contentOf(services + QStringLiteral("optimus.json")),
          DescriptionFile::Origin::Shipped}},
        contentOf(services + QStringLiteral("service.schema.json")));
    HttpTransport transport({.deadline = deadline});
    const SystemClock clock;
    ServerClock serverClock(clock);
    TokenApi api(ServiceMapping(catalog.service(u"optimus")),
                 {url, {}, std::make_shared<const Secret>(Secret::copyOf("abc123"))}, transport, serverClock);
    if (const auto warm = outcomeOf(api.list()); !warm || !*warm)
        return 1;
    const qint64 before = statusKibibytes("VmRSS:");
    QFile reset(QStringLiteral("/proc/self/clear_refs"));
    if (!reset.open(QIODevice::WriteOnly | QIODevice::Unbuffered) || reset.write("5") != 1)
        return 2; // VmHWM would tell of the start
    int kind = -1;
    {
        const auto outcome = outcomeOf(api.list(), 60'000);
        if (!outcome)
            return 3;
        if (!*outcome)
            kind = static_cast<int>(outcome->error().kind);
    }
    std::printf("%d %lld\n", kind, static_cast<long long>(statusKibibytes("VmHWM:") - before));
    return before > 0 ? 0 : 4;
}

} // namespace

/// How much a console's process grows by whatever a server replies.
class TestReplyMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void staysWithinBounds_data();
    void staysWithinBounds();

private:
    TestCertificates m_certificates;
};

void TestReplyMemory::staysWithinBounds_data()
{
    QTest::addColumn<Behaviour>("behaviour");
    QTest::addColumn<std::optional<ErrorKind>>("kind");
    QTest::addColumn<bool>("tls");
    QTest::addColumn<int>("mebibytes");
    const auto row = [](const char *name, const Behaviour &behaviour, std::optional<ErrorKind> kind,
                        bool tls = false, int mebibytes = 20) {
        QTest::newRow(name) << behaviour << kind << tls << mebibytes;
    };
    const auto body = [&row](const char *name, const QByteArray &content, std::optional<ErrorKind> kind) {
        row(name, answering(httpReply("200 OK", json, content)), kind);
    };
    const QByteArray spaces(256 * 1024, ' ');
    const QByteArray open = ok + "Connection: close\r\n\r\n";
    const QByteArray chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";
    row("fault 11: 300 MiB", pouring(open, spaces, 300 * mebibyte), ErrorKind::Protocol);
    row("fault 11: 300 MiB, length said",
        pouring(ok + "Content-Length: 314572800\r\n\r\n", spaces, 300 * mebibyte), ErrorKind::Protocol);
    row("fault 11: 300 MiB over TLS", pouring(open, spaces, 300 * mebibyte), ErrorKind::Protocol, true);
    row("fault 11: 300 MiB of an error",
        pouring("HTTP/1.1 500 No\r\n" + json + "Connection: close\r\n\r\n", spaces, 300 * mebibyte),
        ErrorKind::Protocol);
    row("fault 11: 300 MiB in one chunk", pouring(chunked + "12c00000\r\n", spaces, 300 * mebibyte),
        ErrorKind::Protocol);
    row("fault 11: 300 MiB in one chunk over TLS", pouring(chunked + "12c00000\r\n", spaces, 300 * mebibyte),
        ErrorKind::Protocol, true);
    row("fault 11: chunks without end", pouring(chunked, "40000\r\n" + spaces + "\r\n", endless),
        ErrorKind::Protocol);
    row("fault 11: small chunks without end",
        pouring(chunked, QByteArray("40\r\n" + spaces.first(64) + "\r\n").repeated(4'000), endless),
        ErrorKind::Protocol);
    row("fault 12: gzip without end",
        pouring(ok + "Content-Encoding: gzip\r\n\r\n", "\x1f\x8b\x08" + spaces, endless),
        ErrorKind::Protocol);
    // Qt's header is the one thing that nothing bounds but time and HeaderGuard.
    const Behaviour field = pouring(ok + "X-Long: ", QByteArray(mebibyte, 'x'), endless);
    const Behaviour fields
        = pouring(ok, QByteArray("X-Field: " + QByteArray(60, 'y') + "\r\n").repeated(15'000), endless);
    row("fault 13: a field without end", field, ErrorKind::Deadline, false, 64);
    row("fault 13: fields without end", fields, ErrorKind::Deadline, false, 64);
    row("fault 13: a field without end over TLS", field, ErrorKind::Deadline, true, 64);
    row("fault 13: fields without end over TLS", fields, ErrorKind::Deadline, true, 64);
    body("8 MiB of small arrays", '[' + QByteArray("[0],").repeated(2 * mebibyte) + "[0]]",
         ErrorKind::Protocol);
    body("4 MiB of small arrays", '[' + QByteArray("[0],").repeated(mebibyte - 2) + "[0]]",
         ErrorKind::Protocol);
    body("100,000 values", '[' + QByteArray("[0],").repeated(49'998) + "[0]]", ErrorKind::Protocol);
    body("100,000 values in 4 MiB of objects",
         '[' + QByteArray("{\"" + QByteArray(70, 'n') + "\":0},").repeated(49'998) + "0]",
         ErrorKind::Protocol);
    body("a string of 4 MiB", "[\"" + QByteArray(4 * mebibyte - 4, 'x') + "\"]", ErrorKind::Protocol);
    body("a string of 4 MiB beyond Latin-1", "[\"" + QByteArray("\xe2\x82\xac").repeated(1'398'000) + "\"]",
         ErrorKind::Protocol);
    body("a string of 4 MiB of escapes", "[\"" + QByteArray("\\u20ac").repeated(699'000) + "\"]",
         ErrorKind::Protocol);
    body("fault 21: 4 MiB of depth", QByteArray(4 * mebibyte, '['), ErrorKind::Protocol);
    body("fault 27: names of 1 MB", pageOf(QByteArrayList(4, QByteArray(1'000'000, 'x'))), std::nullopt);
    body("fault 27: names of 1 MB beyond Latin-1",
         pageOf(QByteArrayList(4, QByteArray("\xe2\x80\xae").repeated(333'333))), std::nullopt);
    row("as many tokens as fit beside a list that counts",
        answering(
            httpReply("200 OK", json,
                      pageOf(QByteArrayList(8'000, QByteArray(200, 'n'))).chopped(1) + ",\"items\":[]}")),
        std::nullopt);
    body("no token beside 100,000 values in 4 MiB",
         "{\"items\":[],\"nextCursor\":null,\"x\":["
             + QByteArray("{\"" + QByteArray(70, 'n') + "\":0},").repeated(49'990) + "0]}",
         std::nullopt);
    row("as many tokens as fit",
        answering(httpReply("200 OK", json, pageOf(QByteArrayList(9'000, QByteArray(200, 'n'))))),
        std::nullopt);
}

/// Faults 11, 12 and 13: aborted or refused before the process grows by 20 MiB (64 MiB by header fields).
void TestReplyMemory::staysWithinBounds()
{
    QFETCH(const Behaviour, behaviour);
    QFETCH(const std::optional<ErrorKind>, kind);
    QFETCH(const bool, tls);
    [[maybe_unused]] QFETCH(const int, mebibytes);
    bool isFirst = true;
    MisbehavingServer server([&](QTcpSocket &socket, const QByteArray &request) {
        if (std::exchange(isFirst, false))
            socket.write(httpReply("200 OK", json, pageOf({"Token"})));
        else
            behaviour(socket, request);
    });
    QTemporaryDir directory;
    QFile authority(directory.filePath(QStringLiteral("authority.pem")));
    QStringList arguments {QStringLiteral("--child")};
    if (tls) {
        const TestCertificates::Identity identity = m_certificates.issue();
        server.setTls(identity.certificate, identity.key);
        QVERIFY(authority.open(QIODevice::WriteOnly)
                && authority.write(m_certificates.authority().toPem()) > 0);
        authority.close();
    }
    // A header without end takes all the time there is, so that it is short unless the run may be long.
    const bool isShort = kind == ErrorKind::Deadline && !qEnvironmentVariableIsSet("TC_LONG");
    arguments += {server.url(QStringLiteral("/")).toString(), tls ? authority.fileName() : QString(),
                  isShort ? QStringLiteral("5000") : QStringLiteral("30000")};

    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    if (tls) {
        // What OpenSSL keeps of a thread's last error counts as leaked while Qt's network thread lives.
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("ASAN_OPTIONS"), QStringLiteral("detect_leaks=0:abort_on_error=0"));
        child.setProcessEnvironment(environment);
    }
    QEventLoop loop;
    connect(&child, &QProcess::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(90'000, &loop, &QEventLoop::quit);
    child.start(QCoreApplication::applicationFilePath(), arguments);
    loop.exec();
    QCOMPARE(child.state(), QProcess::NotRunning);
    QCOMPARE(child.exitCode(), 0);
    const QByteArrayList said = child.readAllStandardOutput().trimmed().split(' ');
    QCOMPARE(said.size(), 2);
    QCOMPARE(said[0].toInt(), kind ? static_cast<int>(*kind) : -1);
    const qint64 grown = said[1].toLongLong();
    qInfo("grew by %lld KiB", static_cast<long long>(grown));
#ifndef TC_SANITIZED
    QVERIFY2(grown <= mebibytes * 1024, said[1].constData());
#endif
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.value(1) == QLatin1String("--child"))
        return runChild(QUrl(arguments.value(2)), arguments.value(3),
                        std::chrono::milliseconds(arguments.value(4).toInt()));
    TestReplyMemory test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_replymemory.moc"
