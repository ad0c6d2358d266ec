#pragma once

#include "tokentexts.h"

namespace tc {

struct ServiceDescription;

/// What \a service calls its types of tokens and its scopes, in the console's language.
[[nodiscard]] AccessLabels accessLabels(const ServiceDescription &service);

} // namespace tc
