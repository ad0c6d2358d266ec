#pragma once

#include "secret.h"

namespace tc {

struct ServiceDescription;

/// A made-up token that looks like \a token of \a service: the same prefix, length and kinds of characters,
/// each but the prefix' and punctuation drawn anew by the system's CSPRNG, and no checksum that fits. A token
/// too short to be told from a real one by chance alone is made longer than real ones are.
[[nodiscard]] Secret wrongTokenLike(const Secret &token, const ServiceDescription &service);

} // namespace tc
