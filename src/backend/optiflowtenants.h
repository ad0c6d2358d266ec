#pragma once

#include "directory.h"

namespace tc {

/// Every permission that OptiFlow's documentation names.
[[nodiscard]] const QStringList &optiflowPermissions();

/// Makes the two customers that OptiFlow starts with: acme with three workspaces, and with people who differ
/// in permissions and workspaces, and techco. What is there stays.
[[nodiscard]] StoreResult<bool> addOptiflowTenants(Directory directory);

} // namespace tc
