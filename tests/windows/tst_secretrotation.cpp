#include "../api/misbehavingserver.h"
#include "catalog.h"
#include "desk.h"
#include "mainwindow.h"
#include "messagebanner.h"
#include "onscreen.h"
#include "revokedialog.h"
#include "rotatedialog.h"
#include "secretrotationdialog.h"
#include "tokensecretdialog.h"
#include "unreadablescope.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace tc;
using namespace tc::test;

namespace {

const QString rotateText = QStringLiteral("Rotate");
const QByteArray json = "Content-Type: application/json\r\n";

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray firstLine(const QByteArray &request)
{
    return request.left(request.indexOf("\r\n"));
}

QByteArray bodyOf(const QByteArray &request)
{
    return request.mid(request.indexOf("\r\n\r\n") + 4);
}

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
class SecretRotationTest : public QObject
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
    void findsTheTokenWhoseSecretWasLost();
    void findsTheTokenThatARefreshHasListedSince();
    void saysThatALostAnswerCannotBeKnown();
    void endsInConnectWhereTheOwnSecretWasLost_data();
    void endsInConnectWhereTheOwnSecretWasLost();
    void saysWhatALostAnswerMayMeanForTheOwn();
    void savesTheNewSecretInTheOldOnesPlace();
    void saysThatTheTokenIsGone();
    void passesOnWhatTheRotationAsksFor();
    void cancelIsTheDefault();
    void passesOnWhatTheDeletionAsksFor();
    void doesNotCopyScopesItCannotRead();

private:
    /// A server that answers as GitLab does; each rotation makes the next id.
    void serveGitLab();
    void serveCloudflare();
    /// A server that answers as Strapi does: the token keeps its id, and nothing but its secret comes back.
    void serveStrapi();
    void serveOneKey();
    [[nodiscard]] bool openWindow(const QString &file, const QJsonObject &changed = {});
    template <typename T>
    [[nodiscard]] QPointer<T> opened(int row = 0);
    [[nodiscard]] QList<QByteArray> requestsOf(const QByteArray &method) const;
    [[nodiscard]] bool finishSecret();
    /// Puts \a secret into the entry of the token \a id, and lists it.
    void putIntoEntry(const QString &id, const char *secret);
    /// What the entry of the token \a id has, "" where there is none.
    [[nodiscard]] QByteArray entryOf(const QString &id);
    [[nodiscard]] static MessageBanner &banner(const QWidget &dialog)
    {
        return *part<MessageBanner>(dialog, "banner");
    }

    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<TokenSession> m_session;
    CredentialStore *m_keychain = nullptr; ///< for the secrets; none for the desk's store
    std::unique_ptr<SavedSecrets> m_savedSecrets;
    std::unique_ptr<MainWindow> m_window;
    ConnectionProfile m_profile;
    int m_newest = 42; ///< id of the token that works
    int m_own = 7; ///< id of the one that the console works with
    bool m_losesAnswers = false;
    bool m_isDown = false; ///< whether nothing is answered
    bool m_refusesOld = false; ///< whether what was rotated gets 401, as GitLab documents
    bool m_isUnreadable = false; ///< nothing but the secret can be read of what the rotation answers
    bool m_hasKey = true;
};

void SecretRotationTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_desk = std::make_unique<Desk>();
    m_keychain = nullptr;
    m_newest = 42;
    m_own = 7;
    m_losesAnswers = false;
    m_isDown = false;
    m_refusesOld = false;
    m_isUnreadable = false;
    m_hasKey = true;
}

void SecretRotationTest::cleanup()
{
    if (m_window)
        m_window->setSession(nullptr, {});
    m_window.reset();
    m_savedSecrets.reset();
    m_session.reset();
    m_server.reset();
    m_desk.reset();
}

void SecretRotationTest::serveGitLab()
{
    const auto token = [](int id, bool revoked) {
        return "{\"id\":" + QByteArray::number(id)
            + ",\"name\":\"shop\",\"revoked\":" + (revoked ? "true" : "false")
            + ",\"created_at\":\"2026-01-01T00:00:00Z\",\"scopes\":[\"read_api\"],\"user_id\":7,"
              "\"last_used_at\":null,\"expires_at\":\"2099-01-31\"";
    };
    m_server = std::make_unique<MisbehavingServer>([this, token](QTcpSocket &socket,
                                                                 const QByteArray &request) {
        if (m_isDown) {
            socket.abort();
        } else if (m_refusesOld && m_newest > m_own && request.contains("PRIVATE-TOKEN: own-secret")) {
            socket.write(httpReply("401 Unauthorized", json, R"({"message":"401 Unauthorized"})"));
        } else if (request.startsWith("POST ")
                   && !request.contains('/' + QByteArray::number(m_newest) + "/rotate ")) {
            // As GitLab documents for what is revoked, or not there.
            socket.write(httpReply("401 Unauthorized", json, R"({"message":"401 Unauthorized"})"));
        } else if (request.startsWith("POST ")) {
            ++m_newest;
            if (m_losesAnswers)
                socket.abort();
            else if (m_isUnreadable)
                socket.write(httpReply("200 OK", json, R"({"id":{},"scopes":7,"token":"glpat-new"})"));
            else
                socket.write(httpReply("200 OK", json, token(m_newest, false) + ",\"token\":\"glpat-new\"}"));
        } else if (request.startsWith("GET /api/v4/personal_access_tokens/self")) {
            socket.write(httpReply("200 OK", json, token(m_own, false) + '}'));
        } else {
            QByteArrayList items;
            for (int id = 42; id <= m_newest; ++id)
                items.append(token(id, id < m_newest) + '}');
            socket.write(httpReply("200 OK", json, '[' + items.join(',') + ']'));
        }
    });
}

void SecretRotationTest::serveCloudflare()
{
    m_server = std::make_unique<MisbehavingServer>([this](QTcpSocket &socket, const QByteArray &request) {
        if (request.startsWith("PUT ") && m_losesAnswers)
            socket.abort();
        else if (request.startsWith("PUT "))
            socket.write(httpReply("200 OK", json, R"({"success":true,"errors":[],"result":"new-secret"})"));
        else
            socket.write(httpReply(
                "200 OK", json,
                R"({"success":true,"errors":[],"result":[{"id":"ab","name":"shop","status":"active"}],)"
                R"("result_info":{"page":1,"total_pages":1}})"));
    });
}

void SecretRotationTest::serveStrapi()
{
    m_server = std::make_unique<MisbehavingServer>([this](QTcpSocket &socket, const QByteArray &request) {
        if (request.startsWith("POST ") && m_losesAnswers) {
            m_hasKey = false;
            socket.abort();
        } else if (request.startsWith("POST ")) {
            socket.write(httpReply("200 OK", json, R"({"data":{"accessKey":"new-secret"}})"));
        } else {
            const QByteArray token = R"({"id":3,"name":"shop","type":"read-only","permissions":null,)"
                                     R"("createdAt":"2026-01-01T00:00:00.000Z","lastUsedAt":null,)"
                                     R"("expiresAt":null,"lifespan":null})";
            socket.write(httpReply("200 OK", json, "{\"data\":[" + (m_hasKey ? token : QByteArray()) + "]}"));
        }
    });
}

void SecretRotationTest::serveOneKey()
{
    const QByteArray key = R"({"keyId":"k1","keyPrefix":"optiuser_v1_ab","createdAt":"2026-01-01T00:00:00Z")";
    m_server = std::make_unique<MisbehavingServer>([this, key](QTcpSocket &socket,
                                                               const QByteArray &request) {
        if (request.startsWith("DELETE ")) {
            m_hasKey = false;
            socket.write(httpReply("200 OK", json, R"({"success":true})"));
        } else if (request.startsWith("POST ")) {
            socket.write(httpReply("201 Created", json,
                                   R"({"success":true,"data":)" + key + R"(,"apiKey":"optiuser_v1_x"}})"));
        } else {
            socket.write(
                httpReply("200 OK", json,
                          R"({"success":true,"data":[)" + (m_hasKey ? key + '}' : QByteArray()) + "]}"));
        }
    });
}

bool SecretRotationTest::openWindow(const QString &file, const QJsonObject &changed)
{
    const QByteArray text = changed.isEmpty() ? contentOf(QStringLiteral(":/services/") + file)
                                              : QJsonDocument(changed).toJson();
    const Catalog catalog({{file, text, DescriptionFile::Origin::Shipped}},
                          contentOf(QStringLiteral(":/services/service.schema.json")));
    if (catalog.services().size() != 1)
        return false;
    m_profile = {};
    m_profile.service = catalog.services().constFirst();
    m_profile.baseUrl = m_server->url(QStringLiteral("/"));
    if (m_profile.service->workspace.kind != WorkspaceUse::Kind::None)
        m_profile.workspace = QStringLiteral("7");
    m_session = std::make_unique<TokenSession>(m_profile,
                                               std::make_shared<const Secret>(Secret::copyOf("own-secret")),
                                               m_desk->transport, m_desk->clock);
    m_desk->unconfirmed().follow(*m_session);
    m_savedSecrets = std::make_unique<SavedSecrets>(m_keychain ? *m_keychain : m_desk->store,
                                                    m_profile.credentialKey(), memoryIndex());
    m_window = std::make_unique<MainWindow>(m_desk->clipboard);
    m_window->setSession(m_session.get(), {m_savedSecrets.get(), &m_desk->unconfirmed()});
    m_window->show();
    if (!QTest::qWaitForWindowExposed(m_window.get()))
        return false;
    m_session->refresh();
    return QTest::qWaitFor([this] { return m_session->updatedAt().isValid(); });
}

template <typename T>
QPointer<T> SecretRotationTest::opened(int row)
{
    part<QTableView>(*m_window, "table")->selectRow(row);
    if (!click(*m_window, rotateText))
        return nullptr;
    QPointer<T> dialog = openDialog<T>(*m_window);
    return dialog && QTest::qWaitForWindowExposed(dialog) ? dialog : nullptr;
}

QList<QByteArray> SecretRotationTest::requestsOf(const QByteArray &method) const
{
    QList<QByteArray> found;
    for (const QByteArray &request : m_server->requests()) {
        if (request.startsWith(method + ' '))
            found.append(request);
    }
    return found;
}

bool SecretRotationTest::finishSecret()
{
    auto *secret = openDialog<TokenSecretDialog>(*m_window);
    return secret && click(*secret, QStringLiteral("I have stored this token"))
        && click(*secret, QStringLiteral("Done"));
}

void SecretRotationTest::putIntoEntry(const QString &id, const char *secret)
{
    bool isWritten = false;
    const auto writing
        = m_desk->store.write(m_profile.credentialKey().forToken(id), Secret::copyOf(QByteArrayView(secret)));
    writing->onFinished([&isWritten](const Result<Done> &result) { isWritten = result.has_value(); });
    QTRY_VERIFY(isWritten);
    m_savedSecrets->assumeSaved(id);
}

QByteArray SecretRotationTest::entryOf(const QString &id)
{
    std::optional<QByteArray> found;
    const auto reading = m_desk->store.read(m_profile.credentialKey().forToken(id));
    reading->onFinished([&found](const Result<std::optional<Secret>> &result) {
        found.emplace();
        if (result && *result)
            (*result)->reveal([&found](QByteArrayView bytes) { found->append(bytes); });
    });
    return QTest::qWaitFor([&found] { return found.has_value(); }) ? *found : QByteArray("unread");
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

void SecretRotationTest::findsTheTokenWhoseSecretWasLost()
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

void SecretRotationTest::findsTheTokenThatARefreshHasListedSince()
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

void SecretRotationTest::saysThatALostAnswerCannotBeKnown()
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

void SecretRotationTest::endsInConnectWhereTheOwnSecretWasLost_data()
{
    QTest::addColumn<bool>("refusesOld");
    QTest::addColumn<QString>("marked");
    QTest::newRow("the old one is refused at once") << true << QStringLiteral("42");
    QTest::newRow("it is not yet") << false << QStringLiteral("43");
}

/// Rotating again takes a credential that works.
void SecretRotationTest::endsInConnectWhereTheOwnSecretWasLost()
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

void SecretRotationTest::saysWhatALostAnswerMayMeanForTheOwn()
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

void SecretRotationTest::saysThatTheTokenIsGone()
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
    code->setText(QStringLiteral("654321"));
    m_losesAnswers = false;
    QVERIFY(click(*dialog, rotateText));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    QVERIFY(requestsOf("PUT").at(1).contains("X-Code: 654321\r\n"));
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
