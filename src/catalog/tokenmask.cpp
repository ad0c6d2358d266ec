#include "tokenmask.h"

#include <algorithm>

namespace tc {

namespace {

// What the vendors show: up to eight characters after the prefix, up to eight at the end.
constexpr qsizetype mostFirst = 8;
constexpr qsizetype mostLast = 8;
/// In a mask that is the service's own, in all and in one piece.
constexpr qsizetype mostShown = mostFirst + mostLast;
constexpr qsizetype longestPiece = 12;
constexpr qsizetype longestMask = 80;
constexpr qsizetype keptOfACutMask = 4;

/// How many characters of \a text are a prefix that every secret has.
qsizetype knownPrefixLength(const QString &text, const QStringList &prefixes)
{
    qsizetype length = 0;
    for (const QString &prefix : prefixes) {
        if (text.startsWith(prefix))
            length = std::max(length, prefix.size());
    }
    return length;
}

bool mayBeSecret(QChar character)
{
    return character.isLetterOrNumber() || QStringView(u"_-+/=~|").contains(character);
}

/// Whether \a shown, a mask without its prefix, shows too much of a secret.
bool showsTooMuch(QStringView shown)
{
    qsizetype all = 0;
    qsizetype piece = 0;
    for (const QChar character : shown) {
        piece = mayBeSecret(character) ? piece + 1 : 0;
        all += piece > 0 ? 1 : 0;
        if (piece > longestPiece || all > mostShown)
            return true;
    }
    return shown.size() > longestMask;
}

} // namespace

QString shownMask(const MaskParts &parts, const TokenRules &rules)
{
    const QStringList &prefixes = rules.secretPrefixes;
    if (!parts.whole.isEmpty()) {
        const qsizetype known = knownPrefixLength(parts.whole, prefixes);
        if (!showsTooMuch(QStringView(parts.whole).sliced(known)))
            return parts.whole;
        return maskOf(QStringView(parts.whole).left(known + keptOfACutMask));
    }
    if (parts.prefix.isEmpty() && parts.last.isEmpty() && rules.knownPrefix.isEmpty())
        return {};
    const QString &prefix = parts.prefix.isEmpty() ? rules.knownPrefix : parts.prefix;
    return maskOf(QStringView(prefix).left(knownPrefixLength(prefix, prefixes) + mostFirst),
                  QStringView(parts.last).right(mostLast));
}

} // namespace tc
