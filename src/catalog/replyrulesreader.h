#pragma once

#include "errorcatalogue.h"
#include "servicerules.h"

namespace tc {

class Section;

/// How a description says to read a token out of a reply; \a section complains where that is wrong.
[[nodiscard]] TokenRules readTokenRules(const Section &section);

/// Likewise how to tell a failure, and what it means.
[[nodiscard]] ErrorCatalogue readErrors(const Section &section);

} // namespace tc
