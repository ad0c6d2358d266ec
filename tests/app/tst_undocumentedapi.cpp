#include "connectdialog.h"
#include "console.h"
#include "desk.h"
#include "messagebanner.h"
#include "onscreen.h"
#include "preferencesdialog.h"
#include "servicerules.h"
#include "signindialog.h"
#include "supportlog.h"
#include "vendorhosts.h"
#include "verifytokendialog.h"

#include <QApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace tc;
using namespace tc::test;

namespace {

/// Requests as a description has them.
struct DescribedCall
{
    QByteArray method;
    QRegularExpression path;

    [[nodiscard]] bool isSeenIn(const VendorHosts::Request &request) const
    {
        const QByteArray requestPath = request.target.split('?').constFirst();
        return request.method == method && path.match(QString::fromLatin1(requestPath)).hasMatch();
    }
};

DescribedCall callOf(const OperationRules &rules, const QUrl &baseUrl)
{
    static const QRegularExpression expression(QStringLiteral("\\\\\\{[^}]*\\\\\\}"));
    static const QRegularExpression query(QStringLiteral("(\\?|\\{[?&]).*$"));
    QString path = QRegularExpression::escape(baseUrl.path() + rules.target.text().remove(query));
    path.replace(expression, QStringLiteral("[^?]*"));
    return {rules.method, QRegularExpression(QRegularExpression::anchoredPattern(path))};
}

/// The calls of \a service at \a baseUrl that the vendor documents, or those that it does not.
QList<DescribedCall> callsOf(const ServiceDescription &service, const QUrl &baseUrl, bool documented)
{
    QList<DescribedCall> calls;
    for (const auto &rules : service.rules->operations) {
        if (rules && rules->documented == documented)
            calls.append(callOf(*rules, baseUrl));
    }
    if (service.rules->signIn && service.rules->signIn->request.documented == documented)
        calls.append(callOf(service.rules->signIn->request, baseUrl));
    return calls;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A user's description whose sign-in is assumed, too, as no shipped one's is.
bool writeSigningInDescription(const QString &path)
{
    QJsonObject root = QJsonDocument::fromJson(contentOf(QStringLiteral(":/services/npm.json"))).object();
    root.insert(QStringLiteral("id"), QStringLiteral("signing-in"));
    root.insert(
        QStringLiteral("environments"),
        QJsonArray {QJsonObject {{QStringLiteral("id"), QStringLiteral("prod")},
                                 {QStringLiteral("label"), QStringLiteral("Production")},
                                 {QStringLiteral("baseUrl"), QStringLiteral("https://vendor.example/")},
                                 {QStringLiteral("production"), true}}});
    QJsonObject signIn = root.value(QLatin1String("signIn")).toObject();
    signIn.insert(QStringLiteral("documented"), false);
    root.insert(QStringLiteral("signIn"), signIn);
    QJsonObject operations = root.value(QLatin1String("operations")).toObject();
    for (auto operation = operations.begin(); operation != operations.end(); ++operation) {
        QJsonObject rules = operation->toObject();
        rules.insert(QStringLiteral("documented"), false);
        *operation = rules;
    }
    root.insert(QStringLiteral("operations"), operations);
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(root).toJson()) > 0;
}

} // namespace

/// No operation that a vendor does not document is ever sent to the vendor's own host unless the user has
/// said that this server serves it. The whole console goes through what a user can do, with every host
/// played.
class UndocumentedApiTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void isSentWhereTheUserSaysSoOnly_data();
    void isSentWhereTheUserSaysSoOnly();
    void isSentToTheServerGivenByHandOnly_data();
    void isSentToTheServerGivenByHandOnly();

private:
    void start(bool named, bool withToken);
    void touchEverything();
    void verify();
    void tryToConnect();
    void answerQuestion(const char *answer);
    [[nodiscard]] MainWindow &window() const;
    [[nodiscard]] bool isGuideShown() const { return part<QLabel>(window(), "whyLabel")->isVisible(); }
    /// How many requests there were that the vendor does not document.
    [[nodiscard]] qsizetype assumedCount() const;
    /// … and how many that are none of its documented ones, whatever they are.
    [[nodiscard]] qsizetype strayCount() const;
    /// Whether the user's token went to the vendor.
    [[nodiscard]] bool isTokenSent() const;
    [[nodiscard]] qsizetype countOf(const QList<DescribedCall> &calls) const;
    /// The hosts that anything was sent to.
    [[nodiscard]] QSet<QString> hosts() const;

    QTemporaryDir m_descriptions;
    QList<std::shared_ptr<const ServiceDescription>> m_services;
    std::shared_ptr<const ServiceDescription> m_service;
    ServiceEnvironment m_environment;
    std::optional<QString> m_baseUrlOption;
    QByteArray m_token;
    bool m_isVerified = false; ///< once, at least
    std::unique_ptr<QTemporaryDir> m_data;
    std::unique_ptr<VendorHosts> m_vendors;
    SupportLog m_log;
    std::unique_ptr<Console> m_console;
};

void UndocumentedApiTest::initTestCase()
{
    QVERIFY(writeSigningInDescription(m_descriptions.filePath(QStringLiteral("signing-in.json"))));
    const QTemporaryDir data;
    const ServiceLoad load = loadServices(data.path(), m_descriptions.path());
    QVERIFY2(load.problems.isEmpty(), qPrintable(load.problems.phrase().join(u'\n')));
    m_services = load.services;
}

void UndocumentedApiTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_isVerified = false;
    m_baseUrlOption.reset();
    m_data = std::make_unique<QTemporaryDir>();
    m_vendors = std::make_unique<VendorHosts>();
    QVERIFY(m_vendors->isReady());
}

void UndocumentedApiTest::cleanup()
{
    m_console.reset();
    m_vendors.reset();
}

MainWindow &UndocumentedApiTest::window() const
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *window = qobject_cast<MainWindow *>(widget))
            return *window;
    }
    qFatal("there is no window");
}

void UndocumentedApiTest::start(bool named, bool withToken)
{
    m_console.reset();
    ConsoleStart start;
    start.options.dataDirectory = m_data->path();
    start.options.language = QStringLiteral("en");
    start.services = m_services;
    if (named) {
        start.options.serviceId = m_service->id;
        if (!m_environment.id.isEmpty())
            start.options.environmentId = m_environment.id;
    }
    start.options.baseUrl = m_baseUrlOption;
    if (withToken) {
        start.options.token = TokenOption::Given;
        start.tokenOption = Secret::copyOf(m_token);
    }
    m_console = std::make_unique<Console>(std::move(start), m_log);
    m_console->show();
    QVERIFY(QTest::qWaitForWindowExposed(&window()));
}

qsizetype UndocumentedApiTest::countOf(const QList<DescribedCall> &calls) const
{
    const QList<VendorHosts::Request> &requests = m_vendors->requests();
    return std::count_if(requests.cbegin(), requests.cend(), [&calls](const VendorHosts::Request &request) {
        return std::any_of(calls.cbegin(), calls.cend(),
                           [&](const DescribedCall &call) { return call.isSeenIn(request); });
    });
}

qsizetype UndocumentedApiTest::assumedCount() const
{
    return countOf(callsOf(*m_service, m_environment.baseUrl, false));
}

qsizetype UndocumentedApiTest::strayCount() const
{
    return m_vendors->requests().size() - countOf(callsOf(*m_service, m_environment.baseUrl, true));
}

bool UndocumentedApiTest::isTokenSent() const
{
    const QList<VendorHosts::Request> &requests = m_vendors->requests();
    return std::any_of(requests.cbegin(), requests.cend(), [this](const VendorHosts::Request &request) {
        return request.credential.contains(m_token);
    });
}

QSet<QString> UndocumentedApiTest::hosts() const
{
    QSet<QString> seen;
    for (const VendorHosts::Request &request : m_vendors->requests())
        seen.insert(request.host);
    return seen;
}

void UndocumentedApiTest::answerQuestion(const char *answer)
{
    QPointer<QMessageBox> question = openDialog<QMessageBox>(window());
    QVERIFY(question);
    QVERIFY(question->text().contains(m_environment.baseUrl.host()));
    QVERIFY(click(*question, QLatin1String(answer)));
    QTRY_VERIFY(!question);
}

/// Every action of the window that a user might try, by its button, menu or key.
void UndocumentedApiTest::touchEverything()
{
    for (const char *name : {"Refresh", "Create Token", "Rename", "Edit IP ranges", "Rotate", "Revoke"})
        QVERIFY2(!trigger(window(), QLatin1String(name)), name);
    for (const auto &[key, modifiers] : {std::pair(Qt::Key_F5, Qt::NoModifier),
                                         {Qt::Key_N, Qt::ControlModifier},
                                         {Qt::Key_R, Qt::ControlModifier},
                                         {Qt::Key_Delete, Qt::NoModifier}})
        QTest::keyClick(&window(), key, modifiers);
    for (const QEvent::Type type : {QEvent::WindowDeactivate, QEvent::WindowActivate}) {
        QEvent event(type);
        QApplication::sendEvent(&window(), &event);
    }
    QVERIFY(trigger(window(), QStringLiteral("Settings…")));
    QPointer<PreferencesDialog> settings = openDialog<PreferencesDialog>(window());
    QVERIFY(settings);
    settings->accept();
    QTRY_VERIFY(!settings);
}

/// The one thing that may be sent, where the vendor documents it.
void UndocumentedApiTest::verify()
{
    const ConnectionProfile profile {m_service, m_environment.baseUrl, m_environment.id, {}, {}};
    QCOMPARE(action(window(), QStringLiteral("Verify token…"))->isEnabled(), profile.mayVerify());
    if (!profile.mayVerify())
        return;
    const qsizetype before = m_vendors->requests().size();
    QVERIFY(trigger(window(), QStringLiteral("Verify token…")));
    QPointer<VerifyTokenDialog> dialog = openDialog<VerifyTokenDialog>(window());
    QVERIFY(dialog);
    part<QLineEdit>(*dialog, "tokenEdit")->setText(QString::fromLatin1(m_token));
    QVERIFY(click(*dialog, QStringLiteral("Verify")));
    if (auto *useAnyway = button(*dialog, QStringLiteral("Use it anyway")))
        useAnyway->click();
    // Where the vendor takes one call in minutes, the first one counts, over every restart.
    const bool waits = ServiceMapping(m_service).verificationCall()->oneCallEvery.count() > 0 && m_isVerified;
    const auto &banner = *part<MessageBanner>(*dialog, "banner");
    if (waits)
        QTRY_VERIFY(banner.isVisible()
                    && banner.nextStep().startsWith(QLatin1String("The next one is sent in")));
    else
        QTRY_VERIFY(m_vendors->requests().size() > before);
    QCOMPARE(m_vendors->requests().size() > before, !waits);
    m_isVerified = true;
    delete dialog;
}

void UndocumentedApiTest::tryToConnect()
{
    QVERIFY(trigger(window(), QStringLiteral("Connect…")));
    QPointer<ConnectDialog> dialog = openDialog<ConnectDialog>(window());
    QVERIFY(dialog);
    const auto &banner = *part<MessageBanner>(*dialog, "banner");
    part<QLineEdit>(*dialog, "tokenEdit")->setText(QString::fromLatin1(m_token));
    QStringList ways {QStringLiteral("Test connection"), QStringLiteral("Connect")};
    if (m_service->rules->signIn)
        ways.append(QStringLiteral("Sign in…"));
    for (const QString &way : ways) {
        QVERIFY(click(*dialog, way));
        QVERIFY(!dialog->isBusy());
        QVERIFY(!openDialog<SignInDialog>(window()));
        QVERIFY(banner.isVisible());
        QVERIFY(click(banner, QStringLiteral("This server serves the API…")));
        answerQuestion("Cancel");
    }
    QVERIFY(click(banner, QStringLiteral("Manage by hand")));
    QTRY_VERIFY(!dialog);
}

void UndocumentedApiTest::isSentWhereTheUserSaysSoOnly_data()
{
    QTest::addColumn<QString>("serviceId");
    QTest::addColumn<QString>("environmentId");
    int shipped = 0;
    for (const auto &service : m_services) {
        // One without environments is below: its servers are all the user's.
        for (const ServiceEnvironment &environment : service->environments) {
            if (!service->assumed)
                continue;
            shipped += service->id == QLatin1String("signing-in") ? 0 : 1;
            QTest::addRow("%s, %s", qPrintable(service->id), qPrintable(environment.id))
                << service->id << environment.id;
        }
    }
    QVERIFY(shipped >= 5);
}

void UndocumentedApiTest::isSentWhereTheUserSaysSoOnly()
{
    QFETCH(QString, serviceId);
    QFETCH(QString, environmentId);
    m_service = *std::find_if(m_services.cbegin(), m_services.cend(),
                              [&](const auto &service) { return service->id == serviceId; });
    m_environment = *m_service->environment(environmentId);
    QString prefix = m_service->secretPrefixes.value(0);
    for (const QString &each : m_service->secretPrefixes) {
        if (m_service->prefixEnvironments.value(each, environmentId) == environmentId)
            prefix = each;
    }
    m_token = prefix.toLatin1() + QByteArray(40, 'x');
    QVERIFY(!callsOf(*m_service, m_environment.baseUrl, false).isEmpty());

    start(true, false);
    QTRY_VERIFY(isGuideShown());
    touchEverything();
    verify();
    tryToConnect();
    QTRY_VERIFY(isGuideShown());
    start(false, false); // where it was last
    QTRY_VERIFY(isGuideShown());
    touchEverything();
    verify();
    start(true, true);
    QTRY_VERIFY(isGuideShown());
    touchEverything();
    verify();
    QVERIFY(click(window(), QStringLiteral("This server serves the API…")));
    answerQuestion("Cancel");
    QCOMPARE(assumedCount(), 0);
    QCOMPARE(strayCount(), 0);
    QVERIFY(!isTokenSent());

    // It is the declaration alone that lets them go; so this is a check that can fail.
    QVERIFY(click(window(), QStringLiteral("This server serves the API…")));
    answerQuestion("Send it there");
    QTRY_VERIFY(assumedCount() > 0);
    QTRY_VERIFY(isTokenSent());
    QTRY_VERIFY(!action(window(), QStringLiteral("Cancel"))->isEnabled());
    qsizetype before = assumedCount();
    start(true, true);
    QTRY_VERIFY(assumedCount() > before);
    QTRY_VERIFY(!action(window(), QStringLiteral("Cancel"))->isEnabled());

    // And it is taken back, for the next start too.
    QVERIFY(trigger(window(), QStringLiteral("Stop using the undocumented API")));
    QTRY_VERIFY(isGuideShown());
    before = assumedCount();
    touchEverything();
    verify();
    start(true, true);
    QTRY_VERIFY(isGuideShown());
    touchEverything();
    verify();
    QCOMPARE(assumedCount(), before);
}

void UndocumentedApiTest::isSentToTheServerGivenByHandOnly_data()
{
    QTest::addColumn<QString>("serviceId");
    int rows = 0;
    for (const auto &service : m_services) {
        if (!service->assumed || !service->environments.isEmpty())
            continue;
        ++rows;
        QTest::addRow("%s", qPrintable(service->id)) << service->id;
    }
    QVERIFY(rows > 0);
}

/// Where the description names no server, none is the vendor's own: a base URL given by hand counts as said
/// (design, 5). Nothing goes anywhere before there is one, and nothing anywhere else afterwards.
void UndocumentedApiTest::isSentToTheServerGivenByHandOnly()
{
    QFETCH(QString, serviceId);
    m_service = *std::find_if(m_services.cbegin(), m_services.cend(),
                              [&](const auto &service) { return service->id == serviceId; });
    Desk desk;
    QVERIFY(desk.startSystem(serviceId));
    m_environment = {};
    m_environment.baseUrl = QUrl(QStringLiteral("https://acme.customer.example/api/v1/"));
    m_vendors->passOn(m_environment.baseUrl, desk.profile().baseUrl);
    const QSet<QString> theirs {m_environment.baseUrl.host()};
    m_token = desk.backend.managementSecret();
    QVERIFY(!callsOf(*m_service, m_environment.baseUrl, false).isEmpty());

    start(true, true);
    QTRY_VERIFY(openDialog<ConnectDialog>(window())
                || action(window(), QStringLiteral("Connect…"))->isEnabled());
    QPointer<ConnectDialog> dialog = openDialog<ConnectDialog>(window());
    if (!dialog) {
        QVERIFY(trigger(window(), QStringLiteral("Connect…")));
        dialog = openDialog<ConnectDialog>(window());
    }
    QVERIFY(dialog);
    const auto &banner = *part<MessageBanner>(*dialog, "banner");
    const auto enter = [&dialog](const QString &url) {
        auto *edit = part<QLineEdit>(*dialog, "baseUrlEdit");
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, url);
    };
    QCOMPARE(part<QLineEdit>(*dialog, "baseUrlEdit")->text(), QString());
    part<QLineEdit>(*dialog, "tokenEdit")->setText(QString::fromLatin1(m_token));
    for (const char *none : {"", "acme.customer.example", "http://acme.customer.example/api/v1/"}) {
        enter(QLatin1String(none));
        for (const char *way : {"Test connection", "Connect"}) {
            QVERIFY(click(*dialog, QLatin1String(way)));
            QVERIFY(!dialog->isBusy());
            QVERIFY(banner.isVisible());
        }
    }
    QVERIFY(m_vendors->requests().isEmpty());

    enter(m_environment.baseUrl.toString());
    QVERIFY(click(*dialog, QStringLiteral("Test connection")));
    QTRY_VERIFY(!dialog->isBusy());
    QVERIFY2(banner.sentence().startsWith(QLatin1String("The connection works")),
             qPrintable(banner.sentence()));
    QVERIFY(!button(banner, QStringLiteral("This server serves the API…")));
    QVERIFY(assumedCount() > 0);
    QVERIFY(isTokenSent());
    QVERIFY(click(*dialog, QStringLiteral("Connect")));
    QTRY_VERIFY(!dialog);
    QTRY_VERIFY(action(window(), QStringLiteral("Create Token"))->isEnabled());
    QTRY_VERIFY(!action(window(), QStringLiteral("Cancel"))->isEnabled());
    // There is no declaration to take back.
    QVERIFY(!trigger(window(), QStringLiteral("Stop using the undocumented API")));

    qsizetype before = assumedCount();
    start(false, false); // where it was last
    QTRY_VERIFY(assumedCount() > before);
    QTRY_VERIFY(!action(window(), QStringLiteral("Cancel"))->isEnabled());

    m_data = std::make_unique<QTemporaryDir>();
    m_baseUrlOption = m_environment.baseUrl.toString();
    before = assumedCount();
    start(true, true);
    QTRY_VERIFY(assumedCount() > before);
    QTRY_VERIFY(!action(window(), QStringLiteral("Cancel"))->isEnabled());
    QCOMPARE(hosts(), theirs);
    m_console.reset(); // before its server
}

QTEST_MAIN(UndocumentedApiTest)
#include "tst_undocumentedapi.moc"
