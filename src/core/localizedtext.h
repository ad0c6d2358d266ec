#pragma once

#include <QHash>
#include <QLocale>
#include <QString>

namespace tc {

/// A text that data (a service description, an error catalogue) gives in several languages.
class LocalizedText
{
public:
    LocalizedText() = default;

    /// \a texts maps ISO 639-1 language codes ("en", "de") to the text.
    explicit LocalizedText(QHash<QString, QString> texts)
        : m_texts(std::move(texts))
    {
    }

    /// The text in the language of \a locale, else in English, else any; empty when there is none.
    [[nodiscard]] QString in(const QLocale &locale) const;
    /// The text in the language of QLocale's default, which follows the console's language.
    [[nodiscard]] QString text() const { return in(QLocale()); }

    [[nodiscard]] bool isEmpty() const { return m_texts.isEmpty(); }

    friend bool operator==(const LocalizedText &, const LocalizedText &) = default;

private:
    QHash<QString, QString> m_texts;
};

} // namespace tc
