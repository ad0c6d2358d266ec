#include "credentialecho.h"

#include <QTest>

using namespace tc;

namespace {

const QByteArray credential = "Qm7Rt2Xv9Kb4Nw8Zp3Hs6Jd5Lf1Gc0Ye";

} // namespace

/// The credential in use, given back by the server.
class CredentialEchoTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesItOut_data();
    void takesItOut();
};

void CredentialEchoTest::takesItOut_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("clean");
    const QString own = QString::fromLatin1(credential);
    QTest::newRow("as it is") << QStringLiteral("<%1>").arg(own) << QStringLiteral("<[redacted]>");
    QTest::newRow("alone") << own << QStringLiteral("[redacted]");
    QTest::newRow("twice") << own + own << QStringLiteral("[redacted][redacted]");
    QTest::newRow("16 of it") << QStringLiteral("ä ") + own.mid(5, 16) + u'€'
                              << QStringLiteral("ä [redacted]€");
    QTest::newRow("15 of it") << u' ' + own.mid(5, 15) + u' ' << u' ' + own.mid(5, 15) + u' ';
    QTest::newRow("the wrong way round")
        << own.mid(16) + own.left(16) << QStringLiteral("[redacted][redacted]");
    QTest::newRow("percent-encoded") << QStringLiteral("?t=%51%6d7Rt2Xv9Kb4Nw8%5Ap3&u")
                                     << QStringLiteral("?t=[redacted]&u");
    QTest::newRow("cut in an escape")
        << own.left(16) + QStringLiteral("%5") << QStringLiteral("[redacted]%5");
    QTest::newRow("its characters in another order")
        << QStringLiteral("QmQmQmQmQmQmQmQmQmQm") << QStringLiteral("QmQmQmQmQmQmQmQmQmQm");
    QTest::newRow("nothing") << QString() << QString();
}

void CredentialEchoTest::takesItOut()
{
    QFETCH(const QString, text);
    QFETCH(const QString, clean);
    QCOMPARE(withoutEcho(text, credential, shortestEcho), clean);
    QCOMPARE(withoutEcho(clean, credential, shortestEcho), clean);
}

QTEST_GUILESS_MAIN(CredentialEchoTest)
#include "tst_credentialecho.moc"
