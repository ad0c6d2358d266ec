#include "tokenapi.h"

#include "tokeneditcall.h"
#include "tokenexchange.h"
#include "tokenlistcall.h"
#include "workspacelistcall.h"

namespace tc {

namespace {

CallPtr<Token> startTokenExchange(const ExchangeContext &context, const Result<HttpRequestData> &request,
                                  Operation operation)
{
    return startExchange<Token>(context, request,
                                [mapping = context.mapping, operation](HttpReplyData &&reply) {
                                    return mapping.readToken(reply, operation);
                                });
}

/// Starts \a request, which may hold what the user was asked for, and wipes it here.
CallPtr<CreatedToken> startNewSecret(const ExchangeContext &context, Result<HttpRequestData> request,
                                     TokenExchange<CreatedToken>::Reader reader)
{
    CallPtr<CreatedToken> call = startExchange<CreatedToken>(context, request, std::move(reader));
    if (request)
        wipeAnswers(*request);
    return call;
}

} // namespace

TokenApi::TokenApi(ServiceMapping mapping, ApiTarget target, HttpTransport &transport, ServerClock &clock,
                   RateLimitHandler rates)
    : m_mapping(std::move(mapping))
    , m_target(std::move(target))
    , m_transport(transport)
    , m_clock(clock)
    , m_rates(std::move(rates))
{
}

TokenApi::~TokenApi() = default;

ExchangeContext TokenApi::context() const
{
    return {m_mapping, m_target.baseUrl, m_target.workspace, m_target.credential, &m_transport,
            &m_clock,  m_rates};
}

CallPtr<TokenList> TokenApi::list(std::function<void(qsizetype)> progress, std::map<QString, Secret> answers)
{
    return std::make_unique<TokenListCall>(context(), std::move(progress),
                                           RequestExtras {m_clock.now(), std::move(answers)});
}

CallPtr<Token> TokenApi::read(const QString &id)
{
    return startTokenExchange(context(), m_mapping.readRequest(id, m_target.workspace), Operation::Read);
}

CallPtr<Token> TokenApi::current()
{
    return startTokenExchange(context(), m_mapping.currentRequest(m_target.workspace), Operation::Current);
}

CallPtr<CreatedToken> TokenApi::create(const TokenDraft &draft, const QByteArray &idempotencyKey,
                                       std::map<QString, Secret> answers)
{
    return startNewSecret(context(),
                          m_mapping.createRequest(draft, idempotencyKey, m_target.workspace,
                                                  {m_clock.now(), std::move(answers)}),
                          [mapping = m_mapping, draft, now = m_clock.now()](HttpReplyData &&reply) {
                              return mapping.readCreated(std::move(reply), draft, now);
                          });
}

CallPtr<CreatedToken> TokenApi::rotate(const Token &token, const Expiry &expiry,
                                       std::map<QString, Secret> answers)
{
    return startNewSecret(
        context(),
        m_mapping.rotateRequest(token, expiry, m_target.workspace, {m_clock.now(), std::move(answers)}),
        [mapping = m_mapping, token](HttpReplyData &&reply) {
            return mapping.readRotated(std::move(reply), token);
        });
}

CallPtr<Token> TokenApi::edit(const Token &base, const TokenEdit &edit)
{
    const auto request = m_mapping.editRequest(base, edit, {}, m_target.workspace, {m_clock.now(), {}});
    // A version alone is not enough where the edit is merged into the object just read.
    if (m_mapping.editNeedsRead() && (base.version.isEmpty() || !request))
        return std::make_unique<TokenEditCall>(context(), base, edit);
    return startTokenExchange(context(), request, Operation::Edit);
}

CallPtr<Done> TokenApi::revoke(const Token &token, std::map<QString, Secret> answers)
{
    Result<HttpRequestData> request
        = m_mapping.revokeRequest(token, m_target.workspace, {m_clock.now(), std::move(answers)});
    CallPtr<Done> call
        = startExchange<Done>(context(), request, [mapping = m_mapping](HttpReplyData &&reply) {
              return mapping.readRevoked(reply);
          });
    if (request)
        wipeAnswers(*request);
    return call;
}

CallPtr<Done> TokenApi::revokeAll()
{
    return startExchange<Done>(
        context(), m_mapping.revokeAllRequest(m_target.workspace),
        [mapping = m_mapping](HttpReplyData &&reply) { return mapping.readAllRevoked(reply); });
}

CallPtr<QList<NamedWorkspace>> TokenApi::workspaces()
{
    return std::make_unique<WorkspaceListCall>(context());
}

CallPtr<Done> TokenApi::tryRequest(std::shared_ptr<const Secret> credential)
{
    ExchangeContext asWhom = context();
    if (credential)
        asWhom.credential = std::move(credential);
    return startExchange<Done>(
        asWhom, m_mapping.tryRequest(m_target.workspace),
        [mapping = m_mapping](HttpReplyData &&reply) { return mapping.readTried(reply); });
}

CallPtr<VerificationAnswer> TokenApi::verify(std::shared_ptr<const Secret> token)
{
    ExchangeContext asWhom = context();
    asWhom.credential = std::move(token);
    return startExchange<VerificationAnswer>(
        asWhom, m_mapping.verificationRequest(m_target.workspace),
        [mapping = m_mapping](HttpReplyData &&reply) -> Result<VerificationAnswer> {
            return mapping.readVerification(reply);
        });
}

} // namespace tc
