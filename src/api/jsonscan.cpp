#include "jsonscan.h"

namespace tc {

namespace {

/// The position after the string that starts at \a position with its quote.
qsizetype afterString(QByteArrayView json, qsizetype position)
{
    for (++position; position < json.size(); ++position) {
        if (json[position] == '\\')
            ++position;
        else if (json[position] == '"')
            return position + 1;
    }
    return json.size();
}

bool endsScalar(char character)
{
    switch (character) {
    case ' ':
    case '\t':
    case '\n':
    case '\r':
    case ',':
    case ':':
    case '"':
    case '[':
    case ']':
    case '{':
    case '}':
        return true;
    default:
        return false;
    }
}

} // namespace

qsizetype countJsonValues(QByteArrayView json)
{
    qsizetype count = 0;
    bool behindString = false;
    for (qsizetype i = 0; i < json.size();) {
        switch (json[i]) {
        case '"':
            ++count;
            behindString = true;
            i = afterString(json, i);
            break;
        case '[':
        case '{':
            ++count;
            behindString = false;
            ++i;
            break;
        case ':':
            // The string before it was a member's name. Other colons take nothing back: a parser sees all
            // that stands before the first.
            count -= behindString ? 1 : 0;
            behindString = false;
            ++i;
            break;
        case ']':
        case '}':
        case ',':
            behindString = false;
            ++i;
            break;
        case ' ':
        case '\t':
        case '\n':
        case '\r':
            ++i;
            break;
        default:
            ++count;
            behindString = false;
            while (i < json.size() && !endsScalar(json[i]))
                ++i;
        }
    }
    return count;
}

bool isJsonCutShort(QByteArrayView json)
{
    qsizetype depth = 0;
    for (qsizetype i = 0; i < json.size(); ++i) {
        if (json[i] == '[' || json[i] == '{') {
            ++depth;
        } else if (json[i] == ']' || json[i] == '}') {
            --depth;
        } else if (json[i] == '"') {
            for (++i; i < json.size() && json[i] != '"'; ++i) {
                if (json[i] == '\\')
                    ++i;
            }
            if (i >= json.size())
                return true;
        }
    }
    return depth > 0;
}

} // namespace tc
