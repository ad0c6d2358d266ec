#pragma once

#include <QLocale>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTranslator>

namespace tc {

/// The console's language, changed while it runs: its translator and Qt's own, and QLocale's default, which
/// gives dates and numbers. Widgets hear of it by QEvent::LanguageChange.
class LanguageSwitcher : public QObject
{
    Q_OBJECT

public:
    /// The languages the console speaks, as ISO 639-1 codes.
    [[nodiscard]] static QStringList languages();
    /// The language to start with: what --language says, else the user's last choice, else what the system
    /// speaks, else English. Unknown ones count as not said.
    [[nodiscard]] static QString choose(const QString &option, const QString &saved, const QLocale &system);
    /// Dates and numbers for \a language as \a system's territory writes them.
    [[nodiscard]] static QLocale localeFor(const QString &language, const QLocale &system);

    /// Speaks English until switchTo() is called. \a translations is where tokenconsole_<language>.qm is.
    explicit LanguageSwitcher(QLocale system = QLocale::system(),
                              QString translations = QStringLiteral(":/i18n"), QObject *parent = nullptr);
    ~LanguageSwitcher() override;

    [[nodiscard]] QString language() const { return m_language; }
    /// \a language is one of languages().
    void switchTo(const QString &language);

Q_SIGNALS:
    void languageChanged(const QString &language);

private:
    QLocale m_system;
    QString m_translations;
    QString m_language;
    QTranslator m_own;
    QTranslator m_qt;
};

} // namespace tc
