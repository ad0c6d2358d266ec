#pragma once

#include "tokenexchange.h"

#include <QSet>

namespace tc {

/// All pages of a list, one after another. See TokenApi::list().
class TokenListCall final : public Call<QList<Token>>
{
public:
    TokenListCall(ExchangeContext context, std::function<void(qsizetype)> progress,
                  ServerWaitHandler waiting);

private:
    void request(const Result<HttpRequestData> &page);
    void onPage(Result<TokenPage> page);

    ExchangeContext m_context;
    std::function<void(qsizetype)> m_progress;
    ServerWaitHandler m_waiting;
    QSet<QByteArray> m_visitedTargets;
    QList<Token> m_tokens;
    CallPtr<TokenPage> m_page;
    QObject m_aliveGuard; ///< tells whether a callback destroyed this call
};

} // namespace tc
