#include "windowonvendor.h"

#include "catalog.h"
#include "tokensecretdialog.h"

#include <QFile>
#include <QJsonDocument>

namespace tc::test {

namespace {

const QByteArray json = "Content-Type: application/json\r\n";

} // namespace

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

void WindowOnVendor::start()
{
    m_desk = std::make_unique<Desk>();
    m_keychain = nullptr;
    m_newest = 42;
    m_own = 7;
    m_losesAnswers = false;
    m_rotationReply.clear();
    m_isDown = false;
    m_refusesOld = false;
    m_isUnreadable = false;
    m_hasKey = true;
}

void WindowOnVendor::closeAll()
{
    if (m_window)
        m_window->setSession(nullptr, {});
    m_window.reset();
    m_savedSecrets.reset();
    m_session.reset();
    m_server.reset();
    m_desk.reset();
}

void WindowOnVendor::serveGitLab()
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

void WindowOnVendor::serveCloudflare()
{
    m_server = std::make_unique<MisbehavingServer>([this](QTcpSocket &socket, const QByteArray &request) {
        if (request.startsWith("PUT ") && m_losesAnswers)
            socket.abort();
        else if (request.startsWith("PUT ") && !m_rotationReply.isEmpty())
            socket.write(m_rotationReply);
        else if (request.startsWith("PUT "))
            socket.write(httpReply("200 OK", json, R"({"success":true,"errors":[],"result":"new-secret"})"));
        else if (m_own == 42 && request.startsWith("GET /user/tokens/verify"))
            socket.write(httpReply("200 OK", json,
                                   R"({"success":true,"errors":[],"result":{"id":"ab","status":"active"}})"));
        else
            socket.write(httpReply(
                "200 OK", json,
                R"({"success":true,"errors":[],"result":[{"id":"ab","name":"shop","status":"active"}],)"
                R"("result_info":{"page":1,"total_pages":1}})"));
    });
}

void WindowOnVendor::serveStrapi()
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

void WindowOnVendor::serveOneKey()
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

bool WindowOnVendor::openWindow(const QString &file, const QJsonObject &changed)
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

QList<QByteArray> WindowOnVendor::requestsOf(const QByteArray &method) const
{
    QList<QByteArray> found;
    for (const QByteArray &request : m_server->requests()) {
        if (request.startsWith(method + ' '))
            found.append(request);
    }
    return found;
}

bool WindowOnVendor::finishSecret()
{
    auto *secret = openDialog<TokenSecretDialog>(*m_window);
    return secret && click(*secret, QStringLiteral("I have stored this token"))
        && click(*secret, QStringLiteral("Done"));
}

void WindowOnVendor::putIntoEntry(const QString &id, const char *secret)
{
    bool isWritten = false;
    const auto writing
        = m_desk->store.write(m_profile.credentialKey().forToken(id), Secret::copyOf(QByteArrayView(secret)));
    writing->onFinished([&isWritten](const Result<Done> &result) { isWritten = result.has_value(); });
    QTRY_VERIFY(isWritten);
    m_savedSecrets->assumeSaved(id);
}

QByteArray WindowOnVendor::entryOf(const QString &id)
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

} // namespace tc::test
