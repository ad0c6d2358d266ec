#pragma once

#include "clock.h"
#include "connectionprofile.h"
#include "httptransport.h"
#include "signin.h"

namespace tc {

/// Begins a session at a server before there is a connection to it; see signIn(). The outcome is the
/// session's credential. Where the profile may not manage, nothing is sent and the outcome is
/// ErrorKind::NoSuchOperation.
///
/// It has a transport of its own, as ConnectionTest has.
class ConnectionSignIn final : public Call<Secret>
{
public:
    /// \a answers are to ServiceDescription::signInAsks; \a tls holds at \a profile's server; \a clock must
    /// outlive the call.
    ConnectionSignIn(const ConnectionProfile &profile, std::map<QString, Secret> answers,
                     const TlsSettings &tls, const TransportLimits &limits, const Clock &clock);

private:
    HttpTransport m_transport;
    ServerClock m_clock;
    CallPtr<Secret> m_signIn;
};

} // namespace tc
