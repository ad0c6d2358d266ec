#pragma once

#include "section.h"
#include "servicerules.h"

#include <optional>

namespace tc {

/// Reads `verification` of the description \a root, for the operations in \a rules. Where it is left out and
/// the service has `try`, success means valid and 401 unknown; nothing where it has neither.
[[nodiscard]] std::optional<VerificationRules> readVerification(const Section &root,
                                                                const ServiceRules &rules);

/// What \a reply, of any status, to the harmless call says of the token.
[[nodiscard]] VerificationAnswer readVerificationAnswer(const ServiceRules &rules,
                                                        const VerificationRules &verification,
                                                        const HttpReplyData &reply);

} // namespace tc
