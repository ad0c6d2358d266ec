#include "connectdialog.h"
#include "desk.h"
#include "messagebanner.h"
#include "onscreen.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QRegularExpression>
#include <QTest>

using namespace tc;
using namespace tc::test;

namespace {

const QString connectText = QStringLiteral("Connect");
const QString fetchText = QStringLiteral("Fetch list");
const QString defaultText = QStringLiteral("Server default");

} // namespace

/// The workspace in *Connect*, down to the backend's database.
class WorkspacesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void theServersDefaultIsAChoice();
    void offersThoseThatWereUsedBefore();
    void fetchesThoseThatTheServiceLists();
    void aForeignOneIsRefused();
    void asksForOneThatIsNeeded();
    void saysWhyThereIsNoList();
    void nothingAssumedIsSentToAVendorsHost();
    void keepsWhatIsEnteredWhereTheLanguageChanges();

private:
    void open(const ConnectionProfile &profile);
    void type(const QByteArray &token) const
    {
        QTest::keyClicks(part<QLineEdit>(*m_dialog, "tokenEdit"), QString::fromLatin1(token));
    }
    void typeWorkspace(const QString &text) const;
    [[nodiscard]] QComboBox &combo() const { return *part<QComboBox>(*m_dialog, "workspaceCombo"); }
    [[nodiscard]] QStringList choices() const;
    [[nodiscard]] MessageBanner &banner() const { return *part<MessageBanner>(*m_dialog, "banner"); }
    /// Presses *Connect* and gives the workspace that it ended with.
    [[nodiscard]] std::optional<QString> connected();

    std::unique_ptr<Desk> m_desk;
    QPointer<ConnectDialog> m_dialog;
    QStringList m_used; ///< at the desk's server
    std::optional<QString> m_connected; ///< the workspace
};

void WorkspacesTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_desk = std::make_unique<Desk>();
    QVERIFY(m_desk->startSystem(QStringLiteral("optiflow")));
    m_used.clear();
    m_connected.reset();
}

void WorkspacesTest::cleanup()
{
    delete m_dialog;
    m_desk.reset();
}

void WorkspacesTest::open(const ConnectionProfile &profile)
{
    ConnectDialog::Context context {m_desk->services, m_desk->transport, m_desk->certificates, m_desk->store,
                                    m_desk->clock};
    const QString here = m_desk->profile().credentialKey().toString();
    context.usedWorkspaces = [this, here](const ConnectionProfile &at) {
        return at.credentialKey().toString() == here ? m_used : QStringList();
    };
    m_dialog = new ConnectDialog(context, profile);
    connect(m_dialog, &ConnectDialog::connected, this,
            [this](const ConnectionProfile &made) { m_connected = made.workspace; });
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
}

void WorkspacesTest::typeWorkspace(const QString &text) const
{
    combo().lineEdit()->selectAll();
    QTest::keyClick(combo().lineEdit(), Qt::Key_Delete);
    QTest::keyClicks(combo().lineEdit(), text);
}

QStringList WorkspacesTest::choices() const
{
    QStringList texts;
    for (int i = 0; i < combo().count(); ++i)
        texts.append(combo().itemText(i));
    return texts;
}

std::optional<QString> WorkspacesTest::connected()
{
    m_connected.reset();
    if (!click(*m_dialog, connectText) || !QTest::qWaitFor([this] { return !m_dialog; }, 30'000))
        return std::nullopt;
    return m_connected;
}

void WorkspacesTest::theServersDefaultIsAChoice()
{
    open(m_desk->profile());
    QVERIFY(combo().isVisible() && combo().isEditable());
    QCOMPARE(combo().accessibleName(), QStringLiteral("Workspace"));
    QCOMPARE(combo().currentText(), defaultText);
    QCOMPARE(choices(), QStringList(defaultText));
    // The order that the vendor documents.
    const QString hint = part<QLabel>(*m_dialog, "workspaceHint")->text();
    QVERIFY2(hint.contains(QStringLiteral("current workspace, else their first")), qPrintable(hint));
    QVERIFY(hint.contains(QStringLiteral("X-Workspace-ID")));
    QCOMPARE(combo().accessibleDescription(), hint);
    type(m_desk->backend.managementSecret());
    QCOMPARE(connected(), std::optional(QString()));

    // An empty field means the same.
    open(m_desk->profile());
    typeWorkspace(QString());
    type(m_desk->backend.managementSecret());
    QCOMPARE(connected(), std::optional(QString()));
}

void WorkspacesTest::offersThoseThatWereUsedBefore()
{
    m_used = {QStringLiteral("2"), QStringLiteral("1")};
    ConnectionProfile profile = m_desk->profile();
    profile.workspace = QStringLiteral("1");
    open(profile);
    QCOMPARE(choices(), QStringList({defaultText, QStringLiteral("2"), QStringLiteral("1")}));
    QCOMPARE(combo().currentText(), QStringLiteral("1"));
    // At another server others were.
    auto *baseUrl = part<QLineEdit>(*m_dialog, "baseUrlEdit");
    const QString url = baseUrl->text();
    baseUrl->selectAll();
    QTest::keyClicks(baseUrl, QStringLiteral("https://other.invalid/"));
    QCOMPARE(choices(), QStringList(defaultText));
    QCOMPARE(combo().currentText(), QStringLiteral("1"));
    baseUrl->selectAll();
    QTest::keyClicks(baseUrl, url);
    QCOMPARE(choices().size(), 3);
    combo().setFocus();
    QTest::keyClick(&combo(), Qt::Key_Up);
    QCOMPARE(combo().currentText(), QStringLiteral("2"));
    type(m_desk->backend.managementSecret());
    QCOMPARE(connected(), std::optional(QStringLiteral("2")));
}

void WorkspacesTest::fetchesThoseThatTheServiceLists()
{
    m_used = {QStringLiteral("2")};
    open(m_desk->profile());
    QVERIFY(button(*m_dialog, fetchText));
    QVERIFY(!button(*m_dialog, fetchText)->isEnabled()); // whose they are, the token says
    // One that is not the user's does not hinder the list.
    typeWorkspace(QStringLiteral("99"));
    type(m_desk->backend.managementSecret());
    QVERIFY(click(*m_dialog, fetchText));
    QTRY_VERIFY(banner().isVisible());
    QVERIFY2(banner().sentence().startsWith(QLatin1String("The server lists 2 workspace")),
             qPrintable(banner().sentence()));
    QCOMPARE(combo().currentText(), QStringLiteral("99"));
    QCOMPARE(combo().count(), 3); // the one that was used is one of them
    for (int i = 1; i < combo().count(); ++i)
        QVERIFY(combo().itemText(i).endsWith(QLatin1String(" (") + combo().itemData(i).toString() + u')'));
    QTRY_VERIFY(combo().hasFocus() || combo().lineEdit()->hasFocus());
    combo().setCurrentIndex(combo().findData(QStringLiteral("2")));
    QVERIFY(combo().currentText().endsWith(QLatin1String(" (2)")));
    QCOMPARE(connected(), std::optional(QStringLiteral("2")));
}

void WorkspacesTest::aForeignOneIsRefused()
{
    open(m_desk->profile());
    typeWorkspace(QStringLiteral("3"));
    type(m_desk->backend.managementSecret());
    QVERIFY(click(*m_dialog, connectText));
    QTRY_VERIFY(banner().isVisible());
    QVERIFY(banner().sentence().contains(QStringLiteral("the workspace is not one of the user’s")));
    QCOMPARE(combo().currentText(), QStringLiteral("3"));
}

void WorkspacesTest::asksForOneThatIsNeeded()
{
    ServiceDescription description = *m_desk->services.constFirst();
    description.workspace.serverDefault = false;
    m_desk->services = {std::make_shared<const ServiceDescription>(description)};
    open(m_desk->profile());
    QCOMPARE(combo().count(), 0);
    type(m_desk->backend.managementSecret());
    QVERIFY(click(*m_dialog, connectText));
    QVERIFY(!m_dialog->isBusy());
    QCOMPARE(banner().sentence(), QString::fromUtf8("This service needs “Workspace” in every request."));
    QTRY_VERIFY(combo().lineEdit()->hasFocus());
    // To learn which there are, none is needed.
    QVERIFY(click(*m_dialog, fetchText));
    QTRY_COMPARE(combo().count(), 2);
    combo().setCurrentIndex(0);
    const QString first = combo().currentData().toString();
    QVERIFY(!first.isEmpty());
    QCOMPARE(connected(), std::optional(first));
}

void WorkspacesTest::saysWhyThereIsNoList()
{
    open(m_desk->profile());
    type(m_desk->backend.managementSecret() + "x");
    QVERIFY(click(*m_dialog, fetchText));
    QTRY_VERIFY(banner().isVisible());
    QVERIFY(banner().sentence().startsWith(QLatin1String("Unauthenticated")));
    QCOMPARE(choices(), QStringList(defaultText));
}

void WorkspacesTest::nothingAssumedIsSentToAVendorsHost()
{
    ServiceDescription description = *m_desk->services.constFirst();
    description.environments
        = {{QStringLiteral("prod"), {}, QUrl(QStringLiteral("https://vendor.invalid/")), {}, true}};
    m_desk->services = {std::make_shared<const ServiceDescription>(description)};
    ConnectionProfile profile;
    profile.service = m_desk->services.constFirst();
    profile.baseUrl = QUrl(QStringLiteral("https://vendor.invalid/"));
    profile.environmentId = QStringLiteral("prod");
    open(profile);
    type("1|abc");
    QVERIFY(click(*m_dialog, fetchText));
    QVERIFY(!m_dialog->isBusy());
    QVERIFY(banner().sentence().endsWith(QLatin1String("so nothing was sent.")));
    // Once the user says so, it is.
    QVERIFY(click(*m_dialog, QStringLiteral("This server serves the API…")));
    QVERIFY(!m_dialog->isBusy());
    QVERIFY(click(*openDialog<QMessageBox>(*m_dialog), QStringLiteral("Send it there")));
    QTRY_VERIFY(!m_dialog->isBusy());
    QTRY_COMPARE(banner().sentence(), QString::fromUtf8("The server’s name is not known."));
}

void WorkspacesTest::keepsWhatIsEnteredWhereTheLanguageChanges()
{
    open(m_desk->profile());
    for (const QString &entered : {QString(), QStringLiteral("7")}) {
        if (!entered.isEmpty())
            typeWorkspace(entered);
        QEvent change(QEvent::LanguageChange);
        QCoreApplication::sendEvent(m_dialog, &change);
        QCOMPARE(combo().currentText(), entered.isEmpty() ? defaultText : entered);
    }
}

QTEST_MAIN(WorkspacesTest)
#include "tst_workspaces.moc"
