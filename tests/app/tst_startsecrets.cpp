#include "startsecrets.h"

#include "credentialstore.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryFile>
#include <QTest>

#include <memory>

using namespace tc;

namespace {

QByteArray bytes(const Secret &secret)
{
    return secret.reveal([](QByteArrayView view) { return view.toByteArray(); });
}

} // namespace

class StartSecretsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void readsOneLine_data();
    void readsOneLine();
    void takesVariablesOutOfTheEnvironment();
};

void StartSecretsTest::readsOneLine_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("secret"); // empty: none
    const QByteArray longest(CredentialStore::maximumSize, 'a');
    QTest::newRow("a line") << QByteArray("abc\n") << QByteArray("abc");
    QTest::newRow("no line end") << QByteArray("abc") << QByteArray("abc");
    QTest::newRow("Windows' line end") << QByteArray("abc\r\n") << QByteArray("abc");
    QTest::newRow("the first of two lines") << QByteArray("abc\ndef\n") << QByteArray("abc");
    QTest::newRow("the longest") << longest + "\n" << longest;
    QTest::newRow("too long") << longest + "a\n" << QByteArray();
    QTest::newRow("an empty line") << QByteArray("\nabc\n") << QByteArray();
    QTest::newRow("nothing") << QByteArray() << QByteArray();
}

void StartSecretsTest::readsOneLine()
{
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, secret);
    QTemporaryFile file;
    QVERIFY(file.open());
    QCOMPARE(file.write(input), input.size());
    file.close();

    const std::unique_ptr<std::FILE, int (*)(std::FILE *)> stream(
        std::fopen(QFile::encodeName(file.fileName()).constData(), "rb"), &std::fclose);
    QVERIFY(stream);
    const auto read = readSecretLine(stream.get());
    QCOMPARE(read.has_value(), !secret.isEmpty());
    if (read)
        QCOMPARE(bytes(*read), secret);
}

void StartSecretsTest::takesVariablesOutOfTheEnvironment()
{
    qputenv("TC_TEST_ONE", "one");
    qputenv("TC_TEST_TWO", "two");
    const auto taken
        = takeSecretVariables({QStringLiteral("TC_TEST_ONE"), QString(), QStringLiteral("TC_TEST_MISSING")});
    QCOMPARE(taken.size(), std::size_t(1));
    QCOMPARE(bytes(taken.at(QStringLiteral("TC_TEST_ONE"))), QByteArray("one"));
    QVERIFY(!qEnvironmentVariableIsSet("TC_TEST_ONE"));
    QCOMPARE(qgetenv("TC_TEST_TWO"), QByteArray("two")); // nobody's token: left alone
    qunsetenv("TC_TEST_TWO");
}

QTEST_GUILESS_MAIN(StartSecretsTest)
#include "tst_startsecrets.moc"
