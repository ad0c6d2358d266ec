#include "credentialinput.h"

#include <algorithm>

namespace tc {

namespace {

bool isCredentialCharacter(QChar c)
{
    constexpr QLatin1String punctuation("-._~+/=|");
    return (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z')
        || punctuation.contains(c);
}

} // namespace

tl::expected<CredentialInput, CredentialInputError> readCredential(QString &&text)
{
    QString typed = std::move(text);
    const QStringView trimmed = QStringView(typed).trimmed();
    const bool hadSpace = trimmed.size() != typed.size();
    if (trimmed.isEmpty())
        return tl::unexpected(CredentialInputError::Empty);
    if (!std::all_of(trimmed.begin(), trimmed.end(), isCredentialCharacter)) {
        wipe(typed);
        return tl::unexpected(CredentialInputError::ForbiddenCharacter);
    }
    CredentialInput input {Secret::take(trimmed.toLatin1()), hadSpace};
    wipe(typed);
    return input;
}

} // namespace tc
