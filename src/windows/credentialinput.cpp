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

/// A password may hold nearly everything.
bool isPasswordCharacter(QChar c)
{
    return c.category() != QChar::Other_Control;
}

bool isUserAndPassword(QStringView text)
{
    const qsizetype colon = text.indexOf(u':');
    return colon > 0 && colon + 1 < text.size();
}

} // namespace

tl::expected<CredentialInput, CredentialInputError> readCredential(QString &&text, CredentialForm form)
{
    QString typed = std::move(text);
    const QStringView trimmed = QStringView(typed).trimmed();
    const bool hadSpace = trimmed.size() != typed.size();
    if (trimmed.isEmpty())
        return tl::unexpected(CredentialInputError::Empty);
    const bool isToken = form == CredentialForm::Token;
    const auto fits = isToken ? isCredentialCharacter : isPasswordCharacter;
    const bool allFit = std::all_of(trimmed.begin(), trimmed.end(), fits);
    if (!allFit || (!isToken && !isUserAndPassword(trimmed))) {
        wipe(typed);
        return tl::unexpected(allFit ? CredentialInputError::NoColon
                                     : CredentialInputError::ForbiddenCharacter);
    }
    CredentialInput input {Secret::take(trimmed.toUtf8()), hadSpace};
    wipe(typed);
    return input;
}

} // namespace tc
