#pragma once

#include "operationreader.h"
#include "section.h"
#include "servicerules.h"

namespace tc {

/// Reads and checks how a service signs in; complains into \a section's errors.
[[nodiscard]] SignInRules readSignIn(const Section &section, const OperationContext &context);

} // namespace tc
