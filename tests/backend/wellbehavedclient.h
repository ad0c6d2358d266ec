#pragma once

#include <QByteArray>
#include <QString>

#include <atomic>
#include <thread>

namespace tc::test {

class BackendProcess;

/// A client that minds the rules, in a thread of its own beside an attack: every 20 ms it asks for its token
/// on a connection that it keeps, and for a page of the list on a new one.
class WellBehavedClient
{
public:
    /// From 127.0.0.\a lastOctet, with the management token. It starts at once.
    explicit WellBehavedClient(const BackendProcess &backend, int lastOctet = 77);
    ~WellBehavedClient();
    WellBehavedClient(const WellBehavedClient &) = delete;
    WellBehavedClient &operator=(const WellBehavedClient &) = delete;

    /// Ends the client; whether it was served each time, and at least ten times, each within two seconds
    /// (twenty in a sanitized build). Prints its slowest answer as that of \a during.
    [[nodiscard]] bool wasServedThroughout(const char *during);

private:
    void run(quint16 port, const QByteArray &secret, int lastOctet);

    std::atomic<bool> m_ending = false;
    int m_served = 0;
    int m_unserved = 0;
    qint64 m_slowest = 0; ///< in microseconds
    std::thread m_thread;
};

} // namespace tc::test
