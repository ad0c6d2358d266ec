#pragma once

#include "apierror.h"
#include "bearercheck.h"
#include "servermessage.h"

namespace tc {

// How Optimaite says that something is wrong: `{"error": {"code", "message"}}`, with `retry_after` (seconds)
// on 429. The vendor documents the AUTH_ codes, RATE_LIMIT_EXCEEDED and the envelope; the other codes are
// assumed in its style.

[[nodiscard]] ServerResponse optimaiteError(int status, QLatin1String code, const QString &message);
/// 422 with `fields: [{field, message}]`; the pointers of \a errors become field names.
[[nodiscard]] ServerResponse optimaiteInvalid(const QList<FieldError> &errors);
/// 429 until \a until.
[[nodiscard]] ServerResponse optimaiteRateLimited(const QDateTime &until, const QDateTime &now);
/// 500; the reason goes to the log.
[[nodiscard]] ServerResponse optimaiteUnavailable(const StoreError &error);
/// What a caller who is not let in is told. \a verdict must have a refusal.
[[nodiscard]] ServerResponse optimaiteRefusal(const BearerVerdict &verdict, const QDateTime &now);

} // namespace tc
