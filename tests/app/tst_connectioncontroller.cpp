#include "catalog.h"
#include "certificatesmemory.h"
#include "clipboardguard.h"
#include "connectdialog.h"
#include "connectioncontroller.h"
#include "createtokendialog.h"
#include "httptransport.h"
#include "languageswitcher.h"
#include "listanswersdialog.h"
#include "localbackend.h"
#include "mainwindow.h"
#include "messagebanner.h"
#include "onscreen.h"
#include "statepage.h"
#include "waitingcalls.h"

#include <QAbstractItemView>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QSet>
#include <QStatusBar>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace tc;
using namespace tc::test;

namespace {

constexpr int patience = 30'000;

/// A keychain that answers when the test wants, and what it wants.
class HeldStore final : public CredentialStore
{
public:
    [[nodiscard]] CallPtr<std::optional<Secret>> read(const CredentialKey &key) override
    {
        asked.append(key.toString());
        return reads.add();
    }
    [[nodiscard]] CallPtr<Done> write(const CredentialKey &key, const Secret &) override
    {
        written.append(key.toString());
        return writes.add();
    }
    [[nodiscard]] CallPtr<Done> remove(const CredentialKey &key) override
    {
        removed.append(key.toString());
        return removals.add();
    }

    WaitingCalls<std::optional<Secret>> reads;
    WaitingCalls<Done> writes;
    WaitingCalls<Done> removals;
    QStringList asked; ///< the entries
    QStringList written;
    QStringList removed;
};

/// A server that notes whom its requests come from, and answers 503, unless it is told otherwise.
class NotingServer
{
public:
    NotingServer()
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                static const QRegularExpression bearer(QStringLiteral("Authorization: Bearer (\\S+)"));
                const auto match = bearer.match(QString::fromLatin1(socket->readAll()));
                if (!match.hasMatch())
                    return;
                ++requests;
                credentials.insert(match.captured(1));
                if (answer.isEmpty())
                    return; // keeps it waiting
                socket->write(answer);
                socket->disconnectFromHost();
            });
        });
        m_server.listen(QHostAddress::LocalHost);
    }

    [[nodiscard]] QUrl url() const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(m_server.serverPort()));
    }

    void listNothing()
    {
        const QByteArray body = "{\"items\":[],\"nextCursor\":null}";
        answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
            + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }

    int requests = 0;
    QSet<QString> credentials;
    QByteArray answer = "HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

private:
    QTcpServer m_server;
};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::shared_ptr<const Secret> secret(const char *text)
{
    return std::make_shared<const Secret>(Secret::copyOf(text));
}

tl::unexpected<ApiError> locked()
{
    ApiError error {.kind = ErrorKind::StorageUnavailable};
    error.reason = QStringLiteral("It is locked.");
    return tl::unexpected(error);
}

} // namespace

/// The keychain's, the backend's and the user's answers in every order.
class ConnectionControllerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aLateAnswerReachesNoOtherServer_data();
    void aLateAnswerReachesNoOtherServer();
    void aLateWriteMarksNoOtherSession();
    void aLateRemovalClosesNoOtherSession();
    void cancelEndsTheWaitForTheKeychain();
    void disconnectingAGivenTokenLeavesTheKeychain();
    void aFailedRemovalIsSaid();
    void theOwnTokensEntryIsRemovedOnlyIfItIsTheSessions();
    void aFailedRemovalOfTheOwnTokenIsSaid();
    void goesOnWithTheOwnTokensNewSecret();
    void everyWorkspaceGoesOnWithTheNewSecret();
    void storesTheNewSecretWhereTheOldOneWas();
    void asksForAnotherTokenWhereTheNewSecretWasLost();
    void withoutServicesThereIsNoDialog();
    void nothingAssumedGoesToAVendorUnasked();
    void aRefusedRemovalKeepsTheConnection();
    void whatWasStoredSinceIsNotRemoved();
    void whatWasStoredSinceGoesWithItsConnection();
    void whatTakesARemovedOnesPlaceIsConnectedTo();
    void whatWasListedIsDeclaredByABaseUrl();
    void consentIsTakenBackOfEveryWorkspace();
    void guidesWhereNothingMayBeSent();
    void aGivenTokenOfAnotherEnvironmentIsAskedAbout();
    void theTokenTellsWhichOfTwoEnvironmentsItIs();
    void eachOfTwoEnvironmentsHasItsKeychainEntry();
    void aTokenOfAnotherEnvironmentGoesToItsConnection_data();
    void aTokenOfAnotherEnvironmentGoesToItsConnection();
    void eachAccountHasItsKeychainEntry();
    void aSessionEndsWhileADialogRefreshesIt();
    void whatIsUnderWayIsNotLeft();
    void whatIsSaidFollowsTheLanguage();
    void theEmbeddedBackendTakesTheOptionsToken();
    void aNewPortKeepsTheOpenDialog();
    void aDeadBackendIsStartedByConnect();
    void theListDoesNotWaitForTheKeychain_data();
    void theListDoesNotWaitForTheKeychain();
    void aNewTokenIsOfferedByItsOwnerOnly_data();
    void aNewTokenIsOfferedByItsOwnerOnly();

private:
    [[nodiscard]] ConnectionProfile profileAt(const QUrl &url) const;
    /// \a service with production at \a url.
    [[nodiscard]] static QList<std::shared_ptr<const ServiceDescription>> servicesAt(const QUrl &url);
    [[nodiscard]] ConnectionProfile twoEnvironments();
    [[nodiscard]] ConnectionProfile accountOf(const char *user);
    void connectByHand(const ConnectionProfile &profile, const char *token, bool stored);
    [[nodiscard]] static ResolvedCredential given(const char *token);
    [[nodiscard]] bool waitForNextRequest(const NotingServer &server);
    [[nodiscard]] QString page(const char *part) const;
    [[nodiscard]] QString guide() const;
    /// Says in the guide that the server serves what is assumed.
    void confirmServed();
    [[nodiscard]] QString notice() const;
    [[nodiscard]] bool isOpen(const char *actionText) const
    {
        return action(*m_window, QString::fromUtf8(actionText))->isEnabled();
    }
    [[nodiscard]] QString text(const char *each) const { return QString::fromUtf8(each); }

    /// A backend's program that runs \a script.
    [[nodiscard]] LocalBackend &backend(const QByteArray &script);
    [[nodiscard]] static QByteArray instance(const QUrl &url);
    void killBackend();

    QList<std::shared_ptr<const ServiceDescription>> m_services;
    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<HttpTransport> m_transport;
    std::unique_ptr<OwnCertificates> m_certificates;
    std::unique_ptr<HeldStore> m_store;
    std::unique_ptr<ClipboardGuard> m_clipboard;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<NotingServer> m_first;
    std::unique_ptr<NotingServer> m_second;
    std::unique_ptr<LocalBackend> m_backend;
    QSet<QString> m_servesAssumed;
    std::unique_ptr<ConnectionController> m_controller;
};

void ConnectionControllerTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_directory = std::make_unique<QTemporaryDir>();
    m_transport = std::make_unique<HttpTransport>();
    m_certificates = std::make_unique<OwnCertificates>(*m_transport, certificatesMemory());
    m_store = std::make_unique<HeldStore>();
    m_clipboard = std::make_unique<ClipboardGuard>();
    m_window = std::make_unique<MainWindow>(*m_clipboard);
    m_first = std::make_unique<NotingServer>();
    m_second = std::make_unique<NotingServer>();
    m_servesAssumed.clear();
    m_services = servicesAt(QUrl(text("https://vendor.invalid/")));
    QCOMPARE(m_services.size(), 1);
    const auto index = [](const CredentialKey &) {
        const auto load = [] {
            return QSet<QString>();
        };
        return TokenIdIndex {load, [](const QString &, bool) {
                             }};
    };
    const auto keyOf = [](const ConnectionProfile &profile) {
        return profile.serverKey().toString();
    };
    m_controller = std::make_unique<ConnectionController>(
        *m_window,
        ConnectionContext {m_services, *m_transport, *m_certificates, *m_store, m_clock, index, index,
                           [](const ConnectionProfile &) {},
                           [this, keyOf](const ConnectionProfile &profile) {
                               return m_servesAssumed.contains(keyOf(profile));
                           },
                           [this, keyOf](const ConnectionProfile &profile, bool serves) {
                               if (serves)
                                   m_servesAssumed.insert(keyOf(profile));
                               else
                                   m_servesAssumed.remove(keyOf(profile));
                           },
                           [this](const CredentialKey &) {
                               return m_directory->filePath(QStringLiteral("inventory.json"));
                           }});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void ConnectionControllerTest::cleanup()
{
    m_controller.reset();
    m_backend.reset();
    m_window.reset();
    m_clipboard.reset();
    m_store.reset();
    m_transport.reset();
    m_first.reset();
    m_second.reset();
}

QList<std::shared_ptr<const ServiceDescription>> ConnectionControllerTest::servicesAt(const QUrl &url)
{
    QJsonObject root = QJsonDocument::fromJson(contentOf(QStringLiteral(":/services/optimus.json"))).object();
    const QJsonObject production {{QStringLiteral("id"), QStringLiteral("prod")},
                                  {QStringLiteral("label"), QStringLiteral("Production")},
                                  {QStringLiteral("baseUrl"), url.toString()},
                                  {QStringLiteral("production"), true}};
    root.insert(QStringLiteral("environments"), QJsonArray {production});
    const Catalog catalog(
        {{QStringLiteral("optimus.json"), QJsonDocument(root).toJson(), DescriptionFile::Origin::Shipped}},
        {});
    return catalog.services();
}

ConnectionProfile ConnectionControllerTest::profileAt(const QUrl &url) const
{
    ConnectionProfile profile;
    profile.service = m_services.constFirst();
    profile.baseUrl = url;
    return profile;
}

ResolvedCredential ConnectionControllerTest::given(const char *token)
{
    return {Secret::copyOf(token), CredentialSource::Option};
}

/// What the dialog tells once its test has passed.
void ConnectionControllerTest::connectByHand(const ConnectionProfile &profile, const char *token, bool stored)
{
    QVERIFY(trigger(*m_window, text("Connect…")));
    QTRY_VERIFY(openDialog<ConnectDialog>(*m_window));
    auto *dialog = openDialog<ConnectDialog>(*m_window);
    Q_EMIT dialog->connected(profile, secret(token), stored);
    dialog->accept();
    QTRY_VERIFY(!openDialog<ConnectDialog>(*m_window));
}

bool ConnectionControllerTest::waitForNextRequest(const NotingServer &server)
{
    const int before = server.requests;
    // Enabled again only when the refresh before has ended.
    return QTest::qWaitFor([this] { return !isOpen("Cancel"); }, patience)
        && trigger(*m_window, text("Refresh"))
        && QTest::qWaitFor([&] { return server.requests > before; }, patience);
}

QString ConnectionControllerTest::page(const char *part) const
{
    const auto *state = m_window->findChild<StatePage *>(QStringLiteral("statePage"));
    return QByteArray(part) == "headline" ? state->headline() : state->nextStep();
}

QString ConnectionControllerTest::guide() const
{
    const auto *why = part<QLabel>(*m_window, "whyLabel");
    return why->isVisible() ? why->text() : QString();
}

void ConnectionControllerTest::confirmServed()
{
    QVERIFY(click(*m_window, text("This server serves the API…")));
    auto *question = openDialog<QMessageBox>(*m_window);
    QVERIFY(question);
    QVERIFY(click(*question, text("Send it there")));
}

QString ConnectionControllerTest::notice() const
{
    const auto *banner = part<MessageBanner>(*m_window, "banner");
    return banner->isVisible() ? banner->sentence() + u' ' + banner->nextStep() : QString();
}

void ConnectionControllerTest::aLateAnswerReachesNoOtherServer_data()
{
    QTest::addColumn<bool>("found");
    QTest::newRow("a token") << true;
    QTest::newRow("an error") << false;
}

void ConnectionControllerTest::aLateAnswerReachesNoOtherServer()
{
    QFETCH(bool, found);
    m_controller->connectTo(profileAt(m_first->url()), std::nullopt);
    QCOMPARE(m_store->reads.count(), std::size_t(1));
    connectByHand(profileAt(m_second->url()), "second", false);
    QTRY_VERIFY(m_second->requests > 0);

    if (found)
        m_store->reads.finishFirst(std::optional(Secret::copyOf("first")));
    else
        m_store->reads.finishFirst(locked());
    QVERIFY(waitForNextRequest(*m_second));
    QCOMPARE(m_second->credentials, QSet<QString> {text("second")});
    QCOMPARE(m_first->requests, 0);
    QVERIFY(!openDialog<ConnectDialog>(*m_window));
}

void ConnectionControllerTest::aLateWriteMarksNoOtherSession()
{
    m_controller->connectTo(profileAt(m_first->url()), given("first"));
    QVERIFY(trigger(*m_window, text("Save token in keychain")));
    QCOMPARE(m_store->writes.count(), std::size_t(1));
    connectByHand(profileAt(m_second->url()), "second", false);
    m_store->writes.finishFirst(Done {});
    QVERIFY(isOpen("Save token in keychain"));
    QCOMPARE(notice(), QString());
}

void ConnectionControllerTest::aLateRemovalClosesNoOtherSession()
{
    m_controller->startWith(profileAt(m_first->url()));
    connectByHand(profileAt(m_first->url()), "first", true);
    QVERIFY(trigger(*m_window, text("Disconnect…")));
    QVERIFY(click(*openDialog<QMessageBox>(*m_window), text("Disconnect")));
    QCOMPARE(m_store->removals.count(), std::size_t(1));
    connectByHand(profileAt(m_second->url()), "second", true);
    m_store->removals.finishFirst(Done {});
    QVERIFY(isOpen("Disconnect…"));
    QVERIFY(waitForNextRequest(*m_second));
}

void ConnectionControllerTest::cancelEndsTheWaitForTheKeychain()
{
    m_controller->connectTo(profileAt(m_first->url()), std::nullopt);
    QCOMPARE(m_store->reads.count(), std::size_t(1));
    QVERIFY(click(*m_window, text("Cancel")));
    QCOMPARE(page("headline"), text("Not connected."));
    QVERIFY(button(*m_window, text("Connect…")));
    m_store->reads.finishFirst(std::optional(Secret::copyOf("first")));
    QCOMPARE(page("headline"), text("Not connected."));
    QVERIFY(!isOpen("Disconnect…"));
}

void ConnectionControllerTest::disconnectingAGivenTokenLeavesTheKeychain()
{
    m_controller->connectTo(profileAt(m_first->url()), given("first"));
    QVERIFY(trigger(*m_window, text("Disconnect…")));
    auto *question = openDialog<QMessageBox>(*m_window);
    QVERIFY(question);
    QVERIFY2(!question->text().contains(QLatin1String("keychain")), qPrintable(question->text()));
    QVERIFY(click(*question, text("Disconnect")));
    QCOMPARE(page("headline"), text("Disconnected."));
    QVERIFY2(!page("nextStep").contains(QLatin1String("keychain")), qPrintable(page("nextStep")));
    QCOMPARE(m_store->removed, QStringList());
}

void ConnectionControllerTest::aFailedRemovalIsSaid()
{
    m_controller->startWith(profileAt(m_first->url()));
    connectByHand(profileAt(m_first->url()), "first", true);
    QVERIFY(trigger(*m_window, text("Disconnect…")));
    auto *question = openDialog<QMessageBox>(*m_window);
    QVERIFY2(question->text().contains(QLatin1String("keychain")), qPrintable(question->text()));
    QVERIFY(click(*question, text("Disconnect")));
    m_store->removals.finishFirst(locked());
    QVERIFY2(notice().contains(QLatin1String("still in")), qPrintable(notice()));
    QVERIFY(isOpen("Disconnect…"));

    QVERIFY(click(*m_window, text("Try again")));
    m_store->removals.finishFirst(Done {});
    QCOMPARE(page("headline"), text("Disconnected."));
    QVERIFY2(page("nextStep").contains(QLatin1String("no longer in")), qPrintable(page("nextStep")));
}

void ConnectionControllerTest::theOwnTokensEntryIsRemovedOnlyIfItIsTheSessions()
{
    m_controller->connectTo(profileAt(m_first->url()), given("first"));
    Q_EMIT m_window->ownTokenRevoked();
    QTRY_VERIFY(openDialog<ConnectDialog>(*m_window));
    QCOMPARE(page("headline"), text("Your own token was revoked."));
    QCOMPARE(m_store->removed, QStringList());
}

void ConnectionControllerTest::aFailedRemovalOfTheOwnTokenIsSaid()
{
    m_controller->startWith(profileAt(m_first->url()));
    connectByHand(profileAt(m_first->url()), "first", true);
    Q_EMIT m_window->ownTokenRevoked();
    QTRY_VERIFY(openDialog<ConnectDialog>(*m_window));
    const QStringList entry {profileAt(m_first->url()).credentialKey().toString()};
    QCOMPARE(m_store->removed, entry);
    m_store->removals.finishFirst(locked());
    QVERIFY2(notice().contains(QLatin1String("still in")), qPrintable(notice()));

    openDialog<ConnectDialog>(*m_window)->reject();
    QTRY_VERIFY(!openDialog<ConnectDialog>(*m_window));
    QVERIFY(click(*m_window, text("Try again")));
    QCOMPARE(m_store->removed, entry + entry);
    m_store->removals.finishFirst(Done {});
    QVERIFY2(notice().contains(QLatin1String("no longer in")), qPrintable(notice()));
}

void ConnectionControllerTest::goesOnWithTheOwnTokensNewSecret()
{
    m_controller->connectTo(profileAt(m_first->url()), given("first"));
    QTRY_VERIFY(m_first->credentials.contains(text("first")));
    Q_EMIT m_window->ownTokenRotated(secret("second"));
    QTRY_VERIFY(m_first->credentials.contains(text("second")));
    m_first->credentials.clear();
    QVERIFY(waitForNextRequest(*m_first));
    QCOMPARE(m_first->credentials, QSet<QString> {text("second")});
    // It was for this session only, and so it stays.
    QCOMPARE(m_store->written, QStringList());
    QVERIFY(isOpen("Save token in keychain"));
}

void ConnectionControllerTest::everyWorkspaceGoesOnWithTheNewSecret()
{
    m_window->activateWindow(); // the display may have no window manager to do so
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    ConnectionProfile profile = profileAt(m_first->url());
    for (const char *workspace : {"one", "two"}) {
        profile.workspace = text(workspace);
        m_controller->connectTo(profile, given("first"));
    }
    QTRY_VERIFY(m_first->credentials.contains(text("first")));
    Q_EMIT m_window->ownTokenRotated(secret("second"));
    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
    QTRY_COMPARE(part<QAbstractItemView>(*m_window, "connectionList")->currentIndex().row(), 0);
    QVERIFY(waitForNextRequest(*m_first));
    m_first->credentials.clear();
    QVERIFY(waitForNextRequest(*m_first));
    QCOMPARE(m_first->credentials, QSet<QString> {text("second")});
}

void ConnectionControllerTest::storesTheNewSecretWhereTheOldOneWas()
{
    m_controller->startWith(profileAt(m_first->url()));
    connectByHand(profileAt(m_first->url()), "first", true);
    QVERIFY(!isOpen("Save token in keychain"));
    Q_EMIT m_window->ownTokenRotated(secret("second"));
    QCOMPARE(m_store->written, QStringList {profileAt(m_first->url()).credentialKey().toString()});
    m_store->writes.finishFirst(locked());
    QVERIFY2(notice().contains(QLatin1String("for this session only")), qPrintable(notice()));
    QVERIFY(isOpen("Save token in keychain"));
    QVERIFY(click(*m_window, text("Try again")));
    m_store->writes.finishFirst(Done {});
    QVERIFY(!isOpen("Save token in keychain"));
}

void ConnectionControllerTest::asksForAnotherTokenWhereTheNewSecretWasLost()
{
    m_controller->startWith(profileAt(m_first->url()));
    connectByHand(profileAt(m_first->url()), "first", true);
    Q_EMIT m_window->ownSecretLost();
    QTRY_VERIFY(openDialog<ConnectDialog>(*m_window));
    QCOMPARE(page("headline"),
             text("Your own token was rotated, but its new secret was lost: nobody has access "
                  "with it any more."));
    // The void one does not stay.
    QCOMPARE(m_store->removed, QStringList {profileAt(m_first->url()).credentialKey().toString()});
}

void ConnectionControllerTest::withoutServicesThereIsNoDialog()
{
    m_services.clear();
    QVERIFY(trigger(*m_window, text("Connect…")));
    QVERIFY(!openDialog<ConnectDialog>(*m_window));
}

void ConnectionControllerTest::nothingAssumedGoesToAVendorUnasked()
{
    ConnectionProfile vendor = profileAt(QUrl(text("https://vendor.invalid/")));
    vendor.environmentId = text("prod");
    m_controller->connectTo(vendor, given("first"));
    QVERIFY2(
        guide().startsWith(text("Optimus documents no API for managing tokens, so nothing is sent there")),
        qPrintable(guide()));
    QVERIFY(!isOpen("Refresh"));
    QVERIFY(button(*m_window, text("Open the web app")));

    for (const char *answer : {"Cancel", "Send it there"}) {
        QVERIFY(!isOpen("Refresh"));
        QVERIFY(click(*m_window, text("This server serves the API…")));
        QPointer<QMessageBox> question = openDialog<QMessageBox>(*m_window);
        QVERIFY(question);
        QVERIFY2(question->text().contains(text("vendor.invalid")), qPrintable(question->text()));
        QVERIFY2(question->text().contains(text("Your token")), qPrintable(question->text()));
        QCOMPARE(question->defaultButton()->text(), text("Cancel"));
        QVERIFY(m_servesAssumed.isEmpty());
        QVERIFY(click(*question, text(answer)));
        QTRY_VERIFY(!question);
    }
    QVERIFY(isOpen("Refresh"));
    QCOMPARE(m_servesAssumed, QSet<QString> {vendor.credentialKey().toString()});

    // It can be taken back, and the token is still there.
    QAction *stop = action(*m_window, text("Stop using the undocumented API"));
    QVERIFY(stop->isVisible());
    stop->trigger();
    QVERIFY(m_servesAssumed.isEmpty());
    QVERIFY(!isOpen("Refresh"));
    QVERIFY(!guide().isEmpty());
    QVERIFY(!stop->isVisible());
    QVERIFY(isOpen("Disconnect…"));
    confirmServed();
    QVERIFY(isOpen("Refresh"));

    // The next time nobody has to ask, and elsewhere it was not said.
    m_controller->connectTo(vendor, given("first"));
    QVERIFY(isOpen("Refresh"));
    ConnectionProfile other = vendor;
    other.service = servicesAt(QUrl(text("https://other.invalid/"))).constFirst();
    other.baseUrl = QUrl(text("https://other.invalid/"));
    m_controller->connectTo(other, given("first"));
    QVERIFY(!isOpen("Refresh"));
}

void ConnectionControllerTest::aRefusedRemovalKeepsTheConnection()
{
    m_controller->list(profileAt(m_second->url()));
    m_controller->connectTo(profileAt(m_first->url()), std::nullopt);
    m_store->reads.finishFirst(locked());
    QTRY_VERIFY(openDialog<ConnectDialog>(*m_window));
    openDialog<ConnectDialog>(*m_window)->reject();
    QTRY_VERIFY(!openDialog<ConnectDialog>(*m_window));
    QVERIFY(trigger(*m_window, text("Remove connection…")));
    auto *question = openDialog<QMessageBox>(*m_window);
    QVERIFY2(question->text().startsWith(text("Optimus at 127.0.0.1:")), qPrintable(question->text()));
    QVERIFY(click(*question, text("Remove")));
    m_store->removals.finishFirst(locked());
    QVERIFY2(notice().contains(text("still in this computer’s keychain")), qPrintable(notice()));
    const auto *list = part<QAbstractItemView>(*m_window, "connectionList");
    QCOMPARE(list->model()->rowCount(), 2);

    // Come back to, it is not taken for removed by what was given up.
    connectByHand(profileAt(m_first->url()), "first", false);
    QVERIFY(click(*m_window, text("Try again")));
    m_store->removals.finishFirst(Done {});
    QVERIFY(isOpen("Disconnect…"));
    QCOMPARE(list->model()->rowCount(), 2);
}

void ConnectionControllerTest::whatWasStoredSinceIsNotRemoved()
{
    m_controller->list(profileAt(m_second->url()));
    m_controller->connectTo(profileAt(m_first->url()), std::nullopt);
    m_store->reads.finishFirst(locked());
    QTRY_VERIFY(openDialog<ConnectDialog>(*m_window));
    openDialog<ConnectDialog>(*m_window)->reject();
    QTRY_VERIFY(!openDialog<ConnectDialog>(*m_window));
    QVERIFY(trigger(*m_window, text("Remove connection…")));
    QVERIFY(click(*openDialog<QMessageBox>(*m_window), text("Remove")));
    m_store->removals.finishFirst(locked());
    QVERIFY(button(*m_window, text("Try again"))->isEnabled());
    connectByHand(profileAt(m_first->url()), "first", true);
    QVERIFY(!button(*m_window, text("Try again"))->isEnabled());
    QVERIFY(!isOpen("Save token in keychain"));
}

/// Where the keychain had nothing, *Connect* may have stored something since.
void ConnectionControllerTest::whatWasStoredSinceGoesWithItsConnection()
{
    m_controller->list(profileAt(m_second->url()));
    m_controller->connectTo(profileAt(m_first->url()), std::nullopt);
    m_store->reads.finishFirst(std::optional<Secret>());
    QTRY_VERIFY(openDialog<ConnectDialog>(*m_window));
    openDialog<ConnectDialog>(*m_window)->reject();
    QTRY_VERIFY(!openDialog<ConnectDialog>(*m_window));
    connectByHand(profileAt(m_first->url()), "first", true);
    QVERIFY(trigger(*m_window, text("Remove connection…")));
    auto *question = openDialog<QMessageBox>(*m_window);
    QVERIFY2(question->text().contains(text("Its token is removed")), qPrintable(question->text()));
    QVERIFY(click(*question, text("Remove")));
    QCOMPARE(m_store->removed, QStringList(profileAt(m_first->url()).credentialKey().toString()));
}

void ConnectionControllerTest::whatTakesARemovedOnesPlaceIsConnectedTo()
{
    m_controller->startWith(profileAt(m_first->url()));
    connectByHand(profileAt(m_first->url()), "first", true);
    m_controller->list(profileAt(m_second->url()));
    QVERIFY(trigger(*m_window, text("Remove connection…")));
    QVERIFY(click(*openDialog<QMessageBox>(*m_window), text("Remove")));
    m_store->removals.finishFirst(Done {});
    QTRY_COMPARE(m_store->reads.count(), std::size_t(1));
    m_store->reads.finishFirst(std::optional(Secret::copyOf("second")));
    QTRY_COMPARE(m_second->credentials, QSet<QString> {text("second")});
}

/// One given by hand says that the server there is meant, also where the connection was listed before.
void ConnectionControllerTest::whatWasListedIsDeclaredByABaseUrl()
{
    ConnectionProfile vendor = profileAt(QUrl(text("https://vendor.invalid")));
    m_controller->list(vendor);
    vendor.baseUrl = QUrl(text("https://vendor.invalid/"));
    vendor.servesAssumed = true;
    m_controller->connectTo(vendor, given("first"));
    QVERIFY(guide().isEmpty());
    QVERIFY(isOpen("Refresh"));
    QVERIFY(!part<QAbstractItemView>(*m_window, "connectionList")->isVisible()); // it is the same one
}

void ConnectionControllerTest::consentIsTakenBackOfEveryWorkspace()
{
    ConnectionProfile vendor = profileAt(QUrl(text("https://vendor.invalid/")));
    m_servesAssumed.insert(vendor.credentialKey().toString());
    m_window->activateWindow(); // the display may have no window manager to do so
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    for (const char *workspace : {"one", "two"}) {
        vendor.workspace = text(workspace);
        m_controller->connectTo(vendor, given("first"));
        QVERIFY(isOpen("Refresh"));
    }
    QVERIFY(trigger(*m_window, text("Stop using the undocumented API")));
    QVERIFY(m_servesAssumed.isEmpty());
    QVERIFY(!guide().isEmpty());
    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
    QTRY_COMPARE(part<QAbstractItemView>(*m_window, "connectionList")->currentIndex().row(), 0);
    QVERIFY(!guide().isEmpty());
    QVERIFY(!isOpen("Refresh"));
}

/// From the start: neither a token nor the keychain is asked for.
void ConnectionControllerTest::guidesWhereNothingMayBeSent()
{
    ConnectionProfile vendor = profileAt(QUrl(text("https://vendor.invalid/")));
    vendor.environmentId = text("prod");
    m_controller->connectTo(vendor, {});
    QVERIFY(!guide().isEmpty());
    QVERIFY(!openDialog<ConnectDialog>(*m_window));
    QCOMPARE(m_store->reads.count(), std::size_t(0));
    // Once it is said that the server serves it, the token is looked for.
    confirmServed();
    QVERIFY(guide().isEmpty());
    QCOMPARE(m_store->reads.count(), std::size_t(1));
}

/// Nobody has seen it yet: it may be a mistake in a script.
void ConnectionControllerTest::aGivenTokenOfAnotherEnvironmentIsAskedAbout()
{
    auto service = std::make_shared<ServiceDescription>(*m_services.constFirst());
    ServiceEnvironment test;
    test.id = QStringLiteral("test");
    test.label = LocalizedText({{QStringLiteral("en"), QStringLiteral("Test")}});
    test.baseUrl = m_first->url();
    service->environments.append(test);
    service->prefixes = {{QStringLiteral("acme_live_"), QStringLiteral("prod"), {}}};
    m_services = {service};
    ConnectionProfile profile = profileAt(m_first->url());
    profile.environmentId = QStringLiteral("test");
    m_controller->connectTo(profile, given("acme_live_x"));
    QTRY_VERIFY(openDialog<ConnectDialog>(*m_window));
    const auto *dialog = openDialog<ConnectDialog>(*m_window);
    const auto *banner = part<MessageBanner>(*dialog, "banner");
    QCOMPARE(banner->sentence(), text("This token is for “Production”, but the connection is to “Test”."));
    QCOMPARE(m_first->requests, 0);
    // The user may insist.
    QVERIFY(click(*dialog, text("Connect")));
    QVERIFY(click(*dialog, text("Use it anyway")));
    QTRY_VERIFY(m_first->requests > 0);
    QCOMPARE(m_first->credentials, QSet<QString> {QStringLiteral("acme_live_x")});
}

/// The one service, with two environments at one server.
ConnectionProfile ConnectionControllerTest::twoEnvironments()
{
    auto service = std::make_shared<ServiceDescription>(*m_services.constFirst());
    ServiceEnvironment test = service->environments.constFirst();
    test.id = QStringLiteral("test");
    test.label = LocalizedText({{QStringLiteral("en"), QStringLiteral("Test")}});
    test.production = false;
    service->environments.append(test);
    for (ServiceEnvironment &environment : service->environments)
        environment.baseUrl = m_first->url();
    service->prefixes = {{QStringLiteral("acme_live_"), QStringLiteral("prod"), {}},
                         {QStringLiteral("acme_test_"), QStringLiteral("test"), {}}};
    m_services = {service};
    ConnectionProfile profile = profileAt(m_first->url());
    profile.environmentId = service->environmentAt(m_first->url())->id;
    return profile;
}

void ConnectionControllerTest::theTokenTellsWhichOfTwoEnvironmentsItIs()
{
    // As remembered from last time, by its base URL.
    const ConnectionProfile profile = twoEnvironments();
    QCOMPARE(profile.environmentId, QStringLiteral("prod"));
    m_controller->connectTo(profile, {});
    m_store->reads.finishFirst(std::optional(Secret::copyOf("acme_test_x")));
    QTRY_COMPARE(part<QLabel>(*m_window, "environmentBadge")->text(), QStringLiteral("Test"));
}

void ConnectionControllerTest::eachOfTwoEnvironmentsHasItsKeychainEntry()
{
    ConnectionProfile profile = twoEnvironments();
    const QString entry = profile.credentialKey().toString();
    m_controller->connectTo(profile, {});
    QCOMPARE(m_store->asked.takeFirst(), entry);
    m_store->reads.finishFirst(std::optional(Secret::copyOf("acme_live_x")));
    QVERIFY(!isOpen("Save token in keychain"));
    profile.environmentId = QStringLiteral("test");
    m_controller->connectTo(profile, {});
    QCOMPARE(m_store->asked.takeFirst(), entry + QStringLiteral("/environment/test"));
    m_store->reads.finishFirst(std::optional(Secret::copyOf("acme_test_x")));
    QVERIFY(!isOpen("Save token in keychain"));
    // One in the other's entry, where both were kept once, is that one's.
    profile.environmentId = QStringLiteral("prod");
    m_controller->connectTo(profile, {});
    m_store->reads.finishFirst(std::optional(Secret::copyOf("acme_test_x")));
    QTRY_COMPARE(part<QLabel>(*m_window, "environmentBadge")->text(), QStringLiteral("Test"));
    QVERIFY(!isOpen("Save token in keychain"));
}

void ConnectionControllerTest::aTokenOfAnotherEnvironmentGoesToItsConnection_data()
{
    QTest::addColumn<bool>("isListed");
    QTest::newRow("from one of the user's") << true;
    QTest::newRow("from one that is tried for the first time") << false;
}

void ConnectionControllerTest::aTokenOfAnotherEnvironmentGoesToItsConnection()
{
    QFETCH(bool, isListed);
    const ConnectionProfile live = twoEnvironments();
    ConnectionProfile test = live;
    test.environmentId = QStringLiteral("test");
    m_controller->list(test);
    if (isListed)
        m_controller->list(live);
    m_controller->connectTo(live, {});
    m_store->reads.finishFirst(std::optional(Secret::copyOf("acme_test_x")));
    QTRY_COMPARE(m_first->credentials, QSet<QString> {QStringLiteral("acme_test_x")});
    QCOMPARE(part<QLabel>(*m_window, "environmentBadge")->text(), QStringLiteral("Test"));
    const auto *list = part<QAbstractItemView>(*m_window, "connectionList");
    QTRY_COMPARE(list->model()->rowCount(), isListed ? 2 : 1);
    QCOMPARE(list->currentIndex().row(), 0);
    QVERIFY(trigger(*m_window, text("Save token in keychain"))); // in an entry of its own it is not yet
    QCOMPARE(m_store->written, QStringList(test.credentialKey().toString()));
    if (!isListed)
        return;
    m_window->activateWindow(); // the display may have no window manager to do so
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(part<QLabel>(*m_window, "environmentBadge")->text(), QStringLiteral("Production"));
    QCOMPARE(page("headline"), text("This token is for “Test”."));
}

/// The one service, where tokens belong to accounts, at the first server.
ConnectionProfile ConnectionControllerTest::accountOf(const char *user)
{
    auto service = std::make_shared<ServiceDescription>(*m_services.constFirst());
    service->workspace.kind = WorkspaceUse::Kind::Header;
    service->workspace.header = "X-Account";
    service->workspace.ownCredential = true;
    m_services = {service};
    ConnectionProfile profile = profileAt(m_first->url());
    profile.workspace = text(user);
    return profile;
}

void ConnectionControllerTest::eachAccountHasItsKeychainEntry()
{
    const ConnectionProfile anna = accountOf("anna");
    const QString server = anna.serverKey().toString();
    m_controller->connectTo(anna, {});
    QCOMPARE(m_store->asked, QStringList(server + QStringLiteral("/account/anna")));
    m_store->reads.finishFirst(std::optional(Secret::copyOf("first")));
    QTRY_COMPARE(m_first->credentials, QSet<QString> {text("first")});
    m_store->asked.clear();
    m_controller->connectTo(accountOf("ben"), given("second"));
    QTRY_VERIFY(m_first->credentials.contains(text("second")));
    QVERIFY(trigger(*m_window, text("Save token in keychain")));
    m_store->writes.finishFirst(Done {});
    QCOMPARE(m_store->written, QStringList(server + QStringLiteral("/account/ben")));
    // Removing one leaves the other's.
    QVERIFY(trigger(*m_window, text("Remove connection…")));
    QVERIFY(click(*openDialog<QMessageBox>(*m_window), text("Remove")));
    m_store->removals.finishFirst(Done {});
    QTRY_COMPARE(part<QAbstractItemView>(*m_window, "connectionList")->model()->rowCount(), 1);
    QCOMPARE(m_store->removed, QStringList(server + QStringLiteral("/account/ben")));
}

/// The dialog that goes with the session ends the refresh that it waits for.
void ConnectionControllerTest::aSessionEndsWhileADialogRefreshesIt()
{
    ConnectionProfile anna = accountOf("anna");
    auto service = std::make_shared<ServiceDescription>(*anna.service);
    AskedField code;
    code.id = text("otp");
    code.label = LocalizedText({{text("en"), text("One-time code")}});
    code.required = false;
    service->listAsks = {code};
    anna.service = service;
    m_services = {service};
    m_first->listNothing();
    m_controller->startWith(anna);
    connectByHand(anna, "first", true);
    QTRY_VERIFY(isOpen("Refresh"));
    QVERIFY(trigger(*m_window, text("Disconnect…")));
    QVERIFY(click(*openDialog<QMessageBox>(*m_window), text("Disconnect")));
    QTRY_VERIFY(isOpen("Give one-time code…"));
    QVERIFY(trigger(*m_window, text("Give one-time code…")));
    const QPointer<ListAnswersDialog> dialog = openDialog<ListAnswersDialog>(*m_window);
    QVERIFY(dialog);
    m_first->answer.clear();
    const int before = m_first->requests;
    auto *input = dialog->findChild<QLineEdit *>();
    QVERIFY(input);
    input->setText(text("123456"));
    QVERIFY(click(*dialog, text("Refresh")));
    QTRY_VERIFY(m_first->requests > before);
    m_store->removals.finishFirst(Done {});
    QTRY_COMPARE(page("headline"), text("Disconnected."));
    QVERIFY(!dialog);
}

void ConnectionControllerTest::whatIsUnderWayIsNotLeft()
{
    m_controller->list(profileAt(m_second->url()));
    m_controller->connectTo(profileAt(m_first->url()), given("first"));
    QVERIFY(trigger(*m_window, text("Create Token")));
    QPointer<CreateTokenDialog> dialog = openDialog<CreateTokenDialog>(*m_window);
    QVERIFY(dialog);
    const auto *bar = m_window->findChild<QStatusBar *>();
    QVERIFY(trigger(*m_window, text("Connect…")));
    QVERIFY(!openDialog<ConnectDialog>(*m_window));
    QVERIFY2(bar->currentMessage().startsWith(text("Finish or cancel")), qPrintable(bar->currentMessage()));
    Q_EMIT m_window->connectionChosen(0);
    QVERIFY(dialog && dialog->isVisible());
    dialog->reject();
    QTRY_VERIFY(!dialog);
    QVERIFY(trigger(*m_window, text("Connect…")));
    QTRY_VERIFY(openDialog<ConnectDialog>(*m_window));
}

void ConnectionControllerTest::whatIsSaidFollowsTheLanguage()
{
    LanguageSwitcher languages {QLocale(QStringLiteral("en_US"))};
    languages.switchTo(text("en"));
    m_controller->connectTo(profileAt(QUrl(text("https://vendor.invalid/"))), given("first"));
    QVERIFY(button(*m_window, text("This server serves the API…")));
    languages.switchTo(text("de"));
    QTRY_VERIFY(button(*m_window, text("Dieser Server bietet die API an…")));
    QVERIFY2(guide().startsWith(text("Optimus dokumentiert keine API")), qPrintable(guide()));

    languages.switchTo(text("en"));
    QTRY_VERIFY(button(*m_window, text("This server serves the API…")));
    m_controller->connectTo(profileAt(m_first->url()), given("first"));
    QVERIFY(trigger(*m_window, text("Save token in keychain")));
    m_store->writes.finishFirst(locked());
    QVERIFY2(notice().contains(text("for this session only")), qPrintable(notice()));
    languages.switchTo(text("de"));
    QTRY_VERIFY2(notice().contains(text("nur für diese Sitzung")), qPrintable(notice()));
    QVERIFY(button(*m_window, text("Erneut versuchen")));
}

QByteArray ConnectionControllerTest::instance(const QUrl &url)
{
    const QByteArray base = url.toEncoded();
    return "{\"url\":\"" + base
        + "\",\"instance\":\"0b6c8f36-6a0e-4c6c-9a55-0d3f4a1b2c3d\",\"services\":{\"optimus\":\"" + base
        + "\"}}";
}

LocalBackend &ConnectionControllerTest::backend(const QByteArray &script)
{
    const QString program = m_directory->filePath(text("program"));
    QFile file(program);
    if (file.open(QIODevice::WriteOnly))
        file.write("#!/bin/sh\ncd '" + m_directory->path().toUtf8() + "'\necho $$ >pid\n" + script);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    file.close();
    m_backend = std::make_unique<LocalBackend>(program, m_directory->filePath(text("database")));
    return *m_backend;
}

void ConnectionControllerTest::killBackend()
{
    const auto pid = contentOf(m_directory->filePath(text("pid"))).trimmed().toInt();
    QVERIFY(pid > 0);
    QCOMPARE(::kill(pid, SIGKILL), 0);
}

void ConnectionControllerTest::theEmbeddedBackendTakesTheOptionsToken()
{
    LocalBackend &local = backend("echo '" + instance(m_first->url()) + "'\nexec cat >/dev/null\n");
    m_controller->connectToLocal(m_services.constFirst(), local, given("option"));
    QTRY_COMPARE(m_first->credentials, QSet<QString> {text("option")});
    QCOMPARE(m_store->reads.count(), std::size_t(0));
    QVERIFY(isOpen("Save token in keychain"));
}

void ConnectionControllerTest::aNewPortKeepsTheOpenDialog()
{
    LocalBackend &local
        = backend("if [ -e again ]; then echo '" + instance(m_second->url()) + "'\nelse echo '"
                  + instance(m_first->url()) + "'\nfi\ntouch again\nexec cat >/dev/null\n");
    m_controller->connectToLocal(m_services.constFirst(), local, given("option"));
    QTRY_VERIFY(m_first->requests > 0);
    QVERIFY(trigger(*m_window, text("Create Token")));
    auto *dialog = openDialog<CreateTokenDialog>(*m_window);
    QVERIFY(dialog);
    auto *name = part<QLineEdit>(*dialog, "nameEdit");
    QTest::keyClicks(name, text("Half a na"));

    killBackend();
    QTRY_COMPARE(m_second->credentials, QSet<QString> {text("option")});
    QCOMPARE(openDialog<CreateTokenDialog>(*m_window), dialog);
    QCOMPARE(name->text(), text("Half a na"));
    const QString port = QString::number(m_second->url().port());
    QVERIFY(part<QLabel>(*m_window, "connectionLabel")->text().contains(port));

    const int before = m_second->requests;
    QVERIFY(click(*dialog, text("Create Token")));
    QTRY_VERIFY(m_second->requests > before);
}

void ConnectionControllerTest::aDeadBackendIsStartedByConnect()
{
    LocalBackend &local = backend("echo '" + instance(m_first->url()) + "'\nexec cat >/dev/null\n");
    m_controller->connectToLocal(m_services.constFirst(), local, std::nullopt);
    QTRY_COMPARE(m_store->reads.count(), std::size_t(1));
    m_store->reads.finishFirst(locked());
    QTRY_VERIFY(openDialog<ConnectDialog>(*m_window));

    killBackend();
    QTRY_COMPARE(page("headline"), text("The embedded backend ended."));
    QVERIFY(!openDialog<ConnectDialog>(*m_window)); // it was for a port that nobody answers at
    QVERIFY(trigger(*m_window, text("Connect…")));
    QTRY_COMPARE(m_store->reads.count(), std::size_t(1));
    m_store->reads.finishFirst(std::optional(Secret::copyOf("kept")));
    QTRY_COMPARE(m_first->credentials, QSet<QString> {text("kept")});
}

void ConnectionControllerTest::theListDoesNotWaitForTheKeychain_data()
{
    QTest::addColumn<bool>("refused");
    QTest::newRow("it takes the token") << false;
    QTest::newRow("it refuses") << true;
}

/// On the first start a keychain asks for a password of its own, and its user may be in no hurry.
void ConnectionControllerTest::theListDoesNotWaitForTheKeychain()
{
    QFETCH(const bool, refused);
    LocalBackend &local
        = backend("echo '" + instance(m_first->url())
                  + "'\nread question\necho '{\"managementToken\":\"made\"}'\nexec cat >/dev/null\n");
    m_controller->connectToLocal(m_services.constFirst(), local, std::nullopt);
    QTRY_COMPARE(m_store->reads.count(), std::size_t(1));
    m_store->reads.finishFirst(std::optional<Secret>());
    QTRY_COMPARE(m_first->credentials, QSet<QString> {text("made")});
    QCOMPARE(m_store->writes.count(), std::size_t(1));
    QVERIFY(isOpen("Save token in keychain"));

    if (refused) {
        m_store->writes.finishFirst(locked());
        QVERIFY(!notice().isEmpty());
        QVERIFY(isOpen("Save token in keychain"));
    } else {
        m_store->writes.finishFirst(Done {});
        QVERIFY(!isOpen("Save token in keychain"));
    }
}

void ConnectionControllerTest::aNewTokenIsOfferedByItsOwnerOnly_data()
{
    QTest::addColumn<bool>("owner");
    QTest::newRow("owner") << true;
    QTest::newRow("attached") << false;
}

void ConnectionControllerTest::aNewTokenIsOfferedByItsOwnerOnly()
{
    QFETCH(bool, owner);
    const QByteArray line = instance(m_first->url());
    LocalBackend &local
        = backend(owner ? "echo '" + line + "'\nread question\necho nonsense\nexec cat >/dev/null\n"
                        : "echo '{\"running\":" + line + "}'\nexit 3\n");
    m_controller->connectToLocal(m_services.constFirst(), local, std::nullopt);
    QTRY_COMPARE(m_store->reads.count(), std::size_t(1));
    m_store->reads.finishFirst(locked());
    QTRY_VERIFY(openDialog<ConnectDialog>(*m_window));
    auto *dialog = openDialog<ConnectDialog>(*m_window);
    QCOMPARE(button(*dialog, text("Issue a new token")) != nullptr, owner);
    if (owner) {
        QVERIFY(click(*dialog, text("Issue a new token")));
        QTRY_COMPARE(page("headline"), text("The embedded backend’s answer cannot be read."));
    }
}

QTEST_MAIN(ConnectionControllerTest)
#include "tst_connectioncontroller.moc"
