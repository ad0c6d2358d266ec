#include "retryingcall.h"

#include "apilog.h"
#include "errorcatalogue.h"
#include "httpcall.h"
#include "secret.h"

#include <algorithm>

namespace tc {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds longestWait = std::chrono::hours(1);

bool mayPass(int status)
{
    return status == 429 || status == 502 || status == 503 || status == 504;
}

} // namespace

RetryingCall::RetryingCall(std::shared_ptr<QNetworkAccessManager> manager, Read read,
                           const TransportLimits &limits, std::function<double()> chance,
                           RefusalReader meaning)
    : m_manager(std::move(manager))
    , m_read(std::move(read))
    , m_limits(limits)
    , m_chance(std::move(chance))
    , m_meaning(std::move(meaning))
    , m_deadline(limits.deadline)
{
    m_sinceStart.start();
    m_wait.setSingleShot(true);
    m_wait.setTimerType(Qt::PreciseTimer); // a coarse one is minutes late after an hour
    m_wait.callOnTimeout(&m_wait, [this] { onWaited(); });
    attempt();
}

RetryingCall::~RetryingCall()
{
    m_attempt.reset();
    wipe(m_read.credential.second);
}

void RetryingCall::attempt()
{
    ++m_attempts;
    TransportLimits limits = m_limits;
    limits.deadline = std::max(milliseconds(m_deadline.remainingTime()), milliseconds(1));
    // Its own copy, which it can wipe.
    const QByteArray &value = m_read.credential.second;
    CredentialHeader credential(m_read.credential.first, QByteArray(value.constData(), value.size()));
    QNetworkRequest prepared = networkRequest(m_read.url, m_read.request, credential, m_read.tls);
    m_attempt = std::make_unique<HttpCall>(m_manager, std::move(prepared), m_read.request, limits,
                                           std::move(credential.second));
    m_attempt->onFinished([this](Result<HttpReplyData> outcome) { onOutcome(std::move(outcome)); });
}

void RetryingCall::onOutcome(Result<HttpReplyData> outcome)
{
    const std::optional<Wait> wait = waitAfter(outcome);
    if (!wait) {
        // Whoever owns the call may keep it; the connections and the credential are to end all the same.
        m_manager.reset();
        wipe(m_read.credential.second);
        finish(std::move(outcome));
        return;
    }
    m_attempt.reset();
    logRetry(wait->length);
    m_isAskedToWait = wait->isAsked;
    m_left = milliseconds(m_deadline.remainingTime());
    m_wait.start(wait->length);
    if (!wait->isAsked || !m_waiting)
        return;
    ServerWait told {QDeadlineTimer(wait->length), meaningOf(*outcome)};
    told.error.retryAt = QDateTime::currentDateTimeUtc().addMSecs(wait->length.count());
    tell(told);
}

void RetryingCall::onWaited()
{
    if (m_isAskedToWait)
        m_deadline.setRemainingTime(m_left);
    const bool isToTell = std::exchange(m_isAskedToWait, false) && m_waiting;
    attempt();
    if (isToTell)
        tell(std::nullopt);
}

void RetryingCall::tell(const std::optional<ServerWait> &wait) const
{
    const ServerWaitHandler waiting = m_waiting; // which may destroy this call
    waiting(wait);
}

ApiError RetryingCall::meaningOf(const HttpReplyData &refusal) const
{
    return m_meaning ? m_meaning(refusal)
                     : ApiError {.kind = kindOfStatus(refusal.status), .status = refusal.status};
}

milliseconds RetryingCall::askedWait(const HttpReplyData &refusal) const
{
    // By the server's own clock, as a date is.
    const QDateTime date = dateOf(refusal);
    const QDateTime now = date.isValid() ? date : QDateTime::currentDateTimeUtc();
    QDateTime at = retryAfter(refusal, now);
    // A service may say it in a way of its own, which only counts from a known time.
    if (!at.isValid() && date.isValid())
        at = meaningOf(refusal).retryAt;
    return at.isValid() ? std::clamp(milliseconds(now.msecsTo(at)), milliseconds(0), longestWait)
                        : milliseconds(0);
}

std::optional<RetryingCall::Wait> RetryingCall::waitAfter(const Result<HttpReplyData> &outcome) const
{
    const RetryPolicy &policy = m_limits.retry;
    if (m_attempts >= policy.attempts)
        return std::nullopt;
    const milliseconds own = policy.waitAfter(m_attempts, m_chance());
    const bool fits = milliseconds(m_deadline.remainingTime()) > own;
    if (outcome) {
        if (!mayPass(outcome->status))
            return std::nullopt;
        const milliseconds asked = askedWait(*outcome);
        // Nobody sits before a longer one without being told.
        if (asked > own && (m_waiting || asked <= policy.ceiling))
            return Wait {asked, true};
        return asked <= own && fits ? std::optional(Wait {own, false}) : std::nullopt;
    }
    constexpr int proxyAuthenticationRequired = 407;
    if (outcome.error().kind != ErrorKind::Transport || outcome.error().status == proxyAuthenticationRequired)
        return std::nullopt;
    const bool isUnreachable
        = !m_attempt->wasReached() && milliseconds(m_sinceStart.elapsed()) + own > policy.unreachable;
    return fits && !isUnreachable ? std::optional(Wait {own, false}) : std::nullopt;
}

} // namespace tc
