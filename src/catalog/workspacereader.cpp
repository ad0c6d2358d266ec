#include "workspacereader.h"

#include "requestmaker.h"
#include "tokenreader.h"

#include <QJsonArray>
#include <QSet>

namespace tc {

Result<WorkspaceItems> readWorkspaceList(const ServiceRules &rules, const OperationRules &operation,
                                         const QJsonValue &body, int status)
{
    const QJsonValue place = operation.items.in(body);
    const QJsonArray items = place.toArray();
    if (!place.isArray() || items.size() > mostWorkspaces || !operation.workspaceId)
        return tl::unexpected(protocolError(status, operation.items));
    QList<NamedWorkspace> workspaces;
    QSet<QString> seen;
    for (const QJsonValue item : items) {
        const FieldRule &rule = *operation.workspaceId;
        NamedWorkspace workspace;
        workspace.id = rule.conversion.readText(rule.pointer.in(item)).value_or(QString());
        // It goes into a header field or a path again; one that holds a secret would be shown and kept.
        if (!isPathValue(workspace.id) || !isHeaderValue(workspace.id.toUtf8())
            || rules.token.redactor.redactSecrets(workspace.id) != workspace.id)
            return tl::unexpected(protocolError(status, rule.pointer));
        if (const auto &name = operation.workspaceName)
            workspace.name = rules.token.redactor.redactSecrets(name->in(item).toString());
        if (!seen.contains(workspace.id))
            workspaces.append(workspace);
        seen.insert(workspace.id);
    }
    return WorkspaceItems {std::move(workspaces), items.size()};
}

} // namespace tc
