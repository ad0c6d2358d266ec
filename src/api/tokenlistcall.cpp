#include "tokenlistcall.h"

#include <QCoreApplication>
#include <QPointer>

namespace tc {

namespace {

constexpr qsizetype maximumTokens = 100'000;

struct ListText
{
    Q_DECLARE_TR_FUNCTIONS(TokenListCall)
};

tl::unexpected<ApiError> broken(const QString &reason)
{
    ApiError error;
    error.kind = ErrorKind::Protocol;
    error.reason = reason;
    return tl::unexpected(error);
}

} // namespace

TokenListCall::TokenListCall(ExchangeContext context, std::function<void(qsizetype)> progress,
                             ServerWaitHandler waiting)
    : m_context(std::move(context))
    , m_progress(std::move(progress))
    , m_waiting(std::move(waiting))
{
    request(m_context.mapping.listRequest(m_context.workspace));
}

void TokenListCall::request(const Result<HttpRequestData> &page)
{
    if (page)
        m_visitedTargets.insert(page->target);
    const QByteArray target = page ? page->target : QByteArray();
    m_page = startExchange<TokenPage>(
        m_context, page,
        [mapping = m_context.mapping, target](HttpReplyData &&reply) {
            return mapping.readPage(reply, target);
        },
        m_waiting);
    m_page->onFinished([this](Result<TokenPage> arrived) { onPage(std::move(arrived)); });
}

void TokenListCall::onPage(Result<TokenPage> page)
{
    if (!page) {
        finish(tl::unexpected(std::move(page.error())));
        return;
    }
    if (m_tokens.size() + page->tokens.size() > maximumTokens) {
        finish(broken(ListText::tr("The server lists more than %L1 tokens.").arg(maximumTokens)));
        return;
    }
    m_tokens.append(std::move(page->tokens));

    const QPointer<QObject> alive(&m_aliveGuard);
    if (const auto progress = m_progress) {
        progress(m_tokens.size());
        if (!alive)
            return;
    }
    if (page->nextTarget.isEmpty()) {
        finish(std::move(m_tokens));
        return;
    }
    const auto next = m_context.mapping.pageRequest(page->nextTarget, m_context.workspace);
    if (next && m_visitedTargets.contains(next->target)) {
        finish(broken(ListText::tr("The server’s list leads back to a page that was read already.")));
        return;
    }
    request(next);
}

} // namespace tc
