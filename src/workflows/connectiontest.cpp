#include "connectiontest.h"

namespace tc {

ConnectionTest::ConnectionTest(const ConnectionProfile &profile, std::shared_ptr<const Secret> credential,
                               HttpTransport &transport, const Clock &clock)
    : m_clock(clock)
    , m_api(ServiceMapping(profile.service), {profile.baseUrl, profile.workspace, std::move(credential)},
            transport, m_clock)
    , m_list(m_api.list())
{
    m_list->onFinished([this](Result<QList<Token>> result) {
        finish(result.map([](const QList<Token> &) { return Done {}; }));
    });
}

} // namespace tc
