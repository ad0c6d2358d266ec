#include "servicefiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace tc {

namespace {

struct ServiceFilesText
{
    Q_DECLARE_TR_FUNCTIONS(ServiceFiles)
};

ServiceFile readServiceFile(const QFileInfo &info, bool shipped)
{
    ServiceFile result;
    result.name = shipped ? info.fileName() : QDir::toNativeSeparators(info.absoluteFilePath());
    result.shipped = shipped;
    QFile file(info.absoluteFilePath());
    if (!file.open(QIODevice::ReadOnly)) {
        result.problem = ServiceFile::Problem::Unreadable;
        return result;
    }
    // One more than allowed tells a file that is too large, whatever size it claims to have.
    result.bytes = file.read(maximumServiceFileSize + 1);
    if (result.bytes.size() > maximumServiceFileSize) {
        result.bytes.clear();
        result.problem = ServiceFile::Problem::TooLarge;
    }
    return result;
}

void appendDirectory(QList<ServiceFile> &files, const QString &path, bool shipped)
{
    const QDir directory(path);
    const auto entries = directory.entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (const QFileInfo &entry : entries) {
        if (!entry.fileName().endsWith(QLatin1String(".schema.json")))
            files.append(readServiceFile(entry, shipped));
    }
}

} // namespace

QString phrase(ServiceFile::Problem problem)
{
    switch (problem) {
    case ServiceFile::Problem::None:
        return {};
    case ServiceFile::Problem::Unreadable:
        return ServiceFilesText::tr("The file cannot be read.");
    case ServiceFile::Problem::TooLarge:
        return ServiceFilesText::tr("The file is larger than 1 MiB.");
    case ServiceFile::Problem::MissingDirectory:
        return ServiceFilesText::tr("The directory does not exist.");
    }
    Q_UNREACHABLE();
}

QList<ServiceFile> collectServiceFiles(const QString &dataDirectory, const QString &servicesDirectory,
                                       const QString &shippedDirectory)
{
    QList<ServiceFile> files;
    appendDirectory(files, shippedDirectory, true);

    Q_ASSERT(QDir::isAbsolutePath(dataDirectory)); // else whatever directory this was started in would count
    const QString own = QDir(dataDirectory).filePath(QStringLiteral("services"));
    appendDirectory(files, own, false);

    if (servicesDirectory.isEmpty() || QDir(servicesDirectory) == QDir(own))
        return files;
    if (QDir(servicesDirectory).exists()) {
        appendDirectory(files, servicesDirectory, false);
    } else {
        ServiceFile missing;
        missing.name = QDir::toNativeSeparators(servicesDirectory);
        missing.problem = ServiceFile::Problem::MissingDirectory;
        files.append(missing);
    }
    return files;
}

} // namespace tc
