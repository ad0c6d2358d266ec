#pragma once

#include "systems.h"

#include <QTemporaryDir>

namespace tc::test {

class FakeClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return m_now; }
    void advance(qint64 milliseconds) { m_now = m_now.addMSecs(milliseconds); }

private:
    QDateTime m_now = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000, Qt::UTC);
};

/// A system's routes on a real database, without a server and with a clock that obeys.
class SystemBench
{
public:
    explicit SystemBench(const QString &system, int rateLimit = 0, int lifetimeMinutes = 0)
        : m_store(std::move(
            Store::open(m_directory.filePath(QStringLiteral("t.sqlite")), clock.now(), system).value()))
        , m_system(makeSystem(system, {*m_store, m_lastUses, m_bearer, clock, rateLimit, lifetimeMinutes}))
    {
        m_system->addTo(m_router);
        m_isPrepared = m_system->prepare().has_value();
    }

    [[nodiscard]] bool isPrepared() const { return m_isPrepared; }
    [[nodiscard]] Store &store() { return *m_store; }

    /// The secret of a new management token for \a owner, "" for the system's first.
    QByteArray manager(const QString &owner = {})
    {
        const IssuedToken made = m_system
                                     ->makeManagementToken(QStringLiteral("Management"),
                                                           m_system->ownerNamed(owner).value().value())
                                     .value();
        (void)m_store->add(made.token, std::nullopt).value();
        return made.secret.reveal([](QByteArrayView bytes) { return bytes.toByteArray(); });
    }

    ServerResponse send(QByteArrayView method, QByteArrayView target, const QByteArray &secret,
                        QByteArrayView body = {})
    {
        const QByteArray authorization = "Bearer " + secret;
        ServerRequest request;
        request.method = method;
        request.target = target;
        request.headers.emplace_back("Authorization", authorization);
        request.body = body;
        request.address = 0x7f000001;
        return m_router.handle(request);
    }

    FakeClock clock;

private:
    QTemporaryDir m_directory;
    std::unique_ptr<Store> m_store;
    LastUses m_lastUses {*m_store};
    FailureGuard m_failures {clock};
    BearerCheck m_bearer {*m_store, m_failures, clock};
    std::unique_ptr<System> m_system;
    Router m_router;
    bool m_isPrepared = false;
};

/// The value of a header of \a response, "" where it has none.
inline QByteArray headerOf(const ServerResponse &response, const QByteArray &name)
{
    for (const auto &[key, value] : response.headers) {
        if (key == name)
            return value;
    }
    return {};
}

} // namespace tc::test
