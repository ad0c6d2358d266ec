#include "languageswitcher.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace tc;

class LanguageSwitcherTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void choice_data();
    void choice();
    void datesFollowTheLanguage_data();
    void datesFollowTheLanguage();
    void switchesBothWays();
};

void LanguageSwitcherTest::choice_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("saved");
    QTest::addColumn<QString>("system");
    QTest::addColumn<QString>("language");
    const auto text = [](const char *each) {
        return QString::fromLatin1(each);
    };
    QTest::newRow("option first") << text("en") << text("de") << text("de_DE") << text("en");
    QTest::newRow("then the last choice") << text("") << text("de") << text("en_US") << text("de");
    QTest::newRow("then the system") << text("") << text("") << text("de_AT") << text("de");
    QTest::newRow("a saved one we do not speak") << text("") << text("fr") << text("de_DE") << text("de");
    QTest::newRow("a system we do not speak") << text("") << text("") << text("fr_FR") << text("en");
}

void LanguageSwitcherTest::choice()
{
    QFETCH(QString, option);
    QFETCH(QString, saved);
    QFETCH(QString, system);
    QTEST(LanguageSwitcher::choose(option, saved, QLocale(system)), "language");
}

void LanguageSwitcherTest::datesFollowTheLanguage_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("system");
    QTest::addColumn<QString>("locale");
    const auto text = [](const char *each) {
        return QString::fromLatin1(each);
    };
    QTest::newRow("German in Austria") << text("de") << text("de_AT") << text("de_AT");
    QTest::newRow("German on an English system") << text("de") << text("en_US") << text("de_DE");
    QTest::newRow("German on a C system") << text("de") << text("C") << text("de_DE");
    QTest::newRow("English in Germany") << text("en") << text("de_DE") << text("en_DE");
    QTest::newRow("English in Britain") << text("en") << text("en_GB") << text("en_GB");
}

void LanguageSwitcherTest::datesFollowTheLanguage()
{
    QFETCH(QString, language);
    QFETCH(QString, system);
    QTEST(LanguageSwitcher::localeFor(language, QLocale(system)).name(), "locale");
}

void LanguageSwitcherTest::switchesBothWays()
{
    LanguageSwitcher switcher(QLocale(QStringLiteral("de_DE")));
    QSignalSpy changed(&switcher, &LanguageSwitcher::languageChanged);
    const auto open = [] {
        return QCoreApplication::translate("QPlatformTheme", "Open");
    };
    QCOMPARE(open(), QStringLiteral("Open"));

    switcher.switchTo(QStringLiteral("de"));
    QCOMPARE(open(), QStringLiteral("Öffnen")); // from Qt's own catalogue
    QCOMPARE(QLocale().toString(QDate(2026, 3, 1), QLocale::ShortFormat), QStringLiteral("01.03.26"));
    QCOMPARE(changed.size(), 1);

    switcher.switchTo(QStringLiteral("en"));
    QCOMPARE(open(), QStringLiteral("Open"));
    QCOMPARE(QLocale().language(), QLocale::English);
    QCOMPARE(changed.size(), 2);

    switcher.switchTo(QStringLiteral("en"));
    QCOMPARE(changed.size(), 2);
}

QTEST_GUILESS_MAIN(LanguageSwitcherTest)
#include "tst_languageswitcher.moc"
