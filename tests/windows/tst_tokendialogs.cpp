#include "../api/misbehavingserver.h"
#include "createtokendialog.h"
#include "desk.h"
#include "editiprangesdialog.h"
#include "iprangeedit.h"
#include "mainwindow.h"
#include "messagebanner.h"
#include "onscreen.h"
#include "renamedialog.h"
#include "revokedialog.h"
#include "rotatedialog.h"
#include "tokensecretdialog.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>

using namespace tc;
using namespace tc::test;

namespace {

const QString shop = QStringLiteral("Shop");
const QString cancel = QStringLiteral("Cancel");

} // namespace

/// The dialogs about one token of the list: *Rename*, *Edit IP ranges*, *Rotate*, *Revoke*.
class TokenDialogsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void cancelEndsTheCallAndStaysOpen_data();
    void cancelEndsTheCallAndStaysOpen();
    void rangesStayClosedUntilTheTokenIsRead();
    void cancelWhileReadingCloses();
    void tooManyRangesEndAtTheChips();
    void editWarnsOfShuttingOut();
    void editWarnsOfTheOwnToken();
    void editKeepsRangesItCannotRead();
    void aChangeMeanwhileIsShownAndOverwrittenKnowingly();
    void refusedNameEndsAtTheName();
    void aNameWithoutItsSecretIsNotSent();
    void revokeHasCancelAsDefault();
    void revokeNamesTheOwnToken();
    void rotateKeepsTheLifetime_data();
    void rotateKeepsTheLifetime();
    void presetsOnlyWhereTheExpiryIsNotFree_data();
    void presetsOnlyWhereTheExpiryIsNotFree();
    void rotateWithoutStoringOffersNoRevocation();
    void aSecretIsShownThoughTheRestCannotBeRead();

private:
    [[nodiscard]] Token token(const QString &name);
    template <typename T>
    [[nodiscard]] QPointer<T> shown(T *dialog);
    [[nodiscard]] MessageBanner &banner(const QDialog &dialog) const
    {
        return *part<MessageBanner>(dialog, "banner");
    }

    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<TokenSession> m_session;
    QPointer<QDialog> m_dialog;
};

void TokenDialogsTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_desk = std::make_unique<Desk>();
    QVERIFY(m_desk->start());
    m_desk->backend.create({{QStringLiteral("name"), shop},
                            {QStringLiteral("allowedIps"), QJsonArray {QStringLiteral("127.0.0.2")}}});
    m_session = m_desk->managementSession();
    m_session->refresh();
    QTRY_COMPARE(m_session->tokens().size(), 2);
    QTRY_VERIFY(m_session->ownToken());
}

void TokenDialogsTest::cleanup()
{
    delete m_dialog;
    m_session.reset();
    m_desk.reset();
}

Token TokenDialogsTest::token(const QString &name)
{
    for (const Token &each : m_session->tokens()) {
        if (each.name == name)
            return each;
    }
    return {};
}

template <typename T>
QPointer<T> TokenDialogsTest::shown(T *dialog)
{
    m_dialog = dialog;
    dialog->show();
    return QTest::qWaitForWindowExposed(dialog) ? dialog : nullptr;
}

void TokenDialogsTest::cancelEndsTheCallAndStaysOpen_data()
{
    QTest::addColumn<QString>("dialogName");
    QTest::addColumn<QString>("accept");
    QTest::newRow("rename") << QStringLiteral("rename") << QStringLiteral("Rename");
    QTest::newRow("edit") << QStringLiteral("edit") << QStringLiteral("Save");
    QTest::newRow("rotate") << QStringLiteral("rotate") << QStringLiteral("Create new token");
    QTest::newRow("revoke") << QStringLiteral("revoke") << QStringLiteral("Revoke");
}

void TokenDialogsTest::cancelEndsTheCallAndStaysOpen()
{
    QFETCH(QString, dialogName);
    QFETCH(QString, accept);
    QPointer<ActionDialog> dialog;
    if (dialogName == QLatin1String("rename"))
        dialog = shown(new RenameDialog(*m_session, token(shop)));
    else if (dialogName == QLatin1String("edit"))
        dialog = shown(new EditIpRangesDialog(*m_session, token(shop)));
    else if (dialogName == QLatin1String("rotate"))
        dialog = shown(new RotateDialog(*m_session, token(shop)));
    else
        dialog = shown(new RevokeDialog(*m_session, token(shop), RevokeDialog::Occasion::Asked));
    QVERIFY(dialog);
    QTRY_VERIFY(!dialog->isBusy());
    if (auto *name = part<QLineEdit>(*dialog, "nameEdit"))
        name->setText(QStringLiteral("Another"));

    m_desk->freeze();
    QVERIFY(click(*dialog, accept));
    QVERIFY(dialog->isBusy());
    QVERIFY(part<QProgressBar>(*dialog, "busyBar")->isVisible());
    QVERIFY(!button(*dialog, accept)->isEnabled());
    QTRY_VERIFY(m_desk->hasUnreadBytes());
    QVERIFY(click(*dialog, cancel));
    // Whether it was done is asked now, and that can be ended, too.
    QVERIFY(dialog->isBusy());
    QCOMPARE(banner(*dialog).sentence(), QStringLiteral("Checking what happened…"));
    QVERIFY(click(*dialog, cancel));
    QVERIFY(!dialog->isBusy());
    QVERIFY(dialog->isVisible());
    QVERIFY(banner(*dialog).sentence().startsWith(QStringLiteral("It is not known whether ")));
    QVERIFY(button(*dialog, accept)->isEnabled());
    QVERIFY(click(*dialog, cancel));
    QTRY_VERIFY(!dialog);
    m_desk->thaw();
}

void TokenDialogsTest::rangesStayClosedUntilTheTokenIsRead()
{
    const quint16 port = m_desk->backend.port();
    const QString database = m_desk->backend.database();
    QCOMPARE(m_desk->backend.terminate(), 0);
    const auto dialog = shown(new EditIpRangesDialog(*m_session, token(shop)));
    QVERIFY(dialog);
    QTRY_VERIFY(banner(*dialog).isVisible());
    auto *ranges = part<IpRangeEdit>(*dialog, "rangesEdit");
    QVERIFY(!ranges->isEnabled());
    QVERIFY(!button(*dialog, QStringLiteral("Save"))->isEnabled());

    QVERIFY(m_desk->backend.start({QStringLiteral("--listen"), QStringLiteral("127.0.0.1:%1").arg(port)}));
    QVERIFY(click(banner(*dialog), QStringLiteral("Try again")));
    QTRY_VERIFY(ranges->isEnabled());
    QVERIFY(!banner(*dialog).isVisible());
    QVERIFY(button(*dialog, QStringLiteral("Save"))->isEnabled());
    auto *field = ranges->findChild<QLineEdit *>();
    QTRY_VERIFY(field->hasFocus());
    QTest::keyClicks(field, QStringLiteral("127.0.0.9,"));
    QVERIFY(click(*dialog, QStringLiteral("Save")));
    QTRY_VERIFY(!dialog);
    const QJsonArray saved = m_desk->tokenNamed(shop).value(QLatin1String("allowedIps")).toArray();
    QCOMPARE(saved, (QJsonArray {QStringLiteral("127.0.0.2"), QStringLiteral("127.0.0.9")}));
}

void TokenDialogsTest::cancelWhileReadingCloses()
{
    m_desk->freeze();
    const auto dialog = shown(new EditIpRangesDialog(*m_session, token(shop)));
    QVERIFY(dialog && dialog->isBusy());
    QVERIFY(!part<IpRangeEdit>(*dialog, "rangesEdit")->isEnabled());
    QVERIFY(click(*dialog, cancel));
    QTRY_VERIFY(!dialog);
    m_desk->thaw();
}

void TokenDialogsTest::tooManyRangesEndAtTheChips()
{
    const auto dialog = shown(new EditIpRangesDialog(*m_session, token(shop)));
    QTRY_VERIFY(dialog && !dialog->isBusy());
    auto *ranges = part<IpRangeEdit>(*dialog, "rangesEdit");
    AllowedIps many;
    for (int i = 0; i < 201; ++i)
        QVERIFY(many.add(*IpRange::parse(QStringLiteral("10.0.%1.1").arg(i))));
    ranges->setRanges(many);
    QVERIFY(click(*dialog, QStringLiteral("Save")));
    QTRY_VERIFY(banner(*dialog).isVisible());
    QVERIFY(everyText(*ranges).contains(QStringLiteral("There may be at most 200 IP ranges.")));
    QTRY_VERIFY(ranges->isAncestorOf(dialog->focusWidget()));
    QCOMPARE(ranges->ranges(), many);
}

void TokenDialogsTest::editWarnsOfShuttingOut()
{
    QByteArray secret;
    m_desk->backend.create({{QStringLiteral("name"), QStringLiteral("Used")}}, &secret);
    const QString path = QStringLiteral("api/v1/integration/vat/resolve?vatId=DE284700631");
    QCOMPARE(curl("GET", m_desk->url(path), secret, 7).status, 200);
    m_session->refresh();
    QTRY_COMPARE(m_session->tokens().size(), 3);
    const auto dialog = shown(new EditIpRangesDialog(*m_session, token(QStringLiteral("Used"))));
    QTRY_VERIFY(dialog && !dialog->isBusy());
    const auto *warning = part<QLabel>(*dialog, "warningLabel");
    QVERIFY(!warning->isVisible());
    auto *field = part<IpRangeEdit>(*dialog, "rangesEdit")->findChild<QLineEdit *>();
    QTest::keyClicks(field, QStringLiteral("203.0.113.7,"));
    QVERIFY(warning->isVisible());
    QCOMPARE(warning->text(),
             QStringLiteral("It was last used from 127.0.0.7: after this change that address is refused."));
    QTest::keyClicks(field, QStringLiteral("127.0.0.0/28,"));
    QVERIFY(!warning->isVisible());
}

void TokenDialogsTest::editWarnsOfTheOwnToken()
{
    const auto dialog = shown(new EditIpRangesDialog(*m_session, *m_session->ownToken()));
    QTRY_VERIFY(dialog && !dialog->isBusy());
    auto *field = part<IpRangeEdit>(*dialog, "rangesEdit")->findChild<QLineEdit *>();
    QTest::keyClicks(field, QStringLiteral("203.0.113.7,"));
    const auto *warning = part<QLabel>(*dialog, "warningLabel");
    QVERIFY(warning->isVisible());
    QCOMPARE(warning->text(),
             QStringLiteral("You use this token yourself, from 127.0.0.1: after this change the server "
                            "refuses you."));
}

/// Fault 20: 412.
void TokenDialogsTest::editKeepsRangesItCannotRead()
{
    const MisbehavingServer server([](QTcpSocket &socket, const QByteArray &request) {
        const QByteArray json = "Content-Type: application/json\r\n";
        const QByteArray token
            = R"({"id":"1","name":"Shop","prefix":"tok_optimus_abcdef","access":"integration",)"
              R"("createdAt":"2026-01-01T00:00:00Z","lastUsedAt":null,"lastUsedIp":null,"expiresAt":null,)"
              R"("revokedAt":null,"allowedIps":["10.0.0.0/8","2001:0db8::/32","office"]})";
        if (request.contains("/1 "))
            socket.write(httpReply("200 OK", json + "ETag: \"1\"\r\n", token));
        else
            socket.write(httpReply("200 OK", json, "{\"items\":[" + token + "],\"nextCursor\":null}"));
    });
    ConnectionProfile profile = m_desk->profile();
    profile.baseUrl = server.url(QStringLiteral("/"));
    TokenSession session(profile, std::make_shared<const Secret>(Secret::copyOf("tok_optimus_made_up")),
                         m_desk->transport, m_desk->clock);
    session.refresh();
    QTRY_COMPARE(session.tokens().size(), 1);

    EditIpRangesDialog dialog(session, session.tokens().constFirst());
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    auto *save = button(dialog, QStringLiteral("Save"));
    QVERIFY(save);
    QTRY_VERIFY(save->isEnabled());
    QVERIFY(
        part<QLabel>(dialog, "warningLabel")->text().contains(QStringLiteral("stay as they are: office")));
    QVERIFY(part<QLabel>(dialog, "afterText")->text().contains(QStringLiteral("2001:0db8::/32, office")));
    QVERIFY(click(dialog, QStringLiteral("Save")));
    QTRY_VERIFY(!dialog.isVisible());
    const auto &requests = server.requests();
    QVERIFY(std::any_of(requests.cbegin(), requests.cend(), [](const QByteArray &request) {
        return request.startsWith("PATCH ")
            && request.contains(R"(["10.0.0.0/8","2001:0db8::/32","office"])");
    }));
}

void TokenDialogsTest::aChangeMeanwhileIsShownAndOverwrittenKnowingly()
{
    const auto dialog = shown(new EditIpRangesDialog(*m_session, token(shop)));
    QTRY_VERIFY(dialog && !dialog->isBusy());
    auto *ranges = part<IpRangeEdit>(*dialog, "rangesEdit");
    QTest::keyClicks(ranges->findChild<QLineEdit *>(), QStringLiteral("127.0.0.9,"));
    const IpRanges mine = ranges->ranges();
    const CurlAnswer changed = curl("PATCH", m_desk->url(QStringLiteral("api/v1/tokens/") + token(shop).id),
                                    m_desk->backend.managementSecret(), 1,
                                    {"Content-Type: application/merge-patch+json", "If-Match: *"},
                                    R"({"allowedIps": ["127.0.0.3"]})");
    QCOMPARE(changed.status, 200);

    QVERIFY(click(*dialog, QStringLiteral("Save")));
    QTRY_VERIFY(banner(*dialog).isVisible());
    QCOMPARE(banner(*dialog).sentence(),
             QStringLiteral("The token was changed by someone else in the meantime."));
    QCOMPARE(part<QLabel>(*dialog, "beforeText")->text(), QStringLiteral("127.0.0.3"));
    QCOMPARE(ranges->ranges(), mine);
    QCOMPARE(m_desk->tokenNamed(shop).value(QLatin1String("allowedIps")).toArray(),
             QJsonArray {QStringLiteral("127.0.0.3")});

    QVERIFY(click(*dialog, QStringLiteral("Save")));
    QTRY_VERIFY(!dialog);
    QCOMPARE(m_desk->tokenNamed(shop).value(QLatin1String("allowedIps")).toArray(),
             (QJsonArray {QStringLiteral("127.0.0.2"), QStringLiteral("127.0.0.9")}));
}

void TokenDialogsTest::refusedNameEndsAtTheName()
{
    const auto dialog = shown(new RenameDialog(*m_session, token(shop)));
    QVERIFY(dialog);
    auto *name = part<QLineEdit>(*dialog, "nameEdit");
    const QString refused = QStringLiteral("Shop\u20287");
    name->setText(refused);
    QVERIFY(click(*dialog, QStringLiteral("Rename")));
    QTRY_VERIFY(banner(*dialog).isVisible());
    QCOMPARE(part<QLabel>(*dialog, "nameError")->text(),
             QStringLiteral("The name must not contain control characters."));
    QTRY_VERIFY(name->hasFocus());
    QCOMPARE(name->text(), refused);
}

/// The list shows such a name without the secret; what is shown is not to become the name.
void TokenDialogsTest::aNameWithoutItsSecretIsNotSent()
{
    const QString trueName = QStringLiteral("Till tok_optimus_") + QStringLiteral("Zx").repeated(20);
    const QString shownName = QStringLiteral("Till tok_optimus_[redacted]");
    m_desk->backend.create({{QStringLiteral("name"), trueName}});
    m_session->refresh();
    QTRY_COMPARE(token(shownName).name, shownName);
    const auto dialog = shown(new RenameDialog(*m_session, token(shownName)));
    QVERIFY(dialog);
    auto *name = part<QLineEdit>(*dialog, "nameEdit");
    name->setText(shownName + QStringLiteral(" 2"));
    QVERIFY(click(*dialog, QStringLiteral("Rename")));
    QTRY_VERIFY(banner(*dialog).isVisible());
    QVERIFY(banner(*dialog).sentence().startsWith(QStringLiteral("Where “[redacted]” stands")));
    QCOMPARE(m_desk->countNamed(trueName), 1);

    name->setText(QStringLiteral("Till 2"));
    QVERIFY(click(*dialog, QStringLiteral("Rename")));
    QTRY_VERIFY(!dialog);
    QCOMPARE(m_desk->countNamed(trueName), 0);
    QCOMPARE(m_desk->countNamed(QStringLiteral("Till 2")), 1);
}

void TokenDialogsTest::revokeHasCancelAsDefault()
{
    const auto dialog = shown(new RevokeDialog(*m_session, token(shop), RevokeDialog::Occasion::Asked));
    QVERIFY(dialog);
    auto *keep = qobject_cast<QPushButton *>(button(*dialog, cancel));
    QVERIFY(keep->isDefault());
    QTRY_VERIFY(keep->hasFocus());
    QVERIFY(!part<QLabel>(*dialog, "ownTokenLabel")->isVisible());
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(!dialog);
    QVERIFY(m_desk->tokenNamed(shop).value(QLatin1String("revokedAt")).isNull());
}

void TokenDialogsTest::revokeNamesTheOwnToken()
{
    const auto dialog
        = shown(new RevokeDialog(*m_session, *m_session->ownToken(), RevokeDialog::Occasion::Asked));
    QVERIFY(dialog);
    const auto *label = part<QLabel>(*dialog, "ownTokenLabel");
    QVERIFY(label->isVisible());
    QVERIFY(label->text().startsWith(QStringLiteral("It is your own token")));
}

void TokenDialogsTest::rotateKeepsTheLifetime_data()
{
    QTest::addColumn<int>("days");
    QTest::addColumn<QString>("choice");
    QTest::newRow("never") << 0 << QStringLiteral("Never");
    QTest::newRow("preset") << 90 << QStringLiteral("In 90 day(s)");
    QTest::newRow("another") << 12 << QStringLiteral("On a date…");
}

void TokenDialogsTest::rotateKeepsTheLifetime()
{
    QFETCH(int, days);
    QFETCH(QString, choice);
    Token old = token(shop);
    // Made ten days ago: what counts is how long it was made for, not what is left of it.
    old.createdAt = m_session->clock().now().addDays(-10);
    old.expiry = days > 0 ? Expiry::after(days, old.createdAt) : Expiry::never();
    const auto dialog = shown(new RotateDialog(*m_session, old));
    QVERIFY(dialog);
    QCOMPARE(part<QComboBox>(*dialog, "expiryChoice")->currentText(), choice);
    QVERIFY(click(*dialog, QStringLiteral("Create new token")));
    QTRY_VERIFY(!dialog);
    for (const QJsonValue &each : m_desk->tokens()) {
        const QString end = each.toObject().value(QLatin1String("expiresAt")).toString();
        if (each.toObject().value(QLatin1String("name")).toString() != shop
            || each.toObject().value(QLatin1String("id")).toString() == old.id)
            continue;
        QCOMPARE(end.isEmpty(), days == 0);
        const QDateTime instant = QDateTime::fromString(end, Qt::ISODateWithMs);
        if (days > 0)
            QVERIFY(qAbs(m_session->clock().now().addDays(days).secsTo(instant)) < 60);
    }
    QCOMPARE(m_desk->countNamed(shop), 2);
}

void TokenDialogsTest::presetsOnlyWhereTheExpiryIsNotFree_data()
{
    QTest::addColumn<bool>("never");
    QTest::addColumn<int>("days"); // of the token that is rotated; 0 for never
    QTest::addColumn<QString>("choice");
    QTest::newRow("a preset") << true << 90 << QStringLiteral("In 90 day(s)");
    QTest::newRow("between two") << true << 31 << QStringLiteral("In 90 day(s)");
    QTest::newRow("shorter than all") << true << 3 << QStringLiteral("In 7 day(s)");
    QTest::newRow("longer than all") << true << 500 << QStringLiteral("In 90 day(s)");
    QTest::newRow("never") << true << 0 << QStringLiteral("Never");
    QTest::newRow("never, where that is not to be had") << false << 0 << QStringLiteral("In 30 day(s)");
}

void TokenDialogsTest::presetsOnlyWhereTheExpiryIsNotFree()
{
    QFETCH(bool, never);
    QFETCH(int, days);
    ServiceDescription description = m_session->service();
    description.features.freeExpiry = false;
    description.features.neverExpires = never;
    description.features.expiryPresetDays = {30, 7, 90};
    ConnectionProfile profile = m_session->profile();
    profile.service = std::make_shared<const ServiceDescription>(description);
    TokenSession session(profile,
                         std::make_shared<const Secret>(Secret::copyOf(m_desk->backend.managementSecret())),
                         m_desk->transport, m_desk->clock);
    QStringList choices;
    if (never)
        choices.append(QStringLiteral("Never"));
    for (const int preset : description.features.expiryPresetDays)
        choices.append(QStringLiteral("In %1 day(s)").arg(preset));
    Token old = token(shop);
    old.expiry = days > 0 ? Expiry::after(days, old.createdAt) : Expiry::never();
    for (QDialog *dialog : std::initializer_list<QDialog *> {shown(new CreateTokenDialog(session)),
                                                             shown(new RotateDialog(session, old))}) {
        QVERIFY(dialog);
        const auto *choice = part<QComboBox>(*dialog, "expiryChoice");
        QStringList offered;
        for (int i = 0; i < choice->count(); ++i)
            offered.append(choice->itemText(i));
        QCOMPARE(offered, choices);
        QVERIFY(!part<QDateTimeEdit>(*dialog, "expiryInstant")->isVisible());
        if (qobject_cast<RotateDialog *>(dialog))
            QTEST(choice->currentText(), "choice");
        delete dialog;
    }
}

void TokenDialogsTest::rotateWithoutStoringOffersNoRevocation()
{
    const auto savedSecrets = m_desk->savedSecrets(m_desk->store);
    MainWindow window(m_desk->clipboard);
    window.setSession(m_session.get(), {savedSecrets.get(), &m_desk->unconfirmed()});
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QVERIFY(selectRow(*part<QTableView>(window, "table"), shop));
    QVERIFY(click(window, QStringLiteral("Rotate")));
    QTRY_VERIFY(openDialog<RotateDialog>(window));
    QVERIFY(click(*openDialog<RotateDialog>(window), QStringLiteral("Create new token")));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(window));
    const QPointer<TokenSecretDialog> secret = openDialog<TokenSecretDialog>(window);
    QTest::keyClick(secret, Qt::Key_Escape);
    QTRY_VERIFY(openDialog<QMessageBox>(window));
    QVERIFY(click(*openDialog<QMessageBox>(window), QStringLiteral("Close without storing")));
    QTRY_VERIFY(!secret);
    // The new secret is lost: the old token is the one that works.
    QVERIFY(!openDialog<RevokeDialog>(window));
    QVERIFY(!window.findChild<RevokeDialog *>());
    window.setSession(nullptr, {});
}

/// It is there this once, whatever else is wrong with the answer.
void TokenDialogsTest::aSecretIsShownThoughTheRestCannotBeRead()
{
    const QByteArray secret = "tok_optimus_" + QByteArray("aB3").repeated(13) + "z";
    int listed = 0;
    const MisbehavingServer server([&](QTcpSocket &socket, const QByteArray &request) {
        const QByteArray json = "Content-Type: application/json\r\n";
        listed += request.startsWith("GET /api/v1/tokens?") ? 1 : 0;
        if (request.startsWith("POST"))
            socket.write(
                httpReply("201 Created", json, "{\"token\":{\"uuid\":7},\"secret\":\"" + secret + "\"}"));
        else
            socket.write(httpReply("200 OK", json, "{\"items\":[],\"nextCursor\":null}"));
    });
    ConnectionProfile profile = m_desk->profile();
    profile.baseUrl = server.url(QStringLiteral("/"));
    TokenSession session(profile, std::make_shared<const Secret>(Secret::copyOf("tok_optimus_made_up")),
                         m_desk->transport, m_desk->clock);
    const auto saved = m_desk->savedSecrets(m_desk->store);
    MainWindow window(m_desk->clipboard);
    window.setSession(&session, {saved.get(), &m_desk->unconfirmed()});
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    session.refresh();
    QTRY_VERIFY(!session.isRefreshing());
    const int before = listed;

    QVERIFY(trigger(window, QStringLiteral("Create Token")));
    auto *creating = openDialog<QDialog>(window);
    QVERIFY(creating);
    part<QLineEdit>(*creating, "nameEdit")->setText(shop);
    QVERIFY(click(*creating, QStringLiteral("Create Token")));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(window));
    QPointer<TokenSecretDialog> dialog = openDialog<TokenSecretDialog>(window);
    QVERIFY(banner(*dialog).isVisible());
    QCOMPARE(
        banner(*dialog).sentence(),
        QString::fromUtf8("The token was created, but nothing else of the server’s answer could be read."));
    QVERIFY(part<QLabel>(*dialog, "explanationLabel")->text().contains(shop));
    QVERIFY(click(*dialog, QStringLiteral("Copy")));
    QCOMPARE(QGuiApplication::clipboard()->text().toLatin1(), secret);
    // An entry of the keychain is a token's, and nobody knows which.
    QVERIFY(!button(*dialog, QStringLiteral("Save in keychain"))->isEnabled());
    part<QCheckBox>(*dialog, "storedCheck")->setChecked(true);
    QVERIFY(click(*dialog, QStringLiteral("Done")));
    QTRY_VERIFY(!dialog);
    m_desk->clipboard.clearNow();
    // The list tells what was made.
    QTRY_VERIFY(listed > before);
    QTRY_VERIFY(!session.isRefreshing());
    QVERIFY(session.tokens().isEmpty());
    QVERIFY(m_desk->unconfirmed().tokenIds().isEmpty());
    window.setSession(nullptr, {});
}

QTEST_MAIN(TokenDialogsTest)
#include "tst_tokendialogs.moc"
