#include "untrustedtext.h"

#include <QStringView>

namespace tc {

namespace {

bool isVisible(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        return true;
    }
}

char32_t characterAt(QStringView text, qsizetype position)
{
    const QChar first = text[position];
    if (first.isHighSurrogate() && position + 1 < text.size() && text[position + 1].isLowSurrogate())
        return QChar::surrogateToUcs4(first, text[position + 1]);
    return first.unicode();
}

} // namespace

QString escapeUntrusted(QStringView text, qsizetype maximumLength)
{
    QString shown;
    shown.reserve(qMin(text.size(), maximumLength) + 1);
    qsizetype count = 0;
    for (qsizetype i = 0; i < text.size(); ++count) {
        if (count == maximumLength)
            return shown + u'…';
        const char32_t character = characterAt(text, i);
        const qsizetype units = QChar::requiresSurrogates(character) ? 2 : 1;
        if (isVisible(character))
            shown += text.sliced(i, units);
        else
            shown += QStringLiteral("\\u{%1}")
                         .arg(uint(character), 4, 16, QLatin1Char('0'))
                         .toUpper()
                         .replace(QLatin1String("\\U"), QLatin1String("\\u"));
        i += units;
    }
    return shown;
}

} // namespace tc
