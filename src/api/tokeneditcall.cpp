#include "tokeneditcall.h"

namespace tc {

TokenEditCall::TokenEditCall(ExchangeContext context, Token base, TokenEdit edit)
    : m_context(std::move(context))
    , m_base(std::move(base))
    , m_edit(std::move(edit))
{
    m_read
        = startExchange<ReadToken>(m_context, m_context.mapping.readRequest(m_base.id, m_context.workspace),
                                   [mapping = m_context.mapping](HttpReplyData &&reply) -> Result<ReadToken> {
                                       Result<Token> token = mapping.readToken(reply);
                                       if (!token)
                                           return tl::unexpected(std::move(token).error());
                                       return ReadToken {*std::move(token), std::move(reply.body)};
                                   });
    m_read->onFinished([this](Result<ReadToken> read) { onRead(std::move(read)); });
}

void TokenEditCall::onRead(Result<ReadToken> read)
{
    if (!read) {
        finish(tl::unexpected(std::move(read).error()));
        return;
    }
    if (changedMeanwhile(read->token)) {
        ApiError stale;
        stale.kind = ErrorKind::Stale;
        finish(tl::unexpected(std::move(stale)));
        return;
    }
    const ServiceMapping &mapping = m_context.mapping;
    m_write = startExchange<Token>(
        m_context,
        mapping.editRequest(read->token, m_edit, read->body, m_context.workspace,
                            {m_context.clock->now(), {}}),
        [mapping](HttpReplyData &&written) { return mapping.readToken(written, Operation::Edit); });
    m_write->onFinished([this](Result<Token> written) { finish(std::move(written)); });
}

bool TokenEditCall::changedMeanwhile(const Token &current) const
{
    return (!m_base.version.isEmpty() && current.version != m_base.version)
        || (m_edit.name && current.name != m_base.name)
        || (m_edit.allowedIps && current.allowedIps != m_base.allowedIps)
        || (m_edit.deniedIps && current.deniedIps != m_base.deniedIps);
}

} // namespace tc
