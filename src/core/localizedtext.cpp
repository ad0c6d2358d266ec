#include "localizedtext.h"

namespace tc {

QString LocalizedText::in(const QLocale &locale) const
{
    const QString language = locale.name().section(u'_', 0, 0);
    if (const auto it = m_texts.constFind(language); it != m_texts.cend())
        return *it;
    if (const auto it = m_texts.constFind(QStringLiteral("en")); it != m_texts.cend())
        return *it;
    return m_texts.isEmpty() ? QString() : *m_texts.cbegin();
}

} // namespace tc
