#include "wrongtoken.h"

#include "servicedescription.h"

#include <QByteArray>
#include <QRandomGenerator>

#include <algorithm>

namespace tc {

namespace {

constexpr QByteArrayView digits("0123456789");
constexpr QByteArrayView lower("abcdefghijklmnopqrstuvwxyz");
constexpr QByteArrayView upper("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
constexpr QByteArrayView lowerHex("abcdef");
constexpr QByteArrayView upperHex("ABCDEF");

bool holdsOnly(QByteArrayView text, QByteArrayView kind, QByteArrayView part)
{
    return std::all_of(text.begin(), text.end(),
                       [&](char c) { return !kind.contains(c) || part.contains(c); });
}

/// What takes the place of \a character in \a body; empty where it stays.
QByteArrayView choiceFor(char character, QByteArrayView body)
{
    if (digits.contains(character))
        return digits;
    // Hexadecimal stays so, or a service would refuse the form and not the token.
    if (lower.contains(character))
        return holdsOnly(body, lower, lowerHex) ? lowerHex : lower;
    if (upper.contains(character))
        return holdsOnly(body, upper, upperHex) ? upperHex : upper;
    return {};
}

char drawn(QByteArrayView choice)
{
    return choice[QRandomGenerator::system()->bounded(static_cast<int>(choice.size()))];
}

/// How much of \a token every token of \a service begins with.
qsizetype knownStart(QByteArrayView token, const ServiceDescription &service)
{
    qsizetype longest = 0;
    for (const SecretPrefix &prefix : service.prefixes)
        longest = std::max(longest, prefixLength(token, prefix));
    return longest;
}

QByteArray wrongOnce(QByteArrayView token, qsizetype start)
{
    // Guessing a real one has to stay out of the question.
    constexpr qsizetype fewestDrawn = 24;
    const QByteArrayView body = token.sliced(start);
    QByteArray wrong;
    wrong.reserve(token.size() + fewestDrawn); // so that it never moves
    wrong.append(token.first(start));
    qsizetype count = 0;
    for (const char character : body) {
        const QByteArrayView choice = choiceFor(character, body);
        char other = character;
        while (!choice.isEmpty() && other == character)
            other = drawn(choice);
        wrong.append(other);
        count += choice.isEmpty() ? 0 : 1;
    }
    for (; count < fewestDrawn; ++count)
        wrong.append(drawn(lower));
    return wrong;
}

} // namespace

Secret wrongTokenLike(const Secret &token, const ServiceDescription &service)
{
    return token.reveal([&service](QByteArrayView bytes) {
        const qsizetype start = knownStart(bytes, service);
        QByteArray wrong = wrongOnce(bytes, start);
        while (service.secretChecksum != SecretChecksum::None && fitsChecksum(wrong, service))
            wrong = wrongOnce(bytes, start);
        return Secret::take(std::move(wrong));
    });
}

} // namespace tc
