#pragma once

#include "namedworkspace.h"
#include "result.h"
#include "servicerules.h"

#include <QJsonValue>
#include <QList>

namespace tc {

/// More than anybody chooses from, on all pages; a hostile list must not be endless.
inline constexpr qsizetype mostWorkspaces = 1000;

struct WorkspaceItems
{
    QList<NamedWorkspace> workspaces; ///< each id once
    qsizetype items = 0; ///< as many as there were
};

/// The workspaces that \a body, of a reply with \a status, lists as \a operation says. ErrorKind::Protocol
/// where it does not hold what is described, or more than mostWorkspaces.
[[nodiscard]] Result<WorkspaceItems> readWorkspaceList(const ServiceRules &rules,
                                                       const OperationRules &operation,
                                                       const QJsonValue &body, int status);

} // namespace tc
