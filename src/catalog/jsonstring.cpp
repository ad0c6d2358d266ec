#include "jsonstring.h"

#include "jsontext.h"

#include <algorithm>

namespace tc {

namespace {

/// The UTF-8 of a JSON string's value, as Qt's parser reads it: it drops a byte order mark in front of one
/// without escapes.
std::optional<QByteArray> unescapedValue(QByteArrayView text)
{
    if (text.startsWith(byteOrderMark) && !text.contains('\\'))
        text = text.sliced(byteOrderMark.size());
    return unescapedJson(text);
}

QByteArray quoted(QByteArrayView bytes)
{
    constexpr qsizetype longestEscape = 6;
    QByteArray text;
    text.reserve(bytes.size() * longestEscape + 2);
    text.append('"');
    for (const char c : bytes) {
        if (c == '"' || c == '\\') {
            text.append('\\').append(c);
        } else if (static_cast<unsigned char>(c) < 0x20) {
            static constexpr char digits[] = "0123456789abcdef";
            text.append("\\u00").append(digits[c >> 4]).append(digits[c & 15]);
        } else {
            text.append(c);
        }
    }
    return text.append('"');
}

} // namespace

std::optional<Secret> takeJsonString(QByteArray &json, const JsonPointer &pointer)
{
    std::optional<Secret> secret;
    const JsonSpans found = findInJson(json, pointer);
    for (qsizetype i = 0; i < found.all.size(); ++i) {
        const JsonSpan &span = found.all.at(i);
        const qsizetype size = span.end - span.begin;
        if (size < 2 || json.at(span.begin) != '"')
            continue;
        if (i == found.counting) {
            if (auto text = unescapedValue(QByteArrayView(json).sliced(span.begin + 1, size - 2)))
                secret = Secret::take(*std::move(text));
        }
        char *const bytes = json.data() + span.begin;
        std::fill(bytes, bytes + size, ' ');
        bytes[0] = bytes[1] = '"';
    }
    return secret;
}

void putJsonString(QByteArray &json, const QByteArray &marker, const Secret &secret)
{
    const QByteArray place = '"' + marker + '"';
    const qsizetype at = json.indexOf(place);
    if (at < 0)
        return;
    secret.reveal([&](QByteArrayView bytes) {
        QByteArray text = quoted(bytes);
        QByteArray whole;
        whole.reserve(json.size() + text.size());
        whole.append(QByteArrayView(json).first(at));
        whole.append(text);
        whole.append(QByteArrayView(json).sliced(at + place.size()));
        wipe(text);
        wipe(json);
        json = std::move(whole);
    });
}

} // namespace tc
