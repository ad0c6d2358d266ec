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

} // namespace

const QString &Redactor::replacement()
{
    static const QString text = QStringLiteral("[redacted]");
    return text;
}

Redactor::Redactor(const QStringList &prefixes)
{
    const QString kept = QStringLiteral("\\1") + replacement();
    // To the end of the line: schemes with parameters (Digest) have their secrets anywhere.
    m_rules.append({pattern(QStringLiteral("(authorization\"?\\s*[:=]\\s*)[^\\r\\n]+")), kept});
    m_rules.append({pattern(QStringLiteral("(\\bbearer\\s+)%1{8,}").arg(run)), kept});
    m_rules.append({pattern(QStringLiteral("(://)[^/?#\\s@\"'<>]+(?=@)")), kept});
    m_rules.append(
        {pattern(QStringLiteral("([?&;](?:access_token|refresh_token|id_token|token|api_?key|key|secret|"
                                "client_secret|password|passwd|pwd|otp|code)=)[^\\s\"'<>&#]+")),
         kept});
    m_rules.append({pattern(QStringLiteral("(?<![0-9a-z])()[0-9]+\\|[0-9a-z_]{32,}")), kept});

    QStringList escaped;
    for (const QString &prefix : prefixes) {
        if (!prefix.isEmpty())
            escaped.append(QRegularExpression::escape(prefix));
    }
    // The longest first, as an alternation takes the first that fits.
    std::sort(escaped.begin(), escaped.end(),
              [](const QString &one, const QString &other) { return one.size() > other.size(); });
    if (!escaped.isEmpty())
        m_rules.append({pattern(QStringLiteral("(%1)%2+").arg(escaped.join(u'|'), run)), kept});
}

QString Redactor::redact(const QString &text) const
{
    // A replacement may complete what another rule looks for, so the rules are applied until nothing changes.
    // Each round but the last leaves fewer characters that are not a replacement's.
    // In text that is no UTF-16 (a lone surrogate, which JSON can hold) no pattern matches anything.
    QString result = text.isValidUtf16() ? text : QString::fromUtf8(text.toUtf8());
    QString before;
    while (result != before) {
        before = result;
        for (const Rule &rule : m_rules)
            result.replace(rule.pattern, rule.replacement);
    }
    return result;
}

} // namespace tc
