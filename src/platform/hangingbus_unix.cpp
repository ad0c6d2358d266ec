#include "hangingbus.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QDeadlineTimer>

#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace tc {

namespace {

/// The socket of the first Unix address in \a addresses (D-Bus specification, "Server Addresses"); false
/// where there is none.
bool socketOf(const QByteArray &addresses, sockaddr_un &address, socklen_t &size)
{
    address = {};
    address.sun_family = AF_UNIX;
    for (const QByteArray &each : addresses.split(';')) {
        if (!each.startsWith("unix:"))
            continue;
        for (const QByteArray &pair : each.sliced(5).split(',')) {
            const bool isAbstract = pair.startsWith("abstract=");
            if (!isAbstract && !pair.startsWith("path="))
                continue;
            // An abstract name begins with a NUL.
            const QByteArray name = (isAbstract ? QByteArray(1, '\0') : QByteArray())
                + QByteArray::fromPercentEncoding(pair.sliced(pair.indexOf('=') + 1));
            if (name.size() >= qsizetype(sizeof address.sun_path))
                continue;
            std::memcpy(address.sun_path, name.constData(), static_cast<std::size_t>(name.size()));
            size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path)
                                          + static_cast<std::size_t>(name.size()) + (isAbstract ? 0 : 1));
            return true;
        }
    }
    return false;
}

bool becomesReady(int descriptor, short events, const QDeadlineTimer &deadline)
{
    pollfd poll {descriptor, events, 0};
    return ::poll(&poll, 1, static_cast<int>(deadline.remainingTime())) > 0;
}

/// Whether a server that took the connection says anything to a client that presents itself.
bool greets(int descriptor, const QDeadlineTimer &deadline)
{
    // A NUL, then the EXTERNAL mechanism with the user's number, its digits in hexadecimal.
    QByteArray greeting(1, '\0');
    greeting += "AUTH EXTERNAL " + QByteArray::number(::getuid()).toHex() + "\r\n";
    char answer = 0;
    return becomesReady(descriptor, POLLOUT, deadline)
        && ::send(descriptor, greeting.constData(), static_cast<std::size_t>(greeting.size()), MSG_NOSIGNAL)
        == greeting.size()
        && becomesReady(descriptor, POLLIN, deadline) && ::recv(descriptor, &answer, 1, 0) >= 0;
}

bool hangs(const QByteArray &addresses, std::chrono::milliseconds limit)
{
    sockaddr_un address;
    socklen_t size = 0;
    if (!socketOf(addresses, address, size))
        return false;
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
    if (descriptor < 0)
        return false;
    ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    ::fcntl(descriptor, F_SETFL, O_NONBLOCK);
    // A server whose queue is full hangs as well (EAGAIN); one that is not there is found missing by whoever
    // looks.
    const bool connected = ::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), size) == 0;
    const bool silent = connected ? !greets(descriptor, QDeadlineTimer(limit)) : errno == EAGAIN;
    ::close(descriptor);
    return silent;
}

bool letGoIfHanging(const char *variable, const QByteArray &otherwise, std::chrono::milliseconds limit)
{
    const QByteArray addresses = qgetenv(variable);
    if (!hangs(addresses.isEmpty() ? otherwise : addresses, limit))
        return false;
    qputenv(variable, "unix:path=/nonexistent/hanging-bus");
    return true;
}

} // namespace

bool letGoOfHangingBuses(std::chrono::milliseconds limit)
{
    // Where libdbus looks without an address.
    const QByteArray runtime = qgetenv("XDG_RUNTIME_DIR");
    const bool session
        = letGoIfHanging("DBUS_SESSION_BUS_ADDRESS",
                         runtime.isEmpty() ? QByteArray() : "unix:path=" + runtime + "/bus", limit);
    letGoIfHanging("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/run/dbus/system_bus_socket", limit);
    return session;
}

} // namespace tc
