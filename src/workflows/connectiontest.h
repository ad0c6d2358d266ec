#pragma once

#include "connectionprofile.h"
#include "tokenapi.h"

namespace tc {

/// Whether a credential may manage tokens at a server, found out by reading the list: a token that may
/// not list would pass a smaller test and then show nothing. Where the profile may not manage, nothing is
/// sent and the outcome is ErrorKind::NoSuchOperation.
class ConnectionTest final : public Call<Done>
{
public:
    /// \a transport and \a clock must outlive the test.
    ConnectionTest(const ConnectionProfile &profile, std::shared_ptr<const Secret> credential,
                   HttpTransport &transport, const Clock &clock);

private:
    ServerClock m_clock;
    TokenApi m_api;
    CallPtr<TokenList> m_list;
};

} // namespace tc
