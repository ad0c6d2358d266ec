#include "languageswitcher.h"

#include <QCoreApplication>
#include <QLibraryInfo>

namespace tc {

namespace {

const QString english = QStringLiteral("en");

void replace(QTranslator &translator, const QString &name, const QString &directory)
{
    QCoreApplication::removeTranslator(&translator);
    if (translator.load(name, directory))
        QCoreApplication::installTranslator(&translator);
}

} // namespace

QStringList LanguageSwitcher::languages()
{
    return {QStringLiteral("de"), english};
}

QString LanguageSwitcher::choose(const QString &option, const QString &saved, const QLocale &system)
{
    // What the desktop's user reads is in uiLanguages(); the locale's own language may be that of the dates.
    QStringList wishes {option, saved};
    for (const QString &language : system.uiLanguages())
        wishes.append(language.section(u'-', 0, 0));
    for (const QString &wish : std::as_const(wishes)) {
        if (languages().contains(wish))
            return wish;
    }
    return english;
}

QLocale LanguageSwitcher::localeFor(const QString &language, const QLocale &system)
{
    const QLocale::Language wanted = QLocale::codeToLanguage(language);
    return system.language() == wanted ? system : QLocale(wanted, system.territory());
}

LanguageSwitcher::LanguageSwitcher(QLocale system, QString translations, QObject *parent)
    : QObject(parent)
    , m_system(std::move(system))
    , m_translations(std::move(translations))
    , m_language(english)
{
}

LanguageSwitcher::~LanguageSwitcher() = default;

void LanguageSwitcher::switchTo(const QString &language)
{
    QLocale::setDefault(localeFor(language, m_system)); // first: LanguageChange is answered with it
    // A translator installed later is asked earlier. The sources are English, with a file for plurals only.
    replace(m_qt, QStringLiteral("qtbase_") + language, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    replace(m_own, QStringLiteral("tokenconsole_") + language, m_translations);
    if (m_language == language)
        return;
    m_language = language;
    Q_EMIT languageChanged(language);
}

} // namespace tc
