#include "errortext.h"
#include "iprangetext.h"

#include <QLocale>
#include <QTest>
#include <QTranslator>

using namespace tc;

class TestGerman : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyErrorIsGerman();
    void rangesAreGerman();

private:
    QTranslator m_translator;
};

void TestGerman::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    QVERIFY(m_translator.load(QStringLiteral(":/i18n/tokenconsole_de.qm")));
}

void TestGerman::everyErrorIsGerman()
{
    for (int kind = 0; kind <= int(ErrorKind::Cancelled); ++kind) {
        ApiError error;
        error.kind = ErrorKind(kind);
        const ErrorText english = describe(error);
        QVERIFY(QCoreApplication::installTranslator(&m_translator));
        const ErrorText german = describe(error);
        QVERIFY(QCoreApplication::removeTranslator(&m_translator));
        QVERIFY2(german.sentence != english.sentence, qPrintable(english.sentence));
        QVERIFY2(german.nextStep != english.nextStep || english.nextStep.isEmpty(),
                 qPrintable(english.nextStep));
    }
}

void TestGerman::rangesAreGerman()
{
    QVERIFY(QCoreApplication::installTranslator(&m_translator));
    QCOMPARE(explain(IpRange::parse(u"203.0.113.7/24").error()),
             QStringLiteral("„203.0.113.7/24“ ist eine Adresse in einem Bereich, kein Bereich. Meinten Sie "
                            "203.0.113.0/24?"));
    QCOMPARE(coverage(*IpRange::parse(u"10.0.0.0/8")),
             QStringLiteral("16.777.216 Adressen: 10.0.0.0 bis 10.255.255.255"));
    QVERIFY(QCoreApplication::removeTranslator(&m_translator));
}

QTEST_GUILESS_MAIN(TestGerman)
#include "tst_german.moc"
