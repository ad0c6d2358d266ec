#include "listrefresh.h"

#include "tokensession.h"

#include <utility>

namespace tc {

ListRefresh::ListRefresh(TokenSession &session, std::map<QString, Secret> answers)
    : m_session(&session)
{
    session.refreshWith(std::move(answers));
    QObject::connect(&session, &TokenSession::refreshFinished, &m_receiver, [this] { conclude(); });
    QObject::connect(&session, &TokenSession::serverWaitChanged, &m_receiver, [this] {
        if (m_waiting)
            m_waiting(m_session->serverWait());
    });
}

ListRefresh::~ListRefresh()
{
    m_receiver.disconnect();
    if (m_session) {
        m_session->disconnect(&m_receiver);
        m_session->cancelRefresh();
    }
}

void ListRefresh::conclude()
{
    TokenSession *const session = std::exchange(m_session, nullptr);
    session->disconnect(&m_receiver);
    const std::optional<ApiError> &error = session->error();
    finish(error ? Result<Done>(tl::unexpected(*error)) : Result<Done>(Done {}));
}

} // namespace tc
