#include "workspacelookup.h"

#include "origin.h"
#include "readycall.h"

namespace tc {

WorkspaceLookup::WorkspaceLookup(const ConnectionProfile &profile, std::shared_ptr<const Secret> credential,
                                 const TlsSettings &tls, const TransportLimits &limits, const Clock &clock)
    : m_transport(limits)
    , m_clock(clock)
    , m_api(ServiceMapping(profile.service), {profile.baseUrl, {}, std::move(credential)}, m_transport,
            m_clock)
{
    m_transport.setTls(Origin(profile.baseUrl), tls);
    m_reading = profile.maySend(Operation::Workspaces)
        ? m_api.workspaces()
        : readyCall<QList<NamedWorkspace>>(tl::unexpected(ApiError {.kind = ErrorKind::NoSuchOperation}));
    m_reading->onFinished([this](Result<QList<NamedWorkspace>> result) { finish(std::move(result)); });
}

} // namespace tc
