#pragma once

#include "secret.h"

#include <QString>

#include <tl/expected.hpp>

namespace tc {

/// A bearer token as a user typed or pasted it.
struct CredentialInput
{
    Secret secret;
    bool trimmed = false; ///< surrounding white space was taken away, which the user should be told
};

enum class CredentialInputError {
    Empty,
    ForbiddenCharacter, ///< not of RFC 6750's b68 alphabet (or Laravel Sanctum's `|`): it could not be one
                        ///< header value
};

/// Reads \a text and wipes it, also where it is refused.
[[nodiscard]] tl::expected<CredentialInput, CredentialInputError> readCredential(QString &&text);

} // namespace tc
