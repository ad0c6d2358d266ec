#include "supportlog.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <thread>
#include <vector>

using namespace tc;

namespace {

const QString prefix = QStringLiteral("tok_optimus_");

QString canary()
{
    return prefix + QStringLiteral("Zx").repeated(20);
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class SupportLogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void redactsWhatIsAppended();
    void redactsWhatCameBeforeTheDescriptions();
    void aCutDoesNotUncoverASecret();
    void keepsTheNewestLines();
    void othersLinesPushNoneOfTheConsolesOut();
    void savesForItsOwnerAlone();
    void anOldFileStaysWholeWhereSavingFails();
    void takesLinesFromManyThreads();
    void redactingTheSavedFileAgainChangesNothing();
};

void SupportLogTest::redactsWhatIsAppended()
{
    SupportLog log;
    log.setRedactor(Redactor({prefix}));
    log.append(QStringLiteral("the server said %1\nnext").arg(canary()));
    QCOMPARE(log.lines(), QStringList(QStringLiteral("the server said tok_optimus_[redacted]\\u{000A}next")));
}

void SupportLogTest::redactsWhatCameBeforeTheDescriptions()
{
    SupportLog log;
    log.append(QStringLiteral("early %1").arg(canary()));
    log.setRedactor(Redactor({prefix}));
    QCOMPARE(log.lines(), QStringList(QStringLiteral("early tok_optimus_[redacted]")));
}

void SupportLogTest::aCutDoesNotUncoverASecret()
{
    SupportLog log;
    log.setRedactor(Redactor({prefix}));
    log.append(QString(SupportLog::maximumLineLength - 20, u'x') + u' ' + canary());
    QVERIFY(!log.lines().constFirst().contains(canary().first(prefix.size() + 4)));
    QVERIFY(log.lines().constFirst().size() <= SupportLog::maximumLineLength + 1);
}

void SupportLogTest::keepsTheNewestLines()
{
    QTemporaryDir directory;
    SupportLog log(3);
    for (int i = 1; i <= 5; ++i)
        log.append(QString::number(i));
    QCOMPARE(log.lines(), QStringList({QStringLiteral("3"), QStringLiteral("4"), QStringLiteral("5")}));

    const QString path = directory.filePath(QStringLiteral("support.log"));
    QVERIFY(log.save(path, {}));
    QCOMPARE(contents(path), QByteArray("(2 older lines were not kept)\n3\n4\n5\n"));
}

void SupportLogTest::othersLinesPushNoneOfTheConsolesOut()
{
    QTemporaryDir directory;
    SupportLog log(2);
    const auto others = [&log](int count) {
        for (int i = 1; i <= count; ++i)
            log.append(QStringLiteral("qt %1").arg(i), SupportLog::Source::Others);
    };
    log.append(QStringLiteral("first"));
    others(100);
    log.append(QStringLiteral("second"));
    QCOMPARE(log.lines(),
             QStringList({QStringLiteral("first"), QStringLiteral("qt 99"), QStringLiteral("qt 100"),
                          QStringLiteral("second")}));

    const QString path = directory.filePath(QStringLiteral("support.log"));
    QVERIFY(log.save(path, {}));
    QCOMPARE(contents(path),
             QByteArray("(98 older lines of Qt\xe2\x80\x99s own were not kept)\n"
                        "first\nqt 99\nqt 100\nsecond\n"));
}

void SupportLogTest::savesForItsOwnerAlone()
{
    QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("support.log"));
    SupportLog log;
    log.setRedactor(Redactor({prefix}));
    log.append(QStringLiteral("ä %1").arg(canary()));
    QVERIFY(log.save(path, {QStringLiteral("Token Console, %1").arg(canary())}));
    QCOMPARE(contents(path),
             QByteArray("Token Console, tok_optimus_[redacted]\n\xc3\xa4 tok_optimus_[redacted]\n"));
    const QFile::Permissions others
        = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFileInfo(path).permissions() & others));

    // Also where it takes the place of a file that everybody may read.
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | others));
    QVERIFY(log.save(path, {}));
    QVERIFY(!(QFileInfo(path).permissions() & others));
}

/// Fault 39.
void SupportLogTest::anOldFileStaysWholeWhereSavingFails()
{
    QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("support.log"));
    SupportLog log;
    log.append(QStringLiteral("old"));
    QVERIFY(log.save(path, {}));
    for (int i = 0; i < 100; ++i)
        log.append(QString(1'000, u'n'));

    // A file size limit fails a write as a full disk does.
    rlimit before {};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small {4'096, before.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const bool saved = log.save(path, {});
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY(!saved);
    QCOMPARE(contents(path), QByteArray("old\n"));
    QCOMPARE(QDir(directory.path()).entryList(QDir::Files), QStringList(QStringLiteral("support.log")));

    QVERIFY(!log.save(directory.filePath(QStringLiteral("missing/support.log")), {}));
    QVERIFY(!log.save(directory.path(), {}));
}

void SupportLogTest::takesLinesFromManyThreads()
{
    SupportLog log;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&log] {
            for (int i = 0; i < 500; ++i)
                log.append(QStringLiteral("line"));
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(log.lines().size(), 2'000);
}

void SupportLogTest::redactingTheSavedFileAgainChangesNothing()
{
    const QStringList pieces {canary(),
                              canary().first(20),
                              prefix,
                              QStringLiteral("Authorization:"),
                              QStringLiteral("\"authorization\" : "),
                              QStringLiteral("Bearer"),
                              QStringLiteral(" bearer "),
                              QStringLiteral("?token="),
                              QStringLiteral("https://"),
                              QStringLiteral("user@"),
                              QStringLiteral("7|"),
                              QStringLiteral("ab_1").repeated(9),
                              QStringLiteral("xyzw"),
                              QStringLiteral(" "),
                              QStringLiteral("\n"),
                              QStringLiteral("\r\n"),
                              QStringLiteral("\\"),
                              QStringLiteral("\""),
                              QStringLiteral("[redacted]"),
                              QString(SupportLog::maximumLineLength - 30, u' '),
                              QString(QChar(0x202e)),
                              QString(QChar(u'\0'))};
    const Redactor redactor({prefix});
    QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("support.log"));
    QRandomGenerator random(20261124);
    const auto line = [&] {
        QString text;
        for (int count = random.bounded(1, 10); count > 0; --count)
            text += pieces[random.bounded(pieces.size())];
        return text;
    };
    int redacted = 0;
    for (int round = 0; round < 400; ++round) {
        SupportLog log(20);
        log.setRedactor(redactor);
        for (int count = random.bounded(1, 30); count > 0; --count)
            log.append(line());
        QVERIFY(log.save(path, {line(), line()}));
        const QString saved = QString::fromUtf8(contents(path));
        QCOMPARE(redactor.redact(saved), saved);
        QVERIFY2(!saved.contains(canary().mid(prefix.size(), 4)), qPrintable(saved));
        redacted += saved.contains(Redactor::replacement()) ? 1 : 0;
    }
    QVERIFY(redacted > 350);
}

QTEST_GUILESS_MAIN(SupportLogTest)
#include "tst_supportlog.moc"
