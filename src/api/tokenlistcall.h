#pragma once

#include "pagetrail.h"
#include "tokenapi.h"
#include "tokenexchange.h"

#include <QHash>

namespace tc {

/// All pages of a list, one after another. See TokenApi::list().
class TokenListCall final : public Call<TokenList>
{
public:
    TokenListCall(ExchangeContext context, std::function<void(qsizetype)> progress, RequestExtras extras);
    ~TokenListCall() override;

    void onWaiting(ServerWaitHandler handler) override;

private:
    void request(Result<HttpRequestData> page);
    void onPage(Result<TokenPage> page);
    void add(QList<Token> &&tokens);
    /// The list is whole, or ids whose tokens have to be read.
    void onLastPage();
    void readNext();
    void onRead(Result<Token> token);
    /// The list ends before its end: with what was read, if anything was.
    void breakOff(ApiError reason);

    ExchangeContext m_context;
    std::function<void(qsizetype)> m_progress;
    ServerWaitHandler m_waiting;
    PageTrail m_trail;
    qsizetype m_received = 0;
    QList<Token> m_tokens;
    QHash<QString, qsizetype> m_places; ///< of the ids in m_tokens
    CallPtr<TokenPage> m_page;
    RequestExtras m_extras;
    const bool m_isAnswered; ///< whether any answer was given
    QStringList m_unread; ///< ids, the next one last
    CallPtr<Token> m_read;
    QObject m_aliveGuard; ///< tells whether a callback destroyed this call
};

} // namespace tc
