#pragma once

#include "call.h"
#include "secret.h"
#include "servicemapping.h"

#include <QString>
#include <QUrl>

#include <map>

namespace tc {

class HttpTransport;
class ServerClock;

/// Begins a session with what ServiceDescription::signInAsks asks for: \a answers, by AskedField::id, which
/// are wiped when the call ends. The request is sent once, whatever becomes of it.
///
/// The outcome is the session's credential for ApiTarget::credential. ErrorKind::Protocol where a reply holds
/// none, or one with other characters than RFC 6750's b68; InvalidInput at /asked/ID where an answer is
/// missing or cannot be sent; NoSuchOperation where the service has no sign-in. \a transport and \a clock
/// must outlive the call.
[[nodiscard]] CallPtr<Secret> signIn(const ServiceMapping &mapping, const QUrl &baseUrl,
                                     const QString &workspace, std::map<QString, Secret> answers,
                                     HttpTransport &transport, ServerClock &clock);

} // namespace tc
