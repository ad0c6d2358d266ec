#include "../api/misbehavingserver.h"
#include "catalog.h"
#include "clipboardguard.h"
#include "createtokendialog.h"
#include "httptransport.h"
#include "logcapture.h"
#include "mainwindow.h"
#include "messagebanner.h"
#include "onscreen.h"
#include "redactor.h"
#include "savedsecrets.h"
#include "sessionstore.h"
#include "supportlog.h"
#include "supportlogsaver.h"
#include "tokensession.h"
#include "unconfirmedsecrets.h"

#include <QApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QPointer>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace tc;
using namespace tc::test;

namespace {

const QByteArray json = "Content-Type: application/json\r\n";
const QByteArray problem = "Content-Type: application/problem+json\r\n";
const QByteArray date = "Date: Tue, 24 Nov 2026 12:00:00 GMT\r\n";

/// Composed, so that no file holds something that looks like a secret.
QByteArray secretPart()
{
    return "Qm7Rt2Xv9Kb4Nw8Zp3Hs6Jd5Lf1Gc0YeTuVaWbXc";
}

QByteArray percentEncoded(const QByteArray &text)
{
    QByteArray encoded;
    for (const char c : text)
        encoded += '%' + QByteArray::number(static_cast<unsigned char>(c), 16).toUpper();
    return encoded;
}

/// The Optimus description, as a user's own with \a prefix, or as it ships where that is its own.
QByteArray descriptionWith(const QString &prefix)
{
    QFile file(QStringLiteral(":/services/optimus.json"));
    QJsonObject description
        = file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    if (prefix != QLatin1String("tok_optimus_")) {
        description.insert(QLatin1String("id"), QStringLiteral("acme"));
        description.remove(QLatin1String("secretPrefixes"));
        if (!prefix.isEmpty())
            description.insert(QLatin1String("secretPrefixes"),
                               QJsonArray {QJsonObject {{QStringLiteral("prefix"), prefix}}});
    }
    QJsonObject token = description.value(QLatin1String("token")).toObject();
    token.insert(QLatin1String("scopes"), QStringLiteral("/scopes"));
    description.insert(QLatin1String("token"), token);
    return QJsonDocument(description).toJson();
}

std::shared_ptr<const ServiceDescription> serviceWith(const QString &prefix)
{
    QFile schema(QStringLiteral(":/services/service.schema.json"));
    const Catalog catalog(
        {{QStringLiteral("mine.json"), descriptionWith(prefix), DescriptionFile::Origin::User}},
        schema.open(QIODevice::ReadOnly) ? schema.readAll() : QByteArray());
    return catalog.services().value(0);
}

/// A list of one token in all of whose texts \a token stands.
QByteArray hostileList(const QByteArray &token)
{
    const QString text = QString::fromLatin1(token);
    const QJsonObject item {{QStringLiteral("id"), QStringLiteral("t-1")},
                            {QStringLiteral("name"), QStringLiteral("Till 7 ") + text},
                            {QStringLiteral("prefix"), text},
                            {QStringLiteral("access"), QStringLiteral("integration ") + text},
                            {QStringLiteral("createdAt"), QStringLiteral("2026-01-01T00:00:00Z")},
                            {QStringLiteral("lastUsedAt"), QStringLiteral("2026-02-01T00:00:00Z")},
                            {QStringLiteral("lastUsedIp"), text},
                            {QStringLiteral("expiresAt"), QJsonValue()},
                            {QStringLiteral("revokedAt"), QJsonValue()},
                            {QStringLiteral("allowedIps"), QJsonArray {text}},
                            {QStringLiteral("scopes"), QJsonArray {text}}};
    return QJsonDocument(QJsonObject {{QStringLiteral("items"), QJsonArray {item}},
                                      {QStringLiteral("nextCursor"), QJsonValue()}})
        .toJson();
}

/// Replies of a server that gives back \a echo wherever a reply has room for text.
QList<QByteArray> repliesWith(const QByteArray &echo)
{
    QList<QByteArray> replies;
    const QByteArray everywhere = "Location: https://evil.test/?t=" + echo + "\r\nLink: </x?cursor=" + echo
        + ">; rel=\"next\"\r\nRetry-After: " + echo + "\r\nX-RateLimit-Limit: " + echo
        + "\r\nX-RateLimit-Reset: " + echo + "\r\nETag: \"" + echo + "\"\r\nX-Echo: " + echo
        + "\r\nWWW-Authenticate: Basic realm=\"" + echo + "\"\r\nWWW-Authenticate: Bearer error=\"" + echo
        + "\", error_description=\"" + echo + "\"\r\nWWW-Authenticate: Digest realm=\"" + echo
        + "\", nonce=\"" + echo + "\"\r\n" + date;
    const QByteArray body = "{\"type\":\"" + echo + "\",\"title\":\"" + echo + "\",\"detail\":\"You sent "
        + echo + "\",\"code\":\"" + echo + "\",\"errors\":[{\"pointer\":\"/name\",\"message\":\"Not " + echo
        + " and not " + QByteArray(echo).replace('7', "\\u0037") + " either\"},{\"pointer\":\"/" + echo
        + "\",\"message\":\"Authorization: Bearer " + echo + "\"}]}";
    for (const char *status : {"400 Bad", "401 Unauthorized", "403 Forbidden", "422 Unprocessable",
                               "429 Too Many Requests", "500 Internal"}) {
        replies.append(httpReply(QByteArray(status) + ' ' + echo, problem + everywhere, body));
        replies.append(httpReply(status, "Content-Type: text/html\r\n" + everywhere,
                                 "<html><title>" + echo + "</title>" + echo + "</html>"));
    }
    for (const char *status : {"302 Found", "307 Temporary Redirect"})
        replies.append(httpReply(status, json + everywhere, "{}"));
    replies.append(httpReply("200 OK", "Content-Type: text/html\r\n" + everywhere, echo));
    replies.append(httpReply("200 OK", json + everywhere, "{\"items\":[{\"id\":\"" + echo + "\"}]}"));
    return replies;
}

/// The same with \a token as it is, percent-encoded, with its scheme, and without its beginning.
QList<QByteArray> hostileReplies(const QByteArray &token)
{
    return repliesWith(token) + repliesWith(percentEncoded(token)) + repliesWith("Bearer " + token)
        + repliesWith(token.mid(3));
}

/// The first line of \a text that holds any 16 characters in a row of \a token; none for "".
QByteArray lineWithPartOf(const QByteArray &token, const QByteArray &text)
{
    for (qsizetype at = 0; at + 16 <= token.size(); ++at) {
        for (const QByteArray &part : {token.mid(at, 16), percentEncoded(token.mid(at, 16))}) {
            if (const qsizetype found = text.indexOf(part); found >= 0) {
                const qsizetype start = text.lastIndexOf('\n', found) + 1;
                return text.mid(start, text.indexOf('\n', found) - start);
            }
        }
    }
    return {};
}

QString dump(const ApiError &error)
{
    QStringList texts {QStringLiteral("error %1 %2").arg(int(error.kind)).arg(error.status),
                       error.vendorCode,
                       error.meaning.text(),
                       error.fix.text(),
                       error.reason,
                       error.advice};
    for (const FieldError &field : error.fields)
        texts += {QStringLiteral("field"), field.pointer, field.message};
    return texts.join(u'\n');
}

void print(FILE *to, const QString &text)
{
    std::fputs((text + u'\n').toUtf8().constData(), to);
}

/// What the child run does: a session and a window whose server gives back the token, in the ways of the
/// console. It prints errors and, after a marker, every text on screen.
class HostileWalk
{
public:
    explicit HostileWalk(const QString &prefix)
        : m_token(prefix.toLatin1() + secretPart())
        , m_service(serviceWith(prefix))
    {
    }

    bool run(const QString &logPath);

private:
    bool readGoodList();
    bool refuse(const QByteArray &reply);
    bool refuseOnScreen(const QByteArray &reply);

    void note(const QWidget &widget) { m_screen += everyText(widget); }

    QByteArray m_token;
    std::shared_ptr<const ServiceDescription> m_service;
    QByteArray m_reply;
    MisbehavingServer m_server {[this](QTcpSocket &socket, const QByteArray &) {
        socket.write(m_reply);
    }};
    HttpTransport m_transport;
    SystemClock m_clock;
    SessionStore m_store;
    ClipboardGuard m_clipboard;
    std::unique_ptr<TokenSession> m_session;
    QStringList m_errors;
    QStringList m_screen;
    MainWindow *m_window = nullptr;
};

bool HostileWalk::readGoodList()
{
    m_reply = httpReply("200 OK", json + date, hostileList(m_token));
    m_session->refresh();
    return QTest::qWaitFor([this] { return !m_session->isRefreshing(); }) && !m_session->error()
        && m_session->tokens().size() == 1;
}

bool HostileWalk::refuse(const QByteArray &reply)
{
    m_reply = reply;
    m_session->refresh();
    if (!QTest::qWaitFor([this] { return !m_session->isRefreshing(); }) || !m_session->error())
        return false;
    m_errors.append(dump(*m_session->error()));

    std::optional<ApiError> revoked;
    const auto revoking = m_session->revoke(m_session->tokens().constFirst());
    revoking->onFinished(
        [&revoked](const Result<Done> &result) { revoked = result ? ApiError() : result.error(); });
    if (!QTest::qWaitFor([&] { return revoked.has_value(); }))
        return false;
    m_errors.append(dump(*revoked));
    return true;
}

/// Whether the dialog and the window say of \a reply what they can, with everything noted.
bool HostileWalk::refuseOnScreen(const QByteArray &reply)
{
    m_reply = reply;
    m_session->refresh();
    CreateTokenDialog dialog(*m_session);
    dialog.show();
    part<QLineEdit>(dialog, "nameEdit")->setText(QStringLiteral("Till 8"));
    if (!click(dialog, QStringLiteral("Create Token")) || !QTest::qWaitFor([&] {
            return !m_session->isRefreshing() && part<MessageBanner>(dialog, "banner")->isVisible();
        }))
        return false;
    note(dialog);
    note(*m_window);
    return true;
}

bool HostileWalk::run(const QString &logPath)
{
    m_transport.setRetryPolicy({3, std::chrono::milliseconds(1), std::chrono::milliseconds(2)});
    if (!m_service)
        return false;
    SupportLog log(1'000'000); // what Qt says at its most verbose must not push out what we say
    log.setRedactor(Redactor(m_service->secretPrefixes));
    const LogCapture capture(log);
    ConnectionProfile profile;
    profile.service = m_service;
    profile.baseUrl = m_server.url(QStringLiteral("/"));
    m_session = std::make_unique<TokenSession>(
        profile, std::make_shared<const Secret>(Secret::copyOf(m_token)), m_transport, m_clock);
    const TokenIdIndex index {[] { return QSet<QString>(); },
                              [](const QString &, bool) {
                              }};
    SavedSecrets saved(m_store, profile.credentialKey(), index);
    UnconfirmedSecrets unconfirmed(index);
    MainWindow window(m_clipboard);
    m_window = &window;
    window.setSession(m_session.get(), {&saved, &unconfirmed});
    window.show();
    bool done = readGoodList();
    note(window);
    for (const QByteArray &reply : hostileReplies(m_token))
        done = done && refuse(reply);
    // Drawing fills the log, so the screen sees the plain echo only.
    for (const QByteArray &reply : repliesWith(m_token))
        done = done && refuseOnScreen(reply);
    window.setSession(nullptr, {});
    print(stdout, m_errors.join(u'\n') + QStringLiteral("\n== on screen\n") + m_screen.join(u'\n'));
    return done && log.save(logPath, SupportLogSaver::heading());
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// A server that gives the console's own token back, wherever a reply has room for it.
class EchoedCredentialTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isShownAndLoggedNowhere_data();
    void isShownAndLoggedNowhere();
};

void EchoedCredentialTest::isShownAndLoggedNowhere_data()
{
    QTest::addColumn<QString>("prefix");
    QTest::newRow("the shipped description") << QStringLiteral("tok_optimus_");
    QTest::newRow("a user's own prefix") << QStringLiteral("acme_");
    QTest::newRow("no prefix") << QString();
}

void EchoedCredentialTest::isShownAndLoggedNowhere()
{
    QFETCH(const QString, prefix);
    const QByteArray token = prefix.toLatin1() + secretPart();
    QTemporaryDir directory;
    const QString logPath = directory.filePath(QStringLiteral("support.log"));
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_LOGGING_RULES"), QStringLiteral("*=true"));
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--walk"), prefix, logPath});
    QVERIFY(child.waitForFinished(100'000));
    const QByteArray error = child.readAllStandardError();
    const QByteArray output = child.readAllStandardOutput();
    QVERIFY2(child.exitCode() == 0, error.right(2'000).constData());

    const qsizetype marker = output.indexOf("== on screen");
    QVERIFY(marker > 0);
    const QByteArray errors = output.first(marker);
    // The mask shows the prefix and a few characters, so the screen is searched for what follows the prefix.
    const QByteArray screen = output.sliced(marker);
    const QByteArray log = contentOf(logPath);

    // What is searched must have had its chance to hold it.
    QCOMPARE(errors.count("error "), 2 * hostileReplies(token).size());
    QVERIFY(errors.contains("field"));
    QVERIFY(errors.contains("[redacted]"));
    QVERIFY(screen.contains("[redacted]"));
    QVERIFY(screen.contains("Till 7"));
    QVERIFY2(log.contains(" info tc.api GET /api/v1/tokens 403 in "), log.left(2'000).constData());
    QVERIFY(log.contains(" info tc.api The reply means: rate limited"));
    QVERIFY(log.contains(" info tc.api POST /api/v1/tokens 422 in "));
    QVERIFY(error.size() > 10'000);

    QCOMPARE(lineWithPartOf(token, errors), QByteArray());
    QCOMPARE(lineWithPartOf(secretPart(), screen), QByteArray());
    QCOMPARE(lineWithPartOf(token, log), QByteArray());
    QCOMPARE(lineWithPartOf(token, error), QByteArray());

    const QString text = QString::fromUtf8(log);
    const Redactor redactor(prefix.isEmpty() ? QStringList() : QStringList(prefix));
    QVERIFY(redactor.redact(text) == text);
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.value(1) == QLatin1String("--walk"))
        return HostileWalk(arguments.value(2)).run(arguments.value(3)) ? 0 : 1;
    EchoedCredentialTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_echoedcredential.moc"
