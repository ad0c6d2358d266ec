#pragma once

#include "secret.h"

#include <QString>

#include <tl/expected.hpp>

namespace tc {

/// What a service takes as its credential.
enum class CredentialForm {
    Token, ///< RFC 6750's b68 characters, with `|` besides
    UserAndPassword, ///< `user:password` (RFC 7617), in UTF-8
};

/// A credential as a user typed or pasted it.
struct CredentialInput
{
    Secret secret;
    bool trimmed = false; ///< surrounding white space was taken away, which the user should be told
};

enum class CredentialInputError {
    Empty,
    ForbiddenCharacter, ///< it could not be one header value
    NoColon, ///< there is no user name before a password
};

/// Reads \a text and wipes it, also where it is refused.
[[nodiscard]] tl::expected<CredentialInput, CredentialInputError>
readCredential(QString &&text, CredentialForm form = CredentialForm::Token);

} // namespace tc
