// What ServiceMapping asks and reads of a server besides its tokens: workspaces, the harmless call, time and
// limits. Everything else of it is in servicemapping.cpp.

#include "replyreader.h"
#include "requestmaker.h"
#include "servicedescription.h"
#include "servicemapping.h"
#include "servicerules.h"
#include "verificationreader.h"
#include "workspacereader.h"

#include <QUuid>

namespace tc {

Result<HttpRequestData> ServiceMapping::workspacesRequest(const QByteArray &target) const
{
    const OperationRules *const rules = rulesOf(Operation::Workspaces);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    if (!target.isEmpty() && !isPageOf(rules->target, target))
        return failure(ErrorKind::Protocol);
    return RequestMaker(*m_description, *rules, {}).withoutWorkspace().make(target);
}

Result<WorkspacePage> ServiceMapping::readWorkspaces(const HttpReplyData &reply,
                                                     const QByteArray &target) const
{
    const OperationRules *const rules = rulesOf(Operation::Workspaces);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    const Result<QJsonValue> body = bodyOf(*m_description->rules, *rules, reply);
    if (!body)
        return tl::unexpected(body.error());
    Result<WorkspaceItems> read = readWorkspaceList(*m_description->rules, *rules, *body, reply.status);
    if (!read)
        return tl::unexpected(read.error());
    Result<QByteArray> next = rules->pagination.nextTarget(rules->target, reply, *body, read->items, target);
    if (!next) {
        next.error().status = reply.status;
        return tl::unexpected(next.error());
    }
    return WorkspacePage {std::move(read->workspaces), *std::move(next)};
}

Result<HttpRequestData> ServiceMapping::tryRequest(const QString &workspace) const
{
    const OperationRules *const rules = rulesOf(Operation::Try);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    return RequestMaker(*m_description, *rules, workspace)
        .with(QStringLiteral("uuid"), QUuid::createUuid().toString(QUuid::WithoutBraces))
        .make();
}

Result<Done> ServiceMapping::readTried(const HttpReplyData &reply) const
{
    const OperationRules *const rules = rulesOf(Operation::Try);
    if (!rules)
        return failure(ErrorKind::NoSuchOperation);
    return bodyOf(*m_description->rules, *rules, reply).map([](const QJsonValue &) { return Done(); });
}

const OperationRules *ServiceMapping::verificationRules() const
{
    if (!m_description->rules || !m_description->rules->verification)
        return nullptr;
    return rulesOf(m_description->rules->verification->byCurrent ? Operation::Current : Operation::Try);
}

std::optional<VerificationCall> ServiceMapping::verificationCall() const
{
    const OperationRules *const rules = verificationRules();
    if (!rules)
        return std::nullopt;
    return VerificationCall {rules->method, rules->target.text(),
                             m_description->rules->verification->oneCallEvery};
}

bool ServiceMapping::isVerificationDocumented() const
{
    const OperationRules *const rules = verificationRules();
    return rules && rules->documented;
}

Result<HttpRequestData> ServiceMapping::verificationRequest(const QString &workspace) const
{
    if (!verificationRules())
        return failure(ErrorKind::NoSuchOperation);
    const VerificationRules &verification = *m_description->rules->verification;
    Result<HttpRequestData> request
        = verification.byCurrent ? currentRequest(workspace) : tryRequest(workspace);
    // Where calls are counted, none is sent a second time by itself.
    if (request && verification.oneCallEvery.count() > 0)
        request->idempotent = false;
    return request;
}

VerificationAnswer ServiceMapping::readVerification(const HttpReplyData &reply) const
{
    if (!verificationRules())
        return {};
    VerificationAnswer answer
        = readVerificationAnswer(*m_description->rules, *m_description->rules->verification, reply);
    answer.rateLimit = rateLimit(reply);
    return answer;
}

QDateTime ServiceMapping::serverTime(const HttpReplyData &reply)
{
    return dateOf(reply);
}

RateLimit ServiceMapping::rateLimit(const HttpReplyData &reply) const
{
    const RateLimitRules &rules = m_description->rules->rateLimit;
    const auto number = [&](const QByteArray &header) -> std::optional<int> {
        bool ok = false;
        const int value = header.isEmpty() ? 0 : headerValue(reply.headers, header).trimmed().toInt(&ok);
        return ok && value >= 0 ? std::optional(value) : std::nullopt;
    };
    RateLimit state {number(rules.limit), number(rules.remaining), {}};
    if (!rules.reset.isEmpty())
        state.resetsAt
            = instantOfHeader(headerValue(reply.headers, rules.reset), rules.resetIsEpoch, dateOf(reply));
    return state;
}

} // namespace tc
