#include "headerguard.h"

#include <chrono>

#ifdef Q_OS_LINUX
#include <QFile>

#include <unistd.h>
#endif

namespace tc {

namespace {

using namespace std::chrono_literals;

constexpr auto patience = 200ms;
constexpr auto interval = 25ms;
constexpr qint64 mostGrowth = 32 * 1024 * 1024;

/// The memory of this process's own that is in use, in bytes; 0 where the system does not tell. What is
/// shared (a window's picture on its way to the screen) is not counted.
qint64 ownBytes()
{
#ifdef Q_OS_LINUX
    QFile file(QStringLiteral("/proc/self/statm"));
    if (file.open(QIODevice::ReadOnly)) {
        const QByteArrayList pages = file.readLine(100).split(' ');
        return (pages.value(1).toLongLong() - pages.value(2).toLongLong()) * ::sysconf(_SC_PAGESIZE);
    }
#endif
    return 0;
}

} // namespace

HeaderGuard::HeaderGuard(std::function<void()> onEndless)
    : m_onEndless(std::move(onEndless))
    , m_before(ownBytes())
{
    m_timer.callOnTimeout(&m_timer, [this] { check(); });
    m_timer.start(patience);
}

void HeaderGuard::check()
{
    m_timer.setInterval(interval);
    if (ownBytes() - m_before <= mostGrowth)
        return;
    m_timer.stop();
    m_onEndless();
}

} // namespace tc
