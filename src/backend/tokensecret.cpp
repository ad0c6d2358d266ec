#include "tokensecret.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <array>
#include <cstring>

namespace tc {

namespace {

constexpr qsizetype checksumDigits = 8;

} // namespace

Secret generateSecret(const SecretFormat &format, qint64 number)
{
    static constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    constexpr unsigned alphabetSize = sizeof(alphabet) - 1;
    // Bytes from here on are drawn again: taking them modulo 62 would favour the first letters.
    constexpr unsigned firstRejected = 256 - 256 % alphabetSize;

    const QByteArray start
        = (format.numbered ? QByteArray::number(number) + '|' : QByteArray()) + format.start;
    const qsizetype startSize = start.size();
    QByteArray text;
    text.reserve(startSize + format.randomCharacters + checksumDigits);
    text.append(start);

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
    if (format.checksummed)
        text.append(QByteArray::number(crc32(QByteArrayView(text).sliced(startSize)), 16)
                        .rightJustified(checksumDigits, '0'));
    return Secret::take(std::move(text));
}

QString shownPrefix(const Secret &secret, const SecretFormat &format)
{
    const auto size = static_cast<qsizetype>(std::strlen(format.start)) + format.shownCharacters;
    return secret.reveal([&](QByteArrayView bytes) {
        const qsizetype number = format.numbered ? bytes.indexOf('|') + 1 : 0;
        return QString::fromLatin1(bytes.first(number + size));
    });
}

quint32 crc32(QByteArrayView bytes)
{
    constexpr quint32 polynomial = 0xedb88320;
    quint32 remainder = 0xffffffff;
    for (const char byte : bytes) {
        remainder ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit)
            remainder = (remainder >> 1) ^ ((remainder & 1) != 0 ? polynomial : 0);
    }
    return ~remainder;
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
