#include "descriptionloader.h"
#include "onscreen.h"
#include "verifytokendialog.h"
#include "windowondesk.h"

#include <QAccessible>
#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTest>

using namespace tc;
using namespace tc::test;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The shipped description with \a members besides.
std::shared_ptr<const ServiceDescription> described(const QJsonObject &members)
{
    QJsonObject root = QJsonDocument::fromJson(contentOf(QStringLiteral(":/services/optimus.json"))).object();
    for (auto member = members.begin(); member != members.end(); ++member)
        root.insert(member.key(), *member);
    DescriptionLoader loader(contentOf(QStringLiteral(":/services/service.schema.json")));
    auto loaded = loader.load(QJsonDocument(root).toJson(), QStringLiteral("test.json"));
    if (!loaded)
        qFatal("%s", qPrintable(loaded.error().constFirst().reason));
    return *loaded;
}

} // namespace

class VerifyTokenDialogTest : public QObject, private WindowOnDesk
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void validToken();
    void everyVerdict();
    void isOpenToReadOnlyUsers();
    void recognisesWhatIsTyped();
    void otherTokenForgetsTheVerdict();
    void asksBeforeATokenGoesElsewhere();
    void countsDownAndCancels();
    void countsDownQuietly();
    void windowClosesWhileItCountsDown();
    void keyboardIsEnough();
    void isNotOfferedWhereNothingCanBeAsked();

private:
    /// Another session in the window, by \a service.
    void use(std::shared_ptr<const ServiceDescription> service);
    void openDialog();
    [[nodiscard]] QByteArray create(const char *name, const QJsonObject &more = {});
    void type(const QByteArray &token) const;
    /// Verifies \a token, and waits for the sentence.
    [[nodiscard]] QString verify(const QByteArray &token);
    [[nodiscard]] VerifyTokenDialog *dialog() const { return test::openDialog<VerifyTokenDialog>(*m_window); }
    [[nodiscard]] QLineEdit &tokenEdit() const { return *part<QLineEdit>(*dialog(), "tokenEdit"); }
    [[nodiscard]] QString hint() const { return part<QLabel>(*dialog(), "tokenHint")->text(); }
    [[nodiscard]] MessageBanner &banner() const { return *part<MessageBanner>(*dialog(), "banner"); }
    [[nodiscard]] QPlainTextEdit &evidence() const
    {
        return *part<QPlainTextEdit>(*dialog(), "evidenceText");
    }

    SessionStore m_credentials;
};

void VerifyTokenDialogTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    QVERIFY(startDesk(std::make_unique<ClipboardGuard>()));
    QVERIFY(openWindow(m_credentials));
}

void VerifyTokenDialogTest::cleanup()
{
    closeAll();
}

void VerifyTokenDialogTest::use(std::shared_ptr<const ServiceDescription> service)
{
    ConnectionProfile profile = m_desk->profile();
    profile.service = std::move(service);
    m_window->setSession(nullptr, {});
    m_session = std::make_unique<TokenSession>(
        profile, std::make_shared<const Secret>(Secret::copyOf(m_desk->backend.managementSecret())),
        m_desk->transport, m_desk->clock);
    m_window->setSession(m_session.get(), {m_savedSecrets.get(), &m_desk->unconfirmed()});
}

void VerifyTokenDialogTest::openDialog()
{
    QVERIFY(trigger(*m_window, QStringLiteral("Verify token…")));
    QTRY_VERIFY(dialog());
}

QByteArray VerifyTokenDialogTest::create(const char *name, const QJsonObject &more)
{
    QJsonObject body = more;
    body.insert(QStringLiteral("name"), QLatin1String(name));
    QByteArray secret;
    m_desk->backend.create(body, &secret);
    return secret;
}

void VerifyTokenDialogTest::type(const QByteArray &token) const
{
    tokenEdit().clear();
    QTest::keyClicks(&tokenEdit(), QString::fromLatin1(token));
}

QString VerifyTokenDialogTest::verify(const QByteArray &token)
{
    type(token);
    if (!click(*dialog(), QStringLiteral("Verify")))
        return QStringLiteral("not to be clicked");
    const bool ended = QTest::qWaitFor([this] { return !dialog()->isBusy(); }, 30'000);
    return ended ? banner().sentence() : QStringLiteral("no verdict");
}

void VerifyTokenDialogTest::validToken()
{
    const QByteArray secret = create("Shop");
    openDialog();
    QVERIFY(!button(*dialog(), QStringLiteral("Verify"))->isEnabled());
    QVERIFY(!evidence().isVisible());
    QVERIFY(hint().contains(QLatin1String("127.0.0.1")));
    QCOMPARE(verify(secret), QStringLiteral("This token is valid."));

    QVERIFY(evidence().isVisible());
    const QString text = evidence().toPlainText();
    QVERIFY2(text.contains(QLatin1String("GET http://127.0.0.1")), qPrintable(text));
    QVERIFY2(text.contains(QLatin1String("api/v1/integration/vat/validations/{uuid}")), qPrintable(text));
    QVERIFY2(text.contains(QLatin1String("HTTP status 404 NOT_FOUND")), qPrintable(text));
    QVERIFY2(
        text.contains(QLatin1String("Negative control (a made-up token): HTTP status 401 TOKEN_INVALID")),
        qPrintable(text));
    QVERIFY(click(*dialog(), QStringLiteral("Copy evidence")));
    QCOMPARE(QGuiApplication::clipboard()->text(), text);
    // The token is nowhere but where it was typed.
    tokenEdit().clear();
    for (const QString &each : everyText(*m_window))
        QVERIFY(!each.contains(QString::fromLatin1(secret.sliced(16))));
    QVERIFY(!text.contains(QString::fromLatin1(secret.sliced(16))));
}

void VerifyTokenDialogTest::everyVerdict()
{
    const QByteArray elsewhere
        = create("Elsewhere", {{QStringLiteral("allowedIps"), QJsonArray {QStringLiteral("127.0.0.2")}}});
    const QByteArray expired = create("Expired");
    QVERIFY(runSql(m_desk->backend.database(),
                   QStringLiteral("UPDATE token SET expires_at = 1 WHERE name = 'Expired'")));
    openDialog();
    QCOMPARE(verify(elsewhere), QStringLiteral("This token is genuine, but refused from this IP address."));
    QCOMPARE(
        banner().nextStep(),
        QStringLiteral("Edit the token IP ranges or create a token for the machine that makes the request."));
    QVERIFY(evidence().toPlainText().contains(QLatin1String("403 IP_NOT_ALLOWED")));

    QCOMPARE(verify(expired), QStringLiteral("This token has expired."));
    QVERIFY(evidence().toPlainText().contains(QLatin1String("remembered")));
    QVERIFY(banner().nextStep().startsWith(QLatin1String("Create a new token")));

    QCOMPARE(verify("tok_optimus_" + QByteArray(40, 'x')),
             QStringLiteral("This token is revoked or unknown."));

    // A server that is not there.
    m_desk->backend.kill();
    QVERIFY(verify("tok_optimus_" + QByteArray(40, 'x'))
                .startsWith(QLatin1String("Whether this token works cannot be told.")));
}

void VerifyTokenDialogTest::isOpenToReadOnlyUsers()
{
    m_window->setReadOnly(true);
    openDialog();
    QCOMPARE(verify(m_desk->backend.managementSecret()), QStringLiteral("This token is valid."));
}

void VerifyTokenDialogTest::recognisesWhatIsTyped()
{
    const QJsonObject unsupported {{QStringLiteral("prefix"), QStringLiteral("tok*_org_")},
                                   {QStringLiteral("unsupported"), QStringLiteral("Not supported yet.")}};
    const QJsonObject testing {{QStringLiteral("prefix"), QStringLiteral("tok_test_")},
                               {QStringLiteral("environment"), QStringLiteral("test")}};
    use(described({{QStringLiteral("secretPrefixes"), QJsonArray {unsupported, testing}},
                   {QStringLiteral("secretForm"),
                    QJsonObject {{QStringLiteral("kind"), QStringLiteral("id|secret")},
                                 {QStringLiteral("checksum"), QStringLiteral("crc32-hex")}}}}));
    openDialog();
    type("tok_test_x");
    QCOMPARE(hint(), QStringLiteral("Looks like a token for Optimus (Test)."));
    type("toks_org_x");
    QCOMPARE(hint(), QStringLiteral("Looks like a token for Optimus. Not supported yet."));
    type("7|" + QByteArray(48, 'x'));
    QVERIFY(hint().endsWith(QLatin1String("Its checksum does not fit: it may be mistyped or cut off.")));
    type("nonsense ");
    QVERIFY(hint().startsWith(QLatin1String("Its form does not tell")));
    QVERIFY(hint().endsWith(QLatin1String("Surrounding white space is left out.")));
    type("non sense");
    QVERIFY(hint().startsWith(QLatin1String("The token has a character that no token has")));
    QVERIFY(!button(*dialog(), QStringLiteral("Verify"))->isEnabled());
}

void VerifyTokenDialogTest::otherTokenForgetsTheVerdict()
{
    openDialog();
    QCOMPARE(verify(m_desk->backend.managementSecret()), QStringLiteral("This token is valid."));
    QVERIFY(button(*dialog(), QStringLiteral("Copy evidence"))->isEnabled());
    QTest::keyClicks(&tokenEdit(), QStringLiteral("x"));
    QVERIFY(!banner().isVisible());
    QVERIFY(!evidence().isVisible());
    QVERIFY(!button(*dialog(), QStringLiteral("Copy evidence"))->isEnabled());
}

void VerifyTokenDialogTest::asksBeforeATokenGoesElsewhere()
{
    auto other = std::make_shared<ServiceDescription>();
    other->id = QStringLiteral("other");
    other->name = LocalizedText({{QStringLiteral("en"), QStringLiteral("Other")}});
    other->prefixes.append({QStringLiteral("oth_"), {}, {}});
    m_window->setServices({other});
    openDialog();
    type("oth_x");
    QCOMPARE(hint(), QStringLiteral("Looks like a token for Other."));
    QVERIFY(click(*dialog(), QStringLiteral("Verify")));
    QVERIFY(!dialog()->isBusy());
    QCOMPARE(banner().sentence(),
             QStringLiteral("This looks like a token for Other, but the connection is to Optimus."));
    // Typing on takes the question back; the answer to it sends the token.
    QTest::keyClicks(&tokenEdit(), QStringLiteral("y"));
    QVERIFY(!banner().isVisible());
    QVERIFY(click(*dialog(), QStringLiteral("Verify")));
    QVERIFY(click(*dialog(), QStringLiteral("Use it anyway")));
    QTRY_VERIFY(!dialog()->isBusy());
    QCOMPARE(banner().sentence(), QStringLiteral("This token is revoked or unknown."));
}

void VerifyTokenDialogTest::countsDownAndCancels()
{
    use(described(
        {{QStringLiteral("verification"), QJsonObject {{QStringLiteral("oneCallEverySeconds"), 180}}}}));
    openDialog();
    type(m_desk->backend.managementSecret());
    QVERIFY(click(*dialog(), QStringLiteral("Verify")));
    QTRY_VERIFY(banner().isVisible());
    QCOMPARE(banner().sentence(), QStringLiteral("The service takes one such request every 3:00 minutes."));
    const QString first = banner().nextStep();
    const QRegularExpression countdown(
        QStringLiteral("^The next one is sent in (3:00|2:5[0-9]) minutes\\.$"));
    QVERIFY2(countdown.match(first).hasMatch(), qPrintable(first));
    QTRY_VERIFY(banner().nextStep() != first);
    QVERIFY2(countdown.match(banner().nextStep()).hasMatch(), qPrintable(banner().nextStep()));

    QVERIFY(dialog()->isBusy());
    QVERIFY(click(*dialog(), QStringLiteral("Cancel")));
    QVERIFY(!dialog()->isBusy());
    QVERIFY(dialog()->isVisible());
    QCOMPARE(banner().sentence(), QStringLiteral("Cancelled."));
    QVERIFY(click(*dialog(), QStringLiteral("Close")));
    QTRY_VERIFY(!dialog());

    // It counts on for the next.
    openDialog();
    type(m_desk->backend.managementSecret());
    QVERIFY(click(*dialog(), QStringLiteral("Verify")));
    QTRY_VERIFY(banner().isVisible());
    QVERIFY2(countdown.match(banner().nextStep()).hasMatch(), qPrintable(banner().nextStep()));
}

/// A screen reader says another name at once: it hears how long it takes at the start, and then not every
/// second.
void VerifyTokenDialogTest::countsDownQuietly()
{
    use(described(
        {{QStringLiteral("verification"), QJsonObject {{QStringLiteral("oneCallEverySeconds"), 180}}}}));
    openDialog();
    type(m_desk->backend.managementSecret());
    QVERIFY(click(*dialog(), QStringLiteral("Verify")));
    QTRY_VERIFY(banner().isVisible());
    const auto names = [this] {
        QStringList all {banner().accessibleName()};
        for (QLabel *label : banner().findChildren<QLabel *>())
            all.append(QAccessible::queryAccessibleInterface(label)->text(QAccessible::Name));
        return all;
    };
    const QStringList atStart = names();
    QVERIFY2(atStart.constFirst().contains(banner().nextStep()), qPrintable(atStart.constFirst()));
    QVERIFY(atStart.contains(banner().nextStep()));
    QString shown = banner().nextStep();
    for (int second = 0; second < 3; ++second) {
        QTRY_VERIFY(banner().nextStep() != shown);
        shown = banner().nextStep();
        QCOMPARE(names(), atStart);
    }
    // What is said next is not called by what was counted.
    QVERIFY(click(*dialog(), QStringLiteral("Cancel")));
    QCOMPARE(banner().sentence(), QStringLiteral("Cancelled."));
    QVERIFY(names().contains(QStringLiteral("Cancelled.")));
    for (const QString &name : names())
        QVERIFY2(!name.contains(QLatin1String("minutes")), qPrintable(name));
}

void VerifyTokenDialogTest::windowClosesWhileItCountsDown()
{
    use(described(
        {{QStringLiteral("verification"), QJsonObject {{QStringLiteral("oneCallEverySeconds"), 180}}}}));
    openDialog();
    type(m_desk->backend.managementSecret());
    QVERIFY(click(*dialog(), QStringLiteral("Verify")));
    QTRY_VERIFY(banner().isVisible());
    QVERIFY(!m_window->showsSecret());
    QVERIFY(m_window->close());
}

void VerifyTokenDialogTest::keyboardIsEnough()
{
    openDialog();
    QTRY_VERIFY(tokenEdit().hasFocus());
    QTest::keyClicks(&tokenEdit(), QString::fromLatin1(m_desk->backend.managementSecret()));
    QTest::keyClick(&tokenEdit(), Qt::Key_Return);
    QTRY_COMPARE(banner().sentence(), QStringLiteral("This token is valid."));
    QTRY_VERIFY(tokenEdit().hasFocus());
    QTest::keyClick(&tokenEdit(), Qt::Key_Tab);
    QTRY_VERIFY(evidence().hasFocus());
    QTest::keyClick(&evidence(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&evidence(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), evidence().toPlainText());
    QTest::keyClick(&evidence(), Qt::Key_Escape);
    QTRY_VERIFY(!dialog());
}

void VerifyTokenDialogTest::isNotOfferedWhereNothingCanBeAsked()
{
    QVERIFY(action(*m_window, QStringLiteral("Verify token…"))->isEnabled());
    QJsonObject operations = m_session->service().json.value(QLatin1String("operations")).toObject();
    operations.remove(QLatin1String("try"));
    QJsonObject root = m_session->service().json;
    root.remove(QLatin1String("verification"));
    root.insert(QStringLiteral("operations"), operations);
    DescriptionLoader loader(contentOf(QStringLiteral(":/services/service.schema.json")));
    const auto without = loader.load(QJsonDocument(root).toJson(), QStringLiteral("test.json"));
    QVERIFY(without);
    use(*without);
    QVERIFY(!action(*m_window, QStringLiteral("Verify token…"))->isEnabled());
    m_window->setSession(nullptr, {});
    QVERIFY(!action(*m_window, QStringLiteral("Verify token…"))->isEnabled());
}

QTEST_MAIN(VerifyTokenDialogTest)
#include "tst_verifytokendialog.moc"
