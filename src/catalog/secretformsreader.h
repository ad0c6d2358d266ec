#pragma once

#include "section.h"

namespace tc {

struct ServiceDescription;

/// Reads what the description \a root says of how its secrets look into \a description, whose environments
/// are there already.
void readSecretForms(const Section &root, ServiceDescription &description);

} // namespace tc
