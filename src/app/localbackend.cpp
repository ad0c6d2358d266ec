#include "localbackend.h"

#include "applog.h"
#include "readycall.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QProcess>

#include <array>

#if defined(Q_OS_LINUX)
#include <csignal>
#include <sys/prctl.h>
#endif

namespace tc {

namespace {

constexpr qint64 maximumLineSize = 16 * 1024;
constexpr int optionsRefused = 2; // the program's exit codes
constexpr int databaseInUse = 3;
constexpr int databaseLocked = 4;
constexpr std::chrono::milliseconds timeToEnd {2'000};

ApiError failure(ErrorKind kind, const QString &reason)
{
    ApiError error;
    error.kind = kind;
    error.reason = reason;
    return error;
}

/// QProcess's destructor kills the child and blocks until it is gone, so a child that may end in its own
/// time outlives its owner's object. Where no event loop is left to see it end, the closed pipe still does.
void letEnd(QProcess *process)
{
    process->disconnect();
    process->setParent(nullptr);
    if (process->state() == QProcess::NotRunning) {
        process->deleteLater();
        return;
    }
    QObject::connect(process, &QProcess::finished, process, &QObject::deleteLater);
    QObject::connect(process, &QProcess::errorOccurred, process, [process](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            process->deleteLater();
    });
    process->closeWriteChannel();
    QTimer::singleShot(timeToEnd, process, &QProcess::kill);
}

} // namespace

QString LocalBackend::programBesideConsole()
{
#if defined(Q_OS_WIN)
    const QString name = QStringLiteral("token-console-backend.exe");
#else
    const QString name = QStringLiteral("token-console-backend");
#endif
    return QDir(QCoreApplication::applicationDirPath()).absoluteFilePath(name);
}

LocalBackend::LocalBackend(QString program, QString database, std::chrono::milliseconds deadline,
                           QString serviceId, QObject *parent)
    : QObject(parent)
    , m_program(std::move(program))
    , m_database(std::move(database))
    , m_serviceId(std::move(serviceId))
{
    for (QTimer *timer : {&m_startDeadline, &m_answerDeadline}) {
        timer->setSingleShot(true);
        timer->setInterval(deadline);
    }
    m_startDeadline.callOnTimeout(this, [this] {
        qCInfo(appLog) << "The embedded backend was not ready in time.";
        fail(failure(ErrorKind::Deadline, tr("The embedded backend was not ready in time.")));
    });
    m_answerDeadline.callOnTimeout(this, [this] {
        auto tokens = std::exchange(m_tokens, {}); // a late answer finds nobody, or serves a later request
        tokens.finishAll([] {
            return Result<Secret>(tl::unexpected(
                failure(ErrorKind::Deadline, tr("The embedded backend did not answer in time."))));
        });
    });
}

LocalBackend::~LocalBackend()
{
    letChildEnd();
}

CallPtr<LocalInstance> LocalBackend::start()
{
    if (m_state == State::Owning)
        return readyCall<LocalInstance>(m_instance);
    auto call = m_starts.add();
    if (m_state != State::Starting)
        launch();
    return call;
}

CallPtr<Secret> LocalBackend::issueManagementToken()
{
    if (m_state == State::Attached)
        return readyCall<Secret>(tl::unexpected(
            failure(ErrorKind::NoSuchOperation, tr("Another console owns the embedded backend."))));
    if (m_state != State::Owning)
        return readyCall<Secret>(
            tl::unexpected(failure(ErrorKind::Transport, tr("The embedded backend is not running."))));
    m_process->write("issue-management-token\n");
    m_answerDeadline.start();
    return m_tokens.add();
}

void LocalBackend::launch()
{
    m_state = State::Starting;
    m_instance = {};
    m_process = new QProcess(this);
    m_process->setProgram(m_program);
    QStringList arguments {QStringLiteral("--attached"), QStringLiteral("--listen"),
                           QStringLiteral("127.0.0.1:0"), QStringLiteral("--database"), m_database};
    if (!m_serviceId.isEmpty())
        arguments += {QStringLiteral("--system"), m_serviceId};
    m_process->setArguments(arguments);
    m_process->setProcessEnvironment(backendEnvironment(QProcessEnvironment::systemEnvironment()));
    m_process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
#if defined(Q_OS_LINUX)
    // A belt to the pipe's braces: also a child that does not heed its input ends with this process.
    m_process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
#endif
    connect(m_process, &QProcess::readyReadStandardOutput, this, &LocalBackend::readLines);
    connect(m_process, &QProcess::finished, this, &LocalBackend::onFinished);
    // Queued, since a failure to fork is told before start() below returned.
    connect(
        m_process, &QProcess::errorOccurred, this,
        [this, process = m_process](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart && process == m_process)
                onFailedToStart();
        },
        Qt::QueuedConnection);
    m_startDeadline.start();
    m_process->start();
}

void LocalBackend::readLines()
{
    const QPointer<LocalBackend> self(this);
    std::array<char, maximumLineSize + 1> line; // on the stack, to be wiped: it may hold a token
    while (self && m_process && m_process->canReadLine()) {
        const qint64 size = m_process->readLine(line.data(), static_cast<qint64>(line.size()));
        if (size <= 0)
            break;
        const QByteArrayView text(line.data(), size);
        if (m_state == State::Starting)
            takeFirstLine(text);
        else
            takeToken(text);
        wipeBytes(line.data(), static_cast<std::size_t>(size));
    }
    if (self && m_process && m_process->bytesAvailable() > maximumLineSize)
        fail(failure(ErrorKind::Protocol, tr("The embedded backend’s answer cannot be read.")));
}

void LocalBackend::takeFirstLine(QByteArrayView line)
{
    const auto instance = readInstanceLine(line);
    if (!instance) {
        fail(failure(ErrorKind::Protocol, tr("The embedded backend’s answer cannot be read.")));
        return;
    }
    m_instance = *instance;
    if (instance->attached)
        return; // its exit code has the last word
    m_state = State::Owning;
    m_startDeadline.stop();
    qCInfo(appLog) << "The embedded backend was started at" << instance->url;
    m_starts.finishAll([instance] { return Result<LocalInstance>(*instance); });
}

void LocalBackend::takeToken(QByteArrayView line)
{
    m_answerDeadline.stop();
    if (m_tokens.count() > 1)
        m_answerDeadline.start(); // for the next one
    if (auto token = readManagementTokenLine(line))
        m_tokens.finishFirst(std::move(*token));
    else
        m_tokens.finishFirst(tl::unexpected(
            failure(ErrorKind::Protocol, tr("The embedded backend’s answer cannot be read."))));
}

void LocalBackend::onFinished(int exitCode)
{
    const QPointer<LocalBackend> self(this);
    readLines();
    if (!self || !m_process)
        return;
    const bool started = m_state == State::Owning;
    if (m_state == State::Starting && exitCode == databaseInUse && m_instance.attached) {
        letChildEnd();
        m_state = State::Attached;
        qCInfo(appLog) << "Attached to the embedded backend at" << m_instance.url;
        m_starts.finishAll([instance = m_instance] { return Result<LocalInstance>(instance); });
        return;
    }
    qCInfo(appLog) << "The embedded backend ended, exit code" << exitCode;
    QString reason = tr("The embedded backend ended before it was ready.");
    if (started)
        reason = tr("The embedded backend ended.");
    else if (exitCode == optionsRefused && !m_serviceId.isEmpty())
        reason = tr("The embedded backend does not serve “%1”.").arg(m_serviceId);
    else if (exitCode == databaseLocked)
        reason
            = tr("Another program holds the embedded backend’s database and does not say where it answers.");
    fail(failure(ErrorKind::Transport, reason));
    if (self && started)
        Q_EMIT ended();
}

void LocalBackend::onFailedToStart()
{
    const QString program = QDir::toNativeSeparators(m_program);
    qCInfo(appLog) << "The embedded backend could not be started:" << program;
    fail(failure(ErrorKind::Transport,
                 QFileInfo::exists(m_program)
                     ? tr("The embedded backend’s program cannot be started: %1").arg(program)
                     : tr("The embedded backend’s program is missing: %1").arg(program)));
}

void LocalBackend::fail(const ApiError &error)
{
    letChildEnd();
    m_state = State::Idle;
    auto starts = std::exchange(m_starts, {});
    auto tokens = std::exchange(m_tokens, {});
    starts.finishAll([&error] { return Result<LocalInstance>(tl::unexpected(error)); });
    tokens.finishAll([&error] { return Result<Secret>(tl::unexpected(error)); });
}

void LocalBackend::letChildEnd()
{
    m_startDeadline.stop();
    m_answerDeadline.stop();
    if (m_process)
        letEnd(std::exchange(m_process, nullptr));
}

} // namespace tc
