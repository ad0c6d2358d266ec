#pragma once

#include "pagetrail.h"
#include "tokenexchange.h"

#include <QSet>

namespace tc {

/// All pages of the workspaces, one after another. See TokenApi::workspaces().
class WorkspaceListCall final : public Call<QList<NamedWorkspace>>
{
public:
    explicit WorkspaceListCall(ExchangeContext context);

    void onWaiting(ServerWaitHandler handler) override;

private:
    void request(const Result<HttpRequestData> &page);
    void onPage(Result<WorkspacePage> page);

    ExchangeContext m_context;
    ServerWaitHandler m_waiting;
    PageTrail m_trail;
    QList<NamedWorkspace> m_workspaces;
    QSet<QString> m_ids; ///< of m_workspaces
    CallPtr<WorkspacePage> m_page;
};

} // namespace tc
