#include "serviceload.h"

#include "untrustedtext.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace tc {

namespace {

struct ServiceLoadText
{
    Q_DECLARE_TR_FUNCTIONS(ServiceLoad)
};

QString problemText(const QString &fileName, const QString &pointer, const QString &reason)
{
    const QString file = escapeUntrusted(fileName);
    const QString why = escapeUntrusted(reason, 400);
    return pointer.isEmpty()
        ? ServiceLoadText::tr("The service description %1 was refused: %2").arg(file, why)
        : ServiceLoadText::tr("The service description %1 was refused at %2: %3")
              .arg(file, escapeUntrusted(pointer), why);
}

QByteArray schemaText()
{
    QFile schema(QStringLiteral(":/services/service.schema.json"));
    return schema.open(QIODevice::ReadOnly) ? schema.readAll() : QByteArray();
}

Catalog catalogOf(const QList<ServiceFile> &files)
{
    QList<DescriptionFile> read;
    for (const ServiceFile &file : files) {
        if (file.problem == ServiceFile::Problem::None)
            read.append({file.name, file.bytes,
                         file.shipped ? DescriptionFile::Origin::Shipped : DescriptionFile::Origin::User});
    }
    return {read, schemaText()};
}

/// Read before anything is checked, so that a mistake elsewhere in the file leaves no token behind.
QStringList tokenVariablesOf(const QList<ServiceFile> &files)
{
    QStringList names;
    for (const ServiceFile &file : files) {
        const QJsonValue variables
            = QJsonDocument::fromJson(file.bytes).object().value(QLatin1String("variables"));
        const QString name = variables.toObject().value(QLatin1String("token")).toString();
        if (isTokenVariableName(name))
            names.append(name);
    }
    names.removeDuplicates();
    return names;
}

} // namespace

QStringList ServiceProblems::phrase() const
{
    QStringList sentences;
    for (const ServiceFile &file : m_files) {
        if (file.problem != ServiceFile::Problem::None)
            sentences.append(problemText(file.name, {}, tc::phrase(file.problem)));
    }
    const Catalog catalog = catalogOf(m_files);
    for (const DescriptionError &error : catalog.errors())
        sentences.append(problemText(error.fileName, error.pointer, error.reason));
    return sentences;
}

ServiceLoad loadServices(const QString &dataDirectory, const QString &servicesDirectory)
{
    const QList<ServiceFile> files = collectServiceFiles(dataDirectory, servicesDirectory);
    const Catalog catalog = catalogOf(files);
    const bool allRead = std::all_of(files.cbegin(), files.cend(), [](const ServiceFile &file) {
        return file.problem == ServiceFile::Problem::None;
    });
    ServiceLoad load;
    load.services = catalog.services();
    if (!allRead || !catalog.errors().isEmpty())
        load.problems = ServiceProblems(files);
    load.tokenVariables = tokenVariablesOf(files);
    return load;
}

QStringList secretPrefixes(const QList<std::shared_ptr<const ServiceDescription>> &services)
{
    QStringList prefixes;
    for (const auto &service : services)
        prefixes += service->redactedPrefixes();
    return prefixes;
}

} // namespace tc
