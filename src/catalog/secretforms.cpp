#include "secretforms.h"

#include "servicedescription.h"

#include <QByteArrayView>

#include <algorithm>

namespace tc {

namespace {

/// What a `*` stands for at most, in the redactor as well.
constexpr qsizetype mostLetters = 32;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}

bool isWordCharacter(char c)
{
    return isDigit(c) || isLower(c) || (c >= 'A' && c <= 'Z') || c == '_';
}

/// Where the secret part of `7|…` begins, -1 where \a secret is not of that form.
qsizetype secretAfterId(QByteArrayView secret)
{
    constexpr qsizetype shortestSecret = 32;
    const qsizetype bar = secret.indexOf('|');
    if (bar < 1 || secret.size() - bar - 1 < shortestSecret)
        return -1;
    const bool fits = std::all_of(secret.begin(), secret.begin() + bar, isDigit)
        && std::all_of(secret.begin() + bar + 1, secret.end(), isWordCharacter);
    return fits ? bar + 1 : -1;
}

/// The CRC-32 of ISO 3309 (ITU-T V.42), as zlib and PHP's crc32b compute it.
quint32 crc32(QByteArrayView bytes)
{
    constexpr quint32 polynomial = 0xedb88320;
    quint32 crc = 0xffffffff;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? polynomial : 0);
    }
    return ~crc;
}

/// The longest prefix of \a service that \a secret begins with, nullptr where none does; one without `*`
/// before one with.
const SecretPrefix *longestPrefix(QByteArrayView secret, const ServiceDescription &service)
{
    const SecretPrefix *longest = nullptr;
    const auto rank = [](const SecretPrefix &prefix) {
        return std::pair(!prefix.text.contains(u'*'), prefix.text.size());
    };
    for (const SecretPrefix &prefix : service.prefixes) {
        if (prefixLength(secret, prefix) > 0 && (!longest || rank(*longest) < rank(prefix)))
            longest = &prefix;
    }
    return longest;
}

} // namespace

qsizetype prefixLength(QByteArrayView secret, const SecretPrefix &prefix)
{
    const QByteArray text = prefix.text.toUtf8();
    const qsizetype star = text.indexOf('*');
    const QByteArrayView before = QByteArrayView(text).first(star < 0 ? text.size() : star);
    if (before.isEmpty() || !secret.startsWith(before))
        return 0;
    if (star < 0)
        return before.size();
    const QByteArrayView after = QByteArrayView(text).sliced(star + 1);
    qsizetype end = before.size();
    while (end < secret.size() && end - before.size() < mostLetters && isLower(secret[end]))
        ++end;
    return end > before.size() && secret.sliced(end).startsWith(after) ? end + after.size() : 0;
}

bool fitsChecksum(QByteArrayView secret, const ServiceDescription &service)
{
    if (service.secretChecksum == SecretChecksum::None)
        return true;
    constexpr qsizetype checksumDigits = 8;
    constexpr qsizetype coveredCharacters = 40;
    const qsizetype start = secretAfterId(secret);
    const QByteArrayView part = start < 0 ? secret : secret.sliced(start);
    if (part.size() < coveredCharacters + checksumDigits)
        return false;
    const QByteArrayView covered = part.chopped(checksumDigits).last(coveredCharacters);
    const QByteArray expected = QByteArray::number(crc32(covered), 16).rightJustified(checksumDigits, '0');
    return part.last(checksumDigits).compare(expected, Qt::CaseInsensitive) == 0;
}

QList<RecognisedSecret> recognise(const Secret &secret,
                                  const QList<std::shared_ptr<const ServiceDescription>> &services)
{
    return secret.reveal([&services](QByteArrayView bytes) {
        struct Claim
        {
            RecognisedSecret what;
            bool isExact = false;
        };
        QList<Claim> claims;
        for (const auto &service : services) {
            const SecretPrefix *const prefix = longestPrefix(bytes, *service);
            const bool hasForm = service->secretForm == SecretForm::IdAndSecret && secretAfterId(bytes) >= 0;
            if (!prefix && !hasForm)
                continue;
            Claim claim {{.service = service}, !prefix || !prefix->text.contains(u'*')};
            if (prefix) {
                claim.what.environmentId = prefix->environmentId;
                claim.what.unsupported = prefix->unsupported;
            }
            claim.what.failsChecksum
                = hasForm && claim.what.unsupported.isEmpty() && !fitsChecksum(bytes, *service);
            claims.append(std::move(claim));
        }
        // One that says the prefix itself knows better than one that guesses at it.
        const bool anyExact
            = std::any_of(claims.cbegin(), claims.cend(), [](const Claim &claim) { return claim.isExact; });
        QList<RecognisedSecret> recognised;
        for (Claim &claim : claims) {
            if (claim.isExact || !anyExact)
                recognised.append(std::move(claim.what));
        }
        return recognised;
    });
}

} // namespace tc
