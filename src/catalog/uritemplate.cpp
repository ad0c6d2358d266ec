#include "uritemplate.h"

#include "descriptionerror.h"

#include <QUrl>

#include <algorithm>

namespace tc {

namespace {

bool isVariableName(QStringView name)
{
    return !name.isEmpty() && name.front() != u'.' && std::all_of(name.begin(), name.end(), [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'_' || c == u'.');
    });
}

/// Characters a literal may hold: what RFC 3986 allows in path and query, less what would start a fragment.
bool isLiteral(QChar c)
{
    return c.unicode() < 128 && (c.isLetterOrNumber() || QStringView(u"-._~!$&'()*+,;=:@/?%").contains(c));
}

} // namespace

tl::expected<UriTemplate, QString> UriTemplate::parse(QStringView text)
{
    UriTemplate result;
    result.m_text = text.toString();
    qsizetype i = 0;
    while (i < text.size()) {
        if (text[i] != u'{') {
            const qsizetype open = text.indexOf(u'{', i);
            const QStringView literal = text.sliced(i, (open < 0 ? text.size() : open) - i);
            const auto bad = std::find_if_not(literal.begin(), literal.end(), isLiteral);
            if (bad != literal.end())
                return tl::unexpected(
                    DescriptionError::tr("The template “%1” holds the character “%2”, which a URL "
                                         "may not hold here.")
                        .arg(text.toString(), QString(*bad)));
            result.m_parts.append({literal.toString(), 0, {}});
            i += literal.size();
            continue;
        }
        const qsizetype close = text.indexOf(u'}', i);
        if (close < 0)
            return tl::unexpected(
                DescriptionError::tr("The template “%1” opens a brace and does not close it.")
                    .arg(text.toString()));
        QStringView inner = text.sliced(i + 1, close - i - 1);
        Part part;
        if (!inner.isEmpty() && QStringView(u"/?&").contains(inner.front())) {
            part.kind = inner.front().unicode();
            inner = inner.sliced(1);
        }
        for (const QStringView name : inner.split(u',')) {
            if (!isVariableName(name))
                return tl::unexpected(
                    DescriptionError::tr("The template “%1” holds “{%2}”: only {name}, {/name}, {?name} "
                                         "and {&name} are supported.")
                        .arg(text.toString(), text.sliced(i + 1, close - i - 1).toString()));
            part.variables.append(name.toString());
        }
        result.m_parts.append(std::move(part));
        i = close + 1;
    }
    return result;
}

QStringList UriTemplate::variables() const
{
    QStringList names;
    for (const Part &part : m_parts)
        names += part.variables;
    return names;
}

QStringList UriTemplate::pathVariables() const
{
    QStringList names;
    for (const Part &part : m_parts) {
        if (part.kind == u'?' || part.literal.contains(u'?'))
            break;
        names += part.variables;
    }
    return names;
}

QByteArray UriTemplate::expand(const Values &values, const QStringList &kept) const
{
    QByteArray out;
    for (const Part &part : m_parts) {
        if (part.variables.isEmpty()) {
            out += part.literal.toLatin1();
            continue;
        }
        bool first = true;
        for (const QString &name : part.variables) {
            const bool keep = kept.contains(name);
            const auto value = values.constFind(name);
            if (!keep && value == values.cend())
                continue;
            if (part.kind == 0)
                out += first ? "" : ",";
            else
                out += first || part.kind == u'/' ? static_cast<char>(part.kind) : '&';
            if (part.kind == u'?' || part.kind == u'&')
                out += name.toLatin1() + '=';
            out += keep ? '{' + name.toLatin1() + '}' : encoded(*value);
            first = false;
        }
    }
    return out;
}

QByteArray UriTemplate::fillIn(QByteArray target, const QString &name, const QString &value)
{
    return target.replace('{' + name.toLatin1() + '}', encoded(value));
}

QByteArray UriTemplate::encoded(const QString &value)
{
    return QUrl::toPercentEncoding(value);
}

} // namespace tc
