#pragma once

#include "connectionprofile.h"
#include "errortext.h"
#include "messagebanner.h"
#include "tokenverification.h"

#include <QString>

namespace tc {

/// The verdict in a sentence, and what to do: the vendor's own fix where there is one.
[[nodiscard]] ErrorText verdictText(const Verification &verification);

/// How serious the verdict is.
[[nodiscard]] MessageBanner::Severity severityOf(TokenVerdict verdict);

/// What the verdict rests on, one line each, to be copied: what was asked at \a profile's server and when,
/// status and code of every answer, the vendor's meaning and fix. It holds no secret.
[[nodiscard]] QString evidenceText(const Verification &verification, const ConnectionProfile &profile);

} // namespace tc
