#pragma once

#include "errortext.h"
#include "lostanswer.h"

#include <QString>

namespace tc {

// What users read about a write whose answer was lost.

/// Why \a finding tells nothing, in a sentence; \a name is the token's, fit to be shown.
[[nodiscard]] QString doubtText(const Finding &finding, const QString &name);
/// What is said where \a finding does not show the token revoked.
[[nodiscard]] ErrorText notRevokedText(const Finding &finding);
/// The same of all tokens.
[[nodiscard]] ErrorText notAllRevokedText(const Finding &finding);

} // namespace tc
