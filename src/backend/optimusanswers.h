#pragma once

#include "apierror.h"
#include "bearercheck.h"
#include "jsonbody.h"
#include "servermessage.h"

namespace tc {

// How Optimus says that something is wrong: statuses, codes and headers.

/// 503; the reason goes to the log.
[[nodiscard]] ServerResponse storeUnavailable(const StoreError &error);
/// 422 with all that is wrong.
[[nodiscard]] ServerResponse invalid(const QList<FieldError> &errors);
/// 422 for a query parameter, which no pointer can name.
[[nodiscard]] ServerResponse invalidParameter(const QString &message);
/// 404 for a token.
[[nodiscard]] ServerResponse notFound();
/// 400, or 422 where it is JSON but no object.
[[nodiscard]] ServerResponse bodyError(const JsonBodyError &error);
/// 429 until \a until, with `Retry-After` in seconds.
[[nodiscard]] ServerResponse rateLimited(const QDateTime &until, const QDateTime &now, const QString &detail);
/// What a caller who is not let in is told. \a verdict must have a refusal.
[[nodiscard]] ServerResponse refusal(const BearerVerdict &verdict, const QDateTime &now);

} // namespace tc
