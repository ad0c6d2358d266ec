#include "tokeneditcall.h"

namespace tc {

TokenEditCall::TokenEditCall(ExchangeContext context, Token base, TokenEdit edit)
    : m_context(std::move(context))
    , m_base(std::move(base))
    , m_edit(std::move(edit))
{
    m_read = startExchange<HttpReplyData>(
        m_context, m_context.mapping.readRequest(m_base.id, m_context.workspace),
        [mapping = m_context.mapping](HttpReplyData &&reply) -> Result<HttpReplyData> {
            if (Result<Token> token = mapping.readToken(reply); !token)
                return tl::unexpected(std::move(token).error());
            return std::move(reply);
        });
    m_read->onFinished([this](Result<HttpReplyData> reply) { onRead(std::move(reply)); });
}

void TokenEditCall::onRead(Result<HttpReplyData> reply)
{
    const ServiceMapping &mapping = m_context.mapping;
    Result<Token> current = reply ? mapping.readToken(*reply) : tl::unexpected(reply.error());
    m_context.echo().clean(current);
    if (!current) {
        logRefusal(current.error());
        finish(tl::unexpected(current.error()));
        return;
    }
    if (changedMeanwhile(*current)) {
        ApiError stale;
        stale.kind = ErrorKind::Stale;
        finish(tl::unexpected(std::move(stale)));
        return;
    }
    m_write = startExchange<Token>(
        m_context,
        mapping.editRequest(*current, m_edit, reply->body, m_context.workspace, {m_context.clock->now(), {}}),
        [mapping](HttpReplyData &&written) { return mapping.readToken(written, Operation::Edit); });
    m_write->onFinished([this](Result<Token> written) { finish(std::move(written)); });
}

bool TokenEditCall::changedMeanwhile(const Token &current) const
{
    return (!m_base.version.isEmpty() && current.version != m_base.version)
        || (m_edit.name && current.name != m_base.name)
        || (m_edit.allowedIps && current.allowedIps != m_base.allowedIps);
}

} // namespace tc
