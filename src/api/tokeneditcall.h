#pragma once

#include "tokenexchange.h"

namespace tc {

/// An edit that reads the token first: for its version, or to merge the change into it. Ends with
/// ErrorKind::Stale where what is to be changed is no longer what the user saw.
class TokenEditCall final : public Call<Token>
{
public:
    TokenEditCall(ExchangeContext context, Token base, TokenEdit edit);

    /// Only the read waits.
    void onWaiting(ServerWaitHandler handler) override { m_read->onWaiting(std::move(handler)); }

private:
    struct ReadToken
    {
        Token token;
        QByteArray body; ///< the JSON that it was read from
    };

    void onRead(Result<ReadToken> read);
    /// Whether \a current differs from the base in a field that is to be changed, or by its version.
    [[nodiscard]] bool changedMeanwhile(const Token &current) const;

    ExchangeContext m_context;
    Token m_base;
    TokenEdit m_edit;
    CallPtr<ReadToken> m_read;
    CallPtr<Token> m_write;
};

} // namespace tc
