#pragma once

#include "localizedtext.h"
#include "secret.h"

#include <QList>
#include <QString>

#include <memory>

namespace tc {

struct ServiceDescription;

/// How secrets of a service begin.
struct SecretPrefix
{
    QString text; ///< with at most one `*`, which stands for 1 to 32 lower-case letters
    QString environmentId; ///< the environment it means, "" where it means none
    LocalizedText unsupported; ///< why tokens that begin so are of no use here; empty where they are
};

/// The form of secrets without a prefix.
enum class SecretForm {
    Any,
    IdAndSecret ///< `7|…`: digits, a bar and 32 or more letters and digits
};

/// How a secret tells that it was mistyped.
enum class SecretChecksum {
    None,
    Crc32Hex ///< its last 8 characters are the CRC-32 of the 40 before, in hexadecimal
};

/// What can be said of a secret by looking at it.
struct RecognisedSecret
{
    std::shared_ptr<const ServiceDescription> service;
    QString environmentId; ///< "" where the secret does not tell
    LocalizedText unsupported; ///< why such a token is of no use here; empty where it is
    bool failsChecksum = false; ///< it may be mistyped or cut: a warning, as some servers use none
};

/// The services among \a services whose secrets look like \a secret; nothing where none claims it, as of a
/// JWT or a secret without prefix. Nothing is sent.
[[nodiscard]] QList<RecognisedSecret>
recognise(const Secret &secret, const QList<std::shared_ptr<const ServiceDescription>> &services);

/// How many bytes of \a secret are \a prefix, 0 where it does not begin so.
[[nodiscard]] qsizetype prefixLength(QByteArrayView secret, const SecretPrefix &prefix);

/// Whether \a secret has the checksum that \a service gives its secrets; true where it gives none.
[[nodiscard]] bool fitsChecksum(QByteArrayView secret, const ServiceDescription &service);

} // namespace tc
