#pragma once

#include "../api/misbehavingserver.h"

#include <QObject>
#include <QRandomGenerator>
#include <QThread>

#include <atomic>

namespace tc::test {

/// A server of 100,000 tokens over pages of 500, on a thread of its own, so that the window's is not measured
/// with it. Where it is told so, it answers one of each ten requests, a random one, with a fault.
class FaultyPages final : public QObject
{
public:
#ifdef TC_SANITIZED
    static constexpr int tokens = 10'000; // a tenth, as it takes so much longer
#else
    static constexpr int tokens = 100'000;
#endif
    static constexpr int perPage = 500;

    enum class Faults {
        None,
        Passing, ///< those that a read is tried again for, and a slow reply
        Any,
    };

    explicit FaultyPages(quint32 seed);
    ~FaultyPages() override;

    [[nodiscard]] QUrl url() const
    {
        return m_url;
    }
    void setFaults(Faults kinds)
    {
        m_kinds = kinds;
    }
    /// Lists \a count tokens from now on, a multiple of perPage, instead of all.
    void setCount(int count)
    {
        m_count = count;
    }
    [[nodiscard]] int faults() const
    {
        return m_faults;
    }
    [[nodiscard]] int requests() const
    {
        return m_requests;
    }

    /// The name of the token \a number; text order and the order of the list differ.
    [[nodiscard]] static QString nameOf(int number);

private:
    void answer(QTcpSocket &socket, const QByteArray &request);
    void answerWrongly(QTcpSocket &socket, const QByteArray &page);

    QThread m_thread;
    QObject *m_onThread;
    QUrl m_url;
    QRandomGenerator m_random; ///< the thread's
    int m_position = 0; ///< of the reply among its ten
    int m_faultyPosition = 0;
    std::atomic<Faults> m_kinds = Faults::None;
    std::atomic<int> m_count = tokens;
    std::atomic<int> m_faults = 0;
    std::atomic<int> m_requests = 0;
};

} // namespace tc::test
