#include "descriptionloader.h"
#include "secretforms.h"
#include "servicedescription.h"
#include "wrongtoken.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace tc;

namespace {

QByteArray wrongLike(const QByteArray &token, const ServiceDescription &service)
{
    return wrongTokenLike(Secret::copyOf(token), service).reveal([](QByteArrayView bytes) {
        return bytes.toByteArray();
    });
}

ServiceDescription withPrefixes(const QStringList &prefixes)
{
    ServiceDescription service;
    for (const QString &prefix : prefixes)
        service.prefixes.append({prefix, {}, {}});
    return service;
}

} // namespace

class WrongTokenTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void looksLikeTheToken_data();
    void looksLikeTheToken();
    void isAnotherEachTime();
    void hasNoChecksumThatFits();
};

void WrongTokenTest::looksLikeTheToken_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QString>("form");
    const auto row = [](const char *name, const QByteArray &token, const char *form) {
        QTest::newRow(name) << token << QString::fromLatin1(form);
    };
    row("prefix stays", "abc_live_" + QByteArray("aB3").repeated(12), "abc_live_([a-z][A-Z][0-9]){12}");
    row("longest prefix stays", "abc_" + QByteArray("aB3").repeated(12), "abc_([a-z][A-Z][0-9]){12}");
    row("no known prefix", "xyz_" + QByteArray("aB3").repeated(12), "[a-z]{3}_([a-z][A-Z][0-9]){12}");
    row("hexadecimal", QByteArray("0af9").repeated(10), "([0-9][a-f][a-f][0-9]){10}");
    row("hexadecimal in capitals", QByteArray("0AF9").repeated(10), "([0-9][A-F][A-F][0-9]){10}");
    row("punctuation stays", "7|" + QByteArray("a.B-c_").repeated(10), "[0-9]\\|([a-z].[A-Z]-[a-z]_){10}");
    // With so little to draw from, a made-up one could be somebody's.
    row("short", "abc_live_x1", "abc_live_[a-z][0-9][a-z]{22}");
    row("prefix alone", "abc_live_", "abc_live_[a-z]{24}");
    row("nothing but punctuation", "-----", "-----[a-z]{24}");
}

void WrongTokenTest::looksLikeTheToken()
{
    QFETCH(QByteArray, token);
    QFETCH(QString, form);
    const ServiceDescription service
        = withPrefixes({QStringLiteral("abc_"), QStringLiteral("abc_live_"), QStringLiteral("zz*_")});
    for (int i = 0; i < 100; ++i) {
        const QByteArray wrong = wrongLike(token, service);
        QVERIFY2(QRegularExpression(QRegularExpression::anchoredPattern(form))
                     .match(QString::fromLatin1(wrong))
                     .hasMatch(),
                 wrong.constData());
        QVERIFY(wrong.size() >= token.size());
        // Nothing of the token but its start and its punctuation is told.
        const qsizetype start = token.startsWith("abc_live_") ? 9 : token.startsWith("abc_") ? 4 : 0;
        for (qsizetype at = start; at < token.size(); ++at)
            QVERIFY(wrong.at(at) != token.at(at) || QByteArrayView("_-.|").contains(token.at(at)));
    }
}

void WrongTokenTest::isAnotherEachTime()
{
    const ServiceDescription service = withPrefixes({QStringLiteral("abc_")});
    QSet<QByteArray> all;
    for (int i = 0; i < 1000; ++i)
        all.insert(wrongLike("abc_x", service));
    QCOMPARE(all.size(), 1000);
}

void WrongTokenTest::hasNoChecksumThatFits()
{
    ServiceDescription service;
    service.secretForm = SecretForm::IdAndSecret;
    service.secretChecksum = SecretChecksum::Crc32Hex;
    const QByteArray token = "7|" + QByteArray(40, 'A') + "2ae98c30";
    QVERIFY(fitsChecksum(token, service));
    for (int i = 0; i < 1000; ++i)
        QVERIFY(!fitsChecksum(wrongLike(token, service), service));
}

QTEST_APPLESS_MAIN(WrongTokenTest)
#include "tst_wrongtoken.moc"
