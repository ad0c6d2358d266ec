#include "../api/misbehavingserver.h"
#include "catalog.h"
#include "certificatesmemory.h"
#include "connectdialog.h"
#include "httptransport.h"
#include "languageswitcher.h"
#include "messagebanner.h"
#include "onscreen.h"
#include "owncertificates.h"
#include "sessionstore.h"
#include "signindialog.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
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

/// The shipped description that has a sign-in, of a vendor with a server of its own; \a documented: whether
/// it says of its operations that the vendor documents them.
std::shared_ptr<const ServiceDescription> signingIn(bool documented)
{
    QJsonObject root = QJsonDocument::fromJson(contentOf(QStringLiteral(":/services/npm.json"))).object();
    root.insert(
        QStringLiteral("environments"),
        QJsonArray {QJsonObject {{QStringLiteral("id"), QStringLiteral("prod")},
                                 {QStringLiteral("label"), QStringLiteral("Production")},
                                 {QStringLiteral("baseUrl"), QStringLiteral("https://vendor.invalid/")},
                                 {QStringLiteral("production"), true}}});
    QJsonObject signIn = root.value(QLatin1String("signIn")).toObject();
    signIn.insert(QStringLiteral("documented"), documented);
    root.insert(QStringLiteral("signIn"), signIn);
    root.remove(QLatin1String("errors")); // it has words of its own for a wrong password
    const Catalog catalog(
        {{QStringLiteral("npm.json"), QJsonDocument(root).toJson(), DescriptionFile::Origin::Shipped}}, {});
    return catalog.services().value(0);
}

} // namespace

/// *Sign in* of *Connect*.
class SignInDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void cleanup() { delete m_dialog; }

    void asksForNothingThatMayNotBeSent();
    void aWrongPasswordIsCalledOne();

private:
    void open(const std::shared_ptr<const ServiceDescription> &service, const QUrl &baseUrl);

    QList<std::shared_ptr<const ServiceDescription>> m_services;
    SystemClock m_clock;
    HttpTransport m_transport;
    OwnCertificates m_certificates {m_transport, certificatesMemory()};
    SessionStore m_store;
    QPointer<ConnectDialog> m_dialog;
};

void SignInDialogTest::open(const std::shared_ptr<const ServiceDescription> &service, const QUrl &baseUrl)
{
    QVERIFY(service);
    m_services = {service};
    ConnectionProfile profile;
    profile.service = service;
    profile.baseUrl = baseUrl;
    if (const ServiceEnvironment *environment = service->environmentAt(baseUrl))
        profile.environmentId = environment->id;
    m_dialog = new ConnectDialog({m_services, m_transport, m_certificates, m_store, m_clock}, profile);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
}

/// Where a sign-in is assumed, the vendor's own host gets none, and nobody types a password for it in vain.
void SignInDialogTest::asksForNothingThatMayNotBeSent()
{
    open(signingIn(false), QUrl(QStringLiteral("https://vendor.invalid/")));
    QVERIFY(click(*m_dialog, QStringLiteral("Sign in…")));
    QVERIFY(!openDialog<SignInDialog>(*m_dialog));
    const auto &banner = *part<MessageBanner>(*m_dialog, "banner");
    QVERIFY2(banner.sentence().endsWith(QLatin1String("so nothing was sent.")),
             qPrintable(banner.sentence()));
    // Whoever says that the server serves it goes on with what they wanted.
    for (const char *answer : {"Cancel", "Send it there"}) {
        QVERIFY(click(banner, QStringLiteral("This server serves the API…")));
        QPointer<QMessageBox> question = openDialog<QMessageBox>(*m_dialog);
        QVERIFY(question);
        QVERIFY(!openDialog<SignInDialog>(*m_dialog));
        QVERIFY(click(*question, QLatin1String(answer)));
        QTRY_VERIFY(!question);
    }
    QTRY_VERIFY(openDialog<SignInDialog>(*m_dialog));
    delete m_dialog;

    open(signingIn(true), QUrl(QStringLiteral("https://vendor.invalid/")));
    QVERIFY(click(*m_dialog, QStringLiteral("Sign in…")));
    QVERIFY(openDialog<SignInDialog>(*m_dialog));
}

void SignInDialogTest::aWrongPasswordIsCalledOne()
{
    LanguageSwitcher languages {QLocale(QStringLiteral("en_US"))};
    languages.switchTo(QStringLiteral("en"));
    MisbehavingServer server(answering(
        httpReply("401 Unauthorized", "Content-Type: application/json\r\n", "{\"error\": \"no\"}")));
    open(signingIn(false), server.url(QStringLiteral("/")));
    QVERIFY(click(*m_dialog, QStringLiteral("Sign in…")));
    auto *dialog = openDialog<SignInDialog>(*m_dialog);
    QVERIFY(dialog);
    const auto edits = dialog->findChildren<QLineEdit *>();
    QVERIFY(edits.size() >= 2);
    edits.at(0)->setText(QStringLiteral("jo"));
    edits.at(1)->setText(QStringLiteral("mistyped"));
    QVERIFY(click(*dialog, QStringLiteral("Sign in")));
    QTRY_VERIFY(!dialog->isBusy());
    const auto &banner = *part<MessageBanner>(*dialog, "banner");
    QTRY_COMPARE(banner.sentence(), QStringLiteral("User name or Password was not accepted."));
    QCOMPARE(banner.nextStep(), QStringLiteral("Enter them again, and check that this is the right server."));
    languages.switchTo(QStringLiteral("de"));
    QTRY_COMPARE(banner.sentence(), QStringLiteral("Benutzername oder Passwort wurde nicht akzeptiert."));
    languages.switchTo(QStringLiteral("en"));
}

QTEST_MAIN(SignInDialogTest)
#include "tst_signindialog.moc"
