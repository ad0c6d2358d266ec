#include "revokedialog.h"
#include "rotatedialog.h"
#include "secretrotationdialog.h"
#include "tokensecretdialog.h"
#include "unreadablescope.h"
#include "windowonvendor.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace tc;
using namespace tc::test;

namespace {

/// The description \a file, with an \a operation that asks for a one-time code, sent as `X-Code`.
QJsonObject askingForACode(const QString &file, const QString &operation)
{
    QJsonObject description
        = QJsonDocument::fromJson(contentOf(QStringLiteral(":/services/") + file)).object();
    QJsonObject operations = description.value(QLatin1String("operations")).toObject();
    QJsonObject asking = operations.value(operation).toObject();
    const QJsonObject label {{QStringLiteral("en"), QStringLiteral("Code")},
                             {QStringLiteral("de"), QStringLiteral("Code")}};
    asking.insert(QStringLiteral("asks"),
                  QJsonArray {QJsonObject {{QStringLiteral("id"), QStringLiteral("otp")},
                                           {QStringLiteral("label"), label}}});
    asking.insert(QStringLiteral("headers"),
                  QJsonObject {{QStringLiteral("X-Code"), QStringLiteral("{asked.otp}")}});
    operations.insert(operation, asking);
    description.insert(QStringLiteral("operations"), operations);
    return description;
}

} // namespace

/// Rotation by a vendor's own operation, and by deletion, through the window, with servers that answer as the
/// vendors document it.
class SecretRotationTest : public QObject, protected WindowOnVendor
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void putsAnotherTokenInThePlace();
    void keepsTheTokenAndForgetsItsOldSecret();
    void keepsWhatASavingThatWasCancelledHasSaved();
    void saysThatTheOldSecretMayStillBeSaved();
    void goesOnWithTheOwnTokensNewSecret();
    void showsASecretThoughTheRestCannotBeRead();
    void savesTheNewSecretInTheOldOnesPlace();
    void passesOnWhatTheRotationAsksFor();
    void cancelIsTheDefault();
    void passesOnWhatTheDeletionAsksFor();
    void doesNotCopyScopesItCannotRead();
};

void SecretRotationTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    start();
}

void SecretRotationTest::cleanup()
{
    closeAll();
}

/// What GitLab documents: the old token is revoked, another one takes its place.
void SecretRotationTest::putsAnotherTokenInThePlace()
{
    serveGitLab();
    QVERIFY(openWindow(QStringLiteral("gitlab.json")));
    const auto dialog = opened<SecretRotationDialog>();
    QVERIFY(dialog);
    QVERIFY(part<QLabel>(*dialog, "consequenceLabel")
                ->text()
                .startsWith(QLatin1String("The old secret stops working at once")));
    QVERIFY(part<QLabel>(*dialog, "lastUsedText")->isVisible());
    QVERIFY(part<QWidget>(*dialog, "expiryEdit")->isVisible());
    QVERIFY(!part<QLabel>(*dialog, "ownTokenLabel")->isVisible());
    QVERIFY(click(*dialog, rotateText));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    QVERIFY(!dialog);

    const QList<QByteArray> posts = requestsOf("POST");
    QCOMPARE(posts.size(), 1);
    QCOMPARE(firstLine(posts.at(0)), QByteArray("POST /api/v4/personal_access_tokens/42/rotate HTTP/1.1"));
    QVERIFY(posts.at(0).contains("PRIVATE-TOKEN: own-secret\r\n"));
    const QJsonObject body = QJsonDocument::fromJson(bodyOf(posts.at(0))).object();
    QCOMPARE(body.keys(), QStringList(QStringLiteral("expires_at")));
    QVERIFY(QDate::fromString(body.value(QLatin1String("expires_at")).toString(), Qt::ISODate)
            > QDate(2099, 1, 1));
    QVERIFY(requestsOf("DELETE").isEmpty());
    QVERIFY(m_desk->unconfirmed().tokenIds().contains(QStringLiteral("43")));
    for (const Token &token : m_session->tokens())
        QCOMPARE(token.revoked, token.id == QLatin1String("42"));
    QVERIFY(finishSecret());
    QTRY_VERIFY(!m_desk->unconfirmed().tokenIds().contains(QStringLiteral("43")));
    QTRY_VERIFY(!openDialog<QDialog>(*m_window)); // nothing is left to revoke
}

void SecretRotationTest::keepsTheTokenAndForgetsItsOldSecret()
{
    serveCloudflare();
    QVERIFY(openWindow(QStringLiteral("cloudflare.json")));
    const auto saving = m_savedSecrets->save(QStringLiteral("ab"), Secret::copyOf("old-secret"));
    QTRY_VERIFY(m_savedSecrets->tokenIds().contains(QStringLiteral("ab")));
    const auto dialog = opened<SecretRotationDialog>();
    QVERIFY(dialog);
    QVERIFY(!part<QWidget>(*dialog, "expiryEdit")->isVisible());
    QVERIFY(click(*dialog, rotateText));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    const QList<QByteArray> puts = requestsOf("PUT");
    QCOMPARE(puts.size(), 1);
    QCOMPARE(firstLine(puts.at(0)), QByteArray("PUT /user/tokens/ab/value HTTP/1.1"));
    QCOMPARE(bodyOf(puts.at(0)), QByteArray("{}"));
    QVERIFY(m_desk->unconfirmed().tokenIds().contains(QStringLiteral("ab")));
    QVERIFY(finishSecret());
    QTRY_VERIFY(!m_savedSecrets->tokenIds().contains(QStringLiteral("ab")));
    QVERIFY(m_desk->unconfirmed().tokenIds().isEmpty());
    QCOMPARE(m_session->tokens().size(), 1);
    QVERIFY(!m_session->tokens().constFirst().revoked);
}

/// The old secret leaves the keychain before a new one may be saved, so that nothing has to go afterwards.
void SecretRotationTest::keepsWhatASavingThatWasCancelledHasSaved()
{
    HeldStore held(m_desk->store);
    m_keychain = &held;
    const QString id = QStringLiteral("ab");
    serveCloudflare();
    QVERIFY(openWindow(QStringLiteral("cloudflare.json")));
    putIntoEntry(id, "old-secret");
    const auto dialog = opened<SecretRotationDialog>();
    QVERIFY(dialog);
    QVERIFY(click(*dialog, rotateText));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    auto *secret = openDialog<TokenSecretDialog>(*m_window);
    const auto *save = button(*secret, QStringLiteral("Save in keychain"));
    QVERIFY(!save->isEnabled());
    QCOMPARE(part<QLabel>(*secret, "keychainLabel")->text(),
             QString::fromUtf8("Removing the old secret from the keychain…"));
    held.release();
    QTRY_VERIFY(save->isEnabled());
    QCOMPARE(entryOf(id), QByteArray());

    QVERIFY(click(*secret, QStringLiteral("Save in keychain")));
    QVERIFY(click(*secret, QStringLiteral("Cancel")));
    putIntoEntry(id, "new-secret"); // as a keychain does that had begun
    QVERIFY(finishSecret());
    QTRY_VERIFY(!openDialog<QDialog>(*m_window));
    held.release();
    QCOMPARE(entryOf(id), QByteArray("new-secret"));
    QVERIFY(m_savedSecrets->tokenIds().contains(id));
    m_keychain = nullptr;
    m_window->setSession(nullptr, {});
    m_savedSecrets.reset();
}

void SecretRotationTest::saysThatTheOldSecretMayStillBeSaved()
{
    RefusingStore refusing;
    refusing.takesLate = true;
    m_keychain = &refusing;
    const QString id = QStringLiteral("ab");
    serveCloudflare();
    QVERIFY(openWindow(QStringLiteral("cloudflare.json")));
    putIntoEntry(id, "old-secret");
    const auto dialog = opened<SecretRotationDialog>();
    QVERIFY(dialog);
    QVERIFY(click(*dialog, rotateText));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    auto *secret = openDialog<TokenSecretDialog>(*m_window);
    QTRY_VERIFY(button(*secret, QStringLiteral("Save in keychain"))->isEnabled());
    QVERIFY(click(*secret, QStringLiteral("Save in keychain")));
    QTRY_VERIFY(banner(*secret).isVisible());
    QVERIFY(finishSecret());
    QTRY_COMPARE(banner(*m_window).sentence(),
                 QString::fromUtf8("The keychain may hold the new secret of “shop” or the old one, which no "
                                   "longer works."));
    QVERIFY(m_savedSecrets->tokenIds().contains(id));
    m_window->setSession(nullptr, {});
    m_savedSecrets.reset();
}

void SecretRotationTest::goesOnWithTheOwnTokensNewSecret()
{
    m_own = 42;
    serveGitLab();
    QVERIFY(openWindow(QStringLiteral("gitlab.json")));
    QTRY_VERIFY(m_session->ownToken());
    const QSignalSpy ended(m_window.get(), &MainWindow::ownTokenRevoked);
    // As the console does.
    connect(m_window.get(), &MainWindow::ownTokenRotated, m_session.get(), &TokenSession::changeCredential);
    putIntoEntry(QStringLiteral("42"), "old-secret");
    const auto dialog = opened<SecretRotationDialog>();
    QVERIFY(dialog);
    QVERIFY(part<QLabel>(*dialog, "ownTokenLabel")
                ->text()
                .contains(QLatin1String("this console works with it, and goes on with the new secret.")));
    m_own = 43;
    QVERIFY(click(*dialog, rotateText));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    QVERIFY(part<QLabel>(*openDialog<TokenSecretDialog>(*m_window), "explanationLabel")
                ->text()
                .endsWith(QLatin1String("This console goes on with it.")));
    QTRY_VERIFY(m_session->ownToken());
    QCOMPARE(m_session->ownToken()->id, QStringLiteral("43"));
    QVERIFY(requestsOf("GET").constLast().contains("PRIVATE-TOKEN: glpat-new\r\n"));
    QVERIFY(finishSecret());
    QTRY_VERIFY(m_savedSecrets->tokenIds().isEmpty());
    QCOMPARE(entryOf(QStringLiteral("42")), QByteArray());
    QCOMPARE(ended.size(), 0);
}

void SecretRotationTest::showsASecretThoughTheRestCannotBeRead()
{
    serveGitLab();
    QVERIFY(openWindow(QStringLiteral("gitlab.json")));
    m_isUnreadable = true;
    const auto dialog = opened<SecretRotationDialog>();
    QVERIFY(dialog);
    QVERIFY(click(*dialog, rotateText));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    auto *secret = openDialog<TokenSecretDialog>(*m_window);
    QCOMPARE(
        banner(*secret).sentence(),
        QString::fromUtf8("The token’s secret was replaced, but nothing else of the server’s answer could "
                          "be read."));
    QTest::keyClick(secret, Qt::Key_Escape);
    QTRY_VERIFY(openDialog<QMessageBox>(*m_window));
    QCOMPARE(openDialog<QMessageBox>(*m_window)->informativeText(),
             QStringLiteral("If it is not stored anywhere, rotate the token again."));
    QVERIFY(click(*openDialog<QMessageBox>(*m_window), QStringLiteral("Back to the secret")));
    QVERIFY(finishSecret());
}

void SecretRotationTest::savesTheNewSecretInTheOldOnesPlace()
{
    const QString id = QStringLiteral("3");
    serveStrapi();
    QVERIFY(openWindow(QStringLiteral("strapi.json")));
    putIntoEntry(id, "old-secret");
    const auto dialog = opened<SecretRotationDialog>();
    QVERIFY(dialog);
    QVERIFY(!part<QWidget>(*dialog, "expiryEdit")->isVisible()); // the new secret ends when the old one would
    QVERIFY(part<QLabel>(*dialog, "lastUsedText")->isVisible());
    QVERIFY(click(*dialog, rotateText));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    auto *secret = openDialog<TokenSecretDialog>(*m_window);
    const QList<QByteArray> posts = requestsOf("POST");
    QCOMPARE(posts.size(), 1);
    QCOMPARE(firstLine(posts.at(0)), QByteArray("POST /admin/api-tokens/3/regenerate HTTP/1.1"));
    QCOMPARE(bodyOf(posts.at(0)), QByteArray());
    QVERIFY(!banner(*secret).isVisible());
    QCOMPARE(m_desk->unconfirmed().tokenIds(), QSet<QString> {id});
    QTRY_VERIFY(button(*secret, QStringLiteral("Save in keychain"))->isEnabled());
    QVERIFY(click(*secret, QStringLiteral("Save in keychain")));
    QTRY_VERIFY(m_desk->unconfirmed().tokenIds().isEmpty());
    QVERIFY(finishSecret());
    QTRY_VERIFY(!openDialog<QDialog>(*m_window));
    QCOMPARE(entryOf(id), QByteArray("new-secret"));
    QCOMPARE(m_savedSecrets->tokenIds(), QSet<QString> {id});
    QCOMPARE(m_session->tokens().size(), 1);
    QVERIFY(!m_session->tokens().constFirst().revoked);
}

void SecretRotationTest::passesOnWhatTheRotationAsksFor()
{
    serveCloudflare();
    QVERIFY(openWindow(QStringLiteral("cloudflare.json"),
                       askingForACode(QStringLiteral("cloudflare.json"), QStringLiteral("rotate"))));
    const auto dialog = opened<SecretRotationDialog>();
    QVERIFY(dialog);
    QVERIFY(!button(*dialog, rotateText)->isEnabled());
    auto *code = part<QLineEdit>(*dialog, "asked.otp");
    code->setText(QStringLiteral("123456"));
    m_losesAnswers = true;
    QVERIFY(click(*dialog, rotateText));
    QTRY_VERIFY(!dialog->isBusy());
    QCOMPARE(requestsOf("PUT").size(), 1);
    QVERIFY(requestsOf("PUT").at(0).contains("X-Code: 123456\r\n"));
    for (const QByteArray &request : requestsOf("GET"))
        QVERIFY(!request.contains("123456"));
    // It has left its input, and another rotation takes another one.
    QVERIFY(code->text().isEmpty());
    QVERIFY(!button(*dialog, rotateText)->isEnabled());
    // A wrong one is told, though the rotation before may have been done.
    code->setText(QStringLiteral("111111"));
    m_losesAnswers = false;
    m_rotationReply = httpReply("401 Unauthorized", "Content-Type: application/json\r\n", "{}");
    QVERIFY(click(*dialog, rotateText));
    QTRY_VERIFY(!dialog->isBusy());
    QCOMPARE(banner(*dialog).sentence(), QStringLiteral("The API token is invalid."));
    code->setText(QStringLiteral("654321"));
    m_rotationReply.clear();
    QVERIFY(click(*dialog, rotateText));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    QVERIFY(requestsOf("PUT").at(2).contains("X-Code: 654321\r\n"));
    QVERIFY(finishSecret());
}

void SecretRotationTest::cancelIsTheDefault()
{
    serveCloudflare();
    QVERIFY(openWindow(QStringLiteral("cloudflare.json")));
    const auto dialog = opened<SecretRotationDialog>();
    QVERIFY(dialog);
    QTRY_VERIFY(button(*dialog, QStringLiteral("Cancel"))->hasFocus());
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(!dialog);
    QVERIFY(requestsOf("PUT").isEmpty());
}

void SecretRotationTest::passesOnWhatTheDeletionAsksFor()
{
    const QJsonObject description
        = askingForACode(QStringLiteral("optiverse.json"), QStringLiteral("revoke"));
    serveOneKey();
    QVERIFY(openWindow(QStringLiteral("optiverse.json"), description));
    const auto dialog = opened<RotateDialog>();
    QVERIFY(dialog);
    const QString begin = QStringLiteral("Delete and create");
    QVERIFY(!button(*dialog, begin)->isEnabled());
    part<QLineEdit>(*dialog, "asked.otp")->setText(QStringLiteral("123456"));
    QVERIFY(click(*dialog, begin));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    const QList<QByteArray> deletions = requestsOf("DELETE");
    QCOMPARE(deletions.size(), 1);
    QVERIFY(deletions.at(0).contains("X-Code: 123456\r\n"));
    QCOMPARE(requestsOf("POST").size(), 1);
    QVERIFY(!requestsOf("POST").at(0).contains("123456"));
}

void SecretRotationTest::doesNotCopyScopesItCannotRead()
{
    serveOneKey();
    QVERIFY(openWindow(QStringLiteral("optiverse.json")));
    Token token = m_session->tokens().constFirst();
    token.scopes = {unreadableScope()};
    RotateDialog dialog(*m_session, token);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    QVERIFY(!button(dialog, QStringLiteral("Delete and create"))->isEnabled());
    QVERIFY(banner(dialog).sentence().startsWith(
        QLatin1String("The token has scopes that this console cannot read")));
    // What the service does not tell is not asserted.
    RevokeDialog revoking(*m_session, token, RevokeDialog::Occasion::Asked);
    revoking.show();
    QVERIFY(QTest::qWaitForWindowExposed(&revoking));
    QVERIFY(!part<QLabel>(revoking, "lastUsedText")->isVisible());
    QVERIFY(part<QLabel>(revoking, "maskText")->isVisible());
    part<QTableView>(*m_window, "table")->selectRow(0);
    QCOMPARE(part<QLabel>(*m_window, "expiresText")->text(), QStringLiteral("—"));
    QCOMPARE(part<QLabel>(*m_window, "lastUsedText")->text(), QStringLiteral("—"));
}

QTEST_MAIN(SecretRotationTest)
#include "tst_secretrotation.moc"
