#pragma once

#include "call.h"
#include "secret.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <map>

namespace tc {

class TokenSession;

/// TokenSession::refreshWith() as a call: it ends as the refresh does, with TokenSession::error() where the
/// list could not be read in full, and its destruction cancels the refresh.
class ListRefresh final : public Call<Done>
{
public:
    /// \a answers by AskedField::id.
    ListRefresh(TokenSession &session, std::map<QString, Secret> answers);
    ~ListRefresh() override;

    void onWaiting(ServerWaitHandler handler) override { m_waiting = std::move(handler); }

private:
    void conclude();

    QPointer<TokenSession> m_session; ///< null once it has ended
    ServerWaitHandler m_waiting;
    QObject m_receiver;
};

} // namespace tc
