#include "localizedtext.h"

#include <QRegularExpression>
#include <QTest>

using namespace tc;

class TestLocalizedText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void cleanup() { QLocale::setDefault(QLocale::c()); }

    void choosesTheLanguage();
    void fallsBackToEnglishThenAny();
    void followsTheDefaultLocale();
    void comparesByTexts();

private:
    const LocalizedText m_both {
        {{QStringLiteral("en"), QStringLiteral("token")}, {QStringLiteral("de"), QStringLiteral("Token")}}};
};

void TestLocalizedText::choosesTheLanguage()
{
    QCOMPARE(m_both.in(QLocale(QLocale::German, QLocale::Austria)), QStringLiteral("Token"));
    QCOMPARE(m_both.in(QLocale(QLocale::English, QLocale::India)), QStringLiteral("token"));
}

void TestLocalizedText::fallsBackToEnglishThenAny()
{
    QCOMPARE(m_both.in(QLocale(QLocale::French)), QStringLiteral("token"));
    QCOMPARE(m_both.in(QLocale::c()), QStringLiteral("token"));
    const LocalizedText german({{QStringLiteral("de"), QStringLiteral("Token")}});
    QCOMPARE(german.in(QLocale(QLocale::French)), QStringLiteral("Token"));
    QVERIFY(LocalizedText().in(QLocale(QLocale::German)).isEmpty());
    QVERIFY(LocalizedText().isEmpty());
    QVERIFY(!german.isEmpty());
}

void TestLocalizedText::followsTheDefaultLocale()
{
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    QCOMPARE(m_both.text(), QStringLiteral("Token"));
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QCOMPARE(m_both.text(), QStringLiteral("token"));
}

void TestLocalizedText::comparesByTexts()
{
    QCOMPARE(m_both, LocalizedText(m_both));
    QVERIFY(m_both != LocalizedText());
}

QTEST_GUILESS_MAIN(TestLocalizedText)
#include "tst_localizedtext.moc"
