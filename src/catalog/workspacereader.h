#pragma once

#include "namedworkspace.h"
#include "result.h"
#include "servicerules.h"

#include <QJsonValue>
#include <QList>

namespace tc {

/// The workspaces that \a body, of a reply with \a status, lists as \a operation says; each id once.
/// ErrorKind::Protocol where it does not hold what is described.
[[nodiscard]] Result<QList<NamedWorkspace>> readWorkspaceList(const ServiceRules &rules,
                                                              const OperationRules &operation,
                                                              const QJsonValue &body, int status);

} // namespace tc
