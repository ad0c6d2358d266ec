#pragma once

namespace tc {

class TokenSession;

/// When the list of a session is read again without being asked for.
class AutomaticRefresh
{
public:
    /// Not owned; it must stay until another (or none) is set.
    void setSession(TokenSession *session) { m_session = session; }

    /// Where it is older than a minute, or the first try is longer ago. Not after a refusal.
    void refreshIfStale();
    /// The same where the server was not to be had before there was a list.
    void retryUnreached();

private:
    TokenSession *m_session = nullptr;
};

} // namespace tc
