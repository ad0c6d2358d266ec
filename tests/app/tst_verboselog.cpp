#include "desk.h"
#include "logcapture.h"
#include "mainwindow.h"
#include "redactor.h"
#include "supportlog.h"
#include "supportlogsaver.h"

#include <QApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace tc;
using namespace tc::test;

namespace {

/// What the child run does: reads the list of a real backend into a window, creates a token, copies its
/// secret, and saves the log. It prints both secrets, the management token and the new one.
bool work(const QString &logPath)
{
    Desk desk;
    if (!desk.start())
        return false;
    SupportLog log(1'000'000); // all that Qt says at its most verbose
    log.setRedactor(Redactor(desk.profile().service->secretPrefixes));
    const LogCapture capture(log);
    const auto session = desk.managementSession();
    const auto saved = desk.savedSecrets(desk.store);
    MainWindow window(desk.clipboard);
    window.setSession(session.get(), {saved.get(), &desk.unconfirmed()});
    window.show();
    session->refresh();
    if (!QTest::qWaitFor([&] { return !session->isRefreshing(); }) || session->tokens().size() != 1)
        return false;

    TokenDraft draft;
    draft.name = QStringLiteral("Till 7");
    draft.type = QStringLiteral("integration");
    std::optional<Result<CreatedToken>> created;
    const auto creating = session->create(draft, newIdempotencyKey());
    creating->onFinished([&created](Result<CreatedToken> result) { created.emplace(std::move(result)); });
    if (!QTest::qWaitFor([&] { return created.has_value(); }) || !*created)
        return false;
    const Secret &secret = (*created)->secret;
    desk.clipboard.copy(secret);
    desk.clipboard.clearNow();
    std::optional<Result<Done>> kept;
    const auto keeping = saved->save((*created)->token.id, secret);
    keeping->onFinished([&kept](const Result<Done> &result) { kept = result; });
    if (!QTest::qWaitFor([&] { return kept.has_value() && session->tokens().size() == 2; }) || !*kept)
        return false;

    secret.reveal(
        [](QByteArrayView bytes) { std::fwrite(bytes.data(), 1, std::size_t(bytes.size()), stdout); });
    std::fputs(('\n' + desk.backend.managementSecret() + '\n').constData(), stdout);
    window.setSession(nullptr, {});
    return log.save(logPath, SupportLogSaver::heading());
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// The log of honest work, with every category of Qt and of the console on.
class VerboseLogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsNoSecret();
};

void VerboseLogTest::holdsNoSecret()
{
    QTemporaryDir directory;
    const QString logPath = directory.filePath(QStringLiteral("support.log"));
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_LOGGING_RULES"), QStringLiteral("*=true"));
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--work"), logPath});
    QVERIFY(child.waitForFinished(60'000));
    const QByteArray error = child.readAllStandardError();
    QVERIFY2(child.exitCode() == 0, error.right(2'000).constData());
    const QByteArray log = contentOf(logPath);

    QVERIFY2(log.contains(" info tc.api GET /optimus/api/v1/tokens 200 in "), "no request in the log");
    QVERIFY(log.contains(" info tc.api POST /optimus/api/v1/tokens 201 in "));
    QVERIFY(log.contains(" info tc.clipboard A secret was copied"));
    QVERIFY(log.contains(" qt.qpa."));
    QVERIFY(!error.contains("tc.api"));
    QVERIFY(error.size() > 10'000);

    const QByteArrayList secrets = child.readAllStandardOutput().trimmed().split('\n');
    QCOMPARE(secrets.size(), 2);
    for (const QByteArray &secret : secrets) {
        QVERIFY(secret.startsWith("tok_optimus_") && secret.size() == 52);
        for (qsizetype at = 0; at + 16 <= secret.size(); ++at) {
            QVERIFY(!log.contains(secret.mid(at, 16)));
            QVERIFY(!error.contains(secret.mid(at, 16)));
        }
    }
    const QString text = QString::fromUtf8(log);
    QVERIFY(Redactor({QStringLiteral("tok_optimus_")}).redact(text) == text);
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (application.arguments().value(1) == QLatin1String("--work"))
        return work(application.arguments().value(2)) ? 0 : 1;
    VerboseLogTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_verboselog.moc"
