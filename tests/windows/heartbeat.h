#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <atomic>

namespace tc::test {

/// Beats every millisecond on the thread it is made on, and tells the longest time between two.
class Pulse final : public QObject
{
public:
    Pulse()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            const qint64 gap = m_last.restart();
            m_longest = std::max<qint64>(m_longest, gap);
            ++m_beats;
        });
        m_last.start();
        m_timer.start(1);
    }

    /// The longest gap since the last call, in milliseconds, with the one that is not over.
    qint64 takeLongest() { return m_longest.exchange(0); }

    /// How often it has beaten.
    [[nodiscard]] qint64 beats() const { return m_beats; }

private:
    QTimer m_timer {this};
    QElapsedTimer m_last;
    std::atomic<qint64> m_longest = 0;
    std::atomic<qint64> m_beats = 0;
};

/// How long the window's thread was blocked, beyond an idle event loop beside it on the same machine.
class Heartbeat final
{
public:
    Heartbeat()
    {
        m_thread.start();
        m_beside = new Pulse;
        m_beside->moveToThread(&m_thread);
    }
    ~Heartbeat()
    {
        m_beside->deleteLater();
        m_thread.quit();
        m_thread.wait();
    }
    Heartbeat(const Heartbeat &) = delete;
    Heartbeat &operator=(const Heartbeat &) = delete;

    /// Waits until either thread has beaten twice more, so that all gaps until now are known; false where one
    /// does not within a minute.
    [[nodiscard]] bool settle() const
    {
        const qint64 here = m_here.beats() + 2;
        const qint64 beside = m_beside->beats() + 2;
        return QTest::qWaitFor([&] { return m_here.beats() >= here && m_beside->beats() >= beside; }, 60'000);
    }

    /// Since the last call, in milliseconds.
    qint64 takeBlocked()
    {
        const qint64 here = m_here.takeLongest();
        return std::max<qint64>(0, here - m_beside->takeLongest());
    }

private:
    QThread m_thread;
    Pulse m_here;
    Pulse *m_beside;
};

} // namespace tc::test
