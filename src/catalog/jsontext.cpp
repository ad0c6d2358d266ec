#include "jsontext.h"

#include "secret.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <utility>

namespace tc {

namespace {

bool appendUtf8(QByteArray &out, char32_t character)
{
    if (character >= 0xd800 && character <= 0xdfff)
        return false;
    const auto append = [&out](char32_t byte) {
        out.append(static_cast<char>(static_cast<unsigned char>(byte)));
    };
    if (character < 0x80) {
        append(character);
    } else if (character < 0x800) {
        append(0xc0 | (character >> 6));
        append(0x80 | (character & 0x3f));
    } else if (character < 0x10000) {
        append(0xe0 | (character >> 12));
        append(0x80 | ((character >> 6) & 0x3f));
        append(0x80 | (character & 0x3f));
    } else {
        append(0xf0 | (character >> 18));
        append(0x80 | ((character >> 12) & 0x3f));
        append(0x80 | ((character >> 6) & 0x3f));
        append(0x80 | (character & 0x3f));
    }
    return true;
}

std::optional<char32_t> hexUnit(QByteArrayView text, qsizetype at)
{
    if (at + 4 > text.size())
        return std::nullopt;
    char32_t unit = 0;
    for (qsizetype i = at; i < at + 4; ++i) {
        const char c = text[i];
        const int digit = c >= '0' && c <= '9' ? c - '0'
            : c >= 'a' && c <= 'f'             ? c - 'a' + 10
            : c >= 'A' && c <= 'F'             ? c - 'A' + 10
                                               : -1;
        if (digit < 0)
            return std::nullopt;
        unit = (unit << 4) | static_cast<char32_t>(digit);
    }
    return unit;
}

// Text that is no JSON ends every function with false.
class Finder
{
public:
    explicit Finder(QByteArrayView json, const JsonPointer &pointer = {})
        : m_json(json)
        , m_tokens(pointer.tokens())
    {
    }

    [[nodiscard]] JsonSpans find()
    {
        m_found = {};
        m_at = m_json.startsWith(byteOrderMark) ? byteOrderMark.size() : 0;
        (void)walk(0);
        return m_found;
    }

    /// The values of the array that the text is; nothing where it is none, or no JSON.
    [[nodiscard]] std::optional<QList<QByteArrayView>> items()
    {
        QList<QByteArrayView> found;
        if (!take('['))
            return std::nullopt;
        if (take(']'))
            return found;
        do {
            skipBlanks();
            const qsizetype begin = m_at;
            if (!skipValue() || m_at == begin)
                return std::nullopt;
            found.append(m_json.sliced(begin, m_at - begin));
        } while (take(','));
        return take(']') ? std::optional(std::move(found)) : std::nullopt;
    }

private:
    void skipBlanks()
    {
        while (m_at < m_json.size() && QByteArrayView(" \t\r\n").contains(m_json[m_at]))
            ++m_at;
    }

    bool at(char c)
    {
        skipBlanks();
        return m_at < m_json.size() && m_json[m_at] == c;
    }

    bool take(char c)
    {
        if (!at(c))
            return false;
        ++m_at;
        return true;
    }

    bool skipString()
    {
        for (++m_at; m_at < m_json.size(); ++m_at) {
            if (m_json[m_at] == '\\')
                ++m_at;
            else if (m_json[m_at] == '"')
                return ++m_at, true;
        }
        return false;
    }

    bool skipValue()
    {
        skipBlanks();
        qsizetype depth = 0;
        do {
            if (m_at >= m_json.size())
                return false;
            const char c = m_json[m_at];
            if (c == '"') {
                if (!skipString())
                    return false;
            } else if (c == '{' || c == '[') {
                ++depth;
                ++m_at;
            } else if (c == '}' || c == ']') {
                if (depth == 0)
                    return false;
                --depth;
                ++m_at;
            } else if (depth > 0) {
                ++m_at;
            } else {
                while (m_at < m_json.size() && !QByteArrayView(",}] \t\r\n").contains(m_json[m_at]))
                    ++m_at;
            }
        } while (depth > 0);
        return true;
    }

    // Recurses only as deep as the pointer is long.
    bool walk(qsizetype depth)
    {
        skipBlanks();
        if (depth == m_tokens.size()) {
            const qsizetype begin = m_at;
            if (!skipValue())
                return false;
            m_found.counting = m_found.all.size();
            m_found.all.append({begin, m_at});
            return true;
        }
        if (at('{'))
            return walkObject(depth);
        if (at('['))
            return walkArray(depth);
        return skipValue();
    }

    bool walkObject(qsizetype depth)
    {
        ++m_at;
        if (take('}'))
            return true;
        const QByteArray wanted = m_tokens.at(depth).toUtf8();
        do {
            if (!at('"'))
                return false;
            const qsizetype begin = m_at + 1;
            if (!skipString())
                return false;
            const bool matches = unescapedJson(m_json.sliced(begin, m_at - 1 - begin)) == wanted;
            if (matches)
                m_found.counting = -1; // of duplicate members the last one counts, whatever is in it
            if (!take(':') || !(matches ? walk(depth + 1) : skipValue()))
                return false;
        } while (take(','));
        return take('}');
    }

    bool walkArray(qsizetype depth)
    {
        ++m_at;
        if (take(']'))
            return true;
        qsizetype index = 0;
        do {
            const bool matches = QString::number(index++) == m_tokens.at(depth);
            if (!(matches ? walk(depth + 1) : skipValue()))
                return false;
        } while (take(','));
        return take(']');
    }

    QByteArrayView m_json;
    QStringList m_tokens;
    qsizetype m_at = 0;
    JsonSpans m_found;
};

} // namespace

std::optional<QByteArray> unescapedJson(QByteArrayView text)
{
    static constexpr QByteArrayView from("\"\\/bfnrt");
    static constexpr QByteArrayView to("\"\\/\b\f\n\r\t");
    QByteArray out;
    out.reserve(text.size());
    const auto refuse = [&out]() -> std::optional<QByteArray> {
        wipe(out);
        return std::nullopt;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            out.append(text[i]);
            continue;
        }
        if (++i == text.size())
            return refuse();
        if (const qsizetype known = from.indexOf(text[i]); known >= 0) {
            out.append(to[known]);
            continue;
        }
        if (text[i] != 'u') {
            // No escape of RFC 8259: the parser takes the byte behind the backslash for its character.
            (void)appendUtf8(out, static_cast<unsigned char>(text[i]));
            continue;
        }
        std::optional<char32_t> unit = hexUnit(text, i + 1);
        if (!unit)
            return refuse();
        i += 4;
        if (*unit >= 0xd800 && *unit <= 0xdbff && i + 2 < text.size() && text[i + 1] == '\\'
            && text[i + 2] == 'u') {
            const std::optional<char32_t> low = hexUnit(text, i + 3);
            if (!low || *low < 0xdc00 || *low > 0xdfff)
                return refuse();
            unit = 0x10000 + ((*unit - 0xd800) << 10) + (*low - 0xdc00);
            i += 6;
        }
        if (!appendUtf8(out, *unit))
            return refuse();
    }
    return out;
}

JsonSpans findInJson(QByteArrayView json, const JsonPointer &pointer)
{
    return Finder(json, pointer).find();
}

std::optional<JsonItems> takeJsonItems(QByteArray &json, const JsonPointer &pointer)
{
    const JsonSpans found = findInJson(json, pointer);
    if (found.counting < 0)
        return std::nullopt;
    const JsonSpan array = found.all.at(found.counting);
    std::optional<QList<QByteArrayView>> items
        = Finder(QByteArrayView(json).sliced(array.begin, array.size())).items();
    if (!items)
        return std::nullopt;
    const auto left = [&](qsizetype index) {
        return index == found.counting ? QByteArrayView("[]") : QByteArrayView("0");
    };
    if (2 * array.size() >= json.size()) {
        QByteArray rest;
        qsizetype at = 0;
        for (qsizetype i = 0; i < found.all.size(); ++i) {
            const JsonSpan &span = found.all.at(i);
            rest.append(QByteArrayView(json).sliced(at, span.begin - at)).append(left(i));
            at = span.end;
        }
        rest.append(QByteArrayView(json).sliced(at));
        return JsonItems {std::exchange(json, std::move(rest)), *std::move(items)};
    }
    JsonItems taken {json.sliced(array.begin, array.size()), {}};
    taken.items = *Finder(taken.text).items();
    for (qsizetype i = found.all.size() - 1; i >= 0; --i)
        json.replace(found.all.at(i).begin, found.all.at(i).size(), left(i));
    return taken;
}

QJsonValue jsonValueOf(QByteArrayView text)
{
    QByteArray wrapped;
    wrapped.reserve(text.size() + 2);
    wrapped.append('[').append(text).append(']');
    const QJsonArray one = QJsonDocument::fromJson(wrapped).array();
    return one.size() == 1 ? one.at(0) : QJsonValue(QJsonValue::Undefined);
}

} // namespace tc
