#include "catalog.h"
#include "conflictpanel.h"
#include "createtokendialog.h"
#include "cuttingrelay.h"
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

#include <QFile>
#include <QJsonDocument>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>
#include <QTest>

using namespace tc;
using namespace tc::test;
using Fate = CuttingRelay::Fate;

Q_DECLARE_METATYPE(tc::test::CuttingRelay::Fate)

namespace {

const QString shop = QStringLiteral("Shop");
const QString till = QStringLiteral("Till 7");
const QString cancel = QStringLiteral("Cancel");
const QString checkAgain = QStringLiteral("Check again");
const QString reissue = QStringLiteral("Revoke it and create it again");
const QString before = QStringLiteral("203.0.113.0/24");

/// The service that \a json describes.
std::shared_ptr<const ServiceDescription> serviceOf(const QJsonObject &json)
{
    QFile schema(QStringLiteral(":/services/service.schema.json"));
    if (!schema.open(QIODevice::ReadOnly))
        return nullptr;
    const Catalog catalog(
        {{QStringLiteral("optimus.json"), QJsonDocument(json).toJson(), DescriptionFile::Origin::Shipped}},
        schema.readAll());
    return catalog.service(u"optimus");
}

bool isRevoked(const QJsonObject &token)
{
    return !token.value(QLatin1String("revokedAt")).isNull();
}

} // namespace

/// Every write through the window, with its answer lost before and after the backend did it.
class LostAnswersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void lostCreate_data();
    void lostCreate();
    void lostSecretIsKeptOrRevoked_data();
    void lostSecretIsKeptOrRevoked();
    void createThatCannotBeKnown();
    void revokingTheLostTokenIsLostToo();
    void repeatWarnsWhereTheServiceKnowsNoKey();
    void cancelledCreate_data();
    void cancelledCreate();
    void lostRotation_data() { lostCreate_data(); }
    void lostRotation();
    void lostRename_data();
    void lostRename();
    void lostRanges_data() { lostRename_data(); }
    void lostRanges();
    void lostRevoke_data();
    void lostRevoke();
    void cancelledCheckIsSaid();
    void changeThatCannotBeKnown();
    void changedByOthersIsMerged();
    void renamedByOthers();
    void renamedByOthersForTheBetter();
    void madeByOthersAlready();
    void changedElsewhereOnly();
    void revokedMeanwhile();

private:
    void openWindow();
    [[nodiscard]] QString idOf(const QString &name) const;
    /// Someone else's change to the token \a name.
    [[nodiscard]] bool changeBeside(const QString &name, const QJsonObject &change) const;
    /// Opens the dialog of \a action for the token \a name; nullptr where it does not come.
    template <typename T>
    [[nodiscard]] QPointer<T> opened(const QString &action, const QString &name = {});
    [[nodiscard]] QPointer<CreateTokenDialog> filledCreateDialog();
    [[nodiscard]] static MessageBanner &banner(const QWidget &parent)
    {
        return *part<MessageBanner>(parent, "banner");
    }
    [[nodiscard]] static QStringList saved(const QJsonObject &token);
    [[nodiscard]] int countWorking(const QString &name) const;

    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<CuttingRelay> m_relay;
    std::unique_ptr<TokenSession> m_session;
    std::unique_ptr<SavedSecrets> m_savedSecrets;
    std::unique_ptr<MainWindow> m_window;
    ConnectionProfile m_profile;
};

void LostAnswersTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_desk = std::make_unique<Desk>();
    QVERIFY(m_desk->start());
    m_relay = std::make_unique<CuttingRelay>(m_desk->backend.port());
    m_desk->backend.create(
        {{QStringLiteral("name"), shop}, {QStringLiteral("allowedIps"), QJsonArray {before}}});
    m_profile = m_desk->profile();
    m_profile.baseUrl = m_relay->through(m_profile.baseUrl);
    m_savedSecrets = m_desk->savedSecrets(m_desk->store);
    openWindow();
}

void LostAnswersTest::openWindow()
{
    m_window.reset();
    m_session = std::make_unique<TokenSession>(
        m_profile, std::make_shared<const Secret>(Secret::copyOf(m_desk->backend.managementSecret())),
        m_desk->transport, m_desk->clock);
    m_desk->unconfirmed().follow(*m_session);
    m_window = std::make_unique<MainWindow>(m_desk->clipboard);
    m_window->setSession(m_session.get(), {m_savedSecrets.get(), &m_desk->unconfirmed()});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_session->refresh();
    QTRY_COMPARE(m_session->tokens().size(), 2);
    QTRY_VERIFY(m_session->ownToken());
}

void LostAnswersTest::cleanup()
{
    m_window.reset();
    m_session.reset();
    m_savedSecrets.reset();
    m_relay.reset();
    m_desk.reset();
}

QString LostAnswersTest::idOf(const QString &name) const
{
    return m_desk->tokenNamed(name).value(QLatin1String("id")).toString();
}

bool LostAnswersTest::changeBeside(const QString &name, const QJsonObject &change) const
{
    return curl("PATCH", m_desk->url(QStringLiteral("api/v1/tokens/") + idOf(name)),
                m_desk->backend.managementSecret(), 1,
                {"Content-Type: application/merge-patch+json", "If-Match: *"},
                QJsonDocument(change).toJson(QJsonDocument::Compact))
               .status
        == 200;
}

template <typename T>
QPointer<T> LostAnswersTest::opened(const QString &action, const QString &name)
{
    if (!name.isEmpty() && !selectRow(*part<QTableView>(*m_window, "table"), name))
        return nullptr;
    if (!trigger(*m_window, action))
        return nullptr;
    QPointer<T> dialog = openDialog<T>(*m_window);
    const auto isReady = [&dialog] {
        return dialog && !dialog->isBusy();
    };
    return dialog && QTest::qWaitForWindowExposed(dialog) && QTest::qWaitFor(isReady) ? dialog : nullptr;
}

QPointer<CreateTokenDialog> LostAnswersTest::filledCreateDialog()
{
    const auto dialog = opened<CreateTokenDialog>(QStringLiteral("Create Token"));
    if (!dialog)
        return nullptr;
    QTest::keyClicks(part<QLineEdit>(*dialog, "nameEdit"), till);
    QTest::keyClicks(part<IpRangeEdit>(*dialog, "rangesEdit")->findChild<QLineEdit *>(),
                     QStringLiteral("127.0.0.0/8,"));
    return dialog;
}

QStringList LostAnswersTest::saved(const QJsonObject &token)
{
    QStringList ranges;
    for (const QJsonValue &range : token.value(QLatin1String("allowedIps")).toArray())
        ranges.append(range.toString());
    return ranges;
}

int LostAnswersTest::countWorking(const QString &name) const
{
    int count = 0;
    for (const QJsonValue &token : m_desk->tokens()) {
        const QJsonObject object = token.toObject();
        count += object.value(QLatin1String("name")).toString() == name && !isRevoked(object) ? 1 : 0;
    }
    return count;
}

void LostAnswersTest::lostCreate_data()
{
    QTest::addColumn<Fate>("fate");
    QTest::newRow("before") << Fate::LostBefore;
    QTest::newRow("after") << Fate::LostAfter;
    QTest::newRow("cut short") << Fate::CutShort;
    QTest::newRow("unreadable") << Fate::Unreadable;
    QTest::newRow("late at a gateway") << Fate::GatewayTimeout;
}

void LostAnswersTest::lostCreate()
{
    QFETCH(Fate, fate);
    const bool isMade = fate != Fate::LostBefore;
    const auto dialog = filledCreateDialog();
    QVERIFY(dialog);
    m_relay->setFate("POST", fate);
    QVERIFY(click(*dialog, QStringLiteral("Create Token")));
    QVERIFY(dialog->isBusy());
    QTRY_VERIFY(!dialog->isBusy());
    QCOMPARE(banner(*dialog).sentence(),
             isMade ? QStringLiteral("Your token was created, but its secret was lost.")
                    : QStringLiteral("The token was not created."));
    QCOMPARE(part<QLineEdit>(*dialog, "nameEdit")->text(), till);
    QCOMPARE(part<IpRangeEdit>(*dialog, "rangesEdit")->ranges().size(), 1);
    QCOMPARE(m_desk->countNamed(till), isMade ? 1 : 0);
    const QString lostId = idOf(till);
    QCOMPARE(m_desk->unconfirmed().tokenIds().contains(lostId), isMade);
    QCOMPARE(columnTexts(*part<QTableView>(*m_window, "table"), 0).contains(till), isMade);
    if (isMade) {
        // Creating it again as it is can make no second one, and ends in the same words.
        QVERIFY(click(*dialog, QStringLiteral("Create Token")));
        QTRY_VERIFY(!dialog->isBusy());
        QCOMPARE(banner(*dialog).sentence(),
                 QStringLiteral("Your token was created, but its secret was lost."));
        QCOMPARE(m_desk->countNamed(till), 1);
        QVERIFY(click(*dialog, reissue));
    } else {
        QVERIFY(banner(*dialog).nextStep().contains(QStringLiteral("Creating it again is safe")));
        QVERIFY(click(*dialog, QStringLiteral("Create Token")));
    }
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    QVERIFY(!dialog || !dialog->isVisible());
    // One that works, whose secret is shown; the lost one is revoked and no more in doubt.
    QCOMPARE(countWorking(till), 1);
    QCOMPARE(m_desk->countNamed(till), isMade ? 2 : 1);
    const QString shownId = openDialog<TokenSecretDialog>(*m_window)->token().id;
    QVERIFY(shownId != lostId);
    QCOMPARE(m_desk->unconfirmed().tokenIds(), QSet<QString> {shownId});
}

void LostAnswersTest::lostSecretIsKeptOrRevoked_data()
{
    QTest::addColumn<QString>("choice");
    QTest::newRow("only revoked") << QStringLiteral("Only revoke it");
    QTest::newRow("kept") << QStringLiteral("Keep it");
    QTest::newRow("closed") << cancel;
}

/// Fault 23: a token whose secret is lost is said loudly, and to revoke it is offered.
void LostAnswersTest::lostSecretIsKeptOrRevoked()
{
    QFETCH(QString, choice);
    const auto dialog = filledCreateDialog();
    QVERIFY(dialog);
    m_relay->setFate("POST", Fate::LostAfter);
    QVERIFY(click(*dialog, QStringLiteral("Create Token")));
    QTRY_VERIFY(button(*dialog, reissue));
    QVERIFY(click(*dialog, choice));
    if (choice.startsWith(QLatin1String("Only"))) {
        QTRY_COMPARE(banner(*dialog).sentence(), QStringLiteral("The token without a secret is revoked."));
        QCOMPARE(countWorking(till), 0);
        QVERIFY(m_desk->unconfirmed().tokenIds().isEmpty());
        QCOMPARE(part<QLineEdit>(*dialog, "nameEdit")->text(), till);
        QVERIFY(click(*dialog, QStringLiteral("Create Token")));
        QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
        QCOMPARE(countWorking(till), 1);
    } else {
        QTRY_VERIFY(!dialog);
        QCOMPARE(countWorking(till), 1);
        QCOMPARE(m_desk->unconfirmed().tokenIds(), QSet<QString> {idOf(till)});
    }
}

void LostAnswersTest::createThatCannotBeKnown()
{
    const auto dialog = filledCreateDialog();
    QVERIFY(dialog);
    m_relay->setFate("POST", Fate::LostAfter);
    m_relay->setFate("GET", Fate::Refused);
    QVERIFY(click(*dialog, QStringLiteral("Create Token")));
    QTRY_VERIFY(button(*dialog, checkAgain));
    QVERIFY(banner(*dialog).sentence().startsWith(
        QStringLiteral("It is not known whether the token was created. ")));
    QVERIFY(banner(*dialog).nextStep().contains(QStringLiteral("Creating it again is safe")));
    QVERIFY(!button(*dialog, reissue));
    // As high as its texts need, and the progress needed before.
    const int needed = dialog->layout()->totalHeightForWidth(dialog->width())
        + part<QProgressBar>(*dialog, "busyBar")->sizeHint().height() + dialog->layout()->spacing();
    QTRY_VERIFY(dialog->height() <= needed);
    QVERIFY(click(*dialog, checkAgain));
    QTRY_VERIFY(button(*dialog, reissue));

    // Someone else makes one that looks the same: which of them is meant cannot be told.
    m_desk->backend.create({{QStringLiteral("name"), till},
                            {QStringLiteral("allowedIps"), QJsonArray {QStringLiteral("127.0.0.0/8")}}});
    QVERIFY(click(*dialog, QStringLiteral("Create Token")));
    QTRY_VERIFY(button(*dialog, checkAgain));
    QVERIFY(banner(*dialog).sentence().contains(
        QStringLiteral("More than one token called “Till 7” could be it.")));
    QVERIFY(!button(*dialog, reissue));
    QCOMPARE(countWorking(till), 2);
}

void LostAnswersTest::revokingTheLostTokenIsLostToo()
{
    const auto dialog = filledCreateDialog();
    QVERIFY(dialog);
    m_relay->setFate("POST", Fate::LostAfter);
    QVERIFY(click(*dialog, QStringLiteral("Create Token")));
    QTRY_VERIFY(button(*dialog, reissue));
    m_relay->setFate("DELETE", Fate::LostBefore, -1);
    QVERIFY(click(*dialog, reissue));
    QTRY_COMPARE(banner(*dialog).sentence(), QStringLiteral("The token was not revoked: it still works."));
    QCOMPARE(countWorking(till), 1);
    m_relay->setFate("DELETE", Fate::LostAfter, -1);
    QVERIFY(click(*dialog, reissue));
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    QCOMPARE(countWorking(till), 1);
    QCOMPARE(m_desk->countNamed(till), 2);
}

void LostAnswersTest::repeatWarnsWhereTheServiceKnowsNoKey()
{
    QJsonObject json = m_profile.service->json;
    QJsonObject operations = json.value(QLatin1String("operations")).toObject();
    QJsonObject create = operations.value(QLatin1String("create")).toObject();
    create.remove(QLatin1String("idempotencyHeader"));
    create.remove(QLatin1String("idempotent"));
    operations.insert(QLatin1String("create"), create);
    json.insert(QLatin1String("operations"), operations);
    m_profile.service = serviceOf(json);
    QVERIFY(m_profile.service);
    openWindow();

    const auto dialog = filledCreateDialog();
    QVERIFY(dialog);
    m_relay->setFate("POST", Fate::LostBefore);
    QVERIFY(click(*dialog, QStringLiteral("Create Token")));
    QTRY_COMPARE(banner(*dialog).sentence(), QStringLiteral("The token was not created."));
    QVERIFY(banner(*dialog).nextStep().contains(QStringLiteral("makes a second token")));
    m_relay->setFate("POST", Fate::LostAfter);
    m_relay->setFate("GET", Fate::Refused);
    QVERIFY(click(*dialog, QStringLiteral("Create Token")));
    QTRY_VERIFY(button(*dialog, checkAgain));
    QVERIFY(banner(*dialog).nextStep().contains(QStringLiteral("may make a second token")));
    QVERIFY(click(*dialog, checkAgain));
    QTRY_VERIFY(button(*dialog, reissue));
    QVERIFY(!m_relay->requests("POST").constFirst().contains("Idempotency-Key"));
    QCOMPARE(m_desk->countNamed(till), 1);
}

void LostAnswersTest::cancelledCreate_data()
{
    QTest::addColumn<Fate>("fate");
    QTest::newRow("before") << Fate::HeldBefore;
    QTest::newRow("after") << Fate::HeldAfter;
}

void LostAnswersTest::cancelledCreate()
{
    QFETCH(Fate, fate);
    const bool isMade = fate == Fate::HeldAfter;
    const auto dialog = filledCreateDialog();
    QVERIFY(dialog);
    m_relay->setFate("POST", fate);
    QVERIFY(click(*dialog, QStringLiteral("Create Token")));
    QTRY_COMPARE(isMade ? m_relay->answered("POST") : int(m_relay->requests("POST").size()), 1);
    QVERIFY(click(*dialog, cancel));
    QVERIFY(dialog->isBusy());
    QCOMPARE(banner(*dialog).sentence(), QStringLiteral("Checking what happened…"));
    QTRY_VERIFY(!dialog->isBusy());
    QVERIFY(dialog->isVisible());
    QCOMPARE(banner(*dialog).sentence(),
             isMade ? QStringLiteral("Your token was created, but its secret was lost.")
                    : QStringLiteral("The token was not created."));
    QCOMPARE(m_desk->countNamed(till), isMade ? 1 : 0);
}

void LostAnswersTest::lostRotation()
{
    QFETCH(Fate, fate);
    const bool isMade = fate != Fate::LostBefore;
    const QString oldId = idOf(shop);
    const auto dialog = opened<RotateDialog>(QStringLiteral("Rotate"), shop);
    QVERIFY(dialog);
    m_relay->setFate("POST", fate);
    QVERIFY(click(*dialog, QStringLiteral("Create new token")));
    QTRY_VERIFY(!dialog->isBusy());
    QCOMPARE(countWorking(shop), isMade ? 2 : 1);
    QCOMPARE(m_relay->requests("DELETE").size(), 0);
    if (isMade) {
        QCOMPARE(banner(*dialog).sentence(),
                 QStringLiteral("Your token was created, but its secret was lost."));
        QVERIFY(banner(*dialog).nextStep().endsWith(
            QStringLiteral("The old token stays as it is and keeps working.")));
        QVERIFY(click(*dialog, reissue));
    } else {
        QCOMPARE(banner(*dialog).sentence(), QStringLiteral("The token was not created."));
        QVERIFY(click(*dialog, QStringLiteral("Create new token")));
    }
    QTRY_VERIFY(openDialog<TokenSecretDialog>(*m_window));
    // The old one and the new one; the lost one is revoked.
    QCOMPARE(countWorking(shop), 2);
    for (const QByteArray &request : m_relay->requests("DELETE"))
        QVERIFY(!request.contains(oldId.toLatin1()));
}

void LostAnswersTest::lostRename_data()
{
    QTest::addColumn<Fate>("fate");
    QTest::addColumn<bool>("isCancelled");
    QTest::newRow("before") << Fate::LostBefore << false;
    QTest::newRow("after") << Fate::LostAfter << false;
    QTest::newRow("cut short") << Fate::CutShort << false;
    QTest::newRow("unreadable") << Fate::Unreadable << false;
    QTest::newRow("cancelled before") << Fate::HeldBefore << true;
    QTest::newRow("cancelled after") << Fate::HeldAfter << true;
}

void LostAnswersTest::lostRename()
{
    QFETCH(Fate, fate);
    QFETCH(bool, isCancelled);
    const bool isDone = fate != Fate::LostBefore && fate != Fate::HeldBefore;
    const auto dialog = opened<RenameDialog>(QStringLiteral("Rename"), shop);
    QVERIFY(dialog);
    auto *name = part<QLineEdit>(*dialog, "nameEdit");
    QTRY_VERIFY(name->hasFocus());
    name->setText(till);
    m_relay->setFate("PATCH", fate);
    QVERIFY(click(*dialog, QStringLiteral("Rename")));
    if (isCancelled) {
        QTRY_COMPARE(isDone ? m_relay->answered("PATCH") : int(m_relay->requests("PATCH").size()), 1);
        QVERIFY(click(*dialog, cancel));
    }
    if (!isDone) {
        QTRY_COMPARE(banner(*dialog).sentence(), QStringLiteral("The change was not made."));
        QCOMPARE(name->text(), till);
        QCOMPARE(m_desk->countNamed(till), 0);
        QVERIFY(click(*dialog, QStringLiteral("Rename")));
    }
    QTRY_VERIFY(!dialog);
    QCOMPARE(m_desk->countNamed(till), 1);
    QCOMPARE(m_desk->countNamed(shop), 0);
    QVERIFY(columnTexts(*part<QTableView>(*m_window, "table"), 0).contains(till));
    if (isDone)
        QTRY_COMPARE(banner(*m_window).sentence(), QStringLiteral("The change was made."));
    for (const QByteArray &request : m_relay->requests("PATCH"))
        QVERIFY(request.contains("If-Match: "));
}

void LostAnswersTest::lostRanges()
{
    QFETCH(Fate, fate);
    QFETCH(bool, isCancelled);
    const bool isDone = fate != Fate::LostBefore && fate != Fate::HeldBefore;
    const auto dialog = opened<EditIpRangesDialog>(QStringLiteral("Edit IP ranges"), shop);
    QVERIFY(dialog);
    auto *ranges = part<IpRangeEdit>(*dialog, "rangesEdit");
    QTest::keyClicks(ranges->findChild<QLineEdit *>(), QStringLiteral("127.0.0.9,"));
    const QStringList wanted {before, QStringLiteral("127.0.0.9")};
    m_relay->setFate("PATCH", fate);
    QVERIFY(click(*dialog, QStringLiteral("Save")));
    if (isCancelled) {
        QTRY_COMPARE(isDone ? m_relay->answered("PATCH") : int(m_relay->requests("PATCH").size()), 1);
        QVERIFY(click(*dialog, cancel));
    }
    if (!isDone) {
        QTRY_COMPARE(banner(*dialog).sentence(), QStringLiteral("The change was not made."));
        QCOMPARE(ranges->ranges().toStringList(), wanted);
        QCOMPARE(saved(m_desk->tokenNamed(shop)), QStringList {before});
        QVERIFY(click(*dialog, QStringLiteral("Save")));
    }
    QTRY_VERIFY(!dialog);
    QCOMPARE(saved(m_desk->tokenNamed(shop)), wanted);
    if (isDone)
        QTRY_COMPARE(banner(*m_window).sentence(), QStringLiteral("The change was made."));
}

void LostAnswersTest::lostRevoke_data()
{
    lostRename_data();
    QTest::newRow("late at a gateway") << Fate::GatewayTimeout << false;
}

/// Fault 8.
void LostAnswersTest::lostRevoke()
{
    QFETCH(Fate, fate);
    QFETCH(bool, isCancelled);
    const bool isDone = fate != Fate::LostBefore && fate != Fate::HeldBefore;
    const auto dialog = opened<RevokeDialog>(QStringLiteral("Revoke"), shop);
    QVERIFY(dialog);
    m_relay->setFate("DELETE", fate, -1);
    QVERIFY(click(*dialog, QStringLiteral("Revoke")));
    if (isCancelled) {
        QTRY_COMPARE(isDone ? m_relay->answered("DELETE") : int(m_relay->requests("DELETE").size()), 1);
        QVERIFY(click(*dialog, cancel));
    }
    if (!isDone) {
        QTRY_COMPARE(banner(*dialog).sentence(),
                     QStringLiteral("The token was not revoked: it still works."));
        QCOMPARE(countWorking(shop), 1);
        m_relay->setFate("DELETE", Fate::Pass);
        QVERIFY(click(*dialog, QStringLiteral("Revoke")));
    }
    QTRY_VERIFY(!dialog);
    QCOMPARE(countWorking(shop), 0);
    if (isDone)
        QTRY_COMPARE(banner(*m_window).sentence(), QStringLiteral("The token is revoked."));
    QVERIFY(m_session->tokens().constLast().revoked);
}

void LostAnswersTest::cancelledCheckIsSaid()
{
    const auto dialog = opened<RevokeDialog>(QStringLiteral("Revoke"), shop);
    QVERIFY(dialog);
    m_relay->setFate("DELETE", Fate::HeldAfter);
    m_relay->setFate("GET", Fate::HeldBefore);
    QVERIFY(click(*dialog, QStringLiteral("Revoke")));
    QTRY_COMPARE(m_relay->answered("DELETE"), 1);
    QVERIFY(click(*dialog, cancel));
    QVERIFY(dialog->isBusy());
    QVERIFY(part<QProgressBar>(*dialog, "busyBar")->isVisible());
    QVERIFY(click(*dialog, cancel));
    QVERIFY(!dialog->isBusy());
    QCOMPARE(banner(*dialog).sentence(),
             QStringLiteral("It is not known whether the token is revoked. The check was cancelled."));
    m_relay->setFate("GET", Fate::Pass);
    QVERIFY(click(*dialog, checkAgain));
    QTRY_VERIFY(!dialog);
    QCOMPARE(countWorking(shop), 0);
}

void LostAnswersTest::changeThatCannotBeKnown()
{
    const auto dialog = opened<EditIpRangesDialog>(QStringLiteral("Edit IP ranges"), shop);
    QVERIFY(dialog);
    auto *ranges = part<IpRangeEdit>(*dialog, "rangesEdit");
    QTest::keyClicks(ranges->findChild<QLineEdit *>(), QStringLiteral("127.0.0.9,"));
    m_relay->setFate("PATCH", Fate::LostAfter);
    m_relay->setFate("GET", Fate::Refused, 2);
    QVERIFY(click(*dialog, QStringLiteral("Save")));
    QTRY_VERIFY(button(*dialog, checkAgain));
    QVERIFY(banner(*dialog).sentence().startsWith(
        QStringLiteral("It is not known whether the change was made. ")));
    QCOMPARE(ranges->ranges().size(), 2);
    // Sent again with the version it was made to: refused as stale, and found to be what was wanted.
    QVERIFY(click(*dialog, QStringLiteral("Save")));
    QTRY_VERIFY(button(*dialog, checkAgain) && !dialog->isBusy());
    QVERIFY(banner(*dialog).sentence().startsWith(QStringLiteral("The token was changed by someone else")));
    QVERIFY(click(*dialog, checkAgain));
    QTRY_VERIFY(!dialog);
    QCOMPARE(saved(m_desk->tokenNamed(shop)), (QStringList {before, QStringLiteral("127.0.0.9")}));
}

/// Fault 20: 412.
void LostAnswersTest::changedByOthersIsMerged()
{
    const auto dialog = opened<EditIpRangesDialog>(QStringLiteral("Edit IP ranges"), shop);
    QVERIFY(dialog);
    auto *ranges = part<IpRangeEdit>(*dialog, "rangesEdit");
    QTest::keyClicks(ranges->findChild<QLineEdit *>(), QStringLiteral("127.0.0.9,"));
    QVERIFY(changeBeside(shop,
                         {{QStringLiteral("allowedIps"), QJsonArray {before, QStringLiteral("192.0.2.1")}}}));
    QVERIFY(click(*dialog, QStringLiteral("Save")));
    auto *panel = part<ConflictPanel>(*dialog, "conflictPanel");
    QTRY_VERIFY(panel->isVisible());
    QCOMPARE(banner(*dialog).sentence(),
             QStringLiteral("The token was changed by someone else in the meantime."));
    QCOMPARE(part<QLabel>(*panel, "beforeText")->text(), before);
    QCOMPARE(part<QLabel>(*panel, "mineText")->text(), QStringLiteral("127.0.0.9\n") + before);
    QCOMPARE(part<QLabel>(*panel, "theirsText")->text(), QStringLiteral("192.0.2.1\n") + before);
    const QStringList mine {before, QStringLiteral("127.0.0.9")};
    QCOMPARE(ranges->ranges().toStringList(), mine);

    QVERIFY(click(*panel, QStringLiteral("Use the server’s")));
    QCOMPARE(ranges->ranges().toStringList(), (QStringList {before, QStringLiteral("192.0.2.1")}));
    QVERIFY(click(*panel, QStringLiteral("Use yours")));
    QCOMPARE(ranges->ranges().toStringList(), mine);
    QVERIFY(click(*panel, QStringLiteral("Merge both")));
    const QStringList both {before, QStringLiteral("192.0.2.1"), QStringLiteral("127.0.0.9")};
    QCOMPARE(ranges->ranges().toStringList(), both);
    QVERIFY(click(*dialog, QStringLiteral("Save")));
    QTRY_VERIFY(!dialog);
    QCOMPARE(saved(m_desk->tokenNamed(shop)), both);
}

void LostAnswersTest::renamedByOthers()
{
    const auto dialog = opened<RenameDialog>(QStringLiteral("Rename"), shop);
    QVERIFY(dialog);
    auto *name = part<QLineEdit>(*dialog, "nameEdit");
    name->setText(till);
    QVERIFY(changeBeside(shop, {{QStringLiteral("name"), QStringLiteral("Store")}}));
    QVERIFY(click(*dialog, QStringLiteral("Rename")));
    auto *panel = part<ConflictPanel>(*dialog, "conflictPanel");
    QTRY_VERIFY(panel->isVisible());
    QCOMPARE(part<QLabel>(*panel, "beforeText")->text(), shop);
    QCOMPARE(part<QLabel>(*panel, "mineText")->text(), till);
    QCOMPARE(part<QLabel>(*panel, "theirsText")->text(), QStringLiteral("Store"));
    QVERIFY(!part<QPushButton>(*panel, "mergeButton")->isVisible());
    QVERIFY(click(*panel, QStringLiteral("Use the server’s")));
    QCOMPARE(name->text(), QStringLiteral("Store"));
    QVERIFY(click(*panel, QStringLiteral("Use yours")));
    QVERIFY(click(*dialog, QStringLiteral("Rename")));
    QTRY_VERIFY(!dialog);
    QCOMPARE(m_desk->countNamed(till), 1);
}

void LostAnswersTest::renamedByOthersForTheBetter()
{
    const auto dialog = opened<RenameDialog>(QStringLiteral("Rename"), shop);
    QVERIFY(dialog);
    auto *name = part<QLineEdit>(*dialog, "nameEdit");
    name->setText(till);
    QVERIFY(changeBeside(shop, {{QStringLiteral("name"), QStringLiteral("Store")}}));
    QVERIFY(click(*dialog, QStringLiteral("Rename")));
    auto *panel = part<ConflictPanel>(*dialog, "conflictPanel");
    QTRY_VERIFY(panel->isVisible());
    const qsizetype sent = m_relay->requests("PATCH").size();
    QVERIFY(click(*panel, QStringLiteral("Use the server’s")));
    QCOMPARE(name->text(), QStringLiteral("Store"));
    QVERIFY(click(*dialog, QStringLiteral("Rename")));
    QTRY_VERIFY(!dialog);
    QCOMPARE(m_relay->requests("PATCH").size(), sent);
    QCOMPARE(m_desk->countNamed(QStringLiteral("Store")), 1);
    QCOMPARE(m_desk->countNamed(till), 0);
}

void LostAnswersTest::madeByOthersAlready()
{
    const auto dialog = opened<RenameDialog>(QStringLiteral("Rename"), shop);
    QVERIFY(dialog);
    part<QLineEdit>(*dialog, "nameEdit")->setText(till);
    QVERIFY(changeBeside(shop, {{QStringLiteral("name"), till}}));
    QVERIFY(click(*dialog, QStringLiteral("Rename")));
    QTRY_VERIFY(!dialog);
    QCOMPARE(m_desk->countNamed(till), 1);
}

void LostAnswersTest::changedElsewhereOnly()
{
    const auto dialog = opened<EditIpRangesDialog>(QStringLiteral("Edit IP ranges"), shop);
    QVERIFY(dialog);
    auto *ranges = part<IpRangeEdit>(*dialog, "rangesEdit");
    QTest::keyClicks(ranges->findChild<QLineEdit *>(), QStringLiteral("127.0.0.9,"));
    QVERIFY(changeBeside(shop, {{QStringLiteral("name"), QStringLiteral("Store")}}));
    QVERIFY(click(*dialog, QStringLiteral("Save")));
    QTRY_VERIFY(banner(*dialog).isVisible() && !dialog->isBusy());
    QVERIFY(banner(*dialog).nextStep().contains(QStringLiteral("you can send it again")));
    QVERIFY(part<QLabel>(*dialog, "tokenLabel")->text().startsWith(QStringLiteral("Token “Store”")));
    QVERIFY(!part<ConflictPanel>(*dialog, "conflictPanel")->isVisible());
    QVERIFY(click(*dialog, QStringLiteral("Save")));
    QTRY_VERIFY(!dialog);
    QCOMPARE(saved(m_desk->tokenNamed(QStringLiteral("Store"))),
             (QStringList {before, QStringLiteral("127.0.0.9")}));
}

void LostAnswersTest::revokedMeanwhile()
{
    const auto dialog = opened<EditIpRangesDialog>(QStringLiteral("Edit IP ranges"), shop);
    QVERIFY(dialog);
    auto *ranges = part<IpRangeEdit>(*dialog, "rangesEdit");
    QTest::keyClicks(ranges->findChild<QLineEdit *>(), QStringLiteral("127.0.0.9,"));
    m_relay->setFate("PATCH", Fate::LostBefore);
    QCOMPARE(curl("DELETE", m_desk->url(QStringLiteral("api/v1/tokens/") + idOf(shop)),
                  m_desk->backend.managementSecret(), 1)
                 .status,
             204);
    QVERIFY(click(*dialog, QStringLiteral("Save")));
    QTRY_VERIFY(
        banner(*dialog).sentence().startsWith(QStringLiteral("The token was revoked or removed meanwhile")));
    QCOMPARE(ranges->ranges().size(), 2);
    QVERIFY(m_session->tokens().constLast().revoked);
}

QTEST_MAIN(LostAnswersTest)
#include "tst_lostanswers.moc"
