#include "desk.h"
#include "iprangeedit.h"
#include "mainwindow.h"
#include "messagebanner.h"
#include "onscreen.h"
#include "tokensecretdialog.h"
#include "verifytokendialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QRegularExpression>
#include <QTest>

using namespace tc;
using namespace tc::test;

/// What an admin comes for, from the list to the revoked token, checked from outside by curl.
class MainJobTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void refreshFillsTheList();
    void createCopyEnforceEditRevoke();
    void refreshBringsChangesFromOutside();
    void rename();
    void rotate();

private:
    [[nodiscard]] QTableView &table() const { return *part<QTableView>(*m_window, "table"); }
    [[nodiscard]] CurlAnswer resolve(const QByteArray &secret, int lastOctet) const;
    [[nodiscard]] QDialog *dialog() const { return openDialog<QDialog>(*m_window); }
    void closeSecretDialog(QByteArray *secret);

    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<TokenSession> m_session;
    std::unique_ptr<SavedSecrets> m_savedSecrets;
    std::unique_ptr<MainWindow> m_window;
};

void MainJobTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_desk = std::make_unique<Desk>();
    QVERIFY(m_desk->start());
    m_session = m_desk->managementSession();
    m_savedSecrets = m_desk->savedSecrets(m_desk->store);
    m_window = std::make_unique<MainWindow>(m_desk->clipboard);
    m_window->setSession(m_session.get(), {m_savedSecrets.get(), &m_desk->unconfirmed()});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_session->refresh();
    QTRY_COMPARE(columnTexts(table(), 0).size(), 1);
}

void MainJobTest::cleanup()
{
    if (m_window)
        m_window->setSession(nullptr, {});
    m_window.reset();
    m_savedSecrets.reset();
    m_session.reset();
    m_desk.reset();
}

CurlAnswer MainJobTest::resolve(const QByteArray &secret, int lastOctet) const
{
    const QString path = QStringLiteral("api/v1/integration/vat/resolve?vatId=DE284700631");
    return curl("GET", m_desk->url(path), secret, lastOctet);
}

/// Copies the secret that is shown to \a secret by way of the clipboard, and closes the dialog.
void MainJobTest::closeSecretDialog(QByteArray *secret)
{
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    auto *shown = openDialog<TokenSecretDialog>(*m_window);
    QVERIFY(click(*shown, QStringLiteral("Copy")));
    *secret = QGuiApplication::clipboard()->text().toLatin1();
    QVERIFY(secret->startsWith("tok_optimus_"));
    QVERIFY(click(*shown, QStringLiteral("I have stored this token")));
    QVERIFY(click(*shown, QStringLiteral("Done")));
    QTRY_VERIFY(!openDialog<TokenSecretDialog>(*m_window));
}

void MainJobTest::refreshFillsTheList()
{
    QVERIFY(!m_desk->backend.create({{QStringLiteral("name"), QStringLiteral("Elsewhere")}}).isEmpty());
    QVERIFY(trigger(*m_window, QStringLiteral("Refresh")));
    QTRY_VERIFY(columnTexts(table(), 0).contains(QStringLiteral("Elsewhere")));
    QVERIFY(everyText(*m_window).filter(QRegularExpression(QStringLiteral("^Updated .+"))).size() == 1);
}

void MainJobTest::createCopyEnforceEditRevoke()
{
    QVERIFY(click(*m_window, QStringLiteral("Create Token")));
    QTRY_VERIFY(dialog());
    QTest::keyClicks(part<QLineEdit>(*dialog(), "nameEdit"), QStringLiteral("Warehouse"));
    auto *ranges = part<IpRangeEdit>(*dialog(), "rangesEdit");
    auto *field = ranges->findChild<QLineEdit *>();
    QTest::keyClicks(field, QStringLiteral("127.0.0.2"));
    QTest::keyClick(field, Qt::Key_Return);
    QTest::keyClicks(field, QStringLiteral("192.0.2.0/24,"));
    QCOMPARE(ranges->ranges().toStringList(),
             (QStringList {QStringLiteral("127.0.0.2"), QStringLiteral("192.0.2.0/24")}));
    QVERIFY(click(*dialog(), QStringLiteral("Create Token")));
    QByteArray secret;
    closeSecretDialog(&secret);
    QVERIFY(!secret.isEmpty());

    QVERIFY(columnTexts(table(), 0).contains(QStringLiteral("Warehouse")));
    QCOMPARE(resolve(secret, 2).status, 200);
    CurlAnswer elsewhere = resolve(secret, 3);
    QCOMPARE(elsewhere.status, 403);
    QCOMPARE(elsewhere.code(), QStringLiteral("IP_NOT_ALLOWED"));

    QVERIFY(selectRow(table(), QStringLiteral("Warehouse")));
    QVERIFY(click(*m_window, QStringLiteral("Edit IP ranges")));
    QTRY_VERIFY(dialog() && button(*dialog(), QStringLiteral("Save"))->isEnabled());
    ranges = part<IpRangeEdit>(*dialog(), "rangesEdit");
    field = ranges->findChild<QLineEdit *>();
    QTest::keyClick(field, Qt::Key_Backspace);
    QTest::keyClick(field, Qt::Key_Backspace);
    QVERIFY(ranges->ranges().isEmpty());
    QTest::keyClicks(field, QStringLiteral("127.0.0.3"));
    // What is typed and not added yet counts: Save takes it.
    QVERIFY(click(*dialog(), QStringLiteral("Save")));
    QTRY_VERIFY(!dialog());
    elsewhere = resolve(secret, 2);
    QCOMPARE(elsewhere.status, 403);
    QCOMPARE(elsewhere.code(), QStringLiteral("IP_NOT_ALLOWED"));
    QCOMPARE(resolve(secret, 3).status, 200);

    QVERIFY(click(*m_window, QStringLiteral("Revoke")));
    QTRY_VERIFY(dialog());
    QVERIFY(click(*dialog(), QStringLiteral("Revoke")));
    QTRY_VERIFY(!dialog());
    const CurlAnswer revoked = resolve(secret, 3);
    QCOMPARE(revoked.status, 401);
    QCOMPARE(revoked.code(), QStringLiteral("TOKEN_REVOKED"));
    QVERIFY(!action(*m_window, QStringLiteral("Revoke"))->isEnabled());
}

void MainJobTest::refreshBringsChangesFromOutside()
{
    QByteArray secret;
    const QJsonObject made
        = m_desk->backend.create({{QStringLiteral("name"), QStringLiteral("Old")}}, &secret);
    QVERIFY(trigger(*m_window, QStringLiteral("Refresh")));
    QTRY_VERIFY(selectRow(table(), QStringLiteral("Old")));

    const QString id = made.value(QLatin1String("id")).toString();
    const CurlAnswer renamed = curl(
        "PATCH", m_desk->url(QStringLiteral("api/v1/tokens/") + id), m_desk->backend.managementSecret(), 2,
        {"Content-Type: application/merge-patch+json", "If-Match: *"}, R"({"name": "Renamed by curl"})");
    QCOMPARE(renamed.status, 200);
    QCOMPARE(resolve(secret, 2).status, 200);
    QVERIFY(trigger(*m_window, QStringLiteral("Refresh")));
    QTRY_VERIFY(columnTexts(table(), 0).contains(QStringLiteral("Renamed by curl")));
    QVERIFY(!columnTexts(table(), 0).contains(QStringLiteral("Old")));

    // The dates are the backend's, and the selection has stayed on the token.
    const QJsonObject there = m_desk->tokenNamed(QStringLiteral("Renamed by curl"));
    const auto instant = [&there](const char *name) {
        return QDateTime::fromString(there.value(QLatin1String(name)).toString(), Qt::ISODateWithMs);
    };
    const auto token = std::find_if(m_session->tokens().begin(), m_session->tokens().end(),
                                    [&id](const Token &each) { return each.id == id; });
    QVERIFY(token != m_session->tokens().end());
    QCOMPARE(token->createdAt, instant("createdAt"));
    QCOMPARE(token->lastUsedAt, instant("lastUsedAt"));
    QCOMPARE(token->lastUsedAddress, QStringLiteral("127.0.0.2"));
    QCOMPARE(part<QLabel>(*m_window, "nameText")->text(), QStringLiteral("Renamed by curl"));
}

void MainJobTest::rename()
{
    m_desk->backend.create({{QStringLiteral("name"), QStringLiteral("Shop")}});
    QVERIFY(trigger(*m_window, QStringLiteral("Refresh")));
    QTRY_VERIFY(selectRow(table(), QStringLiteral("Shop")));
    QVERIFY(click(*m_window, QStringLiteral("Rename")));
    QTRY_VERIFY(dialog());
    auto *name = part<QLineEdit>(*dialog(), "nameEdit");
    QVERIFY(!button(*dialog(), QStringLiteral("Rename"))->isEnabled());
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("Web shop"));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(!dialog());
    QVERIFY(columnTexts(table(), 0).contains(QStringLiteral("Web shop")));
    QCOMPARE(m_desk->countNamed(QStringLiteral("Web shop")), 1);
    QCOMPARE(m_desk->countNamed(QStringLiteral("Shop")), 0);
}

void MainJobTest::rotate()
{
    QByteArray oldSecret;
    m_desk->backend.create({{QStringLiteral("name"), QStringLiteral("Nightly")},
                            {QStringLiteral("allowedIps"), QJsonArray {QStringLiteral("127.0.0.2")}}},
                           &oldSecret);
    QVERIFY(trigger(*m_window, QStringLiteral("Refresh")));
    QTRY_VERIFY(selectRow(table(), QStringLiteral("Nightly")));
    QVERIFY(click(*m_window, QStringLiteral("Rotate")));
    QTRY_VERIFY(dialog());
    QVERIFY(click(*dialog(), QStringLiteral("Create new token")));
    QByteArray secret;
    closeSecretDialog(&secret);

    // The old one works until its revocation, which is offered, has been confirmed.
    QTRY_VERIFY(dialog());
    QVERIFY(button(*dialog(), QStringLiteral("Keep the old token")));
    QCOMPARE(resolve(secret, 2).status, 200);
    QCOMPARE(resolve(secret, 3).status, 403);
    QCOMPARE(resolve(oldSecret, 2).status, 200);

    // The steps are on show; the last uses are read again, and the new token can be verified from here.
    const auto steps = [this] {
        return part<QLabel>(*dialog(), "stepsLabel")->text();
    };
    QVERIFY(part<QLabel>(*dialog(), "stepsLabel")->isVisible());
    QVERIFY2(steps().contains(QStringLiteral("Last use of the new token: Never.")), qPrintable(steps()));
    QVERIFY(steps().contains(QStringLiteral("2. Switch your integration to the new token.")));
    QTRY_VERIFY(button(*dialog(), QStringLiteral("Refresh last use"))->isEnabled());
    QVERIFY(click(*dialog(), QStringLiteral("Refresh last use")));
    QTRY_VERIFY(!steps().contains(QStringLiteral("Never")));
    QVERIFY(part<QLabel>(*dialog(), "lastUsedText")->text() != QStringLiteral("Never"));
    const QPointer<QDialog> revoking = dialog();
    QVERIFY(click(*revoking, QStringLiteral("Verify new token…")));
    QTRY_VERIFY(openDialog<VerifyTokenDialog>(*revoking));
    QVERIFY(click(*openDialog<VerifyTokenDialog>(*revoking), QStringLiteral("Close")));
    QTRY_VERIFY(!openDialog<VerifyTokenDialog>(*revoking));
    QVERIFY(revoking && revoking->isVisible());
    QVERIFY(click(*revoking, QStringLiteral("Revoke")));
    QTRY_VERIFY(!dialog());
    QCOMPARE(resolve(oldSecret, 2).code(), QStringLiteral("TOKEN_REVOKED"));
    QCOMPARE(resolve(secret, 2).status, 200);
    QCOMPARE(m_desk->countNamed(QStringLiteral("Nightly")), 2);
}

QTEST_MAIN(MainJobTest)
#include "tst_mainjob.moc"
