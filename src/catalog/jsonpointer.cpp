#include "jsonpointer.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace tc {

namespace {

std::optional<QString> unescaped(QStringView token)
{
    QString text;
    text.reserve(token.size());
    for (qsizetype i = 0; i < token.size(); ++i) {
        if (token[i] != u'~') {
            text += token[i];
            continue;
        }
        if (++i == token.size() || (token[i] != u'0' && token[i] != u'1'))
            return std::nullopt;
        text += token[i] == u'0' ? u'~' : u'/';
    }
    return text;
}

/// The array index that \a token is (RFC 6901 section 4: no sign, no leading zeros), or -1.
qsizetype arrayIndex(const QString &token)
{
    constexpr qsizetype maximumDigits = 9;
    const bool digits = !token.isEmpty() && token.size() <= maximumDigits
        && std::all_of(token.cbegin(), token.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!digits || (token.size() > 1 && token.front() == u'0'))
        return -1;
    return token.toInt();
}

} // namespace

std::optional<JsonPointer> JsonPointer::parse(QStringView text)
{
    JsonPointer pointer;
    if (text.isEmpty())
        return pointer;
    if (text.front() != u'/')
        return std::nullopt;
    for (const QStringView part : text.sliced(1).split(u'/')) {
        std::optional<QString> token = unescaped(part);
        if (!token)
            return std::nullopt;
        pointer.m_tokens.append(*std::move(token));
    }
    return pointer;
}

QJsonValue JsonPointer::in(const QJsonValue &document) const
{
    QJsonValue value = document;
    for (const QString &token : m_tokens) {
        if (value.isObject()) {
            value = value.toObject().value(token);
        } else if (value.isArray()) {
            const qsizetype index = arrayIndex(token);
            const QJsonArray array = value.toArray();
            if (index < 0 || index >= array.size())
                return QJsonValue(QJsonValue::Undefined);
            value = array.at(index);
        } else {
            return QJsonValue(QJsonValue::Undefined);
        }
    }
    return value;
}

JsonPointer JsonPointer::child(const QString &token) const
{
    JsonPointer pointer = *this;
    pointer.m_tokens.append(token);
    return pointer;
}

JsonPointer JsonPointer::below(const JsonPointer &other) const
{
    JsonPointer pointer = *this;
    pointer.m_tokens += other.m_tokens;
    return pointer;
}

QString JsonPointer::toString() const
{
    QString text;
    for (QString token : m_tokens)
        text += u'/' + token.replace(u'~', QLatin1String("~0")).replace(u'/', QLatin1String("~1"));
    return text;
}

} // namespace tc
