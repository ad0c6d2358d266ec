#include "wellbehavedclient.h"

#include "backendprocess.h"

#include <QDebug>
#include <QElapsedTimer>

#include <chrono>

namespace tc::test {

namespace {

#ifdef TC_SANITIZED
constexpr qint64 longestWait = 20'000'000;
#else
constexpr qint64 longestWait = 2'000'000;
#endif
constexpr int fewest = 10;

} // namespace

WellBehavedClient::WellBehavedClient(const BackendProcess &backend, int lastOctet)
    : m_thread([this, port = backend.port(), secret = backend.managementSecret(), lastOctet] {
        run(port, secret, lastOctet);
    })
{
}

WellBehavedClient::~WellBehavedClient()
{
    m_ending = true;
    if (m_thread.joinable())
        m_thread.join();
}

bool WellBehavedClient::wasServedThroughout(const char *during)
{
    m_ending = true;
    m_thread.join();
    qInfo("%s: %d answers to a well-behaved client, %d missing or wrong, the slowest after %.1f ms", during,
          m_served, m_unserved, static_cast<double>(m_slowest) / 1000);
    return m_unserved == 0 && m_served >= fewest && m_slowest <= longestWait;
}

void WellBehavedClient::run(quint16 port, const QByteArray &secret, int lastOctet)
{
    const QHostAddress source(QHostAddress(QStringLiteral("127.0.0.%1").arg(lastOctet)));
    HttpClient kept(port, source);
    const auto ask = [&](HttpClient &http, const QByteArray &target) {
        QElapsedTimer timer;
        timer.start();
        const auto reply = http.send("GET", target, bearer(secret));
        m_slowest = qMax(m_slowest, timer.nsecsElapsed() / 1000);
        ++(reply && reply->status == 200 && !reply->json().isEmpty() ? m_served : m_unserved);
    };
    while (!m_ending || m_served + m_unserved < fewest) {
        ask(kept, "/api/v1/tokens/current");
        HttpClient fresh(port, source);
        ask(fresh, "/api/v1/tokens?limit=10");
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

} // namespace tc::test
