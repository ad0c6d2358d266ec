#include "redactor.h"

#include <algorithm>

namespace tc {

namespace {

/// What ends a secret in running text, in JSON, in HTML and in a URL's query.
const QString run = QStringLiteral("[^\\s\"'<>\\\\&]");

QRegularExpression pattern(const QString &text)
{
    return QRegularExpression(text, QRegularExpression::CaseInsensitiveOption);
}

/// \a prefix, each of its characters percent-encoded or not, with any letters for `*`.
QString prefixPattern(const QString &prefix)
{
    QString text;
    for (const QChar character : prefix) {
        const QString plain = QRegularExpression::escape(QString(character));
        if (character == u'*')
            text += QStringLiteral("[a-z]{1,32}");
        else
            text += character.unicode() < 128
                ? QStringLiteral("(?:%1|%%2)")
                      .arg(plain, QString::number(character.unicode(), 16).rightJustified(2, u'0'))
                : plain;
    }
    return text;
}

/// \a text as UTF-16: where it is none (a lone surrogate, which JSON can hold), no pattern matches anything.
QString wellFormed(const QString &text)
{
    return text.isValidUtf16() ? text : QString::fromUtf8(text.toUtf8());
}

} // namespace

const QString &Redactor::replacement()
{
    static const QString text = QStringLiteral("[redacted]");
    return text;
}

Redactor::Redactor(const QStringList &prefixes)
{
    const QString kept = QStringLiteral("\\1") + replacement();
    // The same for all prefixes, and shared: a pattern is compiled when it is first used.
    static const QList<Rule> common {
        // To the end of the line: schemes with parameters (Digest) have their secrets anywhere.
        {pattern(QStringLiteral("(authorization\"?\\s*[:=]\\s*)[^\\r\\n]+")), kept},
        {pattern(QStringLiteral("(\\bbearer\\s+)%1{8,}").arg(run)), kept},
        {pattern(QStringLiteral("(://)[^/?#\\s@\"'<>]+(?=@)")), kept},
        {pattern(QStringLiteral("([?&;](?:access_token|refresh_token|id_token|token|api_?key|key|secret|"
                                "client_secret|password|passwd|pwd|otp|code)=)[^\\s\"'<>&#]+")),
         kept},
        {pattern(QStringLiteral("(?<![0-9a-z])()[0-9]+\\|[0-9a-z_]{32,}")), kept},
    };
    m_rules = common;

    QStringList known = prefixes;
    known.removeAll(QString());
    // The longest first, as an alternation takes the first that fits.
    std::sort(known.begin(), known.end(),
              [](const QString &one, const QString &other) { return one.size() > other.size(); });
    if (known.isEmpty())
        return;
    QStringList anywhere;
    QStringList inNames;
    for (const QString &prefix : std::as_const(known)) {
        anywhere.append(prefixPattern(prefix));
        // "task-management-service" holds no secret that begins with "sk-".
        constexpr qsizetype unmistakable = 6;
        inNames.append((prefix.size() < unmistakable ? QStringLiteral("(?<![0-9a-z])") : QString())
                       + anywhere.constLast());
    }
    m_rules.append({pattern(u'(' + anywhere.join(u'|') + u')' + run + u'+'), kept});
    m_secret = pattern(u'(' + inNames.join(u'|') + u')' + run + QStringLiteral("{13,}"));
}

QString Redactor::redact(const QString &text) const
{
    // A replacement may complete what another rule looks for, so the rules are applied until nothing changes.
    // Each round but the last leaves fewer characters that are not a replacement's.
    QString result = wellFormed(text);
    QString before;
    while (result != before) {
        before = result;
        for (const Rule &rule : m_rules)
            result.replace(rule.pattern, rule.replacement);
    }
    return result;
}

QString Redactor::redactSecrets(const QString &text) const
{
    if (m_secret.pattern().isEmpty())
        return text;
    QString result = wellFormed(text);
    // A replacement is shorter than what it takes the place of, and never a secret itself.
    return result.replace(m_secret, QStringLiteral("\\1") + replacement());
}

} // namespace tc
