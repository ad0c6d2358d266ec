#include "connectiontest.h"

#include "origin.h"
#include "readycall.h"

namespace tc {

ConnectionTest::ConnectionTest(const ConnectionProfile &profile, std::shared_ptr<const Secret> credential,
                               const TlsSettings &tls, const TransportLimits &limits, const Clock &clock)
    : m_transport(limits)
    , m_clock(clock)
    , m_api(ServiceMapping(profile.service), {profile.baseUrl, profile.workspace, std::move(credential)},
            m_transport, m_clock)
{
    m_transport.setTls(Origin(profile.baseUrl), tls);
    m_list = profile.mayManage()
        ? m_api.list()
        : readyCall<TokenList>(tl::unexpected(ApiError {.kind = ErrorKind::NoSuchOperation}));
    m_list->onFinished([this](Result<TokenList> result) {
        finish(std::move(result).and_then([](TokenList &&list) -> Result<Done> {
            if (list.missing)
                return tl::unexpected(*std::move(list.missing));
            return Done {};
        }));
    });
}

} // namespace tc
