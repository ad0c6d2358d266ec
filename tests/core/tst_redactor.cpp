#include "redactor.h"

#include <QRandomGenerator>
#include <QTest>

using namespace tc;

namespace {

const QString prefix = QStringLiteral("tok_optimus_");

QString canary()
{
    return prefix + QStringLiteral("Q7").repeated(20);
}

QStringList prefixes()
{
    return {prefix, QStringLiteral("opt_live_"), QStringLiteral("opt_"), QString()};
}

/// Whether any \a length characters in a row of \a secret stand in \a text, in whatever case.
bool holdsPart(const QString &text, const QString &secret, qsizetype length)
{
    for (qsizetype i = 0; i + length <= secret.size(); ++i) {
        if (text.contains(secret.sliced(i, length), Qt::CaseInsensitive))
            return true;
    }
    return false;
}

} // namespace

class RedactorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesCredentialsOut_data();
    void takesCredentialsOut();
    void leavesOtherTextAlone_data();
    void leavesOtherTextAlone();
    void isIdempotentAndLeavesNoSecret();
    void takesWholeSecretsOutOfNames();
    void looksIntoTextThatIsNoUtf16();
};

void RedactorTest::takesCredentialsOut_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const QString secret = canary();

    QTest::newRow("by its prefix") << QStringLiteral("Token %1 is unknown.").arg(secret)
                                   << QStringLiteral("Token tok_optimus_[redacted] is unknown.");
    QTest::newRow("in JSON") << QStringLiteral("{\"detail\":\"%1\",\"x\":1}").arg(secret)
                             << QStringLiteral("{\"detail\":\"tok_optimus_[redacted]\",\"x\":1}");
    QTest::newRow("in HTML") << QStringLiteral("<b>%1</b>").arg(secret)
                             << QStringLiteral("<b>tok_optimus_[redacted]</b>");
    QTest::newRow("in capitals") << secret.toUpper() << QStringLiteral("TOK_OPTIMUS_[redacted]");
    QTest::newRow("the longer prefix")
        << QStringLiteral("opt_live_abc opt_abc") << QStringLiteral("opt_live_[redacted] opt_[redacted]");
    QTest::newRow("cut short") << QStringLiteral("tok_optimus_Q7Q7")
                               << QStringLiteral("tok_optimus_[redacted]");
    QTest::newRow("a header") << QStringLiteral("Authorization: Bearer abc\r\nHost: x")
                              << QStringLiteral("Authorization: [redacted]\r\nHost: x");
    QTest::newRow("a digest header") << QStringLiteral("proxy-authorization: Digest a=\"b\", response=\"c\"")
                                     << QStringLiteral("proxy-authorization: [redacted]");
    QTest::newRow("a header in JSON") << QStringLiteral("{\"Authorization\": \"Basic dTpw\"}")
                                      << QStringLiteral("{\"Authorization\": [redacted]");
    QTest::newRow("a bearer") << QStringLiteral("curl -H 'X: Bearer 12345678'")
                              << QStringLiteral("curl -H 'X: Bearer [redacted]'");
    QTest::newRow("user information") << QStringLiteral("https://me:pw@example.test/x")
                                      << QStringLiteral("https://[redacted]@example.test/x");
    QTest::newRow("a parameter") << QStringLiteral("/x?access_token=abc&page=2#y")
                                 << QStringLiteral("/x?access_token=[redacted]&page=2#y");
    QTest::newRow("a redirect") << QStringLiteral("Location: https://evil.test/?t=%1&u=1").arg(secret)
                                << QStringLiteral(
                                       "Location: https://evil.test/?t=tok_optimus_[redacted]&u=1");
    QTest::newRow("sanctum") << QStringLiteral("12|%1 is unknown").arg(QStringLiteral("a1").repeated(24))
                             << QStringLiteral("[redacted] is unknown");
    QTest::newRow("percent-encoded") << QStringLiteral("t=%74%6F%6b_optimus%5FQ7%51&u=1")
                                     << QStringLiteral("t=%74%6F%6b_optimus%5F[redacted]&u=1");
    QTest::newRow("two rules in a row")
        << QStringLiteral("bearer ?key=y") << QStringLiteral("bearer [redacted]");
}

void RedactorTest::takesCredentialsOut()
{
    QFETCH(const QString, text);
    QFETCH(const QString, expected);
    QCOMPARE(Redactor(prefixes()).redact(text), expected);
}

void RedactorTest::leavesOtherTextAlone_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("a sentence") << QStringLiteral("The bearer token is invalid or expired.");
    QTest::newRow("the prefix alone") << QStringLiteral("Tokens begin with tok_optimus_ here.");
    QTest::newRow("a request") << QStringLiteral("GET /api/v1/tokens?limit=200&cursor=abc 200 in 34 ms");
    QTest::newRow("ranges") << QStringLiteral("203.0.113.0/24, 10.0.0.0/8");
    QTest::newRow("an address") << QStringLiteral("https://app.example.test:8443/api");
    QTest::newRow("a short pipe") << QStringLiteral("1|2|3");
}

void RedactorTest::leavesOtherTextAlone()
{
    QFETCH(const QString, text);
    QCOMPARE(Redactor(prefixes()).redact(text), text);
}

void RedactorTest::isIdempotentAndLeavesNoSecret()
{
    const QString secret = canary();
    const QStringList pieces {secret,
                              secret.first(30),
                              prefix,
                              QStringLiteral("opt_live_x"),
                              QStringLiteral("Authorization: "),
                              QStringLiteral("\"authorization\":\""),
                              QStringLiteral("Bearer "),
                              QStringLiteral("bearer"),
                              QStringLiteral("?token="),
                              QStringLiteral("&key="),
                              QStringLiteral("https://"),
                              QStringLiteral("@"),
                              QStringLiteral("7|"),
                              QStringLiteral("ab_1").repeated(9),
                              QStringLiteral(" "),
                              QStringLiteral("\r\n"),
                              QStringLiteral("\""),
                              QStringLiteral("'"),
                              QStringLiteral("<"),
                              QStringLiteral("\\"),
                              QStringLiteral("[redacted]"),
                              QStringLiteral("/"),
                              QStringLiteral("="),
                              QStringLiteral("x"),
                              QString(QChar(0x202e)),
                              QString(QChar(u'\0'))};
    const Redactor redactor(prefixes());
    QRandomGenerator random(20261124);
    int redacted = 0;
    for (int round = 0; round < 20'000; ++round) {
        QString text;
        for (int count = random.bounded(1, 12); count > 0; --count)
            text += pieces[random.bounded(pieces.size())];
        const QString once = redactor.redact(text);
        QCOMPARE(redactor.redact(once), once);
        QVERIFY2(!holdsPart(once, secret, prefix.size() + 4), qPrintable(text));
        redacted += once == text ? 0 : 1;
    }
    QVERIFY2(redacted > 5'000, qPrintable(QString::number(redacted)));
}

void RedactorTest::takesWholeSecretsOutOfNames()
{
    const Redactor redactor({prefix, QStringLiteral("sk-")});
    const QString masked = prefix + QStringLiteral("AbCdEf");
    for (const QString &name : {masked, prefix + QString(12, u'x'), QStringLiteral("Bearer integration"),
                                QStringLiteral("task-management-service"), QStringLiteral("a|b")})
        QCOMPARE(redactor.redactSecrets(name), name);
    QCOMPARE(redactor.redactSecrets(QStringLiteral("Till %1 and %2").arg(canary(), masked)),
             QStringLiteral("Till %1[redacted] and %2").arg(prefix, masked));
    QCOMPARE(redactor.redactSecrets(QStringLiteral("till-sk-") + QString(40, u'x')),
             QStringLiteral("till-sk-[redacted]"));
    QCOMPARE(Redactor().redactSecrets(canary()), canary());
}

/// What JSON's \\ud800 becomes, and what no regular expression takes.
void RedactorTest::looksIntoTextThatIsNoUtf16()
{
    const Redactor redactor(prefixes());
    for (const char16_t surrogate : {u'\xD800', u'\xDC00'}) {
        const QString text = QStringLiteral("x ") + QChar(surrogate) + QLatin1Char(' ') + canary();
        const QString clean = redactor.redact(text);
        QVERIFY(clean.endsWith(Redactor::replacement()) && clean.isValidUtf16());
        QCOMPARE(redactor.redact(clean), clean);
        QVERIFY(redactor.redactSecrets(text).endsWith(Redactor::replacement()));
    }
}

QTEST_GUILESS_MAIN(RedactorTest)
#include "tst_redactor.moc"
