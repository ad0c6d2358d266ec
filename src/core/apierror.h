#pragma once

#include "localizedtext.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace tc {

/// What went wrong, in the terms that decide what a user can do next.
enum class ErrorKind {
    Transport, ///< no connection, or it broke before an answer
    Deadline, ///< no complete answer in time
    Tls, ///< the server could not prove its identity
    Redirect, ///< the server pointed elsewhere; nothing was sent there
    Protocol, ///< an answer that is not what the service's description says
    Unauthorized, ///< 401: the credential is missing, unknown, expired or revoked (RFC 9110, RFC 6750)
    Forbidden, ///< 403: known, but not allowed, or not from this address
    NotFound, ///< 404
    Conflict, ///< 409
    Stale, ///< 412, 428: changed by someone else meanwhile (RFC 9110 If-Match)
    InvalidInput, ///< 400, 422, with the field where the service names one
    RateLimited, ///< 429, until `retryAt`
    Quota, ///< 402: the account's entitlement is used up
    Server, ///< 5xx
    OutcomeUnknown, ///< a write whose answer was lost: it may or may not have been done
    NoSuchOperation, ///< the service has no such operation
    StorageUnavailable, ///< the keychain is locked, missing or refuses
    FileUnavailable, ///< a file of the user's cannot be read or written
    Cancelled, ///< the user ended it
};

/// Which of a user's inputs a service refuses, whatever the service calls it.
enum class InputField { Name, AllowedIps, DeniedIps, Expiry, Scopes, Other };

/// One input error of a problem-details reply (RFC 9457). Both texts are the server's: hostile until escaped.
struct FieldError
{
    QString pointer; ///< RFC 6901 pointer into the request's body, "" where the service names none
    QString message;
    InputField field = InputField::Other; ///< what stands at `pointer` in the request

    friend bool operator==(const FieldError &, const FieldError &) = default;
};

/// A failure as a value. It never holds a credential, a URL, or Qt's errorString().
struct ApiError
{
    ErrorKind kind = ErrorKind::Protocol;
    int status = 0; ///< the HTTP status, 0 where none arrived
    QString vendorCode; ///< the service's machine code, "" where it gives none
    LocalizedText meaning; ///< from the description's error catalogue, empty where it knows none
    LocalizedText fix; ///< the fix the vendor gives, likewise
    QList<FieldError> fields; ///< for InvalidInput
    QDateTime retryAt; ///< UTC; for RateLimited, null where the service does not say
    bool mayHappenLater = false; ///< for StorageUnavailable: the keychain may have done it, or do it yet
    QString reason; ///< a short text of ours, already translated (keychain, schema); never a server's
    QString advice; ///< what to do about `reason`, likewise; "" where the kind says it

    friend bool operator==(const ApiError &, const ApiError &) = default;
};

} // namespace tc
