#include "errortext.h"

#include <QLocale>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace tc;

Q_DECLARE_METATYPE(tc::ErrorKind)

class TestErrorText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void everyKindSaysWhatAndWhatNext_data();
    void everyKindSaysWhatAndWhatNext();
    void kindsReadDifferently();
    void showsFieldMessagesEscaped();
    void keepsPlaceholdersOfTheServer();
    void saysWhenToTryAgain();
    void namesTheStatus();
    void namesTheKeychainsReason();
    void theServicesOwnWordsWin();
    void fieldMessagesWinOverTheMeaning();
    void saysItsReason_data();
    void saysItsReason();
    void tellsWhatToDoAboutAProxy();
};

void TestErrorText::everyKindSaysWhatAndWhatNext_data()
{
    QTest::addColumn<ErrorKind>("kind");
    for (int kind = 0; kind <= int(ErrorKind::Cancelled); ++kind)
        QTest::addRow("%d", kind) << ErrorKind(kind);
}

void TestErrorText::everyKindSaysWhatAndWhatNext()
{
    QFETCH(ErrorKind, kind);
    ApiError error;
    error.kind = kind;
    const ErrorText text = describe(error);
    QVERIFY(text.sentence.endsWith(u'.'));
    QVERIFY(!text.sentence.contains(u'%'));
    QVERIFY(!text.nextStep.contains(u'%'));
    if (kind == ErrorKind::Cancelled)
        QVERIFY(text.nextStep.isEmpty());
    else
        QVERIFY(text.nextStep.endsWith(u'.'));
}

void TestErrorText::kindsReadDifferently()
{
    QSet<QString> sentences;
    for (int kind = 0; kind <= int(ErrorKind::Cancelled); ++kind) {
        ApiError error;
        error.kind = ErrorKind(kind);
        sentences.insert(describe(error).sentence);
    }
    QCOMPARE(sentences.size(), int(ErrorKind::Cancelled) + 1);
}

void TestErrorText::showsFieldMessagesEscaped()
{
    ApiError error;
    error.kind = ErrorKind::InvalidInput;
    error.fields = {{QStringLiteral("/name"), QStringLiteral("too\u202elong")},
                    {QStringLiteral("/expiresAt"), QStringLiteral("in the past")}};
    QCOMPARE(describe(error).sentence,
             QStringLiteral("The server refused what was entered: too\\u{202E}long in the past"));
}

void TestErrorText::keepsPlaceholdersOfTheServer()
{
    ApiError error;
    error.kind = ErrorKind::InvalidInput;
    error.fields = {{QString(), QStringLiteral("at most %1, %2 given")}};
    QVERIFY(describe(error).sentence.endsWith(u"at most %1, %2 given"));
}

void TestErrorText::saysWhenToTryAgain()
{
    ApiError error;
    error.kind = ErrorKind::RateLimited;
    QCOMPARE(describe(error).nextStep, QStringLiteral("Wait a moment and try again."));
    error.retryAt = QDateTime(QDate(2026, 3, 1), QTime(14, 5), Qt::LocalTime).toUTC();
    QCOMPARE(describe(error).nextStep, QStringLiteral("Try again at 14:05."));
}

void TestErrorText::namesTheStatus()
{
    ApiError error;
    error.kind = ErrorKind::Server;
    error.status = 503;
    QVERIFY(describe(error).sentence.contains(u"503"));
}

void TestErrorText::namesTheKeychainsReason()
{
    ApiError error;
    error.kind = ErrorKind::StorageUnavailable;
    error.reason = QStringLiteral("it is locked");
    QCOMPARE(describe(error).sentence, QStringLiteral("The keychain is not available: it is locked"));
}

void TestErrorText::theServicesOwnWordsWin()
{
    ApiError error;
    error.kind = ErrorKind::Forbidden;
    error.meaning = LocalizedText({{QStringLiteral("en"), QStringLiteral("Not from this address.")},
                                   {QStringLiteral("de"), QStringLiteral("Nicht von dieser Adresse.")}});
    ApiError plain;
    plain.kind = ErrorKind::Forbidden;
    const QString general = describe(plain).nextStep;
    QCOMPARE(describe(error).sentence, QStringLiteral("Not from this address."));
    QCOMPARE(describe(error).nextStep, general);
    error.fix = LocalizedText({{QStringLiteral("en"), QStringLiteral("Add it.")}});
    QCOMPARE(describe(error).nextStep, QStringLiteral("Add it."));
}

void TestErrorText::fieldMessagesWinOverTheMeaning()
{
    ApiError error;
    error.kind = ErrorKind::InvalidInput;
    error.meaning = LocalizedText({{QStringLiteral("en"), QStringLiteral("Invalid.")}});
    error.fields = {{QStringLiteral("/name"), QStringLiteral("too long")}};
    QVERIFY(describe(error).sentence.endsWith(u"too long"));
}

void TestErrorText::saysItsReason_data()
{
    everyKindSaysWhatAndWhatNext_data();
}

void TestErrorText::saysItsReason()
{
    QFETCH(ErrorKind, kind);
    ApiError error;
    error.kind = kind;
    error.reason = QStringLiteral("The token holds characters that no token may hold.");
    const ErrorText text = describe(error);
    QCOMPARE(text.sentence.contains(error.reason), kind != ErrorKind::Cancelled);
    QCOMPARE(text.nextStep.isEmpty(), kind == ErrorKind::Cancelled);
    QVERIFY(!text.sentence.contains(u"The server refused what was entered"));
    // Whatever the reason is, nobody may take a lost answer for a change that was not made.
    if (kind == ErrorKind::OutcomeUnknown)
        QCOMPARE(text.sentence,
                 QString(error.reason + QLatin1String(" The change may or may not have been made.")));

    // A field that nothing is said of is no reason to say nothing.
    ApiError bare {.kind = ErrorKind::InvalidInput};
    bare.fields = {{QStringLiteral("/workspace"), {}}};
    QCOMPARE(describe(bare).sentence, QStringLiteral("The server refused what was entered."));
    bare.reason = QStringLiteral("It is missing.");
    QCOMPARE(describe(bare).sentence, QStringLiteral("It is missing."));
    // The service's own words say more, and so do its fields.
    error.meaning = LocalizedText({{QStringLiteral("en"), QStringLiteral("Not today.")}});
    QCOMPARE(describe(error).sentence, QStringLiteral("Not today."));
    error.meaning = {};
    error.fields = {{QStringLiteral("/name"), QStringLiteral("too long")}};
    if (kind == ErrorKind::InvalidInput)
        QVERIFY(describe(error).sentence.endsWith(u"too long"));
}

void TestErrorText::tellsWhatToDoAboutAProxy()
{
    ApiError error;
    error.kind = ErrorKind::Transport;
    error.reason = QStringLiteral("The proxy asks for a sign-in.");
    QVERIFY(describe(error).nextStep.contains(u"proxy settings"));
    error.status = 407;
    QVERIFY(describe(error).nextStep.startsWith(u"Sign in to the proxy"));
}

QTEST_GUILESS_MAIN(TestErrorText)
#include "tst_errortext.moc"
