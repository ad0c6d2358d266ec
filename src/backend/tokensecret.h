#pragma once

#include "secret.h"

#include <QByteArray>
#include <QString>

namespace tc {

/// How a service's secrets look: a fixed start and random characters over [A-Za-z0-9].
struct SecretFormat
{
    const char *start = "";
    int randomCharacters = 40;
    int shownCharacters = 6; ///< how many of the random ones the token's `prefix` shows
};

/// A new secret from the system's CSPRNG, each character equally likely.
[[nodiscard]] Secret generateSecret(const SecretFormat &format);

/// The part of \a secret that may be shown.
[[nodiscard]] QString shownPrefix(const Secret &secret, const SecretFormat &format);

/// The SHA-256 of a secret, 32 bytes: the only form in which one is stored. A fast hash does for 238 random
/// bits.
[[nodiscard]] QByteArray secretHash(QByteArrayView secret);

/// Compares in a time that depends on the sizes alone.
[[nodiscard]] bool equalInConstantTime(QByteArrayView a, QByteArrayView b);

} // namespace tc
