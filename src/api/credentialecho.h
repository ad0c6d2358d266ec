#pragma once

#include "result.h"
#include "servicemapping.h"

#include <memory>

namespace tc {

/// From how many characters in a row on a part of the credential counts as an echo of it.
inline constexpr qsizetype shortestEcho = 16;

/// \a text without what \a shortest or more bytes in a row of \a credential stand in, percent-encoded or not.
/// The credential is not copied; a copy of \a text that is made is wiped.
[[nodiscard]] QString withoutEcho(const QString &text, QByteArrayView credential, qsizetype shortest);

/// Takes out of what a server answers the very credential that it was called with. Secrets in general are
/// known by their prefixes (Redactor); this one is known by itself, also where a service's have no prefix.
class CredentialEcho
{
public:
    /// \a credential is null for a call without one.
    CredentialEcho(ServiceMapping mapping, std::shared_ptr<const Secret> credential);

    /// Cleans \a result, error or value, on any thread.
    template <typename T>
    void clean(Result<T> &result) const
    {
        if (!m_credential || m_credential->isEmpty())
            return;
        if (result)
            cleanValue(*result);
        else
            cleanError(result.error());
    }

private:
    void cleanError(ApiError &error) const;
    void cleanValue(Token &token) const;
    void cleanValue(TokenPage &page) const;
    void cleanValue(VerificationAnswer &answer) const { cleanError(answer.said); }
    void cleanValue(WorkspacePage &page) const;
    void cleanValue(Done &) const { }
    /// What comes with a token.
    template <typename T>
    void cleanValue(T &value) const requires requires
    {
        value.token;
    }
    {
        cleanValue(value.token);
    }

    ServiceMapping m_mapping;
    std::shared_ptr<const Secret> m_credential;
};

} // namespace tc
