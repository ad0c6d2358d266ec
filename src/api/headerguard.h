#pragma once

#include <QTimer>

#include <functional>

namespace tc {

/// Watches for header fields without end while a reply's header has not ended.
///
/// Qt 6.4 keeps header fields without any limit (over 50 MiB a second, for as long as a request may take),
/// and tells nothing of them before they end. What can be watched is this process's own memory: where it has
/// grown by 32 MiB within one wait of more than 0.2 s, the header is taken for endless. Other work of the
/// process may grow it, too, but nothing of ours does so by as much at once. Where the system does
/// not tell the memory (elsewhere than on Linux), nothing is watched.
class HeaderGuard
{
public:
    /// Calls \a onEndless at most once, from the event loop.
    explicit HeaderGuard(std::function<void()> onEndless);

    /// The header has ended, or nobody waits for it any more.
    void stop() { m_timer.stop(); }

private:
    void check();

    std::function<void()> m_onEndless;
    qint64 m_before; ///< bytes
    QTimer m_timer;
};

} // namespace tc
