#include "secretrotationdialog.h"
#include "tokensecretdialog.h"
#include "windowonvendor.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace tc;
using namespace tc::test;

/// Rotations by a vendor's own operation whose answer was lost: what can be known, what is said, and what
/// becomes of the secret before.
class LostRotationsTest : public QObject, protected WindowOnVendor
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void findsTheTokenWhoseSecretWasLost();
    void findsTheTokenThatARefreshHasListedSince();
    void saysThatALostAnswerCannotBeKnown();
    void showsWhatWasRefused_data();
    void showsWhatWasRefused();
    void saysThatAnAnswerHeldNoSecret();
    void endsInConnectWhereTheOwnSecretWasLost_data();
    void endsInConnectWhereTheOwnSecretWasLost();
    void saysWhatALostAnswerMayMeanForTheOwn();
    void goesOnWhereTheOwnSecretStillWorks();
    void saysThatTheTokenIsGone();
};

void LostRotationsTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    start();
}

void LostRotationsTest::cleanup()
{
    closeAll();
}

void LostRotationsTest::findsTheTokenWhoseSecretWasLost()
{
    serveGitLab();
    QVERIFY(openWindow(QStringLiteral("gitlab.json")));
    putIntoEntry(QStringLiteral("42"), "old-secret");
    const auto dialog = opened<SecretRotationDialog>();
    QVERIFY(dialog);
    m_losesAnswers = true;
    QVERIFY(click(*dialog, rotateText));
    QTRY_VERIFY(!dialog->isBusy());
    QCOMPARE(banner(*dialog).sentence(),
             QStringLiteral("The token was rotated, but its new secret was lost."));
    QTRY_VERIFY(m_savedSecrets->tokenIds().isEmpty());
    QCOMPARE(entryOf(QStringLiteral("42")), QByteArray());
    QVERIFY(m_desk->unconfirmed().tokenIds().contains(QStringLiteral("43")));
    m_losesAnswers = false;
    QVERIFY(click(*dialog, rotateText));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    const QList<QByteArray> posts = requestsOf("POST");
    QCOMPARE(posts.size(), 2);
    QCOMPARE(firstLine(posts.at(1)), QByteArray("POST /api/v4/personal_access_tokens/43/rotate HTTP/1.1"));
}

void LostRotationsTest::findsTheTokenThatARefreshHasListedSince()
{
    serveGitLab();
    QVERIFY(openWindow(QStringLiteral("gitlab.json")));
    const auto dialog = opened<SecretRotationDialog>();
    QVERIFY(dialog);
    m_isDown = true;
    QVERIFY(click(*dialog, rotateText));
    QTRY_VERIFY(!dialog->isBusy());
    QCOMPARE(
        banner(*dialog).nextStep(),
        QStringLiteral("If it was, the old secret no longer works, and nobody has the new one. Check again "
                       "before you rotate it again."));
    m_isDown = false;
    m_newest = 43;
    m_session->refresh(); // as the window does when it is activated
    QTRY_COMPARE(m_session->tokens().size(), 2);
    QVERIFY(click(*dialog, rotateText));
    QTRY_VERIFY(!dialog->isBusy());
    QCOMPARE(banner(*dialog).sentence(),
             QStringLiteral("The token was rotated, but its new secret was lost."));
    QVERIFY(click(*dialog, rotateText));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    QCOMPARE(firstLine(requestsOf("POST").constLast()),
             QByteArray("POST /api/v4/personal_access_tokens/43/rotate HTTP/1.1"));
}

void LostRotationsTest::saysThatALostAnswerCannotBeKnown()
{
    serveCloudflare();
    QVERIFY(openWindow(QStringLiteral("cloudflare.json")));
    const auto dialog = opened<SecretRotationDialog>();
    QVERIFY(dialog);
    m_losesAnswers = true;
    QVERIFY(click(*dialog, rotateText));
    QTRY_VERIFY(!dialog->isBusy());
    QVERIFY(banner(*dialog).sentence().startsWith(
        QLatin1String("It is not known whether the token was rotated.")));
    QVERIFY(m_desk->unconfirmed().tokenIds().contains(QStringLiteral("ab")));
    QCOMPARE(requestsOf("PUT").size(), 1); // nothing is repeated by itself
    m_losesAnswers = false;
    QVERIFY(click(*dialog, rotateText));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    QVERIFY(finishSecret());
    QTRY_VERIFY(m_desk->unconfirmed().tokenIds().isEmpty());
}

void LostRotationsTest::showsWhatWasRefused_data()
{
    QTest::addColumn<QByteArray>("reply");
    const QByteArray json = "Content-Type: application/json\r\n";
    QTest::newRow("a status of no kind") << httpReply("423 Locked", json, "{}");
    QTest::newRow("in a reply that has arrived") << httpReply("200 OK", json, R"({"success":false})");
}

void LostRotationsTest::showsWhatWasRefused()
{
    QFETCH(QByteArray, reply);
    serveCloudflare();
    QVERIFY(openWindow(QStringLiteral("cloudflare.json")));
    putIntoEntry(QStringLiteral("ab"), "old-secret");
    const auto dialog = opened<SecretRotationDialog>();
    QVERIFY(dialog);
    m_rotationReply = reply;
    QVERIFY(click(*dialog, rotateText));
    QTRY_VERIFY(!dialog->isBusy());
    QCOMPARE(banner(*dialog).sentence(),
             QString::fromUtf8("The server’s answer is not what this service answers."));
    QVERIFY(m_desk->unconfirmed().tokenIds().isEmpty());
    QCOMPARE(entryOf(QStringLiteral("ab")), QByteArray("old-secret"));
}

/// The service keeps the token's id: the list does not tell, but the answer did.
void LostRotationsTest::saysThatAnAnswerHeldNoSecret()
{
    serveCloudflare();
    QVERIFY(openWindow(QStringLiteral("cloudflare.json")));
    putIntoEntry(QStringLiteral("ab"), "old-secret");
    const auto dialog = opened<SecretRotationDialog>();
    QVERIFY(dialog);
    m_rotationReply = httpReply("200 OK", "Content-Type: application/json\r\n",
                                R"({"success":true,"errors":[],"result":null})");
    QVERIFY(click(*dialog, rotateText));
    QTRY_VERIFY(!dialog->isBusy());
    QCOMPARE(banner(*dialog).sentence(),
             QStringLiteral("The token was rotated, but its new secret was lost."));
    QTRY_VERIFY(m_savedSecrets->tokenIds().isEmpty());
    QCOMPARE(entryOf(QStringLiteral("ab")), QByteArray());
    QVERIFY(m_desk->unconfirmed().tokenIds().contains(QStringLiteral("ab")));
}

void LostRotationsTest::endsInConnectWhereTheOwnSecretWasLost_data()
{
    QTest::addColumn<bool>("refusesOld");
    QTest::addColumn<QString>("marked");
    QTest::newRow("the old one is refused at once") << true << QStringLiteral("42");
    QTest::newRow("it is not yet") << false << QStringLiteral("43");
}

/// Rotating again takes a credential that works.
void LostRotationsTest::endsInConnectWhereTheOwnSecretWasLost()
{
    QFETCH(bool, refusesOld);
    QFETCH(QString, marked);
    m_own = 42;
    serveGitLab();
    QVERIFY(openWindow(QStringLiteral("gitlab.json")));
    QTRY_VERIFY(m_session->ownToken());
    putIntoEntry(QStringLiteral("42"), "old-secret");
    const QSignalSpy revoked(m_window.get(), &MainWindow::ownTokenRevoked);
    QSet<QString> savedThen {QStringLiteral("none")};
    connect(m_window.get(), &MainWindow::ownSecretLost, this,
            [&] { savedThen = m_savedSecrets->tokenIds(); });
    const QSignalSpy lost(m_window.get(), &MainWindow::ownSecretLost);
    const auto dialog = opened<SecretRotationDialog>();
    QVERIFY(dialog);
    m_losesAnswers = true;
    m_refusesOld = refusesOld;
    QVERIFY(click(*dialog, rotateText));
    QTRY_COMPARE(lost.size(), 1);
    QTRY_VERIFY(!dialog);
    QVERIFY(savedThen.isEmpty());
    QCOMPARE(revoked.size(), 0);
    QCOMPARE(m_desk->unconfirmed().tokenIds(), QSet<QString> {marked});
}

void LostRotationsTest::saysWhatALostAnswerMayMeanForTheOwn()
{
    m_own = 42;
    serveGitLab();
    QVERIFY(openWindow(QStringLiteral("gitlab.json")));
    QTRY_VERIFY(m_session->ownToken());
    const QSignalSpy lost(m_window.get(), &MainWindow::ownSecretLost);
    const auto dialog = opened<SecretRotationDialog>();
    QVERIFY(dialog);
    m_isDown = true;
    QVERIFY(click(*dialog, rotateText));
    QTRY_VERIFY(!dialog->isBusy());
    QCOMPARE(banner(*dialog).nextStep(),
             QStringLiteral("If it was, nobody has the new secret, and this console has no access any more. "
                            "Check again."));
    // It was, and rotating again is refused.
    m_isDown = false;
    m_newest = 43;
    m_refusesOld = true;
    QVERIFY(click(*dialog, rotateText));
    QTRY_COMPARE(lost.size(), 1);
    QTRY_VERIFY(!dialog);
}

/// What has just been used to read the list has not been ended.
void LostRotationsTest::goesOnWhereTheOwnSecretStillWorks()
{
    m_own = 42;
    serveCloudflare();
    QVERIFY(openWindow(QStringLiteral("cloudflare.json")));
    QTRY_VERIFY(m_session->ownToken());
    putIntoEntry(QStringLiteral("ab"), "own-secret");
    const auto dialog = opened<SecretRotationDialog>();
    QVERIFY(dialog);
    m_losesAnswers = true;
    QVERIFY(click(*dialog, rotateText));
    QTRY_VERIFY(!dialog->isBusy());
    QCOMPARE(banner(*dialog).sentence(),
             QStringLiteral("The token was not rotated: its secret still worked when the server was asked."));
    QVERIFY(m_desk->unconfirmed().tokenIds().isEmpty());
    QCOMPARE(entryOf(QStringLiteral("ab")), QByteArray("own-secret"));
    m_losesAnswers = false;
    QVERIFY(click(*dialog, rotateText));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    QVERIFY(finishSecret());
}

void LostRotationsTest::saysThatTheTokenIsGone()
{
    serveStrapi();
    QVERIFY(openWindow(QStringLiteral("strapi.json")));
    putIntoEntry(QStringLiteral("3"), "old-secret");
    const auto dialog = opened<SecretRotationDialog>();
    QVERIFY(dialog);
    m_losesAnswers = true;
    QVERIFY(click(*dialog, rotateText));
    QTRY_VERIFY(!dialog->isBusy());
    QCOMPARE(banner(*dialog).sentence(),
             QString::fromUtf8("The token “shop” no longer works, and its new secret was lost."));
    QVERIFY(!button(*dialog, rotateText)->isEnabled());
    QTRY_VERIFY(m_savedSecrets->tokenIds().isEmpty());
    QCOMPARE(entryOf(QStringLiteral("3")), QByteArray());
}

QTEST_MAIN(LostRotationsTest)
#include "tst_lostrotations.moc"
