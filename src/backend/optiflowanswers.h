#pragma once

#include "apierror.h"
#include "bearercheck.h"
#include "servermessage.h"

namespace tc {

// How OptiFlow says that something is wrong: Laravel's `{"message"}`, and for input (422) besides it
// `{"errors": {field: [messages]}}`. There are no machine codes.

[[nodiscard]] ServerResponse optiflowError(int status, const QString &message);
/// 401 `Unauthenticated.`
[[nodiscard]] ServerResponse optiflowUnauthenticated();
/// 403 `This action is unauthorized.`
[[nodiscard]] ServerResponse optiflowUnauthorized();
[[nodiscard]] ServerResponse optiflowNotFound();
/// 422; the pointers of \a errors, of which there must be one, become field names such as `abilities.0`.
[[nodiscard]] ServerResponse optiflowInvalid(const QList<FieldError> &errors);
/// 429 until \a until.
[[nodiscard]] ServerResponse optiflowRateLimited(const QDateTime &until, const QDateTime &now);
/// 500; the reason goes to the log.
[[nodiscard]] ServerResponse optiflowUnavailable(const StoreError &error);
/// What a caller who is not let in is told. \a verdict must have a refusal.
[[nodiscard]] ServerResponse optiflowRefusal(const BearerVerdict &verdict, const QDateTime &now);

} // namespace tc
