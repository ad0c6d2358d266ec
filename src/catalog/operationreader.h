#pragma once

#include "section.h"
#include "servicerules.h"

namespace tc {

/// Facts about the rest of a description that its operations have to fit.
struct OperationContext
{
    bool workspaceInPath = false;
};

/// The name of \a operation in a description: "list".
[[nodiscard]] QLatin1String nameOf(Operation operation);

/// The name of the sign-in among operations, as the error catalogue has it.
[[nodiscard]] QLatin1String signInName();

/// Reads and checks one operation; complains into \a section's errors.
[[nodiscard]] OperationRules readOperation(Operation operation, const Section &section,
                                           const OperationContext &context);

} // namespace tc
