#include "workspacelistcall.h"

#include "workspacereader.h"

#include <QCoreApplication>

#include <tuple>

namespace tc {

namespace {

struct ListText
{
    Q_DECLARE_TR_FUNCTIONS(WorkspaceListCall)
};

} // namespace

WorkspaceListCall::WorkspaceListCall(ExchangeContext context)
    : m_context(std::move(context))
{
    const Result<HttpRequestData> first = m_context.mapping.workspacesRequest();
    if (first)
        std::ignore = m_trail.follow(first->target);
    request(first);
}

void WorkspaceListCall::onWaiting(ServerWaitHandler handler)
{
    m_waiting = std::move(handler);
    m_page->onWaiting(m_waiting);
}

void WorkspaceListCall::request(const Result<HttpRequestData> &page)
{
    const QByteArray target = page ? page->target : QByteArray();
    m_page = startExchange<WorkspacePage>(m_context, page,
                                          [mapping = m_context.mapping, target](HttpReplyData &&reply) {
                                              return mapping.readWorkspaces(reply, target);
                                          });
    if (m_waiting)
        m_page->onWaiting(m_waiting);
    m_page->onFinished([this](Result<WorkspacePage> arrived) { onPage(std::move(arrived)); });
}

void WorkspaceListCall::onPage(Result<WorkspacePage> page)
{
    if (!page) {
        finish(tl::unexpected(std::move(page).error()));
        return;
    }
    const qsizetype before = m_workspaces.size();
    for (const NamedWorkspace &workspace : std::as_const(page->workspaces)) {
        if (!m_ids.contains(workspace.id))
            m_workspaces.append(workspace);
        m_ids.insert(workspace.id);
    }
    // A page that repeats what is known leads no further than an empty one.
    if (m_workspaces.size() == before)
        m_trail.noteEmptyPage();
    if (m_workspaces.size() > mostWorkspaces) {
        finish(tl::unexpected(
            brokenList(ListText::tr("The server lists more than %L1 workspaces.").arg(mostWorkspaces))));
        return;
    }
    if (page->nextTarget.isEmpty()) {
        finish(std::move(m_workspaces));
        return;
    }
    const Result<HttpRequestData> next = m_context.mapping.workspacesRequest(page->nextTarget);
    if (auto end = next ? m_trail.follow(next->target) : std::nullopt) {
        finish(tl::unexpected(*std::move(end)));
        return;
    }
    request(next);
}

} // namespace tc
