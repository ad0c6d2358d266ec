#pragma once

#include "localbackendprotocol.h"
#include "waitingcalls.h"

#include <QObject>
#include <QTimer>

#include <chrono>

QT_BEGIN_NAMESPACE
class QProcess;
QT_END_NAMESPACE

namespace tc {

/// The embedded backend for --local: a child process of this console, or, where another console has the
/// database already, the running one.
///
/// The child ends when its standard input closes, so it does not outlive this process, however that ends.
/// Errors are ErrorKind::Transport (missing, does not start, ended), Protocol (unreadable answer), Deadline,
/// or NoSuchOperation (an attached backend asked for a token), each with a translated `reason`.
class LocalBackend : public QObject
{
    Q_OBJECT

public:
    /// How long the child may take to become ready, and to answer.
    static constexpr std::chrono::milliseconds defaultDeadline {10'000};

    /// The backend's program beside the console's own.
    [[nodiscard]] static QString programBesideConsole();

    /// \a program and \a database (made by the program if it is not there) are absolute paths. \a serviceId
    /// is the service that the program is to serve; "": the one that it serves by itself.
    LocalBackend(QString program, QString database, std::chrono::milliseconds deadline = defaultDeadline,
                 QString serviceId = {}, QObject *parent = nullptr);
    /// Asks the child to end and does not wait for it. Calls still waiting never finish.
    ~LocalBackend() override;

    /// A backend that runs: the child's own as long as it lives; else it is started, or the running one
    /// attached to. Call it again when an attached backend is no longer reached: its owner may have ended,
    /// and then this console becomes the owner. Destroying the call leaves the child running.
    [[nodiscard]] CallPtr<LocalInstance> start();

    /// A new management token from the child, over its pipe.
    [[nodiscard]] CallPtr<Secret> issueManagementToken();

Q_SIGNALS:
    /// The child ended though nobody asked it to. An attached backend's end is not noticed here.
    void ended();

private:
    enum class State { Idle, Starting, Owning, Attached };

    void launch();
    void readLines();
    void takeFirstLine(QByteArrayView line);
    void takeToken(QByteArrayView line);
    void onFinished(int exitCode);
    void onFailedToStart();
    /// Nothing came of starting; the child, if there is one, has to go.
    void fail(const ApiError &error);
    void letChildEnd();

    QString m_program;
    QString m_database;
    QString m_serviceId;
    State m_state = State::Idle;
    LocalInstance m_instance; ///< while Owning or Attached; while Starting, what another process runs
    QProcess *m_process = nullptr;
    QTimer m_startDeadline;
    QTimer m_answerDeadline;
    WaitingCalls<LocalInstance> m_starts;
    WaitingCalls<Secret> m_tokens;
};

} // namespace tc
