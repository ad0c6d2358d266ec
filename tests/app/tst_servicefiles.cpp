#include "servicefiles.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace tc;

namespace {

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QStringList names(const QList<ServiceFile> &files)
{
    QStringList result;
    for (const ServiceFile &file : files)
        result.append(QFileInfo(file.name).fileName());
    return result;
}

} // namespace

class ServiceFilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void shippedThenDataThenOption();
    void oneDirectoryIsReadOnce();
    void schemasAndOtherFilesAreNoDescriptions();
    void aFileTooLargeIsNotRead();
    void whatIsNotThereIsSaid();

private:
    [[nodiscard]] QString path(const char *name) const { return m_directory->filePath(QLatin1String(name)); }
    [[nodiscard]] QList<ServiceFile> collect(const QString &servicesDirectory = {}) const
    {
        return collectServiceFiles(path("data"), servicesDirectory, path("shipped"));
    }

    std::unique_ptr<QTemporaryDir> m_directory;
};

void ServiceFilesTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
    m_directory = std::make_unique<QTemporaryDir>();
    for (const char *name : {"shipped", "data/services", "extra"})
        QVERIFY(QDir().mkpath(path(name)));
}

void ServiceFilesTest::shippedThenDataThenOption()
{
    QVERIFY(write(path("shipped/optimus.json"), "{\"a\":1}"));
    QVERIFY(write(path("data/services/b.json"), "{}"));
    QVERIFY(write(path("data/services/a.json"), "{}"));
    QVERIFY(write(path("extra/0.json"), "not even JSON"));

    const auto files = collect(path("extra"));
    QCOMPARE(names(files), QString::fromLatin1("optimus.json a.json b.json 0.json").split(u' '));
    QCOMPARE(files.at(0), (ServiceFile {QStringLiteral("optimus.json"), "{\"a\":1}", true, {}}));
    QCOMPARE(files.at(3), (ServiceFile {path("extra/0.json"), "not even JSON", false, {}}));
}

void ServiceFilesTest::oneDirectoryIsReadOnce()
{
    QVERIFY(write(path("data/services/a.json"), "{}"));
    QCOMPARE(collect(path("data/services")).size(), 1);
}

void ServiceFilesTest::schemasAndOtherFilesAreNoDescriptions()
{
    QVERIFY(write(path("shipped/service.schema.json"), "{}"));
    QVERIFY(write(path("data/services/README.md"), "#"));
    QVERIFY(QDir().mkpath(path("data/services/directory.json")));
    QCOMPARE(collect().size(), 0);
}

void ServiceFilesTest::aFileTooLargeIsNotRead()
{
    QVERIFY(write(path("data/services/a.json"), QByteArray(maximumServiceFileSize, ' ')));
    QVERIFY(write(path("data/services/b.json"), QByteArray(maximumServiceFileSize + 1, ' ')));
    const auto files = collect();
    QCOMPARE(files.size(), 2);
    QCOMPARE(files.at(0).bytes.size(), maximumServiceFileSize);
    QCOMPARE(files.at(0).problem, ServiceFile::Problem::None);
    QCOMPARE(files.at(1).bytes.size(), 0);
    QCOMPARE(files.at(1).problem, ServiceFile::Problem::TooLarge);
}

void ServiceFilesTest::whatIsNotThereIsSaid()
{
    QVERIFY(QDir(path("data/services")).removeRecursively()); // nothing to say: few have one
    const auto files = collect(path("nowhere"));
    QCOMPARE(files.size(), 1);
    QCOMPARE(files.at(0).name, QDir::toNativeSeparators(path("nowhere")));
    QCOMPARE(files.at(0).problem, ServiceFile::Problem::MissingDirectory);
    QCOMPARE(phrase(files.at(0).problem), QStringLiteral("The directory does not exist."));
}

QTEST_GUILESS_MAIN(ServiceFilesTest)
#include "tst_servicefiles.moc"
