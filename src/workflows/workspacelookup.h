#pragma once

#include "connectionprofile.h"
#include "httptransport.h"
#include "tokenapi.h"

namespace tc {

/// Which workspaces a credential may work in, read before there is a connection. Where the operation may not
/// be sent there (ConnectionProfile::maySend()), nothing is, and the outcome is ErrorKind::NoSuchOperation.
///
/// It has a transport of its own, as ConnectionTest has.
class WorkspaceLookup final : public Call<QList<NamedWorkspace>>
{
public:
    /// \a tls holds at \a profile's server; \a clock must outlive the call.
    WorkspaceLookup(const ConnectionProfile &profile, std::shared_ptr<const Secret> credential,
                    const TlsSettings &tls, const TransportLimits &limits, const Clock &clock);

    void onWaiting(ServerWaitHandler handler) override { m_reading->onWaiting(std::move(handler)); }

private:
    HttpTransport m_transport;
    ServerClock m_clock;
    TokenApi m_api;
    CallPtr<QList<NamedWorkspace>> m_reading;
};

} // namespace tc
