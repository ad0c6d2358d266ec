#pragma once

#include "connectionprofile.h"
#include "tokenapi.h"
#include "verificationmemory.h"

#include <QDeadlineTimer>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace tc {

class HttpTransport;

/// What is known of a token, and by what.
struct Verification
{
    /// Why there is no verdict.
    enum class Doubt {
        None,
        ControlAccepted, ///< the server takes a made-up token for a genuine one
        ControlNotRefused, ///< what the server said of a made-up token is no refusal; see `control`
        TokenUnexplained ///< what it said of the token, if anything, tells nothing; see `token`
    };

    TokenVerdict verdict = TokenVerdict::CannotTell;
    Doubt doubt = Doubt::None;
    VerificationCall call;
    QUrl baseUrl;
    std::optional<VerificationEvidence> control; ///< the negative control
    bool isControlRemembered = false; ///< from a verification before
    std::optional<VerificationEvidence> token; ///< none where the control did not hold: it was not sent then
};

/// Told that the vendor takes the next call only at \a until, and, with none, that it is made now. It may
/// destroy the verification.
using CooldownHandler = std::function<void(const std::optional<QDeadlineTimer> &until)>;

/// Whether a token works: the service's harmless call, with the token.
///
/// The negative control comes first: the same call with a made-up token, which has to be refused. Where it is
/// not, the token is not sent, and nothing is said of it. A control that held is remembered. Where the vendor
/// takes one call in a time only, whatever was sent last, each waits for its turn.
///
/// It finishes with a verdict, CannotTell among them; with ErrorKind::NoSuchOperation where the service has
/// no such call, or it may not be sent there (ConnectionProfile::mayVerify()).
class TokenVerification final : public Call<Verification>
{
public:
    /// \a transport and \a memory must outlive the verification.
    TokenVerification(const ConnectionProfile &profile, std::shared_ptr<const Secret> token,
                      HttpTransport &transport, VerificationMemory &memory, CooldownHandler waiting = {});

private:
    /// Waits for the call's turn, then makes it.
    void proceed();
    void ask();
    void onControl(Result<VerificationAnswer> answer);
    void onToken(Result<VerificationAnswer> answer);
    [[nodiscard]] VerificationEvidence evidenceOf(const Result<VerificationAnswer> &answer) const;
    /// How the memory knows the call: by origin, path and service.
    [[nodiscard]] QString callName() const;
    void doubt(Verification::Doubt doubt);

    ConnectionProfile m_profile;
    std::shared_ptr<const Secret> m_token;
    VerificationMemory &m_memory;
    CooldownHandler m_waiting;
    ServerClock m_clock;
    TokenApi m_api;
    Verification m_outcome;
    QTimer m_turn;
    bool m_isWaiting = false;
    CallPtr<VerificationAnswer> m_asking;
};

} // namespace tc
