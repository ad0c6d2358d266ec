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
    bool numbered = false; ///< the token's number and `|` come before the start
    bool checksummed = false; ///< the CRC-32 of the random characters follows them, as 8 hexadecimal digits
};

/// A new secret from the system's CSPRNG, each character equally likely. \a number is for numbered ones.
[[nodiscard]] Secret generateSecret(const SecretFormat &format, qint64 number = 0);

/// The part of \a secret that may be shown.
[[nodiscard]] QString shownPrefix(const Secret &secret, const SecretFormat &format);

/// CRC-32 as ISO 3309 and zlib have it (PHP's `crc32b`).
[[nodiscard]] quint32 crc32(QByteArrayView bytes);

/// The SHA-256 of a secret, 32 bytes: the only form in which one is stored. A fast hash does for 238 random
/// bits.
[[nodiscard]] QByteArray secretHash(QByteArrayView secret);

/// Compares in a time that depends on the sizes alone.
[[nodiscard]] bool equalInConstantTime(QByteArrayView a, QByteArrayView b);

} // namespace tc
