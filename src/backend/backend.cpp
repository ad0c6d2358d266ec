#include "backend.h"

#include "bearercheck.h"
#include "controlpipe.h"
#include "httpserver.h"
#include "issuetoken.h"
#include "lastuses.h"
#include "privatefile.h"
#include "ratelimiter.h"
#include "router.h"
#include "runningfile.h"
#include "store.h"
#include "systems.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLoggingCategory>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <csignal>
#include <cstdio>
#include <thread>

namespace asio = boost::asio;

namespace tc {

Q_LOGGING_CATEGORY(backendLog, "tc.backend")

namespace {

void complain(const QString &sentence)
{
    const QByteArray line = sentence.toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
}

/// One line on standard output. Nobody may be reading any more: that is noticed elsewhere.
void print(QByteArrayView line)
{
    std::fwrite(line.data(), 1, static_cast<std::size_t>(line.size()), stdout);
    std::fflush(stdout);
}

void printJson(const QJsonObject &object)
{
    print(QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
}

/// The parts of a running backend, put together.
class Backend
{
public:
    Backend(const BackendOptions &options, const Clock &clock, std::unique_ptr<Store> store)
        : m_note(options.database)
        , m_store(std::move(store))
        , m_lastUses(*m_store)
        , m_failures(clock)
        , m_bearer(*m_store, m_failures, clock)
        , m_systemId(options.system)
        , m_system(
              makeSystem(options.system,
                         {*m_store, m_lastUses, m_bearer, clock, options.rateLimit, options.lifetimeMinutes}))
        , m_flushTimer(m_context)
        , m_endTimer(m_context)
        , m_signals(m_context, SIGINT, SIGTERM)
        , m_server(m_context, clock, [this](const ServerRequest &request) { return handle(request); })
    {
        m_system->addTo(m_router);
    }

    /// Makes what the system starts with and finds \a owner, for whom management tokens are; complains where
    /// that fails.
    [[nodiscard]] bool prepare(const QString &owner)
    {
        if (auto prepared = m_system->prepare(); !prepared) {
            complain(QStringLiteral("The database cannot be prepared: ") + prepared.error().reason);
            return false;
        }
        const auto found = m_system->ownerNamed(owner);
        if (!found) {
            complain(QStringLiteral("The owner cannot be looked up: ") + found.error().reason);
            return false;
        }
        if (!*found) {
            complain(QStringLiteral("Nobody is called that way in the system: --owner."));
            return false;
        }
        m_owner = **found;
        return true;
    }

    [[nodiscard]] bool listen(std::uint32_t address, std::uint16_t port)
    {
        if (!m_server.listen(address, port))
            return false;
        m_url = QStringLiteral("http://%1:%2").arg(addressText(address)).arg(m_server.port());
        return true;
    }

    /// Where this backend is and whose database it serves.
    [[nodiscard]] QJsonObject whereabouts() const
    {
        return {
            {QStringLiteral("url"), m_url},
            {QStringLiteral("instance"), m_store->instance()},
            {QStringLiteral("services"),
             QJsonObject {{m_systemId, QString(m_url + m_system->basePath(m_owner))}}},
        };
    }

    /// Leaves a note beside the database for those who find it locked.
    [[nodiscard]] bool leaveNote() const { return m_note.write(whereabouts()); }

    /// Issues a management token into a new file; complains where that fails.
    [[nodiscard]] bool writeManagementToken(const QString &file)
    {
        const auto made = m_system->makeManagementToken(QStringLiteral("Management token"), m_owner);
        if (!made) {
            complain(QStringLiteral("A management token cannot be issued: ") + made.error().reason);
            return false;
        }
        QByteArray line;
        line.reserve(made->secret.size() + 1);
        made->secret.reveal([&line](QByteArrayView bytes) { line.append(bytes); });
        line.append('\n');
        // The file comes first: otherwise a token could be left over that nobody can read.
        const NewFileOutcome outcome = writeNewPrivateFile(file, line);
        wipe(line);
        if (outcome != NewFileOutcome::Written) {
            complain(
                outcome == NewFileOutcome::Exists
                    ? QStringLiteral("The file for the management token exists already; it is left as it is.")
                    : QStringLiteral("The file for the management token cannot be written."));
            return false;
        }
        if (auto added = m_store->add(made->token, std::nullopt); !added) {
            QFile::remove(file);
            complain(QStringLiteral("A management token cannot be issued: ") + added.error().reason);
            return false;
        }
        return true;
    }

    void obeyControlPipe()
    {
        m_control = ControlPipe::open(
            m_context, [this](const QByteArray &line) { obey(line); }, [this] { end(); });
    }

    void run()
    {
        m_signals.async_wait([this](boost::system::error_code error, int /*signal*/) {
            if (!error)
                end();
        });
        m_context.run();
        flush();
    }

private:
    ServerResponse handle(const ServerRequest &request)
    {
        ServerResponse response = m_router.handle(request);
        if (m_lastUses.arePending() && !m_flushing)
            flushSoon();
        return response;
    }

    void flushSoon()
    {
        m_flushing = true;
        m_flushTimer.expires_after(std::chrono::seconds(1));
        m_flushTimer.async_wait([this](boost::system::error_code error) {
            m_flushing = false;
            if (!error)
                flush();
        });
    }

    void flush()
    {
        if (auto written = m_lastUses.flush(); !written)
            qCWarning(backendLog).noquote() << "Last uses could not be written:" << written.error().reason;
    }

    void obey(const QByteArray &line)
    {
        if (line != "issue-management-token")
            return complain(QStringLiteral("An order on standard input is not known."));
        const auto made = m_system->makeManagementToken(QStringLiteral("Token Console"), m_owner);
        if (!made)
            return complain(QStringLiteral("A management token cannot be issued: ") + made.error().reason);
        if (auto added = m_store->addForConsole(made->token); !added)
            return complain(QStringLiteral("A management token cannot be issued: ") + added.error().reason);
        QByteArray answer;
        answer.reserve(made->secret.size() + 32);
        answer.append("{\"managementToken\": \"");
        made->secret.reveal([&answer](QByteArrayView bytes) { answer.append(bytes); });
        answer.append("\"}\n");
        print(answer);
        wipe(answer);
    }

    /// Lets answers in the making out, but does not wait long for callers that do not take them.
    void end()
    {
        // Nobody is to be pointed here any more.
        m_note.remove();
        m_signals.cancel();
        m_flushTimer.cancel();
        m_control.reset();
        m_endTimer.expires_after(std::chrono::seconds(1));
        m_endTimer.async_wait([this](boost::system::error_code error) {
            if (!error)
                m_context.stop();
        });
        m_server.stop([this] { m_endTimer.cancel(); });
    }

    RunningFile m_note;
    std::unique_ptr<Store> m_store;
    LastUses m_lastUses;
    FailureGuard m_failures;
    BearerCheck m_bearer;
    QString m_systemId;
    std::unique_ptr<System> m_system;
    TokenOwner m_owner; ///< for whom management tokens are
    Router m_router;
    asio::io_context m_context {1};
    asio::steady_timer m_flushTimer;
    asio::steady_timer m_endTimer;
    asio::signal_set m_signals;
    HttpServer m_server;
    std::unique_ptr<ControlPipe> m_control;
    QString m_url;
    bool m_flushing = false;
};

/// Waits for the backend that holds the lock to say where it is. It may just be starting, or just have ended:
/// then the lock is taken over.
std::unique_ptr<FileLock> lockOrFindOwner(const QString &database, std::optional<QJsonObject> *owner)
{
    constexpr qint64 patience = 5'000; // less than a console waits for this program to be ready
    const RunningFile note(database);
    QElapsedTimer waited;
    waited.start();
    while (true) {
        qint64 pid = 0;
        if (auto lock = FileLock::tryLock(database + QLatin1String(".lock"), &pid)) {
            // What a killed backend left behind points nowhere.
            note.remove();
            return lock;
        }
        *owner = note.read(pid);
        if (*owner || waited.hasExpired(patience))
            return nullptr;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

} // namespace

int runBackend(const BackendOptions &given, const Clock &clock)
{
    BackendOptions options = given;
    // One database has one lock, whatever links lead to it.
    if (const QString file = QFileInfo(options.database).canonicalFilePath(); !file.isEmpty())
        options.database = file;

#ifndef Q_OS_WIN
    std::signal(SIGPIPE, SIG_IGN);
#endif
    // Secrets pass through here: no buffer of the C library is to keep them.
    std::setvbuf(stdout, nullptr, _IONBF, 0);

    std::optional<QJsonObject> owner;
    const auto lock = lockOrFindOwner(options.database, &owner);
    if (!lock && owner) {
        printJson({{QStringLiteral("running"), *owner}});
        return BackendRunning;
    }
    if (!lock) {
        complain(QStringLiteral("The database cannot be locked."));
        return BackendLocked;
    }

    auto store = Store::open(options.database, clock.now(), options.system);
    if (!store) {
        complain(QStringLiteral("The database cannot be opened: ") + store.error().reason);
        return BackendFailed;
    }
    if (auto set = (*store)->setQuota(options.system, options.quota); !set) {
        complain(QStringLiteral("The quota cannot be set: ") + set.error().reason);
        return BackendFailed;
    }
    Backend backend(options, clock, std::move(*store));
    if (!backend.prepare(options.owner))
        return BackendFailed;
    if (!backend.listen(options.address, options.port)) {
        complain(QStringLiteral("The address and port cannot be listened on."));
        return BackendFailed;
    }
    if (!options.managementTokenFile.isEmpty() && !backend.writeManagementToken(options.managementTokenFile))
        return BackendFailed;

    if (!backend.leaveNote()) {
        complain(QStringLiteral("The note beside the database cannot be written."));
        return BackendFailed;
    }
    if (options.attached)
        backend.obeyControlPipe();
    printJson(backend.whereabouts());
    backend.run();
    return BackendEnded;
}

} // namespace tc
