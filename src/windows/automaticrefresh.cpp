#include "automaticrefresh.h"

#include "tokensession.h"

#include <chrono>

namespace tc {

namespace {

constexpr std::chrono::minutes staleAfter {1};

} // namespace

void AutomaticRefresh::refreshIfStale()
{
    // A credential that was refused is not sent again and again: that locks whole addresses out.
    const std::optional<ApiError> error = m_session ? m_session->error() : std::nullopt;
    const bool refused
        = error && (error->kind == ErrorKind::Unauthorized || error->kind == ErrorKind::Forbidden);
    if (m_session && !refused && !m_session->isRefusedUnanswered() && m_session->age() > staleAfter)
        m_session->refresh();
}

void AutomaticRefresh::retryUnreached()
{
    // Without a list there is nothing to work with: whoever waits for the server need not ask for it.
    if (!m_session || m_session->updatedAt().isValid() || !m_session->error())
        return;
    const ErrorKind kind = m_session->error()->kind;
    if (kind == ErrorKind::Transport || kind == ErrorKind::Deadline || kind == ErrorKind::Server)
        refreshIfStale();
}

} // namespace tc
