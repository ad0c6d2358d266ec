#pragma once

#include "apierror.h"
#include "jsonpointer.h"
#include "ratelimit.h"

#include <QByteArray>
#include <QJsonValue>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace tc {

/// What a service's answer to its harmless call says of the token that was sent along.
enum class TokenVerdict {
    Valid,
    LackingScope, ///< genuine, but it may not do just this
    AddressRefused, ///< genuine, but not from this address
    Expired,
    Unknown, ///< revoked, or never issued; what a made-up token gets, too
    CannotTell
};

/// Which answer means what.
struct VerificationAnswerRule
{
    int status = 0;
    QString code; ///< the vendor's code; "" for every answer of this status
    std::optional<JsonPointer> pointer; ///< what the body has to hold there, where it matters
    QJsonValue equals;
    TokenVerdict means = TokenVerdict::CannotTell;
};

/// How a service's tokens are verified: by the harmless call that `try` or `current` describes.
struct VerificationRules
{
    bool byCurrent = false; ///< the call is `current`, else `try`
    QList<VerificationAnswerRule> answers; ///< the first that fits counts; where none does, nothing is said
    std::chrono::seconds oneCallEvery {0}; ///< how often the vendor takes it at most; 0 where it says nothing
};

/// The harmless call as a user reads of it.
struct VerificationCall
{
    QByteArray method;
    QString path; ///< relative to the base URL, with placeholders in braces
    std::chrono::seconds oneCallEvery {0};
};

/// One answer to the harmless call.
struct VerificationAnswer
{
    TokenVerdict means = TokenVerdict::CannotTell;
    ApiError said; ///< status, vendor code, meaning and fix by the error catalogue, whatever the status
    RateLimit rateLimit; ///< what is left to that token
};

} // namespace tc
