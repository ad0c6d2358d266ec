#pragma once

#include "errortext.h"
#include "secretmismatch.h"

#include <QString>

namespace tc {

/// What a token looks like, by \a claims of recognise(): services, environment, why it is of no use, whether
/// it may be mistyped.
[[nodiscard]] QString recognitionText(const QList<RecognisedSecret> &claims);

/// Why a token does not seem to belong to \a profile's server, and the question whether to use it there.
[[nodiscard]] ErrorText mismatchText(const SecretMismatch &mismatch, const ConnectionProfile &profile);

} // namespace tc
