#pragma once

#include "bearercheck.h"
#include "servermessage.h"

namespace tc {

// How Optiverse says that something is wrong. The vendor documents six codes with their statuses, and success
// as `{"success": true, …}`; that a failure is `{"success": false, "error": {"code", "message"}}` is assumed.

/// AUTH001, 401.
[[nodiscard]] ServerResponse optiverseMissingHeader();
/// AUTH002, 401: wrong format, expired or not found.
[[nodiscard]] ServerResponse optiverseInvalidKey();
/// KEY001, 409.
[[nodiscard]] ServerResponse optiverseHasKey();
/// VAL001, 400.
[[nodiscard]] ServerResponse optiverseInvalid(const QString &message);
/// PERM001, 404: not found, or not the caller's.
[[nodiscard]] ServerResponse optiverseNotFound();
/// SRV500, 500; the reason goes to the log.
[[nodiscard]] ServerResponse optiverseUnavailable(const StoreError &error);
/// 429 until \a until with `Retry-After`, which the vendor gives no code.
[[nodiscard]] ServerResponse optiverseRateLimited(const QDateTime &until, const QDateTime &now,
                                                  const QString &message);
/// Any other failure, without a code: the vendor has no more of them.
[[nodiscard]] ServerResponse optiverseFailure(int status, const QString &message);

} // namespace tc
