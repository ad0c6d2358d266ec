#pragma once

#include <QList>
#include <QRegularExpression>
#include <QString>
#include <QStringList>

namespace tc {

/// Takes credentials out of text that is shown, logged or saved although somebody else wrote it: a server
/// that echoes a token, Qt's own log, a URL.
///
/// Recognised are secrets by their prefixes (percent-encoded or not), the value of any `Authorization` header
/// (RFC 9110) wherever the rest of its line stands, bearer tokens (RFC 6750), user information and credential
/// parameters in URLs, and `id|secret`. A secret of another form, without any of these
/// around it, cannot be told from other text.
class Redactor
{
public:
    /// What stands in place of a credential.
    static const QString &replacement();

    /// \a prefixes are the beginnings of secrets that service descriptions name; empty ones are left out, and
    /// `*` in one stands for up to 32 letters.
    explicit Redactor(const QStringList &prefixes = {});

    /// \a text without its credentials, and with another character for each lone surrogate. Redacting the
    /// result again changes nothing.
    [[nodiscard]] QString redact(const QString &text) const;

    /// \a text without whole secrets: a prefix with more than 12 further characters. For the texts of tokens
    /// (names, scopes), where a mask stays as it is and words such as "bearer" are only words.
    [[nodiscard]] QString redactSecrets(const QString &text) const;

private:
    struct Rule
    {
        QRegularExpression pattern;
        QString replacement; ///< `\1` is what of a match stays
    };
    QList<Rule> m_rules;
    QRegularExpression m_secret; ///< a whole one; "" where no prefix is known
};

} // namespace tc
