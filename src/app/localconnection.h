#pragma once

#include "connection.h"
#include "localbackendprotocol.h"

namespace tc {

class LocalBackend;

/// The connection to the embedded backend: it starts or finds that, goes where it is when it moves, and asks
/// it for the token that the keychain does not have.
class LocalConnection final : public Connection
{
    Q_OBJECT

public:
    /// To \a service on \a backend, which, like \a context, must outlive the connection.
    LocalConnection(const ConnectionContext &context, std::shared_ptr<const ServiceDescription> service,
                    LocalBackend &backend);

    /// Takes \a credential for that of the next session, once the backend is there.
    void setGiven(std::shared_ptr<const Secret> credential) { m_given = std::move(credential); }

    [[nodiscard]] bool isEmbedded() const override { return true; }
    [[nodiscard]] bool mayAsk() const override { return m_instance.has_value(); }
    [[nodiscard]] ConnectPrompt::Start promptStart() const override;
    /// Starts or finds the backend and goes on there, with the session where there is one.
    void connectAgain() override;
    void cancel() override;
    /// Opens it with a new token from the backend, and keeps that in the keychain.
    void issueToken();

protected:
    void noteNoEntry() override;
    void noteUnreachable() override;
    void close() override;

private:
    void takeInstance(const LocalInstance &instance);
    void loseInstance(const ApiError &error);
    void noteBackendEnded();

    LocalBackend &m_backend;
    std::optional<LocalInstance> m_instance;
    std::shared_ptr<const Secret> m_given; ///< by --token, until the backend is there to take it
    CallPtr<LocalInstance> m_starting;
    CallPtr<Secret> m_issuing;
};

} // namespace tc
