#include "../api/misbehavingserver.h"
#include "catalog.h"
#include "certificatesmemory.h"
#include "connectdialog.h"
#include "desk.h"
#include "languageswitcher.h"
#include "listanswersdialog.h"
#include "mainwindow.h"
#include "messagebanner.h"
#include "onscreen.h"
#include "revokedialog.h"
#include "statepage.h"

#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>

using namespace tc;
using namespace tc::test;

namespace {

const QString give = QStringLiteral("Give one-time code…");
const QString refresh = QStringLiteral("Refresh");
const QString lacking
    = QStringLiteral("The server refused the list: “One-time code” is needed as well, or the "
                     "credential is not accepted.");
const QString wrong
    = QStringLiteral("The server refused the list: “One-time code” or the credential is not accepted.");
const QString old = QStringLiteral(" The list is the one read before.");
const QByteArray field = QByteArrayLiteral("X-Gitea-OTP: ");

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::shared_ptr<const ServiceDescription> shipped(const QString &id)
{
    const QString name = id + QStringLiteral(".json");
    const Catalog catalog(
        {{name, contentOf(QStringLiteral(":/services/") + name), DescriptionFile::Origin::Shipped}},
        contentOf(QStringLiteral(":/services/service.schema.json")));
    return catalog.service(id);
}

/// The lines of \a request's head, sorted but for the first.
QByteArrayList headOf(const QByteArray &request)
{
    QByteArrayList lines = request.first(request.indexOf("\r\n\r\n")).replace("\r\n", "\n").split('\n');
    std::sort(lines.begin() + 1, lines.end());
    return lines;
}

/// A clock that a test moves.
class MovedClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return QDateTime::currentDateTimeUtc().addSecs(ahead); }

    qint64 ahead = 0; ///< seconds
};

/// A server that lists three tokens on two pages, to whoever gives the code of the moment.
class CodeServer
{
public:
    CodeServer()
        : m_server([this](QTcpSocket &socket, const QByteArray &request) { answer(socket, request); })
    {
    }

    [[nodiscard]] QUrl url() const { return m_server.url(QStringLiteral("/git/")); }
    [[nodiscard]] const QList<QByteArray> &requests() const { return m_server.requests(); }
    /// How many requests came with \a given, or without any.
    [[nodiscard]] qsizetype countWith(const QByteArray &given) const
    {
        return std::count_if(requests().cbegin(), requests().cend(), [&given](const QByteArray &request) {
            return given.isEmpty() ? !request.contains(field) : request.contains(field + given + "\r\n");
        });
    }

    QByteArray code = QByteArrayLiteral("123456");
    std::function<void()> onSecondPage; ///< called once
    bool losesAnswer = false; ///< of the next write

private:
    void answer(QTcpSocket &socket, const QByteArray &request)
    {
        if (!request.startsWith("GET ")) {
            if (std::exchange(losesAnswer, false))
                socket.disconnectFromHost();
            else
                socket.write(httpReply("204 No Content", {}, {}));
            return;
        }
        if (!request.contains("\r\n" + field + code + "\r\n")) {
            socket.write(httpReply("401 Unauthorized", "Content-Type: application/json\r\n",
                                   R"({"message":"user is required to provide a code"})"));
            return;
        }
        QByteArray page = "[]";
        if (!request.contains("page="))
            page = "[" + token(1) + "," + token(2) + "]";
        else if (request.contains("page=2 ")) {
            page = "[" + token(3) + "]";
            if (const auto called = std::exchange(onSecondPage, {}))
                called();
        }
        socket.write(httpReply("200 OK", "Content-Type: application/json\r\n", page));
    }

    static QByteArray token(int number)
    {
        const QByteArray text = QByteArray::number(number);
        return R"({"id":)" + text + R"(,"name":"Shop )" + text
            + R"(","scopes":["read:user"],"token_last_eight":"0000000)" + text + R"("})";
    }

    MisbehavingServer m_server;
};

} // namespace

/// A list that is given with a one-time code only, as seen by whoever has one.
class ListAnswersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void readsTheListWithACode();
    void aRefusedRefreshKeepsTheList();
    void aWrongCodeKeepsTheList();
    void isNotReadInVain();
    void goesWithEveryPageReadAgain();
    void isCancelled();
    void aCheckClaimsNothing();
    void aGuidedRevocationOffersNoRefreshInVain();
    void connectsAllTheSame();
    void isThereOnlyWhereTheListAsks();
    void speaksGerman();

private:
    void open(const QString &serviceId = QStringLiteral("gitea"));
    /// Opens the dialog with what \a parent offers.
    [[nodiscard]] QPointer<ListAnswersDialog> dialogOf(const QWidget &parent);
    /// Enters \a code and refreshes with it.
    [[nodiscard]] bool enter(ListAnswersDialog &dialog, const QString &code);
    /// Has the list read with the code of the moment.
    [[nodiscard]] bool readList();
    [[nodiscard]] MessageBanner &banner() const { return *part<MessageBanner>(*m_window, "banner"); }
    [[nodiscard]] StatePage &page() const { return *part<StatePage>(*m_window, "statePage"); }
    [[nodiscard]] QTableView &table() const { return *part<QTableView>(*m_window, "table"); }

    MovedClock m_clock;
    HttpTransport m_transport;
    OwnCertificates m_certificates {m_transport, certificatesMemory()};
    SessionStore m_store;
    ClipboardGuard m_clipboard;
    UnconfirmedSecrets m_unconfirmed {memoryIndex()};
    std::unique_ptr<CodeServer> m_server;
    ConnectionProfile m_profile;
    std::unique_ptr<TokenSession> m_session;
    std::unique_ptr<SavedSecrets> m_savedSecrets;
    std::unique_ptr<MainWindow> m_window;
};

void ListAnswersTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_clock.ahead = 0;
    m_server = std::make_unique<CodeServer>();
}

void ListAnswersTest::cleanup()
{
    m_window.reset();
    m_savedSecrets.reset();
    m_session.reset();
    m_server.reset();
}

void ListAnswersTest::open(const QString &serviceId)
{
    m_profile = {};
    m_profile.service = shipped(serviceId);
    QVERIFY(m_profile.service);
    m_profile.baseUrl = m_server->url();
    m_profile.workspace = QStringLiteral("jo");
    m_session
        = std::make_unique<TokenSession>(m_profile,
                                         std::make_shared<const Secret>(Secret::copyOf(
                                             m_profile.service->credentialIsPair ? "jo:right" : "right")),
                                         m_transport, m_clock);
    m_savedSecrets = std::make_unique<SavedSecrets>(m_store, m_profile.credentialKey(), memoryIndex());
    m_window = std::make_unique<MainWindow>(m_clipboard);
    m_window->setSession(m_session.get(), {m_savedSecrets.get(), &m_unconfirmed});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_session->refresh();
    QTRY_VERIFY(!m_session->isRefreshing());
}

QPointer<ListAnswersDialog> ListAnswersTest::dialogOf(const QWidget &parent)
{
    if (!click(parent, give))
        return nullptr;
    QPointer<ListAnswersDialog> dialog = openDialog<ListAnswersDialog>(*m_window);
    return dialog && QTest::qWaitForWindowExposed(dialog) ? dialog : nullptr;
}

bool ListAnswersTest::enter(ListAnswersDialog &dialog, const QString &code)
{
    auto *edit = part<QLineEdit>(dialog, "asked.otp");
    if (!edit || !QTest::qWaitFor([edit] { return edit->hasFocus(); }))
        return false;
    QTest::keyClicks(edit, code);
    return click(dialog, refresh) && edit->text().isEmpty();
}

bool ListAnswersTest::readList()
{
    const auto dialog = dialogOf(*m_window);
    return dialog && enter(*dialog, QString::fromLatin1(m_server->code))
        && QTest::qWaitFor([&] { return !dialog; }) && !m_session->error();
}

void ListAnswersTest::readsTheListWithACode()
{
    open();
    QCOMPARE(page().headline(), lacking);
    QVERIFY(button(page(), QStringLiteral("Connect…")));
    QCOMPARE(m_server->requests().size(), 1);
    const QByteArrayList bare = headOf(m_server->requests().constFirst());
    QCOMPARE(bare.constFirst(), QByteArray("GET /git/api/v1/users/jo/tokens?limit=50 HTTP/1.1"));
    QCOMPARE(m_server->countWith({}), 1);

    const auto dialog = dialogOf(page());
    QVERIFY(dialog);
    QVERIFY(everyText(*dialog).contains(QStringLiteral("One-time code")));
    QCOMPARE(part<QLineEdit>(*dialog, "asked.otp")->echoMode(), QLineEdit::Password);
    QVERIFY(!button(*dialog, refresh)->isEnabled());
    QVERIFY(enter(*dialog, QStringLiteral("123456")));
    QTRY_VERIFY(!dialog);
    QCOMPARE(columnTexts(table(), 0).size(), 3);
    QVERIFY(!m_session->error());
    QVERIFY(m_session->updatedAt().isValid());

    // Every page of it came with the code, and but for that as it came without.
    QCOMPARE(m_server->requests().size(), 4);
    const QByteArrayList targets {"limit=50", "limit=50&page=2", "limit=50&page=3"};
    for (int number = 0; number < 3; ++number) {
        QByteArrayList expected = bare;
        expected.first() = "GET /git/api/v1/users/jo/tokens?" + targets.at(number) + " HTTP/1.1";
        expected.append(field + "123456");
        std::sort(expected.begin() + 1, expected.end());
        QCOMPARE(headOf(m_server->requests().at(number + 1)), expected);
    }
}

void ListAnswersTest::aRefusedRefreshKeepsTheList()
{
    open();
    QVERIFY(readList());
    const qsizetype sent = m_server->requests().size();
    QVERIFY(trigger(*m_window, refresh));
    QTRY_VERIFY(!m_session->isRefreshing());
    QCOMPARE(m_server->requests().size(), sent + 1);
    QVERIFY(!m_server->requests().constLast().contains(field)); // the code went once
    QCOMPARE(columnTexts(table(), 0).size(), 3);
    QVERIFY(banner().isVisible());
    QCOMPARE(banner().sentence(), lacking + old);
    QCOMPARE(
        banner().nextStep(),
        QStringLiteral("If your account needs it, give it for the next refresh; otherwise connect again."));
    m_server->code = "654321";
    const auto dialog = dialogOf(banner());
    QVERIFY(dialog);
    QVERIFY(enter(*dialog, QStringLiteral("654321")));
    QTRY_VERIFY(!dialog);
    QVERIFY(!banner().isVisible());
    QCOMPARE(m_server->countWith("654321"), 3);
}

void ListAnswersTest::aWrongCodeKeepsTheList()
{
    open();
    QVERIFY(readList());
    m_server->code = "654321";
    const auto dialog = dialogOf(*m_window);
    QVERIFY(dialog);
    QVERIFY(enter(*dialog, QStringLiteral("123457")));
    QTRY_VERIFY(!dialog->isBusy());
    const auto &said = *part<MessageBanner>(*dialog, "banner");
    QCOMPARE(said.sentence(), wrong);
    QCOMPARE(said.nextStep(), QStringLiteral("Give a current one; if it is refused too, connect again."));
    QCOMPARE(banner().sentence(), wrong + old);
    QCOMPARE(columnTexts(table(), 0).size(), 3);
    QCOMPARE(m_server->countWith("123457"), 1);
    // There and then another is given.
    QVERIFY(enter(*dialog, QStringLiteral("654321")));
    QTRY_VERIFY(!dialog);
    QVERIFY(!banner().isVisible());
    QCOMPARE(columnTexts(table(), 0).size(), 3);
}

/// Refusals that nobody asked for may lock the account out.
void ListAnswersTest::isNotReadInVain()
{
    open();
    QVERIFY(readList());
    m_clock.ahead = 5 * 60;
    m_window->setSession(m_session.get(), {m_savedSecrets.get(), &m_unconfirmed});
    QVERIFY(!m_session->isRefreshing());
    QCOMPARE(columnTexts(table(), 0).size(), 3);
    QVERIFY(m_session->age() >= std::chrono::minutes(5));
}

void ListAnswersTest::goesWithEveryPageReadAgain()
{
    open();
    m_server->onSecondPage = [this] {
        Token token;
        token.id = QStringLiteral("1");
        token.name = QStringLiteral("Shop 1");
        m_session->noteRevoked(token);
    };
    QVERIFY(readList());
    QCOMPARE(columnTexts(table(), 0).size(), 3);
    QCOMPARE(m_server->countWith("123456"), 6);
    QCOMPARE(m_server->countWith({}), 1);
}

void ListAnswersTest::isCancelled()
{
    open();
    const auto dialog = dialogOf(*m_window);
    QVERIFY(dialog);
    m_server->onSecondPage = [this, &dialog] {
        QVERIFY(m_session->isRefreshing());
        QVERIFY(click(*dialog, QStringLiteral("Cancel")));
    };
    QVERIFY(enter(*dialog, QStringLiteral("123456")));
    QTRY_VERIFY(!m_session->isRefreshing());
    QVERIFY(dialog && !dialog->isBusy());
    QCOMPARE(m_session->error()->kind, ErrorKind::Cancelled);
    QCOMPARE(m_server->countWith("123456"), 2);
    QVERIFY(click(*dialog, QStringLiteral("Cancel")));
    QTRY_VERIFY(!dialog);
}

/// What became of a revocation whose answer was lost, a list that is refused for want of a code cannot tell.
void ListAnswersTest::aCheckClaimsNothing()
{
    open();
    QVERIFY(readList());
    QVERIFY(selectRow(table(), QStringLiteral("Shop 2")));
    QVERIFY(trigger(*m_window, QStringLiteral("Revoke")));
    const QPointer<RevokeDialog> dialog = openDialog<RevokeDialog>(*m_window);
    QVERIFY(dialog && QTest::qWaitForWindowExposed(dialog));
    m_server->losesAnswer = true;
    QVERIFY(click(*dialog, QStringLiteral("Revoke")));
    const auto &said = *part<MessageBanner>(*dialog, "banner");
    QTRY_VERIFY(!dialog->isBusy());
    QCOMPARE(said.sentence(),
             QStringLiteral("It is not known whether the token is revoked. Asking the server failed: ")
                 + lacking);
    for (const Token &token : m_session->tokens())
        QVERIFY(!token.revoked);
    delete dialog.data();
}

void ListAnswersTest::aGuidedRevocationOffersNoRefreshInVain()
{
    open();
    QVERIFY(readList());
    QVERIFY(m_session->isRefusedUnanswered());
    RevokeDialog dialog(*m_session, m_session->tokens().at(0), RevokeDialog::Occasion::AfterRotation);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.guideTo(m_session->tokens().at(1), false, false);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    QVERIFY(!part<QPushButton>(dialog, "refreshButton")->isVisible());
    QVERIFY(
        part<QLabel>(dialog, "stepsLabel")
            ->text()
            .contains(QString::fromUtf8("keep the old token for now, then choose “Give one-time code…”.")));
}

void ListAnswersTest::connectsAllTheSame()
{
    const QList services {shipped(QStringLiteral("gitea"))};
    ConnectionProfile profile;
    profile.service = services.constFirst();
    profile.baseUrl = m_server->url();
    profile.workspace = QStringLiteral("jo");
    const QPointer<ConnectDialog> dialog
        = new ConnectDialog({services, m_transport, m_certificates, m_store, m_clock}, profile);
    QString connectedAs;
    connect(dialog, &ConnectDialog::connected, this,
            [&](const ConnectionProfile &, const std::shared_ptr<const Secret> &credential, bool) {
                connectedAs
                    = credential->reveal([](QByteArrayView bytes) { return QString::fromUtf8(bytes); });
            });
    dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    auto *edit = part<QLineEdit>(*dialog, "tokenEdit");
    QTRY_VERIFY(edit->hasFocus());
    QTest::keyClicks(edit, QStringLiteral("jo:right"));
    QVERIFY(click(*dialog, QStringLiteral("Connect")));
    QTRY_VERIFY(!dialog->isBusy());
    const auto &said = *part<MessageBanner>(*dialog, "banner");
    QCOMPARE(said.sentence(), lacking);
    QVERIFY(connectedAs.isEmpty());
    const qsizetype sent = m_server->requests().size();
    QVERIFY(click(said, QStringLiteral("Connect all the same")));
    QTRY_VERIFY(!dialog);
    QCOMPARE(connectedAs, QStringLiteral("jo:right"));
    QCOMPARE(m_server->requests().size(), sent);
}

void ListAnswersTest::isThereOnlyWhereTheListAsks()
{
    open(QStringLiteral("optimus"));
    QVERIFY(!button(*m_window, give));
    for (const QAction *each : m_window->findChildren<QAction *>())
        QVERIFY(!each->isVisible() || !each->text().startsWith(QLatin1String("Give ")));
    // A refusal is about the credential there.
    QCOMPARE(m_session->error()->kind, ErrorKind::Unauthorized);
    QVERIFY(page().headline() != lacking);
}

void ListAnswersTest::speaksGerman()
{
    LanguageSwitcher languages {QLocale(QStringLiteral("de_DE"))};
    languages.switchTo(QStringLiteral("de"));
    open();
    QCOMPARE(page().headline(),
             QStringLiteral(
                 "Der Server hat die Liste verweigert: „Einmalcode“ wird zusätzlich gebraucht, oder die "
                 "Zugangsdaten werden nicht akzeptiert."));
    QVERIFY(click(page(), QStringLiteral("Einmalcode angeben…")));
    const QPointer<ListAnswersDialog> dialog = openDialog<ListAnswersDialog>(*m_window);
    QVERIFY(dialog && QTest::qWaitForWindowExposed(dialog));
    QVERIFY(everyText(*dialog).contains(QStringLiteral("Einmalcode")));
    QVERIFY(button(*dialog, QStringLiteral("Aktualisieren")));
    languages.switchTo(QStringLiteral("en"));
    QTRY_VERIFY(button(*dialog, refresh));
    QVERIFY(button(page(), give));
    delete dialog.data();
}

QTEST_MAIN(ListAnswersTest)
#include "tst_listanswers.moc"
