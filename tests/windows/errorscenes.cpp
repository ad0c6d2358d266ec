#include "errorscenes.h"

#include "catalog.h"
#include "connectdialog.h"
#include "createtokendialog.h"
#include "editiprangesdialog.h"
#include "inventory.h"
#include "iprangeedit.h"
#include "keychainstore.h"
#include "mainwindow.h"
#include "messagebanner.h"
#include "onscreen.h"
#include "renamedialog.h"
#include "revokedialog.h"
#include "statepage.h"
#include "tokentexts.h"

#include <QApplication>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QJsonDocument>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace std::chrono_literals;

namespace tc::test {

namespace {

const QByteArray json = "Content-Type: application/json\r\n";
const QByteArray madeUp = "tok_optimus_" + QByteArray(43, 'x');
const QString shop = QStringLiteral("Shop");

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Answers requests of \a method with \a fault, and serves a list of the one token *Shop* apart from that.
MisbehavingServer::Behaviour servingBut(const QByteArray &method, const MisbehavingServer::Behaviour &fault)
{
    return [method, fault](QTcpSocket &socket, const QByteArray &request) {
        static const QByteArray token
            = R"({"id":"1","name":"Shop","prefix":"tok_optimus_abcdef","access":"integration",)"
              R"("createdAt":"2026-01-01T00:00:00Z","lastUsedAt":null,"lastUsedIp":null,"expiresAt":null,)"
              R"("revokedAt":null,"allowedIps":["10.0.0.0/8"]})";
        if (request.startsWith(method + ' '))
            fault(socket, request);
        else if (request.contains("/current "))
            socket.write(httpReply("404 Not Found", json, "{}"));
        else if (request.contains("/1 "))
            socket.write(httpReply("200 OK", json + "ETag: \"1\"\r\n", token));
        else
            socket.write(httpReply("200 OK", json, "{\"items\":[" + token + "],\"nextCursor\":null}"));
    };
}

MisbehavingServer::Behaviour silent()
{
    return [](QTcpSocket &, const QByteArray &) {
    };
}

ErrorText read(const MessageBanner &banner)
{
    return banner.isVisible() ? ErrorText {banner.sentence(), banner.nextStep()} : ErrorText();
}

ErrorText bannerOf(const QWidget &parent)
{
    return read(*part<MessageBanner>(parent, "banner"));
}

/// What \a dialog says when its work is done; it sends where it was filled in.
ErrorText outcomeOf(const QPointer<ActionDialog> &dialog)
{
    const auto isOver = [&dialog] {
        return !dialog || !dialog->isBusy();
    };
    return !isOver() && QTest::qWaitFor(isOver, 10'000) && dialog ? bannerOf(*dialog) : ErrorText();
}

} // namespace

class ErrorScenes::Open
{
public:
    /// Its dialogs are for the token called \a name.
    Open(Desk &desk, const ConnectionProfile &profile, const QByteArray &secret, const QString &name)
        : session(profile, std::make_shared<const Secret>(Secret::copyOf(secret)), desk.transport, desk.clock)
        , saved(desk.store, profile.credentialKey(), memoryIndex())
        , unconfirmed(memoryIndex())
        , window(desk.clipboard)
        , m_name(name)
    {
        window.setSession(&session, {&saved, &unconfirmed});
        window.show();
        session.refresh();
    }
    ~Open() { window.setSession(nullptr, {}); }
    Open(const Open &) = delete;
    Open &operator=(const Open &) = delete;

    [[nodiscard]] bool isRead()
    {
        return QTest::qWaitForWindowExposed(&window)
            && QTest::qWaitFor([this] { return !session.isRefreshing(); }, 10'000);
    }

    [[nodiscard]] ErrorText page() const
    {
        const auto *page = part<StatePage>(window, "statePage");
        return page->isVisible() ? ErrorText {page->headline(), page->nextStep()} : ErrorText();
    }

    /// The dialog of the action that reads \a text in English; nullptr where none comes.
    template <typename T>
    [[nodiscard]] QPointer<T> dialog(const char *text)
    {
        if (!selectRow(*part<QTableView>(window, "table"), m_name)
            || !trigger(window, QCoreApplication::translate("tc::TokenActions", text)))
            return nullptr;
        QPointer<T> found = openDialog<T>(window);
        return found && QTest::qWaitForWindowExposed(found) ? found : nullptr;
    }

    [[nodiscard]] QPointer<ActionDialog> sentCreate(const QString &name)
    {
        const auto dialog = this->dialog<CreateTokenDialog>("Create Token");
        return dialog ? sentName(dialog, name) : QPointer<ActionDialog>();
    }

    [[nodiscard]] QPointer<ActionDialog> sentRename()
    {
        const auto dialog = this->dialog<RenameDialog>("Rename");
        return dialog ? sentName(dialog, QStringLiteral("Web shop")) : QPointer<ActionDialog>();
    }

    [[nodiscard]] QPointer<ActionDialog> sentRevoke()
    {
        const auto dialog = this->dialog<RevokeDialog>("Revoke");
        auto *buttons = dialog ? dialog->template findChild<QDialogButtonBox *>() : nullptr;
        for (QAbstractButton *each : buttons ? buttons->buttons() : QList<QAbstractButton *>()) {
            if (buttons->buttonRole(each) == QDialogButtonBox::DestructiveRole)
                QTest::mouseClick(each, Qt::LeftButton);
        }
        return QPointer<ActionDialog>(dialog);
    }

    TokenSession session;
    SavedSecrets saved;
    UnconfirmedSecrets unconfirmed;
    MainWindow window;

private:
    static QPointer<ActionDialog> sentName(ActionDialog *dialog, const QString &name)
    {
        auto *edit = part<QLineEdit>(*dialog, "nameEdit");
        edit->setText(name);
        QTest::keyClick(edit, Qt::Key_Return);
        return dialog;
    }

    QString m_name;
};

ErrorScenes::ErrorScenes() = default;
ErrorScenes::~ErrorScenes() = default;

bool ErrorScenes::start()
{
    m_desk = std::make_unique<Desk>();
    if (!m_desk->start())
        return false;
    m_desk->transport.setRetryPolicy({.attempts = 1});
    m_desk->transport.setDeadline(5s);
    m_relay = std::make_unique<CuttingRelay>(m_desk->backend.port());
    m_certificates = std::make_unique<TestCertificates>();
    m_trusted = std::make_unique<TrustedAuthority>(m_certificates->authority());
    QJsonObject description
        = QJsonDocument::fromJson(contentOf(QStringLiteral(":/services/optimus.json"))).object();
    QJsonObject errors = description.value(QLatin1String("errors")).toObject();
    errors.remove(QLatin1String("catalogue"));
    description.insert(QLatin1String("errors"), errors);
    const Catalog catalog({{QStringLiteral("optimus.json"), QJsonDocument(description).toJson(),
                            DescriptionFile::Origin::Shipped}},
                          contentOf(QStringLiteral(":/services/service.schema.json")));
    m_wordless = catalog.service(u"optimus");
    return m_wordless && !m_certificates->authority().isNull();
}

ConnectionProfile ErrorScenes::profileAt(const QUrl &url, Words words) const
{
    ConnectionProfile profile = m_desk->profile();
    if (words == Words::Console)
        profile.service = m_wordless;
    profile.baseUrl = url;
    return profile;
}

std::unique_ptr<ErrorScenes::Open> ErrorScenes::openedAt(const QUrl &url, Words words)
{
    auto open = std::make_unique<Open>(*m_desk, profileAt(url, words), madeUp, shop);
    return open->isRead() ? std::move(open) : nullptr;
}

std::unique_ptr<ErrorScenes::Open> ErrorScenes::openedOnRelay()
{
    const QString name = QStringLiteral("%1 %2").arg(shop).arg(++m_shops);
    m_shopId = m_desk->backend.create({{QStringLiteral("name"), name}}).value(QLatin1String("id")).toString();
    for (const char *method : {"GET", "POST", "PATCH", "DELETE"})
        m_relay->setFate(method, Fate::Pass);
    ConnectionProfile profile = m_desk->profile();
    profile.baseUrl = m_relay->through(profile.baseUrl);
    auto open = std::make_unique<Open>(*m_desk, profile, m_desk->backend.managementSecret(), name);
    // What is read late would meet a fate that is meant for another request.
    const auto isCalm = [&open] {
        return open->session.ownToken().has_value();
    };
    return open->isRead() && QTest::qWaitFor(isCalm, 10'000) ? std::move(open) : nullptr;
}

ErrorText ErrorScenes::list(const Behaviour &fault)
{
    const MisbehavingServer server(servingBut("GET", fault));
    return listAt(server.url(QStringLiteral("/")));
}

ErrorText ErrorScenes::late()
{
    const std::chrono::milliseconds usual = m_desk->transport.limits().deadline;
    m_desk->transport.setDeadline(100ms);
    const ErrorText text = list(silent());
    m_desk->transport.setDeadline(usual);
    return text;
}

ErrorText ErrorScenes::listAt(const QUrl &url)
{
    const auto open = openedAt(url);
    return open ? open->page() : ErrorText();
}

ErrorText ErrorScenes::listOverTls(TestCertificates::Kind kind)
{
    MisbehavingServer server(servingBut({}, silent()));
    const TestCertificates::Identity identity = m_certificates->issue(kind);
    server.setTls(identity.certificate, identity.key);
    return listAt(server.url(QStringLiteral("/")));
}

ErrorText ErrorScenes::listAgain(const Behaviour &fault)
{
    bool fails = false;
    const MisbehavingServer server([&fails, &fault](QTcpSocket &socket, const QByteArray &request) {
        servingBut(fails ? "GET" : "", fault)(socket, request);
    });
    const auto open = openedAt(server.url(QStringLiteral("/")));
    fails = true;
    if (!open || !trigger(open->window, QCoreApplication::translate("tc::TokenActions", "Refresh")))
        return {};
    return open->isRead() ? bannerOf(open->window) : ErrorText();
}

ErrorText ErrorScenes::cancelledList()
{
    const MisbehavingServer server(silent());
    Open open(*m_desk, profileAt(server.url(QStringLiteral("/")), Words::Console), madeUp, shop);
    const auto cancel = [&open] {
        return click(*part<StatePage>(open.window, "statePage"),
                     QCoreApplication::translate("tc::MainWindow", "Cancel"));
    };
    return QTest::qWaitForWindowExposed(&open.window) && QTest::qWaitFor(cancel) && open.isRead()
        ? open.page()
        : ErrorText();
}

ErrorText ErrorScenes::create(const Behaviour &fault, Words words)
{
    const MisbehavingServer server(servingBut("POST", fault));
    const auto open = openedAt(server.url(QStringLiteral("/")), words);
    return open ? outcomeOf(open->sentCreate(QStringLiteral("Till"))) : ErrorText();
}

ErrorText ErrorScenes::rename(const Behaviour &fault)
{
    const MisbehavingServer server(servingBut("PATCH", fault));
    const auto open = openedAt(server.url(QStringLiteral("/")));
    return open ? outcomeOf(open->sentRename()) : ErrorText();
}

ErrorText ErrorScenes::revoke(const Behaviour &fault)
{
    const MisbehavingServer server(servingBut("DELETE", fault));
    const auto open = openedAt(server.url(QStringLiteral("/")));
    return open ? outcomeOf(open->sentRevoke()) : ErrorText();
}

ErrorText ErrorScenes::connectTo(const ConnectionProfile &profile, CredentialStore &store, bool remembers,
                                 bool cancels)
{
    const QList<std::shared_ptr<const ServiceDescription>> services {profile.service};
    ConnectDialog dialog({services, m_desk->transport, m_desk->certificates, store, m_desk->clock}, profile);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    if (!QTest::qWaitForWindowExposed(&dialog))
        return {};
    part<QCheckBox>(dialog, "rememberCheck")->setChecked(remembers);
    auto *token = part<QLineEdit>(dialog, "tokenEdit");
    QTest::keyClicks(token, QString::fromLatin1(m_desk->backend.managementSecret()));
    QTest::keyClick(token, Qt::Key_Return);
    if (cancels && dialog.isBusy())
        QTest::keyClick(&dialog, Qt::Key_Escape);
    return QTest::qWaitFor([&dialog] { return !dialog.isBusy(); }, 10'000) ? bannerOf(dialog) : ErrorText();
}

ErrorText ErrorScenes::cancelledTest()
{
    const MisbehavingServer server(silent());
    return connectTo(profileAt(server.url(QStringLiteral("/")), Words::Console), m_desk->store, false, true);
}

ErrorText ErrorScenes::remember()
{
    KeychainStore keychain;
    return connectTo(m_desk->profile(), keychain, true, false);
}

ErrorText ErrorScenes::connectAssumed()
{
    auto vendors = std::make_shared<ServiceDescription>(*m_wordless);
    ConnectionProfile profile = profileAt(QUrl(QStringLiteral("https://vendor.invalid/")), Words::Console);
    profile.environmentId = QStringLiteral("prod");
    vendors->environments = {{profile.environmentId, {}, profile.baseUrl, {}, true}};
    profile.service = vendors;
    return connectTo(profile, m_desk->store, false, false);
}

ErrorText ErrorScenes::unreadableInventory()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("inventory.json"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    Inventory inventory(path, Redactor());
    MainWindow window(m_desk->clipboard);
    window.showGuide(profileAt(QUrl(QStringLiteral("https://vendor.invalid/")), Words::Console), inventory,
                     nullptr);
    window.show();
    if (!QTest::qWaitForWindowExposed(&window))
        return {};
    ErrorText text = read(*part<MessageBanner>(window, "inventoryBanner"));
    text.nextStep.replace(path, QStringLiteral("FILE"));
    return text;
}

ErrorText ErrorScenes::lostCreate(Fate fate, Fate reading)
{
    const auto open = openedOnRelay();
    if (!open)
        return {};
    m_relay->setFate("POST", fate);
    m_relay->setFate("GET", reading);
    const QString name = QStringLiteral("Till");
    ErrorText text = outcomeOf(open->sentCreate(name));
    for (const Token &token : open->session.tokens()) {
        if (token.name == name)
            text.nextStep.replace(token.mask, QStringLiteral("MASK"))
                .replace(dateTimeText(token.createdAt), QStringLiteral("WHEN"));
    }
    return text;
}

ErrorText ErrorScenes::lostEdit(Fate fate, Fate reading, const std::optional<QByteArray> &change)
{
    const auto open = openedOnRelay();
    const auto dialog = open ? open->dialog<EditIpRangesDialog>("Edit IP ranges") : nullptr;
    if (!dialog || !QTest::qWaitFor([&dialog] { return !dialog->isBusy(); }, 10'000)
        || (change && !changeBeside(*change)))
        return {};
    m_relay->setFate("PATCH", fate);
    m_relay->setFate("GET", reading);
    QTest::keyClicks(part<IpRangeEdit>(*dialog, "rangesEdit")->findChild<QLineEdit *>(),
                     QStringLiteral("127.0.0.9,"));
    dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
    return outcomeOf(QPointer<ActionDialog>(dialog));
}

ErrorText ErrorScenes::lostRevoke(Fate fate, Fate reading)
{
    const auto open = openedOnRelay();
    if (!open)
        return {};
    m_relay->setFate("DELETE", fate, -1);
    m_relay->setFate("GET", reading);
    return outcomeOf(open->sentRevoke());
}

bool ErrorScenes::changeBeside(const QByteArray &change) const
{
    const QString url = m_desk->url(QStringLiteral("api/v1/tokens/") + m_shopId);
    const QByteArrayList headers {"Content-Type: application/merge-patch+json", "If-Match: *"};
    const QByteArray &secret = m_desk->backend.managementSecret();
    return change.isEmpty() ? curl("DELETE", url, secret, 1).status == 204
                            : curl("PATCH", url, secret, 1, headers, change).status == 200;
}

} // namespace tc::test
