#pragma once

#include "connectionprofile.h"
#include "httptransport.h"
#include "tokenapi.h"

namespace tc {

/// Whether a credential may manage tokens at a server, found out by reading the list: a token that may
/// not list would pass a smaller test and then show nothing. Where the profile may not manage, nothing is
/// sent and the outcome is ErrorKind::NoSuchOperation.
///
/// It has a transport of its own, so that certificates which are only being tried reach no other request.
class ConnectionTest final : public Call<Done>
{
public:
    /// \a tls holds at \a profile's server; \a clock must outlive the test.
    ConnectionTest(const ConnectionProfile &profile, std::shared_ptr<const Secret> credential,
                   const TlsSettings &tls, const TransportLimits &limits, const Clock &clock);

    void onWaiting(ServerWaitHandler handler) override { m_list->onWaiting(std::move(handler)); }

private:
    HttpTransport m_transport;
    ServerClock m_clock;
    TokenApi m_api;
    CallPtr<TokenList> m_list;
};

} // namespace tc
