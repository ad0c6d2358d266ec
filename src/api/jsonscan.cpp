#include "jsonscan.h"

namespace tc {

void JsonScan::take(QByteArrayView text)
{
    for (const char character : text) {
        switch (m_place) {
        case Place::Escape:
            m_place = Place::String;
            continue;
        case Place::String:
            if (character == '\\')
                m_place = Place::Escape;
            else if (character == '"')
                m_place = Place::Between;
            continue;
        case Place::Scalar:
        case Place::Between:
            takeOutsideStrings(character);
        }
    }
}

void JsonScan::takeOutsideStrings(char character)
{
    const bool isInScalar = m_place == Place::Scalar;
    m_place = Place::Between;
    switch (character) {
    case '"':
        ++m_values;
        m_isBehindString = true;
        m_place = Place::String;
        break;
    case '[':
    case '{':
        ++m_values;
        ++m_depth;
        m_isBehindString = false;
        break;
    case ':':
        // The string before it was a member's name. Other colons take nothing back: a parser sees all
        // that stands before the first.
        m_values -= m_isBehindString ? 1 : 0;
        m_isBehindString = false;
        break;
    case ']':
    case '}':
        --m_depth;
        m_isBehindString = false;
        break;
    case ',':
        m_isBehindString = false;
        break;
    case ' ':
    case '\t':
    case '\n':
    case '\r':
        break;
    default:
        m_values += isInScalar ? 0 : 1;
        m_isBehindString = false;
        m_place = Place::Scalar;
    }
}

qsizetype countJsonValues(QByteArrayView json)
{
    JsonScan scan;
    scan.take(json);
    return scan.values();
}

bool isJsonCutShort(QByteArrayView json)
{
    JsonScan scan;
    scan.take(json);
    return scan.isCutShort();
}

} // namespace tc
