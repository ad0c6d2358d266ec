#include "terminationsignals.h"

#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tc {

namespace {

constexpr std::array handled {SIGTERM, SIGINT, SIGHUP};

/// A signal handler can reach nothing else.
volatile std::sig_atomic_t wakeDescriptor = -1;

/// Of all that is wanted here only write() may be called in a signal handler.
void wake(int)
{
    const int error = errno;
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(wakeDescriptor, &byte, 1);
    errno = error;
}

} // namespace

class TerminationSignals::Private
{
public:
    explicit Private(TerminationSignals &signals)
        : q(signals)
    {
        if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0)
            return;
        for (const int end : ends) {
            ::fcntl(end, F_SETFD, FD_CLOEXEC);
            ::fcntl(end, F_SETFL, O_NONBLOCK);
        }
        wakeDescriptor = ends[0];
        notifier = std::make_unique<QSocketNotifier>(ends[1], QSocketNotifier::Read);
        QObject::connect(notifier.get(), &QSocketNotifier::activated, &q, [this] {
            char byte = 0;
            while (::read(ends[1], &byte, 1) == 1) { }
            Q_EMIT q.requested();
        });
        for (std::size_t i = 0; i < handled.size(); ++i) {
            struct sigaction action
            {
            };
            action.sa_handler = wake;
            action.sa_flags = SA_RESTART;
            ::sigaction(handled[i], &action, &before[i]);
            if (before[i].sa_handler == SIG_IGN) // as nohup wants it
                ::sigaction(handled[i], &before[i], nullptr);
        }
    }

    ~Private()
    {
        if (!notifier)
            return;
        for (std::size_t i = 0; i < handled.size(); ++i)
            ::sigaction(handled[i], &before[i], nullptr);
        wakeDescriptor = -1;
        for (const int end : ends)
            ::close(end);
    }

    Q_DISABLE_COPY_MOVE(Private)

private:
    TerminationSignals &q;
    std::array<int, 2> ends {-1, -1};
    std::array<struct sigaction, handled.size()> before {};
    std::unique_ptr<QSocketNotifier> notifier;
};

TerminationSignals::TerminationSignals(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this))
{
}

TerminationSignals::~TerminationSignals() = default;

} // namespace tc
