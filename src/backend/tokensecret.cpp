#include "tokensecret.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <array>
#include <cstring>

namespace tc {

Secret generateSecret(const SecretFormat &format)
{
    static constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    constexpr unsigned alphabetSize = sizeof(alphabet) - 1;
    // Bytes from here on are drawn again: taking them modulo 62 would favour the first letters.
    constexpr unsigned firstRejected = 256 - 256 % alphabetSize;

    const auto startSize = static_cast<qsizetype>(std::strlen(format.start));
    QByteArray text;
    text.reserve(startSize + format.randomCharacters);
    text.append(format.start, startSize);

    std::array<quint32, 16> random {};
    while (text.size() < startSize + format.randomCharacters) {
        QRandomGenerator::system()->fillRange(random.data(), static_cast<qsizetype>(random.size()));
        for (const quint32 word : random) {
            for (int shift = 0; shift < 32 && text.size() < startSize + format.randomCharacters; shift += 8) {
                const unsigned byte = (word >> shift) & 0xff;
                if (byte < firstRejected)
                    text.append(alphabet[byte % alphabetSize]);
            }
        }
    }
    wipeBytes(random.data(), sizeof(random));
    return Secret::take(std::move(text));
}

QString shownPrefix(const Secret &secret, const SecretFormat &format)
{
    const auto size = static_cast<qsizetype>(std::strlen(format.start)) + format.shownCharacters;
    return secret.reveal([size](QByteArrayView bytes) { return QString::fromLatin1(bytes.first(size)); });
}

QByteArray secretHash(QByteArrayView secret)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(secret);
    return hash.result();
}

bool equalInConstantTime(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size())
        return false;
    unsigned char difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= static_cast<unsigned char>(a[i] ^ b[i]);
    return difference == 0;
}

} // namespace tc
