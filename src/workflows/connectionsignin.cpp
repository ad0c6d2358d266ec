#include "connectionsignin.h"

#include "origin.h"
#include "readycall.h"

namespace tc {

ConnectionSignIn::ConnectionSignIn(const ConnectionProfile &profile, std::map<QString, Secret> answers,
                                   const TlsSettings &tls, const TransportLimits &limits, const Clock &clock)
    : m_transport(limits)
    , m_clock(clock)
{
    m_transport.setTls(Origin(profile.baseUrl), tls);
    m_signIn = profile.mayManage()
        ? signIn(ServiceMapping(profile.service), profile.baseUrl, profile.workspace, std::move(answers),
                 m_transport, m_clock)
        : readyCall<Secret>(tl::unexpected(ApiError {.kind = ErrorKind::NoSuchOperation}));
    m_signIn->onFinished([this](Result<Secret> session) { finish(std::move(session)); });
}

} // namespace tc
