#include "tokenverification.h"

#include "origin.h"
#include "wrongtoken.h"

#include <chrono>
#include <utility>

namespace tc {

namespace {

using std::chrono::milliseconds;

} // namespace

TokenVerification::TokenVerification(const ConnectionProfile &profile, std::shared_ptr<const Secret> token,
                                     HttpTransport &transport, VerificationMemory &memory,
                                     CooldownHandler waiting)
    : m_profile(profile)
    , m_token(std::move(token))
    , m_memory(memory)
    , m_waiting(std::move(waiting))
    , m_clock(memory.clock())
    , m_api(ServiceMapping(profile.service), {profile.baseUrl, profile.workspace, m_token}, transport,
            m_clock)
{
    m_outcome.baseUrl = profile.baseUrl;
    m_turn.setSingleShot(true);
    m_turn.setTimerType(Qt::PreciseTimer);
    m_turn.callOnTimeout(&m_turn, [this] { proceed(); });
    m_turn.start(0); // a call finishes, and tells of waits, only from the event loop
}

void TokenVerification::proceed()
{
    if (!m_profile.mayVerify()) {
        finish(tl::unexpected(ApiError {.kind = ErrorKind::NoSuchOperation}));
        return;
    }
    m_outcome.call = *m_api.mapping().verificationCall();
    if (!m_outcome.control) {
        m_outcome.control = m_memory.control(callName());
        m_outcome.isControlRemembered = m_outcome.control.has_value();
    }
    const QDeadlineTimer next = m_memory.nextCall(callName());
    const bool hasToWait = !next.hasExpired();
    const bool isToTell = m_waiting && (hasToWait || m_isWaiting);
    m_isWaiting = hasToWait;
    if (hasToWait)
        m_turn.start(milliseconds(next.remainingTime() + 1));
    else
        ask();
    if (isToTell) {
        const CooldownHandler waiting = m_waiting; // which may destroy this call
        waiting(hasToWait ? std::optional(next) : std::nullopt);
    }
}

void TokenVerification::ask()
{
    if (m_outcome.call.oneCallEvery.count() > 0)
        m_memory.noteCall(callName(), m_outcome.call.oneCallEvery);
    const bool isControl = !m_outcome.control;
    m_asking = m_api.verify(
        isControl ? std::make_shared<const Secret>(wrongTokenLike(*m_token, *m_profile.service)) : m_token);
    m_asking->onFinished([this, isControl](Result<VerificationAnswer> answer) {
        const auto ended = std::exchange(m_asking, nullptr);
        if (isControl)
            onControl(std::move(answer));
        else
            onToken(std::move(answer));
    });
}

void TokenVerification::onControl(Result<VerificationAnswer> answer)
{
    m_outcome.control = evidenceOf(answer);
    const TokenVerdict means = answer ? answer->means : TokenVerdict::CannotTell;
    if (means == TokenVerdict::Unknown) {
        m_memory.noteControl(callName(), *m_outcome.control);
        proceed();
    } else if (means == TokenVerdict::Valid || means == TokenVerdict::LackingScope) {
        doubt(Verification::Doubt::ControlAccepted);
    } else {
        doubt(Verification::Doubt::ControlNotRefused);
    }
}

void TokenVerification::onToken(Result<VerificationAnswer> answer)
{
    m_outcome.token = evidenceOf(answer);
    m_outcome.verdict = answer ? answer->means : TokenVerdict::CannotTell;
    if (m_outcome.verdict == TokenVerdict::CannotTell)
        doubt(Verification::Doubt::TokenUnexplained);
    else
        finish(std::move(m_outcome));
}

void TokenVerification::doubt(Verification::Doubt doubt)
{
    m_outcome.doubt = doubt;
    finish(std::move(m_outcome));
}

VerificationEvidence TokenVerification::evidenceOf(const Result<VerificationAnswer> &answer) const
{
    return {m_memory.clock().now(), answer ? answer->said : answer.error(),
            answer ? answer->rateLimit : RateLimit()};
}

QString TokenVerification::callName() const
{
    const QString base = Origin(m_profile.baseUrl).toString() + m_profile.baseUrl.path(QUrl::FullyEncoded);
    return m_profile.service->id + u' ' + QString::fromLatin1(m_outcome.call.method) + u' ' + base + u' '
        + m_profile.workspace + u' ' + m_outcome.call.path;
}

} // namespace tc
